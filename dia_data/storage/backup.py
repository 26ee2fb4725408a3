"""Backups of the record: made while the dashboard runs, verified by reading all of them, and restored.

The server holds its database for itself, so a backup is made by another process, which copies the file and its log
while the server records on. Between two moves of the log into the file the file stays as it is and the log only grows,
and a lock keeps the server from such a move (`files.stand_still`). So the copy is what a kill at that moment would
have left, which DuckDB opens with all that was acknowledged. Never make one in the process that has the database open:
reading the file there would lift DuckDB's own lock.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from dia_data.checks import integrity
from dia_data.errors import BackupInvalid, BackupNotMade, DatabaseForeign, DatabaseMissing, DatabaseUnreadable
from dia_data.storage import files, opening, versions
from dia_data.storage.opening import Answer, Connection
from dia_data.storage.store import Reader, Store

TRIES = 5
HEADERS = 3 * 4096
"""The first bytes of a database, which each move of the log into it changes."""

Contents = Mapping[str, tuple[int, str]]
"""How many rows each table has, and what stands for them."""


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was found in a file that is sound."""

    contents: Contents
    revision: int
    is_compared: bool
    """Whether it says itself what was in it when it was made, and holds the same."""

    def __str__(self) -> str:
        rows = sum(count for count, _ in self.contents.values())
        compared = "; the same as when it was made" if self.is_compared else ""
        return (
            f"{len(self.contents)} tables with {rows:,} rows, {self.revision:,} changes, all of them readable{compared}"
        )


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A backup in the folder of backups."""

    path: Path
    made_at: datetime


class _Looking(Reader):
    """A database that is open for reading alone."""

    def __init__(self, path: Path, connection: Connection) -> None:
        self.path = path
        self._connection = connection

    def _asked(self, sql: str, values: Mapping[str, object], fetch: Callable[[Connection], Answer]) -> Answer:
        with opening.translate_errors(self.path):
            return fetch(self._connection.execute(sql, values))

    def contents(self) -> Contents:
        """As `opening.summarise_contents`."""
        with opening.translate_errors(self.path):
            return opening.summarise_contents(self._connection)

    def gaps(self) -> int:
        """As `opening.count_gaps`."""
        with opening.translate_errors(self.path):
            return opening.count_gaps(self._connection)


def make_backup(path: Path, target: Path) -> Verified:
    """Make a backup of the database at `path` as the file `target`, and return what is in it.

    Raises `BackupNotMade` where there is a file already, `DatabaseMissing`, and what opening the copy raises.
    """
    files.check_place(target)
    with files.make_workshop(target) as folder:
        made, found = _make_copy(path, folder / path.name, target)
        if not files.place(made, target):
            raise BackupNotMade(target, "there is a file of that name already")
    return found


def make_daily(path: Path, folder: Path, *, kept: int, today: date) -> Path:
    """Make the backup of the day in `folder`, remove all but the newest `kept` of those, and return its path.

    Raises as `make_backup`.
    """
    target = folder / _name(path, today)
    with files.hold_lock(folder / path.name):
        files.clear_workshops(folder / path.name)
        with files.make_workshop(folder / path.name) as workshop:
            made, _ = _make_copy(path, workshop / path.name, target)
            if not files.place(made, target):
                raise BackupNotMade(target, "the backup of this day is there already")
        for old in list_daily(path, folder)[kept:]:
            old.path.unlink(missing_ok=True)
    return target


def _name(path: Path, day: date) -> str:
    return f"{path.stem}-{day.isoformat()}{path.suffix}"


@contextmanager
def open_copy(path: Path) -> Iterator[Store]:
    """The record of the database at `path` as it is now, to be read while a dashboard may have it open.

    It is a copy, gone when the block ends. Raises as `make_backup`.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        _copy(path, copy, known_as=copy)
        with closing(Store(copy)) as store:
            yield store


def list_daily(path: Path, folder: Path) -> list[Backup]:
    """The daily backups of a database in a folder, the newest first; nothing else is ever taken for one."""
    name = re.compile(rf"{re.escape(path.stem)}-\d{{4}}-\d{{2}}-\d{{2}}{re.escape(path.suffix)}")
    there = folder.iterdir() if folder.is_dir() else ()
    found = [file for file in there if name.fullmatch(file.name) and file.is_file() and not file.is_symlink()]
    return [
        Backup(path=file, made_at=datetime.fromtimestamp(file.stat().st_mtime, UTC))
        for file in sorted(found, key=lambda file: file.name, reverse=True)
    ]


def is_due(path: Path, folder: Path, *, today: date) -> bool:
    """Whether there is something to back up, and no backup of it of this day."""
    return path.exists() and not (folder / _name(path, today)).exists()


def _make_copy(path: Path, made: Path, target: Path) -> tuple[Path, Verified]:
    """A copy of the database in one file, which says itself what it holds, and what that is; it will be `target`."""
    _copy(path, made, known_as=target)
    with closing(opening.connect_file(made, known_as=path)) as connection, opening.translate_errors(path):
        connection.execute("checkpoint")
        _write_contents(connection)
        connection.execute("checkpoint")
    return made, _read(made, known_as=path)


def _copy(path: Path, copy: Path, *, known_as: Path) -> None:
    """Copy a database and its log as they are at one moment; errors name the copy `known_as`.

    Raises `DatabaseMissing`, `DatabaseNotWritable` or `BackupNotMade`.
    """
    if not files.check_place(path):
        raise DatabaseMissing(path)
    for _ in range(TRIES):
        with files.translate_os_errors(known_as), _hold_log_still(path):
            before = _read_headers(path), files.find_logs(path)
            for file in (path, *before[1]):
                shutil.copyfile(file, copy.with_name(copy.name + file.name.removeprefix(path.name)))
            if (_read_headers(path), files.find_logs(path)) == before:
                return
    raise BackupNotMade(known_as, "the database was changed by another program while it was copied")


