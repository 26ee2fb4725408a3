"""The time line of the joint activities, as an option of ECharts. Nothing here knows the server.

The activities stand by strand. On a wide screen the names stand left of the dates and the states right of them; on a
narrow one the names stand above. The browser chooses, since it alone knows how wide it is.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from dia_data.roadmap import ActivityStatus, Programme, Revision, State
from dia_data.wording.days import format_day
from pages.ui.charts import echarts, look
from pages.ui.charts.echarts import Option
from pages.ui.charts.look import GREY, PURPLE, PURPLE_LIGHT
from pages.ui.roadmap import text as table

ROW_HEIGHT = 21
HEAD, FOOT = 46, 50
NARROW_ROW_HEIGHT, NARROW_HEAD = 26, 98
"""On a narrow screen the names need a line of their own, and the legend several."""
NAMES_WIDTH, STATES_WIDTH = 372, 150
NARROW_STATES_WIDTH = 124
INDENT = 14
"""Of the names under that of their strand; on a narrow screen of the dates too, whose first month begins before them.
"""
NAME_FONT = 13

NARROW = 820
"""Up to this width of the chart the names stand above the dates."""
LOWER = 7
"""By how many pixels the dates are lower where the name stands above them."""

EDGE = 3
"""The least width of a bar in pixels, so that a mission of a few days can be seen."""

NEAR_DAYS = 120
"""Today is on the axis if it lies no further than this outside the dates; else a note says where it is."""


Row = str | ActivityStatus
"""A strand by its name, or an activity."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How one kind of dates is drawn."""

    kind: str
    colour: str
    height: int


PLANNED = "planned"
BARS = (
    Bar(kind=PLANNED, colour=GREY, height=17),
    Bar(kind="revised", colour=PURPLE_LIGHT, height=10),
    Bar(kind="actual", colour=PURPLE, height=6),
)
"""One within the other, so that all three stay visible in one row; what was planned is an outline."""
DELAY = "delay"
DELAY_HEIGHT = 6
NARROW_HEIGHTS = {PLANNED: 9, "revised": 6, "actual": 3, DELAY: 3}

ALARM = "#D1450B"
BAND = "rgba(139,79,191,0.14)"
ROWS, STATES, LINES = "rows", "states", "lines"
RECURRING, ONE_ENDED = "recurs by", "only start or end known"
MONTHS = {"year": "{yyyy}", "month": "{MMM}"}
TIP = {"formatter": "<b>{@[2]}</b><br>{@[3]}"}
LINES_OF_TIP = "white-space: pre-line; max-width: 32rem"
"""What is said of an activity has a line for each kind of dates; as text, it cannot bring marks of its own for that."""


def plot_timeline(
    statuses: Sequence[ActivityStatus],
    *,
    programme: Programme | None,
    today: date,
    ink: str,
    framed: Collection[str] = (),
    moved: Mapping[str, int] = MappingProxyType({}),
) -> Option:
    """Planned, revised and actual dates of each activity in one row, recurring marks, state, and today's line.

    `programme` is its row of dates; `framed` has the ids of activities to be set off; `ink` is the colour of the text;
    `moved` has the number of KPIs whose due dates an activity moves.
    The rows are the first series, as `arrange_rows` orders them: what is clicked is told by its place there.
    """
    rows = arrange_rows(statuses)
    days = _find_days(statuses, programme, today)
    bars = [_build_planned(rows), *(_build_bars(rows, bar) for bar in BARS[1:])]
    marks = [*bars, _build_delays(rows), _build_one_ended(rows), _build_recurring(rows)]
    shown = [mark for mark in marks if _has_content(mark)]
    now = [_key_today(today)] if days[0] <= today <= days[-1] else []
    return {
        "tooltip": {"confine": True, "textStyle": {"fontSize": look.FONT_SIZE}, "extraCssText": LINES_OF_TIP},
        "legend": {
            "data": [*(_key(mark["name"]) for mark in shown), *now],
            "textStyle": {"color": ink},
            "left": 0,
            "top": 0,
            "itemWidth": 14,
            "selectedMode": False,
        },
        "title": _note(today, days),
        "xAxis": [{"type": "value", "min": 0, "max": 1, "show": False}, _build_months(days, ink)],
        "yAxis": [_build_names(rows), _build_places(len(rows))],
        "series": [
            _build_rows(rows, framed, moved, ink),
            _build_states(rows),
            *(_place_on_dates(mark) for mark in (*shown, _build_lines(programme, today, days, ink))),
        ],
        "animation": False,
        "media": echarts.switch_by_width({NARROW: _build_narrow(rows, shown)}, wide=_build_wide(rows, shown)),
    }


