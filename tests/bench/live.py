"""How soon others see on `/kpis` what somebody recorded, and what it costs to wait for it."""

import asyncio
import json
import os
import threading
import urllib.request
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import time

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.bench import servers, visits
from tests.bench.browser import Window, browser
from tests.bench.findings import Finding

PAGE, FOLLOWS = "kpis", "dia_followed"
BROWSERS, GOAL_BROWSERS = 4, 0.2
RATIOS = {50: 1.2, 100: 2.2}
"""Sessions, and how long their median may wait beside that of one session in the same run."""
IDLE_SECONDS, GOAL_IDLE = 30, 0.01
COMMITS, UNCOUNTED = 12, 2
"""Changes that are measured, after some that find everything new."""
PAUSE_SECONDS = 2.5
"""Between two changes, so that one is drawn everywhere before the next."""
ANSWER_SECONDS = 60
OPEN_AT_ONCE = 4
VALUES = count(101)
"""The numbers that are reported: of three digits each, so that none is part of another."""

COMMAND = tuple("tests/bench/peers/live_app.py" if part == "streamlit_app.py" else part for part in servers.DASHBOARD)

# Text of a table is painted on a canvas; it also stands in the page, a fifth of a second later, for screen readers.
PAINTED = """{
    const paint = CanvasRenderingContext2D.prototype.fillText
    CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
        paint.call(this, text, ...where)
        if (window.awaited && String(text).includes(window.awaited)) {
            window.awaited = ""
            requestAnimationFrame(() => window.tell(Date.now()))
        }
    }
}"""
AWAIT = "window.told = new Promise((tell) => { window.tell = tell }); window.awaited = TEXT; null"
"""Keeps the moment of the first frame after a text was painted. A page that is asked for it again and again has more
to do than one that tells it."""
LIVE = "[...document.querySelectorAll('*')].some((one) => one.shadowRoot?.querySelector('[data-dot=live]'))"


def measure() -> list[Finding]:
    """Real browsers, then many sessions over the wire; last what it costs that all of them wait."""
    with servers.record() as data, servers.running(COMMAND, data) as server:
        in_browsers = Finding(
            what=f"live: commit to visible, {BROWSERS} browsers", times=_browsers(server), plus=GOAL_BROWSERS
        )
        waits, idle = asyncio.run(_sessions(server))
    in_sessions = [
        Finding(
            what=f"live: commit to drawn, {number} sessions",
            times=waits[number],
            peer_name="one session",
            peer=waits[1],
            ratio=ratio,
        )
        for number, ratio in RATIOS.items()
    ]
    what = f"live: CPU a second that {max(RATIOS)} idle sessions take"
    return [in_browsers, *in_sessions, Finding(what=what, times=[idle], plus=GOAL_IDLE)]


def _commit(server: servers.Server, value: int) -> float:
    """Report a number; the moment it was in the record."""
    request = urllib.request.Request(f"{server.url}/commit?value={value}", method="POST")
    with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
        return json.load(answer)["moment"]


def _browsers(server: servers.Server) -> list[float]:
    """The seconds from each change until each browser shows it."""
    waits = []
    with ExitStack() as opened:
        windows = [_window(opened, server) for _ in range(BROWSERS)]
        for turn in range(UNCOUNTED + COMMITS):
            value = next(VALUES)
            for window in windows:
                window.look(AWAIT.replace("TEXT", json.dumps(f"{value} of ")))
            threading.Event().wait(PAUSE_SECONDS)
            moment = _commit(server, value)
            waited = [window.look("told") / 1000 - moment for window in windows]
            waits += waited if turn >= UNCOUNTED else []
    return waits


def _window(opened: ExitStack, server: servers.Server) -> Window:
    """A browser of its own on the page, live."""
    visitor = opened.enter_context(opened.enter_context(browser()).visitor())
    window = visitor.open(visits.page_of(server.url, PAGE))
    window.wait(LIVE)
    window.look(PAINTED)
    return window


