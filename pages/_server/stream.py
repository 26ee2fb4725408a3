"""What is announced to who listens: each new revision of a workspace and each new day, as Server-Sent Events."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import date
from types import FrameType

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from dia_data import local_time
from dia_data.errors import DiaError
from dia_data.storage import workspaces
from dia_data.storage.store import Store

HEARTBEAT_SECONDS = 15
HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
"""Nothing on the way may keep what is sent, or wait for more of it."""

JUST_AFTER_SECONDS = 0.01
"""How long after midnight the new day is announced: a clock that wakes a little early would still say the old one."""

HEAD_START_SECONDS = 0.06
"""How much sooner than the others the first hears of a change: what it asks of the record is kept for all."""
PACE_SECONDS = 0.006
"""How long after one the next hears of it: what drawing costs the server. Told all at once, all are done last."""
SPREAD_SECONDS = 0.3
"""How long after the first the last hears of it, however many they are: they follow one another faster then."""

_waiting: set[Callable[[], None]] = set()
"""Wakes each open stream."""
_stopping: list[int] = []
"""The signal that told this process to stop, once it came."""


async def stream_changes(request: Request) -> Response:
    """The revision of the workspace in the address at once, and again after each change, until the listener goes.

    The id of each event is the day in that workspace: a new one is announced like a change.

    404 for an unknown workspace; 503 with the sentence of the error where the record cannot be opened.
    """
    name = request.query_params.get("workspace", workspaces.NAMES[0])
    if name not in workspaces.NAMES:
        return PlainTextResponse(f"There is no workspace named {name!r}.", status_code=404)
    try:
        store = await run_in_threadpool(workspaces.open_workspace, name)
    except DiaError as error:
        return PlainTextResponse(error.public, status_code=503)
    _end_with_the_server()
    return StreamingResponse(_stream_revisions(store), media_type="text/event-stream", headers=HEADERS)


async def _stream_revisions(store: Store) -> AsyncIterator[str]:
    """The newest revision, whenever there is one, however many were skipped meanwhile.

    After a silence comes a comment, for whatever would close a silent connection on the way; and the number once more,
    because a browser shows no comment to its scripts: so they notice a line that went dead without a word.
    """
    loop, news, day = asyncio.get_running_loop(), asyncio.Event(), _get_day(store)

    def wake(_revision: int = 0) -> None:
        loop.call_soon_threadsafe(news.set)

    forget = store.follow(wake)
    _waiting.add(wake)
    try:
        yield _format_event(store)
        while not _stopping:
            silent = True
            with suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), min(HEARTBEAT_SECONDS, _count_seconds_left(store)))
                silent = False
            silent, day = silent and day == _get_day(store), _get_day(store)
            if not silent:
                await asyncio.sleep(_turns.wait(now=loop.time(), among=len(_waiting)))
            news.clear()
            yield f": nothing new\n{_format_event(store)}" if silent else _format_event(store)
    finally:
        _waiting.discard(wake)
        forget()


class Turns:
    """Lets those who wait go one after another. All of them are on one event loop."""

    def __init__(self) -> None:
        self._next = 0.0

    def wait(self, *, now: float, among: int) -> float:
        """The seconds until it is the caller's turn among so many: none for the first, then at the pace above."""
        turn = max(now, self._next)
        self._next = turn + (min(PACE_SECONDS, SPREAD_SECONDS / among) if turn > now else HEAD_START_SECONDS)
        return turn - now


_turns = Turns()


def _format_event(store: Store) -> str:
    return f"data: {store.revision}\nid: {_get_day(store)}\n\n"


def _get_day(store: Store) -> date:
    return local_time.find_day(store.clock())


def _count_seconds_left(store: Store) -> float:
    return local_time.time_left(store.clock()).total_seconds() + JUST_AFTER_SECONDS


def _end_with_the_server() -> None:
    """Let a signal that stops the server end the streams first: it waits for open answers, and these never end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        stop = signal.getsignal(number)
        if callable(stop) and not isinstance(stop, _EndStreams):
            signal.signal(number, _EndStreams(stop))


class _EndStreams:
    """Ends all streams, and then does what the signal did before."""

    def __init__(self, stop: Callable[[int, FrameType | None], object]) -> None:
        self._stop = stop

    def __call__(self, number: int, frame: FrameType | None) -> None:
        _stopping.append(number)
        for wake in list(_waiting):
            wake()
        self._stop(number, frame)
