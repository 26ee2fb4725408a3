"""The heat table of the evaluation, as an option of ECharts: who judges what how. Nothing here knows the server.

On a wide screen the activities stand left of their cells; on a narrow one above them, and the partners upright. The
browser chooses, since it alone knows how wide it is.
"""

import textwrap
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dia_data.evaluations import Spread
from dia_data.wording.figures import MISSING
from pages.ui.charts import echarts, look
from pages.ui.charts.look import GREY, INK, PURPLE

ROW_HEIGHT, TALLEST_ROW = 38, 42
HEAD, UPRIGHT_HEAD = 26, 112
"""The height of the names of the partners: side by side, and written upwards."""
NAMES_WIDTH, COLUMN_WIDTH, BAR_WIDTH = 320, 98, 110
NAME_LETTERS, NARROW_LETTERS = 46, 44
"""How many letters of an activity stand in one line."""
NARROW_COLUMN, NARROW_BAR = 41, 28
GAP = 18
ROOM_FOR_FIGURE = 42
"""Right of the longest bar."""

STRENGTHS: Mapping[int, float] = {1: 0.1, 2: 0.26, 3: 0.45, 4: 0.68, 5: 1}
"""How strongly the purple of a judgement covers the background: its figure can be read on all, in both themes."""
STRONGEST = max(STRENGTHS)
MUTED = 0.5
"""By how much weaker the judgements of partners are that the filter does not mean."""

CELLS, BARS, FIGURES = "cells", "bars", "figures"
TIP = {"formatter": "<b>{@[2]}: {@[3]}</b><br>{@[4]}"}
SPREAD = "Disagreement"


def plot_heat(
    spreads: Sequence[Spread],
    names: Mapping[str, str],
    partners: Sequence[str],
    *,
    chosen: Collection[str] = (),
    ink: str = INK,
) -> dict[str, Any]:
    """A row per activity in the order of `spreads`, a cell per partner, and how far they disagree as a bar at the end.

    Where partners are `chosen`, only their cells are purple; otherwise all are. `ink` is the colour of the text.
    """
    cells = [
        _build_cell(spread, names, partner, at=(column, line), is_lit=not chosen or partner in chosen, ink=ink)
        for line, spread in enumerate(spreads)
        for column, partner in enumerate(partners)
    ]
    measured = [spread.disagreement for spread in spreads]
    label = {"axisLabel": {"color": ink}}
    rows = {"type": "category", "inverse": True, **echarts.QUIET}
    return {
        "tooltip": {"confine": True, "textStyle": {"fontSize": look.FONT_SIZE}},
        "xAxis": [
            {"type": "category", "position": "top", "data": list(partners), **label, **echarts.QUIET},
            _build_scale(ink),
        ],
        "yAxis": [
            {"data": [names[one.activity_id] for one in spreads], "z": 3, **label, **rows},
            {"data": [one.activity_id for one in spreads], "gridIndex": 1, "axisLabel": {"show": False}, **rows},
        ],
        "series": [
            {"type": "scatter", "id": CELLS, "symbol": "rect", "data": cells, "tooltip": TIP},
            _build_bars(measured),
            _build_figures(measured, ink),
        ],
        "animation": False,
        "media": echarts.switch_by_width(
            narrow_up_to=_measure_width(len(partners)) - 1,
            narrow=_build_narrow(spreads, names, len(partners)),
            wide=_build_wide(spreads, names, len(partners)),
        ),
    }


def measure_height(spreads: Sequence[Spread]) -> int:
    """The pixels that the heat table needs, on a narrow screen too."""
    return UPRIGHT_HEAD + ROW_HEIGHT * len(spreads)


def _measure_width(columns: int) -> int:
    return NAMES_WIDTH + COLUMN_WIDTH * columns + GAP + BAR_WIDTH + ROOM_FOR_FIGURE


def _build_cell(
    spread: Spread, names: Mapping[str, str], partner: str, *, at: tuple[int, int], is_lit: bool, ink: str
) -> dict[str, Any]:
    """The judgement as a figure on its shade; a dash without a shade where this partner did not judge."""
    value = spread.by_partner.get(partner)
    strength = 0 if value is None else STRENGTHS[value] * (1 if is_lit else MUTED)
    said = "not judged" if value is None else f"{value} of 1 low to 5 high"
    colour = "#FFFFFF" if value == STRONGEST and is_lit else ink
    return {
        "value": [*at, partner, said, names[spread.activity_id]],
        "itemStyle": {"color": PURPLE if is_lit else GREY, "opacity": strength},
        "label": {"show": True, "formatter": MISSING if value is None else str(value), "opacity": 1, "color": colour},
    }


def _build_scale(ink: str) -> dict[str, Any]:
    """The axis of the bars, from 0 to full disagreement; its name is the head of their column."""
    return {
        "type": "value",
        "gridIndex": 1,
        "position": "top",
        "min": 0,
        "max": 1,
        "axisLabel": {"show": False},
        "name": SPREAD,
        "nameTextStyle": {"color": ink},
        "nameLocation": "start",
        **echarts.QUIET,
    }


