"""How cells read and how a table is fitted to a page; what is left out is said."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pandas as pd

from dia_data.papers.paper import Grid
from dia_data.wording.figures import format_count

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

LONGEST_WHOLE = 16
"""What is no longer is kept on one line where the file can."""

NARROWEST, WIDEST = 5, 44
"""A column counts as at least and at most so many signs wide."""

EDGES = 2
"""What the edges of a cell take, in signs."""

CAPACITY = 130
"""So many signs stand beside each other on a slide or a page."""

BREAK = "\u200b"


def plain(text: object) -> str:
    """The text as a file can hold it: without turns of direction; a sign stands for what cannot be written."""
    return NOT_WRITTEN.sub(REPLACED, DIRECTIONS.sub("", str(text)))


def breakable(text: str) -> str:
    """The text with places to break in words that are longer than a column is wide."""
    return re.sub(rf"\S{{{LONGEST_WORD},}}", lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
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


def shortened(text: str, most: int) -> str:
    """At most so many signs, with an ellipsis where some are left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def cell(value: Any) -> str:
    """A value as it is read: `12`, `0.25`, `2021-06-30`, `yes`; what is not known is empty."""
    if is_several(value):
        return ", ".join(cell(one) for one in value)
    if not is_known(value):
        return ""
    if hasattr(value, "item"):
        value = value.item()
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else plain(value)


def is_several(value: Any) -> bool:
    """Whether a cell holds a list: of DuckDB an array of NumPy."""
    return isinstance(value, (list, tuple, set)) or bool(getattr(value, "ndim", None))


def number(value: float) -> str:
    """A number without needless decimals: `1,250`, `12.5`, `−3`."""
    return f"{round(value, 4):,.10g}".replace("-", "−")


def is_known(value: Any) -> bool:
    """Whether a cell holds something; NULLs arrive as None, NaN or NaT."""
    found = pd.notna(value)
    return bool(found) if isinstance(found, bool) or getattr(found, "ndim", 0) == 0 else True


def heading(column: object) -> str:
    """A column's name as read: `kpi_name` becomes `Kpi name`, what is written with care stays."""
    text = plain(column)
    return text if text != text.lower() else text.replace("_", " ").strip().capitalize().replace("Kpi", "KPI")


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A table as text that fits: headings, lines, what share of the width each column takes, and what is left out.

    `short` columns hold nothing that need be broken into lines, such as dates.
    """

    headings: Sequence[str]
    lines: Sequence[Sequence[str]]
    numeric: Sequence[bool]
    short: Sequence[bool]
    shares: Sequence[float]
    left_out: str


def fitted(grid: Grid, *, most_columns: int, most_rows: int, most_signs: int) -> Fitted:
    """The table with at most so many columns and rows, and at most so many signs in a cell.

    Columns that are empty, or only for programs, go first; the workbook holds everything.
    """
    rows = grid.rows
    shown = _columns(rows, most_columns)
    head = rows[shown].head(most_rows if grid.first is None else min(most_rows, grid.first))
    texts = [[shortened(cell(value), most_signs) for value in head[name].tolist()] for name in shown]
    lines = [list(line) for line in zip(*texts, strict=True)] if len(head) else []
    headings = [heading(name) for name in shown]
    return Fitted(
        headings=headings,
        lines=lines,
        numeric=[pd.api.types.is_numeric_dtype(rows[name]) and rows[name].dtype != bool for name in shown],
        short=[max(map(len, column), default=0) <= LONGEST_WHOLE for column in texts],
        shares=_shares(headings, texts),
        left_out=_left_out(rows, shown, len(head)),
    )


def _columns(rows: pd.DataFrame, most: int) -> list[Any]:
    """The columns shown, in their order; names occur once in what questions answer."""
    names = list(dict.fromkeys(rows.columns))
    ranked = sorted(names, key=lambda name: (_rank(rows, name), names.index(name)))[:most]
    return [name for name in names if name in ranked]


def _rank(rows: pd.DataFrame, name: Any) -> int:
    if str(name).endswith(("_id", "_code")) or name in ("batch_id", "position", "revision"):
        return 2
    return 1 if len(rows) and not rows[name].map(lambda value: bool(cell(value))).any() else 0


def _left_out(rows: pd.DataFrame, shown: Sequence[Any], lines: int) -> str:
    hidden = [heading(name) for name in dict.fromkeys(rows.columns) if name not in shown]
    parts = []
    if len(rows) > lines:
        parts.append(format_count(len(rows) - lines, "more row"))
    if hidden:
        parts.append(f"the columns {', '.join(hidden)}" if len(hidden) > 1 else f"the column {hidden[0]}")
    return f"Only in the workbook: {'; '.join(parts)}." if parts else ""


def _shares(headings: Sequence[str], texts: Sequence[Sequence[str]]) -> list[float]:
    """The share of the width that each column takes, by the longest word it must hold and how much it says.

    Where all together want more than there is, those that can break into lines give way.
    """
    least = [_longest_word([title, *column]) for title, column in zip(headings, texts, strict=True)]
    wanted = [max(low, _typical(column)) for low, column in zip(least, texts, strict=True)]
    spare, wish = max(CAPACITY - sum(least), 0), sum(wanted) - sum(least)
    given = min(1.0, spare / wish) if wish else 0.0
    wide = [low + (want - low) * given for low, want in zip(least, wanted, strict=True)]
    return [one / sum(wide) for one in wide]


def _longest_word(texts: Iterable[str]) -> float:
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    return float(min(max(NARROWEST, longest), LONGEST_WHOLE) + EDGES)


def _typical(column: Iterable[str]) -> float:
    """How wide nine of ten cells are that say something."""
    lengths = sorted(len(text) for text in column if text) or [0]
    return float(min(lengths[int((len(lengths) - 1) * 0.9)], WIDEST) + 1)
