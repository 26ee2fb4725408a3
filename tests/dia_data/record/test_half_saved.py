"""A save that fails half-way, since the process is killed or the disk is full, leaves nothing of it."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dia_data.storage.store import Store
from tests.dia_data.record.reporting_child import NAMES

ROOT = Path(__file__).parents[3]
ROOM = 100_000
"""Bytes that the log of the database may have: then its disk is full, and that soon."""


@contextmanager
def recording(file: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A process that reports and re-dates in `file`; it ends with the block."""
    command = [sys.executable, "-m", "tests.dia_data.record.reporting_child", str(file), *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as child:
        try:
            yield child
        finally:
            child.kill()


def demand_whole(file: Path, acknowledged: list[str]) -> None:
    """Each batch in the file is there with all its rows, and none of the acknowledged is missing."""
    store = Store(file)
    kept = {row["batch_id"] for row in store.rows("from batches where kind = 'entry'")}
    reports = store.rows("select count(*) as rows from kpi_results group by batch_id")
    moved = store.rows("select batch_id from programme_dates where reason = 'moved'")
    dated = store.rows("select batch_id from activity_dates where kind = 'revised'")
    logged = store.value("select count(*) from changes where action = 'recorded'")
    batches = store.value("select count(*) from batches")
    store.close()
    assert set(acknowledged) - kept == set()
    assert {row["rows"] for row in reports} == {NAMES}
    assert {row["batch_id"] for row in moved} == {row["batch_id"] for row in dated}
    assert len(reports) + len(moved) == len(kept)
    assert logged == batches


def test_a_killed_process_leaves_whole_reports_and_nothing_else(reporting: Store):
    reporting.close()
    with recording(reporting.path) as child:
        acknowledged = [child.stdout.readline().strip() for _ in range(7)]
        child.send_signal(signal.SIGKILL)
        child.wait()
    demand_whole(reporting.path, acknowledged)


def test_on_a_full_disk_the_member_is_told_and_nothing_is_half_saved(reporting: Store):
    reporting.close()
    with recording(reporting.path, "--largest-file", str(ROOM)) as child:
        said, refusal = child.communicate(timeout=120)
    assert "cannot be written" in refusal
    assert "What was recorded before is untouched" in refusal
    demand_whole(reporting.path, said.split())
