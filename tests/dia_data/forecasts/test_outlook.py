"""Forecasts: what they rest on, the reasons why there is none, and their intervals."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dia_data import forecasts
from dia_data.forecasts import Closing, Kind, Series, outlook
from dia_data.forecasts.counts import Counted
from dia_data.forecasts.series import DAYS_PER_QUARTER
from tests.dia_data.forecasts.histories import DUE, ENDS, STARTS, history

SELECTED = Closing(activity_name="Selection of SME delegates", ended=ENDS[1])


@pytest.mark.parametrize(
    ("reported", "today", "reason"),
    [
        (history(), ENDS[1], "below 3 reported periods: there are 0"),
        (history(1, 2), ENDS[1], "below 3 reported periods: there are 2"),
        (history(10, 20, accumulate="latest"), ENDS[1], "below 3 reported periods: there are 2"),
        (history(1, 1, 1, accumulate="mean", measure="percentage"), ENDS[2], "percentage"),
        (history(1, 1, 1), DUE, "31 Dec 2021, has come"),
        (history(1, 1, 1, watched_until=DUE), DUE - timedelta(days=1), "31 Dec 2021, has come"),
    ],
)
def test_where_there_is_no_forecast_a_sentence_says_why(reported: Series, today: date, reason: str):
    assert reason in (forecasts.explain_no_forecast(reported, starts=STARTS, due=DUE, today=today) or "")


def test_what_is_closed_is_not_forecast_from_the_day_on_that_it_closed():
    def explain(today: date) -> str | None:
        return forecasts.explain_no_forecast(history(5, 5, 5), starts=STARTS, due=DUE, today=today, closing=SELECTED)

    assert explain(ENDS[0]) is None
    assert explain(ENDS[1]) == "No forecast: it closed when “Selection of SME delegates” ended on 30 Jun 2020."


def test_three_reports_of_one_period_are_one_point_in_time():
    days = [ENDS[0] - timedelta(days=days) for days in (9, 5, 2)]
    crowded = history(1, points=[(day, 1.0) for day in days], periods=1)
    assert "there are 1" in (forecasts.explain_no_forecast(crowded, starts=STARTS, due=DUE, today=ENDS[0]) or "")


def test_three_periods_are_enough():
    for accumulate in ("sum", "distinct", "latest"):
        whole = history(5, 6, 7, accumulate=accumulate)
        assert forecasts.explain_no_forecast(whole, starts=STARTS, due=DUE, today=ENDS[2]) is None


def test_where_none_came_for_nine_months_that_reports_speak_of_few_more_are_expected():
    # 6 reached by March 2021, none new since, and half a year to go: about one more, not as many again.
    contacted = history(2, 1, 1, 1, 1, None, None, None, accumulate="distinct")
    made = forecasts.forecast_result(contacted, starts=STARTS, due=ENDS[9], target_min=5)
    assert made.known_until == date(2021, 12, 31)
    assert 6 <= made.median <= 7
    assert made.high <= 8
    unheard_of = replace(contacted, watched_until=None)
    assert forecasts.forecast_result(unheard_of, starts=STARTS, due=ENDS[9], target_min=5).median >= 10


def test_what_is_ahead_begins_where_reports_end():
    contacted = history(2, 1, 1, 1, 1, None, None, None, accumulate="distinct")
    made = forecasts.forecast_result(contacted, starts=STARTS, due=ENDS[9], target_min=5)
    half_a_year = (ENDS[9] - date(2021, 12, 31)).days / DAYS_PER_QUARTER
    low, high = outlook.find_interval(outlook.predict_coming(contacted, starts=STARTS, ahead=half_a_year))
    assert (made.low, made.high) == (6 + low, 6 + high)


def test_a_target_that_is_reached_stays_reached_and_a_range_can_be_left():
    def chance(target_min: float, target_max: float | None = None) -> float:
        return forecasts.forecast_result(
            history(5, 5, 5), starts=STARTS, due=DUE, target_min=target_min, target_max=target_max
        ).probability

    assert chance(15) == pytest.approx(1)
    assert 0 < chance(15, 16) < 0.1
    assert chance(3, 9) == 0


def test_each_kind_of_kpi_has_its_method():
    webinars = history(1, 1, 1, 2)
    kinds = [
        (history(1, 1, 1), Kind.COUNTS),
        (history(17, 14, 12, 31, events=webinars.points), Kind.PEOPLE),
        (history(1, 1, 1, accumulate="distinct"), Kind.NAMES),
        (history(1, 2, 3, accumulate="latest"), Kind.STOCKS),
    ]
    for series, kind in kinds:
        made = forecasts.forecast_result(series, starts=STARTS, due=DUE, target_min=0)
        assert (made.kind, bool(made.method)) == (kind, True)


def test_people_at_events_vary_by_whole_events():
    webinars = history(1, 1, 1, 2)
    counted = history(17, 14, 12, 31)
    at_events = replace(counted, events=webinars.points)
    one_by_one, by_event = (
        forecasts.forecast_result(series, starts=STARTS, due=ENDS[4], target_min=0)
        for series in (replace(counted, usual_dispersion=1.0), at_events)
    )
    assert by_event.low < one_by_one.low
    assert by_event.median == pytest.approx(74 + 18, abs=6)


def test_a_standing_number_never_falls_below_zero():
    made = forecasts.forecast_result(history(30, 20, 10, accumulate="latest"), starts=STARTS, due=DUE, target_min=9)
    assert (made.low, made.median) == (0, 0)
    assert made.probability < 0.05


@pytest.mark.parametrize(("mean", "interval"), [(0.05, (0, 0)), (0.2, (0, 0)), (1.0, (0, 2)), (20.0, (15, 25))])
def test_the_interval_of_whole_numbers_counts_half_of_what_lies_on_its_edges(mean: float, interval: tuple[int, int]):
    # Of a Poisson number around 1: 37, 74, 92, 98 % are at most 0, 1, 2, 3, so 18, 55, 83, 95 % with half of the edge.
    assert outlook.find_interval(Counted(mean, mean)) == interval


def test_what_is_usual_in_a_kind_is_estimated_from_all_of_it():
    regular, even = history(3, 3, 3, 3, 3, 3), history(2, 2, 2, 2, 2, 2)
    bursts = history(0, 9, 0, 9, 0, 9, accumulate="distinct")
    found = forecasts.find_usual([regular, even, bursts, history(1, 2)], starts=STARTS)
    counted, _, named, short = (series.usual_dispersion for series in found)
    assert (counted < 0.5, named > 2, short) == (True, True, 1.0)
