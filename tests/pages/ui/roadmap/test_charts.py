"""The time line draws what is known of each activity, and says what is not."""

from datetime import date
from typing import Any

import pytest

from dia_data import roadmap
from dia_data.roadmap import Programme
from pages.ui.charts import timeline as drawer
from pages.ui.roadmap import charts
from tests.examples import example

TODAY = date(2021, 12, 31)
PROGRAMME = example(Programme, starts=date(2020, 1, 1), ends=date(2022, 6, 30), basis="derived")
ACTIVITIES = (("meetings", "monthly", "coordination"), ("visit", None, "mission"), ("undated", None, "mission"))
BREAK = "-"


def row(activity_id: str, kind: str, starts: str | None, ends: str | None, **more: Any) -> roadmap.Revision:
    days = {"starts": starts and date.fromisoformat(starts), "ends": ends and date.fromisoformat(ends)}
    return example(roadmap.Revision, activity_id=activity_id, kind=kind, counts=True, **days, **more)


ROWS = [
    row("meetings", "planned", "2020-01-01", "2020-03-31"),
    row("meetings", "actual", "2020-01-08", None),
    row("visit", "planned", "2021-03-22", "2021-03-26"),
    row("visit", "revised", "2021-10-18", "2021-10-22", reason="<b>Travel</b>\n rules"),
]


def statuses(*, today: date = TODAY) -> list[roadmap.ActivityStatus]:
    every = [
        example(roadmap.Activity, activity_id=name, activity_name=f"The {name}", recurrence=recurrence, kind=kind)
        for name, recurrence, kind in ACTIVITIES
    ]
    return roadmap.judge_activities(every, ROWS, today=today, programme_ends=PROGRAMME.ends)


def timeline(*, today: date = TODAY, framed: tuple[str, ...] = ()) -> dict[str, Any]:
    chart = charts.chart_timeline(
        statuses(today=today), programme=PROGRAMME, today=today, framed=framed, moved={"visit": 2}
    )
    return drawer.draw(chart, ink="black")


def series(option: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in option["series"] if one["id"] == name]
    return found


def rows(option: dict[str, Any]) -> list[dict[str, Any]]:
    return series(option, drawer.ROWS)["data"]


def test_planned_dates_are_an_outline_and_revised_ones_a_bar_in_the_same_row_as_long_as_they_last():
    option = timeline()
    outlines = series(option, "planned")["markArea"]["data"]
    assert [[corner["xAxis"] for corner in one] for one in outlines] == [
        ["2020-01-01", "2020-04-01"], ["2021-03-22", "2021-03-27"],
    ]  # fmt: skip
    assert [sum(corner["yAxis"] for corner in one) / 2 for one in outlines] == pytest.approx([1, 3])
    assert series(option, "revised")["data"] == [["2021-10-18", 3], ["2021-10-23", 3], [BREAK, 3]]


def test_a_delay_goes_from_the_end_that_was_planned_to_the_end_that_holds():
    assert series(timeline(), charts.DELAY)["data"] == [["2021-03-27", 3], ["2021-10-23", 3], [BREAK, 3]]


def test_a_start_without_an_end_is_an_arrow_and_no_bar():
    option = timeline()
    assert "actual" not in [one["id"] for one in option["series"]]
    (arrow,) = series(option, charts.ONE_ENDED)["data"]
    assert (arrow["value"], arrow["symbolRotate"]) == (["2020-01-08", 1], -90)


def test_a_monthly_activity_has_a_mark_at_the_end_of_each_month_and_says_so_on_hovering():
    option = timeline()
    assert series(option, charts.RECURRING)["data"] == [["2020-01-31", 1], ["2020-02-29", 1], ["2020-03-31", 1]]
    assert "due by 31 Jan 2020, 29 Feb 2020, 31 Mar 2020" in rows(option)[1]["value"][3]


def test_every_activity_has_a_row_with_its_state_in_words():
    option = timeline()
    states = [one for one in series(option, drawer.STATES)["data"] if isinstance(one, dict)]
    assert [one["value"][1] for one in states] == [1, 3, 4]
    assert [one["label"]["formatter"] for one in states] == [
        "overdue 640 days", "overdue 70 days", "timing not in the source",
    ]  # fmt: skip
    assert [one["label"].get("color") for one in states] == [charts.ALARM, charts.ALARM, None]


