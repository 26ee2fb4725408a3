"""Draws a time line as an option of ECharts. Nothing here knows the server.

On a wide screen the names stand left of the dates and the states right of them; on a narrow one the names stand above.
The browser chooses, since it alone knows how wide it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from dia_data.wording.days import format_day
from pages.ui.charts import echarts, look
from pages.ui.charts.chart import CLEAR, EMPTY, TimeKind, Timeline, TimeRow
from pages.ui.charts.echarts import Option
from pages.ui.charts.look import GREY, INK, PURPLE

ROW_HEIGHT = 21
HEAD, FOOT = 46, 50
NARROW_ROW_HEIGHT, NARROW_HEAD = 26, 98
"""On a narrow screen the names need a line of their own, and the legend several."""
NAMES_WIDTH, STATES_WIDTH = 372, 150
NARROW_STATES_WIDTH = 124
INDENT = 14
"""Of the names under their heading; on a narrow screen of the dates too, whose first month begins before them."""
NAME_FONT = 13

NARROW = 820
"""Up to this width of the chart the names stand above the dates."""
LOWER = 7
"""By how many pixels the dates are lower where the name stands above them."""

EDGE = 3
"""The least width of a bar in pixels, so that a mission of a few days can be seen."""

BAND = "rgba(139,79,191,0.14)"
ROWS, STATES, LINES = "rows", "states", "lines"
MONTHS = {"year": "{yyyy}", "month": "{MMM}"}
TIP = {"formatter": "<b>{@[2]}</b><br>{@[3]}"}
LINES_OF_TIP = "white-space: pre-line; max-width: 32rem"
"""What is said of a row has a line for each kind of dates; as text, it cannot bring marks of its own for that."""
DAY = timedelta(days=1)


def draw(chart: Timeline, *, ink: str = INK) -> Option:
    """All dates of each row in one line, marks of due days, its state, and today's line; `ink` is the colour of text.

    The rows are the first series, in their order: what is clicked is told by its place there.
    """
    marks = [*(_draw_kind(chart, kind) for kind in chart.kinds), _draw_open_ends(chart), _draw_dues(chart)]
    shown = [mark for mark in marks if _has_content(mark)]
    now = [_key_today(chart)] if chart.is_now else []
    return {
        "tooltip": {"confine": True, "textStyle": {"fontSize": look.FONT_SIZE}, "extraCssText": LINES_OF_TIP},
        "legend": {
            "data": [*(_key(chart, mark["name"]) for mark in shown), *now],
            "textStyle": {"color": ink},
            "left": 0,
            "top": 0,
            "itemWidth": 14,
            "selectedMode": False,
        },
        "title": _note(chart),
        "xAxis": [{"type": "value", "min": 0, "max": 1, "show": False}, _build_months(chart, ink)],
        "yAxis": [_build_names(chart.rows), _build_places(len(chart.rows))],
        "series": [
            _draw_rows(chart.rows, ink),
            _draw_states(chart.rows),
            *(_place_on_dates(mark) for mark in (*shown, _draw_lines(chart, ink))),
        ],
        "animation": False,
        "media": echarts.switch_by_width({NARROW: _fit_narrow(chart, shown)}, wide=_fit_wide(chart, shown)),
    }


def measure_height(rows: int, *, is_narrow: bool = False) -> int:
    """The pixels that a time line of so many rows needs."""
    row, head = (NARROW_ROW_HEIGHT, NARROW_HEAD) if is_narrow else (ROW_HEIGHT, HEAD)
    return row * max(rows, 2) + head + FOOT


def describe_today(chart: Timeline) -> str:
    """`today, 31 Dec 2021`."""
    return f"today, {format_day(chart.today)}"


def _has_content(mark: Option) -> bool:
    return bool(mark["data"] or mark.get("markArea", {}).get("data"))


# --- axes -------------------------------------------------------------------------------------------------------------


def _build_months(chart: Timeline, ink: str) -> Option:
    lines = {"show": True, "lineStyle": {"color": GREY, "opacity": 0.25}}
    return {
        "type": "time", "gridIndex": 1, "position": "top", "min": chart.first.isoformat(),
        "max": chart.last.isoformat(), **echarts.QUIET, "splitLine": lines, "axisLabel": {"color": ink},
    }  # fmt: skip


def _build_names(rows: Sequence[TimeRow]) -> Option:
    """The rows over the whole width. Their names are labels of these, since those of an axis cannot be clicked."""
    names = [str(place) for place in range(len(rows))]
    return {"type": "category", "inverse": True, "data": names, "show": False}


def _build_places(count: int) -> Option:
    """The same rows as numbers: marks stand on them wherever the names are."""
    ends = {"min": -0.5, "max": count - 0.5}
    return {"type": "value", "gridIndex": 1, "inverse": True, "show": False, **ends}


def _note(chart: Timeline) -> Option:
    """Where today lies, if it is beyond the axis."""
    style, now = {"fontWeight": "normal"}, describe_today(chart)
    if chart.today > chart.last:
        return {"text": f"{now}: after these dates", "right": 0, "bottom": 0, "padding": 0, "textStyle": style}
    text = "" if chart.today >= chart.first else f"{now}: before these dates"
    return {"text": text, "left": 0, "bottom": 0, "padding": 0, "textStyle": style}


def _key(chart: Timeline, name: str) -> Option:
    icons = {chart.due: "diamond", chart.open_end: "triangle"}
    return {"name": name, "icon": icons.get(name, "rect")}


def _key_today(chart: Timeline) -> Option:
    return {"name": describe_today(chart), "icon": "path://M0,0h3v20h-3z"}


# --- rows -------------------------------------------------------------------------------------------------------------


def _draw_rows(rows: Sequence[TimeRow], ink: str) -> Option:
    """What is hovered and clicked: each row as a whole, with its name; what is chosen is a band."""
    return {
        "type": "bar",
        "id": ROWS,
        "barWidth": ROW_HEIGHT,
        "barGap": "-100%",
        "data": [
            _draw_heading(row, place) if row.is_heading else _draw_row(row, place) for place, row in enumerate(rows)
        ],
        "label": {"show": True, "color": ink},
        "selectedMode": "single",
        "emphasis": {"disabled": True},
        "tooltip": TIP,
    }


def _draw_heading(row: TimeRow, place: int) -> Option:
    return {
        "value": [1, place, row.name, ""],
        **echarts.keep_looks({"color": CLEAR, "borderWidth": 0}),
        "label": {"formatter": row.label, "fontWeight": "bold"},
        "cursor": "default",
        "tooltip": {"show": False},
    }


def _draw_row(row: TimeRow, place: int) -> Option:
    return {
        "value": [1, place, row.name, row.tip],
        **echarts.keep_looks({"color": BAND if row.is_framed else CLEAR, "borderWidth": 0}),
        "label": {"formatter": row.label, "padding": [0, 0, 0, INDENT]},
    }


def _draw_states(rows: Sequence[TimeRow]) -> Option:
    """The state of each row in words, at its end."""
    data = [[0, place] if row.is_heading else _draw_state(row, place) for place, row in enumerate(rows)]
    return {
        "type": "bar", "id": STATES, "barWidth": ROW_HEIGHT, "silent": True, "data": data,
        "itemStyle": {"color": CLEAR},
    }  # fmt: skip


def _draw_state(row: TimeRow, place: int) -> Option:
    # Without a colour of its own text takes that of the theme.
    colour = {"color": row.state_ink} if row.state_ink else {}
    return {"value": [1, place], "label": {"show": True, "formatter": row.state, **colour}}


# --- dates ------------------------------------------------------------------------------------------------------------


def _place_on_dates(mark: Option) -> Option:
    return {**mark, "xAxisIndex": 1, "yAxisIndex": 1, "silent": True}


def _draw_kind(chart: Timeline, kind: TimeKind) -> Option:
    spans = _list_spans(chart, kind.name)
    return _draw_outlines(kind, spans) if kind.is_outline else _draw_spans(kind, spans)


def _list_spans(chart: Timeline, kind: str) -> list[tuple[int, date, date]]:
    """Place, first and last day of each span of a kind."""
    return [
        (place, span.first, span.last)
        for place, row in enumerate(chart.rows)
        for span in row.spans
        if span.kind == kind
    ]


def _draw_outlines(kind: TimeKind, spans: Sequence[tuple[int, date, date]]) -> Option:
    """An outline from the first day to the end of the last one."""
    outline = {"color": CLEAR, "borderColor": kind.fill, "borderWidth": 1.5, "opacity": 1}
    corners = _find_corners(spans, kind.height)
    return {
        "type": "line", "id": kind.name, "name": kind.name, "data": [], "itemStyle": outline,
        "markArea": {"silent": True, "itemStyle": outline, "data": corners},
    }  # fmt: skip


def _find_corners(spans: Iterable[tuple[int, date, date]], height: int) -> list[list[Option]]:
    """The corners of each outline, which is so many pixels high."""
    half = height / ROW_HEIGHT / 2
    return [
        [
            {"xAxis": first.isoformat(), "yAxis": round(place - half, 3)},
            {"xAxis": (last + DAY).isoformat(), "yAxis": round(place + half, 3)},
        ]
        for place, first, last in spans
    ]


def _draw_spans(kind: TimeKind, spans: Iterable[tuple[int, date, date]]) -> Option:
    """A thick line from the first day to the end of the last one."""
    data: list[Any] = []
    for place, first, last in spans:
        data += [[first.isoformat(), place], [(last + DAY).isoformat(), place], [EMPTY, place]]
    return {
        "type": "line", "id": kind.name, "name": kind.name, "data": data, "symbol": "rect", "showAllSymbol": True,
        "lineStyle": {"color": kind.fill, "opacity": 1, "cap": "butt"},
        "itemStyle": {"color": kind.fill, "opacity": 1},
    }  # fmt: skip


def _draw_open_ends(chart: Timeline) -> Option:
    """Where only a start or only an end is known: an arrow head at it, pointing along the time that is not known."""
    fills = {kind.name: kind.fill for kind in chart.kinds}
    data = [
        {
            "value": [one.at.isoformat(), place],
            "symbolRotate": -90 if one.is_start else 90,
            "itemStyle": {"color": fills[one.kind], "opacity": 1},
        }
        for place, row in enumerate(chart.rows)
        for one in row.open_ends
    ]
    name = chart.open_end
    return {"type": "scatter", "id": name, "name": name, "data": data, "symbol": "triangle", "z": 4}


def _draw_dues(chart: Timeline) -> Option:
    data = [[day.isoformat(), place] for place, row in enumerate(chart.rows) for day in row.dues]
    return {
        "type": "scatter", "id": chart.due, "name": chart.due, "symbol": "diamond", "z": 4, "data": data,
        "itemStyle": {"color": "white", "opacity": 1, "borderColor": PURPLE, "borderWidth": 2},
    }  # fmt: skip


def _draw_lines(chart: Timeline, ink: str) -> Option:
    """Today, and the last day, each with what it is below."""
    lines: list[Option] = []
    if chart.is_now:
        label = {"formatter": describe_today(chart), "color": ink, "distance": 4, "align": "center"}
        lines.append({"xAxis": chart.today.isoformat(), "lineStyle": {"color": ink, "type": "solid"}, "label": label})
    if chart.last_day:
        text = f"{chart.last_day_is} {format_day(chart.last_day)} {chart.last_day_sign}".rstrip()
        label = {"formatter": text, "color": ink, "distance": 22 if lines else 4, "align": "right"}
        line = {"color": GREY, "type": "dotted"}
        lines.append({"xAxis": chart.last_day.isoformat(), "lineStyle": line, "label": label})
    marks = {"symbol": "none", "silent": True, "data": lines, "lineStyle": {"width": 2}, "label": {"position": "end"}}
    return {
        "type": "line", "id": LINES, "name": describe_today(chart), "data": [], "itemStyle": {"color": ink},
        "markLine": marks,
    }  # fmt: skip


# --- what differs with the width --------------------------------------------------------------------------------------


def _fit_wide(chart: Timeline, shown: Sequence[Option]) -> Option:
    """Names left, dates in the middle, states right."""
    return _fit(
        chart, font_size=NAME_FONT, sides={"top": HEAD, "left": NAMES_WIDTH, "right": STATES_WIDTH}, shown=shown,
        heights={kind.name: kind.height for kind in chart.kinds}, down=0,
        state={"offset": [8 - STATES_WIDTH, 0], "align": "left"},
    )  # fmt: skip


def _fit_narrow(chart: Timeline, shown: Sequence[Option]) -> Option:
    """Each name above its dates, with the state beside these."""
    return _fit(
        chart, font_size=look.SMALL, sides={"top": NARROW_HEAD, "left": INDENT, "right": NARROW_STATES_WIDTH},
        shown=shown, heights={kind.name: kind.narrow_height for kind in chart.kinds}, down=LOWER,
        state={"offset": [0, LOWER], "align": "right"},
    )  # fmt: skip


def _fit(
    chart: Timeline,
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
        "yAxis": [{}, {"min": -0.5 - lower, "max": len(chart.rows) - 0.5 - lower}],
        "series": [
            {"id": ROWS, "label": {"fontSize": font_size, **name}},
            {"id": STATES, "label": {"fontSize": font_size, "position": "right", "distance": 0, **state}},
            *({"id": mark["id"], **_size_mark(chart, mark, heights)} for mark in shown),
            {"id": LINES, "markLine": {"label": {"fontSize": font_size}}},
        ],
    }


def _size_mark(chart: Timeline, mark: Option, heights: Mapping[str, int]) -> Option:
    if "markArea" in mark:
        corners = _find_corners(_list_spans(chart, mark["id"]), heights[mark["id"]])
        return {"markArea": {"data": corners}}
    if mark["type"] == "line":
        thick = heights[mark["id"]]
        return {"lineStyle": {"width": thick}, "symbolSize": [EDGE, thick]}
    return {"symbolSize": 8 if mark["id"] == chart.due else 12}
