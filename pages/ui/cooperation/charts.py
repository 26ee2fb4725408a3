"""The matrix of the regions of Europe, and bars of interest and business, described. Nothing here draws them.

The matrix is clicked, and takes no focus: a table that chooses cells would choose each one that the arrow keys pass.
From the keyboard a pair is chosen in either list.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from dia_data.wording.figures import format_share, is_known
from dia_data.wording.strengths import DIFFERENCE, describe_strength, show_strength
from pages.ui.charts import look
from pages.ui.charts.chart import Bar, Bars, Chart, Layout, Names, Point, Scale, Style, Tiles, Words
from pages.ui.cooperation.matrix import add_ends, mark_outstanding, name_regions
from pages.ui.cooperation.text import PURPOSES

SHORT: Mapping[str, str] = {
    "northern_europe": "N",
    "northwest_europe": "NW",
    "central_western_europe": "CW",
    "southwest_europe": "SW",
    "southeast_europe": "SE",
    "central_eastern_europe": "CE",
}
"""Heads of columns: a name of a region does not fit there."""

NO_SHADE = "transparent"
SHADES: Mapping[int, str] = {1: NO_SHADE, 2: "rgba(139,79,191,0.22)", 3: "rgba(139,79,191,0.48)", 4: "#6D2E9E"}
DIVERGING: Mapping[int, str] = {
    -3: "#B35806",
    -2: "rgba(224,130,20,0.6)",
    -1: "rgba(224,130,20,0.3)",
    0: NO_SHADE,
    1: SHADES[2],
    2: SHADES[3],
    3: SHADES[4],
}
FULL = (SHADES[4], DIVERGING[-3])
"""Shades on which text is white; on the others it has the colour of the theme."""

NAMES_WIDTH = 140
HEAD, LINE_HEIGHT = 34, 35
NARROW = 400
"""Up to this width of the chart its columns are as narrow as four dots."""


class Cell(NamedTuple):
    """Where a pair stands: each pair has two cells, one on either side of the diagonal."""

    line: int
    column: int
    pair: str


def order_cells(pairs: pd.DataFrame, members: pd.DataFrame) -> list[Cell]:
    """Both cells of each pair, in the order in which the matrix draws them; the diagonal is empty as in the source."""
    places = {region: place for place, region in enumerate(name_regions(members))}
    found = [(places[first], places[second], pair) for pair, first, second in add_ends(pairs)]
    return [Cell(*at, pair) for one, other, pair in found for at in ((one, other), (other, one))]


def chart_matrix(
    pairs: pd.DataFrame,
    members: pd.DataFrame,
    *,
    view: str,
    selected: str | None,
    highlighted: Collection[str],
    alt: str = "",
) -> Chart:
    """The sign of each pair, shaded by strength; the cells are the first mark, in the order of `order_cells`.

    Where a pair is selected, or else regions are highlighted, all other cells are without a shade.
    """
    values = dict(zip(pairs["pair"], pairs[PURPOSES[view]], strict=True))
    is_lit = dict(zip(pairs["pair"], mark_outstanding(pairs, selected=selected, highlighted=highlighted), strict=True))
    tiles = [_build_cell(one, view, values[one.pair], is_lit=is_lit[one.pair]) for one in order_cells(pairs, members)]
    names = name_regions(members)
    heads = [SHORT.get(region, name) for region, name in names.items()]
    lines = [f"{head} {name.removesuffix(' Europe')}" for head, name in zip(heads, names.values(), strict=True)]
    wide = Layout(left=NAMES_WIDTH, right=1, top=HEAD, bottom=1, tile=(46, LINE_HEIGHT - 3))
    return Chart(
        finding=alt,
        compared="regions",
        over="regions",
        unit=view,
        across=Names(names=heads, has_lines=True),
        down=Names(names=lines, has_lines=True),
        marks=[Tiles(name="strengths", tiles=tiles, is_clicked=True)],
        layout=wide,
        narrow=replace(wide, font=look.SMALL, left=122, tile=(31, LINE_HEIGHT - 3)),
        narrow_up_to=NARROW,
        alt=alt,
    )


def measure_height(members: pd.DataFrame) -> int:
    """The pixels that the matrix needs."""
    return HEAD + LINE_HEIGHT * len(name_regions(members)) + 1


def _build_cell(cell: Cell, view: str, value: float, *, is_lit: bool) -> Point:
    shade = _find_shade(view, value) if is_lit else NO_SHADE
    text = show_strength(view, value) if is_known(value) else "–"
    # Without a colour of its own text takes that of the theme.
    ink = "#FFFFFF" if shade in FULL else "" if is_lit else look.GREY
    return Point(
        x=cell.column,
        y=cell.line,
        words=Words(text=text, ink=ink),
        style=Style(fill=shade),
        tip=[cell.pair, f"{view}: {describe_strength(view, value)}"],
    )


def _find_shade(view: str, value: float) -> str:
    if not is_known(value):
        return NO_SHADE
    return (DIVERGING if view == DIFFERENCE else SHADES)[int(value)]


BAR, BAR_LINE, BARS_FOOT = 13, 44, 30
"""Pixels: a bar, the two of a country with what is between, and the legend below all."""


def chart_bars(named: pd.DataFrame) -> Chart:
    """Interest and existing business of countries, two bars each from 0 on; what is not stated has words for a bar."""
    most = float(named[["want_pct", "have_pct"]].max().max())
    alt = f"Interest and existing business: {describe_bars(named)}"
    return Chart(
        finding=alt,
        compared="interest and existing business",
        over="countries",
        unit="% of the countries named",
        across=Scale(least=0, most=round(most * 1.25, 1), is_shown=False, suffix=" %"),
        down=Names(names=named["name"].tolist()),
        marks=[
            _build_bars("Interest", named["want_pct"].tolist(), look.PURPLE),
            _build_bars("Existing business", named["have_pct"].tolist(), look.GREY),
        ],
        layout=Layout(left=112, right=16, top=4, bottom=BARS_FOOT, name_width=104),
        key="bottom",
        alt=alt,
    )


def measure_bars(named: pd.DataFrame) -> int:
    """The pixels that the bars need."""
    return BAR_LINE * len(named) + BARS_FOOT + 4


def describe_bars(named: pd.DataFrame) -> str:
    """The bars in words."""
    found = zip(named["name"], named["want_pct"], named["have_pct"], strict=True)
    return "; ".join(f"{name} {_write_share(want)} and {_write_share(have)}" for name, want, have in found)


def _write_share(percent: float | None) -> str:
    return format_share(percent) if is_known(percent) else "not stated"


def _build_bars(name: str, percents: Sequence[float | None], colour: str) -> Bars:
    bars = [
        Bar(line=line, end=percent if is_known(percent) else None, words=Words(text=_write_share(percent)))
        for line, percent in enumerate(percents)
    ]
    return Bars(
        name=name,
        bars=bars,
        style=Style(fill=colour),
        thick=BAR,
        is_beside=True,
        is_in_key=True,
        is_pointed_at=False,
    )
