"""What a paper says, whatever file it becomes: a title, what it rests on, and blocks in reading order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import pandas as pd

from dia_data.wording.days import format_day


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Begins a part; level 1 begins a page, or a slide, of its own where the file has them."""

    text: str
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Points:
    """A list of short texts."""

    items: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table; `note` says what its rows rest on: places in the sources, and bases.

    `first` is how many rows stand where the paper is read (None: as many as its file takes); a workbook has them all.
    """

    title: str
    rows: pd.DataFrame
    note: str = ""
    first: int | None = None


@dataclass(frozen=True, kw_only=True)
class Series:
    """One row of figures of a chart, one for each category; None: not known.

    `colour` is its own where it means something; `thick` is how much of a bar's height it takes where bars lie within
    each other.
    """

    name: str
    values: Sequence[float | None]
    colour: str = ""
    thick: float = 1


@dataclass(frozen=True, kw_only=True)
class Span:
    """From the first to the last day, both included, of a series on the line of a category, by their numbers."""

    line: int
    series: int
    first: date
    last: date


SIDES = (-1, 1)
"""Left and right of nought."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart; in a `bullet` the first series is the bar and the others are marks beside it.

    In a `diverging` one the bars of the first of two series go to the left of those of the second; the figures of both
    are counts. In one of `spans` each series is drawn by its spans, over the series before it; its figures are days.

    `colours` are those of the bars of a single series where they mean something; else they are those of the alliance.
    Raises `ValueError` where a series has not one figure for each category, or a chart to both sides not two series.
    """

    title: str
    kind: Literal["bar", "line", "bullet", "diverging", "spans"]
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    note: str = ""
    colours: Sequence[str] = ()
    spans: Sequence[Span] = ()

    def __post_init__(self) -> None:
        for one in self.series:
            if len(one.values) != len(self.categories):
                raise ValueError(f"{self.title}: {one.name} has not one figure for each category.")
        if self.kind == "diverging" and len(self.series) != len(SIDES):
            raise ValueError(f"{self.title} goes to both sides and has not two series.")

    @property
    def bars_of_line(self) -> int:
        """How many bars stand one below the other for each category."""
        return len(self.series) if self.kind == "bar" else 1

    @property
    def has_negatives(self) -> bool:
        """Whether any figure lies below zero; if not, the axis begins there."""
        return any(value is not None and value < 0 for one in self.series for value in one.values)


Block = Heading | Text | Points | Grid | Chart


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper. `as_of` is the day whose knowledge it shows; `filters` lead from what is filtered to what was chosen."""

    title: str
    subtitle: str = ""
    as_of: date | datetime
    workspace: str
    filters: Mapping[str, str] = field(default_factory=dict)
    is_demonstration: bool = False
    blocks: Sequence[Block] = ()
    sources: Sequence[str] = ()

    @property
    def known(self) -> str:
        """`As known on 30 June 2021`."""
        return f"As known on {format_day(self.as_of)}"

    @property
    def filtered(self) -> str:
        """What is filtered in a sentence; or that nothing is."""
        chosen = "; ".join(f"{name}: {value}" for name, value in self.filters.items())
        return f"Filtered by {chosen}." if chosen else "No filters."

    @property
    def grids(self) -> list[Grid]:
        """The tables, in their order."""
        return [block for block in self.blocks if isinstance(block, Grid)]

    @property
    def charts(self) -> list[Chart]:
        """The charts, in their order."""
        return [block for block in self.blocks if isinstance(block, Chart)]
