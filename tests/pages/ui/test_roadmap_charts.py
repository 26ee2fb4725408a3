"""The time line draws what is known of each activity, and says what is not."""

from datetime import date
from typing import Any

import plotly.graph_objects as go

from dia_data import roadmap
from pages.ui import roadmap_charts as charts

TODAY = date(2021, 12, 31)
PROGRAMME = {"starts": date(2020, 1, 1), "ends": date(2022, 6, 30)}


def row(activity_id: str, kind: str, starts: str | None, ends: str | None, **more: Any) -> dict[str, Any]:
    days = {"starts": starts and date.fromisoformat(starts), "ends": ends and date.fromisoformat(ends)}
    what = {"activity_id": activity_id, "kind": kind, "counts": True, "withdrawn_at": None, "reason": None}
    return what | days | {"moved_with_programme": False} | more


ROWS = [
    row("meetings", "planned", "2020-01-01", "2020-03-31"),
    row("meetings", "actual", "2020-01-08", None),
    row("visit", "planned", "2021-03-22", "2021-03-26"),
    row("visit", "revised", "2021-10-18", "2021-10-22", reason="<b>Travel</b> rules"),
]


def timeline(*, today: date = TODAY, framed: tuple[str, ...] = ()) -> go.Figure:
    every = [
        {"activity_id": name, "activity_name": f"The {name}", "recurrence": recurrence}
        for name, recurrence in (("meetings", "monthly"), ("visit", None), ("undated", None))
    ]
    courses = roadmap.courses(every, ROWS, today=today, programme_ends=PROGRAMME["ends"])
    return charts.timeline(courses, programme=PROGRAMME, today=today, framed=framed)


def trace(figure: go.Figure, name: str) -> Any:
    (found,) = [one for one in figure.data if one.name == name]
    return found


def test_planned_and_revised_dates_of_an_activity_stand_in_one_row_as_long_as_they_last():
    figure = timeline()
    planned, revised = trace(figure, "planned"), trace(figure, "revised")
    assert list(planned.base) == ["2020-01-01", "2021-03-22"]
    assert [days / charts.MILLISECONDS_PER_DAY for days in planned.x] == [91, 5]
    assert (revised.base[0], revised.y[0]) == ("2021-10-18", planned.y[1])


def test_a_start_without_an_end_is_an_arrow_and_no_bar():
    figure = timeline()
    assert "actual" not in [one.name for one in figure.data]
    arrow = trace(figure, "only start or end known")
    assert (arrow.x[0], arrow.marker.symbol[0]) == ("2020-01-08", "triangle-right")


def test_a_monthly_activity_has_a_mark_at_the_end_of_each_month():
    assert list(trace(timeline(), "recurs by").x) == ["2020-01-31", "2020-02-29", "2020-03-31"]


def test_every_activity_has_a_row_with_its_state_in_words():
    figure = timeline()
    assert list(figure.layout.yaxis.ticktext) == ["The meetings", "The visit", "The undated"]
    states = [text.strip() for one in figure.data if one.type == "scatter" and one.mode == "text" for text in one.text]
    assert states == [
        "⚠ overdue 640 days", "⚠ overdue 70 days", "? timing not in the source",
    ]  # fmt: skip


def test_a_reason_is_told_on_hovering_as_text():
    assert "Reason: &lt;b&gt;Travel&lt;/b&gt; rules" in trace(timeline(), "revised").customdata[0][1]


def test_today_is_a_line_where_it_lies_on_the_axis_and_else_a_note_beside_it():
    near, far = timeline(), timeline(today=date(2026, 11, 22))
    assert [shape.x0 for shape in near.layout.shapes] == ["2021-12-31", "2022-06-30"]
    assert [shape.x0 for shape in far.layout.shapes] == ["2022-06-30"]
    assert far.layout.annotations[0].text == " → today, 22 Nov 2026"
    assert far.layout.xaxis.range == near.layout.xaxis.range


def test_what_is_chosen_is_set_off_by_a_band():
    bands = [shape for shape in timeline(framed=("visit", "elsewhere")).layout.shapes if shape.type == "rect"]
    assert [(band.y0, band.y1) for band in bands] == [(0.5, 1.5)]


def test_without_any_dates_there_are_rows_and_no_bars():
    undated = [{"activity_id": "visit", "activity_name": "Visit", "recurrence": None}]
    courses = roadmap.courses(undated, [], today=TODAY, programme_ends=None)
    assert len(charts.timeline(courses, programme=None, today=TODAY).data) == 1
