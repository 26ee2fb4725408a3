"""The course of one KPI in one scope, as an option of ECharts: results, target, expectation, forecast."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dia_data.kpis import Standing
from dia_data.queries.events import Event
from dia_data.queries.kpis import TargetFrom
from dia_data.queries.results import CoursePoint
from dia_data.wording.days import format_day
from pages.ui.charts import look
from pages.ui.indicators import kpi_events, kpi_text

HEIGHT = 300
ANIMATION_MS = 200
RESULT, TARGET, UPPER, FORECAST, EXPECTED = "Result", "Target", "Upper end", "Forecast", "Expected"


def plot_over_time(
    points: Sequence[CoursePoint],
    one: Standing,
    *,
    today: date,
    targets: Sequence[TargetFrom] = (),
    events: Sequence[Event] = (),
) -> dict[str, Any]:
    """The chart of a standing.

    `points` and `targets` are those of its scope in the order of days (no target: the present one throughout),
    `events` become marks above the course.
    """
    series = [
        _build_result(points, today),
        *_build_targets(one, targets, begins=_find_begin(points, today)),
        _build_expected(one),
        *_forecast(one, points),
    ]
    chart = {
        "grid": {"left": 8, "right": 24, "top": 48, "bottom": 8, "containLabel": True},
        "legend": {"top": 0, "textStyle": {"fontSize": look.FONT_SIZE}},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "time", "axisLabel": {"fontSize": look.FONT_SIZE, "hideOverlap": True}},
        "yAxis": {"type": "value", "axisLabel": {"fontSize": look.FONT_SIZE}},  # from 0, and below it where figures are
        "series": series,
        "animationDuration": ANIMATION_MS,
    }
    return _add_events(chart, events, days=_count_days(points, one, today, events)) if events else chart


def _count_days(points: Sequence[CoursePoint], one: Standing, today: date, events: Sequence[Event]) -> int:
    """How many days the axis covers."""
    days = [today, one.due, date.fromisoformat(_find_begin(points, today)), *(row.happened_on for row in events)]
    return (max(days) - min(days)).days


def _add_events(chart: dict[str, Any], events: Sequence[Event], *, days: int) -> dict[str, Any]:
    """The chart with room above its figures and before the first day, and the events in it."""
    figures = chart["yAxis"] | {"boundaryGap": [0, kpi_events.measure_headroom(events, days=days)]}
    marks = {"type": "value", "min": 0, "max": 1, "show": False}
    return chart | {
        "xAxis": chart["xAxis"] | {"boundaryGap": [kpi_events.MARGIN, 0]},
        "yAxis": [figures, marks],
        "series": [*chart["series"], kpi_events.build_series(events, days=days)],
    }


def _find_begin(points: Sequence[CoursePoint], today: date) -> str:
    return _format_iso(points[0].day) if points else _format_iso(today)


def _format_iso(day: date) -> str:
    return f"{day:%Y-%m-%d}"


def _build_result(points: Sequence[CoursePoint], today: date) -> dict[str, Any]:
    """What was reached, as a stair: a result holds until the next report; with a line for today."""
    data: list[list[Any]] = [[_format_iso(row.day), _round(row.result)] for row in points]
    if data and data[-1][0] < _format_iso(today):
        data.append([_format_iso(today), data[-1][1]])
    return {
        "type": "line",
        "name": RESULT,
        "step": "end",
        "symbolSize": 7,
        "data": data,
        "lineStyle": {"width": 3, "color": look.PURPLE},
        "itemStyle": {"color": look.PURPLE},
        "areaStyle": {"color": look.PURPLE, "opacity": 0.12},
        "markLine": {
            "symbol": "none",
            "data": [{"xAxis": _format_iso(today), "label": {"formatter": "today"}}],
            "lineStyle": {"color": look.GREY, "type": "dotted"},
            "label": {"fontSize": 12, "color": look.GREY, "position": "insideEndTop"},
        },
    }


def _build_targets(one: Standing, targets: Sequence[TargetFrom], *, begins: str) -> list[dict[str, Any]]:
    """The target as a line up to the due date, with a step where it was changed; a second line for a range."""
    due = _format_iso(one.due)
    steps = [[max(_format_iso(row.valid_from), begins), row.target_min] for row in targets]
    lower = [*(steps or [[begins, one.target_min]]), [due, one.target_min]]
    lines = [_build_target_line(TARGET, lower)]
    if one.target_max is not None:
        lines.append(_build_target_line(UPPER, [[begins, one.target_max], [due, one.target_max]]))
    return lines


def _build_target_line(name: str, data: list[list[Any]]) -> dict[str, Any]:
    return {
        "type": "line",
        "name": name,
        "step": "end",
        "symbol": "none",
        "data": data,
        "lineStyle": {"width": 2, "type": "dashed", "color": look.PURPLE_LIGHT},
        "itemStyle": {"color": look.PURPLE_LIGHT},
    }


def _build_expected(one: Standing) -> dict[str, Any]:
    """What is expected by the day that the result reaches."""
    return {
        "type": "scatter",
        "name": EXPECTED,
        "symbol": "diamond",
        "symbolSize": 12,
        "data": [[_format_iso(one.expected_by), _round(one.expected)]],
        "itemStyle": {"color": look.GREY},
    }


def _forecast(one: Standing, points: Sequence[CoursePoint]) -> list[dict[str, Any]]:
    """From the day up to which it is known to the due date: the median, and lines to both ends of the interval."""
    if one.forecast is None or not points:
        return []
    start = [_format_iso(one.forecast.known_until), _round(points[-1].result)]
    ends = ((one.forecast.median, "dashed"), (one.forecast.low, "dotted"), (one.forecast.high, "dotted"))
    return [
        {
            "type": "line",
            "name": FORECAST,
            "symbolSize": 6,
            "data": [start, [_format_iso(one.due), _round(end)]],
            "lineStyle": {"width": 2, "type": kind, "color": look.GREY},
            "itemStyle": {"color": look.GREY},
        }
        for end, kind in ends
    ]


def _round(value: float) -> float:
    return round(float(value), 2)


def describe_chart(one: Standing, points: Sequence[CoursePoint], unit: str, events: Sequence[Event] = ()) -> str:
    """The chart in a sentence, for those who cannot see it."""
    since = f"since {format_day(points[0].day)}" if points else "never"
    lines = (
        f"Reported {since}; now {kpi_text.format_result(one, unit)}; forecast {kpi_text.format_forecast(one.forecast)}."
    )
    return f"{lines} {kpi_events.describe_events(events)}".rstrip()
