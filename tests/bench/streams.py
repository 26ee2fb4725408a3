"""How soon all who wait for it hear of what somebody recorded, however many they are: streams without a page."""

import asyncio
import threading
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from time import time

from tests.bench import servers
from tests.bench.findings import Finding, p95
from tests.bench.live import COMMAND, VALUES, _commit

NUMBERS = (4, 50, 100, 300, 1000)
"""How many wait."""
FEW, GOAL = 100, 1.5
"""Ten times as many hear of a change at most so much later than these."""
COMMITS, UNCOUNTED = 10, 2
PAUSE_SECONDS = 1.5
WAIT_SECONDS = 30
OF_ONE_ADDRESS = 50
"""Nobody may hold many streams: they come from so many addresses of this computer."""


@dataclass
class Listener:
    """Somebody who holds a stream open and notes when a change was announced."""

    heard: asyncio.Queue[float] = field(default_factory=asyncio.Queue)

    async def listen(self, reader: asyncio.StreamReader, opened: asyncio.Event) -> None:
        async for line in reader:
            if line.startswith(b"data: ") and opened.is_set():
                self.heard.put_nowait(time())
            elif line.startswith(b"data: "):
                opened.set()


def measure() -> list[Finding]:
    """The p95 of the waits after each change, for each number of streams, beside that of few."""
    with servers.record() as data, servers.running(COMMAND, data) as server:
        waits = {number: asyncio.run(_waits(server, number)) for number in NUMBERS}
    for number, rounds in waits.items():
        every = sorted(wait for one in rounds for wait in one)
        print(f"{number:>5} streams: p50 {every[len(every) // 2]:.3f}, p95 {p95(every):.3f}, most {every[-1]:.3f} s")
    few = [p95(one) for one in waits[FEW]]
    return [
        Finding(
            what=f"streams: commit to heard by 95 of 100, {number} streams",
            times=[p95(one) for one in waits[number]],
            peer_name=f"{FEW} streams",
            peer=few,
            ratio=GOAL,
        )
        for number in NUMBERS
        if number > FEW
    ]


async def _waits(server: servers.Server, number: int) -> list[list[float]]:
    """The seconds from each change until each listener heard of it."""
    rounds = []
    async with AsyncExitStack() as streams, asyncio.TaskGroup() as listening:
        listeners, tasks = await _open(streams, listening, server, number)
        for turn in range(UNCOUNTED + COMMITS):
            await asyncio.to_thread(threading.Event().wait, PAUSE_SECONDS)
            moment = await asyncio.to_thread(_commit, server, next(VALUES))
            heard = await asyncio.wait_for(asyncio.gather(*(one.heard.get() for one in listeners)), WAIT_SECONDS)
            rounds += [[each - moment for each in heard]] if turn >= UNCOUNTED else []
        for task in tasks:
            task.cancel()
    return rounds


async def _open(
    streams: AsyncExitStack, listening: asyncio.TaskGroup, server: servers.Server, number: int
) -> tuple[Sequence[Listener], Sequence[asyncio.Task[None]]]:
    """So many streams, each begun."""
    listeners, tasks = [Listener() for _ in range(number)], []
    for place, listener in enumerate(listeners):
        address = (f"127.0.0.{2 + place // OF_ONE_ADDRESS}", 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port, local_addr=address, limit=2**12)
        streams.callback(writer.close)
        writer.write(f"GET /api/changes HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode())
        opened = asyncio.Event()
        tasks.append(listening.create_task(listener.listen(reader, opened)))
        await opened.wait()
    return listeners, tasks
