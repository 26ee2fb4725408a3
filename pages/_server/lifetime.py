"""What is done when the server starts, while it runs, and when it stops."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool

from dia_data import workspace
from pages._server import connections


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """For the time that the app is served; whatever signal stops it, the record is closed then, in its one file."""
    connections.send_at_once()
    try:
        yield
    finally:
        await run_in_threadpool(workspace.close)
