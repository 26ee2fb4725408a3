"""The course of a KPI as an option of ECharts."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from dia_data.queries.events import Event
from dia_data.queries.results import CoursePoint
from dia_data.wanted import TargetFrom
from pages.ui.charts import echarts
from pages.ui.indicators import kpi_charts
from tests.examples import example
from tests.pages.ui.kpi_rows import standing, unreported

TODAY = date(2021, 6, 30)
POINTS = [
    example(CoursePoint, day=day, result=reached)
    for day, reached in ((date(2020, 3, 31), 4.0), (date(2021, 3, 31), 12.0))
]


def plot(*args: Any, **options: Any) -> dict[str, Any]:
    return echarts.draw(kpi_charts.chart_over_time(*args, **options))


def series(name: str, option: dict) -> list[dict]:
    return [one for one in option["series"] if one.get("name") == name]


def test_a_result_holds_until_today():
    (result,) = series(kpi_charts.RESULT, plot(POINTS, standing(), today=TODAY))
    assert result["data"] == [["2020-03-31", 4.0], ["2021-03-31", 12.0], ["2021-06-30", 12.0]]


def test_the_target_runs_to_the_due_date_and_steps_where_it_was_changed():
    targets = [
        example(TargetFrom, valid_from=date(2020, 1, 1), target_min=7.0),
        example(TargetFrom, valid_from=date(2020, 10, 1), target_min=14.0),
    ]
    (line,) = series(kpi_charts.TARGET, plot(POINTS, standing(), today=TODAY, targets=targets))
    assert line["data"] == [["2020-03-31", 7.0], ["2020-10-01", 14.0], ["2021-09-30", 14.0]]


def test_the_target_reaches_over_a_result_that_goes_on_after_the_due_date():
    option = plot(POINTS, standing(), today=date(2021, 12, 31))
    assert series(kpi_charts.TARGET, option)[0]["data"][-1] == ["2021-12-31", 14.0]
    assert series(kpi_charts.RESULT, option)[0]["data"][-1][0] == "2021-12-31"


def test_a_range_has_two_lines():
    option = plot(POINTS, standing(target_min=10.0, target_max=14.0), today=TODAY)
    assert series(kpi_charts.UPPER, option)[0]["data"][-1] == ["2021-09-30", 14.0]


def test_the_forecast_opens_from_the_day_up_to_which_reports_speak_to_both_ends_of_its_interval():
    lines = series(kpi_charts.FORECAST, plot(POINTS, standing(), today=TODAY))
    assert [line["data"][0] for line in lines] == [["2021-06-30", 12.0]] * 3
    assert sorted(line["data"][1][1] for line in lines) == [13.0, 16.0, 20.0]
    assert series(kpi_charts.FORECAST, plot(POINTS, standing(forecast=None), today=TODAY)) == []


def test_without_a_report_target_and_expectation_are_still_drawn():
    option = plot([], unreported(), today=TODAY)
    assert {one["name"] for one in option["series"] if "name" in one} == {
        kpi_charts.RESULT,
        kpi_charts.TARGET,
        kpi_charts.EXPECTED,
    }


EVENT = example(Event, happened_on=date(2019, 12, 2), event_name="Kick-off", names_kpi=True)


def test_events_stand_on_an_axis_of_their_own_above_the_figures():
    plain = plot(POINTS, standing(), today=TODAY)
    option = plot(POINTS, standing(), today=TODAY, events=[EVENT])
    assert option["series"][:-1] == plain["series"]
    assert option["series"][-1]["yAxisIndex"] == 1
    figures, marks = option["yAxis"]
    assert (figures["boundaryGap"], marks["show"]) == ([0, "14%"], False)
    json.dumps(option)


def test_without_an_event_the_chart_is_as_it_was():
    assert plot(POINTS, standing(), today=TODAY, events=[]) == plot(POINTS, standing(), today=TODAY)


def test_the_option_can_be_sent_as_it_is_and_has_type_that_can_be_read():
    option = plot(POINTS, standing(), today=TODAY)
    json.dumps(option)
    assert option["legend"]["textStyle"]["fontSize"] >= 14


def test_the_chart_has_a_sentence_for_those_who_cannot_see_it():
    assert kpi_charts.describe_chart(standing(), POINTS, "") == (
        "Reported since 31 Mar 2020; now 12 of 14; forecast 16 (13–20), 85 %."
    )
    assert kpi_charts.describe_chart(standing(), POINTS, "", [EVENT]).endswith("85 %. Events: 1. 2 Dec 2019: Kick-off.")


def test_the_axis_of_figures_ends_nowhere_before_them():
    option = plot([replace(POINTS[1], result=-5.75)], standing(result=-5.75), today=TODAY)
    assert {"min", "max", "scale"} & set(option["yAxis"][0]) == set()
    assert series(kpi_charts.RESULT, option)[0]["data"][0][1] == -5.75
