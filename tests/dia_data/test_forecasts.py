"""Forecasts: the distributions against SciPy's own, the reasons why there is none, and how often intervals held."""

from datetime import date, timedelta

import pytest
from scipy.stats import linregress, nbinom, t

from dia_data import forecasts
from dia_data.forecasts import Series

STARTS, DUE = date(2020, 1, 1), date(2021, 12, 31)
QUARTERS = [date(2020, 3, 31), date(2020, 6, 30), date(2020, 9, 30), date(2020, 12, 31)]


def series(*values: float, accumulate: str = "sum", measure: str = "count", reports: int | None = None) -> Series:
    points = list(zip(QUARTERS, values, strict=False))
    return Series(
        kpi_id="webinars", scope_key="consortium", measure=measure, accumulate=accumulate, points=points,
        last_reported=points[-1][0] if points else None, reports=len(points) if reports is None else reports,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reported", "today", "reason"),
    [
        (series(), QUARTERS[1], "below 3 reports: there are 0"),
        (series(1, 2), QUARTERS[1], "below 3 reports: there are 2"),
        (series(10, 20, accumulate="latest", reports=6), QUARTERS[1], "below 3 reporting dates: there are 2"),
        (series(1, 1, 1, accumulate="mean", measure="percentage"), QUARTERS[2], "percentage"),
        (series(1, 1, 1), DUE, "31 Dec 2021, has come"),
    ],
)
def test_where_there_is_no_forecast_a_sentence_says_why(reported: Series, today: date, reason: str):
    assert reason in (forecasts.explain_no_forecast(reported, starts=STARTS, due=DUE, today=today) or "")


def test_three_reports_are_enough():
    assert forecasts.explain_no_forecast(series(1, 1, 1), starts=STARTS, due=DUE, today=QUARTERS[2]) is None
    whole = series(5, 6, 7, accumulate="latest", measure="stock")
    assert forecasts.explain_no_forecast(whole, starts=STARTS, due=DUE, today=QUARTERS[2]) is None


@pytest.mark.parametrize(("shape", "chance"), [(1 / 3, 0.9), (0.8, 0.2), (4.3, 0.5), (50, 0.03), (3000, 0.7)])
def test_the_negative_binomial_is_that_of_scipy(shape: float, chance: float):
    ours, theirs = forecasts._NegativeBinomial(shape, chance), nbinom(shape, chance)
    for share in (0.1, 0.5, 0.9):
        assert ours.quantile(share) == theirs.ppf(share)
    for number in (-1, 0, 3, 80):
        assert ours.at_most(number) == pytest.approx(theirs.cdf(number))


def test_one_quarter_ahead_is_worked_out_by_hand():
    # One quarter of 90 days with 6, then 91 days to go. A quarter ahead, 0.7 ** (91 / 91.3125) of the weight is left.
    kept = 0.7 ** (91 / 91.3125)
    coming = nbinom(1 / 3 + 6 * kept, 90 * kept / (90 * kept + 91))
    made = forecasts.forecast_result(series(6), starts=STARTS, due=QUARTERS[1], target_min=10)
    assert (made.low, made.middle, made.high) == (6 + coming.ppf(0.1), 6 + coming.median(), 6 + coming.ppf(0.9))
    assert made.probability == pytest.approx(coming.sf(3))


def test_an_older_quarter_counts_less():
    slowing = forecasts.forecast_result(series(9, 1), starts=STARTS, due=DUE, target_min=30)
    gaining = forecasts.forecast_result(series(1, 9), starts=STARTS, due=DUE, target_min=30)
    assert slowing.middle < gaining.middle
    assert slowing.probability < gaining.probability


def test_a_target_that_is_reached_stays_reached_and_a_range_can_be_left():
    done = series(5, 5, 5)
    assert forecasts.forecast_result(done, starts=STARTS, due=DUE, target_min=15).probability == pytest.approx(1)
    within = forecasts.forecast_result(done, starts=STARTS, due=DUE, target_min=15, target_max=16).probability
    assert 0 < within < 0.1
    assert forecasts.forecast_result(done, starts=STARTS, due=DUE, target_min=3, target_max=9).probability == 0


def test_nothing_so_far_still_leaves_a_chance():
    made = forecasts.forecast_result(series(0, 0, 0), starts=STARTS, due=DUE, target_min=1)
    assert made.low == 0
    assert 0 < made.probability < 1


def test_a_stock_follows_the_line_and_its_prediction_interval():
    levels = (10, 22, 28, 41)
    days = [(day - DUE).days for day in QUARTERS]
    line = linregress(days, levels)
    errors = sum((level - line.intercept - line.slope * day) ** 2 for day, level in zip(days, levels, strict=True))
    mean = sum(days) / 4
    scale = (errors / 2 * (1 + 1 / 4 + mean**2 / sum((day - mean) ** 2 for day in days))) ** 0.5
    made = forecasts.forecast_result(series(*levels, accumulate="latest"), starts=STARTS, due=DUE, target_min=80)
    assert made.middle == pytest.approx(line.intercept)
    assert (made.low, made.high) == pytest.approx(t(2, line.intercept, scale).interval(0.8))
    assert made.probability == pytest.approx(t(2, line.intercept, scale).sf(80))


def test_a_stock_on_a_perfect_line_is_certain_and_none_falls_below_zero():
    flat = series(9, 9, 9, accumulate="latest")
    made = forecasts.forecast_result(flat, starts=STARTS, due=DUE, target_min=9)
    assert (made.low, made.middle, made.high, made.probability) == (9, 9, 9, 1)
    falling = forecasts.forecast_result(series(30, 20, 10, accumulate="latest"), starts=STARTS, due=DUE, target_min=9)
    assert (falling.low, falling.middle) == (0, 0)
    assert falling.probability < 0.01


def test_calibration_counts_the_intervals_that_held_up_to_the_last_point():
    found = forecasts.calibrate([series(5, 5, 5, 5), series(5, 5, 5, 500)], starts=STARTS, until=DUE)
    (trials,) = found.trials
    assert (trials.method, trials.quarters_ahead, trials.made, trials.held) == ("Gamma-Poisson", 1, 2, 1)
    assert (found.made, found.held, found.share) == (2, 1, 0.5)


def test_calibration_of_nothing_has_no_share():
    assert forecasts.calibrate([series(), series(1, 1)], starts=STARTS, until=DUE).share is None


def test_a_forecast_looks_at_the_points_before_it_alone():
    early = forecasts.calibrate([series(5, 5, 5, 5)], starts=STARTS, until=QUARTERS[2] + timedelta(days=1))
    assert early.made == 0
