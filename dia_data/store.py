"""The one door to the database: one process, one lock for writers, one cursor for each query."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from dia_data import versions
from dia_data.errors import BatchUnknown, DatabaseInUse, DatabaseNotWritable, DatabaseUnreadable, DiaError
from dia_data.kept import Answers, Touch, touched
from dia_data.names import with_normal_forms
from dia_data.tables import FACT_TABLES

Row = Mapping[str, Any]

SETTINGS = {"autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": 1}
"""DuckDB fetches no extension from anywhere. Each query runs on one thread: the record is small, many ask at once, and
handing work to more threads took longer than the work itself."""


Clock = Callable[[], datetime]
"""Tells the present moment in UTC, without an offset. It may go back: what is written never does."""

LEAST_STEP = timedelta(microseconds=1)
"""The smallest difference between two moments of the record."""


def utc_now() -> datetime:
    """The present moment as the record writes it: UTC, without an offset."""
    return datetime.now(UTC).replace(tzinfo=None)


class Reader:
    """Answers questions; what a `Store` and a `Change` share, so that checks run on either."""

    path: Path

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        raise NotImplementedError

    def _found(self, sql: str, values: Mapping[str, object]) -> duckdb.DuckDBPyConnection:
        """A cursor on the rows found. Raises `DatabaseUnreadable` where the file turns out to be damaged."""
        try:
            return self._cursor().execute(sql, values)
        except (duckdb.IOException, duckdb.FatalException) as error:
            raise _named(self.path, str(error)) from error

    def frame(self, sql: str, **values: object) -> pd.DataFrame:
        """The rows that `sql` finds, with each `$name` bound to the value of that name."""
        return self._found(sql, values).df()

    def rows(self, sql: str, **values: object) -> list[dict[str, Any]]:
        """The same as a list of dicts, for code that walks over a few rows."""
        found = self._found(sql, values)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def value(self, sql: str, **values: object) -> Any:
        """The first column of the first row, or None where there is no row."""
        row = self._found(sql, values).fetchone()
        return row[0] if row else None


class Change(Reader):
    """Batches recorded or withdrawn together: all are kept when the `with` block ends, or none."""

    def __init__(
        self,
        path: Path,
        cursor: duckdb.DuckDBPyConnection,
        revision: int,
        clock: Clock = utc_now,
        after: datetime | None = None,
    ) -> None:
        """Begin after the moment of the last change."""
        self.path = path
        self._open_cursor = cursor
        self.revision = revision
        self.clock = clock
        self._earliest = after + LEAST_STEP if after and clock() < after else after
        self._clock_said: datetime | None = None
        self.touches: list[Touch] = []

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        return self._open_cursor

    def now(self) -> datetime:
        """The moment to write: what the clock says, but never less than what was written before.

        Where the clock went back it lies a step after the last change: whatever is as known at that change stays so.
        """
        said = self.clock()
        is_behind = self._earliest is not None and said < self._earliest
        self._clock_said = said if is_behind else None
        if self._earliest is None or not is_behind:
            self._earliest = said
        return self._earliest

    def describe_source(self, source: Row) -> None:
        """Write what is known of a source; in place of what was known before, that is a change of its own."""
        source_id = str(source["source_id"])
        replaced = self._open_cursor.execute("delete from sources where source_id = $id", {"id": source_id}).fetchone()
        self._insert("sources", [source])
        if replaced and replaced[0]:
            self.revision += 1
            self._log(source_id, "described", self.now(), is_of_documents=True)

    def record(
        self,
        *,
        kind: str,
        source_id: str,
        recorded_by: str,
        facts: Mapping[str, Sequence[Row]],
        note: str | None = None,
        checksum: str | None = None,
    ) -> str:
        """Append the rows of `facts` (table to rows) as one batch and return its id."""
        self.revision += 1
        batch_id = f"{source_id}/{'+'.join(facts)}/{self.revision}"
        now = self.now()
        batch = {
            "batch_id": batch_id,
            "kind": kind,
            "source_id": source_id,
            "recorded_at": now,
            "recorded_by": recorded_by,
            "note": note,
            "checksum": checksum,
            "revision": self.revision,
        }
        self._insert("batches", [batch])
        for table, rows in facts.items():
            forms = FACT_TABLES[table].normal_forms if table in FACT_TABLES else {}
            self._insert(table, [with_normal_forms(row, forms) | {"batch_id": batch_id} for row in rows])
        self._log(batch_id, "recorded", now, is_of_documents=kind == "document")
        return batch_id

    def withdraw(self, batch_id: str, *, withdrawn_by: str, reason: str) -> None:
        """Take a batch back: it stays in the record, and counts no longer. Raises `BatchUnknown`."""
        now = self.now()
        done = self._open_cursor.execute(
            """
            update batches set withdrawn_at = $now, withdrawn_by = $by, withdrawn_reason = $reason
            where batch_id = $batch_id and withdrawn_at is null
            """,
            {"now": now, "by": withdrawn_by, "reason": reason, "batch_id": batch_id},
        ).fetchone()
        if not done or not done[0]:
            raise BatchUnknown(batch_id)
        self.revision += 1
        kind = self.value("select kind from batches where batch_id = $batch_id", batch_id=batch_id)
        self._log(batch_id, "withdrawn", now, is_of_documents=kind == "document")

    def _log(self, batch_id: str, action: str, changed_at: datetime, *, is_of_documents: bool) -> None:
        self.touches.append(
            Touch(
                revision=self.revision,
                changed_at=changed_at,
                tables=touched(batch_id),
                is_of_documents=is_of_documents,
            )
        )
        change = {"revision": self.revision, "batch_id": batch_id, "action": action, "changed_at": changed_at}
        self._insert("changes", [change | {"clock_said": self._clock_said}])

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        """Append rows through Arrow: no value and no name is written into SQL text."""
        if not rows:
            return
        shape = self._open_cursor.table(table).limit(0).to_arrow_table().schema
        unknown = {name for row in rows for name in row} - set(shape.names)
        if unknown:
            raise ValueError(f"The table {table} has no {', '.join(sorted(unknown))}.")
        complete = [{name: row.get(name) for name in shape.names} for row in rows]
        self._open_cursor.from_arrow(pa.Table.from_pylist(complete, schema=shape)).insert_into(table)


class Store(Reader):
    """An open database file. Threads may share it: each question gets a cursor of its own."""

    def __init__(self, path: Path, *, clock: Clock = utc_now) -> None:
        """Open or make the file at `path` and bring it to this program's schema; `clock` dates what is recorded.

        A file is looked at before it is opened for writing: opening alone would already change another program's file.
        Raises `DatabaseInUse`, `DatabaseUnreadable`, `DatabaseForeign`, `DatabaseNewer` or `DatabaseNotWritable`.
        """
        self.path = path
        self.clock = clock
        self._writers = threading.Lock()
        self._followers: list[Callable[[int], None]] = []
        if path.is_file():
            with closing(_connect(path, read_only=True)) as looking, _named_errors(path):
                versions.inspect(looking, path)
        self._connection = _connect(path)
        try:
            with _named_errors(path):
                versions.bring_up_to_date(self._connection, path)
            self.revision = self._stored_revision()
            self._last_change: datetime | None = self.value("select max(changed_at) from changes")
            self._answers = Answers(self._stored_touches())
        except BaseException:
            self._connection.close()
            raise

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor()

    def _stored_revision(self) -> int:
        return int(self.value("select coalesce(max(revision), 0) from changes"))

    def _stored_touches(self) -> list[Touch]:
        changes = super().rows("select revision, batch_id, changed_at from changes order by revision")
        entries = {row["batch_id"] for row in super().rows("select batch_id from batches where kind <> 'document'")}
        return [
            Touch(
                revision=row["revision"],
                changed_at=row["changed_at"],
                tables=touched(row["batch_id"]),
                is_of_documents=row["batch_id"] not in entries,
            )
            for row in changes
        ]

    def frame(self, sql: str, **values: object) -> pd.DataFrame:
        """As `Reader.frame`, from what is kept where nothing has changed that it reads."""
        ask = partial(super().frame, sql, **values)
        answer: pd.DataFrame = self._answers.get(sql, values, "frame", ask)
        return answer.copy()

    def rows(self, sql: str, **values: object) -> list[dict[str, Any]]:
        """As `Reader.rows`, from what is kept where nothing has changed that it reads."""
        ask = partial(super().rows, sql, **values)
        return [dict(row) for row in self._answers.get(sql, values, "rows", ask)]

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Record and withdraw batches in one transaction; when the block ends without an error, all of it is kept."""
        with self._writers:
            cursor = self._cursor()
            with _named_errors(self.path):
                cursor.begin()
            try:
                change = Change(self.path, cursor, self.revision, self.clock, self._last_change)
                yield change
            except BaseException:
                cursor.rollback()
                raise
            self._commit(cursor)
            changed = change.revision != self.revision
            self._answers.tell(change.touches)
            self.revision = change.revision
            self._last_change = change.touches[-1].changed_at if changed else self._last_change
        if changed:
            self._announce()

    def _announce(self) -> None:
        for told in list(self._followers):
            told(self.revision)

    def follow(self, told: Callable[[int], None]) -> Callable[[], None]:
        """Call `told` with each new revision, from the thread that recorded it, until the function returned is called.

        `told` must be quick and must not raise: whoever records waits for it.
        """
        self._followers.append(told)
        return lambda: self._followers.remove(told)

    def _commit(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Keep the change, or raise `DatabaseNotWritable` where DuckDB could not and has rolled back by itself."""
        try:
            cursor.commit()
        except duckdb.Error as error:
            # Else the change is on disk, and only moving it from the log into the file failed: the next one is refused.
            if "COMMIT succeeded and is durable" not in str(error):
                raise DatabaseNotWritable(self.path, _first_line(str(error))) from error

    def close(self) -> None:
        """Give the file back to other processes."""
        self._connection.close()


def _connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    new = not path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(str(path), read_only=read_only, config=dict(SETTINGS))
    except OSError as error:
        raise DatabaseNotWritable(path, error.strerror or str(error)) from error
    except duckdb.Error as error:
        if new:
            path.unlink(missing_ok=True)  # a beginning of a file that found no room
        raise _named(path, str(error)) from error


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """Give what DuckDB says of a file the name it has here."""
    try:
        yield
    except (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException) as error:
        raise _named(path, str(error)) from error


def _named(path: Path, message: str) -> DiaError:
    """The error that a DuckDB message about a file means."""
    if "different configuration than existing connections" in message:
        return DatabaseInUse(path, "this very process")
    if "Could not set lock" in message:
        process = re.search(r"PID (\d+)", message)
        return DatabaseInUse(path, f"process {process[1]}" if process else "another process")
    if re.search(
        r"Permission denied|Read-only|No space left|too large|Could not write|Cannot open file|invalidated", message
    ):
        return DatabaseNotWritable(path, _first_line(message))
    return DatabaseUnreadable(path, _first_line(message))


def _first_line(message: str) -> str:
    return message.strip().splitlines()[0].rstrip(".")
