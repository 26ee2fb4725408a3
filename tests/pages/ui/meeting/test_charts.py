"""Charts of the presentation: bars with their figures, spans of dates, the minutes of the agenda."""

from collections.abc import Sequence
from datetime import date

from dia_data.agenda import AgendaItem
from dia_data.roadmap import Activity, ActivityStatus, Revision, State
from pages.ui.charts import echarts
from pages.ui.charts.chart import Bar, Bars, Chart, Dots, Rule, Spans
from pages.ui.meeting import charts
from tests.examples import example

TODAY = date(2021, 12, 31)


def list_bars(chart: Chart) -> Sequence[Bar]:
    (mark,) = chart.marks
    assert isinstance(mark, Bars)
    return mark.bars


def test_bars_stand_in_the_order_given_with_their_colours():
    chart = charts.chart_bars(["a", "b"], [1, 2], compared="things", colours=["red", "blue"], alt="")
    assert chart.lines == ["a", "b"]
    assert [(one.end, one.style.fill) for one in list_bars(chart) if one.style] == [(1, "red"), (2, "blue")]


def status(**dates) -> ActivityStatus:
    none = dict.fromkeys(("planned", "revised", "actual", "baseline"))
    return ActivityStatus(
        activity=example(Activity, activity_id="call"),
        starts=None, ends=None, state=State.RUNNING, delay_days=None, overdue_days=0,
        **none | dates,
    )  # fmt: skip


def test_the_figures_of_bars_bear_their_unit():
    (bar,) = list_bars(charts.chart_bars(["Growth"], [2.5], compared="markets", unit="%", alt=""))
    assert bar.words.text == "2.5 %"
    (count,) = list_bars(charts.chart_bars(["open"], [1250.0], compared="decisions", alt=""))
    assert count.words.text == "1,250"


def list_spans(chart: Chart) -> list[tuple[object, object, float]]:
    return [
        (one.start, one.end, one.line) for mark in chart.marks if isinstance(mark, Spans) for one in mark.spans
    ]  # fmt: skip


def test_each_kind_of_dates_is_a_span_to_the_end_of_its_last_day_and_today_a_line():
    planned = example(Revision, starts=date(2021, 1, 1), ends=date(2021, 6, 30))
    begun = example(Revision, starts=date(2021, 3, 1), ends=None)
    chart = charts.chart_activity(status(planned=planned, actual=begun), today=TODAY)
    assert chart.lines == ["planned", "actual"]
    assert list_spans(chart) == [(date(2021, 1, 1), date(2021, 7, 1), 0), (date(2021, 3, 1), date(2022, 1, 1), 1)]
    assert [mark.at for mark in chart.marks if isinstance(mark, Rule)] == [TODAY]


def test_a_day_that_is_far_from_all_dates_is_no_line():
    planned = example(Revision, starts=date(2018, 1, 1), ends=date(2018, 6, 30))
    chart = charts.chart_activity(status(planned=planned), today=TODAY)
    assert [mark for mark in chart.marks if isinstance(mark, Rule)] == []


def test_an_activity_without_dates_has_no_span():
    assert list_spans(charts.chart_activity(status(), today=TODAY)) == []


def test_bars_below_zero_have_their_figure_beside_them_and_room_for_it():
    chart = charts.chart_bars(["a", "b"], [-5.75, 2], compared="markets", alt="")
    assert [one.words.side for one in list_bars(chart)] == ["left", "right"]
    assert chart.across.least < -5.75


ITEMS = [
    example(AgendaItem, title="Review", minutes=20, kind="standing"),
    example(AgendaItem, title="Dropped", minutes=5, kind="own", is_dropped=True),
    example(AgendaItem, title="Fairs", minutes=5, kind="attention"),
    *(example(AgendaItem, title="More", minutes=25, kind="standing") for _ in range(2)),
]


def test_the_bar_of_the_agenda_has_a_part_for_each_item_that_is_not_dropped_with_its_place_in_the_agenda():
    parts = [one for one in echarts.draw(charts.chart_agenda(ITEMS))["series"] if one["type"] == "bar"]
    assert [
        (part["name"], [bar["value"] for bar in part["data"]], part["data"][0]["label"]["formatter"]) for part in parts
    ] == [
        ("1. Review", [20], "1: 20 min"),
        ("3. Fairs", [5], "3"),
        ("4. More", [25], "4: 25 min"),
        ("5. More", [25], "5: 25 min"),
    ]


def test_the_key_of_the_agenda_names_the_kinds_of_items_that_there_are():
    keys = [mark.name for mark in charts.chart_agenda(ITEMS).marks if isinstance(mark, Dots)]
    assert keys == ["standing", "needs attention"]
    assert [one["name"] for one in echarts.draw(charts.chart_agenda(ITEMS))["legend"]["data"]] == keys


def test_an_item_that_has_no_room_for_its_minutes_has_its_place_alone():
    items = [example(AgendaItem, title="Review", minutes=10, kind="standing") for _ in range(8)]
    wide, narrow = (
        [bar.words.text for mark in charts.chart_agenda(items, is_narrow=is_narrow).marks
         if isinstance(mark, Bars) for bar in mark.bars if bar.words]
        for is_narrow in (False, True)
    )  # fmt: skip
    assert (wide[0], narrow[0]) == ("1: 10 min", "1")
