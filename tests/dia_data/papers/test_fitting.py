"""A table that is too wide for a paper is fitted by one rule, and what is left out is said."""

import pandas as pd
import pytest

from dia_data.papers.fitting import SOURCE, Fitted, fit_table
from dia_data.papers.paper import Grid

OBSERVED = pd.DataFrame(
    {
        "country_code": ["DEU", "ITA"],
        "country_name": ["Germany", "Italy"],
        "value": [3.4, None],
        "value_low": [None, 30.0],
        "value_high": [None, 60.0],
        "unit": ["%", "days"],
        "is_forecast": [True, False],
        "printed": ["3,4", "between 30 and 60 days"],
        "locator": ["§5.4.1 table", "§5.4.3 prose"],
        "basis": ["stated", "approximate"],
        "note": ["Of the ICT sector, the years as printed.", None],
    }
)


def fit(rows: pd.DataFrame, *, columns: int = 9, lines: int = 9, signs: int = 99, first: int | None = None) -> Fitted:
    grid = Grid(title="t", rows=rows, first=first)
    return fit_table(grid, most_columns=columns, most_rows=lines, most_signs=signs)


def test_a_table_that_fits_has_all_its_columns():
    fitted = fit(OBSERVED, columns=11)
    assert fitted.parts[0].headings == [
        "Country code", "Country", "Value", "Value, low", "Value, high", "Unit", "Forecast", "Printed", "Where printed",
        "How we know it", "Note",
    ]  # fmt: skip
    assert fitted.parts[0].lines[0][6:] == [
        "forecast",
        "3,4",
        "§5.4.1 table",
        "stated",
        "Of the ICT sector, the years as printed.",
    ]
    assert (fitted.notes, fitted.left_out) == ([], "")


def test_columns_for_programs_go_first_and_are_named():
    fitted = fit(OBSERVED, columns=10)
    assert fitted.parts[0].headings[0] == "Country"
    assert len(fitted.parts[0].headings) == 10
    assert fitted.left_out == "Only in the workbook: the column Country code."


def test_then_one_column_says_where_each_figure_is_from_with_notes_below():
    fitted = fit(OBSERVED, columns=6)
    assert fitted.parts[0].headings == ["Country", "Value", "Value, low", "Value, high", "Unit", SOURCE]
    assert [line[-1] for line in fitted.parts[0].lines] == [
        "§5.4.1 table · printed “3,4” · stated · forecast · note 1",
        "§5.4.3 prose · printed “between 30 and 60 days” · approximate",
    ]
    assert fitted.notes == ["Note 1: Of the ICT sector, the years as printed."]


def test_then_an_interval_becomes_one_column_and_is_never_cut_in_half():
    fitted = fit(OBSERVED, columns=4)
    assert fitted.parts[0].headings == ["Country", "Value", "Unit", SOURCE]
    assert [line[1] for line in fitted.parts[0].lines] == ["3.4", "30–60"]


def test_what_is_still_too_wide_goes_on_in_a_second_table_of_the_same_rows():
    fitted = fit(OBSERVED, columns=3)
    assert [part.headings for part in fitted.parts] == [["Country", "Value", "Unit"], ["Country", SOURCE]]
    assert [[line[0] for line in part.lines] for part in fitted.parts] == [["Germany", "Italy"]] * 2


def test_columns_without_an_entry_are_named_and_half_an_interval_is_no_such_column():
    rows = OBSERVED.assign(value=[3.4, 5.0], value_high=None, printed=None)
    fitted = fit(rows, columns=9)
    assert fitted.parts[0].headings[1:4] == ["Value", "Value, low", "Value, high"]
    assert fitted.left_out == (
        "Only in the workbook: the column Country code. Nothing is recorded in the column Printed."
    )
    empty = fit(rows.assign(value_low=None, label=None), columns=7)
    assert "Nothing is recorded in the columns Value, low, Value, high, Printed, In words." in empty.left_out


def test_the_same_note_stands_below_once():
    note = "The same of both markets, as printed."
    fitted = fit(OBSERVED.assign(note=[note, note]), columns=6)
    assert [line[-1].rpartition(" · ")[2] for line in fitted.parts[0].lines] == ["note 1", "note 1"]
    assert fitted.notes == [f"Note 1: {note}"]


def test_a_short_note_stands_in_the_row_itself():
    fitted = fit(OBSERVED.assign(note=["Not in the source.", None]), columns=6)
    assert fitted.parts[0].lines[0][-1].endswith(" · forecast · Not in the source.")
    assert fitted.notes == []


def test_a_document_is_named_before_the_place_in_it():
    rows = OBSERVED.assign(source_id=["eco", "d31"], locator=["Figure 13", None])
    sources = [line[-1] for line in fit(rows, columns=6).parts[0].lines]
    assert sources[0].startswith("ECO Figure 13 · ")
    assert sources[1].startswith("D3.1 printed")


def test_names_are_cut_and_where_a_figure_is_from_is_not():
    rows = pd.DataFrame({"text": ["x" * 50], "locator": ["§" * 50]})
    (line,) = fit(rows, signs=10).parts[0].lines
    assert line == ["xxxxxxxxx…", "§" * 50]


def test_rows_that_are_not_read_are_counted():
    fitted = fit(pd.DataFrame({"text": ["x", "y", "z"]}), lines=2)
    assert fitted.parts[0].lines == [["x"], ["y"]]
    assert fitted.left_out == "Only in the workbook: 1 more row."


def test_of_a_table_that_says_so_only_the_first_rows_are_read():
    fitted = fit(pd.DataFrame({"a": ["x", "y", "z"]}), first=2)
    assert fitted.lines == 2
    assert fitted.left_out == "Only in the workbook: 1 more row."


def test_the_shares_of_the_columns_make_up_the_width():
    (part,) = fit(pd.DataFrame({"a": ["x"], "b": ["y" * 500]}), signs=999).parts
    assert sum(part.shares) == pytest.approx(1)
    assert part.shares[0] > 0.1


def test_a_table_without_rows_keeps_its_headings():
    fitted = fit(pd.DataFrame(columns=["a"]))
    assert (fitted.parts[0].headings, fitted.lines, fitted.left_out) == (["a"], 0, "")
