"""From where the server can be reached. There is no sign-in yet: from another computer only if that is wanted."""

import gc
import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config

from pages._server.hosts import SETTING as HOSTS
from pages._server.hosts import is_reachable, list_misnamed
from pages._server.refusals import refuse

SETTING = "DIA_OPEN"

REFUSAL = (
    "The dashboard does not start: it could be reached from other computers (at {places}), and as there is no sign-in "
    "yet, anybody who reaches it could read and write. Start it for this computer alone (--server.address localhost); "
    "from another one reach it through “ssh -L 8501:localhost:8501 <this computer>”, or through a proxy that checks "
    f"who comes and that {HOSTS} names. If everybody who can reach it may read and write: {SETTING}=yes."
)
NOT_FROM_HERE = "The dashboard can only be used on the computer it runs on: there is no sign-in yet."
WARNING = "Anybody who can reach this dashboard can read and change everything: there is no sign-in."


def is_open() -> bool:
    """Whether whoever runs the server wants it to be reached by anybody."""
    return os.environ.get(SETTING, "").strip().lower() == "yes"


@cache
def list_reachable() -> tuple[str, ...]:
    """Where the server that runs in this process can be reached from other computers; empty where it cannot."""
    return tuple(sorted({place for place in _list_listening() if is_reachable(place)}))


def _list_listening() -> Iterator[str]:
    """The numbers at which this process listens, and those at which its server is about to."""
    for one in gc.get_objects():
        if isinstance(one, socket.socket):
            with suppress(OSError):  # closed meanwhile
                if one.family in {socket.AF_INET, socket.AF_INET6} and is_listening(one):
                    yield one.getsockname()[0]
        elif isinstance(one, Config) and one.uds is None and one.fd is None:
            yield from _resolve_host(one.host)


def is_listening(one: socket.socket) -> bool:
    """Whether a socket accepts connections. Raises `OSError` for one that is closed."""
    return bool(one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def _resolve_host(host: str | None) -> Iterable[str]:
    """The numbers that a server binds which is told this host: any, where it is told none."""
    try:
        found = socket.getaddrinfo(host or None, 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError:
        return ()  # the server cannot bind it either, and says so
    return [str(where[0]) for *_, where in found]


def find_objection() -> str | None:
    """Why the server must not start as it is set up; None where it may."""
    if wrong := list_misnamed():
        return f"{HOSTS} must name hosts, such as “dia.example.org, localhost:9000”; “{wrong[0]}” is none."
    return REFUSAL.format(places=", ".join(list_reachable())) if list_reachable() and not is_open() else None


class OnlyFromHere:
    """ASGI middleware that lets the server start, and answer, only where nobody else reaches it or that is wanted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Start the app, or hand a request on to it, or say why not."""
        if scope["type"] == "lifespan" and (reason := find_objection()):
            await receive()
            await send({"type": "lifespan.startup.failed", "message": reason})
        elif scope["type"] != "lifespan" and _is_from_elsewhere(scope) and not is_open():
            await refuse(scope, receive, send, status=403, sentence=NOT_FROM_HERE)
        else:
            await self._app(scope, receive, send)


def _is_from_elsewhere(scope: Scope) -> bool:
    """Whether a request reached this computer at a number that others can reach, however the server was started."""
    number, _ = scope.get("server") or ("", None)
    return is_reachable(str(number))
