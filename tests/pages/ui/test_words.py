"""Figures in words, as tables: one row, one wording."""

import re

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


def test_the_source_line_names_each_document_with_its_own_places():
    rows = pd.DataFrame(
        {
            "source_id": ["eco", "eco", "links", "d31"],
            "locator": ["Figure 3", "Figure 4, last row", "D3.1 §7; ECO Figure 6", "§7.1"],
            "basis": ["stated", "stated", "derived", "stated"],
        }
    )
    assert words.sources(rows) == (
        "Source: ECO Figure 3, Figure 4 · our links, each with a reason · D3.1 §7.1 · stated, derived."
    )


def test_a_figure_is_of_eco_where_no_document_is_named():
    rows = pd.DataFrame({"locator": ["Figure 13"], "basis": ["stated"]})
    assert words.sources(rows) == "Source: ECO Figure 13 · stated."


def test_a_locator_may_name_several_places_and_their_documents():
    rows = pd.DataFrame(
        {"locator": ["Figure 13; Figure 16", "D3.1 §5.2.5; ECO Figure 10"], "basis": ["stated", "derived"]}
    )
    assert words.sources(rows) == "Source: ECO Figure 13, Figure 16, Figure 10 · D3.1 §5.2.5 · stated, derived."


def test_an_empty_table_has_no_source():
    assert words.sources(pd.DataFrame()) == "Source: nothing is stated."


def test_rows_without_a_figure_have_no_source():
    assert words.sources(pd.DataFrame({"locator": [None], "basis": [None]})) == "Source: nothing is stated."


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "**bold**", "[link](http://x)", "# title", "$x$", ":red[x]"]
)
def test_markdown_and_html_are_shown_as_text(text: str):
    escaped = words.plain(text)
    assert escaped.replace("\\", "") == text
    assert all(f"\\{sign}" in escaped for sign in text if sign in "<>*[]()#$:")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "**bold** _it_ `code` [a](https://example.com)",
        "www.example.org and a@b.com",
        ":material/home: :smile: a -> b <- c -- d <= e",
        "=1+1",
        "1. first",
        "&lt;b&gt; &copy;",
        "שלום",
    ],
)
def test_what_a_member_typed_reads_as_typed(text: str):
    shown = words.typed(text)
    assert (shown[0], shown[-1]) == (words.FIRST_STRONG, words.POP)
    unescaped = re.sub(r"\\(.)", r"\1", shown[1:-1].replace("&amp;", "&")).replace(words.JOINER, "")
    assert unescaped == text


@pytest.mark.parametrize("sign", ["https://", "www.", "a@b.com", ":material/home:", ":smile:", "->", "<-", "--", ">="])
def test_nothing_a_member_typed_becomes_a_link_an_icon_or_an_arrow(sign: str):
    assert words.JOINER in words.typed(f"x {sign} y")


def test_typed_text_cannot_turn_the_direction_of_what_follows():
    assert "\u202e" not in words.typed("abc \u202edef")
    assert words.typed("one\n\n- two") == "\u2068one \\- two\u2069"
