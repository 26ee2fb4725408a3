"""A database file is looked at, made or brought up to date, and opened; what DuckDB says of it gets its name here."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import duckdb

from dia_data import local_time
from dia_data.errors import (
    DatabaseInUse,
    DatabaseLogAlone,
    DatabaseLogForeign,
    DatabaseNotWritable,
    DatabaseUnreadable,
    DiaError,
)
from dia_data.storage import files, versions

Connection = duckdb.DuckDBPyConnection
Answer = TypeVar("Answer")

STORAGE = "v1.5.0"
"""The format of the file. From this one on DuckDB writes into file and log which belong together, and checks it."""

SETTINGS: dict[str, str | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 1,
    "storage_compatibility_version": STORAGE,
    "checkpoint_threshold": "1TB",
}
"""DuckDB fetches no extension from anywhere. Each query runs on one thread: the record is small, many ask at once, and
handing work to more threads took longer than the work itself. No commit moves the log into the file on its own: that is
done apart from it, so that no acknowledgement waits for it or fails with it."""

OF_THIS_FORMAT = ord("D")
"""The number in the header of a file of the present format, or of a later one."""

NAMED_LOG = re.compile(rb"d\x00be\x00.f\x00\x10", re.DOTALL)
"""How a log begins that names the file it belongs to. One of an older format does not: DuckDB takes it for any's."""


def connect_file(path: Path, *, read_only: bool = False, known_as: Path | None = None) -> Connection:
    """A connection to the file at `path`, as it is. Raises the error that DuckDB's means, about the file `known_as`."""
    with translate_errors(known_as or path, opened_as=path):
        zone = local_time.get_zone().key
        connection = duckdb.connect(str(path), read_only=read_only, config=dict(SETTINGS))
        connection.execute("set global TimeZone = $zone", {"zone": zone})  # what `day_of` goes by
        if not read_only:
            connection.execute("pragma disable_checkpoint_on_shutdown")  # it would remove a log that is not its own
        return connection


