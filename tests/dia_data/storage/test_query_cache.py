"""Answers are kept exactly as long as nothing changes that they read."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

import pytest

from dia_data.storage.query_cache import Answers, find_tables_read
from dia_data.storage.store import Store
from dia_data.storage.tables import FACT_TABLES
from tests.conftest import Record

EVENTS = "select event_id from events_as_of($as_of) order by event_id"


def event(event_id: str) -> dict:
    return {"events": [{"event_id": event_id}]}


def found(store: Store, as_of: datetime | None = None) -> list[str]:
    return [row["event_id"] for row in store.rows(EVENTS, as_of=as_of)]


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("from events_as_of($as_of)", {"events"}),
        ("from events inner join batches_as_of($as_of) using (batch_id)", {"events"}),
        ("from kpis_as_of(null) left join kpi_results_as_of(null) using (kpi_id)", {"kpis", "kpi_results"}),
        ("select (select count(*) from kpis_as_of($t) where kpi_id in (from unnest($ids::varchar[])))", {"kpis"}),
        ("with kpis as (from kpi_plans) select 'from events' as comments from kpis -- of decisions", {"kpi_plans"}),
        ("with events as (from events) from events", {"events"}),
        ("from kpi_sums_as_of($as_of)", {"kpi_results"}),
        ("select day_of(null) from meetings", {"meetings"}),
        ("from trends union all by name from subtrends", {"trends", "subtrends"}),
    ],
)
def test_a_question_reads_the_tables_that_it_names(sql: str, tables: set[str]):
    assert find_tables_read(sql) == tables


def test_a_question_about_all_figures_reads_every_table_with_figures():
    assert find_tables_read("from figures_as_of($as_of)") >= {
        "observations",
        "survey_results",
        "kpi_targets",
        "cooperation",
    }


@pytest.mark.parametrize(
    "sql",
    [
        "from batches",
        "from changes",
        "from sources",
        "select 1",
        "from kpis, duckdb_columns()",
        "from kpis where batch_id in (select batch_id from changes)",
        "from kpis, unheard_of",
        "update kpis set kpi_name = 'no question'",
    ],
)
def test_a_question_about_the_record_itself_sees_every_change(sql: str):
    assert find_tables_read(sql) is None


def test_what_is_recorded_is_found_at_once(store: Store, record: Record):
    record(event("a"))
    assert found(store) == ["a"]
    batch = record(event("b"))
    assert found(store) == ["a", "b"]
    with store.change() as change:
        change.withdraw(batch, withdrawn_by="Ana", reason="a slip")
    assert found(store) == ["a"]


def test_a_change_of_another_table_leaves_the_answer_as_it_was(store: Store, record: Record):
    record(event("a"))
    answers = store._answers
    kept_before = found(store), len(answers._kept)
    record({"comments": [{}]})
    assert (found(store), len(answers._kept)) == kept_before


def test_what_was_known_on_a_past_date_is_asked_once(store: Store, record: Record):
    record(event("a"))
    then = store.clock()
    assert found(store, then) == ["a"]
    kept_before = len(store._answers._kept)
    record(event("b"))
    assert found(store, then) == ["a"]
    assert len(store._answers._kept) == kept_before
    assert found(store, store.clock() + timedelta(days=1)) == ["a", "b"]


def test_a_document_that_is_loaded_later_is_known_on_past_dates_too(store: Store, record: Record):
    then = store.clock()
    assert found(store, then) == []
    record(event("a"), kind="document")
    assert found(store, then) == ["a"]


def test_a_source_that_gets_a_date_of_publication_changes_what_was_known_when(store: Store, record: Record):
    source = {"source_id": "form", "title": "A document"}
    with store.change() as change:
        change.describe_source(source)
    record(event("a"), kind="document")
    then = datetime.fromisoformat("2020-01-01")
    assert found(store, then) == ["a"]
    with store.change() as change:
        change.describe_source(source | {"published": datetime.fromisoformat("2021-01-01")})
    assert found(store, then) == []


def test_an_answer_that_a_reader_changes_is_still_right_for_the_next(store: Store, record: Record):
    record(event("a"))
    store.rows(EVENTS, as_of=None)[0]["event_id"] = "spoiled"
    frame = store.frame(EVENTS, as_of=None)
    frame.loc[0, "event_id"] = "spoiled"
    assert found(store) == ["a"]
    assert store.frame(EVENTS, as_of=None)["event_id"].tolist() == ["a"]


def test_of_two_who_want_an_answer_at_the_same_moment_one_asks_and_the_other_waits():
    answers, others = Answers([]), []

    def never() -> str:
        raise AssertionError("the other one asked as well")

    with ThreadPoolExecutor() as pool:

        def ask() -> str:
            others.append(pool.submit(answers.get, EVENTS, {}, "rows", never))
            assert not wait(others, timeout=0.2).done
            return "the answer"

        assert answers.get(EVENTS, {}, "rows", ask) == "the answer"
    assert [other.result() for other in others] == ["the answer"]


def test_a_question_that_failed_is_asked_again():
    answers: Answers = Answers([])
    failing: Future = Future()
    failing.set_exception(OSError("the disk is away"))
    with pytest.raises(OSError, match="the disk is away"):
        answers.get(EVENTS, {}, "rows", failing.result)
    assert answers.get(EVENTS, {}, "rows", lambda: "the answer") == "the answer"


def test_an_open_file_knows_what_was_changed_before(store: Store, record: Record):
    record(event("a"))
    store.close()
    again = Store(store.path)
    assert found(again) == ["a"]
    with again.change() as change:
        change.withdraw(again.rows("from batches")[0]["batch_id"], withdrawn_by="Ana", reason="a slip")
    assert found(again) == []
    again.close()


def test_every_fact_table_is_named_by_its_reading_alone():
    assert {name: find_tables_read(f"from {name}_as_of(null)") for name in FACT_TABLES} == {
        name: {name} for name in FACT_TABLES
    }