def arrange_rows(statuses: Sequence[ActivityStatus]) -> list[Row]:
    """The rows of the time line: each strand by its name, and below it its activities."""
    rows: list[Row] = []
    for name, group in table.group_by_strand(statuses):
        rows += [name, *group]
    return rows


def measure_height(statuses: Sequence[ActivityStatus], *, is_narrow: bool = False) -> int:
    """The pixels that the time line needs."""
    row, head = (NARROW_ROW_HEIGHT, NARROW_HEAD) if is_narrow else (ROW_HEIGHT, HEAD)
    return row * max(len(arrange_rows(statuses)), 2) + head + FOOT


def _list_activities(rows: Sequence[Row]) -> list[tuple[int, ActivityStatus]]:
    """The activities among the rows, each with its place."""
    return [(place, one) for place, one in enumerate(rows) if isinstance(one, ActivityStatus)]


def _has_content(mark: Option) -> bool:
    return bool(mark["data"] or mark.get("markArea", {}).get("data"))


def _describe_today(today: date) -> str:
    return f"today, {format_day(today)}"


def _find_days(statuses: Sequence[ActivityStatus], programme: Programme | None, today: date) -> list[date]:
    """First and last day of the axis, with some air."""
    rows = [row for one in statuses for row in (one.planned, one.revised, one.actual, programme) if row]
    known = [day for row in rows for day in (row.starts, row.ends) if day] or [today]
    first, last = min(known), max(known)
    near = timedelta(days=NEAR_DAYS)
    if first - near <= today <= last + near:
        first, last = min(first, today), max(last, today)
    return [first - timedelta(days=10), last + timedelta(days=20)]


def _build_months(days: Sequence[date], ink: str) -> Option:
    first, last = (day.isoformat() for day in days)
    lines = {"show": True, "lineStyle": {"color": GREY, "opacity": 0.25}}
    return {
        "type": "time", "gridIndex": 1, "position": "top", "min": first, "max": last, **echarts.QUIET,
        "splitLine": lines, "axisLabel": {"color": ink},
    }  # fmt: skip


def _build_names(rows: Sequence[Row]) -> Option:
    """The rows over the whole width. Their names are labels of these, since those of an axis cannot be clicked."""
    names = [str(place) for place in range(len(rows))]
    return {"type": "category", "inverse": True, "data": names, "show": False}


def _build_places(count: int) -> Option:
    """The same rows as numbers: marks stand on them wherever the names are."""
    ends = {"min": -0.5, "max": count - 0.5}
    return {"type": "value", "gridIndex": 1, "inverse": True, "show": False, **ends}


def _build_rows(rows: Sequence[Row], framed: Collection[str], moved: Mapping[str, int], ink: str) -> Option:
    """What is hovered and clicked: each row as a whole, with its name; what is chosen is a band."""
    return {
        "type": "bar",
        "id": ROWS,
        "barWidth": ROW_HEIGHT,
        "barGap": "-100%",
        "data": [
            _build_row(one, place, is_framed=one.activity_id in framed, moved=moved.get(one.activity_id, 0))
            if isinstance(one, ActivityStatus)
            else _build_heading(one, place)
            for place, one in enumerate(rows)
        ],
        "label": {"show": True, "color": ink},
        "selectedMode": "single",
        "emphasis": {"disabled": True},
        "tooltip": TIP,
    }


def _build_heading(name: str, place: int) -> Option:
    return {
        "value": [1, place, name, ""],
        **echarts.keep_looks({"color": "transparent", "borderWidth": 0}),
        "label": {"formatter": name, "fontWeight": "bold"},
        "cursor": "default",
        "tooltip": {"show": False},
    }


def _build_row(status: ActivityStatus, place: int, *, is_framed: bool, moved: int) -> Option:
    name = status.activity.activity_name
    style = {"color": BAND if is_framed else "transparent", "borderWidth": 0}
    return {
        "value": [1, place, name, _describe_status(status, moved=moved)],
        **echarts.keep_looks(style),
        "label": {"formatter": table.shorten(name), "padding": [0, 0, 0, INDENT]},
    }


def _build_states(rows: Sequence[Row]) -> Option:
    """The state of each activity in words, at the end of its row."""
    data = [
        _build_state(one, place) if isinstance(one, ActivityStatus) else [0, place] for place, one in enumerate(rows)
    ]
    clear = {"color": "transparent"}
    return {"type": "bar", "id": STATES, "barWidth": ROW_HEIGHT, "silent": True, "data": data, "itemStyle": clear}


def _build_state(status: ActivityStatus, place: int) -> Option:
    # Without a colour of its own text takes that of the theme.
    colour = {"color": ALARM} if status.state is State.OVERDUE else {}
    return {"value": [1, place], "label": {"show": True, "formatter": table.describe_state(status), **colour}}


