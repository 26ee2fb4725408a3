"""Which activity we linked to which point, as an option of ECharts. Nothing here knows the server."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dia_data.swot import Answer, Point, PointActivity
from pages.ui.charts import echarts, look
from pages.ui.charts.look import GREY, PURPLE
from pages.ui.swot.text import shorten_label

HEADS, BELOW = 26, 6
SQUARE, DOT = 16, 4
UNSEEN = "rgba(0,0,0,0)"


@dataclass(frozen=True, kw_only=True)
class Room:
    """How much room a screen has: how high a line is, and how wide the names are that stand left of their squares."""

    line: int
    names: int
    font: int
    square: Any


WIDE = Room(line=26, names=452, font=13, square=SQUARE)
NARROW = Room(line=46, names=0, font=look.SMALL, square=[13, 11])
"""On a phone names stand above their squares."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A point with an activity; `answer` is our link between the two, None: there is none."""

    point: Point
    activity: PointActivity
    answer: Answer | None


def list_cells(points: Sequence[Point], activities: Sequence[PointActivity], answers: Sequence[Answer]) -> list[Cell]:
    """Each activity with each point: activities with most links first, points in the order of the board."""
    links = {(one.item_id, one.activity_id): one for one in answers}
    shown = {point.item_id for point in points}
    counts = Counter(one.activity_id for one in answers if one.item_id in shown)
    ranked = sorted(activities, key=lambda activity: -counts[activity.activity_id])
    return [
        Cell(point=point, activity=activity, answer=links.get((point.item_id, activity.activity_id)))
        for activity in ranked
        for point in points
    ]


def measure_height(cells: Sequence[Cell], room: Room) -> int:
    """How high the chart is, in pixels."""
    return HEADS + BELOW + room.line * len({cell.activity.activity_id for cell in cells})


def plot_coverage(
    cells: Sequence[Cell], labels: Mapping[str, str], *, room: Room = WIDE, ink: str = look.INK
) -> dict[str, Any]:
    """Activities in lines and points in columns; a square where we linked the two, else a faint dot.

    The first series has all cells in order, so that a click tells its point.
    """
    across = list(dict.fromkeys(cell.point.item_id for cell in cells))
    down = list({cell.activity.activity_id: cell.activity.activity_name for cell in cells}.items())
    lines = {code: place for place, (code, _) in enumerate(down)}
    places = [[across.index(cell.point.item_id), lines[cell.activity.activity_id]] for cell in cells]
    axis = {"type": "category", **echarts.QUIET}
    style = {"color": ink, "fontSize": room.font, "interval": 0}
    return {
        "tooltip": {"confine": True, "textStyle": {"fontSize": look.FONT_SIZE}},
        "grid": echarts.fix_grid(left=room.names, right=0, top=HEADS, bottom=BELOW),
        "xAxis": axis
        | {"position": "top", "data": [shorten_label(labels[item]) for item in across], "axisLabel": style},
        "yAxis": axis
        | {"inverse": True, "z": 3, "data": [name for _, name in down], "axisLabel": style | _place_names(room)},
        "series": [
            {
                "type": "scatter",
                "symbol": "rect",
                "symbolSize": room.square,
                "symbolOffset": [0, 0 if room is WIDE else 8],
                "selectedMode": "single",
                "data": [_build_cell(cell, place, labels) for cell, place in zip(cells, places, strict=True)],
            },
            {
                "type": "scatter",
                "symbolSize": DOT,
                "symbolOffset": [0, 0 if room is WIDE else 8],
                "silent": True,
                "itemStyle": {"color": GREY, "opacity": 0.45},
                "data": [place for cell, place in zip(cells, places, strict=True) if cell.answer is None],
            },
        ],
        "animation": False,
    }


def _place_names(room: Room) -> dict[str, Any]:
    if room is WIDE:
        return {"width": room.names - 12, "overflow": "break", "lineHeight": 13}
    return {
        "inside": True, "margin": 0, "align": "left", "verticalAlign": "bottom", "padding": [0, 0, 3, 0], "width": 320,
        "overflow": "truncate",
    }  # fmt: skip


def _build_cell(cell: Cell, place: Sequence[int], labels: Mapping[str, str]) -> dict[str, Any]:
    point = f"{labels[cell.point.item_id]} {cell.point.text}"
    why = (cell.answer.reason or "linked by us") if cell.answer else "not linked by us"
    words = f"<b>{escape(cell.activity.activity_name)}</b><br>{escape(point)}<br>{escape(why)}"
    look_of = {"color": PURPLE if cell.answer else UNSEEN, "opacity": 1}
    # Braces of what members typed would be taken for a template.
    return {
        "value": list(place),
        "tooltip": {"formatter": words.replace("{", "&#123;")},
        **echarts.keep_looks(look_of),
    }
