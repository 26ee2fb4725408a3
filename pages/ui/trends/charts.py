"""The matrix of trends and industries, described. Nothing here knows what draws it.

On a wide screen the trends stand left of their squares; on a narrow one above them, and the industries upright. The
browser chooses, since it alone knows how wide it is.
"""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dia_data import paths
from dia_data.paths import Pair
from dia_data.wording.trends import shorten_trend
from pages.ui.charts import look
from pages.ui.charts.chart import CLEAR, Chart, Dots, Frames, Layout, Names, Point, Shape, Style, Tiles, Words
from pages.ui.charts.look import GREY, PURPLE, PURPLE_LIGHT
from pages.ui.trends.text import STRONG, describe_marks, is_marked

HEIGHT = 440
ROW_HEIGHT = 26
COLUMN_WIDTH = 78
NAMES_WIDTH = 304
HEADS, LEGEND_LINE = 44, 30

UPRIGHT_HEADS = 92
"""On a narrow screen: the height of industries written upwards."""
FEW = 4
"""So many industries stand side by side on a narrow screen too."""

SQUARE, DOT = 20, 5
INK = "#1B1324"
"""Text on light purple squares, in both themes."""

LINE_BREAKS = {"Biopharmaceuticals": "Biopharma-\nceuticals"}
SQUARES, FRAME, DOTS = "squares", "frame", "dots"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of square: what it means and how it is drawn."""

    label: str
    colour: str
    filled: bool = True
    text: str = ""
    opacity: float = 1


BLANK = Kind(label="not marked", colour=GREY, opacity=0.45)
"""A faint dot; what is clicked is a square around it that is not seen."""
FIRM = Kind(label="strong, both directions", colour=PURPLE)
ONE_SIDED = Kind(label="one direction", colour=PURPLE_LIGHT, text="1")
UNSUPPORTED = Kind(label="no direction", colour=PURPLE, filled=False, text="?")
UNPUBLISHED = Kind(label="both directions, not strong", colour=GREY, filled=False, text="!")
MARKED_AND_STRONG = Kind(label="marked, strong in figure 5", colour=PURPLE)
MARKED = Kind(label="marked", colour=PURPLE_LIGHT)
LEGEND = (FIRM, ONE_SIDED, UNSUPPORTED, UNPUBLISHED, MARKED_AND_STRONG, MARKED, BLANK)
"""In this order they stand in the legend."""

PUBLISHED = {
    paths.BOTH: FIRM,
    paths.DOWNSTREAM: ONE_SIDED,
    paths.UPSTREAM: ONE_SIDED,
    paths.NEITHER: UNSUPPORTED,
}

OTHERS = {paths.BOTH: UNPUBLISHED}
"""How a pair is drawn that figure 5 marks, and one that it does not, by what figures 3 and 4 mark."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where each industry and each trend is drawn."""

    across: Mapping[str, int]
    down: Mapping[str, int]


def chart_matrix(pairs: Sequence[Pair], *, view: str, chosen: tuple[str | None, str | None], alt: str = "") -> Chart:
    """Trends in rows, industries in columns; a square for each pair, the chosen (trend, industry) framed.

    The squares are the first mark, in the order of `pairs`: what is clicked is told by its place there.
    """
    places = _order_axes(pairs)
    kinds = [_find_kind(row, view) for row in pairs]
    framed = [row for row in pairs if (row.trend_id, row.industry_id) == chosen]
    squares = [_build_square(row, kind, places) for row, kind in zip(pairs, kinds, strict=True)]
    blank = [_find_place(row, places) for row, kind in zip(pairs, kinds, strict=True) if kind is BLANK]
    columns = len(places.across)
    return Chart(
        finding=alt,
        compared="industries",
        over="trends",
        across=Names(names=[_wrap_name(name) for name in places.across]),
        down=Names(names=[shorten_trend(name) for name in places.down]),
        marks=[
            Tiles(name=SQUARES, tiles=squares, is_clicked=True),
            Frames(name=FRAME, points=[_find_place(row, places) for row in framed]),
            Dots(name=DOTS, points=blank, style=_style(BLANK), size=DOT, is_pointed_at=False),
            *(_key(kind, kinds.count(kind)) for kind in LEGEND if kind in kinds),
        ],
        layout=_lay_out_wide(columns, lines=len(places.down)),
        narrow=_lay_out_narrow(columns),
        narrow_up_to=NAMES_WIDTH + COLUMN_WIDTH * columns - 1,
        key="bottom",
        alt=alt,
    )