def open_database(path: Path) -> Connection:
    """The database at `path`, made where there is none, and brought to this program's schema and format.

    A file is looked at before it is opened for writing: opening alone would already change another program's file.
    The lock of `path` must be held. Raises `DatabaseElsewhere`, `DatabaseFolderMissing`, `DatabaseForeign`,
    `DatabaseIncomplete`, `DatabaseInUse`, `DatabaseLogAlone`, `DatabaseLogForeign`, `DatabaseNewer`,
    `DatabaseNotWritable` or `DatabaseUnreadable`; nothing is changed then.
    """
    with files.translate_os_errors(path):
        files.clear_workshops(path)
    if not files.check_place(path):
        _make(path)
    read_version(path)
    connection = connect_file(path)
    try:
        if _is_old_format(connection):
            connection = _renew(connection, path)
        with translate_errors(path):
            versions.bring_up_to_date(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def settle(path: Path) -> None:
    """Have all of the database at `path` in the one file, if there is one, and no log beside it.

    Raises as `open_database`.
    """
    with files.translate_os_errors(path):
        files.clear_workshops(path)
    if not files.check_place(path):
        _raise_if_log_left(path)
        return
    read_version(path)
    with closing(connect_file(path)) as connection, translate_errors(path):
        connection.execute("checkpoint")


def read_version(path: Path, *, known_as: Path | None = None) -> int:
    """The schema version of the file at `path`, read without changing it.

    Raises as `open_database`, about `known_as`.
    """
    name = known_as or path
    _raise_if_log_foreign(path)
    with closing(connect_file(path, read_only=True, known_as=name)) as looking, translate_errors(name):
        version = versions.inspect(looking, name)
        is_gapless = not version or not count_gaps(looking)
    if not is_gapless and files.find_logs(path) and _has_fewer_gaps_without_log(path):
        raise DatabaseLogForeign(path, files.locate_log(path), "its changes do not follow those in the file")
    return version


def _raise_if_log_foreign(path: Path) -> None:
    """Raise `DatabaseLogForeign` where the log beside a file of the present format does not say whose it is."""
    newest = files.locate_log(path)
    with files.translate_os_errors(path):
        if not path.is_file() or not newest.is_file():
            return
        header, begin = _begin(path), _begin(newest)
    if header[8:12] == b"DUCK" and header[12] >= OF_THIS_FORMAT and begin and not NAMED_LOG.match(begin):
        raise DatabaseLogForeign(path, newest, "it is of an older format than the file")


def _begin(path: Path) -> bytes:
    """The first bytes of a file. Not to be asked of one that this process has open: DuckDB's lock would be lifted."""
    with path.open("rb") as file:
        return file.read(16).ljust(16, b"\0") if path.stat().st_size else b""


def count_gaps(connection: Connection) -> int:
    """How many changes are missing between the first and the last, or are there twice."""
    row = connection.execute(
        """
        select coalesce(max(revision), 0) - count(distinct revision) + count(*) - count(distinct revision) from changes
        """
    ).fetchone()
    return int(row[0]) if row else 0


def _has_fewer_gaps_without_log(path: Path) -> bool:
    """Whether changes are missing only if the log is taken for the file's own. A copy is read without the log."""
    with files.make_workshop(path) as folder:
        copy = folder / path.name
        with files.translate_os_errors(path):
            shutil.copyfile(path, copy)
        with closing(connect_file(copy, read_only=True, known_as=path)) as without, translate_errors(path):
            held = without.execute("select count(*) from duckdb_tables() where table_name = 'changes'").fetchone()
            return not held or not held[0] or not count_gaps(without)


def _make(path: Path) -> None:
    """Make an empty database where nothing is; a stranger that appears there meanwhile stays."""
    _raise_if_log_left(path)
    with files.make_workshop(path) as folder:
        made = folder / path.name
        with closing(connect_file(made, known_as=path)) as connection, translate_errors(path):
            versions.bring_up_to_date(connection, path)
            connection.execute("checkpoint")
        files.place(made, path)


def _raise_if_log_left(path: Path) -> None:
    left = files.find_logs(path)
    if left:
        raise DatabaseLogAlone(path, left[0])


def _is_old_format(connection: Connection) -> bool:
    row = connection.execute("select tags['storage_version'] from duckdb_databases() where not internal").fetchone()
    return bool(row and row[0] != f"{STORAGE}+")


def _renew(connection: Connection, path: Path) -> Connection:
    """A connection to the same database written anew in the present format; the old file is kept under another name."""
    with translate_errors(path):
        before = summarise_contents(connection)
        connection.execute("checkpoint")
        connection.close()
        with files.make_workshop(path) as folder:
            made = folder / path.name
            with closing(duckdb.connect(config=dict(SETTINGS))) as copying:
                # ATTACH takes no bound values; the storage format of a file in memory is not that of those attached.
                copying.execute(f"attach {_quote_path(path)} as before (read_only)")
                copying.execute(f"attach {_quote_path(made)} as after (storage_version '{STORAGE}')")
                copying.execute("copy from database before to after")
                copying.execute("checkpoint after")
            with closing(connect_file(made, read_only=True, known_as=path)) as copied:
                if summarise_contents(copied) != before:
                    raise DatabaseUnreadable(path, "a copy in the present format holds something else")
            files.replace(made, path)
    return connect_file(path)


def _quote_path(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def summarise_contents(connection: Connection) -> dict[str, tuple[int, str]]:
    """How many rows each table has and what stands for them, whatever their order; each block of the file is read."""
    tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
    sums = "select count(*), coalesce(sum(hash(rows)), 0)::varchar from query_table($name) as rows"
    found = {name: connection.execute(sums, {"name": name}).fetchone() for (name,) in tables}
    return {name: (int(row[0]), str(row[1])) for name, row in found.items() if row}


@contextmanager
def translate_errors(path: Path, *, opened_as: Path | None = None) -> Iterator[None]:
    """Give what DuckDB says of a file the name it has here; `opened_as`: the copy of it that is open."""
    try:
        yield
    except (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException, duckdb.InternalException) as error:
        raise name_error(path, str(error).replace(str(opened_as), str(path))) from error


def name_error(path: Path, message: str) -> DiaError:
    """The error that a DuckDB message about a file means."""
    if "different configuration than existing connections" in message:
        return DatabaseInUse(path, "this very process")
    if "Could not set lock" in message:
        process = re.search(r"PID (\d+)", message)
        return DatabaseInUse(path, f"process {process[1]}" if process else "another process")
    if re.search(r"WAL does not match|This WAL was created for", message):
        return DatabaseLogForeign(path, files.locate_log(path), _explain_log(message))
    if re.search(
        r"Permission denied|Read-only|No space left|too large|Could not write|Cannot open file|invalidated", message
    ):
        return DatabaseNotWritable(path, get_first_line(message))
    return DatabaseUnreadable(path, get_first_line(message))


def _explain_log(message: str) -> str:
    """What a log belongs to that is refused."""
    if "for a newer version" in message:
        return "it follows a newer state of this database than the file holds"
    return "it follows an older state of this database" if "for an older" in message else "it is of another database"


def get_first_line(message: str) -> str:
    """The first line of what DuckDB says, without its full stop."""
    return message.strip().splitlines()[0].rstrip(".")
