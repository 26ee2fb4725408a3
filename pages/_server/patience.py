"""Connections whose visitor does not go on: a request half sent is waited for a while, and then closed.

The server closes by itself what is silent after an answer. Before the first request, and within one, it waits for ever.
"""

import asyncio
import gc
import resource
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from uvicorn.server import ServerState

HEADER_SECONDS, BODY_SECONDS = 10, 120
"""How long a request may take to be asked, and to send what belongs to it."""
IN_HASTE_SECONDS = 2
"""The same when descriptors get scarce."""
SCARCE = 0.8
"""The share of descriptors from which on they are."""
LOOK_SECONDS = 1


@dataclass(frozen=True)
class Awaited:
    """What a visitor still owes: a request, or the rest of one, and how long that may take."""

    request: object
    seconds: float


class Patience:
    """Since when each connection is waited for."""

    def __init__(self) -> None:
        self._since: dict[Any, tuple[Awaited, float]] = {}

    def overdue(self, connections: Iterable[Any], *, now: float, in_haste: bool = False) -> list[Any]:
        """The connections (as the HTTP server has them) that were waited for too long at a time (in seconds)."""
        awaited = {connection: owed for connection in connections if (owed := _find_awaited(connection))}
        self._since = {connection: (owed, self._begun(connection, owed, now)) for connection, owed in awaited.items()}
        return [
            connection
            for connection, (owed, since) in self._since.items()
            if now - since >= (IN_HASTE_SECONDS if in_haste else owed.seconds)
        ]

    def _begun(self, connection: Any, owed: Awaited, now: float) -> float:
        known, since = self._since.get(connection, (None, now))
        return since if known and known.request is owed.request and known.seconds == owed.seconds else now


def _find_awaited(connection: Any) -> Awaited | None:
    """What is awaited; None where the visitor waits for us. A connection that became a session owes no requests."""
    if not hasattr(connection, "cycle"):
        return None
    request = connection.cycle
    if request is None or request.response_complete:
        return Awaited(request, HEADER_SECONDS)
    return Awaited(request, BODY_SECONDS) if request.more_body else None


async def close_what_does_not_go_on() -> None:
    """Look at all connections of this process again and again, and close those that were waited for too long."""
    patience, states = Patience(), [each for each in gc.get_objects() if isinstance(each, ServerState)]
    loop = asyncio.get_running_loop()
    while True:
        connections = [one for state in states for one in state.connections]
        for connection in patience.overdue(connections, now=loop.time(), in_haste=_is_scarce(len(connections))):
            connection.transport.abort()
        await asyncio.sleep(LOOK_SECONDS)


def _is_scarce(used: int) -> bool:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return soft != resource.RLIM_INFINITY and used > SCARCE * soft
