"""A cell reads by what its column holds; an interval reads as one."""

from datetime import date, datetime
from typing import Any

import pytest

from dia_data.storage.tables import FACT_TABLES
from dia_data.wording.cells import format_cell, format_interval
from dia_data.wording.columns import INTERVALS, describe_column, list_undescribed


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("is_forecast", True, "forecast"),
        ("is_forecast", False, ""),
        ("is_done", False, "no"),
        ("source_id", "d31", "D3.1"),
        ("source_id", "a form", "a form"),
        ("probability", 0.5, "50 %"),
        ("probability", 0.0000061, "< 1 %"),
        ("probability", 1.0, "> 99 %"),
        ("interval_low_pct", 40.3796, "40.4"),
        ("value", -1250.5, "−1,250.5"),
        ("due", date(2021, 6, 30), "30 Jun 2021"),
        ("recorded_at", datetime(2021, 6, 30, 14, 5), "30 Jun 2021, 14:05"),  # noqa: DTZ001  the record writes UTC
        ("contacts", ["a", "b"], "a, b"),
        ("value", None, ""),
        ("period", "2021-Q4", "2021 Q4"),
        ("kind", "market_contact", "contact in a market"),
        ("kind", "technology", "technology"),
        ("market_role", "reserve", "reserve market"),
        ("role", "reserve", "reserve"),
    ],
)
def test_a_cell_reads_by_its_column(name: str, value: Any, text: str):
    assert format_cell(value, describe_column(name)) == text


def test_no_code_of_the_record_that_is_more_than_a_word_reads_as_it_is_written():
    written = {
        (column, code)
        for table in FACT_TABLES.values()
        for column, codes in table.words.items()
        for code in codes
        if not list_undescribed([column]) and "_" in format_cell(code, describe_column(column))
    }
    assert written - {("role", "target_europe"), ("role", "target_world")} == set()


def interval(**cells: str) -> str:
    (found,) = (one for one in INTERVALS if set(cells) <= set(one.columns))
    return format_interval(found, cells)


def test_an_interval_reads_as_one():
    assert interval(value_low="30", value_high="60") == "30–60"
    assert interval(value_low="850", value_high="") == "more than 850"
    assert interval(value="", value_low="", value_high="9") == "less than 9"
    assert interval(value="3.4", value_low="", value_high="", label="") == "3.4"
    assert interval(label="very high", value="") == "very high"
    assert interval(forecast_middle="22", forecast_low="19", forecast_high="27") == "22 (19–27)"
    assert interval(target_min="7", target_max="") == "at least 7"
    assert interval(planned_start="1 Jan 2020", planned_end="30 Sep 2021") == "1 Jan 2020 – 30 Sep 2021"
    assert interval(planned_start="1 Jan 2020", planned_end="") == "from 1 Jan 2020"
    assert interval(value="", value_low="", value_high="") == ""
