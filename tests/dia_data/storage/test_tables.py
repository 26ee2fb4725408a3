"""What fact tables promise is about columns that exist, and can be held."""

import pytest

from dia_data.storage.store import Store
from dia_data.storage.tables import BASES, FACT_TABLES, FactTable

Types = dict[tuple[str, str], str]

TABLES = FACT_TABLES.values()
CODES = [(table, column, *target.split(".")) for table in TABLES for column, target in table.codes.items()]
LIMITS = [(table.name, column, limits) for table in TABLES for column, limits in table.limits.items()]
WORDS = [(table.name, column, words) for table in TABLES for column, words in table.words.items()]


@pytest.fixture(scope="module")
def types(loaded: Store) -> Types:
    """The type of each column of each table in the database."""
    rows = loaded.rows("select table_name, column_name, data_type from duckdb_columns()")
    return {(row["table_name"], row["column_name"]): row["data_type"] for row in rows}


def test_every_column_that_a_table_promises_something_about_exists(types: Types) -> None:
    promised = {
        (table.name, column) for table in TABLES for column in (*table.key, *table.codes, *table.words, *table.limits)
    }
    assert promised - types.keys() == set()


def test_every_table_has_a_key() -> None:
    assert [table.name for table in TABLES if not table.key] == []


def test_every_code_leads_to_a_column_of_the_same_type(types: Types) -> None:
    unlike = [
        (table.name, column)
        for table, column, target_table, target_column in CODES
        if types[table.name, column] != types[target_table, target_column]
    ]
    assert unlike == []


def test_every_code_leads_to_the_key_of_another_table() -> None:
    astray = [(table.name, column) for table, column, target, named in CODES if named not in FACT_TABLES[target].key]
    assert astray == []


def test_a_column_named_as_a_code_is_declared_as_one_in_every_table(types: Types) -> None:
    home = {column: table for _, _, table, column in CODES}
    declared = {(table.name, column) for table, column, _, _ in CODES} | {(home[name], name) for name in home}
    named = {(table, column) for table, column in types if table in FACT_TABLES and column in home}
    assert named - declared == set()


def test_limits_are_set_for_numbers_and_run_upwards(types: Types) -> None:
    wrong = [
        (table, column)
        for table, column, (low, high) in LIMITS
        if types[table, column] not in ("INTEGER", "BIGINT", "DOUBLE") or low >= high
    ]
    assert wrong == []


def test_words_are_text_and_each_stands_once(types: Types) -> None:
    wrong = [
        (table, column)
        for table, column, words in WORDS
        if types[table, column] != "VARCHAR" or len(set(words)) < len(words)
    ]
    assert wrong == []


def test_a_row_is_told_apart_by_its_key_and_where_a_thing_is_stated_twice_also_by_its_place() -> None:
    assert FactTable(name="cities", key=("city",)).row_key == ("city",)
    assert FactTable(name="cities", key=("city",), several_places=True).row_key == ("city", "locator")


def test_each_basis_of_a_figure_is_known() -> None:
    assert set(BASES) == {"stated", "approximate", "derived", "inferred", "entered", "demonstration"}
