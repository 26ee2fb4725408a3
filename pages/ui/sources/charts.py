"""The two maps of what is known, as options of ECharts: figures by topic, and compared figures by market.

Nothing here knows the server.
"""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dia_data.wording.figures import MISSING
from pages.ui.charts import echarts, look
from pages.ui.charts.echarts import Option
from pages.ui.charts.look import GREY, PURPLE

ROW_HEIGHT = 22
HEAD, UPRIGHT_HEAD = 26, 96
FONT = 13
LIGHTEST, DARKEST = 0.14, 0.9
WHITE_FROM = 0.6
"""From this strength of purple on its figure is white."""
CELLS = "cells"
TIP = {"formatter": "<b>{@[2]}</b><br>{@[3]}"}


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
class Sizes:
    """How wide names and columns of a map are where there is room, and where there is none."""

    names: int
    column: int
    narrow_names: int
    narrow_column: int
    letters: int
    head: int = HEAD
    row: int = ROW_HEIGHT


def scale_strengths(counts: Sequence[int]) -> list[float]:
    """How strongly each count is shaded: by its magnitude, since a few topics hold most figures."""
    most = max(counts, default=1)
    return [LIGHTEST + (DARKEST - LIGHTEST) * (math.log1p(one) / math.log1p(most)) ** 2 for one in counts]


def plot_map(cells: Sequence[Cell], *, rows: Sequence[str], columns: Sequence[str], sizes: Sizes, ink: str) -> Option:
    """A cell for each pair that has one, in the order of `cells`: what is clicked is told by its place there."""
    names = ["\n".join(textwrap.wrap(row, sizes.letters, break_on_hyphens=False)) for row in rows]
    axis: Option = {"type": "category", "axisLabel": {"color": ink, "interval": 0}, **echarts.QUIET}
    return {
        "tooltip": {"confine": True, "textStyle": {"fontSize": look.FONT_SIZE}},
        "xAxis": {**axis, "position": "top", "data": list(columns)},
        "yAxis": {**axis, "inverse": True, "data": names},
        "series": [
            {
                "type": "scatter", "id": CELLS, "symbol": "rect", "tooltip": TIP, "selectedMode": "single",
                "data": [_build_cell(one, rows, columns, ink) for one in cells], "emphasis": {"disabled": True},
            }
        ],
        "animation": False,
        "media": echarts.switch_by_width(
            narrow_up_to=sizes.names + sizes.column * len(columns) - 1,
            narrow=_build_layout(sizes, rows, columns, is_narrow=True),
            wide=_build_layout(sizes, rows, columns, is_narrow=False),
        ),
    }  # fmt: skip


def measure_height(rows: Sequence[str], sizes: Sizes, *, is_narrow: bool = False) -> int:
    """The pixels that a map needs."""
    return _measure_head(sizes, is_narrow=is_narrow) + sizes.row * len(rows) + 4


def _measure_head(sizes: Sizes, *, is_narrow: bool) -> int:
    return max(sizes.head, UPRIGHT_HEAD) if is_narrow else sizes.head


def _build_cell(one: Cell, rows: Sequence[str], columns: Sequence[str], ink: str) -> Option:
    style: dict[str, Any] = {"color": PURPLE, "opacity": one.strength}
    if one.is_missing:
        style = {"color": "transparent", "borderColor": GREY, "borderType": "dashed", "borderWidth": 1}
    return {
        "value": [columns.index(one.column), rows.index(one.row), one.title, one.text],
        **echarts.keep_looks(style),
        "label": {
            "show": True, "formatter": one.label or MISSING, "opacity": 1,
            "color": "#FFFFFF" if one.strength >= WHITE_FROM else ink,
        },
    }  # fmt: skip


def _build_layout(sizes: Sizes, rows: Sequence[str], columns: Sequence[str], *, is_narrow: bool) -> Option:
    is_upright = is_narrow or sizes.head > HEAD
    names, column = (sizes.narrow_names, sizes.narrow_column) if is_narrow else (sizes.names, sizes.column)
    head, font = _measure_head(sizes, is_narrow=is_narrow), look.SMALL if is_narrow else FONT
    cell = [column - 3, sizes.row - 3]
    upright = {"rotate": 90 if is_upright else 0}
    return {
        "grid": echarts.fix_grid(left=names, width=column * len(columns), top=head, height=sizes.row * len(rows)),
        "xAxis": {"axisLabel": {"fontSize": font, **upright}},
        "yAxis": {
            "axisLabel": {
                "fontSize": font, "margin": names, "align": "left", "width": names - 6, "overflow": "truncate",
                "lineHeight": 14,
            }
        },
        "series": [{"id": CELLS, "symbolSize": cell, "label": echarts.center_text(font, width=cell[0])}],
    }  # fmt: skip
