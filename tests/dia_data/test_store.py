"""The record: what counts when, what a change keeps, and what a file that cannot be used is answered with."""

import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dia_data.errors import (
    BatchUnknown,
    DatabaseForeign,
    DatabaseInUse,
    DatabaseNewer,
    DatabaseNotWritable,
    DatabaseUnreadable,
    DiaError,
)
from dia_data.store import Store
from dia_data.tables import FACT_TABLES, FactTable
from tests.conftest import Record, filled
from tests.dia_data.recording_child import STATEMENTS_PER_BATCH

ROOT = Path(__file__).parents[2]
TABLES = pytest.mark.parametrize("table", FACT_TABLES.values(), ids=FACT_TABLES)
SEVERAL_PLACES = pytest.mark.parametrize("table", [name for name, table in FACT_TABLES.items() if table.several_places])
A_MOMENT = timedelta(microseconds=1)

OTHER = {
    "VARCHAR": "something else",
    "INTEGER": 2,
    "BIGINT": 2,
    "DOUBLE": 2.0,
    "BOOLEAN": True,
    "DATE": date(2021, 1, 1),
}


def statement(text: str, fact_id: str = "fact") -> dict[str, list[dict[str, str]]]:
    return {"stated_facts": [{"fact_id": fact_id, "statement": text}]}


def read(store: Store, as_of: datetime | None = None) -> list[str]:
    rows = store.rows("select statement from stated_facts_as_of($as_of) order by statement", as_of=as_of)
    return [row["statement"] for row in rows]


def moment(store: Store, batch_id: str, column: str = "recorded_at") -> datetime:
    return next(row[column] for row in store.rows("from batches") if row["batch_id"] == batch_id)


def withdraw(store: Store, batch_id: str) -> None:
    with store.change() as change:
        change.withdraw(batch_id, withdrawn_by="a member", reason="It was wrong.")


def describe(store: Store, source_id: str, published: datetime | None) -> None:
    with store.change() as change:
        change.describe_source({"source_id": source_id, "title": "A report", "published": published})


# As known on T


def test_a_batch_counts_from_the_moment_it_was_recorded(store: Store, record: Record) -> None:
    recorded_at = moment(store, record(statement("Six clusters")))
    assert read(store, recorded_at - A_MOMENT) == []
    assert read(store, recorded_at) == ["Six clusters"]
    assert read(store) == ["Six clusters"]


def test_a_withdrawn_batch_counts_for_the_dates_before_its_withdrawal_alone(store: Store, record: Record) -> None:
    batch = record(statement("Six clusters"))
    withdraw(store, batch)
    withdrawn_at = moment(store, batch, "withdrawn_at")
    assert read(store, withdrawn_at - A_MOMENT) == ["Six clusters"]
    assert read(store, withdrawn_at) == []
    assert read(store) == []


def test_withdrawing_the_later_batch_brings_the_earlier_back(store: Store, record: Record) -> None:
    record(statement("Six clusters"))
    withdraw(store, record(statement("Seven clusters")))
    assert read(store) == ["Six clusters"]


def test_each_date_reads_what_was_last_said_by_then(store: Store, record: Record) -> None:
    batches = [record(statement(text)) for text in ("Five clusters", "Six clusters", "Seven clusters")]
    known = [read(store, moment(store, batch)) for batch in batches]
    assert known == [["Five clusters"], ["Six clusters"], ["Seven clusters"]]


@TABLES
def test_of_two_batches_with_the_same_key_the_later_is_read(store: Store, record: Record, table: FactTable) -> None:
    record({table.name: [{}]})
    later = everything_else(store, table)
    record({table.name: [later]})
    rows = store.rows(f"from {table.name}_as_of(null)")
    assert [{name: row[name] for name in later} for row in rows] == [later]


@TABLES
def test_rows_that_differ_in_any_column_of_the_key_are_all_read(store: Store, record: Record, table: FactTable) -> None:
    types = column_types(store, table)
    record({table.name: [{}]})
    record({table.name: [{column: OTHER[types[column]]} for column in table.key]})
    assert len(store.rows(f"from {table.name}_as_of(null)")) == 1 + len(table.key)


