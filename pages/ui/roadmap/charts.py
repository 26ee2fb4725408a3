"""The time line of the joint activities, as an option of ECharts. Nothing here knows the server.

On a wide screen the names stand left of the dates and the states right of them; on a narrow one the names stand above.
The browser chooses, since it alone knows how wide it is.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dia_data.roadmap import ActivityStatus, Programme, Revision, State
from dia_data.wording.days import format_day
from pages.ui.charts import echarts, look
from pages.ui.charts.echarts import Option
from pages.ui.charts.look import GREY, PURPLE, PURPLE_LIGHT
from pages.ui.roadmap import text as table

ROW_HEIGHT = 24
HEAD, FOOT = 72, 46
NAMES_WIDTH, STATES_WIDTH = 318, 218
NARROW_STATES_WIDTH = 124
INDENT = 14
"""On a narrow screen: half of the first month, which stands in the middle above its first day."""

NARROW = 820
"""Up to this width of the chart the names stand above the dates."""
LOWER = 0.27
"""By how much of a row the dates are lower where its name stands above them."""

EDGE = 3
"""The least width of a bar in pixels, so that a mission of a few days can be seen."""

NEAR_DAYS = 120
"""Today is on the axis if it lies no further than this outside the dates; else a note says where it is."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How one kind of dates is drawn."""

    kind: str
    colour: str
    height: int
    opacity: float = 1


BARS = (
    Bar(kind="planned", colour=GREY, height=18, opacity=0.5),
    Bar(kind="revised", colour=PURPLE_LIGHT, height=11),
    Bar(kind="actual", colour=PURPLE, height=5),
)
"""One within the other, so that all three stay visible in one row."""
DELAY = "delay"
DELAY_HEIGHT = 5
NARROW_HEIGHTS = {"planned": 11, "revised": 7, "actual": 3, DELAY: 3}

ALARM = "#D1450B"
BAND = "rgba(139,79,191,0.14)"
ROWS, LINES = "rows", "lines"
RECURRING, ONE_ENDED = "recurs by", "only start or end known"
TIP = {"formatter": "<b>{@[2]}</b><br>{@[3]}"}
LINES_OF_TIP = "white-space: pre-line; max-width: 32rem"
"""What is said of an activity has a line for each kind of dates; as text, it cannot bring marks of its own for that."""


def plot_timeline(
    statuses: Sequence[ActivityStatus], *, programme: Programme | None, today: date, framed: Collection[str] = ()
) -> Option:
    """Planned, revised and actual dates of each activity in one row, recurring marks, state, and today's line.

    `programme` is its row of dates; `framed` has the ids of activities to be set off. The rows are the first series,
    in the order of `statuses`: what is clicked is told by its place there.
    """
    days = _find_days(statuses, programme, today)
    bars = [_build_bars(statuses, bar) for bar in BARS]
    marks = [*bars, _build_delays(statuses), _build_one_ended(statuses), _build_recurring(statuses)]
    shown = [mark for mark in marks if mark["data"]]
    lines = {"type": "line", "id": LINES, "data": [], "markLine": _build_lines(programme, today, days)}
    return {
        "tooltip": {"confine": True, "textStyle": {"fontSize": look.FONT_SIZE}, "extraCssText": LINES_OF_TIP},
        "legend": {
            "data": [_key(mark["name"]) for mark in shown],
            "left": 0,
            "top": 0,
            "itemWidth": 14,
            "selectedMode": False,
        },
        "title": _note(today, days),
        "xAxis": [{"type": "value", "min": 0, "max": 1, "show": False}, _build_months(days)],
        "yAxis": [_build_names(statuses), _build_places(len(statuses))],
        "series": [_build_rows(statuses, framed), *(_place_on_dates(mark) for mark in (*shown, lines))],
        "animation": False,
        "media": echarts.switch_by_width(
            narrow_up_to=NARROW, narrow=_build_narrow(len(statuses), shown), wide=_build_wide(len(statuses), shown)
        ),
    }


def measure_height(statuses: Sequence[ActivityStatus]) -> int:
    """The pixels that the time line needs."""
    return ROW_HEIGHT * max(len(statuses), 2) + HEAD + FOOT


def _find_days(statuses: Sequence[ActivityStatus], programme: Programme | None, today: date) -> list[date]:
    """First and last day of the axis, with some air."""
    rows = [row for one in statuses for row in (one.planned, one.revised, one.actual, programme) if row]
    known = [day for row in rows for day in (row.starts, row.ends) if day] or [today]
    first, last = min(known), max(known)
    near = timedelta(days=NEAR_DAYS)
    if first - near <= today <= last + near:
        first, last = min(first, today), max(last, today)
    return [first - timedelta(days=10), last + timedelta(days=20)]


