"""What is done to the files of a record from outside, while it is closed and while it is open: noticed, and named."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from dia_data.errors import (
    DatabaseElsewhere,
    DatabaseFolderMissing,
    DatabaseGone,
    DatabaseIncomplete,
    DatabaseInUse,
    DatabaseLogAlone,
    DatabaseLogForeign,
    DatabaseNotWritable,
    DiaError,
)
from dia_data.storage import files, tidying
from dia_data.storage.store import Store
from dia_data.storage.versions import CURRENT
from tests.conftest import Record

ROOT = Path(__file__).parents[3]
CLUSTERS = {"stated_facts": [{"fact_id": "clusters", "statement": "Six clusters"}]}
PATIENCE_SECONDS = 20
ENTERED = """
    insert into changes (revision, batch_id, action, changed_at)
    values ($revision, 'form/stated_facts/' || $revision, 'recorded', now()::timestamp)
"""


@pytest.fixture
def untidied(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest changes stay in the log until a test moves them."""
    monkeypatch.setattr(tidying, "SOON_SECONDS", 1000)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest changes are moved into the file at once."""
    monkeypatch.setattr(tidying, "SOON_SECONDS", 0)
    monkeypatch.setattr(tidying, "AGAIN_SECONDS", 0.02)


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def wait_until(is_so: Callable[[], bool]) -> None:
    """Nothing announces what the tidying thread has done."""
    for _ in range(PATIENCE_SECONDS * 100):
        if is_so():
            return
        threading.Event().wait(0.01)
    raise AssertionError(f"not so after {PATIENCE_SECONDS} s")


def killed(store: Store, folder: Path) -> Path:
    """A copy of the files of a store as a kill at this moment would leave them."""
    folder.mkdir()
    for file in (store.path, log_of(store.path)):
        if file.exists():
            shutil.copy(file, folder)
    return folder / store.path.name


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.name: file.read_bytes() for file in folder.iterdir() if file.is_file() and not file.name.endswith(".lock")
    }


def refusal(file: Path, error: type[DiaError]) -> str:
    """The sentence with which a file is refused; nothing is removed or changed."""
    before = contents(file.parent)
    with pytest.raises(error) as refused:
        Store(file)
    assert contents(file.parent) == before
    return str(refused.value)


def revisions(file: Path) -> list[int]:
    with closing(Store(file)) as opened:
        return [row["revision"] for row in opened.rows("select revision from changes order by revision")]


# A log and its file


@pytest.mark.usefixtures("untidied")
def test_the_log_that_a_kill_leaves_is_replayed(store: Store, record: Record, tmp_path: Path) -> None:
    record(CLUSTERS)
    store.tidy()
    record(CLUSTERS)
    record(CLUSTERS)
    file = killed(store, tmp_path / "killed")
    assert log_of(file).exists()
    assert revisions(file) == [1, 2, 3]


@pytest.mark.usefixtures("untidied")
def test_an_older_file_beside_a_newer_log_is_refused(store: Store, record: Record, tmp_path: Path) -> None:
    record(CLUSTERS)
    older = killed(store, tmp_path / "older")
    Store(older).close()
    for _ in range(2):
        store.tidy()
        record(CLUSTERS)
    newer = killed(store, tmp_path / "newer")
    shutil.copy(older, newer)
    said = refusal(newer, DatabaseLogForeign)
    assert said.startswith(f"The file {log_of(newer)} does not belong to the database {newer} beside it")
    assert "Put back the two files that belong together" in said


@pytest.mark.usefixtures("untidied")
def test_a_newer_file_beside_an_older_log_is_refused(store: Store, record: Record, tmp_path: Path) -> None:
    record(CLUSTERS)
    older = killed(store, tmp_path / "older")
    for _ in range(3):
        store.tidy()
        record(CLUSTERS)
    store.close()
    shutil.copy(store.path, older)
    refusal(older, DatabaseLogForeign)


@pytest.mark.usefixtures("untidied")
def test_the_log_of_another_course_of_the_same_database_is_refused(store: Store, record: Record, tmp_path: Path):
    one, other = killed(store, tmp_path / "one"), killed(store, tmp_path / "other")
    with closing(Store(one)) as first, closing(Store(other)) as second:
        for opened, count in ((first, 1), (second, 2)):
            for _ in range(count):
                with opened.change() as change:
                    change.record(kind="entry", source_id="form", recorded_by="Ana", facts={})
            opened.tidy()
        with second.change() as change:
            change.record(kind="entry", source_id="form", recorded_by="Ana", facts={})
        killed_other = killed(second, tmp_path / "killed")
    shutil.copy(one, killed_other)
    said = refusal(killed_other, DatabaseLogForeign)
    assert "its changes do not follow those in the file" in said


def unnamed_log(folder: Path, sql: str) -> Path:
    """The log of a database of the older format, which does not say whose it is."""
    folder.mkdir()
    other = folder / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("create table stated_facts (fact_id varchar)")
        connection.execute("checkpoint")
        connection.execute(sql)
        return Path(shutil.copy(log_of(other), folder / "log"))


@pytest.mark.parametrize("sql", ["create table customers (name varchar)", "insert into stated_facts values ('theirs')"])
def test_the_log_of_another_database_is_refused(store: Store, tmp_path: Path, sql: str) -> None:
    store.close()
    shutil.copy(unnamed_log(tmp_path / "theirs", sql), log_of(store.path))
    refusal(store.path, DatabaseLogForeign)


@pytest.mark.usefixtures("untidied")
def test_the_log_of_another_record_is_refused(store: Store, record: Record, tmp_path: Path) -> None:
    record(CLUSTERS)
    file = killed(store, tmp_path / "killed")
    file.unlink()
    Store(tmp_path / "other.duckdb").close()
    shutil.copy(tmp_path / "other.duckdb", file)
    assert "it is of another database" in refusal(file, DatabaseLogForeign)


@pytest.mark.usefixtures("untidied")
def test_a_log_whose_database_was_moved_away_is_kept_and_named(store: Store, record: Record, tmp_path: Path) -> None:
    record(CLUSTERS)
    file = killed(store, tmp_path / "killed")
    file.rename(tmp_path / "moved.duckdb")
    assert "Put the database back beside it" in refusal(file, DatabaseLogAlone)


# Files of the format before


@pytest.fixture
def old_format(tmp_path: Path, empty_file: Path) -> Path:
    """A record as it was written before files and logs named each other."""
    old = tmp_path / "old" / "dia.duckdb"
    old.parent.mkdir()
    with closing(duckdb.connect(str(old))) as connection:
        connection.execute(f"attach '{empty_file}' as now (read_only)")
        connection.execute("copy from database now to dia")
        connection.execute(ENTERED, {"revision": 1})
    return old


def test_a_file_of_the_format_before_is_written_anew_and_kept(old_format: Path) -> None:
    before = old_format.read_bytes()
    assert revisions(old_format) == [1]
    with closing(duckdb.connect(str(old_format))) as connection:
        assert connection.execute("select tags from duckdb_databases() where not internal").fetchall() == [
            ({"storage_version": "v1.5.0+"},)
        ]
    (kept,) = old_format.parent.glob("dia-before-*.duckdb")
    assert kept.read_bytes() == before


def test_a_log_that_does_not_follow_a_file_of_the_format_before_is_refused(old_format: Path) -> None:
    newer = old_format.with_name("newer.duckdb")
    shutil.copy(old_format, newer)
    with closing(duckdb.connect(str(newer))) as connection:
        connection.execute(ENTERED, {"revision": 2})
        connection.execute("checkpoint")
        connection.execute(ENTERED, {"revision": 3})
        shutil.copy(log_of(newer), log_of(old_format))
    newer.unlink()
    refusal(old_format, DatabaseLogForeign)


def test_a_record_in_which_changes_are_missing_already_is_opened_with_its_own_log(old_format: Path) -> None:
    with closing(duckdb.connect(str(old_format))) as connection:
        connection.execute(ENTERED, {"revision": 3})
        connection.execute("checkpoint")
        connection.execute(ENTERED, {"revision": 4})
        killed_file = old_format.with_name("killed.duckdb")
        shutil.copy(old_format, killed_file)
        shutil.copy(log_of(old_format), log_of(killed_file))
    assert revisions(killed_file) == [1, 3, 4]


# Nothing is removed that this call did not make


def test_a_link_to_a_share_that_is_not_there_is_kept_and_named(tmp_path: Path) -> None:
    link, share = tmp_path / "data" / "dia.duckdb", tmp_path / "share"
    link.parent.mkdir()
    link.symlink_to(share / "dia.duckdb")
    with pytest.raises(DatabaseElsewhere, match="Connect the disk or the share"):
        Store(link)
    assert link.is_symlink()
    share.mkdir()
    with pytest.raises(DatabaseElsewhere):
        Store(link)
    assert list(share.iterdir()) == []


def test_a_database_behind_a_link_is_opened_and_the_link_stays(tmp_path: Path, empty_file: Path) -> None:
    link = tmp_path / "data" / "dia.duckdb"
    link.parent.mkdir()
    link.symlink_to(shutil.copy(empty_file, tmp_path / "elsewhere.duckdb"))
    assert revisions(link) == []
    assert link.is_symlink()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DatabaseFolderMissing, match="Connect the disk or the share"):
        Store(tmp_path / "share" / "dia.duckdb")
    assert list(tmp_path.iterdir()) == []


def test_of_three_first_starts_at_once_one_makes_the_database_and_the_others_are_told_who(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from dia_data.errors import DatabaseInUse; "
        "from dia_data.storage.store import Store\n"
        "sys.stdin.readline()\n"
        "try: store = Store(Path(sys.argv[1]))\n"
        "except DatabaseInUse as refused: print(refused, flush=True)\n"
        "else:\n"
        "    with store.change() as change:\n"
        "        change.record(kind='entry', source_id='form', recorded_by='Ana', facts={})\n"
        "    print('acknowledged', flush=True)\n"
        "sys.stdin.readline()\n"
    )
    file = tmp_path / "dia.duckdb"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    starts = [
        subprocess.Popen([sys.executable, "-c", script, str(file)], cwd=ROOT, text=True, **pipes) for _ in range(3)
    ]
    for start in starts:
        start.stdin.write("go\n")
        start.stdin.flush()
    said = sorted(start.stdout.readline() for start in starts)
    for start in starts:
        start.kill()
        start.wait()
        start.stdin.close()
        start.stdout.close()
    assert [line.startswith(f"The database {file} is held by process ") for line in said] == [True, True, False]
    assert said[2] == "acknowledged\n"
    assert revisions(file) == [1]


def test_what_appears_in_a_place_meanwhile_stays(tmp_path: Path) -> None:
    (tmp_path / "made").write_text("ours")
    (tmp_path / "dia.duckdb").write_text("theirs")
    assert not files.place(tmp_path / "made", tmp_path / "dia.duckdb")
    assert (tmp_path / "dia.duckdb").read_text() == "theirs"


def test_the_beginnings_that_killed_makers_left_are_cleared_and_what_is_not_ours_stays(
    tmp_path: Path, empty_file: Path
) -> None:
    ours, theirs = tmp_path / ".dia-abcdefgh", tmp_path / ".dia-ijklmnop"
    notes = tmp_path / ".dia-notes"
    for folder in (ours, theirs, notes):
        folder.mkdir()
        shutil.copy(empty_file, folder / "dia.duckdb")
    (theirs / "letter.txt").write_text("Not a beginning of a database")
    Store(tmp_path / "dia.duckdb").close()
    assert [ours.exists(), theirs.exists(), notes.exists()] == [False, True, True]
    assert sorted(file.name for file in theirs.iterdir()) == ["dia.duckdb", "letter.txt"]


def test_a_beginning_that_somebody_has_open_stays(tmp_path: Path, empty_file: Path) -> None:
    folder = tmp_path / ".dia-abcdefgh"
    folder.mkdir()
    shutil.copy(empty_file, folder / "dia.duckdb")
    script = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    command = [sys.executable, "-c", script, str(folder / "dia.duckdb")]
    with subprocess.Popen(command, text=True, **pipes) as holder:
        assert holder.stdout.readline() == "open\n"
        Store(tmp_path / "dia.duckdb").close()
        assert (folder / "dia.duckdb").exists()
        holder.stdin.close()


# While it is open


def test_soon_after_a_change_it_is_in_the_file_and_there_is_no_log(store: Store, record: Record, hurried: None) -> None:
    record(CLUSTERS)
    wait_until(lambda: not log_of(store.path).exists())
    copied = Path(shutil.copy(store.path, store.path.with_name("copied.duckdb")))
    assert revisions(copied) == [1]


def test_a_closed_store_leaves_no_log(store: Store, record: Record) -> None:
    record(CLUSTERS)
    store.close()
    assert [file.name for file in store.path.parent.iterdir() if not file.name.endswith(".lock")] == ["dia.duckdb"]


@pytest.mark.parametrize("is_replaced", [False, True])
def test_saves_are_refused_once_the_file_was_removed_or_replaced(
    store: Store, record: Record, empty_file: Path, is_replaced: bool
) -> None:
    record(CLUSTERS)
    store.path.rename(store.path.with_name("moved.duckdb"))
    if is_replaced:
        shutil.copy(empty_file, store.path)
    with pytest.raises(DatabaseGone, match="replaced" if is_replaced else "removed"):
        record(CLUSTERS)
    with pytest.raises(DatabaseGone):
        store.demand_in_place()
    assert store.revision == 1


def test_what_was_put_in_place_of_an_open_file_is_as_it_was_when_the_store_is_closed(
    store: Store, record: Record, empty_file: Path
) -> None:
    record(CLUSTERS)
    for file, text in ((store.path, b"theirs"), (log_of(store.path), b"theirs too")):
        file.rename(file.with_name(f"moved-{file.name}"))
        file.write_bytes(text)
    store.close()
    assert (store.path.read_bytes(), log_of(store.path).read_bytes()) == (b"theirs", b"theirs too")


@pytest.mark.usefixtures("untidied")
def test_what_is_acknowledged_is_kept_though_the_log_was_removed_meanwhile(
    store: Store, record: Record, tmp_path: Path
) -> None:
    record(CLUSTERS)
    log_of(store.path).unlink()
    record(CLUSTERS)
    assert revisions(killed(store, tmp_path / "killed")) == [1, 2]


@pytest.mark.usefixtures("untidied")
def test_saves_are_refused_once_the_log_was_replaced(store: Store, record: Record) -> None:
    record(CLUSTERS)
    log_of(store.path).rename(store.path.with_name("moved"))
    log_of(store.path).write_bytes(b"theirs")
    with pytest.raises(DatabaseGone, match=r"\.wal"):
        record(CLUSTERS)
    store.close()
    assert log_of(store.path).read_bytes() == b"theirs"


def fail_to_tidy(store: Store) -> None:
    """Let DuckDB fail where it would on a full disk, until it has opened the file again."""
    store.value("set debug_checkpoint_abort = 'before_header'")


@pytest.mark.usefixtures("untidied")
def test_a_record_that_duckdb_has_given_up_is_opened_again_by_itself(store: Store, record: Record) -> None:
    record(CLUSTERS)
    fail_to_tidy(store)
    with pytest.raises(DatabaseNotWritable, match="its disk has room"):
        store.tidy()
    assert store.rows("select count(*) as n from stated_facts") == [{"n": 1}]
    record(CLUSTERS)
    assert store.tidy()
    assert store.revision == 2
    store.close()
    assert revisions(store.path) == [1, 2]


def test_tidying_goes_on_once_there_is_room(store: Store, record: Record, hurried: None) -> None:
    fail_to_tidy(store)
    record(CLUSTERS)
    wait_until(lambda: not log_of(store.path).exists())
    assert store.value("select count(*) from stated_facts") == 1


# What each of our databases has


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("drop table kpi_results", "these tables are missing: kpi_results"),
        ("drop table schema_version", "schema_version.version is missing"),
        ("delete from schema_version", "should hold one version, and holds nothing"),
        ("insert into schema_version values (2)", f"should hold one version, and holds {CURRENT}, 2"),
        ("update schema_version set version = 0", "should hold one version, and holds 0"),
        ("update schema_version set version = 1", "cannot be brought from schema 1 to 2"),
    ],
)
def test_a_database_that_lacks_something_is_named_and_left_as_it_is(store: Store, sql: str, reason: str) -> None:
    store.close()
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(sql)
    said = refusal(store.path, DatabaseIncomplete)
    assert reason in said
    assert "Restore a backup" in said


def test_an_older_database_that_lacks_a_table_it_has_rows_in_is_not_given_an_empty_one(
    store: Store, record: Record
) -> None:
    record(CLUSTERS)
    store.close()
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("drop table stated_facts")
        connection.execute("update schema_version set version = 3")
    assert "these tables are missing: stated_facts" in refusal(store.path, DatabaseIncomplete)


def test_two_stores_of_one_file_name_this_very_process(store: Store) -> None:
    with pytest.raises(DatabaseInUse, match="this very process"):
        Store(store.path)
