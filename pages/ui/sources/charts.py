"""The two maps of what is known: figures by topic, and compared figures by market. Nothing here knows the server."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dia_data.wording.figures import MISSING
from pages.ui.charts import look
from pages.ui.charts.chart import CLEAR, Chart, Layout, Names, Point, Style, Tiles, Words
from pages.ui.charts.look import GREY, PURPLE

ROW_HEIGHT = 22
HEAD, UPRIGHT_HEAD = 26, 96
FONT = 13
LIGHTEST, DARKEST = 0.14, 0.9
WHITE_FROM = 0.6
"""From this strength of purple on its figure is white."""
WHITE = "#FFFFFF"
CELLS = "cells"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of a map: what stands in it, how strongly it is shaded (0: not at all), and what is said of it.

    `is_missing`: an outline shows that there should be something.
    """

    row: str
    column: str
    label: str
    strength: float
    title: str
    text: str
    is_missing: bool = False


@dataclass(frozen=True, kw_only=True)
class Room:
    """The pixels of the names and of each column of a map, and the letters in a line of a name."""

    names: int
    column: int
    letters: int


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How wide names and columns of a map are where there is room, on a phone, and on the smallest one."""

    names: int
    column: int
    letters: int
    narrow: Room
    narrowest: Room
    head: int = HEAD
    row: int = ROW_HEIGHT


def scale_strengths(counts: Sequence[int]) -> list[float]:
    """How strongly each count is shaded: by its magnitude, since a few topics hold most figures."""
    most = max(counts, default=1)
    return [LIGHTEST + (DARKEST - LIGHTEST) * (math.log1p(one) / math.log1p(most)) ** 2 for one in counts]


def chart_map(
    cells: Sequence[Cell], *, rows: Sequence[str], columns: Sequence[str], sizes: Sizes, over: str, alt: str = ""
) -> Chart:
    """A tile for each pair that has one, in the order of `cells`: what is clicked is told by its place there."""
    wide = sizes.names + sizes.column * len(columns)
    return Chart(
        finding=alt,
        compared="figures",
        over=over,
        unit="figures",
        across=Names(names=list(columns)),
        down=Names(names=list(rows)),
        marks=[Tiles(name=CELLS, tiles=[_build_tile(one, rows, columns) for one in cells], is_clicked=True)],
        layout=_lay_out(sizes, rows, columns, Room(names=sizes.names, column=sizes.column, letters=sizes.letters)),
        narrow=_lay_out(sizes, rows, columns, sizes.narrow),
        narrow_up_to=wide - 1,
        narrowest=_lay_out(sizes, rows, columns, sizes.narrowest),
        narrowest_up_to=sizes.narrow.names + sizes.narrow.column * len(columns) - 1,
        alt=alt,
    )


def measure_height(rows: Sequence[str], sizes: Sizes, *, is_narrow: bool = False) -> int:
    """The pixels that a map needs."""
    return _measure_head(sizes, is_narrow=is_narrow) + sizes.row * len(rows) + 4


def _measure_head(sizes: Sizes, *, is_narrow: bool) -> int:
    return max(sizes.head, UPRIGHT_HEAD) if is_narrow else sizes.head


def _build_tile(one: Cell, rows: Sequence[str], columns: Sequence[str]) -> Point:
    style = Style(fill=PURPLE, strength=one.strength)
    if one.is_missing:
        style = Style(fill=CLEAR, edge=GREY, edge_width=1, edge_dash="dashed")
    ink = WHITE if one.strength >= WHITE_FROM else ""
    return Point(
        x=columns.index(one.column), y=rows.index(one.row), style=style, tip=[one.title, one.text],
        words=Words(text=one.label or MISSING, ink=ink),
    )  # fmt: skip


def _lay_out(sizes: Sizes, rows: Sequence[str], columns: Sequence[str], room: Room) -> Layout:
    is_narrow = room in (sizes.narrow, sizes.narrowest)
    return Layout(
        font=look.SMALL if is_narrow else FONT,
        left=room.names,
        width=room.column * len(columns),
        top=_measure_head(sizes, is_narrow=is_narrow),
        height=sizes.row * len(rows),
        names="start",
        name_width=room.names - 6,
        name_letters=room.letters,
        line_height=14,
        heads="upright" if is_narrow or sizes.head > HEAD else "flat",
        tile=(room.column - 3, sizes.row - 3),
    )