def _order_axes(pairs: Sequence[Pair]) -> Places:
    """The industries with most strong interdependencies come first; the order is the same in each view."""
    strong = Counter(row.industry_name for row in pairs if row.published)
    across = sorted(dict.fromkeys(row.industry_name for row in pairs), key=lambda name: -strong[name])
    down = dict.fromkeys(row.trend_name for row in pairs)
    return Places(
        across={name: place for place, name in enumerate(across)}, down={name: place for place, name in enumerate(down)}
    )


def _find_kind(row: Pair, view: str) -> Kind:
    if view == STRONG:
        directions = paths.find_support(row)
        return PUBLISHED[directions] if row.published else OTHERS.get(directions, BLANK)
    if not is_marked(row, view):
        return BLANK
    return MARKED_AND_STRONG if row.published else MARKED


def _build_square(row: Pair, kind: Kind, places: Places) -> Point:
    """A square that looks the same whether it was clicked or not; what is chosen is framed."""
    # Without a colour of its own text takes that of the theme.
    words = Words(text=kind.text, ink=INK if kind.filled else "") if kind.text else None
    return replace(_find_place(row, places), words=words, style=_style_square(kind), tip=_describe_square(row))


def _style(kind: Kind) -> Style:
    fill = kind.colour if kind.filled else CLEAR
    return Style(fill=fill, strength=kind.opacity, edge=kind.colour, edge_width=0 if kind.filled else 3)


def _style_square(kind: Kind) -> Style:
    return replace(_style(kind), fill=CLEAR) if kind is BLANK else _style(kind)


def _key(kind: Kind, count: int) -> Dots:
    """Dots without a place, which stand in the key for a kind of square."""
    shape: Shape = "circle" if kind is BLANK else "square"
    return Dots(name=f"{kind.label} ({count})", points=(), style=_style(kind), shape=shape, is_in_key=True)


def _find_place(row: Pair, places: Places) -> Point:
    return Point(x=places.across[row.industry_name], y=places.down[row.trend_name])


def _describe_square(row: Pair) -> list[str]:
    """What is shown on hovering."""
    return [shorten_trend(row.trend_name), row.industry_name, *describe_marks(row).split(" · ")]


def _wrap_name(name: str) -> str:
    return LINE_BREAKS.get(name) or "\n".join(textwrap.wrap(name, 13, break_long_words=False))


def _lay_out_wide(columns: int, *, lines: int) -> Layout:
    """The trends left of their squares, the industries above, the key right below."""
    below = HEIGHT - HEADS - ROW_HEIGHT * lines
    return Layout(
        left=NAMES_WIDTH,
        width=COLUMN_WIDTH * columns,
        top=HEADS,
        bottom=below,
        head_height=16,
        tile=(SQUARE, SQUARE),
        key_at=max(below - LEGEND_LINE, 0),
    )


def _lay_out_narrow(columns: int) -> Layout:
    """Each trend above its squares, which are flat; the industries written upwards, where they are many."""
    up = columns > FEW
    return Layout(
        font=look.SMALL,
        left=0,
        right=0,
        top=UPRIGHT_HEADS if up else HEADS + 12,
        bottom=2 * LEGEND_LINE - 18,
        names="above",
        lift=1,
        heads="upright" if up else "flat",
        head_height=14,
        tile=(26, 11),
        tile_down=8,
    )
