"""An older file is upgraded in place, all at once or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from typing import Any

import duckdb
import pytest

from dia_data.documents import loading
from dia_data.errors import DatabaseForeign, DatabaseIncomplete, DatabaseNewer
from dia_data.storage.store import Store
from dia_data.storage.tables import FACT_TABLES
from dia_data.storage.versions import CURRENT, bring_up_to_date
from tests.conftest import Record

Upgrade = Callable[..., None]

NEXT = CURRENT + 1
AFTER_NEXT = CURRENT + 2
STEPS = {
    NEXT: "alter table stated_facts add column urgency varchar",
    AFTER_NEXT: "update stated_facts set urgency = 'low'",
}
BROKEN_STEPS = STEPS | {AFTER_NEXT: "update no_such_table set urgency = 'low'"}


@pytest.fixture
def older(store: Store, record: Record) -> Path:
    """A file of the present version, with a fact in it; older than the versions that the tests bring it to."""
    record({"stated_facts": [{"fact_id": "clusters", "statement": "Six clusters"}]})
    store.close()
    return store.path


@contextmanager
def opened(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(file)) as connection:
        yield connection


def version(file: Path) -> int:
    with opened(file) as connection:
        return connection.execute("select version from schema_version").fetchall()[0][0]


def test_a_new_file_has_the_present_version(tmp_path: Path) -> None:
    Store(tmp_path / "dia.duckdb").close()
    assert version(tmp_path / "dia.duckdb") == CURRENT


def test_an_older_file_is_upgraded_through_each_version_and_keeps_its_facts(older: Path) -> None:
    with opened(older) as connection:
        bring_up_to_date(connection, older, current=AFTER_NEXT, steps=STEPS)
        facts = connection.execute("select statement, urgency from stated_facts_as_of(null)").fetchall()
    assert facts == [("Six clusters", "low")]
    assert version(older) == AFTER_NEXT


def test_a_table_that_is_new_in_a_version_needs_no_step(older: Path) -> None:
    with opened(older) as connection:
        connection.execute("drop table swot_items")
        bring_up_to_date(connection, older, current=NEXT, steps={})
        assert connection.execute("select count(*) from swot_items_as_of(null)").fetchone() == (0,)


def test_rows_are_mended_once_when_the_tables_of_the_new_version_are_there(older: Path) -> None:
    count = "update batches set note = (select count(*)::varchar || ' points' from swot_items)"
    mended = {CURRENT: "drop table stated_facts", NEXT: count}
    with opened(older) as connection:
        connection.execute("drop table swot_items")
        for _ in range(2):
            bring_up_to_date(connection, older, current=NEXT, steps={}, mended=mended)
        assert connection.execute("select distinct note from batches").fetchall() == [("0 points",)]
        assert connection.execute("select count(*) from stated_facts_as_of(null)").fetchone() == (1,)


def test_a_reading_that_is_new_in_a_version_replaces_the_old(older: Path) -> None:
    with opened(older) as connection:
        connection.execute("create or replace macro stated_facts_as_of(t) as table select 1 as nothing")
        bring_up_to_date(connection, older, current=NEXT, steps={})
        facts = connection.execute("select statement from stated_facts_as_of(null)").fetchall()
    assert facts == [("Six clusters",)]


def test_a_step_that_fails_leaves_the_old_version_untouched_and_usable(older: Path) -> None:
    with opened(older) as connection:
        before = connection.execute("select table_name, column_name from duckdb_columns() order by all").fetchall()
        with pytest.raises(DatabaseIncomplete, match="no_such_table"):
            bring_up_to_date(connection, older, current=AFTER_NEXT, steps=BROKEN_STEPS)
        after = connection.execute("select table_name, column_name from duckdb_columns() order by all").fetchall()
    assert after == before
    assert version(older) == CURRENT
    reopened = Store(older)
    with reopened.change() as change:
        change.record(kind="entry", source_id="form", recorded_by="a member", facts={})
    assert reopened.revision == 2
    assert reopened.value("select statement from stated_facts_as_of(null)") == "Six clusters"
    reopened.close()


def test_after_a_failed_upgrade_the_next_one_can_succeed(older: Path) -> None:
    with opened(older) as connection:
        with pytest.raises(DatabaseIncomplete):
            bring_up_to_date(connection, older, current=AFTER_NEXT, steps=BROKEN_STEPS)
        bring_up_to_date(connection, older, current=AFTER_NEXT, steps=STEPS)
    assert version(older) == AFTER_NEXT


def test_a_file_that_is_up_to_date_is_not_written(older: Path) -> None:
    before = older.read_bytes()
    with opened(older) as connection:
        bring_up_to_date(connection, older, steps={CURRENT: "drop table stated_facts"})
    assert older.read_bytes() == before


def test_a_file_from_a_newer_version_is_refused_with_both_versions(older: Path) -> None:
    with opened(older) as connection, pytest.raises(DatabaseNewer, match=rf"schema {CURRENT}; .* up to {CURRENT - 1}"):
        bring_up_to_date(connection, older, current=CURRENT - 1)


def test_a_file_without_our_tables_is_refused_and_named(tmp_path: Path) -> None:
    file = tmp_path / "theirs.duckdb"
    with opened(file) as connection:
        connection.execute("create table customers (name varchar)")
        with pytest.raises(DatabaseForeign, match=str(file)):
            bring_up_to_date(connection, file)


# Names in their normal form

MULLER, DECOMPOSED = "M\u00fcller", "Mu\u0308ller"


def before_normal_forms(file: Path) -> None:
    """The file as a version wrote it that did not know them: without their columns."""
    with opened(file) as connection:
        for table in FACT_TABLES.values():
            for column in table.normal_forms:
                connection.execute(f"alter table {table.name} drop column {column}")
        connection.execute("update schema_version set version = 4")


def told(record: Record, organisation: str, *, value: float, result_id: str, kpi_id: str = "smes") -> str:
    row = {"result_id": result_id, "kpi_id": kpi_id, "period": "2020-Q2", "partner_id": "scs"}
    return record({"kpi_results": [row | {"organisation": organisation, "value": value}]})


def test_an_upgrade_stores_the_normal_form_of_each_name(store: Store, record: Record) -> None:
    told(record, "STRASSE \u200bGmbH", value=1, result_id="one")
    record({"survey_options": [{"option_id": "fr", "option_label": "FRANCE"}]})
    store.close()
    before_normal_forms(store.path)
    upgraded = Store(store.path)
    assert upgraded.value("select organisation_key from kpi_results_as_of(null)") == "strasse gmbh"
    assert upgraded.value("select option_key from survey_options_as_of(null)") == "france"
    upgraded.close()


def test_an_upgrade_leaves_ids_and_joins_reports_of_one_organisation(store: Store, record: Record) -> None:
    told(record, MULLER, value=1, result_id="smes/2020-Q2/scs///m\u00fcller")
    told(record, DECOMPOSED, value=2, result_id="smes/2020-Q2/scs///mu\u0308ller")
    told(record, "A B", value=3, result_id="smes/2020-Q2/scs///a-b")
    store.close()
    before_normal_forms(store.path)
    upgraded = Store(store.path)
    found = upgraded.rows("select result_id, value from kpi_results_as_of(null) order by all")
    assert [(one["result_id"].rpartition("/")[2], one["value"]) for one in found] == [("a-b", 3), ("m\u00fcller", 2)]
    upgraded.close()


# Meaning that is declared

DECLARED: Mapping[str, Sequence[str]] = {
    "survey_questions": ("asks", "world", "option_noun"),
    "survey_results": ("found_in",),
    "observations": ("found_in",),
    "activities": ("mission",),
    "kpis": ("counts",),
    "sectors": ("audience",),
    "indicators": (
        "compared_at",
        "short_name",
        "chart",
        "card",
        "chart_title",
        "measures",
        "headline_at",
        "headline",
        "leads",
        "is_money",
    ),
}
"""What earlier versions had no columns for: they read it from names and locators."""


def declared(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {
        table: store.rows(f"select {', '.join((*FACT_TABLES[table].row_key, *columns))} from {table} order by all")  # noqa: S608
        for table, columns in DECLARED.items()
    }


def test_an_upgrade_declares_what_earlier_versions_read_from_names(loaded: Store, tmp_path: Path) -> None:
    loaded.value("checkpoint")
    file = Path(copy(loaded.path, tmp_path / "dia.duckdb"))
    with opened(file) as connection:
        for table, columns in DECLARED.items():
            for column in columns:
                connection.execute(f"alter table {table} drop column {column}")
        connection.execute("update schema_version set version = 8")
    upgraded = Store(file)
    assert declared(upgraded) == declared(loaded)
    upgraded.close()


# With what KPIs begin


def test_an_upgrade_gives_kpis_a_baseline_and_a_time_of_measurement_and_the_loading_fills_them(
    loaded: Store, tmp_path: Path
) -> None:
    loaded.value("checkpoint")
    file = Path(copy(loaded.path, tmp_path / "dia.duckdb"))
    with opened(file) as connection:
        for column in ("baseline", "baseline_reason", "measured"):
            connection.execute(f"alter table kpis drop column {column}")
        connection.execute("update batches set checksum = 'older' where batch_id like '%/kpis/%'")
        connection.execute("update schema_version set version = 10")
    upgraded = Store(file)
    begins = "select baseline, measured from kpis_as_of(null) where kpi_id = 'partnership_members'"
    assert upgraded.rows(begins) == [{"baseline": None, "measured": None}]
    loading.load(upgraded)
    assert upgraded.rows(begins) == [{"baseline": 6, "measured": "after_end"}]
    upgraded.close()