def _build_bars(measured: Sequence[float | None]) -> dict[str, Any]:
    return {
        "type": "bar",
        "id": BARS,
        "xAxisIndex": 1,
        "yAxisIndex": 1,
        "barWidth": 14,
        "silent": True,
        "data": ["-" if one is None else one for one in measured],  # what ECharts draws nothing for
        "itemStyle": {"color": PURPLE},
    }


def _build_figures(measured: Sequence[float | None], ink: str) -> dict[str, Any]:
    """The figures after the bars; a dash at the foot where fewer than two judged, as the bar alone could say 0."""
    data = [
        {"value": [one or 0, line], "label": {"formatter": MISSING if one is None else f"{one:.2f}"}}
        for line, one in enumerate(measured)
    ]
    label = {"show": True, "position": "right", "distance": 6, "fontSize": look.FONT_SIZE, "color": ink, "opacity": 1}
    return {
        "type": "scatter",
        "id": FIGURES,
        "xAxisIndex": 1,
        "yAxisIndex": 1,
        "symbolSize": 1,
        "silent": True,
        "itemStyle": {"color": "transparent"},
        "data": data,
        "label": label,
    }


def _build_wide(spreads: Sequence[Spread], names: Mapping[str, str], columns: int) -> dict[str, Any]:
    """The activities left of their cells, the partners side by side; rows take the room that low names leave."""
    row_height = min(TALLEST_ROW, (measure_height(spreads) - HEAD) // max(len(spreads), 1))
    height = row_height * len(spreads)
    bars_at = NAMES_WIDTH + COLUMN_WIDTH * columns + GAP
    label = {
        "interval": 0, "inside": False, "margin": 10, "align": "right", "verticalAlign": "middle", "padding": 0,
        "fontSize": look.FONT_SIZE, "lineHeight": 16,
    }  # fmt: skip
    return {
        "grid": [
            echarts.fix_grid(left=NAMES_WIDTH, width=COLUMN_WIDTH * columns, top=HEAD, height=height),
            echarts.fix_grid(left=bars_at, width=BAR_WIDTH, top=HEAD, height=height),
        ],
        "xAxis": [
            {"axisLabel": {"interval": 0, "rotate": 0, "fontSize": look.FONT_SIZE}},
            _place_head(align="left", rotate=0, font_size=look.FONT_SIZE),
        ],
        "yAxis": [{"data": _wrap_names(spreads, names, NAME_LETTERS), "axisLabel": label}, {}],
        "series": [_size_cells([COLUMN_WIDTH - 4, row_height - 4], below=0, font_size=look.FONT_SIZE)],
    }


def _build_narrow(spreads: Sequence[Spread], names: Mapping[str, str], columns: int) -> dict[str, Any]:
    """Each activity above its cells, which are flat; the partners written upwards."""
    height = ROW_HEIGHT * len(spreads)
    label = {
        "interval": 0, "inside": True, "margin": 0, "align": "left", "verticalAlign": "bottom",
        "padding": [0, 0, -6, 0], "fontSize": look.SMALL, "lineHeight": 12,
    }  # fmt: skip
    return {
        "grid": [
            echarts.fix_grid(left=0, width=NARROW_COLUMN * columns, top=UPRIGHT_HEAD, height=height),
            echarts.fix_grid(left=NARROW_COLUMN * columns + 6, width=NARROW_BAR, top=UPRIGHT_HEAD, height=height),
        ],
        "xAxis": [
            {"axisLabel": {"interval": 0, "rotate": 90, "fontSize": look.SMALL}},
            _place_head(align="left", rotate=90, font_size=look.SMALL),
        ],
        "yAxis": [{"data": _wrap_names(spreads, names, NARROW_LETTERS), "axisLabel": label}, {}],
        "series": [_size_cells([NARROW_COLUMN - 3, 12], below=13, font_size=look.SMALL)],
    }


def _place_head(*, align: str, rotate: int, font_size: int) -> dict[str, Any]:
    style = {"fontSize": font_size, "align": align, "verticalAlign": "middle" if rotate else "bottom"}
    style["padding"] = 0 if rotate else [0, 0, 8, 0]
    return {"nameTextStyle": style, "nameRotate": rotate, "nameGap": 0}


def _size_cells(size: list[int], *, below: int, font_size: int) -> dict[str, Any]:
    return {
        "id": CELLS,
        "symbolSize": size,
        "symbolOffset": [0, below],
        "label": echarts.center_text(font_size, width=size[0]),
    }


def _wrap_names(spreads: Sequence[Spread], names: Mapping[str, str], letters: int) -> list[str]:
    return ["\n".join(textwrap.wrap(names[one.activity_id], letters, break_on_hyphens=False)) for one in spreads]