def test_activities_stand_below_their_strand_and_a_click_on_a_row_or_its_name_tells_which_it_is():
    assert timeline()["series"][0]["id"] == drawer.ROWS
    assert [one["value"][1:3] for one in rows(timeline())] == [
        [0, "Coordination"], [1, "The meetings"], [2, "Missions"], [3, "The visit"], [4, "The undated"],
    ]  # fmt: skip
    assert [one["label"]["formatter"] for one in rows(timeline())] == [
        "Coordination", "The meetings", "Missions", "The visit", "The undated",
    ]  # fmt: skip
    arranged = charts.arrange_rows(statuses())
    assert [row if isinstance(row, str) else row.activity_id for row in arranged] == [
        "Coordination", "meetings", "Missions", "visit", "undated",
    ]  # fmt: skip


def test_how_many_kpis_an_activity_moves_is_told_on_hovering():
    found = rows(timeline())
    assert "Its new end moves the due dates of 2 KPIs" in found[3]["value"][3]
    assert "moves" not in found[4]["value"][3]


def test_what_members_typed_is_told_on_hovering_through_places_that_are_filled_as_text():
    option = timeline()
    assert "Reason: <b>Travel</b> rules" in rows(option)[3]["value"][3]
    assert series(option, drawer.ROWS)["tooltip"]["formatter"] == "<b>{@[2]}</b><br>{@[3]}"


def test_today_is_a_line_where_it_lies_on_the_axis_and_else_a_note_beside_it():
    near, far, early = (timeline(today=day) for day in (TODAY, date(2026, 11, 22), date(2018, 1, 1)))
    found = [[line["xAxis"] for line in series(one, drawer.LINES)["markLine"]["data"]] for one in (near, far)]
    assert found == [["2021-12-31", "2022-06-30"], ["2022-06-30"]]
    assert [one["title"]["text"] for one in (near, far, early)] == [
        "", "today, 22 Nov 2026: after these dates", "today, 1 Jan 2018: before these dates",
    ]  # fmt: skip
    assert [any("today" in key["name"] for key in one["legend"]["data"]) for one in (near, far)] == [True, False]
    assert [far["xAxis"][1][end] for end in ("min", "max")] == [near["xAxis"][1][end] for end in ("min", "max")]


def test_what_is_chosen_is_set_off_by_a_band_and_a_click_alone_changes_no_colour():
    found = rows(timeline(framed=("visit", "elsewhere")))
    assert [one["value"][2] for one in found if one["itemStyle"]["color"] == drawer.BAND] == ["The visit"]
    assert all(one["select"]["itemStyle"] == one["itemStyle"] for one in found)


def test_without_any_dates_there_are_rows_and_no_bars():
    undated = [example(roadmap.Activity, activity_id="visit", activity_name="Visit")]
    found = roadmap.judge_activities(undated, [], today=TODAY, programme_ends=None)
    option = drawer.draw(charts.chart_timeline(found, programme=None, today=TODAY))
    assert [one["id"] for one in option["series"]] == [drawer.ROWS, drawer.STATES, drawer.LINES]
    assert [key["name"] for key in option["legend"]["data"]] == ["today, 31 Dec 2021"]


def test_on_a_narrow_screen_names_stand_above_the_dates_and_the_wide_form_sets_all_of_it_back():
    narrow, wide = (one["option"] for one in timeline()["media"])
    (narrow_names, *_), (wide_names, *_) = narrow["series"], wide["series"]
    assert narrow_names["label"]["offset"][1] < wide_names["label"]["offset"][1] == 0
    assert narrow["yAxis"][1]["min"] < wide["yAxis"][1]["min"] == -0.5
    assert (narrow_names["label"]["fontSize"], wide_names["label"]["fontSize"]) == (12, 13)
    assert narrow.keys() == wide.keys()
    assert [one.keys() for one in narrow["series"]] == [one.keys() for one in wide["series"]]
    for place in (0, 1):
        assert narrow["series"][place]["label"].keys() == wide["series"][place]["label"].keys()


def test_the_time_line_is_as_high_as_its_rows():
    assert charts.measure_height(statuses()) - charts.measure_height(statuses()[:2]) == drawer.ROW_HEIGHT
    assert charts.measure_height(statuses(), is_narrow=True) > charts.measure_height(statuses())


def test_the_end_of_the_programme_has_the_sign_of_how_it_is_known():
    assert "programme ends 30 Jun 2022 ƒ" in str(timeline())
