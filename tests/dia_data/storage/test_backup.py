"""Backups: made while somebody records, verified to the last row, restored without losing what was there."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from dia_data.documents import loading
from dia_data.errors import (
    BackupInvalid,
    BackupNotMade,
    DatabaseElsewhere,
    DatabaseFolderMissing,
    DatabaseInUse,
    DatabaseMissing,
    DatabaseUnreadable,
    DiaError,
    SettingInvalid,
)
from dia_data.settings import count_kept_backups
from dia_data.storage import backup, files, tidying
from dia_data.storage.store import Store
from tests.conftest import Record
from tests.dia_data.storage.test_store_faults import contents, killed, log_of, revisions

CLUSTERS = {"stated_facts": [{"fact_id": "clusters", "statement": "Six clusters"}]}
DAY = date(2021, 11, 30)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where a backup is to be made."""
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "elsewhere" / "backup.duckdb"


@pytest.fixture
def sound(store: Store, record: Record, target: Path) -> Path:
    """A backup of two changes."""
    record(CLUSTERS)
    record(CLUSTERS)
    backup.make_backup(store.path, target)
    return target


def test_a_backup_of_an_open_record_holds_all_that_was_acknowledged(
    store: Store, record: Record, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "SOON_SECONDS", 1000)
    record(CLUSTERS)
    store.tidy()
    record(CLUSTERS)
    assert log_of(store.path).exists()
    found = backup.make_backup(store.path, target)
    assert (found.revision, found.is_compared, found.contents["stated_facts"][0]) == (2, True, 2)
    assert [file.name for file in target.parent.iterdir()] == ["backup.duckdb"]
    record(CLUSTERS)
    assert (revisions(target), store.revision) == ([1, 2], 3)


def test_a_backup_of_what_a_kill_left_holds_its_log(
    store: Store, record: Record, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "SOON_SECONDS", 1000)
    record(CLUSTERS)
    file = killed(store, tmp_path / "killed")
    before = contents(file.parent)
    assert backup.make_backup(file, target).revision == 1
    assert contents(file.parent) == before


def test_while_it_is_copied_the_log_is_not_moved(store: Store, record: Record) -> None:
    record(CLUSTERS)
    with files.stand_still(store.path, wait=True):
        assert not store.tidy()
    assert store.tidy()


def test_a_file_that_is_there_is_not_overwritten(store: Store, target: Path) -> None:
    target.write_text("a letter")
    with pytest.raises(BackupNotMade, match="a file of that name"):
        backup.make_backup(store.path, target)
    assert contents(target.parent) == {"backup.duckdb": b"a letter"}