@contextmanager
def _hold_log_still(path: Path) -> Iterator[None]:
    """Keep a server from moving its log; where none ever ran, as beside a backup, leave no lock."""
    if not files.was_ever_held(path):
        yield
        return
    with files.stand_still(path, wait=True):
        yield


def _read_headers(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADERS)


def _write_contents(connection: Connection) -> None:
    """Let the file say itself what it holds, apart from the record's own tables."""
    connection.execute("drop schema if exists backup_of_dia cascade")
    connection.execute("create schema backup_of_dia")
    connection.execute("create table backup_of_dia.contents (table_name varchar, row_count bigint, checksum varchar)")
    connection.execute("create table backup_of_dia.origin (made_at timestamp, engine varchar)")
    connection.execute("insert into backup_of_dia.origin values (now()::timestamp, version())")
    rows = [[name, count, checksum] for name, (count, checksum) in opening.summarise_contents(connection).items()]
    connection.executemany("insert into backup_of_dia.contents values ($1, $2, $3)", rows)


def verify_backup(path: Path) -> Verified:
    """As `verify`, of a backup: where it cannot be read, the way out is another backup. Raises as `verify`."""
    with _translate_backup_errors(path):
        return verify(path)


@contextmanager
def _translate_backup_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except DatabaseUnreadable as error:
        raise BackupInvalid(path, ["It is damaged, or only a part of it is there."]) from error
    except DatabaseForeign as error:
        raise BackupInvalid(path, ["It is a database of another program."]) from error


def verify(path: Path) -> Verified:
    """What is in the database or backup at `path`, once all of it was read and found sound; it is not changed.

    One that has a log, or that the server holds, is read as it is at this moment. Raises `BackupInvalid` with what is
    wrong, `DatabaseMissing`, or what opening it raises.
    """
    if not files.check_place(path):
        raise DatabaseMissing(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.duckdb"
        _copy(path, copy, known_as=copy)
        found = _read(copy, known_as=path)
        with _look_into(copy, known_as=path) as looking:
            is_current = looking.value("select max(version) from schema_version") == versions.CURRENT
            faults = [*_find_missing_changes(looking), *(integrity.list_broken(looking) if is_current else ())]
    if faults:
        raise BackupInvalid(path, faults)
    return found


def _read(path: Path, *, known_as: Path) -> Verified:
    """What is in a file, once all of it was read and is what it says of itself. Raises `BackupInvalid`."""
    version = opening.read_version(path, known_as=known_as)
    with _look_into(path, known_as=known_as) as looking:
        contents, stated = looking.contents(), _read_stated(looking)
        faults = list(_list_differences(contents, stated))
        if faults:
            raise BackupInvalid(known_as, faults)
        revision = looking.value("select coalesce(max(revision), 0) from changes") if version else 0
    return Verified(contents=contents, revision=revision, is_compared=bool(stated))


@contextmanager
def _look_into(path: Path, *, known_as: Path) -> Iterator[_Looking]:
    with closing(opening.connect_file(path, read_only=True, known_as=known_as)) as connection:
        yield _Looking(known_as, connection)


def _read_stated(looking: Reader) -> Contents:
    """What a backup says that it holds; empty: it is none, or was written by another version of DuckDB."""
    tables = looking.rows("select table_name from duckdb_tables() where schema_name = 'backup_of_dia'")
    if {row["table_name"] for row in tables} != {"contents", "origin"}:
        return {}
    rows = looking.rows("from backup_of_dia.contents where (select max(engine) from backup_of_dia.origin) = version()")
    return {row["table_name"]: (row["row_count"], row["checksum"]) for row in rows}


def _list_differences(contents: Contents, stated: Contents) -> Iterator[str]:
    for name in sorted({*contents, *stated}) if stated else ():
        (now, is_now), (then, was_then) = contents.get(name, (0, "")), stated.get(name, (0, ""))
        if (now, is_now) != (then, was_then):
            what = (
                f"{then:,} rows when it was made and {now:,} now"
                if now != then
                else "other content than when it was made"
            )
            yield f"The table {name} has {what}."


def _find_missing_changes(looking: _Looking) -> Iterator[str]:
    missing = looking.gaps()
    if missing:
        yield f"{missing} of its changes are missing or there twice."


def restore(backup: Path, path: Path) -> tuple[Verified, Path | None]:
    """Put a backup in place of the database at `path`; what is in it, and where what was there before is kept.

    The backup is verified first, and stays. Raises `DatabaseInUse` while a dashboard runs, and what `verify` raises;
    nothing is changed then.
    """
    with files.hold_lock(path):
        if path.exists() and backup.exists() and path.samefile(backup):
            raise BackupNotMade(backup, "it is the database itself")
        if not files.check_place(backup):
            raise DatabaseMissing(backup)
        files.clear_workshops(path)
        with files.make_workshop(path) as folder:
            made = folder / path.name
            _copy(backup, made, known_as=path)
            with _translate_backup_errors(backup):
                found = _read(made, known_as=backup)
            with closing(opening.connect_file(made, known_as=backup)) as connection, opening.translate_errors(backup):
                connection.execute("drop schema if exists backup_of_dia cascade")
                connection.execute("checkpoint")
            if _read(made, known_as=backup).contents != found.contents:
                raise BackupInvalid(backup, ["A copy of it holds something else."])
            return found, files.replace(made, path)
