"""People at events: how big events are, and what comes to a number of them."""

import pytest
from scipy.stats import norm

from dia_data.forecasts import compound, counts
from dia_data.forecasts.compound import Compound, Sizes
from dia_data.forecasts.counts import Counted
from tests.dia_data.forecasts.histories import quarters

PEOPLE, EVENTS = (17, 14, 12, 31), (1, 1, 1, 2)


def test_sizes_are_worked_out_by_hand():
    # 74 came to 5 events, 14.8 each. Off by 2.2, 0.8, 2.8 and, for two events, 1.4: 4.84 + 0.64 + 7.84 + 0.98 = 14.3.
    # The belief that they vary by 14.8, like a Poisson number, counts for one of four quarters.
    sizes = compound.estimate_sizes(quarters(*PEOPLE), quarters(*EVENTS))
    assert (sizes.mean, sizes.variance, sizes.events) == pytest.approx((14.8, (14.8 + 14.3) / 4, 5))


def test_people_without_a_reported_event_were_at_one():
    assert compound.estimate_sizes(quarters(10, 20), quarters(1, 0)).mean == 15


def test_what_comes_to_a_number_of_events_that_is_certain_is_that_many_sizes():
    coming = Compound(Counted(4.0, 0.001), Sizes(mean=20.0, variance=9.0, events=1000.0))
    around = norm(80, (4 * 9 + 16 * 9 / 1000) ** 0.5)
    for number in (70, 80, 90):
        assert coming.at_most(number) == pytest.approx(around.cdf(number + 0.5), abs=0.01)


def test_the_mean_is_that_of_the_events_times_that_of_the_sizes_and_no_event_brings_nobody():
    coming = compound.predict(quarters(*PEOPLE), quarters(*EVENTS), 2)
    events = counts.predict(quarters(*EVENTS), 2)
    tails = sum(1 - coming.at_most(number) for number in range(coming.up_to()))
    assert tails == pytest.approx(events.mean * 14.8, rel=0.02)
    assert coming.at_most(0) == pytest.approx(events.at_most(0), abs=0.001)
    assert coming.at_most(coming.up_to()) > 0.9999


def test_many_events_are_told_by_mean_and_variance_of_what_comes():
    many = Compound(Counted(250.0, 500.0), Sizes(mean=15.0, variance=12.0, events=900.0))
    plain = many.simplify()
    assert [plain.at_most(number) for number in (3200, 3700, 4200)] == pytest.approx(
        [many.at_most(number) for number in (3200, 3700, 4200)], abs=0.01
    )
    often = (60_000.0, 61_000.0, 60_500.0)
    assert isinstance(compound.predict(quarters(*(15 * held for held in often)), quarters(*often), 2), Counted)


def test_where_nobody_came_yet_there_is_no_size_to_go_by():
    assert isinstance(compound.predict(quarters(0, 0, 0), quarters(0, 0, 0), 1), Counted)
