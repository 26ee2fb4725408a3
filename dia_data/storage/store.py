"""The one door to the database: one process, one lock for writers, one cursor for each query."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, overload

import duckdb
import pandas as pd
import pyarrow as pa

from dia_data import sums
from dia_data.errors import BatchUnknown, DatabaseGone, DatabaseNotWritable, DiaError
from dia_data.names import add_normal_forms
from dia_data.storage import files, opening
from dia_data.storage.opening import Answer, Connection
from dia_data.storage.query_cache import Answers, ChangedTables, find_touched_tables, list_stored_touches
from dia_data.storage.tables import FACT_TABLES
from dia_data.storage.tidying import Tidying
from dia_data.storage.typed import Typed, read_dicts, read_objects

Row = Mapping[str, Any]

Clock = Callable[[], datetime]
"""Tells the present moment in UTC, without an offset. It may go back: what is written never does."""

LEAST_STEP = timedelta(microseconds=1)
"""The smallest difference between two moments of the record."""


def get_utc_now() -> datetime:
    """The present moment as the record writes it: UTC, without an offset."""
    return datetime.now(UTC).replace(tzinfo=None)


class Reader:
    """Answers questions; what a `Store` and a `Change` share, so that checks run on either."""

    path: Path

    def _asked(self, sql: str, values: Mapping[str, object], fetch: Callable[[Connection], Answer]) -> Answer:
        """What `fetch` makes of the rows found. Raises `DatabaseUnreadable` where the file turns out to be damaged."""
        raise NotImplementedError

    def _kept(self, form: str, sql: str, values: Mapping[str, object], fetch: Callable[[Connection], Answer]) -> Answer:
        """The same, or what is kept of it under the name of its form; the answer is shared, so nobody may change it."""
        del form
        return self._asked(sql, values, fetch)

    def frame(self, sql: str, **values: object) -> pd.DataFrame:
        """The rows that `sql` finds, with each `$name` bound to the value of that name."""
        return self._kept("frame", sql, values, lambda found: found.df()).copy()

    @overload
    def rows(self, sql: str, *, into: type[Typed], **values: object) -> list[Typed]: ...

    @overload
    def rows(self, sql: str, *, into: None = None, **values: object) -> list[dict[str, Any]]: ...

    def rows(self, sql: str, *, into: type[Any] | None = None, **values: object) -> list[Any]:
        """The same as a list, for code that walks over a few rows: objects of the dataclass `into`, or else dicts.

        Raises `ColumnsUnlike` where the columns are not exactly the fields of the class.
        """
        if into:
            form = f"{into.__module__}.{into.__qualname__}"
            return list(self._kept(form, sql, values, partial(read_objects, into=into)))
        return [dict(row) for row in self._kept("rows", sql, values, read_dicts)]

    def value(self, sql: str, **values: object) -> Any:
        """The first column of the first row, or None where there is no row."""
        row = self._asked(sql, values, lambda found: found.fetchone())
        return row[0] if row else None


class Change(Reader):
    """Batches recorded or withdrawn together: all are kept when the `with` block ends, or none."""

    def __init__(
        self,
        path: Path,
        cursor: Connection,
        revision: int,
        clock: Clock = get_utc_now,
        after: datetime | None = None,
    ) -> None:
        """Begin after the moment of the last change."""
        self.path = path
        self._open_cursor = cursor
        self.revision = revision
        self.clock = clock
        self._earliest = after + LEAST_STEP if after and clock() < after else after
        self._clock_said: datetime | None = None
        self.touches: list[ChangedTables] = []

    def _asked(self, sql: str, values: Mapping[str, object], fetch: Callable[[Connection], Answer]) -> Answer:
        with opening.translate_errors(self.path):
            return fetch(self._open_cursor.execute(sql, values))

    def now(self) -> datetime:
        """The moment to write: what the clock says, but never less than what was written before.

        Where the clock went back it lies a step after the last change: whatever is as known at that change stays so.
        """
        sentence = self.clock()
        is_behind = self._earliest is not None and sentence < self._earliest
        self._clock_said = sentence if is_behind else None
        if self._earliest is None or not is_behind:
            self._earliest = sentence
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
            self._insert(table, [add_normal_forms(row, forms) | {"batch_id": batch_id} for row in rows])
        if facts.get("kpi_results"):
            for statement in sums.TO_ADD:
                self._open_cursor.execute(statement, {"batch_id": batch_id})
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
            ChangedTables(
                revision=self.revision,
                changed_at=changed_at,
                tables=find_touched_tables(batch_id),
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

    def __init__(self, path: Path, *, clock: Clock = get_utc_now) -> None:
        """Open or make the file at `path` and bring it to this program's schema; `clock` dates what is recorded.

        No other process can open the file until `close`. Raises what `files.Hold` and `opening.open_database` raise.
        """
        self.path = path
        self.clock = clock
        self.revision = 0
        self._writers = threading.Lock()
        self._opening = threading.Lock()
        self._followers: list[Callable[[int], None]] = []
        self._tidying = Tidying(self.tidy)
        self._is_closed = False
        self._connection: Connection | None = None
        self._hold = files.Hold(path)
        try:
            self._open()
        except BaseException:
            self._hold.release()
            raise
        if self._log:  # left by a process that was killed
            self._tidying.wake()

    def _open(self) -> None:
        """Open the file and read from it what is kept in memory. Raises as `opening.open_database`."""
        connection = opening.open_database(self.path)
        try:
            with opening.translate_errors(self.path):
                touches = list_stored_touches(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        self._file, self._log = files.identify(self.path), files.identify(files.locate_log(self.path))
        self._answers = Answers(touches)
        self.revision = max((touch.revision for touch in touches), default=0)
        self._last_change: datetime | None = max((touch.changed_at for touch in touches), default=None)

    def _asked(self, sql: str, values: Mapping[str, object], fetch: Callable[[Connection], Answer]) -> Answer:
        with opening.translate_errors(self.path):
            try:
                with closing(self._cursor()) as cursor:
                    return fetch(cursor.execute(sql, values))
            except (duckdb.FatalException, duckdb.ConnectionException):
                self._open_again()
            with closing(self._cursor()) as cursor:
                return fetch(cursor.execute(sql, values))

    def _cursor(self) -> Connection:
        if not self._connection:
            self._open_again()
        connection = self._connection
        if not connection:
            raise DatabaseNotWritable(self.path, "it is closed")
        return connection.cursor()

    def _open_again(self) -> None:
        """Open the file anew where DuckDB has given it up, as it does when the disk is full while it tidies.

        Raises as `opening.open_database`; whoever asks next tries again. While others still hold answers of the old
        connection, DuckDB hands out nothing but that.
        """
        with self._opening:
            if self._is_closed or (self._connection and _is_answering(self._connection)):
                return
            self.demand_in_place()
            if self._connection:
                self._connection.close()
                self._connection = None
            before = self.revision
            self._open()
        self._tidying.wake()
        if self.revision != before:
            self._announce()

    def _kept(self, form: str, sql: str, values: Mapping[str, object], fetch: Callable[[Connection], Answer]) -> Answer:
        """What is kept where nothing has changed that the question reads."""
        answer: Answer = self._answers.get(sql, values, form, partial(self._asked, sql, values, fetch))
        return answer

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Record and withdraw batches in one transaction; when the block ends without an error, all of it is kept.

        Raises `DatabaseGone` where the file no longer stands in its place, or `DatabaseNotWritable`; nothing is kept.
        """
        with self._writers:
            with closing(self._begun()) as cursor:
                try:
                    change = Change(self.path, cursor, self.revision, self.clock, self._last_change)
                    yield change
                    self.demand_in_place()
                except BaseException:
                    with suppress(duckdb.FatalException):  # then it is rolled back already
                        cursor.rollback()
                    raise
                changed = change.revision != self.revision
                self._commit(cursor, is_changed=changed)
            self._answers.invalidate(change.touches)
            self.revision = change.revision
            self._last_change = change.touches[-1].changed_at if changed else self._last_change
        if changed:
            self._tidying.wake()
            self._announce()

    def _begun(self) -> Connection:
        """A cursor in a transaction of its own."""
        with opening.translate_errors(self.path):
            try:
                return self._cursor().begin()
            except (duckdb.FatalException, duckdb.ConnectionException):
                self._open_again()
            return self._cursor().begin()

    def _announce(self) -> None:
        for lines in list(self._followers):
            lines(self.revision)

    def follow(self, told: Callable[[int], None]) -> Callable[[], None]:
        """Call `told` with each new revision, from the thread that recorded it, until the function returned is called.

        `told` must be quick and must not raise: whoever records waits for it.
        """
        self._followers.append(told)
        return lambda: self._followers.remove(told)

    def _commit(self, cursor: Connection, *, is_changed: bool) -> None:
        """Keep the change, or raise `DatabaseNotWritable` where DuckDB could not and has rolled back by itself."""
        try:
            cursor.commit()
            self._log = files.identify(files.locate_log(self.path))
            if is_changed and not self._log:  # somebody removed it: what it held is still in memory
                cursor.execute("checkpoint")
        except duckdb.Error as error:
            # Else the change is on disk, and only moving it from the log into the file failed: the next one is refused.
            if "COMMIT succeeded and is durable" not in str(error):
                raise DatabaseNotWritable(self.path, opening.get_first_line(str(error))) from error
        self.demand_in_place()

    def demand_in_place(self) -> None:
        """Raise `DatabaseGone` where the file that is open was removed or replaced, or its log replaced."""
        found, log = files.identify(self.path), files.identify(files.locate_log(self.path))
        if found != self._file:
            raise DatabaseGone(self.path, f"the database was {'replaced' if found else 'removed'}")
        if self._log and log and log != self._log:
            raise DatabaseGone(self.path, "the file of its newest entries, which ends in .wal, was replaced")

    def demand_room(self) -> None:
        """Raise `DatabaseNotWritable` where the disk has no room for the next change."""
        files.raise_if_full(self.path)

    def tidy(self) -> bool:
        """Move the newest changes from the log into the file; False: not now, because somebody copies the two.

        Raises `DatabaseGone` or `DatabaseNotWritable`; what was acknowledged is in the log then, and stays readable.
        """
        with self._writers, files.stand_still(self.path, wait=False) as is_still:
            self.demand_in_place()
            if not is_still:
                return False
            if not self._log:
                return True
            try:
                with closing(self._cursor()) as cursor:
                    cursor.execute("checkpoint")
            except duckdb.Error as error:
                self._open_again()
                raise DatabaseNotWritable(self.path, opening.get_first_line(str(error))) from error
            self._log = files.identify(files.locate_log(self.path))
            return True

    def close(self) -> None:
        """Give the file back to other processes, with all changes in it where there is room."""
        self._tidying.stop()
        with suppress(DiaError):
            self.tidy()
        with self._opening:
            if not self._is_closed:
                self._is_closed = True
                if self._connection:
                    self._connection.close()
                self._hold.release()


def _is_answering(connection: Connection) -> bool:
    """Whether DuckDB has not given up the file of a connection."""
    try:
        with closing(connection.cursor()) as cursor:
            cursor.execute("select 1")
    except duckdb.Error:
        return False
    return True