def _build_months(days: Sequence[date]) -> Option:
    first, last = (day.isoformat() for day in days)
    lines = {"show": True, "lineStyle": {"color": GREY, "opacity": 0.25}}
    return {"type": "time", "position": "top", "min": first, "max": last, **echarts.QUIET, "splitLine": lines}


def _build_names(statuses: Sequence[ActivityStatus]) -> Option:
    names = [table.shorten(one.activity.activity_name) for one in statuses]
    return {"type": "category", "inverse": True, "data": names, "z": 3, **echarts.QUIET}


def _build_places(count: int) -> Option:
    """The same rows as numbers: marks stand on them wherever the names are."""
    return {"type": "value", "inverse": True, "show": False, "min": -0.5, "max": count - 0.5}


def _build_rows(statuses: Sequence[ActivityStatus], framed: Collection[str]) -> Option:
    """What is hovered and clicked: each row as a whole, with the state in words; what is chosen is a band."""
    return {
        "type": "bar",
        "id": ROWS,
        "barWidth": ROW_HEIGHT,
        "data": [_build_row(one, place, is_framed=one.activity_id in framed) for place, one in enumerate(statuses)],
        "selectedMode": "single",
        "emphasis": {"disabled": True},
        "tooltip": TIP,
    }


def _build_row(status: ActivityStatus, place: int, *, is_framed: bool) -> Option:
    style = {"color": BAND if is_framed else "transparent", "borderWidth": 0}
    # Without a colour of its own text takes that of the theme.
    colour = {"color": ALARM} if status.state is State.OVERDUE else {}
    return {
        "value": [1, place, status.activity.activity_name, _describe_status(status)],
        **echarts.keep_looks(style),
        "label": {"show": True, "formatter": table.describe_state(status), **colour},
    }


def _describe_status(status: ActivityStatus) -> str:
    """What is said of an activity on hovering: its dates of each kind, the state and why."""
    kinds = ("planned", "revised", "actual")
    dated = [f"{kind}: {table.format_span(row)}" for kind in kinds if (row := _find_dates(status, kind))]
    recurs = [f"due by {', '.join(format_day(due) for due in table.list_occurrences(status))}"]
    why = table.find_reason(status)
    reasons = [f"Reason: {' '.join(why.split())}"] if why else []
    return "\n".join(
        [*dated, *(recurs if table.list_occurrences(status) else []), table.describe_state(status), *reasons]
    )


def _find_dates(status: ActivityStatus, kind: str) -> Revision | None:
    """The dates of one kind: `planned`, `revised` or `actual`."""
    found: Revision | None = getattr(status, kind)
    return found


def _place_on_dates(mark: Option) -> Option:
    return {**mark, "xAxisIndex": 1, "yAxisIndex": 1, "silent": True}


def _build_bars(statuses: Sequence[ActivityStatus], bar: Bar) -> Option:
    """A thick line from the first day to the end of the last one, for each activity with both."""
    rows = [(place, _find_dates(one, bar.kind)) for place, one in enumerate(statuses)]
    spans = [(place, row.starts, row.ends) for place, row in rows if row and row.starts and row.ends]
    return _build_spans(bar, spans)


def _build_delays(statuses: Sequence[ActivityStatus]) -> Option:
    """From the day after the end that was planned, or moved with the whole programme, to the end that holds."""
    late = [(place, one.ends, one.delay_days or 0) for place, one in enumerate(statuses)]
    spans = [(place, ends - timedelta(days=days - 1), ends) for place, ends, days in late if ends and days > 0]
    return _build_spans(Bar(kind=DELAY, colour=ALARM, height=DELAY_HEIGHT), spans)


def _build_spans(bar: Bar, spans: Iterable[tuple[int, date, date]]) -> Option:
    data: list[Any] = []
    for place, starts, ends in spans:
        until = ends + timedelta(days=1)
        data += [[starts.isoformat(), place], [until.isoformat(), place], ["-", place]]
    return {
        "type": "line", "id": bar.kind, "name": bar.kind, "data": data, "symbol": "rect", "showAllSymbol": True,
        "lineStyle": {"color": bar.colour, "opacity": bar.opacity, "cap": "butt"},
        "itemStyle": {"color": bar.colour, "opacity": bar.opacity},
    }  # fmt: skip


def _build_one_ended(statuses: Sequence[ActivityStatus]) -> Option:
    """Where only a start or only an end is known: an arrow head at it, pointing along the time that is not known."""
    data = [
        {
            "value": [str(row.starts or row.ends), place],
            "symbolRotate": -90 if row.starts else 90,
            "itemStyle": {"color": bar.colour, "opacity": 1},
        }
        for place, one in enumerate(statuses)
        for bar in BARS
        if (row := _find_dates(one, bar.kind)) and bool(row.starts) != bool(row.ends)
    ]
    return {"type": "scatter", "id": ONE_ENDED, "name": ONE_ENDED, "data": data, "symbol": "triangle", "z": 4}


