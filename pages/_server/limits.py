"""How much of the server one visitor may take, and all together: so that nobody is shut out by what others do.

Each window that is seen holds two connections for as long as it is open: the session of its page, and the stream of
changes. A place is taken for each, and given back when it ends.
"""

import resource
from collections import Counter
from collections.abc import Mapping
from typing import Any

import streamlit as st
from starlette.types import ASGIApp, Receive, Scope, Send

from pages._server.refusals import refuse

PLACES, OF_ONE_VISITOR = 1000, 200
"""How many streams there may be, and how many of one visitor; of sessions as many."""
SPARE_DESCRIPTORS = 400
"""What the server needs besides: files, the database, connections that come and go."""
RETRY_SECONDS = 10

TOO_MANY = "The dashboard is full at the moment. It tries again automatically."
TOO_MANY_OF_ONE = "This computer has reached the limit of open dashboard windows. Close some of them."
NO_UPLOADS = "The dashboard does not accept files."


def raise_descriptor_limit() -> None:
    """Let this process open as many files and connections as the system allows it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def count_places() -> int:
    """How many streams there may be with the descriptors that this process may have."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return PLACES if soft == resource.RLIM_INFINITY else max(1, min(PLACES, (soft - SPARE_DESCRIPTORS) // 2))


class Places:
    """Who holds how many of the places there are."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()

    def objection(self, visitor: str) -> Mapping[str, Any] | None:
        """Why this visitor gets no place: status, sentence and headers of the answer; None where there is one."""
        headers, total = {"retry-after": str(RETRY_SECONDS)}, count_places()
        if self._held.total() >= total:
            return {"status": 503, "sentence": TOO_MANY, "headers": headers}
        if self._held[visitor] >= min(OF_ONE_VISITOR, max(1, total // 2)):
            return {"status": 429, "sentence": TOO_MANY_OF_ONE, "headers": headers}
        return None

    def take(self, visitor: str) -> None:
        """Hold a place for this visitor."""
        self._held[visitor] += 1

    def give_back(self, visitor: str) -> None:
        """Give one of them back; who holds none is forgotten."""
        self._held[visitor] -= 1
        if not self._held[visitor]:
            del self._held[visitor]


class Limits:
    """ASGI middleware that gives out places for streams and sessions, and takes no file that no page has asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._streams, self._sessions = Places(), Places()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on to the app, or say why not."""
        places = self._places(scope)
        visitor = str((scope.get("client") or ("",))[0])
        if _is_upload(scope) and not st.get_option("server.maxUploadSize"):
            await refuse(scope, receive, send, status=403, sentence=NO_UPLOADS)
        elif not places:
            await self._app(scope, receive, send)
        elif objection := places.objection(visitor):
            await refuse(scope, receive, send, **objection)
        else:
            places.take(visitor)
            try:
                await self._app(scope, receive, send)
            finally:
                places.give_back(visitor)

    def _places(self, scope: Scope) -> Places | None:
        """The places of which a request takes one; None for a request that is answered and done."""
        if scope["type"] == "websocket":
            return self._sessions
        is_stream = scope["type"] == "http" and scope["path"].endswith("/api/changes")
        return self._streams if is_stream else None


def _is_upload(scope: Scope) -> bool:
    return scope["type"] == "http" and "/_stcore/upload_file/" in scope["path"]
