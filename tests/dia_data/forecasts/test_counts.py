"""Counts: the distributions against SciPy's own, and what a pace, its change and its regularity come to by hand."""

import pytest
from scipy.stats import binom, nbinom, poisson

from dia_data.forecasts import counts
from dia_data.forecasts.counts import Counted
from tests.dia_data.forecasts.histories import quarters


@pytest.mark.parametrize(
    ("counted", "theirs"),
    [
        (Counted(3.0, 6.0), nbinom(3, 0.5)),
        (Counted(0.5, 5.0), nbinom(0.5 / 9, 0.1)),
        (Counted(4.0, 4.0), poisson(4)),
        (Counted(3.0, 1.5), binom(6, 0.5)),
    ],
)
def test_a_count_is_that_of_scipy_with_the_same_mean_and_variance(counted: Counted, theirs):
    assert (theirs.mean(), theirs.var()) == pytest.approx((counted.mean, counted.variance))
    for number in (-1, 0, 1, 3, 6, 30):
        assert counted.at_most(number) == pytest.approx(theirs.cdf(number))


def test_one_quarter_ahead_of_one_is_worked_out_by_hand():
    # 6 in one quarter and one to go: nothing is known of a trend or of regularity, and half a quarter on average is
    # ahead, so 0.7 ** 0.5 of the evidence is left.
    shape, mean = (6 + 1 / 3) * 0.7**0.5, 6 + 1 / 3
    coming, theirs = counts.predict(quarters(6), 1), nbinom(shape, shape / (shape + mean))
    assert [coming.at_most(number) for number in range(20)] == pytest.approx(theirs.cdf(range(20)))


def test_the_dispersion_is_that_of_successive_quarters_drawn_to_what_is_usual():
    # Three differences of 2: 12 in squares, where 6 + 6 + 6 would be chance; three quarters against three of belief.
    assert counts.estimate_dispersion([quarters(2, 4, 2, 4)]) == pytest.approx((3 * 1 + 3 * 12 / 18) / 6)
    assert counts.estimate_dispersion([quarters(2, 4, 2, 4)], 0.4) == pytest.approx((3 * 0.4 + 3 * 12 / 18) / 6)
    assert counts.estimate_dispersion([quarters(0, 0, 0)], 0.4) == 0.4
    assert counts.estimate_dispersion([quarters(0, 9, 0, 9)]) > 3


def test_what_comes_on_a_schedule_is_known_better_than_what_comes_in_bursts():
    regular, bursts = counts.predict(quarters(4, 4, 4, 4, 4, 4), 2), counts.predict(quarters(0, 8, 0, 8, 0, 8), 2)
    assert regular.variance < regular.mean < bursts.variance / 2


def test_a_pace_that_grows_is_led_on_and_one_that_does_not_is_not():
    assert counts.estimate_trend(quarters(3, 3, 3, 3), 3.0) == pytest.approx(0)
    growing = counts.predict(quarters(2, 4, 6, 8, 10, 12), 1).mean
    assert 11 < growing < 14
    assert counts.predict(quarters(3, 3, 3, 3, 3, 3), 1).mean == pytest.approx(3, abs=0.3)


def test_an_older_quarter_counts_less():
    assert counts.predict(quarters(9, 1), 4).mean < counts.predict(quarters(1, 9), 4).mean


def test_nothing_so_far_still_leaves_a_chance():
    coming = counts.predict(quarters(0, 0, 0), 4)
    assert 0.3 < coming.at_most(0) < 1


def test_a_pace_is_known_less_well_the_further_ahead_it_is_needed():
    near, far = (counts.predict(quarters(4, 4, 4, 4), ahead) for ahead in (1, 4))
    assert near.variance / near.mean**2 < far.variance / far.mean**2 * 2
    assert far.variance > 4 * near.variance
