"""Cells read the same in every file, and what does not fit is said."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from dia_data.papers.layout import BREAK, breakable, cell, fitted, heading, plain, shortened
from dia_data.papers.paper import Chart, Grid, Series


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (12.0, "12"),
        (np.int64(1250), "1,250"),
        (-0.25, "−0.25"),
        (True, "yes"),
        (date(2021, 6, 30), "2021-06-30"),
        (datetime(2021, 6, 30, 14, 5), "2021-06-30 14:05"),  # noqa: DTZ001
        (pd.Timestamp("2021-06-30"), "2021-06-30"),
        (["a", "b"], "a, b"),
        (np.array(["a", "b"]), "a, b"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_reads(value: object, text: str):
    assert cell(value) == text


def test_what_no_file_can_hold_leaves_a_sign_and_turns_of_direction_are_left_out():
    assert plain("a\x00b\x1b\ud800\u202ec\nd") == "a\ufffdb\ufffd\ufffdc\nd"


def test_a_long_word_may_break_and_says_the_same():
    word = "word" * 2500
    assert breakable(word).replace(BREAK, "") == word
    assert max(map(len, breakable(word).split(BREAK))) <= 24
    assert breakable("short words stay as they are") == "short words stay as they are"


def test_a_family_of_joined_signs_is_not_torn_apart():
    family = "👩‍👩‍👧" * 20
    assert all(not piece.startswith("\u200d") for piece in breakable(family).split(BREAK))


def test_a_text_that_is_too_long_ends_with_an_ellipsis():
    assert (shortened("abc", 3), shortened("abcd", 3)) == ("abc", "ab…")


@pytest.mark.parametrize(("name", "text"), [("kpi_name", "KPI name"), ("Last report", "Last report"), (3, "3")])
def test_a_column_is_headed(name: object, text: str):
    assert heading(name) == text


def test_what_does_not_fit_is_left_out_and_said_codes_first():
    rows = pd.DataFrame({"partner_id": ["a"] * 3, "partner": ["A"] * 3, "text": ["x" * 50] * 3})
    shown = fitted(Grid(title="t", rows=rows), most_columns=2, most_rows=2, most_signs=10)
    assert shown.headings == ["Partner", "Text"]
    assert shown.lines == [["A", "xxxxxxxxx…"]] * 2
    assert shown.left_out == "Only in the workbook: 1 more row; the column Partner id."


def test_of_a_table_that_says_so_only_the_first_rows_are_read():
    grid = Grid(title="t", rows=pd.DataFrame({"a": ["x", "y", "z"]}), first=2)
    shown = fitted(grid, most_columns=9, most_rows=9, most_signs=9)
    assert shown.lines == [["x"], ["y"]]
    assert shown.left_out == "Only in the workbook: 1 more row."


def test_the_shares_of_the_columns_make_up_the_width():
    rows = pd.DataFrame({"a": ["x"], "b": ["y" * 500]})
    shares = fitted(Grid(title="t", rows=rows), most_columns=9, most_rows=9, most_signs=999).shares
    assert sum(shares) == pytest.approx(1)
    assert shares[0] > 0.1


def test_a_table_without_rows_keeps_its_headings():
    shown = fitted(Grid(title="t", rows=pd.DataFrame(columns=["a"])), most_columns=9, most_rows=9, most_signs=9)
    assert (shown.headings, shown.lines, shown.left_out) == (["A"], [], "")


def test_a_chart_needs_a_figure_for_each_category():
    with pytest.raises(ValueError, match="has not one figure"):
        Chart(title="t", kind="bar", categories=["a", "b"], series=[Series(name="s", values=[1.0])])
