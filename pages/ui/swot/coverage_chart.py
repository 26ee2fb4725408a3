"""Which activity we linked to which point, described. Nothing here knows what draws it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dia_data.swot import Answer, PointActivity
from dia_data.swot import Point as SwotPoint
from pages.ui.charts import look
from pages.ui.charts.chart import CLEAR, Chart, Dots, Layout, Names, Point, Style, Tiles
from pages.ui.charts.look import GREY, PURPLE
from pages.ui.swot.text import shorten_label

HEADS, BELOW = 26, 6
SQUARE, DOT = (16, 16), 4
ABOVE_WIDTH = 320
"""Of a name above its squares."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """How much room a screen has: how high a line is, and how wide the names are that stand left of their squares."""

    line: int
    names: int
    font: int
    square: tuple[int, int]


WIDE = Room(line=26, names=452, font=13, square=SQUARE)
NARROW = Room(line=46, names=0, font=look.SMALL, square=(13, 11))
"""On a phone names stand above their squares."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A point with an activity; `answer` is our link between the two, None: there is none."""

    point: SwotPoint
    activity: PointActivity
    answer: Answer | None


def list_cells(
    points: Sequence[SwotPoint], activities: Sequence[PointActivity], answers: Sequence[Answer]
) -> list[Cell]:
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


def chart_coverage(cells: Sequence[Cell], labels: Mapping[str, str], *, room: Room = WIDE, alt: str = "") -> Chart:
    """Activities in lines and points in columns; a square where we linked the two, else a faint dot.

    The first mark has all cells in order, so that a click tells its point.
    """
    across = list(dict.fromkeys(cell.point.item_id for cell in cells))
    down = list({cell.activity.activity_id: cell.activity.activity_name for cell in cells}.items())
    lines = {code: place for place, (code, _) in enumerate(down)}
    places = [Point(x=across.index(cell.point.item_id), y=lines[cell.activity.activity_id]) for cell in cells]
    tiles = [_build_cell(cell, place, labels) for cell, place in zip(cells, places, strict=True)]
    blank = [place for cell, place in zip(cells, places, strict=True) if cell.answer is None]
    return Chart(
        finding=alt,
        compared="points",
        over="activities",
        across=Names(names=[shorten_label(labels[item]) for item in across]),
        down=Names(names=[name for _, name in down]),
        marks=[
            Tiles(name="links", tiles=tiles, is_clicked=True),
            Dots(name="not linked", points=blank, style=Style(fill=GREY, strength=0.45), size=DOT, is_pointed_at=False),
        ],
        layout=_lay_out(room),
        alt=alt,
    )


def _lay_out(room: Room) -> Layout:
    return Layout(
        font=room.font,
        left=room.names,
        right=0,
        top=HEADS,
        bottom=BELOW,
        names="left" if room is WIDE else "above",
        name_width=room.names - 12 if room is WIDE else ABOVE_WIDTH,
        line_height=13,
        lift=3,
        tile=room.square,
        tile_down=0 if room is WIDE else 8,
    )


def _build_cell(cell: Cell, place: Point, labels: Mapping[str, str]) -> Point:
    why = (cell.answer.reason or "linked by us") if cell.answer else "not linked by us"
    tip = [cell.activity.activity_name, f"{labels[cell.point.item_id]} {cell.point.text}", why]
    return replace(place, style=Style(fill=PURPLE if cell.answer else CLEAR), tip=tip)
