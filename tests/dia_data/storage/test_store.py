"""The record: what counts when, what a change keeps, and what threads see of each other."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dia_data.errors import BatchUnknown
from dia_data.storage.store import Change, Store
from dia_data.storage.tables import FACT_TABLES, FactTable
from tests.conftest import Record, enter, filled

TABLES = pytest.mark.parametrize("table", FACT_TABLES.values(), ids=FACT_TABLES)
SEVERAL_PLACES = pytest.mark.parametrize("table", [name for name, table in FACT_TABLES.items() if table.several_places])
A_MOMENT = timedelta(microseconds=1)
FACTS_PER_BATCH = 3

OTHER = {
    "VARCHAR": "something else",
    "INTEGER": 2,
    "BIGINT": 2,
    "DOUBLE": 2.0,
    "BOOLEAN": True,
    "DATE": date(2021, 1, 1),
    "TIMESTAMP": datetime.fromisoformat("2021-01-01"),
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


@pytest.mark.parametrize("kind", ["entry", "import"])
def test_a_withdrawn_batch_counts_for_the_dates_before_its_withdrawal_alone(
    store: Store, record: Record, kind: str
) -> None:
    batch = record(statement("Six clusters"), kind=kind)
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
@pytest.mark.parametrize("kind", ["entry", "document"])
def test_of_two_batches_with_the_same_key_the_later_is_read(draft: Change, table: FactTable, kind: str) -> None:
    enter(draft, {table.name: [{}]}, kind=kind)
    later = everything_else(draft, table)
    enter(draft, {table.name: [later]}, kind=kind)
    assert read_back(draft, table, later) == [later]


@TABLES
def test_what_a_member_enters_wins_over_a_document_that_is_loaded_later(draft: Change, table: FactTable) -> None:
    entered = everything_else(draft, table)
    enter(draft, {table.name: [entered]})
    enter(draft, {table.name: [{}]}, kind="document")
    assert read_back(draft, table, entered) == [entered]


@TABLES
def test_rows_that_differ_in_any_column_of_the_key_are_all_read(draft: Change, table: FactTable) -> None:
    types, key = column_types(draft, table), [column for column in table.key if column not in table.part]
    enter(draft, {table.name: [{}]})
    enter(draft, {table.name: [{column: OTHER[types[column]]} for column in key]})
    assert len(draft.rows(f"from {table.name}_as_of(null)")) == 1 + len(key)


def test_a_later_plan_of_a_kpi_replaces_the_whole_plan_before_it(draft: Change) -> None:
    old = [{"month": date(2020, month, 1), "expected": 1.0} for month in (1, 2, 3)]
    enter(draft, {"kpi_plans": old})
    enter(draft, {"kpi_plans": [{"month": date(2020, 2, 1), "expected": 5.0}]})
    assert draft.rows("select month, expected from kpi_plans_as_of(null)") == [
        {"month": date(2020, 2, 1), "expected": 5.0}
    ]


def everything_else(draft: Change, table: FactTable) -> dict[str, Any]:
    """A row with the key that made-up rows have, and another value in each other column that is not computed."""
    types = column_types(draft, table)
    return {
        name: OTHER[data_type]
        for name, data_type in types.items()
        if name not in table.key and name not in table.normal_forms
    }


def read_back(draft: Change, table: FactTable, like: dict[str, Any]) -> list[dict[str, Any]]:
    """What is read now of the columns that `like` has."""
    return [{name: row[name] for name in like} for row in draft.rows(f"from {table.name}_as_of(null)")]


def column_types(draft: Change, table: FactTable) -> dict[str, str]:
    columns = draft.rows(
        """
        select column_name, data_type from duckdb_columns()
        where table_name = $table and column_name <> 'batch_id' order by column_index
        """,
        table=table.name,
    )
    return {column["column_name"]: column["data_type"] for column in columns}


@SEVERAL_PLACES
def test_several_readings_of_one_batch_are_all_kept(draft: Change, table: str) -> None:
    enter(draft, {table: [{"locator": "§1"}, {"locator": "§2"}]})
    rows = draft.rows(f"from {table}_as_of(null) order by locator")
    assert [row["locator"] for row in rows] == ["§1", "§2"]


@SEVERAL_PLACES
def test_a_later_batch_replaces_all_readings_of_the_earlier(draft: Change, table: str) -> None:
    enter(draft, {table: [{"locator": "§1"}, {"locator": "§2"}]})
    enter(draft, {table: [{"locator": "§3"}]})
    rows = draft.rows(f"from {table}_as_of(null)")
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
    assert read(store, first_known) == []
    record(statement("Six clusters"), kind="document", source_id="d31")
    assert read(store, first_known) == ["Six clusters"]
    assert read(store) == ["Six clusters"]


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
    with pytest.raises(BatchUnknown, match="There is no change “form/none/1” to undo"):
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


# Threads


def test_eight_threads_read_right_rows_while_one_writes(store: Store) -> None:
    done = threading.Event()

    def ask_until_done(number: int) -> list[str]:
        wrong = []
        while not done.is_set():
            facts = store.value("select count(*) from stated_facts_as_of(null)")
            if facts % FACTS_PER_BATCH:
                wrong.append(f"half a batch: {facts} facts")
            echoed = store.value("select $number::integer", number=number)
            if echoed != number:
                wrong.append(f"{echoed} for {number}")
        return wrong

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(ask_until_done, number) for number in range(8)]
        try:
            for number in range(10):
                record_three(store, number)
        finally:
            done.set()
        assert [reader.result() for reader in readers] == [[]] * 8
    assert store.value("select count(*) from stated_facts_as_of(null)") == 10 * FACTS_PER_BATCH


def record_three(store: Store, number: int) -> None:
    with store.change() as change:
        facts = [filled(change, "stated_facts", fact_id=f"{number}-{place}") for place in range(FACTS_PER_BATCH)]
        change.record(kind="entry", source_id="form", recorded_by="a member", facts={"stated_facts": facts})


def test_threads_that_write_at_once_wait_for_each_other(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: record_three(store, number), range(12)))
    assert store.revision == 12
    assert store.value("select count(distinct revision) from batches") == 12