def test_a_database_that_changes_again_and_again_while_it_is_copied_is_no_backup(
    store: Store, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = iter(range(100))
    monkeypatch.setattr(backup, "_read_headers", lambda _: str(next(seen)).encode())
    with pytest.raises(BackupNotMade, match="changed by another program"):
        backup.make_backup(store.path, target)
    assert contents(target.parent) == {}


@pytest.mark.parametrize("act", [backup.verify, lambda file: backup.make_backup(file, file.with_name("target.duckdb"))])
def test_without_a_database_there_is_nothing_to_back_up_or_verify(tmp_path: Path, act: Callable[[Path], object]):
    with pytest.raises(DatabaseMissing, match="Check that its name is right"):
        act(tmp_path / "dia.duckdb")
    assert contents(tmp_path) == {}


def test_a_folder_that_is_not_there_is_not_made_for_a_backup(store: Store, tmp_path: Path) -> None:
    with pytest.raises(DatabaseFolderMissing):
        backup.make_backup(store.path, tmp_path / "share" / "backup.duckdb")
    assert not (tmp_path / "share").exists()


# Verify


def test_a_sound_backup_says_what_is_in_it_and_stays_as_it_is(sound: Path) -> None:
    before = contents(sound.parent)
    found = backup.verify(sound)
    assert "2 changes, all of them readable; the same as when it was made" in str(found)
    assert contents(sound.parent) == before
    assert list(sound.parent.iterdir()) == [sound]


def test_the_record_itself_is_verified_while_it_is_open(loaded: Store) -> None:
    found = backup.verify(loaded.path)
    assert (found.revision, found.is_compared) == (loaded.revision, False)
    assert found.contents["kpis"][0] == loaded.value("select count(*) from kpis")


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        (
            "delete from stated_facts where batch_id like '%/2'",
            "The table stated_facts has 2 rows when it was made and 1",
        ),
        (
            "update stated_facts set statement = 'Seven'",
            "The table stated_facts has other content than when it was made",
        ),
        ("drop table stated_facts", "these tables are missing: stated_facts"),
        (
            "drop schema backup_of_dia cascade; delete from changes where revision = 1",
            "1 of its changes are missing or there twice",
        ),
        (
            "drop schema backup_of_dia cascade; insert into changes from changes where revision = 1",
            "1 of its changes are missing or there twice",
        ),
        (
            "drop schema backup_of_dia cascade; update stated_facts set locator = null",
            "Each figure from a document says where it is printed",
        ),
    ],
)
def test_what_is_wrong_with_a_backup_is_said(sound: Path, sql: str, fault: str) -> None:
    with duckdb.connect(str(sound)) as connection:
        connection.execute(sql)
    with pytest.raises(DiaError, match=fault):
        backup.verify(sound)


