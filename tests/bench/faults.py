"""What the record survives: kills while it is saved and tidied, first starts at once, full disks, backups under load.

`python -m tests.bench faults`. Each trial is a process of its own, ended at a moment that chance chooses.
"""

import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dia_data.settings import ROOT
from dia_data.storage import backup
from dia_data.storage.store import Store
from tests.dia_data.storage.test_store_files import acknowledgement, compared, killed_after, recording

KILLS, STARTS, DISKS, BACKUPS = 100, 40, 25, 20
MOST_SAVES = 40
SAVES_PER_SECOND = 50
FULL_BYTES = (600_000, 1_000_000)
START = (
    "import sys; from pathlib import Path; from dia_data.errors import DiaError\n"
    "from dia_data.storage.store import Store\n"
    "sys.stdin.readline()\n"
    "try:\n"
    "    store = Store(Path(sys.argv[1]))\n"
    "    for _ in range(5):\n"
    "        with store.change() as change:\n"
    "            change.record(kind='entry', source_id=sys.argv[2], recorded_by='Ana', facts={})\n"
    "        print(store.revision, flush=True)\n"
    "except DiaError as refused: print(type(refused).__name__, flush=True)\n"
    "sys.stdin.readline()\n"
)


def report() -> Iterator[str]:
    """A line for each kind of fault, with what was lost or made up in all trials."""
    with folder() as data:
        yield kills(data, KILLS)
    with folder() as data:
        yield starts(data, STARTS)
    with folder() as data:
        yield disks(data, DISKS)
    with folder() as data:
        yield backups(data, BACKUPS)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of its own for the files of some trials."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        yield Path(name)


def kills(data: Path, count: int) -> str:
    """Kill a process that saves and tidies without pause, at any moment, and count what is lost or made up."""
    Store(data / "empty.duckdb").close()
    files = [Path(shutil.copy(data / "empty.duckdb", data / f"{number}.duckdb")) for number in range(count)]
    with recording(*files, options=("--tidy-at-once",)) as child:
        acknowledged = list(killed_after(child, [1 + secrets.randbelow(MOST_SAVES) for _ in files]))
    found = [compared(file, revisions) for file, revisions in zip(files, acknowledged, strict=True)]
    missing, made_up = (sum(len(one[which]) for one in found) for which in (0, 1))
    return f"kills: {count}, acknowledged {sum(map(len, acknowledged))}, lost {missing}, made up {made_up}"


def starts(data: Path, count: int) -> str:
    """Start three processes at once where no database is, and count what is lost of what they acknowledge."""
    acknowledged = missing = refused = 0
    for number in range(count):
        file = data / f"{number}.duckdb"
        said = [answer for answers in _three_at_once(file) for answer in answers]
        revisions = {int(line) for line in said if line.isdecimal()}
        refused += sum(line == "DatabaseInUse" for line in said)
        acknowledged += sum(line.isdecimal() for line in said)
        with closing(Store(file)) as store:
            held = {row["revision"] for row in store.rows("select revision from changes")}
            missing += len(revisions - held) + (sum(line.isdecimal() for line in said) - len(revisions))
    return f"triple first starts: {count}, acknowledged {acknowledged}, lost {missing}, refused with a name {refused}"


def _three_at_once(file: Path) -> list[list[str]]:
    command = [sys.executable, "-c", START, str(file)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    running = [subprocess.Popen([*command, str(one)], cwd=ROOT, text=True, **pipes) for one in range(3)]
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = []
    for process in running:
        first = process.stdout.readline().strip()
        answers.append([first, *(process.stdout.readline().strip() for _ in range(4 if first.isdecimal() else 0))])
    for process in running:
        process.kill()
        process.communicate()
    return answers


def disks(data: Path, count: int, *, on_a_disk: bool = False) -> str:
    """Save until no file may grow any more (or until the disk of `data` is full), and count what is lost or made up."""
    saves = missing = made_up = named = 0
    for number in range(count):
        file = data / f"{number}" / "dia.duckdb"
        file.parent.mkdir()
        largest = FULL_BYTES[0] + secrets.randbelow(FULL_BYTES[1] - FULL_BYTES[0])
        limit = () if on_a_disk else ("--largest-file", str(largest))
        with recording(file, options=("--tidy-at-once", *limit)) as child:
            lines, said = child.communicate(timeout=120)
        acknowledged = {acknowledgement(line)[1] for line in lines.splitlines()}
        named += "cannot be written" in said and "Traceback" not in said
        kept = _room_and_revisions(file)
        saves, missing, made_up = (
            saves + len(acknowledged),
            missing + len(acknowledged - kept),
            made_up + len(kept - acknowledged),
        )
        shutil.rmtree(file.parent)
    return f"full disks: {count}, named {named}, acknowledged {saves}, lost {missing}, made up {made_up}"


def _room_and_revisions(file: Path) -> set[int]:
    """What is in a record once its disk has room again: here, in a copy elsewhere."""
    with folder() as elsewhere:
        for part in file.parent.glob(f"{file.name}*"):
            shutil.copy(part, elsewhere)
        with closing(Store(elsewhere / file.name)) as store:
            return {row["revision"] for row in store.rows("select revision from batches")}


def backups(data: Path, count: int) -> str:
    """Back up a record in which 50 batches a second are saved, restore each backup elsewhere, and compare."""
    file, differing, late = data / "dia.duckdb", 0, 0
    with recording(file, options=("--per-second", str(SAVES_PER_SECOND))) as child:
        newest = _Newest(child)
        newest.wait()
        made = []
        for number in range(count):
            before, target = newest.revision, data / f"backup-{number}.duckdb"
            made.append((target, before, backup.make_backup(file, target)))
            late += made[-1][2].revision < before
        rate = newest.rate()
    with closing(Store(file)) as store:
        for target, _, found in made:
            (data / target.stem).mkdir()
            restored = data / target.stem / "dia.duckdb"
            backup.restore(target, restored)
            differing += _facts(restored, found.revision) != _rows(store, found.revision)
    return (
        f"backups: {count} under {rate:.0f} saves a second, without what was acknowledged before {late}, "
        f"restored and different {differing}"
    )


class _Newest:
    """The last revision that a process acknowledged."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self.revision, self._begun = 0, time.perf_counter()
        self._first = threading.Event()
        threading.Thread(target=self._follow, args=(child,), daemon=True).start()

    def _follow(self, child: subprocess.Popen[str]) -> None:
        for line in child.stdout or ():
            if not self.revision:
                self._begun = time.perf_counter()
            self.revision = acknowledgement(line)[1]
            self._first.set()

    def wait(self) -> None:
        self._first.wait()

    def rate(self) -> float:
        return self.revision / (time.perf_counter() - self._begun)


def _facts(file: Path, revision: int) -> list[dict[str, object]]:
    with closing(Store(file)) as store:
        return _rows(store, revision)


def _rows(store: Store, revision: int) -> list[dict[str, object]]:
    return store.rows(
        """
        select batches.*, fact_id, statement from batches inner join stated_facts using (batch_id)
        where revision <= $revision order by revision, fact_id
        """,
        revision=revision,
    )
