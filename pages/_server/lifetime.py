"""What is done when the server starts, while it runs, and when it stops."""

import asyncio
import logging
import os
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool

from dia_data import backup, workspace
from dia_data.errors import DiaError
from dia_data.settings import BACKUPS, DATABASE, ROOT, backups_kept
from pages._server import connections, limits, patience, quiet

FIRST_SECONDS = 60.0
AGAIN_SECONDS = 600.0
"""When the server first looks whether a backup is due, and how often then."""

COMMAND = (sys.executable, "-m", "dia_data", "backup")
log = logging.getLogger("dia")


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """For the time that the app is served; whatever signal stops it, the record is closed then, in its one file."""
    limits.raise_descriptor_limit()
    quiet.keep_quiet()
    connections.send_at_once()
    tasks = [asyncio.create_task(task()) for task in (back_up_daily, patience.close_what_does_not_go_on)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await run_in_threadpool(workspace.close)


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
    return bool(backups_kept()) and backup.is_due(DATABASE, BACKUPS, today=datetime.now(UTC).date())


async def _back_up() -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(*COMMAND, env=environment, stdout=PIPE, stderr=STDOUT)
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    level = logging.WARNING if process.returncode else logging.INFO
    log.log(level, "Daily backup: %s", said.decode(errors="replace").strip())
