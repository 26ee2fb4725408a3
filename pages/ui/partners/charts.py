"""The matrix of target industries and partners, as an option of ECharts. Nothing here knows the server."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from dia_data.frames import make_rows
from dia_data.queries.partners import Coverage
from pages.ui.charts import echarts, look

LISTED_AND_DESCRIBED, LISTED, DESCRIBED, NEITHER = "both", "list", "text", "–"
"""What stands in a cell: which of the two sections names the industry of that partner."""

FULL, HALF, CLEAR = "#6D2E9E", "rgba(139,79,191,0.38)", "transparent"
LOOKS = {
    LISTED_AND_DESCRIBED: {"color": FULL, "borderColor": FULL, "borderWidth": 2},
    LISTED: {"color": HALF, "borderColor": HALF, "borderWidth": 2},
    DESCRIBED: {"color": CLEAR, "borderColor": look.PURPLE, "borderWidth": 2},
    NEITHER: {"color": CLEAR, "borderWidth": 0},
}
"""Filled: printed in the list; hollow: our reading of a description."""

WORDS = {
    LISTED_AND_DESCRIBED: "in the list (§5.2.3) and, as we read it, in the description (§6)",
    LISTED: "in the list (§5.2.3), not in the description (§6)",
    DESCRIBED: "in the description (§6), as we read it; not in the list (§5.2.3)",
    NEITHER: "in neither section",
}

HEAD, NARROW_HEAD, LINE_HEIGHT = 34, 64, 46
NAMES, NARROW_NAMES = 150, 122
NARROW = 460
"""Up to this width of the chart the names of the partners stand on end."""
LINE = "rgba(138,133,148,0.35)"


class Cell(NamedTuple):
    """Where a pair of industry and partner stands, and what is known of it."""

    line: int
    column: int
    partner_id: str
    known: str
    tip: str


def list_cells(coverage: pd.DataFrame, partner_ids: Sequence[str]) -> list[Cell]:
    """The cells of the partners in the order in which the matrix draws them."""
    industries = list(dict.fromkeys(coverage["industry"]))
    return [
        Cell(
            line=industries.index(row.industry),
            column=partner_ids.index(row.partner_id),
            partner_id=row.partner_id,
            known=name_known(row),
            tip=f"{row.partner}, {row.industry}: {WORDS[name_known(row)]}",
        )
        for row in make_rows(coverage, Coverage)
        if row.partner_id in partner_ids
    ]


def name_known(row: Coverage) -> str:
    """Which of the two sections names a pair."""
    if row.listed:
        return LISTED_AND_DESCRIBED if row.described else LISTED
    return DESCRIBED if row.described else NEITHER


def build_matrix(coverage: pd.DataFrame, partner_ids: Sequence[str], *, ink: str = look.INK) -> dict[str, Any]:
    """A line for each target industry, a column for each partner; the cells in the order of `list_cells`."""
    names = dict(zip(coverage["partner_id"], coverage["partner"], strict=True))
    industries = list(dict.fromkeys(coverage["industry"]))
    heads = [names[partner].partition("/")[0] for partner in partner_ids]
    data = [_build_cell(cell) for cell in list_cells(coverage, partner_ids)]
    return {
        "tooltip": {"confine": True, "textStyle": {"fontSize": look.FONT_SIZE}},
        "xAxis": _build_axis(heads, position="top"),
        "yAxis": _build_axis(industries, inverse=True),
        "series": [
            {
                "type": "scatter",
                "symbol": "rect",
                "data": data,
                "selectedMode": "single",
                "tooltip": {"formatter": "{@[2]}"},
            }
        ],
        "animation": False,
        "media": echarts.switch_by_width(
            narrow_up_to=NARROW,
            narrow=_build_layout(look.SMALL, names=NARROW_NAMES, head=NARROW_HEAD, cell=27, rotate=90, ink=ink),
            wide=_build_layout(look.FONT_SIZE, names=NAMES, head=HEAD, cell=54, rotate=0, ink=ink),
        ),
    }


def measure_height(coverage: pd.DataFrame) -> int:
    """The pixels that the matrix needs."""
    return NARROW_HEAD + LINE_HEIGHT * coverage["industry"].nunique() + 1


def describe_matrix(coverage: pd.DataFrame, partner_ids: Sequence[str]) -> str:
    """The matrix in words: the pairs that at least one section names."""
    return "; ".join(cell.tip for cell in list_cells(coverage, partner_ids) if cell.known != NEITHER)


def _build_cell(cell: Cell) -> dict[str, Any]:
    # Without a colour of its own text takes that of the theme.
    colour = {"color": "#FFFFFF"} if cell.known == LISTED_AND_DESCRIBED else {}
    return {
        "value": [cell.column, cell.line, cell.tip],
        **echarts.keep_looks({"opacity": 1, **LOOKS[cell.known]}),
        "label": {"show": True, "formatter": cell.known, **colour},
    }


def _build_axis(names: Sequence[str], **more: Any) -> dict[str, Any]:
    lines = {"show": True, "lineStyle": {"color": LINE}}
    return {"type": "category", "data": list(names), **echarts.QUIET, "splitLine": lines, **more}


def _build_layout(font_size: int, *, names: int, head: int, cell: int, rotate: int, ink: str) -> dict[str, Any]:
    """What differs with the width: room for the names, type, and how wide a cell is."""
    label = {"interval": 0, "fontSize": font_size, "color": ink}
    return {
        "grid": echarts.fix_grid(left=names, right=1, top=head, bottom=1),
        "xAxis": {"axisLabel": {**label, "rotate": rotate}},
        "yAxis": {"axisLabel": {**label, "width": names - 10, "overflow": "break"}},
        "series": [{"symbolSize": [cell, LINE_HEIGHT - 14], "label": echarts.center_text(font_size, width=cell)}],
    }
