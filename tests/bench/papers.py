"""How long the papers of a meeting take: collecting what they say, and the ZIP with all of them."""

import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from dia_data import demonstration
from dia_data.documents import loading
from dia_data.papers import bundle, contents
from dia_data.papers.paper import Paper
from dia_data.queries import meetings as questions
from dia_data.record import meetings
from dia_data.settings import ROOT
from dia_data.storage.store import Store
from tests.bench.findings import Finding

REPEATS = 5
GOAL = 3.0
"""Seconds allowed for the whole ZIP, its contents included."""

MEETING = "Measured"

COLD = """
import sys, time, pathlib
from tests.bench import papers
store, today, meeting_id = papers.opened(pathlib.Path(sys.argv[1]))
begun = time.perf_counter()
papers.bundle.write(papers.described(store, today, meeting_id))
print(time.perf_counter() - begun)
"""


def measure() -> list[Finding]:
    """The ZIP in a server that has made one before, and the first one, which reads the modules that write files."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "demonstration.duckdb"
        demonstration.build(path)
        _hold(path)
        warm = _warm(path)
        cold = [_cold(path, Path(folder) / f"{place}.duckdb") for place in range(REPEATS)]
    return [
        Finding(what="all papers of a meeting as a ZIP, contents included", times=warm, plus=GOAL),
        Finding(what="the same, the first since the server started", times=cold, plus=GOAL),
    ]


def _hold(path: Path) -> None:
    """Have a meeting with the agenda that the day proposes."""
    store = Store(path)
    loading.load(store)
    last = store.value("select max(changed_at) from changes where batch_id like 'demonstration/%'")
    store.clock = lambda: last
    items = questions.proposed(store, today=last.date())
    meeting_id = meetings.plan(store, meeting_name=MEETING, held_on=last.date(), items=items, author="A member")
    meetings.begin(store, meeting_id=meeting_id, author="A member")
    store.close()


def opened(path: Path) -> tuple[Store, date, str]:
    """The record with the meeting, its day, and the meeting."""
    store = Store(path)
    meeting = next(row for row in questions.meetings(store) if row.meeting_name == MEETING)
    return store, meeting.held_on, meeting.meeting_id


def described(store: Store, today: date, meeting_id: str) -> dict[str, Paper]:
    """Minutes and briefing, as they are described."""
    return contents.build_meeting_papers(store, meeting_id=meeting_id, today=today, workspace="demonstration")


def _warm(path: Path) -> list[float]:
    store, today, meeting_id = opened(path)
    times = []
    for _ in range(REPEATS + 1):
        begun = time.perf_counter()
        bundle.write(described(store, today, meeting_id))
        times.append(time.perf_counter() - begun)
    store.close()
    return times[1:]


def _cold(path: Path, copy: Path) -> float:
    shutil.copy(path, copy)
    found = subprocess.run(
        [sys.executable, "-c", COLD, str(copy)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(found.stdout)