def everything_else(store: Store, table: FactTable) -> dict[str, Any]:
    """A row with the key that made-up rows have, and another value in each other column."""
    types = column_types(store, table)
    return {name: OTHER[data_type] for name, data_type in types.items() if name not in table.key}


def column_types(store: Store, table: FactTable) -> dict[str, str]:
    columns = store.rows(
        """
        select column_name, data_type from duckdb_columns()
        where table_name = $table and column_name <> 'batch_id' order by column_index
        """,
        table=table.name,
    )
    return {column["column_name"]: column["data_type"] for column in columns}


@SEVERAL_PLACES
def test_several_readings_of_one_batch_are_all_kept(store: Store, record: Record, table: str) -> None:
    record({table: [{"locator": "§1"}, {"locator": "§2"}]})
    rows = store.rows(f"from {table}_as_of(null) order by locator")
    assert [row["locator"] for row in rows] == ["§1", "§2"]


@SEVERAL_PLACES
def test_a_later_batch_replaces_all_readings_of_the_earlier(store: Store, record: Record, table: str) -> None:
    record({table: [{"locator": "§1"}, {"locator": "§2"}]})
    record({table: [{"locator": "§3"}]})
    rows = store.rows(f"from {table}_as_of(null)")
    assert [row["locator"] for row in rows] == ["§3"]


def test_a_document_without_a_date_is_known_always(store: Store, record: Record) -> None:
    describe(store, "d31", published=None)
    record(statement("Six clusters"), kind="document", source_id="d31")
    assert read(store, datetime(1900, 1, 1)) == ["Six clusters"]  # noqa: DTZ001  the record writes UTC without offset


def test_a_document_is_known_from_its_publication(store: Store, record: Record) -> None:
    published = datetime(2019, 6, 1)  # noqa: DTZ001  the record writes UTC without offset
    describe(store, "d31", published)
    record(statement("Six clusters"), kind="document", source_id="d31")
    assert read(store, published - A_MOMENT) == []
    assert read(store, published) == ["Six clusters"]


def test_a_replaced_reading_of_a_document_is_gone_for_every_date(store: Store, record: Record) -> None:
    first = record(statement("Sixx clusters"), kind="document", source_id="d31")
    first_known = moment(store, first)
    withdraw(store, first)
    record(statement("Six clusters"), kind="document", source_id="d31")
    assert read(store, first_known) == ["Six clusters"]
    assert read(store) == ["Six clusters"]


def test_what_a_member_enters_wins_over_the_document(store: Store, record: Record) -> None:
    record(statement("Seven clusters"))
    record(statement("Six clusters"), kind="document", source_id="d31")
    assert read(store) == ["Seven clusters"]


# Changes


def test_a_change_that_fails_keeps_nothing(store: Store, record: Record) -> None:
    batch = record(statement("Six clusters"))
    with pytest.raises(ZeroDivisionError):
        change_and_fail(store, batch)
    assert read(store) == ["Six clusters"]
    assert store.revision == 1
    assert store.value("select count(*) from sources") == 0


def change_and_fail(store: Store, batch: str) -> None:
    with store.change() as change:
        change.withdraw(batch, withdrawn_by="a member", reason="It was wrong.")
        change.describe_source({"source_id": "form", "title": "A form"})
        change.record(kind="entry", source_id="form", recorded_by="a member", facts={})
        raise ZeroDivisionError


def test_an_error_within_a_change_reaches_whoever_made_it_as_it_is(store: Store) -> None:
    with pytest.raises(FileNotFoundError), store.change():
        Path("/no/such/attachment").read_bytes()


def test_the_revision_grows_by_one_with_each_batch_recorded_or_withdrawn(store: Store, record: Record) -> None:
    assert store.revision == 0
    batch = record(statement("Six clusters"))
    assert store.revision == 1
    withdraw(store, batch)
    assert store.revision == 2
    with store.change() as change:
        for _ in range(3):
            change.record(kind="entry", source_id="form", recorded_by="a member", facts={})
    assert store.revision == 5
    logged = store.rows("select revision, action from changes order by revision")
    assert [row["revision"] for row in logged] == [1, 2, 3, 4, 5]
    assert [row["action"] for row in logged[:3]] == ["recorded", "withdrawn", "recorded"]