def test_a_damaged_backup_is_refused(sound: Path) -> None:
    content = sound.read_bytes()
    for damage in (content[: backup.HEADERS] + bytes(len(content) - backup.HEADERS), content[: len(content) // 2]):
        sound.write_bytes(damage)
        with pytest.raises(DatabaseUnreadable, match=str(sound)) as refused:
            backup.verify(sound)
        assert "copy.duckdb" not in str(refused.value)


# Restore


def test_a_restored_backup_is_the_record_and_what_was_there_is_kept(store: Store, record: Record, sound: Path) -> None:
    record(CLUSTERS)
    store.close()
    found, kept = backup.restore(sound, store.path)
    assert kept is not None
    assert (found.revision, revisions(store.path), revisions(kept)) == (2, [1, 2], [1, 2, 3])
    with closing(Store(store.path)) as restored:
        assert restored.value("select count(*) from duckdb_tables() where schema_name = 'backup_of_dia'") == 0
    assert backup.verify(sound).contents == found.contents


def test_what_a_kill_left_is_kept_with_its_log(
    store: Store, record: Record, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "SOON_SECONDS", 1000)
    store.tidy()
    record(CLUSTERS)
    file = killed(store, tmp_path / "killed")
    _, kept = backup.restore(sound, file)
    assert kept is not None
    assert log_of(kept).exists()
    assert (revisions(file), revisions(kept)) == ([1, 2], [1, 2, 3])


def test_a_log_without_its_database_is_kept_when_a_backup_is_restored(sound: Path, tmp_path: Path) -> None:
    file = tmp_path / "new" / "dia.duckdb"
    file.parent.mkdir()
    log_of(file).write_bytes(b"the newest entries")
    _, kept = backup.restore(sound, file)
    assert kept is not None
    assert (log_of(kept).read_bytes(), revisions(file)) == (b"the newest entries", [1, 2])


def test_where_nothing_was_a_backup_is_restored_all_the_same(sound: Path, tmp_path: Path) -> None:
    assert backup.restore(sound, tmp_path / "new.duckdb")[1] is None
    assert revisions(tmp_path / "new.duckdb") == [1, 2]


def as_it_is(sound: Path) -> None:
    """Nothing is wrong with it."""


def damaged(sound: Path) -> None:
    sound.write_bytes(b"no database")


def of_others(sound: Path) -> None:
    sound.unlink()
    with duckdb.connect(str(sound)) as connection:
        connection.execute("create table customers (name varchar)")


@pytest.mark.parametrize(
    ("prepare", "is_open", "error"),
    [
        (as_it_is, True, DatabaseInUse),
        (damaged, False, BackupInvalid),
        (of_others, False, BackupInvalid),
        (Path.unlink, False, DatabaseMissing),
    ],
)
def test_nothing_is_changed_where_a_backup_cannot_be_restored(
    store: Store, sound: Path, prepare: Callable[[Path], None], is_open: bool, error: type[DiaError]
) -> None:
    prepare(sound)
    if not is_open:
        store.close()
    before = contents(store.path.parent)
    with pytest.raises(error):
        backup.restore(sound, store.path)
    assert contents(store.path.parent) == before


def test_the_record_is_not_restored_from_itself(store: Store) -> None:
    store.close()
    with pytest.raises(BackupNotMade, match="the database itself"):
        backup.restore(store.path, store.path)


def test_a_link_to_a_share_that_is_not_there_is_not_restored_over(sound: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.duckdb"
    link.symlink_to(tmp_path / "share" / "dia.duckdb")
    with pytest.raises(DatabaseElsewhere):
        backup.restore(sound, link)
    assert link.is_symlink()


# Each day


def test_of_the_daily_backups_the_newest_are_kept_and_nothing_else_is_removed(store: Store, target: Path) -> None:
    folder = target.parent
    ours = [f"dia-2021-11-{day}.duckdb" for day in range(10, 25)]
    theirs = ["dia-2021-11-09.txt", "dia-by-hand.duckdb", "other-2021-11-01.duckdb", "dia-before-20211101.duckdb"]
    for name in [*ours, *theirs]:
        (folder / name).write_bytes(b"")
    made = backup.make_daily(store.path, folder, kept=3, today=DAY)
    assert made == folder / "dia-2021-11-30.duckdb"
    assert sorted(contents(folder)) == sorted([*theirs, *ours[-2:], made.name])
    assert backup.list_daily(store.path, folder)[0].path == made


def test_a_backup_is_due_once_a_day(store: Store, target: Path) -> None:
    folder = target.parent
    assert backup.is_due(store.path, folder, today=DAY)
    backup.make_daily(store.path, folder, kept=3, today=DAY)
    assert not backup.is_due(store.path, folder, today=DAY)
    assert backup.is_due(store.path, folder, today=DAY + timedelta(days=1))
    assert not backup.is_due(store.path.with_name("none.duckdb"), folder, today=DAY)
    with pytest.raises(BackupNotMade, match="of this day is there already"):
        backup.make_daily(store.path, folder, kept=3, today=DAY)


def test_what_a_killed_backup_left_is_cleared_by_the_next(store: Store, target: Path, empty_file: Path) -> None:
    left = target.parent / ".dia-abcdefgh"
    left.mkdir()
    shutil.copy(empty_file, left / "dia.duckdb")
    backup.make_daily(store.path, target.parent, kept=3, today=DAY)
    assert not left.exists()


@pytest.mark.parametrize(("said", "kept"), [(None, 14), ("0", 0), ("30", 30)])
def test_a_variable_says_how_many_are_kept(monkeypatch: pytest.MonkeyPatch, said: str | None, kept: int) -> None:
    if said is not None:
        monkeypatch.setenv("DIA_BACKUPS_KEPT", said)
    assert count_kept_backups() == kept


@pytest.mark.parametrize("said", ["", "many", "-1", "2.5"])
def test_what_is_no_number_of_backups_is_named(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("DIA_BACKUPS_KEPT", said)
    with pytest.raises(SettingInvalid, match="DIA_BACKUPS_KEPT"):
        count_kept_backups()


def test_a_backup_of_the_documents_is_whole(tmp_path: Path, loaded: Store) -> None:
    found = backup.make_backup(loaded.path, tmp_path / "backup.duckdb")
    with closing(Store(tmp_path / "backup.duckdb")) as copied:
        assert loading.load(copied) == []
    assert found.revision == loaded.revision