def _describe_status(status: ActivityStatus, *, moved: int) -> str:
    """What is said of an activity on hovering: its dates of each kind, the state and why."""
    kinds = ("planned", "revised", "actual")
    dated = [f"{kind}: {table.format_span(row)}" for kind in kinds if (row := _find_dates(status, kind))]
    recurs = [f"due by {', '.join(format_day(due) for due in table.list_occurrences(status))}"]
    why = table.find_reason(status)
    reasons = [f"Reason: {' '.join(why.split())}"] if why else []
    moves = [f"Its new end moves {table.count_dues(moved)}"] if moved else []
    state = table.describe_state(status)
    return "\n".join([*dated, *(recurs if table.list_occurrences(status) else []), state, *moves, *reasons])


def _find_dates(status: ActivityStatus, kind: str) -> Revision | None:
    """The dates of one kind: `planned`, `revised` or `actual`."""
    found: Revision | None = getattr(status, kind)
    return found


def _place_on_dates(mark: Option) -> Option:
    return {**mark, "xAxisIndex": 1, "yAxisIndex": 1, "silent": True}


def _list_spans(rows: Sequence[Row], kind: str) -> list[tuple[int, date, date]]:
    """Place, first and last day of each activity of which both are known for a kind of dates."""
    dates = [(place, _find_dates(one, kind)) for place, one in _list_activities(rows)]
    return [(place, row.starts, row.ends) for place, row in dates if row and row.starts and row.ends]


def _build_planned(rows: Sequence[Row]) -> Option:
    """An outline from the first day to the end of the last one."""
    outline = {"color": "transparent", "borderColor": GREY, "borderWidth": 1.5, "opacity": 1}
    return {
        "type": "line", "id": PLANNED, "name": PLANNED, "data": [], "itemStyle": outline,
        "markArea": {"silent": True, "itemStyle": outline, "data": _outline_planned(rows, BARS[0].height)},
    }  # fmt: skip


def _outline_planned(rows: Sequence[Row], height: int) -> list[list[Option]]:
    """The corners of each outline, which is so many pixels high."""
    half = height / ROW_HEIGHT / 2
    return [
        [
            {"xAxis": starts.isoformat(), "yAxis": round(place - half, 3)},
            {"xAxis": (ends + timedelta(days=1)).isoformat(), "yAxis": round(place + half, 3)},
        ]
        for place, starts, ends in _list_spans(rows, PLANNED)
    ]


def _build_bars(rows: Sequence[Row], bar: Bar) -> Option:
    """A thick line from the first day to the end of the last one, for each activity with both."""
    return _build_spans(bar, _list_spans(rows, bar.kind))


def _build_delays(rows: Sequence[Row]) -> Option:
    """From the day after the end that was planned, or moved with the whole programme, to the end that holds."""
    late = [(place, one.ends, one.delay_days or 0) for place, one in _list_activities(rows)]
    spans = [(place, ends - timedelta(days=days - 1), ends) for place, ends, days in late if ends and days > 0]
    return _build_spans(Bar(kind=DELAY, colour=ALARM, height=DELAY_HEIGHT), spans)


def _build_spans(bar: Bar, spans: Iterable[tuple[int, date, date]]) -> Option:
    data: list[Any] = []
    for place, starts, ends in spans:
        until = ends + timedelta(days=1)
        data += [[starts.isoformat(), place], [until.isoformat(), place], ["-", place]]
    return {
        "type": "line", "id": bar.kind, "name": bar.kind, "data": data, "symbol": "rect", "showAllSymbol": True,
        "lineStyle": {"color": bar.colour, "opacity": 1, "cap": "butt"},
        "itemStyle": {"color": bar.colour, "opacity": 1},
    }  # fmt: skip


def _build_one_ended(rows: Sequence[Row]) -> Option:
    """Where only a start or only an end is known: an arrow head at it, pointing along the time that is not known."""
    data = [
        {
            "value": [str(row.starts or row.ends), place],
            "symbolRotate": -90 if row.starts else 90,
            "itemStyle": {"color": bar.colour, "opacity": 1},
        }
        for place, one in _list_activities(rows)
        for bar in BARS
        if (row := _find_dates(one, bar.kind)) and bool(row.starts) != bool(row.ends)
    ]
    return {"type": "scatter", "id": ONE_ENDED, "name": ONE_ENDED, "data": data, "symbol": "triangle", "z": 4}


def _build_recurring(rows: Sequence[Row]) -> Option:
    due = [[day.isoformat(), place] for place, one in _list_activities(rows) for day in table.list_occurrences(one)]
    return {
        "type": "scatter", "id": RECURRING, "name": RECURRING, "symbol": "diamond", "z": 4, "data": due,
        "itemStyle": {"color": "white", "opacity": 1, "borderColor": PURPLE, "borderWidth": 2},
    }  # fmt: skip


