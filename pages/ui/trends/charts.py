"""The matrix of trends and industries, as an option of ECharts. Nothing here knows the server.

On a wide screen the trends stand left of their squares; on a narrow one above them, and the industries upright. The
browser chooses, since it alone knows how wide it is.
"""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dia_data import paths
from dia_data.paths import Pair
from dia_data.wording.trends import shorten_trend
from pages.ui.charts import echarts, look
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
TIP = {"formatter": "<b>{@[2]}<br>× {@[3]}</b><br>{@[4]}<br>{@[5]}<br>{@[6]}<br>{@[7]}"}


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


def plot_matrix(
    pairs: Sequence[Pair], *, view: str, chosen: tuple[str | None, str | None], ink: str = look.INK
) -> dict[str, Any]:
    """Trends in rows, industries in columns; a square for each pair, the chosen (trend, industry) framed.

    The squares are the first series, in the order of `pairs`: what is clicked is told by its place there. `ink` is the
    colour of the text.
    """
    places = _order_axes(pairs)
    kinds = [_find_kind(row, view) for row in pairs]
    framed = [row for row in pairs if (row.trend_id, row.industry_id) == chosen]
    squares = [_build_square(row, kind, places) for row, kind in zip(pairs, kinds, strict=True)]
    keys = [_key(kind, kinds.count(kind)) for kind in LEGEND if kind in kinds]
    blank = [_find_place(row, places) for row, kind in zip(pairs, kinds, strict=True) if kind is BLANK]
    columns = len(places.across)
    names = {"axisLabel": {"color": ink}, **echarts.QUIET}
    return {
        "tooltip": {"textStyle": {"fontSize": look.FONT_SIZE}},
        "legend": {
            "data": [key["name"] for key in keys],
            "left": 0,
            "itemWidth": 14,
            "selectedMode": False,
            "textStyle": {"color": ink},
        },
        "xAxis": {
            "type": "category",
            "position": "top",
            "data": [_wrap_name(name) for name in places.across],
            **names,
        },
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": [shorten_trend(name) for name in places.down],
            "z": 3,
            **names,
        },
        "series": [
            _build_scatter(squares, id=SQUARES, tooltip=TIP, selectedMode="single"),
            _build_scatter(
                [_find_place(row, places) for row in framed], id=FRAME, silent=True, z=4, itemStyle=_style_frame()
            ),
            _build_scatter(blank, id=DOTS, silent=True, symbol="circle", symbolSize=DOT, itemStyle=_style(BLANK)),
            *keys,
        ],
        "animation": False,
        "media": echarts.switch_by_width(
            narrow_up_to=NAMES_WIDTH + COLUMN_WIDTH * columns - 1,
            narrow=_build_narrow(columns),
            wide=_build_wide(columns, lines=len(places.down)),
        ),
    }


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


def _build_scatter(data: Sequence[Any], **more: Any) -> dict[str, Any]:
    return {"type": "scatter", "symbol": "rect", "data": list(data)} | more


def _build_square(row: Pair, kind: Kind, places: Places) -> dict[str, Any]:
    """A square that looks the same whether it was clicked or not; what is chosen is framed."""
    square = {"value": [*_find_place(row, places), *_describe_square(row)], **echarts.keep_looks(_style_square(kind))}
    if not kind.text:
        return square
    # Without a colour of its own text takes that of the theme.
    colour = {"color": INK} if kind.filled else {}
    return square | {"label": {"show": True, "formatter": kind.text, **colour}}


def _style(kind: Kind) -> dict[str, Any]:
    fill = kind.colour if kind.filled else "transparent"
    return {"color": fill, "opacity": kind.opacity, "borderColor": kind.colour, "borderWidth": 0 if kind.filled else 3}


def _style_square(kind: Kind) -> dict[str, Any]:
    return _style(kind) | {"color": "transparent"} if kind is BLANK else _style(kind)


def _style_frame() -> dict[str, Any]:
    return {"color": "transparent", "opacity": 1, "borderColor": PURPLE, "borderWidth": 3}


def _key(kind: Kind, count: int) -> dict[str, Any]:
    """A series without marks, which stands in the legend for a kind of square."""
    symbol = {"symbol": "circle"} if kind is BLANK else {}
    return _build_scatter([], name=f"{kind.label} ({count})", itemStyle=_style(kind), **symbol)


def _find_place(row: Pair, places: Places) -> list[int]:
    return [places.across[row.industry_name], places.down[row.trend_name]]


def _describe_square(row: Pair) -> list[str]:
    """What is shown on hovering."""
    return [shorten_trend(row.trend_name), row.industry_name, *describe_marks(row).split(" · ")]


def _wrap_name(name: str) -> str:
    return LINE_BREAKS.get(name) or "\n".join(textwrap.wrap(name, 13, break_long_words=False))


def _build_wide(columns: int, *, lines: int) -> dict[str, Any]:
    """The trends left of their squares, the industries above, the legend right below."""
    below = HEIGHT - HEADS - ROW_HEIGHT * lines
    sign = echarts.center_text(look.FONT_SIZE, width=SQUARE)
    return {
        "grid": echarts.fix_grid(left=NAMES_WIDTH, width=COLUMN_WIDTH * columns, top=HEADS, bottom=below),
        "legend": {"bottom": max(below - LEGEND_LINE, 0), "textStyle": {"fontSize": look.FONT_SIZE}},
        "xAxis": {"axisLabel": {"interval": 0, "rotate": 0, "fontSize": look.FONT_SIZE, "lineHeight": 16}},
        "yAxis": {
            "axisLabel": {
                "interval": 0, "inside": False, "margin": 8, "align": "right", "verticalAlign": "middle",
                "padding": 0, "fontSize": look.FONT_SIZE,
            }
        },
        "series": [
            {"id": SQUARES, "symbolSize": SQUARE, "symbolOffset": [0, 0], "label": sign},
            {"id": FRAME, "symbolSize": SQUARE + 9, "symbolOffset": [0, 0]},
            {"id": DOTS, "symbolOffset": [0, 0]},
        ],
    }  # fmt: skip


def _build_narrow(columns: int) -> dict[str, Any]:
    """Each trend above its squares, which are flat; the industries written upwards, where they are many."""
    size, below, up = [26, 11], [0, 8], columns > FEW
    sign = echarts.center_text(look.SMALL, width=size[0])
    return {
        "grid": echarts.fix_grid(
            left=0, width="100%", top=UPRIGHT_HEADS if up else HEADS + 12, bottom=2 * LEGEND_LINE - 18
        ),
        "legend": {"bottom": 0, "textStyle": {"fontSize": look.SMALL}},
        "xAxis": {"axisLabel": {"interval": 0, "rotate": 90 if up else 0, "fontSize": look.SMALL, "lineHeight": 14}},
        "yAxis": {
            "axisLabel": {
                "interval": 0, "inside": True, "margin": 0, "align": "left", "verticalAlign": "bottom",
                "padding": [0, 0, 1, 0], "fontSize": look.SMALL,
            }
        },
        "series": [
            {"id": SQUARES, "symbolSize": size, "symbolOffset": below, "label": sign},
            {"id": FRAME, "symbolSize": [32, 16], "symbolOffset": below},
            {"id": DOTS, "symbolOffset": below},
        ],
    }  # fmt: skip
