"""Who is answered: who calls the server by a name of its own, and no page of another server."""

import asyncio

import pytest
import streamlit
from starlette.types import Message, Receive, Scope, Send

from pages._server.hosts import KnownHosts

SERVER = ("127.0.0.1", 8501)


def asked(host: str = "localhost:8501", origin: str = "", *, kind: str = "http", server: object = SERVER) -> int | str:
    """What is answered to who asks under a name, from a page: a status, or the host under which the app sees it."""
    sent: list[Message] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        sent.append({"status": dict(scope["headers"])[b"host"].decode()})

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    scope = {"type": kind, "method": "GET", "path": "/", "headers": headers, "server": server}
    scope["extensions"] = {"websocket.http.response": {}}
    asyncio.run(KnownHosts(app)(scope, receive, send))
    return sent[0]["status"]


@pytest.mark.parametrize(
    "host",
    ["localhost:8501", "LOCALHOST:8501", "localhost.:8501", "127.0.0.1:8501", "127.0.0.1", "[::1]:8501", "localhost"],
)
def test_the_server_answers_to_the_names_of_this_computer_at_its_own_port(host: str):
    assert asked(host) == host


@pytest.mark.parametrize("host", ["localhost:8502", "evil.example", "evil.example:8501", "10.0.0.1:8501", "[::2]:8501"])
def test_a_foreign_name_or_port_is_sent_away(host: str):
    assert asked(host) == 421


@pytest.mark.parametrize(
    "host", ["", "a b", "localhost:", "localhost:x", "localhost:999999", "[::1", "a/b", "a@localhost:8501", "*"]
)
def test_what_is_no_name_is_no_request(host: str):
    assert asked(host) == 400


def test_the_number_at_which_it_was_reached_is_its_own():
    assert asked("192.168.1.5:8501", server=("192.168.1.5", 8501)) == "192.168.1.5:8501"
    assert asked("192.168.1.6:8501", server=("192.168.1.5", 8501)) == 421
    assert asked("localhost:8501", server=("/run/dia.sock", None)) == "localhost:8501"


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://evil.example:8501", "null", "file://", "http://localhost", "http://localhost:3000",
               "https://localhost.evil.example:8501", "http://localhost:8501.evil.example", "localhost:8501", "http://"]
)  # fmt: skip
def test_a_page_of_another_server_is_refused(origin: str, kind: str):
    assert asked(origin=origin, kind=kind) == 403


@pytest.mark.parametrize("origin", ["http://localhost:8501", "http://127.0.0.1:8501", "http://[::1]:8501"])
def test_a_page_of_its_own_is_answered_and_seen_as_from_one_host(origin: str):
    assert asked(origin=origin, kind="websocket") == origin.removeprefix("http://")


def test_names_that_a_proxy_uses_are_stated(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DIA_HOSTS", "dia.example.org, localhost:9000")
    assert asked("dia.example.org") == "dia.example.org"
    assert asked("dia.example.org:8443") == "dia.example.org:8443"
    assert asked("localhost:9000", "http://localhost:9000") == "localhost:9000"
    assert asked("other.example.org") == 421
    assert asked("localhost:9001") == 421
    assert asked("localhost:8501", "https://dia.example.org", kind="websocket") == "dia.example.org"


def test_the_address_that_is_set_for_browsers_is_known(monkeypatch: pytest.MonkeyPatch):
    options = {"browser.serverAddress": "dia.example.org", "server.address": None}
    monkeypatch.setattr(streamlit, "get_option", options.get)
    assert asked("dia.example.org") == "dia.example.org"
    assert asked("example.org") == 421
