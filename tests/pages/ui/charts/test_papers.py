"""The charts of the pages as papers draw them say what the rows say."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from dia_data.evaluations import Spread
from dia_data.papers.paper import Chart
from pages.ui.charts import papers
from pages.ui.charts.chart import TimeKind, Timeline, TimeRow, TimeSpan
from pages.ui.trends.text import VIEWS


def told(chart: Chart) -> dict[str, dict[str, float | None]]:
    return {one.name: dict(zip(chart.categories, one.values, strict=True)) for one in chart.series}


def test_each_kpi_counts_once_by_its_worst_scope():
    rows = pd.DataFrame(
        {"kpi_id": ["a", "a", "b", "c"], "status": ["achieved", "off track", "achieved", "not reported"]}
    )
    (chart,) = papers.chart_statuses(rows)
    counts = told(chart)["KPIs"]
    assert {status: count for status, count in counts.items() if count} == {
        "off track": 1,
        "not reported": 1,
        "achieved": 1,
    }
    assert chart.note == "A KPI with several scopes counts by its worst status."


def test_a_year_of_growth_says_whether_its_figures_are_forecasts():
    rows = pd.DataFrame(
        {
            "country_name": ["Germany", "Brazil", "Germany", "China"],
            "period": ["2019", "2019", "2020", "2020"],
            "value": [1.8, None, 2.0, 3.0],
            "is_forecast": [True, None, True, False],
            "edition": "undated",
            "indicator_id": "growth",
        }
    )
    (chart,) = papers.chart_growth(rows)
    assert [one.name for one in chart.series] == ["2019 forecast", "2020 (some of them forecasts)"]


def test_growth_is_a_group_of_years_for_each_market_and_what_is_unknown_stays_empty():
    rows = pd.DataFrame(
        {
            "country_name": ["Germany", "Germany", "Brazil"],
            "period": ["2017", "2018", "2017"],
            "value": [2.5, 2.1, None],
            "is_forecast": False,
            "edition": "undated",
            "indicator_id": "growth",
        }
    )
    (chart,) = papers.chart_growth(rows)
    assert told(chart) == {"2017": {"Germany": 2.5, "Brazil": None}, "2018": {"Germany": 2.1, "Brazil": None}}


def test_a_year_that_was_not_over_when_it_was_published_is_an_estimate_and_other_measures_are_not_drawn():
    rows = pd.DataFrame(
        {
            "indicator_id": ["growth", "growth", "another"],
            "country_name": ["Italy", "Italy", "Brazil"],
            "period": ["2017", "2018", "2017"],
            "value": [-2.3, 1.8, 4.5],
            "is_forecast": False,
            "edition": "Monitor 2018-06",
        }
    )
    (chart,) = papers.chart_growth(rows)
    assert told(chart) == {"2017": {"Italy": -2.3}, "2018 estimate": {"Italy": 1.8}}


def test_two_readings_of_a_figure_are_both_drawn():
    rows = pd.DataFrame({"country_name": ["Italy"] * 2, "period": ["2017"] * 2, "value": [1.5, 1.4]})
    (chart,) = papers.chart_growth(rows.assign(is_forecast=False, edition="undated", indicator_id="growth"))
    assert told(chart) == {"2017": {"Italy": 1.5}, "2017, another reading": {"Italy": 1.4}}


def test_payments_have_the_least_and_the_most_of_a_range_and_one_value_twice():
    rows = pd.DataFrame(
        {
            "country_name": ["Germany", "Germany", "France"],
            "value": [None, None, 60.0],
            "value_low": [30.0, 30.0, None],
            "value_high": [60.0, 60.0, None],
        }
    )
    (chart,) = papers.chart_payments(rows)
    assert told(chart) == {"usual, from": {"Germany": 30, "France": 60}, "usual, to": {"Germany": 60, "France": 60}}


def test_existing_business_stands_beside_the_wish():
    rows = pd.DataFrame({"country_name": ["Germany"] * 2, "wish": ["have", "want"], "share_pct": [9.0, 21.0]})
    (chart,) = papers.chart_interest(rows)
    assert told(chart) == {"existing business": {"Germany": 9}, "interest": {"Germany": 21}}


def test_each_pair_of_regions_has_its_strength_of_one_purpose():
    rows = pd.DataFrame({"pair": ["North – South", "East – West"], "rd": [1, 4], "business": [3, 4]})
    (chart,) = papers.chart_strengths("rd")(rows)
    assert told(chart) == {"rd": {"North – South": 1, "East – West": 4}}


def test_a_difference_says_what_is_above_and_below_nought_and_that_steps_are_no_amount():
    rows = pd.DataFrame({"pair": ["North – South", "East – West"], "difference": [2, -1]})
    (chart,) = papers.chart_strengths("difference")(rows)
    assert chart.unit == "steps (above 0: business stronger than R&D; below 0: R&D stronger)"
    assert chart.note == "Steps of a scale of four words, not an amount."


DATES = (
    TimeKind(name="planned", fill="grey", height=10, narrow_height=5),
    TimeKind(name="actual", fill="purple", height=5, narrow_height=3),
    TimeKind(name="delay", fill="red", height=5, narrow_height=3),
)


def time_row(name: str, *spans: TimeSpan, **more: Any) -> TimeRow:
    return TimeRow(name=name, label=name, spans=spans, **more)


def chart_rows(*rows: TimeRow) -> Sequence[Chart]:
    described = Timeline(
        finding="", compared="activities", over="days", kinds=DATES, rows=rows, due="due", open_end="open",
        first=date(2021, 1, 1), last=date(2021, 12, 31), today=date(2021, 6, 30),
    )  # fmt: skip
    return papers.chart_timeline(described)(pd.DataFrame())


def test_a_time_line_has_its_spans_and_says_what_is_not_drawn():
    planned = TimeSpan(kind="planned", first=date(2021, 1, 1), last=date(2021, 1, 10))
    delay = TimeSpan(kind="delay", first=date(2021, 1, 11), last=date(2021, 1, 15))
    (chart,) = chart_rows(
        time_row("Strand", is_heading=True), time_row("Call", planned, delay), time_row("Open", dues=[date(2021, 2, 1)])
    )
    assert told(chart) == {"planned": {"Call": 10}, "delay": {"Call": 5}}
    assert [(one.line, one.series, one.first) for one in chart.spans] == [
        (0, 0, date(2021, 1, 1)), (0, 1, date(2021, 1, 11)),
    ]  # fmt: skip
    assert [(one.colour, one.thick) for one in chart.series] == [("grey", 1), ("red", 0.5)]
    assert "Today is 30 Jun 2021." in chart.note
    assert "1 without both a first and a last day are left out." in chart.note
    assert "Days that recur" in chart.note


def test_a_time_line_without_a_first_and_a_last_day_is_not_drawn():
    assert chart_rows(time_row("Open")) == []


def test_the_industries_of_each_partner_are_counted_in_each_section():
    rows = pd.DataFrame(
        {"partner": ["SCS", "SCS", "GAIA"], "listed": [True, True, False], "described": [True, False, True]}
    )
    (chart,) = papers.chart_industries(rows)
    assert told(chart) == {
        "listed in §5.2.3": {"SCS": 2, "GAIA": 0},
        "described in §6, as we read it": {"SCS": 1, "GAIA": 1},
    }
    assert papers.chart_industries(rows.head(0)) == []


def test_the_minutes_of_an_agenda_are_bars_without_what_is_dropped():
    rows = pd.DataFrame({"title": ["Review", "Dropped"], "minutes": [20, 5], "is_dropped": [False, True]})
    (chart,) = papers.chart_minutes(rows)
    assert told(chart) == {"minutes": {"Review": 20}}
    assert papers.chart_minutes(rows.head(0)) == []


def test_the_marks_of_each_industry_are_counted_in_each_view():
    rows = pd.DataFrame(
        {
            "industry_name": ["Maritime", "Maritime", "Tourism"],
            "downstream": [True, False, True],
            "upstream": [True, True, False],
            "published": [True, False, False],
        }
    )
    (chart,) = papers.chart_marks(rows, views=VIEWS)
    assert told(chart) == {
        "Influenced by trends": {"Maritime": 1, "Tourism": 1},
        "Influencing trends": {"Maritime": 2, "Tourism": 0},
        "Strong interdependencies": {"Maritime": 1, "Tourism": 0},
    }


def test_judgements_reach_from_the_lowest_to_the_highest():
    spread = Spread(activity_id="call", criterion="impact", by_partner={"SCS": 4, "GAIA": 2, "MITC": 5})
    (chart,) = papers.chart_judgements([spread], {"call": "Joint call"})(pd.DataFrame())
    assert told(chart) == {"lowest": {"Joint call": 2}, "highest": {"Joint call": 5}}
