"""How a table is fitted to a paper that is narrower than it: by one rule, and what is left out is said.

First go columns for programs, then those in which nothing is known. Then one column says where all figures of a row
are from, with notes under the table; then what belongs together, such as the two ends of an interval, becomes one
column. What is still too wide goes on in a second table of the same rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import pandas as pd

from dia_data.papers.layout import format_paper_cell, shorten, strip_control_chars
from dia_data.papers.paper import Grid
from dia_data.wording.cells import format_interval
from dia_data.wording.citations import list_document_names
from dia_data.wording.columns import COLUMNS, INTERVALS, Column, Format, Interval, Role, describe_column
from dia_data.wording.figures import format_count

LONGEST_WHOLE = 16
"""What is no longer is kept on one line where the file can."""

NARROWEST, WIDEST = 5, 44
"""A column counts as at least and at most so many signs wide."""

EDGES = 2
"""What the edges of a cell take, in signs."""

CAPACITY = 130
"""So many signs stand beside each other on a slide or a page."""

LONGEST_SOURCE = 600
"""What says where a figure is from is not cut before."""

LONGEST_REMARK = 30
"""A note that is no longer stands in the row itself."""

SOURCE = "Source"
"""The heading of the one column that says where all figures of a row are from."""

MOST_KEYS = 2
"""So many columns of names are said again where a table goes on with further columns."""

FURTHER = "The same rows, further columns:"

FIGURES_AS_FIGURES = (Format.AS_IS, Format.CHANCE, Format.THOUSANDS)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A table as text that fits: headings, lines, and what share of the width each column takes.

    `short` columns hold nothing that need be broken into lines, such as dates.
    """

    headings: Sequence[str]
    lines: Sequence[Sequence[str]]
    numeric: Sequence[bool]
    short: Sequence[bool]
    shares: Sequence[float]


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A table in as many parts as its columns need, each with the same rows; its notes, and what is left out."""

    parts: Sequence[Part]
    notes: Sequence[str]
    left_out: str

    @property
    def columns(self) -> int:
        """How many columns the widest part has."""
        return max(len(part.headings) for part in self.parts)

    @property
    def lines(self) -> int:
        """How many rows there are to be read."""
        return len(self.parts[0].lines)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A column as a paper shows it: of one column of the table, or of several."""

    names: tuple[str, ...]
    title: str
    texts: Sequence[str]
    is_numeric: bool
    role: Role


def fit_table(grid: Grid, *, most_columns: int, most_rows: int, most_signs: int) -> Fitted:
    """The table with at most so many columns beside each other, so many rows, and so many signs in a cell.

    The workbook holds everything.
    """
    rows = grid.rows.loc[:, ~grid.rows.columns.duplicated()].rename(columns=str)
    internal, empty = _find_spare(rows, most_columns)
    head = rows.drop(columns=[*internal, *empty]).head(most_rows if grid.first is None else min(most_rows, grid.first))
    shown = [_shown(head[name], most_signs) for name in head]
    notes: list[str] = []
    if len(shown) > most_columns:
        shown, notes = _merge_sources(shown)
    if len(shown) > most_columns:
        shown = _merge_intervals(shown)
    return Fitted(
        parts=[_build_part(columns, len(head)) for columns in _split_columns(shown, most_columns)],
        notes=notes,
        left_out=_describe_left_out(len(rows) - len(head), internal, empty),
    )


def _find_spare(rows: pd.DataFrame, most: int) -> tuple[list[str], list[str]]:
    """Which columns stay in the workbook where there are too many: those for programs, then those without an entry."""
    described = [describe_column(name) for name in rows]
    if len(described) <= most:
        return [], []
    internal = [column.name for column in described if column.role is Role.INTERNAL]
    if len(described) - len(internal) <= most:
        return internal, []
    bare = {column.name for column in described if column.name not in internal and _is_bare(rows[column.name], column)}
    for interval in INTERVALS:
        if not {interval.low, interval.high} <= bare:
            bare -= {interval.low, interval.high}
    return internal, [column.name for column in described if column.name in bare]


def _is_bare(values: "pd.Series[Any]", column: Column) -> bool:
    return len(values) > 0 and not any(format_paper_cell(value, column) for value in values)


def _shown(values: "pd.Series[Any]", most_signs: int) -> Shown:
    column = describe_column(values.name)
    most = most_signs if column.role is Role.NAME else max(most_signs, LONGEST_SOURCE)
    return Shown(
        names=(column.name,),
        title=strip_control_chars(column.title),
        texts=[shorten(format_paper_cell(value, column), most) for value in values.tolist()],
        is_numeric=pd.api.types.is_numeric_dtype(values)
        and values.dtype != bool
        and column.format in FIGURES_AS_FIGURES,
        role=column.role,
    )