def test_the_revision_survives_reopening(store: Store, record: Record) -> None:
    withdraw(store, record(statement("Six clusters")))
    record(statement("Seven clusters"))
    store.close()
    reopened = Store(store.path)
    assert reopened.revision == 3
    assert read(reopened) == ["Seven clusters"]
    reopened.close()


def test_withdrawing_twice_is_refused(store: Store, record: Record) -> None:
    batch = record(statement("Six clusters"))
    withdraw(store, batch)
    before = moment(store, batch, "withdrawn_at")
    with pytest.raises(BatchUnknown, match=batch):
        withdraw(store, batch)
    assert moment(store, batch, "withdrawn_at") == before
    assert store.revision == 2


def test_withdrawing_what_was_never_recorded_is_refused(store: Store) -> None:
    with pytest.raises(BatchUnknown, match="There is no batch 'form/none/1'"):
        withdraw(store, "form/none/1")


def test_a_source_is_described_once_the_last_time_counts(store: Store) -> None:
    for title in ("A repport", "A report"):
        with store.change() as change:
            change.describe_source({"source_id": "d31", "title": title})
    assert store.rows("select title from sources") == [{"title": "A report"}]


def test_values_are_bound_and_never_read_as_sql(store: Store, record: Record) -> None:
    text = """it's "quoted"; drop table batches; -- $as_of ? {x} %s \\ \n é ✓"""
    record(statement(text))
    assert read(store) == [text]
    assert store.value("select count(*) from stated_facts where statement = $text", text=text) == 1
    assert store.frame("select $text as text", text=text)["text"].to_list() == [text]
    assert store.value("select count(*) from batches") == 1


def test_a_question_without_an_answer_gives_no_row_and_no_value(store: Store) -> None:
    assert store.rows("from batches") == []
    assert store.value("select batch_id from batches") is None
    assert list(store.frame("select batch_id, kind from batches").columns) == ["batch_id", "kind"]


# Threads and kills


def test_eight_threads_read_right_rows_while_one_writes(store: Store) -> None:
    done = threading.Event()

    def ask_until_done(number: int) -> list[str]:
        wrong = []
        while not done.is_set():
            facts = store.value("select count(*) from stated_facts_as_of(null)")
            if facts % STATEMENTS_PER_BATCH:
                wrong.append(f"half a batch: {facts} facts")
            echoed = store.value("select $number::integer", number=number)
            if echoed != number:
                wrong.append(f"{echoed} for {number}")
        return wrong

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(ask_until_done, number) for number in range(8)]
        for number in range(10):
            record_three(store, number)
        done.set()
        assert [reader.result() for reader in readers] == [[]] * 8
    assert store.value("select count(*) from stated_facts_as_of(null)") == 10 * STATEMENTS_PER_BATCH


def record_three(store: Store, number: int) -> None:
    with store.change() as change:
        facts = [filled(change, "stated_facts", fact_id=f"{number}-{place}") for place in range(STATEMENTS_PER_BATCH)]
        change.record(kind="entry", source_id="form", recorded_by="a member", facts={"stated_facts": facts})


def test_threads_that_write_at_once_wait_for_each_other(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: record_three(store, number), range(12)))
    assert store.revision == 12
    assert store.value("select count(distinct revision) from batches") == 12


@contextmanager
def recording(*files: Path, options: tuple[str, ...] = ()) -> Iterator[subprocess.Popen[str]]:
    """A process that records in each file in turn, and its copies; all end with the block."""
    command = [sys.executable, "-m", "tests.dia_data.recording_child", *map(str, files), *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, start_new_session=True, **pipes) as child:
        try:
            yield child
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)


def acknowledgement(line: str) -> tuple[int, int]:
    """The process that recorded and the revision that it acknowledged."""
    process, revision = line.split()
    return int(process), int(revision)


def test_each_acknowledged_batch_survives_twenty_kills(tmp_path: Path, empty_file: Path) -> None:
    files = [Path(shutil.copy(empty_file, tmp_path / f"{number}.duckdb")) for number in range(20)]
    with recording(*files, options=("--log-size", "20KB")) as child:
        acknowledged = list(killed_after(child, [1 + secrets.randbelow(30) for _ in files]))
    assert len(acknowledged) == 20
    assert [lost(file, revisions) for file, revisions in zip(files, acknowledged, strict=True)] == [set()] * 20


