"""The demonstration is made anew where what it is made from has changed, unless somebody tried something out in it."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dia_data import demonstration
from dia_data.errors import DatabaseNotWritable
from dia_data.record import batches, comments
from dia_data.settings import CORRECTIONS, DOCUMENTS, ROOT
from dia_data.storage import workspaces
from dia_data.storage.store import Store
from dia_data.storage.tables import FACT_TABLES
from tests.saved import copy_demonstration

LAST_DAY = date(2021, 12, 31)
OLDER = "made by an older program"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration of this program; copied, never opened."""
    return copy_demonstration(tmp_path_factory.mktemp("built"))


@pytest.fixture
def data(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose demonstration is the one that the workspace opens."""
    shutil.copy(built, tmp_path)
    monkeypatch.setattr(workspaces, "DEMONSTRATION", tmp_path / built.name)
    return tmp_path


@pytest.fixture
def opened(data: Path) -> Iterator[Callable[[], Store]]:
    """Opens the demonstration as its first visitor does."""
    stores: list[Store] = []

    def open_it() -> Store:
        stores.append(workspaces.OPENERS["demonstration"]())
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()


def prepare(data: Path, *changes: Callable[[Store], object]) -> None:
    """Change the demonstration in a folder before it is opened."""
    with closing(Store(data / "demonstration.duckdb")) as store:
        for change in changes:
            change(store)


def age(store: Store) -> None:
    """Let it be what an older program made: without one of its comments."""
    store.value("update batches set checksum = $older where source_id = 'demonstration'", older=OLDER)
    store.value("delete from comments where comment_id = 'demo_comment_01'")


def age_schema(store: Store) -> None:
    """Let it be of the version before names had a normal form."""
    store.value("update schema_version set version = 4")
    for table in FACT_TABLES.values():
        for column in table.normal_forms:
            store.value(f"alter table {table.name} drop column {column}")


def try_out(store: Store) -> str:
    return comments.add(store, subject_kind="kpi", subject="training_webinars", text="Tried out", author="Ana")


def count_comments(store: Store) -> int:
    return store.value("select count(*) from comments_as_of(null)")


def test_it_stays_as_it_is_where_nothing_has_changed(data: Path, opened):
    before = (data / "demonstration.duckdb").stat().st_ino
    assert opened().clock().date() == LAST_DAY
    assert (data / "demonstration.duckdb").stat().st_ino == before


def test_one_of_an_older_program_is_made_anew(data: Path, opened):
    prepare(data, age)
    store = opened()
    assert count_comments(store) == 9
    assert (demonstration.is_outdated(store), store.clock().date()) == (False, LAST_DAY)
    assert [file.name for file in data.iterdir() if not file.name.endswith(".lock")] == ["demonstration.duckdb"]


def test_what_somebody_tried_out_in_it_stays_though_an_older_program_made_it(data: Path, opened):
    prepare(data, age, try_out)
    store = opened()
    assert demonstration.is_outdated(store)
    assert store.value("select text from comments_as_of(null) where comment_id not like 'demo_%'") == "Tried out"


def test_it_stays_too_where_somebody_took_back_what_it_came_with(data: Path, opened):
    first = "select min(batch_id) from batches where batch_id like 'demonstration/events/%'"
    prepare(data, age, lambda store: batches.withdraw(store, batch_id=store.value(first), reason="Try", author="Ana"))
    assert demonstration.is_outdated(opened())


def test_one_with_an_older_schema_in_which_something_was_tried_out_is_upgraded_and_stays(data: Path, opened):
    prepare(data, try_out, age_schema)
    store = opened()
    assert count_comments(store) == 10
    assert not demonstration.is_outdated(store)


def test_a_new_demonstration_is_not_taken_for_one_that_was_tried_out(data: Path):
    with closing(Store(data / "demonstration.duckdb")) as store:
        assert (demonstration.was_tried_out(store), demonstration.is_outdated(store)) == (False, False)
        try_out(store)
        assert demonstration.was_tried_out(store)


def test_a_record_in_which_members_work_is_never_replaced_by_a_demonstration(data: Path, opened, empty_file: Path):
    shutil.copy(empty_file, data / "demonstration.duckdb")
    row = {"comment_id": "one", "subject_kind": "kpi", "subject": "kpi", "text": "Ours", "is_resolved": False}

    def enter(store: Store) -> None:
        with store.change() as change:
            facts = {"comments": [row | {"basis": "entered"}]}
            change.record(kind="entry", source_id="comment_form", recorded_by="Ana", facts=facts)

    prepare(data, enter)
    assert opened().value("select text from comments_as_of(null)") == "Ours"


def test_whoever_is_killed_while_it_is_made_leaves_the_old_one(data: Path):
    shutil.copytree(DOCUMENTS, data / "documents")
    shutil.copy(CORRECTIONS, data)
    prepare(data, age)
    command = [
        sys.executable,
        "-c",
        "from dia_data.storage import workspaces; workspaces.open_workspace('demonstration')",
    ]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DIA_DATA": str(data)}) as child:
        while child.poll() is None and not list(data.glob(".demonstration-*/*")):
            threading.Event().wait(0.01)
        child.send_signal(signal.SIGKILL)
    with closing(Store(data / "demonstration.duckdb")) as store:
        assert store.value("select max(checksum) from batches where source_id = 'demonstration'") == OLDER
        assert count_comments(store) == 8


# What it is made from


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "seeds.py").write_text("SEED = 2"),
        lambda folder: (folder / "more.py").write_text(""),
        lambda folder: (folder / "seeds.py").rename(folder / "other.py"),
        lambda folder: (folder / "schema" / "kpis.sql").unlink(),
    ],
)
def test_another_content_another_name_or_another_file_is_noticed(tmp_path: Path, change: Callable[[Path], object]):
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "kpis.sql").write_text("create table kpis ()")
    (tmp_path / "seeds.py").write_text("SEED = 1")
    before = demonstration.fingerprint_folder(tmp_path, "**/*.py", "schema/**/*.sql")
    (tmp_path / "notes.txt").write_text("Not of the program.")
    assert demonstration.fingerprint_folder(tmp_path, "**/*.py", "schema/**/*.sql") == before
    change(tmp_path)
    assert demonstration.fingerprint_folder(tmp_path, "**/*.py", "schema/**/*.sql") != before


class Blocked:
    """An opener that goes on only once it is let go, and tells when it has begun."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self) -> Store:
        self.begun.set()
        self.go_on.wait(20)
        raise DatabaseNotWritable(Path("demonstration.duckdb"), "it is only tried")


def test_the_consortium_is_opened_while_the_demonstration_is_being_made(store: Store, monkeypatch: pytest.MonkeyPatch):
    blocked = Blocked()
    monkeypatch.setattr(workspaces, "_open", {})
    monkeypatch.setattr(workspaces, "OPENERS", {"consortium": lambda: store, "demonstration": blocked})
    with ThreadPoolExecutor(2) as visitors:
        slow = visitors.submit(workspaces.open_workspace, "demonstration")
        assert blocked.begun.wait(20)
        assert not workspaces.is_open("demonstration")
        try:
            assert visitors.submit(workspaces.open_consortium).result(timeout=5) is store
        finally:
            blocked.go_on.set()
        with pytest.raises(DatabaseNotWritable):
            slow.result(timeout=20)


@pytest.fixture
def nothing_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a demonstration, where the workspace would open one."""
    monkeypatch.setattr(workspaces, "_open", {})
    monkeypatch.setattr(workspaces, "DEMONSTRATION", tmp_path / "demonstration.duckdb")
    return tmp_path / "demonstration.duckdb"


@pytest.mark.parametrize(("changes", "is_made"), [(None, True), ((age,), True), ((age, try_out), False), ((), False)])
def test_it_is_made_ahead_only_where_a_visit_would_make_it(
    nothing_open: Path, built: Path, changes: tuple[Callable[[Store], object], ...] | None, is_made: bool
):
    if changes is not None:
        shutil.copy(built, nothing_open)
        prepare(nothing_open.parent, *changes)
    made: list[bool] = []
    workspaces.prepare_demonstration(lambda: made.append(workspaces.is_open("demonstration")))
    assert made == [False] * is_made


def test_who_comes_while_it_is_made_ahead_waits_for_it(nothing_open: Path, built: Path):
    begun, go_on = threading.Event(), threading.Event()

    def make() -> None:
        begun.set()
        go_on.wait(20)
        shutil.copy(built, nothing_open)

    with ThreadPoolExecutor(2) as threads:
        ahead = threads.submit(workspaces.prepare_demonstration, make)
        assert begun.wait(20)
        visit = threads.submit(workspaces.open_workspace, "demonstration")
        assert not visit.done()
        before = built.stat().st_size
        go_on.set()
        ahead.result(timeout=20)
        with closing(visit.result(timeout=60)) as store:
            assert store.clock().date() == LAST_DAY
    assert nothing_open.stat().st_size >= before
