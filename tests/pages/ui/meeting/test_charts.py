"""Charts of the presentation: large type, spans of dates."""

from datetime import date

from dia_data.agenda import AgendaItem
from dia_data.roadmap import Activity, ActivityStatus, Revision, State
from pages.ui.charts import echarts
from pages.ui.meeting import charts
from tests.examples import example

TODAY = date(2021, 12, 31)


def test_all_type_of_a_chart_is_made_large():
    option = {"legend": {"textStyle": {"fontSize": 14}}, "series": [{"label": {"fontSize": 12, "show": True}}]}
    assert charts.enlarge(option) == {
        "legend": {"textStyle": {"fontSize": charts.FONT_SIZE}},
        "series": [{"label": {"fontSize": charts.FONT_SIZE, "show": True}}],
    }


def test_bars_stand_in_the_order_given_with_their_colours():
    option = charts.plot_bars(["a", "b"], [1, 2], colours=["red", "blue"])
    assert option["yAxis"]["data"] == ["a", "b"]
    assert [one["itemStyle"]["color"] for one in option["series"][0]["data"]] == ["red", "blue"]


def status(**dates) -> ActivityStatus:
    none = dict.fromkeys(("planned", "revised", "actual", "baseline"))
    return ActivityStatus(
        activity=example(Activity, activity_id="call"),
        starts=None, ends=None, state=State.RUNNING, delay_days=None, overdue_days=0,
        **none | dates,
    )  # fmt: skip


def test_the_figures_of_bars_bear_their_unit():
    (bars,) = charts.plot_bars(["Growth"], [2.5], unit="%")["series"]
    assert bars["label"]["formatter"] == "{c} %"
    (counts,) = charts.plot_bars(["open"], [2])["series"]
    assert counts["label"]["formatter"] == "{c}"


def test_each_kind_of_dates_is_a_span_and_today_a_line():
    planned = example(Revision, starts=date(2021, 1, 1), ends=date(2021, 6, 30))
    begun = example(Revision, starts=date(2021, 3, 1), ends=None)
    option = charts.plot_activity(status(planned=planned, actual=begun), today=TODAY)
    assert [one["data"] for one in option["series"]] == [
        [["2021-01-01", "planned"], ["2021-06-30", "planned"]],
        [["2021-03-01", "actual"], ["2021-12-31", "actual"]],
    ]
    assert option["series"][0]["markLine"]["data"][0]["xAxis"] == "2021-12-31"


def test_an_activity_without_dates_has_no_span():
    assert charts.plot_activity(status(), today=TODAY)["series"] == []


def test_bars_below_zero_are_drawn_with_their_figure_beside_them_and_names_stay_at_the_edge():
    option = charts.plot_bars(["a", "b"], [-5.75, 2])
    assert {"min", "max"} & set(option["xAxis"]) == set()
    assert [one["label"]["position"] for one in option["series"][0]["data"]] == ["left", "right"]
    assert option["yAxis"]["axisLine"]["onZero"] is False


def test_the_bar_of_the_agenda_has_a_part_for_each_item_that_is_not_dropped_with_its_place_in_the_agenda():
    items = [
        example(AgendaItem, title="Review", minutes=20, kind="standing"),
        example(AgendaItem, title="Dropped", minutes=5, kind="own", is_dropped=True),
        example(AgendaItem, title="Fairs", minutes=5, kind="attention"),
    ]
    parts = echarts.draw(charts.chart_agenda(items))["series"]
    assert [
        (part["name"], [bar["value"] for bar in part["data"]], part["data"][0]["label"]["formatter"]) for part in parts
    ] == [
        ("1. Review", [20], "1: 20 min"),
        ("3. Fairs", [5], "3"),
    ]
