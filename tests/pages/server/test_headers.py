"""What each answer tells a browser, and that a page may run its own scripts and no other."""

import asyncio
from base64 import b64encode
from hashlib import sha256

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from pages._server.headers import HEADERS, POLICY, SafeHeaders, build_policy


def answered(app) -> tuple[list[Message], Exception | None]:
    """What an app sends with these headers, and what it raised."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    try:
        asyncio.run(SafeHeaders(app)({"type": "http", "method": "GET", "path": "/", "headers": []}, receive, send))
    except ValueError as error:
        return sent, error
    return sent, None


def labels(message: Message) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in message["headers"]}


def test_a_page_may_run_the_scripts_written_into_it_and_load_from_its_own_server_alone():
    script = "\n window.prerenderReady = false\n"
    allowed = build_policy(f"<script>{script}</script><script src='./a.js'></script>")
    assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in allowed
    directives = dict(part.strip().split(" ", 1) for part in allowed.split(";"))
    assert "'unsafe-inline'" not in directives["script-src"]
    assert "'unsafe-eval'" not in directives["script-src"]
    assert directives["frame-ancestors"] == "'none'"
    schemes = {source for sources in directives.values() for source in sources.split() if not source.startswith("'")}
    assert schemes == {"blob:", "data:"}


def test_each_answer_bears_the_headers_and_its_own_policy_where_it_has_one():
    plain, _ = answered(PlainTextResponse("fine"))
    assert {name: labels(plain[0])[name] for name in HEADERS} == HEADERS
    own, _ = answered(PlainTextResponse("fine", headers={POLICY: "default-src 'none'"}))
    assert labels(own[0])[POLICY] == "default-src 'none'"


def test_an_app_that_fails_is_answered_for_without_what_went_wrong():
    async def fails(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ValueError("/home/secret/dia.duckdb")

    sent, error = answered(fails)
    assert isinstance(error, ValueError)
    assert (sent[0]["status"], labels(sent[0])["x-content-type-options"]) == (500, "nosniff")
    assert b"secret" not in sent[1]["body"]


def test_an_app_that_fails_while_it_answers_is_not_answered_for_twice():
    async def fails(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("half")

    sent, _ = answered(fails)
    assert [message["type"] for message in sent] == ["http.response.start"]


@pytest.mark.parametrize("kind", ["lifespan"])
def test_what_is_no_request_is_left_alone(kind: str):
    seen: list[str] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    asyncio.run(SafeHeaders(app)({"type": kind}, None, None))
    assert seen == [kind]
