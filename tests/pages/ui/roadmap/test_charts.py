"""The time line draws what is known of each activity, and says what is not."""

from datetime import date
from typing import Any

from dia_data import roadmap
from dia_data.roadmap import Programme
from pages.ui.roadmap import charts
from tests.examples import example

TODAY = date(2021, 12, 31)
PROGRAMME = example(Programme, starts=date(2020, 1, 1), ends=date(2022, 6, 30))
ACTIVITIES = (("meetings", "monthly"), ("visit", None), ("undated", None))
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
        example(roadmap.Activity, activity_id=name, activity_name=f"The {name}", recurrence=recurrence)
        for name, recurrence in ACTIVITIES
    ]
    return roadmap.judge_activities(every, ROWS, today=today, programme_ends=PROGRAMME.ends)


def timeline(*, today: date = TODAY, framed: tuple[str, ...] = ()) -> dict[str, Any]:
    return charts.plot_timeline(statuses(today=today), programme=PROGRAMME, today=today, framed=framed)


def series(option: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in option["series"] if one["id"] == name]
    return found


def rows(option: dict[str, Any]) -> list[dict[str, Any]]:
    return series(option, charts.ROWS)["data"]


def test_planned_and_revised_dates_of_an_activity_stand_in_one_row_as_long_as_they_last():
    option = timeline()
    assert series(option, "planned")["data"] == [
        ["2020-01-01", 0], ["2020-04-01", 0], [BREAK, 0], ["2021-03-22", 1], ["2021-03-27", 1], [BREAK, 1],
    ]  # fmt: skip
    assert series(option, "revised")["data"] == [["2021-10-18", 1], ["2021-10-23", 1], [BREAK, 1]]


def test_a_delay_goes_from_the_end_that_was_planned_to_the_end_that_holds():
    assert series(timeline(), charts.DELAY)["data"] == [["2021-03-27", 1], ["2021-10-23", 1], [BREAK, 1]]


def test_a_start_without_an_end_is_an_arrow_and_no_bar():
    option = timeline()
    assert "actual" not in [one["id"] for one in option["series"]]
    (arrow,) = series(option, charts.ONE_ENDED)["data"]
    assert (arrow["value"], arrow["symbolRotate"]) == (["2020-01-08", 0], -90)


def test_a_monthly_activity_has_a_mark_at_the_end_of_each_month_and_says_so_on_hovering():
    option = timeline()
    assert series(option, charts.RECURRING)["data"] == [["2020-01-31", 0], ["2020-02-29", 0], ["2020-03-31", 0]]
    assert "due by 31 Jan 2020, 29 Feb 2020, 31 Mar 2020" in rows(option)[0]["value"][3]


def test_every_activity_has_a_row_with_its_state_in_words():
    option = timeline()
    assert option["yAxis"][0]["data"] == ["The meetings", "The visit", "The undated"]
    assert [one["label"]["formatter"] for one in rows(option)] == [
        "⚠ overdue 640 days", "⚠ overdue 70 days", "? timing not in the source",
    ]  # fmt: skip
    assert [one["label"].get("color") for one in rows(option)] == [charts.ALARM, charts.ALARM, None]


def test_rows_stand_in_the_order_of_the_activities_so_that_a_click_on_one_tells_its_activity():
    assert timeline()["series"][0]["id"] == charts.ROWS
    assert [one["value"][1:3] for one in rows(timeline())] == [
        [0, "The meetings"], [1, "The visit"], [2, "The undated"],
    ]  # fmt: skip


def test_what_members_typed_is_told_on_hovering_through_places_that_are_filled_as_text():
    option = timeline()
    assert "Reason: <b>Travel</b> rules" in rows(option)[1]["value"][3]
    assert series(option, charts.ROWS)["tooltip"]["formatter"] == "<b>{@[2]}</b><br>{@[3]}"


def test_today_is_a_line_where_it_lies_on_the_axis_and_else_a_note_beside_it():
    near, far, early = (timeline(today=day) for day in (TODAY, date(2026, 11, 22), date(2018, 1, 1)))
    found = [[line["xAxis"] for line in series(one, charts.LINES)["markLine"]["data"]] for one in (near, far)]
    assert found == [["2021-12-31", "2022-06-30"], ["2022-06-30"]]
    assert [one["title"]["text"] for one in (near, far, early)] == ["", "→ today, 22 Nov 2026", "← today, 1 Jan 2018"]
    assert [far["xAxis"][1][end] for end in ("min", "max")] == [near["xAxis"][1][end] for end in ("min", "max")]


def test_what_is_chosen_is_set_off_by_a_band_and_a_click_alone_changes_no_colour():
    found = rows(timeline(framed=("visit", "elsewhere")))
    assert [one["itemStyle"]["color"] for one in found] == ["transparent", charts.BAND, "transparent"]
    assert all(one["select"]["itemStyle"] == one["itemStyle"] for one in found)


def test_without_any_dates_there_are_rows_and_no_bars():
    undated = [example(roadmap.Activity, activity_id="visit", activity_name="Visit")]
    found = roadmap.judge_activities(undated, [], today=TODAY, programme_ends=None)
    option = charts.plot_timeline(found, programme=None, today=TODAY)
    assert [one["id"] for one in option["series"]] == [charts.ROWS, charts.LINES]
    assert option["legend"]["data"] == []


def test_on_a_narrow_screen_names_stand_above_the_dates_and_the_wide_form_sets_all_of_it_back():
    narrow, wide = (one["option"] for one in timeline()["media"])
    assert narrow["yAxis"][0]["axisLabel"]["inside"]
    assert narrow["yAxis"][1]["min"] < wide["yAxis"][1]["min"] == -0.5
    assert narrow["yAxis"][0]["axisLabel"]["fontSize"] == 12
    assert narrow.keys() == wide.keys()
    assert narrow["yAxis"][0]["axisLabel"].keys() == wide["yAxis"][0]["axisLabel"].keys()
    assert [one.keys() for one in narrow["series"]] == [one.keys() for one in wide["series"]]
    assert narrow["series"][0]["label"].keys() == wide["series"][0]["label"].keys()


def test_the_time_line_is_as_high_as_its_rows():
    assert charts.measure_height(statuses()) - charts.measure_height(statuses()[:2]) == charts.ROW_HEIGHT
