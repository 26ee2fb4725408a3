"""The course of one KPI in one scope, described: results, target, expectation, forecast."""

from collections.abc import Sequence
from datetime import date

from dia_data.kpis import Standing
from dia_data.queries.events import Event
from dia_data.queries.results import CoursePoint
from dia_data.wanted import TargetFrom
from dia_data.wording.days import format_day
from pages.ui.charts import look
from pages.ui.charts.chart import Chart, Dash, Days, Dots, Layout, Line, Mark, Point, Rule, Scale, Style
from pages.ui.indicators import kpi_events, kpi_text

HEIGHT = 300
RESULT, TARGET, UPPER, FORECAST, EXPECTED = "Result", "Target", "Upper end", "Forecast", "Expected"


def chart_over_time(
    points: Sequence[CoursePoint],
    one: Standing,
    *,
    today: date,
    targets: Sequence[TargetFrom] = (),
    events: Sequence[Event] = (),
    alt: str = "",
) -> Chart:
    """The chart of a standing.

    `points` and `targets` are those of its scope in the order of days (no target: the present one throughout),
    `events` become flags above the course.
    """
    marks: list[Mark] = [
        _build_result(points, today),
        *_build_targets(one, targets, begins=_find_begin(points, today), ends=max(one.due, today)),
        _build_expected(one),
        *_forecast(one, points),
        Rule(at=today, text="today"),
    ]
    if events:
        marks.append(kpi_events.build_flags(events, days=_count_days(points, one, today, events)))
    return Chart(
        finding=alt,
        compared="result, target and forecast",
        over="days",
        across=Days(),
        down=Scale(has_lines=True),  # from 0, and below it where figures are
        marks=marks,
        layout=Layout(right=24, top=48),
        is_told_together=True,
        alt=alt,
    )


def _count_days(points: Sequence[CoursePoint], one: Standing, today: date, events: Sequence[Event]) -> int:
    """How many days the axis covers."""
    days = [today, one.due, _find_begin(points, today), *(row.happened_on for row in events)]
    return (max(days) - min(days)).days


def _find_begin(points: Sequence[CoursePoint], today: date) -> date:
    return points[0].day if points else today


def _build_result(points: Sequence[CoursePoint], today: date) -> Line:
    """What was reached, as a stair: a result holds until the next report."""
    course = [Point(x=row.day, y=_round(row.result)) for row in points]
    if points and points[-1].day < today:
        course.append(Point(x=today, y=course[-1].y))
    return Line(name=RESULT, points=course, style=Style(fill=look.PURPLE), width=3, dot=7, is_stair=True, filled=0.12)


def _build_targets(one: Standing, targets: Sequence[TargetFrom], *, begins: date, ends: date) -> list[Line]:
    """The target as a line over the whole result, with a step where it was changed; a second line for a range."""
    steps = [Point(x=max(row.valid_from, begins), y=row.target_min) for row in targets if row.target_min is not None]
    lower = [*(steps or [Point(x=begins, y=one.target_min)]), Point(x=ends, y=one.target_min)]
    lines = [_build_target_line(TARGET, lower)]
    if one.target_max is not None:
        upper = [Point(x=begins, y=one.target_max), Point(x=ends, y=one.target_max)]
        lines.append(_build_target_line(UPPER, upper))
    return lines


def _build_target_line(name: str, points: Sequence[Point]) -> Line:
    return Line(name=name, points=points, style=Style(fill=look.PURPLE_LIGHT), dash="dashed", is_stair=True)


def _build_expected(one: Standing) -> Dots:
    """What is expected by the day that the result reaches."""
    point = Point(x=one.expected_by, y=_round(one.expected))
    return Dots(name=EXPECTED, points=[point], style=Style(fill=look.GREY), size=12, shape="diamond", is_in_key=True)


def _forecast(one: Standing, points: Sequence[CoursePoint]) -> list[Line]:
    """From the day up to which it is known to the due date: the median, and lines to both ends of the interval."""
    if one.forecast is None or not points:
        return []
    start = Point(x=one.forecast.known_until, y=_round(points[-1].result))
    ends: tuple[tuple[float, Dash], ...] = (
        (one.forecast.median, "dashed"), (one.forecast.low, "dotted"), (one.forecast.high, "dotted"),
    )  # fmt: skip
    return [
        Line(
            name=FORECAST,
            points=[start, Point(x=one.due, y=_round(end))],
            style=Style(fill=look.GREY),
            dash=dash,
            dot=6,
        )
        for end, dash in ends
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
