"""The server from outside: whom it answers, how much it bears, what each answer carries, and whom it asks itself."""

import json
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.pages.server.running import STREAMLIT, Running, read_head, start, status, wait_until_it_answers

FOREIGN = "http://evil.example"
PATIENCE = 30
"""Seconds within which a connection is closed that should be."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = start(tmp_path_factory.mktemp("running"))
    wait_until_it_answers(running)
    yield running
    running.stop()


def test_pages_of_others_are_refused_without_a_pause_for_anybody_else(server: Running):
    with ExitStack() as opened:
        asking = [
            opened.enter_context(
                server.begin(
                    "/_stcore/stream",
                    origin=FOREIGN,
                    connection="Upgrade",
                    upgrade="websocket",
                    sec_websocket_version="13",
                    sec_websocket_key="dGhlIHNhbXBsZSBub25jZQ==",
                )
            )
            for _ in range(10)
        ]
        assert {status(read_head(one)) for one in asking} == {403}
    assert server.others_asked() == []


def test_our_own_page_connects(server: Running):
    assert status(server.websocket(origin=f"http://{server.host}")) == 101
    assert status(server.websocket(origin=f"http://127.0.0.1:{server.port}")) == 101
    assert status(server.websocket()) == 101


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost.evil.example", "a b", "localhost:x"])
def test_the_server_answers_to_its_own_names_alone(server: Running, host: str):
    assert status(server.head("/healthz", host=host)) in (400, 421)
    assert status(server.websocket(host=host)) in (400, 421)


@pytest.mark.parametrize("path", ["/healthz", "/api/changes", "/_stcore/host-config", "/"])
def test_a_page_of_another_is_not_answered_at_any_address(server: Running, path: str):
    assert status(server.head(path, origin=FOREIGN)) == 403
    assert status(server.head(path, origin="null")) == 403


ANSWERED = (
    *("/", "/markets", "/healthz", "/_stcore/health", "/static/none.js", "/media/none.txt", "/component/none"),
    *(
        "/boundaries/a.geojson",
        "/boundaries/europe.geojson",
        "/fonts/none.woff2",
        "/api/changes",
        "/api/changes?workspace=none",
    ),
    *("/..%2f..%2fetc/passwd", "/_stcore/agent/none", "/_stcore/host-config", "/favicon.png"),
)


@pytest.mark.parametrize("path", ANSWERED)
def test_each_answer_says_what_a_browser_may_do_with_it(server: Running, path: str):
    head = server.head(path, accept="text/html").lower()
    assert (
        "content-security-policy: default-src 'none'" in head or "content-security-policy: default-src 'self'" in head
    )
    assert "frame-ancestors 'none'" in head
    assert "x-content-type-options: nosniff" in head
    for name in ("referrer-policy", "permissions-policy", "cross-origin-opener-policy", "cross-origin-resource-policy"):
        assert f"\r\n{name}: " in head


ADDRESSES = (
    *("/healthz", "/_stcore/health", "/boundaries/{}.geojson", "/static/js/{}.js", "/media/{}", "/component/{}"),
    *("/_stcore/bidi-components/{}", "/{}", "/{}/healthz", "/api/changes?workspace={}", "/_stcore/{}"),
    *("/_stcore/upload_file/{}/{}", "/{}/api/changes?workspace=none"),
)
ODD = (
    *("a" * 300, "a" * 5000, "%00", "..%2f..%2fREADME.md", "%2e%2e/%2e%2e/x", "%F0%9F%98%80", "%ff", "a%0d%0ab", ""),
    *("//evil.example", "%5cevil.example", "*", "{}", "'", "%25%32%66"),
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_odd_addresses_are_answered_and_nothing_breaks(server: Running, address: str):
    answers = {one: status(server.head(address.replace("{}", one), connection="close")) for one in ODD}
    assert {one: answer for one, answer in answers.items() if not 200 <= answer < 500} == {}


def test_outlines_with_a_name_as_long_as_no_file_may_have_are_not_found(server: Running):
    assert status(server.head(f"/boundaries/{'a' * 300}.geojson")) == 404


def test_a_browser_keeps_our_fonts_and_another_name_is_not_found(server: Running):
    head = server.head("/fonts/text-1.woff2").lower()
    assert status(head) == 200
    assert "content-type: font/woff2" in head
    assert "immutable" in head
    assert status(server.head("/fonts/none.woff2")) == 404


def test_no_file_is_taken_as_no_page_takes_one(server: Running):
    with server.begin("/_stcore/upload_file/a/b", method="PUT", content_length="4") as connection:
        assert "The dashboard does not accept" in read_head(connection, " files.")


def test_requests_that_are_never_finished_are_closed_and_all_others_answered_meanwhile(server: Running):
    with ExitStack() as opened:
        begun = [
            opened.enter_context(server.send("GET /healthz HTTP/1.1\r\nHost: loc" if place % 2 else ""))
            for place in range(300)
        ]
        assert status(server.head("/healthz")) == 200
        for one in begun:
            one.settimeout(PATIENCE)
        assert {one.recv(1) for one in begun} == {b""}


def test_streams_are_limited_for_each_client_and_in_all_and_everybody_else_is_served(server: Running):
    with ExitStack() as opened:

        def listening(source: str) -> int:
            return status(read_head(opened.enter_context(server.begin("/api/changes", source=source))))

        one = Counter(listening("127.0.0.2") for _ in range(300))
        assert one[429] > 0
        assert one[200] + one[429] == 300
        more = Counter(listening(f"127.0.0.{3 + place // 100}") for place in range(500))
        assert more[503] > 0
        refused = server.head("/api/changes", source="127.0.0.99")
        assert status(refused) == 503
        assert "\r\nretry-after: " in refused.lower()
        assert status(server.head("/healthz", source="127.0.0.99")) == 200
        assert status(server.head("/markets", source="127.0.0.99", accept="text/html")) == 200
        assert status(server.websocket()) == 101
    assert "Too many open files" not in server.log.read_text()


def test_a_stream_that_ended_leaves_its_place_to_another(server: Running):
    for _ in range(3):
        with ExitStack() as opened:
            streams = [opened.enter_context(listening_again(server)) for _ in range(60)]
        assert len(streams) == 60


def listening_again(server: Running) -> socket.socket:
    """A stream, opened again until there is a place for it: nothing announces that a place is free."""
    pause = threading.Event()
    for _ in range(PATIENCE * 10):
        stream = server.begin("/api/changes", source="127.0.0.5")
        if status(read_head(stream)) == 200:
            return stream
        stream.close()
        pause.wait(0.1)
    raise RuntimeError("No place for a stream became free.")


def test_what_many_do_wrong_does_not_fill_the_log(server: Running):
    before = len(server.log.read_text().splitlines())
    for _ in range(300):
        with server.send("this is no request\r\n\r\n") as one:
            read_head(one)
        server.websocket(origin=FOREIGN)
    assert len(server.log.read_text().splitlines()) - before < 60


def test_the_limit_on_open_files_is_raised_to_what_the_system_allows(server: Running):
    with open(f"/proc/{server.process.pid}/limits") as limits:  # noqa: PTH123
        soft, hard = next(line.split()[3:5] for line in limits if line.startswith("Max open files"))
    assert soft == hard


def test_health_names_no_place_and_no_process(server: Running):
    with server.begin("/healthz", connection="close") as connection:
        answer = connection.makefile("rb").read().partition(b"\r\n\r\n")[2]
    assert json.loads(answer)["status"] == "ok"
    assert str(server.log.parent) not in answer.decode()


def test_nobody_was_asked_for_anything(server: Running):
    assert server.others_asked() == []


def test_a_connection_may_be_reset_at_any_time(server: Running):
    for _ in range(20):
        with server.begin("/api/changes") as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    assert status(server.head("/healthz")) == 200


def refused_to_start(folder: Path, command: Sequence[str], *options: str, **own: str) -> str:
    """What a server writes that does not start."""
    running = start(folder, command, options=options, **own)
    try:
        assert running.process.wait(timeout=60) != 0
    finally:
        running.process.kill()
    return running.log.read_text()


UVICORN = (sys.executable, "-m", "uvicorn", "streamlit_app:app", "--port")


def test_bound_to_other_addresses_it_does_not_start_however_that_is_said(tmp_path: Path):
    ways = (
        (STREAMLIT, ("--server.address", "0.0.0.0"), {}),  # noqa: S104
        (STREAMLIT, (), {"STREAMLIT_SERVER_ADDRESS": "::"}),
        (STREAMLIT, ("--server.address", ""), {}),
        (UVICORN, ("--host", "0.0.0.0"), {}),  # noqa: S104
    )
    for command, options, own in ways:
        said = refused_to_start(tmp_path, command, *options, **own)
        assert "DIA_OPEN=yes" in said, (options, own, said)
        assert "Traceback" not in said, said


def test_where_it_is_wanted_it_starts_for_everybody(tmp_path: Path):
    everybody = start(tmp_path, options=("--server.address", "0.0.0.0"), DIA_OPEN="yes")  # noqa: S104
    wait_until_it_answers(everybody)
    assert status(everybody.head("/healthz")) == 200
    assert status(everybody.head("/healthz", host="evil.example")) == 421
    everybody.stop()
    assert everybody.others_asked() == []
