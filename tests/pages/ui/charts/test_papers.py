"""The charts of the pages as papers draw them say what the rows say."""

import pandas as pd

from dia_data.evaluations import Spread
from dia_data.papers.paper import Chart
from pages.ui.charts import papers
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
    assert told(chart) == {"existing business": {"Germany": 9}, "wish to develop": {"Germany": 21}}


def test_each_pair_of_regions_has_its_strength_of_one_purpose():
    rows = pd.DataFrame({"pair": ["North – South", "East – West"], "rd": [1, 4], "business": [3, 4]})
    (chart,) = papers.chart_strengths("rd")(rows)
    assert told(chart) == {"rd": {"North – South": 1, "East – West": 4}}


def test_a_difference_says_what_is_above_and_below_nought_and_that_steps_are_no_amount():
    rows = pd.DataFrame({"pair": ["North – South", "East – West"], "difference": [2, -1]})
    (chart,) = papers.chart_strengths("difference")(rows)
    assert chart.unit == "steps (above 0: business stronger than R&D; below 0: R&D stronger)"
    assert chart.note == "Steps of a scale of four words, not an amount."


def test_activities_that_are_late_are_drawn_and_no_others():
    rows = pd.DataFrame({"activity": ["Call", "Mission", "Survey"], "delay_days": [30, None, -3]})
    (chart,) = papers.chart_delays(rows)
    assert told(chart) == {"days": {"Call": 30}}
    assert papers.chart_delays(rows.tail(2)) == []


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