def killed_after(child: subprocess.Popen[str], counts: list[int]) -> Iterator[list[int]]:
    """The revisions acknowledged for each file, whose process is killed once it has acknowledged so many."""
    for (process, lines), count in zip(groupby(map(acknowledgement, child.stdout), itemgetter(0)), counts, strict=True):
        revisions = []
        for _, revision in lines:
            revisions.append(revision)
            if len(revisions) == count:
                os.kill(process, signal.SIGKILL)
        yield revisions


def lost(file: Path, acknowledged: list[int]) -> set[int]:
    """The acknowledged revisions that are not whole in the file."""
    reopened = Store(file)
    whole = reopened.rows(
        """
        select revision from batches inner join stated_facts using (batch_id)
        group by revision having count(*) = $statements
        """,
        statements=STATEMENTS_PER_BATCH,
    )
    reopened.close()
    assert reopened.revision in (acknowledged[-1], acknowledged[-1] + 1)
    return set(acknowledged) - {row["revision"] for row in whole}


# Files that cannot be used


def as_text(file: Path) -> None:
    file.write_text("Markets of the alliance\n" * 1000)


def as_nothing(file: Path) -> None:
    file.write_bytes(b"")


def as_sqlite(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("create table batches (batch_id)")
    connection.close()


def as_half_a_database(file: Path) -> None:
    Store(file).close()
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def as_damaged_header(file: Path) -> None:
    Store(file).close()
    content = file.read_bytes()
    file.write_bytes(content[:4096] + secrets.token_bytes(8192) + content[12288:])


@pytest.mark.parametrize("written", [as_text, as_nothing, as_sqlite, as_half_a_database, as_damaged_header])
def test_what_is_no_database_is_named_and_left_as_it_is(tmp_path: Path, written: Callable[[Path], None]) -> None:
    file = tmp_path / "dia.duckdb"
    written(file)
    before = file.read_bytes()
    with pytest.raises(DatabaseUnreadable, match="move the file away") as refusal:
        Store(file)
    assert str(file) in str(refusal.value)
    assert file.read_bytes() == before


def test_damage_that_shows_only_when_read_is_named_and_left_as_it_is(store: Store, record: Record) -> None:
    record({"stated_facts": [{"fact_id": str(number), "statement": "x" * 1000} for number in range(1000)]})
    store.close()
    content = store.path.read_bytes()
    middle = len(content) // 2
    damaged = content[:middle] + secrets.token_bytes(4096) + content[middle + 4096 :]
    store.path.write_bytes(damaged)
    with pytest.raises(DatabaseUnreadable, match=str(store.path)):
        read_all(store.path)
    assert store.path.read_bytes() == damaged


def read_all(file: Path) -> None:
    opened = Store(file)
    try:
        opened.rows("from stated_facts_as_of(null)")
    finally:
        opened.close()


def test_a_damaged_log_of_the_last_changes_is_named_and_left_as_it_is(store: Store, record: Record) -> None:
    for text in ("Five clusters", "Six clusters", "Seven clusters"):
        record(statement(text))
    log = store.path.with_name("dia.duckdb.wal")
    content = log.read_bytes()
    middle = len(content) // 2
    copied = store.path.with_name("copy.duckdb")
    copied.write_bytes(store.path.read_bytes())
    damaged = content[:middle] + bytes(64) + content[middle + 64 :]
    copied.with_name("copy.duckdb.wal").write_bytes(damaged)
    with pytest.raises(DatabaseUnreadable, match="copy"):
        Store(copied)
    assert copied.with_name("copy.duckdb.wal").read_bytes() == damaged


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DiaError, match=str(tmp_path)):
        Store(tmp_path)


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(DatabaseNotWritable, match=str(tmp_path)):
        Store(tmp_path / "data" / "dia.duckdb")


OUR_NAMES = ("batches", "changes", "schema_version")


