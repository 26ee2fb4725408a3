"""The page that every visit starts with: Streamlit's own, and in it where its server is and what it answers.

Streamlit's browser part looks for its server first: on a link to a page it asks below that page's path, is refused,
asks above it, and only then opens its connection. Told where the server is and what it answers, it connects at once.
Hints to load the scripts of the filter bar early were tried and left out: the first words come later for them.
"""

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._server.assets import STREAMLIT, list_accepted_codings
from pages._server.headers import POLICY, build_policy

HEALTH, HOST_CONFIG = "/_stcore/health", "/_stcore/host-config"

# A browser without a token gets one with this page, as it does by asking for the health. One that has none even so
# (from a page it kept) must ask before it connects: a connection without it is nobody's, also of who has signed in.
SCRIPT = """<script>
      window.__streamlit = { BACKEND_BASE_URL: new URL(".", location).href }
      if (document.cookie.includes("_streamlit_xsrf=")) window.__streamlit.HOST_CONFIG = %s
    </script>
    """
HISTORY = Path(__file__).with_name("history.js").read_text(encoding="utf-8")
"""Keeps what Streamlit makes of the browser's history in order, from before its browser part runs."""
WIDTH = Path(__file__).with_name("width.js").read_text(encoding="utf-8")
"""Leaves a cookie that says whether the window is as narrow as a phone, from before the connection that brings it."""
FIRST_SCRIPT = '<script type="module"'
FOR_LESS = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"if-range", b"range"}
"""Headers with which a client asks for less than the whole page as it lies in the file."""
OF_THE_FILE = {b"content-length", b"etag", b"last-modified", b"accept-ranges", b"vary"}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What an app sent to one request, complete."""

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes

    @classmethod
    def of(cls, sent: Sequence[Message]) -> "Answer":
        """The answer that these messages make up."""
        start, *parts = sent
        body = b"".join(part.get("body", b"") for part in parts)
        return cls(status=start["status"], headers=list(start.get("headers", [])), body=body)


class StartPage:
    """ASGI middleware that tells this to Streamlit's `index.html` whenever the wrapped `app` sends it.

    Whatever else the app sends stays as it is, and so does the page where the server is not ready or not as expected.
    """

    def __init__(self, app: ASGIApp, *, streamlit_files: Path = STREAMLIT) -> None:
        self._app = app
        self._page = (streamlit_files / "index.html").read_bytes()
        # Read here and not on import: the settings of the app are known once the server builds its middleware.
        base = str(st.get_option("server.baseUrlPath")).strip("/")
        self._base = f"/{base}" if base else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request with what the app sends, and the start page so that its browser part connects at once."""
        if not _is_page_request(scope):
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def hold_the_page(message: Message) -> None:
            if held or self._begins_the_page(message):
                held.append(message)
            else:
                await send(message)

        await self._app(_ask_for_whole(scope), receive, hold_the_page)
        if response := await self._connecting(held, scope):
            await response(scope, receive, send)
        else:
            for message in held:
                await send(message)

    def _begins_the_page(self, message: Message) -> bool:
        """Whether what follows is as long as the page, and may be it."""
        return (
            message["type"] == "http.response.start"
            and message["status"] == HTTPStatus.OK
            and (b"content-length", str(len(self._page)).encode()) in message.get("headers", [])
        )

    async def _connecting(self, held: Sequence[Message], scope: Scope) -> Response | None:
        """Return the page that connects at once; None where what is held is not it, or the server not as expected."""
        if not held or (own := Answer.of(held)).body != self._page:
            return None
        health, settings = await self._ask(scope, HEALTH), await self._ask(scope, HOST_CONFIG)
        if not health.status == settings.status == HTTPStatus.OK:
            return None
        kept = [header for header in own.headers if header[0] not in OF_THE_FILE]
        cookies = [header for header in health.headers if header[0] == b"set-cookie"]
        page = insert_settings(self._page.decode(), settings.body.decode())
        may_run = (POLICY.encode(), build_policy(page).encode())
        return _build_response(page, [*kept, *cookies, may_run], scope)

    async def _ask(self, scope: Scope, path: str) -> Answer:
        """What the app answers to this visitor at another path."""
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        target = scope.get("root_path", "") + self._base + path
        await self._app(
            {**_ask_for_whole(scope), "path": target, "raw_path": target.encode(), "query_string": b""},
            _receive_nothing,
            keep,
        )
        return Answer.of(sent)


async def _receive_nothing() -> Message:
    """The body of a request that has none."""
    return {"type": "http.request", "body": b"", "more_body": False}


def _is_page_request(scope: Scope) -> bool:
    """Whether a request comes from somebody who opens a page."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


def _ask_for_whole(scope: Scope) -> Scope:
    """The same request, asking for all of it, uncompressed."""
    return {**scope, "headers": [header for header in scope["headers"] if header[0] not in FOR_LESS]}


def insert_settings(page: str, settings: str) -> str:
    """The page, telling Streamlit's browser part where the server is and what its settings (JSON) are."""
    as_script = json.dumps(json.loads(settings)).replace("<", "\\u003c")
    own = f"{SCRIPT % as_script}<script>\n{HISTORY}</script>\n    <script>\n{WIDTH}</script>\n    "
    return page.replace(FIRST_SCRIPT, own + FIRST_SCRIPT, 1)


def _build_response(page: str, headers: Iterable[tuple[bytes, bytes]], scope: Scope) -> Response:
    """The page as HTTP sends it, compressed for who takes that."""
    takes = ",".join(Headers(scope=scope).getlist("accept-encoding"))
    zipped = "gzip" in list_accepted_codings(takes)
    response = Response(_zip_page(page) if zipped else page)
    response.raw_headers += [*headers, (b"vary", b"Accept-Encoding")]
    if zipped:
        response.raw_headers.append((b"content-encoding", b"gzip"))
    return response


@lru_cache(maxsize=8)
def _zip_page(page: str) -> bytes:
    return gzip.compress(page.encode(), mtime=0)
