"""Text as files can hold it, and as it fits a cell."""

import re
import unicodedata
from typing import Any

from dia_data.papers.paper import Chart, Span
from dia_data.wording.cells import format_cell
from dia_data.wording.columns import Column
from dia_data.wording.days import format_day

DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""They turn the direction of text and could make it read as something else; where they are left out nothing is seen."""

NOT_WRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no file can hold: control characters, halves of pairs, and what is no character."""

REPLACED = "\ufffd"
"""Stands for a character that no file can hold: that there was one is seen."""

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Options of a workbook in which texts stay texts, whatever they begin with."""

LONGEST_WORD = 24
"""A longer word is let break anywhere: else it would leave its cell."""

BREAK = "\u200b"


def strip_control_chars(text: object) -> str:
    """The text as a file can hold it: without turns of direction; a sign stands for what cannot be written."""
    return NOT_WRITTEN.sub(REPLACED, DIRECTIONS.sub("", str(text)))


def break_words(text: str) -> str:
    """The text with places to break in words that are longer than a column is wide."""
    return re.sub(rf"\S{{{LONGEST_WORD},}}", lambda word: _break_word(word[0]), text)


def _break_word(word: str) -> str:
    pieces, size = [], LONGEST_WORD // 2
    start = 0
    while start < len(word):
        end = start + size
        # A sign that joins to the one before it, such as an accent or a part of an emoji, stays with it.
        while end < len(word) and (
            unicodedata.category(word[end]).startswith("M") or "\u200d" in word[end - 1 : end + 1]
        ):
            end += 1
        pieces.append(word[start:end])
        start = end
    return BREAK.join(pieces)


def shorten(text: str, most: int) -> str:
    """At most so many signs, with an ellipsis where some are left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def format_paper_cell(value: Any, column: Column | None = None) -> str:
    """A value as it is read in a file; `column` says what it is."""
    return strip_control_chars(format_cell(value, column))


MOST_SPOKEN = 40
KINDS_IN_WORDS = {
    "bar": "Bar chart",
    "line": "Line chart",
    "bullet": "Bars with marks",
    "diverging": "Bars to both sides",
    "spans": "Time line",
}


def describe_chart(chart: Chart) -> str:
    """The chart in words, for whoever does not see it: its kind, its title, and the figures that it shows."""
    figures = "; ".join(_read_out(chart, place) for place in range(len(chart.series)))
    parts = [f"{KINDS_IN_WORDS[chart.kind]}: {chart.title}", chart.unit, figures]
    return strip_control_chars(". ".join(part for part in parts if part))


def _read_out(chart: Chart, series: int) -> str:
    lines = [line for line in range(len(chart.categories)) if chart.kind != "spans" or _list_spans(chart, series, line)]
    said = ", ".join(f"{chart.categories[line]} {format_figure(chart, series, line)}" for line in lines[:MOST_SPOKEN])
    more = f" and {len(lines) - MOST_SPOKEN} more" if len(lines) > MOST_SPOKEN else ""
    return f"{chart.series[series].name}: {said}{more}"


def _list_spans(chart: Chart, series: int, line: int) -> list[Span]:
    return [span for span in chart.spans if (span.series, span.line) == (series, line)]


def format_figure(chart: Chart, series: int, line: int) -> str:
    """A figure of a chart as it is read, by the numbers of its series and category; of spans their days."""
    if chart.kind == "spans":
        dated = [f"{format_day(span.first)} to {format_day(span.last)}" for span in _list_spans(chart, series, line)]
        return ", ".join(dated) or format_cell(None)
    value = chart.series[series].values[line]
    return "not known" if value is None else format_cell(value)