@dataclass
class Follower:
    """A session without a browser that follows: what the browser part does, done by us."""

    server: servers.Server
    connection: ClientConnection
    page_hash: str = ""
    component: str = ""
    fragment: str = ""
    known: int = 0
    drawn: asyncio.Queue[float] = field(default_factory=asyncio.Queue)
    """The moments at which a change was drawn."""

    async def open(self) -> None:
        """Draw the page, and learn which part of it follows. Raises `RuntimeError` when none does."""
        message = BackMsg()
        message.rerun_script.page_name = PAGE
        await self.connection.send(message.SerializeToString())
        await self._finish()
        if not self.fragment:
            raise RuntimeError(f"Nothing on /{PAGE} follows.")

    async def follow(self) -> None:
        """Listen to the stream, and draw each revision, until cancelled."""
        reader, writer = await asyncio.open_connection("localhost", self.server.port, limit=2**12)
        try:
            writer.write(b"GET /api/changes HTTP/1.1\r\nHost: localhost\r\n\r\n")
            async for line in reader:
                if line.startswith(b"data: "):
                    await self._hear(int(line[6:]))
        finally:
            writer.close()

    async def _hear(self, revision: int) -> None:
        known, self.known = self.known, revision
        if not known or known == revision:
            return
        message = BackMsg()
        state = message.rerun_script
        state.page_name, state.page_script_hash, state.fragment_id = PAGE, self.page_hash, self.fragment
        widget = state.widget_states.widgets.add(id=_make_trigger_id(self.component, "events"))
        widget.json_trigger_value = json.dumps([{"event": "revision", "value": revision}])
        await self.connection.send(message.SerializeToString())
        await self._finish()
        self.drawn.put_nowait(time())

    async def _finish(self) -> None:
        while True:
            answer = ForwardMsg.FromString(await asyncio.wait_for(self.connection.recv(), ANSWER_SECONDS))
            kind = answer.WhichOneof("type")
            if kind == "navigation":
                self.page_hash = answer.navigation.page_script_hash
            element = answer.delta.new_element
            if element.WhichOneof("type") == "bidi_component" and element.bidi_component.component_name == FOLLOWS:
                self.component, self.fragment = element.bidi_component.id, answer.delta.fragment_id
            if kind == "script_finished":
                return


async def _sessions(server: servers.Server) -> tuple[dict[int, list[float]], float]:
    """The waits by number of sessions, and the CPU seconds that all of them cost each second while nothing happens.

    What the server takes each second with nobody there is no cost of theirs.
    """
    waits = {}
    with_nobody = await _idle(server)
    async with AsyncExitStack() as opened, asyncio.TaskGroup() as following:
        followers: list[Follower] = []
        tasks = []
        for number in (1, *sorted(RATIOS)):
            new = await _open(opened, server, number - len(followers))
            tasks += [following.create_task(follower.follow()) for follower in new]
            followers += new
            waits[number] = await _waits(server, followers)
        idle = await _idle(server)
        for task in tasks:
            task.cancel()
    return waits, idle - with_nobody


async def _idle(server: servers.Server) -> float:
    """The CPU seconds that the server takes each second while nothing happens."""
    before = measure_cpu_seconds(server.pid)
    await asyncio.to_thread(threading.Event().wait, IDLE_SECONDS)
    return (measure_cpu_seconds(server.pid) - before) / IDLE_SECONDS


async def _open(opened: AsyncExitStack, server: servers.Server, number: int) -> list[Follower]:
    """So many more sessions, a few at once."""
    turn = asyncio.Semaphore(OPEN_AT_ONCE)
    address = f"ws://localhost:{server.port}/_stcore/stream"

    async def one() -> Follower:
        async with turn:
            connecting = connect(address, subprotocols=["streamlit"], max_size=None, proxy=None)
            follower = Follower(server, await opened.enter_async_context(connecting))
            await follower.open()
            return follower

    return await asyncio.gather(*(one() for _ in range(number)))


async def _waits(server: servers.Server, followers: Sequence[Follower]) -> list[float]:
    """The seconds from each change until each session has drawn it."""
    waits = []
    for turn in range(UNCOUNTED + COMMITS):
        await asyncio.to_thread(threading.Event().wait, PAUSE_SECONDS)
        moment = await asyncio.to_thread(_commit, server, next(VALUES))
        drawn = await asyncio.wait_for(asyncio.gather(*(one.drawn.get() for one in followers)), ANSWER_SECONDS)
        waits += [each - moment for each in drawn] if turn >= UNCOUNTED else []
    return waits


def measure_cpu_seconds(pid: int) -> float:
    """What a process has worked so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
