"""The pictures of the briefing show each figure that they are given, and say what is missing."""

from datetime import date

from dia_data.wording.figures import NOT_IN_SOURCE
from pages.ui.briefing import charts
from pages.ui.briefing.charts import Activity, Interest
from pages.ui.briefing.history import Quarter
from pages.ui.charts import echarts
from tests.pages.ui.growth import ahead, year

COUNTS = {"off_track": 3, "not_reported": 2, "achieved": 1}
GROWTH = {"China": (year("2018", 6.6), ahead("2019", 6.1)), "Brazil": ()}


def test_the_bar_has_a_segment_for_each_status_that_occurs_on_the_scale_of_all():
    chart = echarts.draw(charts.chart_statuses(COUNTS))
    assert [(one["name"], [bar["value"] for bar in one["data"]]) for one in chart["series"]] == [
        ("off track", [3]), ("not reported", [2]), ("achieved", [1]),
    ]  # fmt: skip
    assert (chart["xAxis"][0]["min"], chart["xAxis"][0]["max"]) == (0, 6)


def test_what_is_not_reported_is_hollow():
    chart = echarts.draw(charts.chart_statuses(COUNTS))
    assert chart["series"][1]["itemStyle"]["color"] == "transparent"
    assert chart["series"][1]["itemStyle"]["borderType"] == "dashed"


def test_each_quarter_is_a_column_and_a_status_that_it_lacks_is_no_segment():
    quarters = [
        Quarter(label="2021-Q3", ends=date(2021, 9, 30), counts={"off_track": 1}),
        Quarter(label="2021-Q4", ends=date(2021, 12, 31), counts={"achieved": 1}),
    ]
    *columns, labels = echarts.draw(charts.chart_quarters(quarters))["series"]
    assert [(one["name"], one["data"]) for one in columns] == [("off track", [1, None]), ("achieved", [None, 1])]
    assert [one["value"][2] for one in labels["data"]] == ["Q3\n2021", "Q4\n2021"]


def test_a_forecast_is_hollow_and_a_market_without_a_figure_is_said():
    before, newest, names, figures = echarts.draw(charts.chart_growth(GROWTH, compared="2019"))["series"]
    assert before["data"][0]["itemStyle"]["color"] != "transparent"
    assert newest["data"] == [{"value": [6.1, 0], "itemStyle": newest["data"][0]["itemStyle"]}]
    assert newest["data"][0]["itemStyle"]["color"] == "transparent"
    assert [point[2] for point in names["data"]] == ["China", "Brazil"]
    assert [point[2] for point in figures["data"]] == ["6.1 %", NOT_IN_SOURCE]


def test_have_and_want_are_the_ends_of_a_line_with_the_larger_figure_outside():
    places = [Interest(place="Germany", have=9.0, want=21.0), Interest(place="Mexico", have=19.0, want=6.0)]
    gap, have, want, *_ = echarts.draw(charts.chart_have_and_want(places))["series"]
    assert gap["data"][:3] == [[9.0, 0], [21.0, 0], ["-", 0]]
    assert [one["label"]["position"] for one in have["data"]] == ["left", "right"]
    assert [one["label"]["position"] for one in want["data"]] == ["right", "left"]


def test_bars_of_activities_stay_within_the_months_shown():
    first, last = date(2021, 12, 31), date(2022, 3, 31)
    spans = [Activity(name="Exit strategy", starts=date(2021, 1, 1), ends=date(2022, 6, 30))]
    bars, names = echarts.draw(charts.chart_months(spans, first=first, last=last))["series"]
    assert [point[0] for point in bars["data"]] == ["2021-12-31", "2022-03-31", "-"]
    assert names["data"][0][2] == "Exit strategy"
    assert charts.describe_activities(spans) == "Exit strategy: 1 Jan 2021 to 30 Jun 2022"