def _build_recurring(statuses: Sequence[ActivityStatus]) -> Option:
    return {
        "type": "scatter", "id": RECURRING, "name": RECURRING, "symbol": "diamond", "z": 4,
        "data": [[due.isoformat(), place] for place, one in enumerate(statuses) for due in table.list_occurrences(one)],
        "itemStyle": {"color": "white", "opacity": 1, "borderColor": PURPLE, "borderWidth": 2},
    }  # fmt: skip


def _key(name: str) -> Option:
    icons = {RECURRING: "diamond", ONE_ENDED: "triangle"}
    return {"name": name, "icon": icons.get(name, "rect")}


def _build_lines(programme: Programme | None, today: date, days: Sequence[date]) -> Option:
    """Today, and the end of the programme, each with what it is below."""
    lines = []
    if days[0] <= today <= days[-1]:
        label = {"formatter": f"today, {format_day(today)}", "color": ALARM, "distance": 4, "align": "center"}
        lines.append({"xAxis": today.isoformat(), "lineStyle": {"color": ALARM, "type": "solid"}, "label": label})
    if programme:
        text = f"programme ends {format_day(programme.ends)}"
        label = {"formatter": text, "color": GREY, "distance": 22, "align": "right"}
        line = {"color": GREY, "type": "dotted"}
        lines.append({"xAxis": programme.ends.isoformat(), "lineStyle": line, "label": label})
    return {
        "symbol": "none", "silent": True, "data": lines, "lineStyle": {"width": 2},
        "label": {"position": "end"},
    }  # fmt: skip


def _note(today: date, days: Sequence[date]) -> Option:
    """Where today lies, if it is beyond the axis."""
    style = {"fontWeight": "normal", "color": GREY}
    now = f"today, {format_day(today)}"
    if today > days[-1]:
        return {"text": f"→ {now}", "right": 0, "bottom": 0, "textStyle": style}
    return {"text": "" if today >= days[0] else f"← {now}", "left": 0, "bottom": 0, "textStyle": style}


def _build_wide(count: int, shown: Sequence[Option]) -> Option:
    """Names left, dates in the middle, states right."""
    sides = {"left": NAMES_WIDTH, "right": STATES_WIDTH}
    names = {"inside": False, "margin": 8, "align": "right", "verticalAlign": "middle", "padding": 0}
    heights = {bar.kind: bar.height for bar in BARS} | {DELAY: DELAY_HEIGHT}
    return _build_layout(
        look.FONT_SIZE, sides, names=names, heights=heights, shown=shown, down=0.0, count=count,
        state={"position": "right", "distance": 8, "offset": [0, 0], "align": "left"},
    )  # fmt: skip


def _build_narrow(count: int, shown: Sequence[Option]) -> Option:
    """Each name above its dates, with the state beside these."""
    sides, down = {"left": INDENT, "right": NARROW_STATES_WIDTH}, round(LOWER * ROW_HEIGHT)
    names = {"inside": True, "margin": 0, "align": "left", "verticalAlign": "bottom", "padding": [0, 0, 1, -INDENT]}
    return _build_layout(
        look.SMALL, sides, names=names, heights=NARROW_HEIGHTS, shown=shown, down=LOWER, count=count,
        state={"position": "right", "distance": 0, "offset": [NARROW_STATES_WIDTH, down], "align": "right"},
    )  # fmt: skip


def _build_layout(
    font_size: int,
    sides: Option,
    *,
    names: Option,
    heights: Mapping[str, int],
    shown: Sequence[Option],
    down: float,
    count: int,
    state: Option,
) -> Option:
    """What differs with the width: where rows and dates are, how large type and marks are."""
    months = {"fontSize": font_size, "lineHeight": font_size + 3, "formatter": "{MMM}\n{yyyy}", "hideOverlap": True}
    return {
        "grid": echarts.fix_grid(top=HEAD, bottom=FOOT, **sides),
        "legend": {"textStyle": {"fontSize": font_size}},
        "title": {"textStyle": {"fontSize": font_size}},
        "xAxis": [{}, {"axisLabel": months}],
        "yAxis": [
            {"axisLabel": {"interval": 0, "fontSize": font_size, **names}},
            {"min": -0.5 - down, "max": count - 0.5 - down},
        ],
        "series": [
            {"id": ROWS, "label": {"fontSize": font_size, **state}},
            *({"id": mark["id"], **_size_mark(mark, heights)} for mark in shown),
            {"id": LINES, "markLine": {"label": {"fontSize": font_size}}},
        ],
    }


def _size_mark(mark: Option, heights: Mapping[str, int]) -> Option:
    if mark["type"] == "line":
        thick = heights[mark["id"]]
        return {"lineStyle": {"width": thick}, "symbolSize": [EDGE, thick]}
    return {"symbolSize": 8 if mark["id"] == RECURRING else 12}
