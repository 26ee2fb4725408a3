"""The time line of the joint activities, which stand by strand. Nothing here knows the server."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from dia_data.roadmap import ActivityStatus, Programme, Revision, State
from dia_data.wording.bases import BASES
from dia_data.wording.days import format_day
from pages.ui.charts import timeline
from pages.ui.charts.chart import OpenEnd, TimeKind, Timeline, TimeRow, TimeSpan
from pages.ui.charts.look import GREY, PURPLE, PURPLE_LIGHT
from pages.ui.roadmap import text as table

NEAR_DAYS = 120
"""Today is on the axis if it lies no further than this outside the dates; else a note says where it is."""

Row = str | ActivityStatus
"""A strand by its name, or an activity."""

ALARM = "#D1450B"
PLANNED, DELAY = "planned", "delay"
DATED = (
    TimeKind(name=PLANNED, fill=GREY, height=17, narrow_height=9, is_outline=True),
    TimeKind(name="revised", fill=PURPLE_LIGHT, height=10, narrow_height=6),
    TimeKind(name="actual", fill=PURPLE, height=6, narrow_height=3),
)
"""One within the other, so that all three stay visible in one row; what was planned is an outline."""
KINDS = (*DATED, TimeKind(name=DELAY, fill=ALARM, height=6, narrow_height=3))
RECURRING, ONE_ENDED = "recurs by", "only start or end known"
UNMOVED: Mapping[str, int] = MappingProxyType({})


def chart_timeline(
    statuses: Sequence[ActivityStatus],
    *,
    programme: Programme | None,
    today: date,
    framed: Collection[str] = (),
    moved: Mapping[str, int] = UNMOVED,
    alt: str = "",
) -> Timeline:
    """Planned, revised and actual dates of each activity in one row, recurring marks, state, and today's line.

    `programme` is its row of dates; `framed` has the ids of activities to be set off; `moved` has the number of KPIs
    whose due dates an activity moves. The rows stand as `arrange_rows` orders them.
    """
    first, last = _find_days(statuses, programme, today)
    return Timeline(
        finding=alt,
        compared="activities",
        over="days",
        kinds=KINDS,
        rows=[
            TimeRow(name=row, label=row, is_heading=True)
            if isinstance(row, str)
            else _build_row(row, is_framed=row.activity_id in framed, moved=moved.get(row.activity_id, 0))
            for row in arrange_rows(statuses)
        ],
        due=RECURRING,
        open_end=ONE_ENDED,
        first=first,
        last=last,
        today=today,
        last_day=programme.ends if programme else None,
        last_day_is="programme ends",
        alt=alt,
    )


def arrange_rows(statuses: Sequence[ActivityStatus]) -> list[Row]:
    """The rows of the time line: each strand by its name, and below it its activities."""
    rows: list[Row] = []
    for name, group in table.group_by_strand(statuses):
        rows += [name, *group]
    return rows


def measure_height(statuses: Sequence[ActivityStatus], *, is_narrow: bool = False) -> int:
    """The pixels that the time line needs."""
    return timeline.measure_height(len(arrange_rows(statuses)), is_narrow=is_narrow)


def _find_days(statuses: Sequence[ActivityStatus], programme: Programme | None, today: date) -> tuple[date, date]:
    """First and last day of the axis, with some air."""
    rows = [row for one in statuses for row in (one.planned, one.revised, one.actual, programme) if row]
    known = [day for row in rows for day in (row.starts, row.ends) if day] or [today]
    first, last = min(known), max(known)
    near = timedelta(days=NEAR_DAYS)
    if first - near <= today <= last + near:
        first, last = min(first, today), max(last, today)
    return first - timedelta(days=10), last + timedelta(days=20)


def _build_row(status: ActivityStatus, *, is_framed: bool, moved: int) -> TimeRow:
    name = status.activity.activity_name
    dates = {kind.name: row for kind in DATED if (row := _find_dates(status, kind.name))}
    return TimeRow(
        name=name,
        label=table.shorten(name),
        spans=[
            *(
                TimeSpan(kind=kind, first=row.starts, last=row.ends)
                for kind, row in dates.items()
                if row.starts and row.ends
            ),
            *_build_delay(status),
        ],
        open_ends=[
            OpenEnd(kind=kind, at=at, is_start=bool(row.starts))
            for kind, row in dates.items()
            if bool(row.starts) != bool(row.ends) and (at := row.starts or row.ends)
        ],
        dues=table.list_occurrences(status),
        state=table.describe_state(status),
        state_ink=ALARM if status.state is State.OVERDUE else "",
        tip=_describe_status(status, moved=moved),
        is_framed=is_framed,
    )


def _build_delay(status: ActivityStatus) -> list[TimeSpan]:
    """From the day after the end that was planned, or moved with the whole programme, to the end that holds."""
    days = status.delay_days or 0
    if not status.ends or days <= 0:
        return []
    return [TimeSpan(kind=DELAY, first=status.ends - timedelta(days=days - 1), last=status.ends)]


def _describe_status(status: ActivityStatus, *, moved: int) -> str:
    """What is said of an activity on hovering: its dates of each kind, the state and why."""
    dated = [f"{kind.name}: {table.format_span(row)}" for kind in DATED if (row := _find_dates(status, kind.name))]
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
<<<<<<< HEAD


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
        text = f"programme ends {format_day(programme.ends)} {BASES[programme.basis][0]}".rstrip()
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
=======
>>>>>>> w6-grammar
