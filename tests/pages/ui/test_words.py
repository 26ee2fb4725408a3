"""Figures in words, as tables: one row, one wording."""

import pandas as pd
import pytest

from pages.ui import words

FIGURE = {
    "value": None,
    "value_low": None,
    "value_high": None,
    "label": None,
    "is_forecast": False,
    "basis": "stated",
    "printed": "x",
    "unit": "%",
}


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"value": 3.0, "printed": "3,0"}, "3.0"),
        ({"value": -2.3, "printed": "-2,3"}, "−2.3"),
        ({"value": 3.4, "printed": "3,4", "is_forecast": True}, "3.4 (f)"),
        ({"value": 60, "printed": "around 60 days", "basis": "approximate"}, "≈ 60"),
        ({"value_low": 30, "value_high": 60}, "30–60"),
        ({"value_low": 18, "basis": "approximate"}, "≈ more than 18"),
        ({"value_high": 5}, "less than 5"),
        ({"label": "very high"}, "very high"),
        ({"value": 1234567.0, "printed": "1 234 567"}, "1,234,567"),
        ({"printed": None}, "not in the source"),
        ({"printed": float("nan")}, "not in the source"),
    ],
)
def test_a_figure_reads(row: dict, text: str):
    assert words.figure(FIGURE | row) == text


@pytest.mark.parametrize(
    ("unit", "text"), [("%", "3.4 %"), ("EUR billion", "3.4 EUR billion"), ("rank", "3.4"), ("word", "3.4")]
)
def test_a_unit_follows_the_figure_unless_it_needs_none(unit: str, text: str):
    assert words.with_unit(FIGURE | {"value": 3.4, "printed": "3,4", "unit": unit}) == text


def test_a_forecast_says_so_after_the_unit():
    assert words.with_unit(FIGURE | {"value": 29, "unit": "EUR billion", "is_forecast": True}) == "29 EUR billion (f)"


def test_what_is_not_known_has_no_unit():
    assert words.with_unit(FIGURE | {"printed": None}) == "not in the source"


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed(names: list[str], text: str):
    assert words.listed(names) == text


def test_the_legend_explains_the_signs_that_are_used_and_no_other():
    assert words.legend(["stated", "approximate"]) == "≈ printed as approximate, such as “around” or “nearly”"
    assert words.legend(["stated"]) == ""


def test_the_source_line_names_sections_publications_and_bases_once_each():
    rows = pd.DataFrame(
        {
            "locator": ["§5.4.1 table", "§5.4.1 prose", "§5.3 table", None],
            "edition": ["Atradius", "Atradius", "ITU", None],
            "basis": ["stated", "approximate", "stated", None],
        }
    )
    assert words.sources(rows) == "Source: D3.1 §5.4.1, §5.3 · Atradius · ITU · stated, approximate."


def test_rows_without_a_figure_have_no_source():
    assert words.sources(pd.DataFrame({"locator": [None], "basis": [None]})) == "Source: nothing is stated."


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "**bold**", "[link](http://x)", "# title", "$x$", ":red[x]"]
)
def test_markdown_and_html_are_shown_as_text(text: str):
    escaped = words.plain(text)
    assert escaped.replace("\\", "") == text
    assert all(f"\\{sign}" in escaped for sign in text if sign in "<>*[]()#$:")