def _merge_sources(shown: Sequence[Shown]) -> tuple[list[Shown], list[str]]:
    """The columns with one for where all is from, as the last; and the notes that it refers to by number."""
    places = {column.name: place for place, column in enumerate(COLUMNS)}
    own = sorted((one for one in shown if one.role is Role.PROVENANCE), key=lambda one: places[one.names[0]])
    if not own:
        return list(shown), []
    numbers: dict[str, int] = {}
    columns = [describe_column(one.names[0]) for one in own]
    texts = [
        _format_source(zip(columns, cells, strict=True), numbers)
        for cells in zip(*(one.texts for one in own), strict=True)
    ]
    source = Shown(
        names=tuple(one.names[0] for one in own), title=SOURCE, texts=texts, is_numeric=False, role=Role.PROVENANCE
    )
    notes = [f"Note {number}: {text}" for text, number in numbers.items()]
    return [*(one for one in shown if one.role is not Role.PROVENANCE), source], notes


def _format_source(cells: Iterable[tuple[Column, str]], numbers: dict[str, int]) -> str:
    """Where one row is from: `ECO Figure 13 · stated · note 2`; a new note gets the next of the `numbers`."""
    document, sentence = "", []
    for column, text in cells:
        if not text:
            continue
        if column.format is Format.DOCUMENT:
            document = text
        elif column.format is Format.NOTE and len(text) > LONGEST_REMARK:
            sentence.append(f"note {numbers.setdefault(text, len(numbers) + 1)}")
        else:
            sentence.append(column.in_source.format(text))
    return " · ".join(_add_document(document, sentence))


def _add_document(document: str, said: Sequence[str]) -> list[str]:
    """Before the place in it, unless the place names a document itself."""
    if not document or (said and said[0].startswith(document)):
        return list(said)
    if said and not said[0].startswith(tuple(list_document_names())):
        return [f"{document} {said[0]}", *said[1:]]
    return [document, *said]


def _merge_intervals(shown: Sequence[Shown]) -> list[Shown]:
    """The columns, with those that belong together as one."""
    found = list(shown)
    for interval in INTERVALS:
        own = [one for one in found if one.names[0] in interval.columns]
        if len(own) > 1:
            place = found.index(own[0])
            found = [one for one in found if one not in own]
            found.insert(place, _merge_interval(interval, own))
    return found


def _merge_interval(interval: Interval, own: Sequence[Shown]) -> Shown:
    names = [one.names[0] for one in own]
    lines = zip(*(one.texts for one in own), strict=True)
    return Shown(
        names=tuple(names),
        title=f"{interval.heading} ({interval.unit})" if interval.unit else interval.heading,
        texts=[format_interval(interval, dict(zip(names, line, strict=True))) for line in lines],
        is_numeric=all(one.is_numeric for one in own),
        role=Role.FIGURE,
    )


def _split_columns(shown: Sequence[Shown], most: int) -> list[list[Shown]]:
    """The columns in as many tables as they need; each begins with the names of its rows."""
    if len(shown) <= most:
        return [list(shown)]
    first_figure = next((place for place, one in enumerate(shown) if one.role is Role.FIGURE), 1)
    keys = list(shown[: min(max(first_figure, 1), MOST_KEYS, most - 1)])
    others = shown[len(keys) :]
    tables = ceil(len(others) / (most - len(keys)))
    size = ceil(len(others) / tables)
    return [[*keys, *others[start : start + size]] for start in range(0, len(others), size)]


def _build_part(columns: Sequence[Shown], length: int) -> Part:
    texts = [one.texts for one in columns]
    headings = [one.title for one in columns]
    return Part(
        headings=headings,
        lines=[list(line) for line in zip(*texts, strict=True)] if length else [],
        numeric=[one.is_numeric for one in columns],
        short=[max(map(len, column), default=0) <= LONGEST_WHOLE for column in texts],
        shares=_share_width(headings, texts),
    )


def _describe_left_out(rows: int, internal: Sequence[str], empty: Sequence[str]) -> str:
    parts = [format_count(rows, "more row")] if rows > 0 else []
    if internal:
        parts.append(_name_columns("the column", internal))
    sentence = [f"Only in the workbook: {'; '.join(parts)}."] if parts else []
    if empty:
        sentence.append(f"Nothing is recorded in {_name_columns('the column', empty)}.")
    return " ".join(sentence)


def _name_columns(what: str, names: Sequence[str]) -> str:
    return f"{what}{'s' if len(names) > 1 else ''} {', '.join(describe_column(name).title for name in names)}"


def _share_width(headings: Sequence[str], texts: Sequence[Sequence[str]]) -> list[float]:
    """The share of the width that each column takes, by the longest word it must hold and how much it says.

    Where all together want more than there is, those that can break into lines give way.
    """
    least = [_measure_longest_word([title, *column]) for title, column in zip(headings, texts, strict=True)]
    wanted = [max(low, _measure_typical(column)) for low, column in zip(least, texts, strict=True)]
    spare, wish = max(CAPACITY - sum(least), 0), sum(wanted) - sum(least)
    given = min(1.0, spare / wish) if wish else 0.0
    wide = [low + (want - low) * given for low, want in zip(least, wanted, strict=True)]
    return [one / sum(wide) for one in wide]


def _measure_longest_word(texts: Iterable[str]) -> float:
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    return float(min(max(NARROWEST, longest), LONGEST_WHOLE) + EDGES)


def _measure_typical(column: Iterable[str]) -> float:
    """How wide nine of ten cells are that say something."""
    lengths = sorted(len(text) for text in column if text) or [0]
    return float(min(lengths[int((len(lengths) - 1) * 0.9)], WIDEST) + 1)