def _key(name: str) -> Option:
    icons = {RECURRING: "diamond", ONE_ENDED: "triangle"}
    return {"name": name, "icon": icons.get(name, "rect")}


def _key_today(today: date) -> Option:
    return {"name": _describe_today(today), "icon": "path://M0,0h3v20h-3z"}


def _build_lines(programme: Programme | None, today: date, days: Sequence[date], ink: str) -> Option:
    """Today, and the end of the programme, each with what it is below."""
    lines: list[Option] = []
    if days[0] <= today <= days[-1]:
        label = {"formatter": _describe_today(today), "color": ink, "distance": 4, "align": "center"}
        lines.append({"xAxis": today.isoformat(), "lineStyle": {"color": ink, "type": "solid"}, "label": label})
    if programme:
        text = f"programme ends {format_day(programme.ends)}"
        label = {"formatter": text, "color": ink, "distance": 22 if lines else 4, "align": "right"}
        line = {"color": GREY, "type": "dotted"}
        lines.append({"xAxis": programme.ends.isoformat(), "lineStyle": line, "label": label})
    marks = {"symbol": "none", "silent": True, "data": lines, "lineStyle": {"width": 2}, "label": {"position": "end"}}
    return {
        "type": "line", "id": LINES, "name": _describe_today(today), "data": [], "itemStyle": {"color": ink},
        "markLine": marks,
    }  # fmt: skip


def _note(today: date, days: Sequence[date]) -> Option:
    """Where today lies, if it is beyond the axis."""
    style, now = {"fontWeight": "normal"}, _describe_today(today)
    if today > days[-1]:
        return {"text": f"{now}: after these dates", "right": 0, "bottom": 0, "padding": 0, "textStyle": style}
    text = "" if today >= days[0] else f"{now}: before these dates"
    return {"text": text, "left": 0, "bottom": 0, "padding": 0, "textStyle": style}


def _build_wide(rows: Sequence[Row], shown: Sequence[Option]) -> Option:
    """Names left, dates in the middle, states right."""
    heights = {bar.kind: bar.height for bar in BARS} | {DELAY: DELAY_HEIGHT}
    return _build_layout(
        rows, font_size=NAME_FONT, sides={"top": HEAD, "left": NAMES_WIDTH, "right": STATES_WIDTH}, heights=heights,
        shown=shown, down=0, state={"offset": [8 - STATES_WIDTH, 0], "align": "left"},
    )  # fmt: skip


def _build_narrow(rows: Sequence[Row], shown: Sequence[Option]) -> Option:
    """Each name above its dates, with the state beside these."""
    return _build_layout(
        rows, font_size=look.SMALL, sides={"top": NARROW_HEAD, "left": INDENT, "right": NARROW_STATES_WIDTH},
        heights=NARROW_HEIGHTS, shown=shown, down=LOWER, state={"offset": [0, LOWER], "align": "right"},
    )  # fmt: skip


def _build_layout(
    rows: Sequence[Row],
    *,
    font_size: int,
    sides: Option,
    heights: Mapping[str, int],
    shown: Sequence[Option],
    down: int,
    state: Option,
) -> Option:
    """What differs with the width: where rows and dates are, how large type and marks are."""
    lower = round(down / NARROW_ROW_HEIGHT, 3)
    name = {"position": "left", "distance": 0, "align": "left", "offset": [0, -down]}
    return {
        "grid": [
            echarts.fix_grid(bottom=FOOT, **sides | {"left": 0, "right": 0}),
            echarts.fix_grid(bottom=FOOT, **sides),
        ],
        "legend": {"textStyle": {"fontSize": font_size}},
        "title": {"textStyle": {"fontSize": font_size}},
        "xAxis": [{}, {"axisLabel": {"fontSize": font_size, "formatter": MONTHS, "hideOverlap": True}}],
        "yAxis": [{}, {"min": -0.5 - lower, "max": len(rows) - 0.5 - lower}],
        "series": [
            {"id": ROWS, "label": {"fontSize": font_size, **name}},
            {"id": STATES, "label": {"fontSize": font_size, "position": "right", "distance": 0, **state}},
            *({"id": mark["id"], **_size_mark(mark, rows, heights)} for mark in shown),
            {"id": LINES, "markLine": {"label": {"fontSize": font_size}}},
        ],
    }


def _size_mark(mark: Option, rows: Sequence[Row], heights: Mapping[str, int]) -> Option:
    if mark["id"] == PLANNED:
        return {"markArea": {"data": _outline_planned(rows, heights[PLANNED])}}
    if mark["type"] == "line":
        thick = heights[mark["id"]]
        return {"lineStyle": {"width": thick}, "symbolSize": [EDGE, thick]}
    return {"symbolSize": 8 if mark["id"] == RECURRING else 12}
