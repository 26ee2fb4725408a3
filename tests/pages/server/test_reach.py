"""Where the server can be reached, and that it does not start where everybody could."""

import asyncio
import gc
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.types import Message, Receive, Scope, Send
from uvicorn.config import Config

from pages._server import reach
from pages._server.reach import OnlyFromHere

FOREIGN = ("192.168.1.5", 8501)


@pytest.fixture(autouse=True)
def looked_at_anew() -> Iterator[None]:
    gc.collect()  # what earlier tests bound is gone
    reach.list_reachable.cache_clear()
    yield
    reach.list_reachable.cache_clear()


@contextmanager
def listening(number: str, family: int = socket.AF_INET) -> Iterator[None]:
    with socket.socket(family) as one:
        one.bind((number, 0))
        one.listen()
        yield


def started() -> str | None:
    """What the server says when it is started: why not, or None."""
    sent: list[Message] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "lifespan.startup.complete"})

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(OnlyFromHere(app)({"type": "lifespan"}, receive, send))
    return sent[0].get("message")


def answered(server: object) -> int:
    """The status that somebody gets who reached the server at this address."""
    sent: list[Message] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200})

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "server": server}
    asyncio.run(OnlyFromHere(app)(scope, None, send))
    return sent[0]["status"]


@pytest.mark.parametrize(("number", "family"), [("0.0.0.0", socket.AF_INET), ("::", socket.AF_INET6)])  # noqa: S104
def test_bound_to_all_addresses_it_does_not_start_and_says_how_to_go_on(number: str, family: int):
    with listening(number, family):
        reason = started()
    assert reason
    assert number in reason
    assert all(way in reason for way in ("--server.address localhost", "ssh -L", "DIA_HOSTS", "DIA_OPEN=yes"))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", None, "192.0.2.7"])  # noqa: S104
def test_about_to_be_bound_there_it_does_not_start_either(host: str | None):
    config = Config("app", host=host)
    assert started() is not None
    assert config.host == host


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "127.0.0.2"])
def test_for_this_computer_alone_it_starts(host: str):
    config = Config("app", host=host)
    with listening("127.0.0.1"), listening("::1", socket.AF_INET6):
        assert started() is None
    assert config.host == host


def test_a_socket_of_the_file_system_is_of_this_computer_alone():
    config = Config("app", host="0.0.0.0", uds="/run/dia.sock")  # noqa: S104
    assert started() is None
    assert config.uds


@pytest.mark.parametrize("said", ["yes", "YES "])
def test_it_starts_for_everybody_where_that_is_wanted(said: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DIA_OPEN", said)
    with listening("0.0.0.0"):  # noqa: S104
        assert started() is None
        assert reach.list_reachable() == ("0.0.0.0",)  # noqa: S104
    assert answered(FOREIGN) == 200


@pytest.mark.parametrize("said", ["", "no", "1", "true"])
def test_nothing_but_yes_opens_it(said: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DIA_OPEN", said)
    with listening("0.0.0.0"):  # noqa: S104
        assert started() is not None


def test_however_it_was_started_nobody_is_answered_who_reached_it_from_elsewhere():
    assert answered(FOREIGN) == 403
    assert answered(("2001:db8::5", 8501)) == 403
    assert {
        answered(at) for at in (("127.0.0.1", 8501), ("::1", 1), ("::ffff:127.0.0.1", 1), ("/run/x", None), None)
    } == {200}


def test_names_of_a_proxy_that_are_none_are_said_when_it_starts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DIA_HOSTS", "https://dia.example.org/")
    reason = started()
    assert reason
    assert "https://dia.example.org/" in reason
