"""Names that belong together are the same: files, tables, readings, and the columns that others rely on."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from dia_data.settings import DOCUMENTS, ROOT
from dia_data.storage.store import Store
from dia_data.storage.tables import FACT_TABLES

SCHEMA = sorted((ROOT / "dia_data" / "schema").rglob("*.sql"))
QUERIES = sorted(file.stem for file in (ROOT / "dia_data" / "queries").glob("[!_]*.py"))
DOCUMENT_FILES = sorted(DOCUMENTS.glob("*/*.csv"))

OF_EVERY_FACT = {"batch_id", "basis", "locator", "note"}

CONTRACT = {
    "sources": "source_id title producer published url licence",
    "batches": "batch_id kind source_id recorded_at recorded_by note withdrawn_at withdrawn_by withdrawn_reason",
    "countries": "country_code country_name region_id",
    "regions": "region_id region_name is_european",
    "region_areas": "region_id area_name country_code",
    "sectors": "sector_id sector_name kind",
    "partners": "partner_id partner_name country_code sector_id",
    "partner_industries": "partner_id sector_id",
    "partner_capabilities": "partner_id kind capability",
    "markets": "country_code role",
    "indicators": "indicator_id indicator_name unit higher_is topic edition_rule",
    "observations": "indicator_id country_code period edition value value_low value_high label is_forecast",
    "market_notes": "country_code kind position text",
    "survey_questions": "question_id wave_id question_text kind audience",
    "survey_options": "option_id question_id option_label country_code sector_id",
    "survey_results": "wave_id option_id share_pct base base_basis",
    "swot_items": "item_id subject quadrant position text",
    "cooperation": "from_region_id to_region_id purpose strength",
    "trends": "trend_id trend_name",
    "trend_industries": "trend_id industry_id view",
    "subtrends": "subtrend_id trend_id industry_id subtrend_name",
    "value_chain_shifts": "industry_id subtrend_name parameter_id strength",
    "services": "service_id service_name",
    "service_needs": "option_id service_id",
    "kpis": "kpi_id kpi_name definition unit measure scope accumulate",
    "kpi_targets": "kpi_id scope_key target_min target_max valid_from",
    "kpi_results": "result_id kpi_id period partner_id country_code mission_id organisation value comment",
    "activities": "activity_id activity_name kind country_code",
    "activity_dates": "activity_id kind starts ends reason",
}
"""The tables and columns that other tools read: they may grow, and none of them goes."""


@pytest.fixture(scope="module")
def columns(loaded: Store) -> dict[str, set[str]]:
    """The columns of each table in the database."""
    found: dict[str, set[str]] = {}
    for row in loaded.rows("select table_name, column_name from duckdb_columns() where schema_name = 'main'"):
        found.setdefault(row["table_name"], set()).add(row["column_name"])
    return found


@pytest.mark.parametrize("file", SCHEMA, ids=lambda file: file.name)
def test_a_schema_file_begins_with_what_one_row_is(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith("-- One row per ")


def test_every_table_is_preceded_by_what_one_row_is() -> None:
    lines = [line for file in SCHEMA for line in file.read_text(encoding="utf-8").splitlines()]
    tables = [number for number, line in enumerate(lines) if line.startswith("create table")]
    assert [lines[number] for number in tables if not lines[number - 1].startswith("-- One row per ")] == []
    assert len(tables) > len(FACT_TABLES)


@pytest.mark.parametrize("file", DOCUMENT_FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_transcribed_file_is_named_as_the_table_it_fills(file: Path, columns: dict[str, set[str]]) -> None:
    assert file.stem in FACT_TABLES
    assert file.stem in columns


def test_the_tables_of_facts_are_those_whose_rows_have_a_batch_and_a_basis(columns: dict[str, set[str]]) -> None:
    with_basis = {table for table, names in columns.items() if {"batch_id", "basis"} <= names}
    assert with_basis == set(FACT_TABLES)


@pytest.mark.parametrize("table", FACT_TABLES)
def test_a_fact_table_has_its_reading_as_known_at_a_date(
    loaded: Store, table: str, columns: dict[str, set[str]]
) -> None:
    assert columns[table] >= OF_EVERY_FACT
    assert set(loaded.frame(f"from {table}_as_of($as_of)", as_of=None).columns) == columns[table]


@pytest.mark.parametrize("table", CONTRACT)
def test_a_table_that_others_rely_on_has_the_columns_they_rely_on(table: str, columns: dict[str, set[str]]) -> None:
    assert set(CONTRACT[table].split()) - columns[table] == set()


def test_every_fact_table_of_the_contract_is_declared() -> None:
    assert set(CONTRACT) - {"sources", "batches"} - set(FACT_TABLES) == set()


@pytest.mark.parametrize("name", QUERIES)
def test_every_question_takes_the_record_and_by_name_the_date_at_which_it_is_asked(name: str) -> None:
    module = import_module(f"dia_data.queries.{name}")
    questions = [
        function
        for label, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not label.startswith("_")
    ]
    undated = [function.__name__ for function in questions if not takes_a_date(function)]
    assert (len(questions) > 0, undated) == (True, [])


def takes_a_date(function) -> bool:
    parameters = inspect.signature(function).parameters
    first, *others = parameters.values()
    return (
        first.name == "reader"
        and all(other.kind is other.KEYWORD_ONLY for other in others)
        and "as_of" in parameters
        and parameters["as_of"].default is None
    )
