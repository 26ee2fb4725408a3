"""A sheet that is filled in, on the page or as a workbook: its columns, its lines, and what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

TICKED = "x"
"""How a ticked box is told."""


class Takes(StrEnum):
    """What is typed into a field."""

    NUMBER = "number"
    NAMES = "names"
    """Names, one a line."""
    NAMED_NUMBERS = "named numbers"
    """A name and its number a line: `Example Ltd: 6`."""
    TEXT = "text"
    LONG_TEXT = "long text"
    DAY = "day"
    BOX = "box"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column beside the names of the lines; `takes` is None where it is only read.

    `hint` stands in a field that is empty. `choices` are all that may be entered, where that is settled.
    """

    key: str
    heading: str
    takes: Takes | None = None
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a sheet: what it is about, what is told of it, and what its fields hold when the sheet is opened.

    `stands` says in words what the record holds of it: where that is another text later, somebody else changed it.
    `takes` and `hints` are of the columns in which the line differs from the others.
    """

    key: str
    name: str
    place: str = ""
    help: str = ""
    group: str
    why: str = ""
    shows: Mapping[str, str] = field(default_factory=dict)
    holds: Mapping[str, str] = field(default_factory=dict)
    takes: Mapping[str, Takes] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    stands: str = ""


@dataclass(frozen=True, kw_only=True)
class Rest:
    """A button that ticks a box in each line of the first group that is empty."""

    column: str
    text: str
    help: str


@dataclass(frozen=True, kw_only=True)
class Total:
    """A sum over a column of numbers, `without` the lines in which that box is ticked; `text` stands behind it."""

    column: str
    without: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A whole sheet. `key` tells it from others, `heading` is that of the names, `said` comes before what stands.

    `groups` are the keys and titles of groups of lines, in their order: the first is open. `reason` asks for a reason
    of all that is entered; empty: none is wanted.
    """

    key: str
    title: str
    heading: str
    columns: Sequence[Column]
    groups: Mapping[str, str]
    lines: Sequence[Line]
    said: str = "So far"
    reason: str = ""
    rest: Rest | None = None
    total: Total | None = None

    @property
    def fields(self) -> tuple[Column, ...]:
        """The columns that are filled in, from left to right."""
        return tuple(column for column in self.columns if column.takes)


def build_key(*parts: str) -> str:
    """One key of several parts, none of which holds a `|`."""
    return "|".join(parts)


def split_key(key: str) -> tuple[str, ...]:
    """The parts of a key."""
    return tuple(key.split("|"))