@pytest.mark.parametrize(
    "sql",
    [
        "create table customers (name varchar)",
        "create view customers as select 'Ada' as name",
        "create macro discount(price) as price / 2",
        "; ".join(f"create table {name} (id integer)" for name in OUR_NAMES),
        "; ".join(["create schema old", *(f"create table old.{name} (version integer)" for name in OUR_NAMES)]),
    ],
    ids=["a table", "only a view", "only a macro", "tables named as ours", "tables named as ours in another schema"],
)
def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path, sql: str) -> None:
    file = tmp_path / "dia.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(sql)
    before = file.read_bytes()
    with pytest.raises(DatabaseForeign, match="of another program"):
        Store(file)
    assert file.read_bytes() == before


def test_a_database_that_another_program_left_open_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "theirs.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("create table customers (name varchar)")
        crashed = tmp_path / "dia.duckdb"
        crashed.write_bytes(file.read_bytes())
        log = Path(f"{crashed}.wal")
        log.write_bytes(Path(f"{file}.wal").read_bytes())
    before = crashed.read_bytes(), log.read_bytes()
    with pytest.raises(DatabaseForeign):
        Store(crashed)
    assert (crashed.read_bytes(), log.read_bytes()) == before


def test_a_file_of_a_newer_version_is_left_as_it_is(store: Store, record: Record) -> None:
    record(statement("Six clusters"))
    store.close()
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("update schema_version set version = 99")
    before = store.path.read_bytes()
    with pytest.raises(DatabaseNewer, match=r"schema 99.* Update the dashboard\."):
        Store(store.path)
    assert store.path.read_bytes() == before


def test_a_file_that_another_process_holds_is_named_with_that_process(tmp_path: Path) -> None:
    file = tmp_path / "dia.duckdb"
    with recording(file) as child:
        process, _ = acknowledgement(child.stdout.readline())
        with pytest.raises(DatabaseInUse) as refusal:
            Store(file)
        assert f"The database {file} is held by process {process}." in str(refusal.value)
        assert "Stop that process" in str(refusal.value)


def test_a_closed_store_gives_the_file_back(store: Store, record: Record) -> None:
    record(statement("Six clusters"))
    store.close()
    with recording(store.path) as child:
        assert acknowledgement(child.stdout.readline())[1] == 2


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike pytest's own, and that is made writable again in the end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir()
        folder.parent.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_a_folder_that_cannot_be_written_is_named(public_folder: Path) -> None:
    public_folder.chmod(0o555)
    sentence = refused(public_folder / "dia.duckdb", "--as-nobody")
    assert f"The database {public_folder / 'dia.duckdb'} cannot be written" in sentence
    assert "Make the folder writable" in sentence
    assert list(public_folder.iterdir()) == []


@pytest.mark.parametrize("mode", [0o444, 0o666])
def test_a_database_in_a_folder_that_cannot_be_written_is_named_and_kept(
    public_folder: Path, empty_file: Path, mode: int
) -> None:
    file = public_folder / "dia.duckdb"
    file.write_bytes(empty_file.read_bytes())
    file.chmod(mode)
    public_folder.chmod(0o555)
    sentence = refused(file, "--as-nobody")
    assert f"The database {file} cannot be written" in sentence
    assert file.read_bytes() == empty_file.read_bytes()


def refused(file: Path, *options: str) -> str:
    """What a process says that cannot record."""
    with recording(file, options=options) as child:
        _, said = child.communicate(timeout=60)
    return said


@pytest.mark.parametrize("log_size", ["16MB", "100KB"], ids=["the log finds no room", "the file finds no room"])
def test_a_full_disk_is_named_and_each_acknowledged_batch_is_kept(tmp_path: Path, log_size: str) -> None:
    file = tmp_path / "dia.duckdb"
    with recording(file, options=("--largest-file", "600000", "--log-size", log_size)) as child:
        acknowledgements, said = child.communicate(timeout=60)
    assert lost(file, [acknowledgement(line)[1] for line in acknowledgements.splitlines()]) == set()
    assert said.startswith(f"The database {file} cannot be written")
    assert "its disk has room" in said


def test_a_disk_too_full_for_a_new_database_is_named_and_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    file = tmp_path / "dia.duckdb"
    said = refused(file, "--largest-file", "8192")
    assert said.startswith(f"The database {file} cannot be written")
    Store(file).close()
