"""How forecasts would have done: which trials are made, and how their misses are told."""

from datetime import timedelta

from dia_data import forecasts
from dia_data.forecasts import Calibration, Kind, Trials
from dia_data.forecasts.calibration import LEAST_TRIALS
from tests.dia_data.forecasts.histories import ENDS, STARTS, history

UNTIL = ENDS[-1]


def trials(**values: int) -> Trials:
    return Trials(
        **{"kind": Kind.COUNTS, "quarters_ahead": 1, "count": 0, "covered": 0, "below": 0, "above": 0} | values
    )


def test_trials_of_a_series_do_not_overlap_and_look_further_each_time():
    made = list(forecasts.run_trials([history(*[3] * 9)], starts=STARTS, until=UNTIL))
    assert [(one.made_on, one.due, one.quarters_ahead) for one in made] == [
        (ENDS[2], ENDS[3], 1), (ENDS[3], ENDS[5], 2), (ENDS[5], ENDS[8], 3),
    ]  # fmt: skip


def test_the_last_trial_looks_as_far_as_reports_reach():
    made = list(forecasts.run_trials([history(*[3] * 7)], starts=STARTS, until=UNTIL))
    assert [(one.made_on, one.due) for one in made] == [(ENDS[2], ENDS[3]), (ENDS[3], ENDS[5]), (ENDS[5], ENDS[6])]


def test_a_series_is_tried_also_while_nothing_comes():
    quiet = history(1, 1, 1, None, None, None, accumulate="distinct")
    made = list(forecasts.run_trials([quiet], starts=STARTS, until=UNTIL))
    assert [(one.due, one.came) for one in made] == [(ENDS[3], 3), (ENDS[5], 3)]


def test_a_forecast_looks_at_the_points_before_it_alone():
    calm, wild = history(5, 5, 5, 5), history(5, 5, 5, 500)
    (first,), (second,) = (forecasts.run_trials([one], starts=STARTS, until=UNTIL) for one in (calm, wild))
    assert first.forecast == second.forecast
    assert not list(forecasts.run_trials([calm], starts=STARTS, until=ENDS[2] + timedelta(days=1)))


def test_misses_are_told_by_kind_distance_and_direction():
    found = forecasts.calibrate(
        [history(5, 5, 5, 5), history(5, 5, 5, 500), history(50, 50, 50, 0), history(5, 6, 7, 8, accumulate="latest")],
        starts=STARTS,
        until=UNTIL,
    )
    assert found.trials == [
        trials(count=3, covered=1, below=1, above=1),
        trials(kind=Kind.STOCKS, count=1, covered=1),
    ]
    assert (found.count, found.covered, found.below, found.above) == (4, 2, 1, 1)
    assert found.select_kind(Kind.STOCKS).trials == [trials(kind=Kind.STOCKS, count=1, covered=1)]


def test_below_so_many_trials_a_share_says_nothing():
    assert Calibration(trials=()).share is None
    few = Calibration(trials=[trials(count=LEAST_TRIALS - 1)])
    assert (few.share, few.is_missed) == (None, False)


def test_a_share_is_missed_that_lies_more_than_five_per_cent_beside_80():
    missed = {
        covered: Calibration(trials=[trials(count=100, covered=covered)]).is_missed for covered in (74, 75, 80, 85, 86)
    }
    assert missed == {74: True, 75: False, 80: False, 85: False, 86: True}
