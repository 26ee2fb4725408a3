"""What is done when the server starts, while it runs, and when it stops."""

import asyncio
import logging
import os
import subprocess
import sys
import threading
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from subprocess import Popen
from typing import Any

from starlette.concurrency import run_in_threadpool

from dia_data.errors import DiaError
from dia_data.settings import BACKUPS, DATABASE, ROOT, count_kept_backups, is_demonstration_ahead
from dia_data.storage import backup, workspaces
from pages._server import connections, limits, patience, quiet

FIRST_SECONDS = 60.0
AGAIN_SECONDS = 600.0
"""When the server first looks whether a backup is due, and how often then."""

GENTLE = 15
"""How much the making of the demonstration gives way to everything else."""

MAKE = (sys.executable, "-m", "dia_data", "demonstration")
COMMAND = (sys.executable, "-m", "dia_data", "backup")
log = logging.getLogger("dia")


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """For the time that the app is served; whatever signal stops it, the record is closed then, in its one file."""
    limits.raise_descriptor_limit()
    quiet.keep_quiet()
    connections.send_at_once()
    making = Making()
    made = asyncio.create_task(making.run())
    tasks = [asyncio.create_task(task()) for task in (back_up_daily, patience.close_what_does_not_go_on)]
    try:
        yield
    finally:
        making.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(made, *tasks, return_exceptions=True)
        await run_in_threadpool(workspaces.close)


class Making:
    """The making of the demonstration before anybody wants it, in a process that gives way to all visitors."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._process: Popen[bytes] | None = None

    async def run(self) -> None:
        """Make it where its next visitor would; where that fails, that visitor tries again."""
        try:
            if is_demonstration_ahead():
                await run_in_threadpool(workspaces.prepare_demonstration, self._make)
        except (DiaError, OSError) as error:
            log.warning("The demonstration was not made ahead; its first visit makes it: %s", error)

    def stop(self) -> None:
        """End the process, if there is one; none begins any more."""
        self._stopped.set()
        if self._process:
            self._process.terminate()

    def _make(self) -> None:
        with Popen(MAKE, env=_build_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:  # noqa: S603
            self._process = process
            with suppress(OSError, AttributeError):  # a system without priorities, or one that ended already
                os.setpriority(os.PRIO_PROCESS, process.pid, GENTLE)
            if self._stopped.is_set():
                process.terminate()
            sentence, _ = process.communicate()
        if process.returncode and not self._stopped.is_set():
            raise OSError(sentence.decode(errors="replace").strip())


async def back_up_daily() -> None:
    """Make one backup a day, in a process of its own: this one may not even read the files that it has open."""
    await asyncio.sleep(FIRST_SECONDS)
    while True:
        try:
            if await run_in_threadpool(_is_due):
                await _back_up()
        except (DiaError, OSError) as error:
            log.warning("No backup was made: %s", error)
        await asyncio.sleep(AGAIN_SECONDS)


def _is_due() -> bool:
    return bool(count_kept_backups()) and backup.is_due(DATABASE, BACKUPS, today=datetime.now(UTC).date())


def _build_environment() -> dict[str, str]:
    """The variables of a process of ours, which finds the program wherever the server was started."""
    return os.environ | {"PYTHONPATH": str(ROOT)}


async def _back_up() -> None:
    process = await asyncio.create_subprocess_exec(*COMMAND, env=_build_environment(), stdout=PIPE, stderr=STDOUT)
    try:
        sentence, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    level = logging.WARNING if process.returncode else logging.INFO
    log.log(level, "Daily backup: %s", sentence.decode(errors="replace").strip())
