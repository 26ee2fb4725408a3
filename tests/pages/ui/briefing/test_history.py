"""Quarters that had results, how many KPIs needed action then, and whether that compares with now."""

from datetime import date

import pytest

from dia_data.documents.periods import find_quarter_end_before, list_last_quarter_ends
from dia_data.kpis import Status
from pages.ui.briefing import history
from pages.ui.briefing.history import Quarter
from tests.pages.ui.kpi_rows import kpi, standing, unreported

SEPTEMBER = date(2021, 9, 30)
BEHIND = kpi(standing(status=Status.OFF_TRACK))


def quarter(**counts: int) -> Quarter:
    return Quarter(label="2021-Q3", ends=SEPTEMBER, counts=counts)


def test_the_last_eight_quarters_end_with_the_one_that_is_over():
    ends = list_last_quarter_ends(date(2021, 11, 5), most=history.QUARTERS)
    assert (len(ends), ends[0], ends[-1]) == (history.QUARTERS, date(2019, 12, 31), SEPTEMBER)


def test_a_quarter_that_ends_today_is_over():
    assert list_last_quarter_ends(date(2021, 12, 31), most=history.QUARTERS)[-1] == date(2021, 12, 31)
    assert find_quarter_end_before(date(2021, 12, 31)) == SEPTEMBER


def test_a_kpi_counts_once_by_its_worst_scope():
    counts = history.count_leading([standing(), standing(scope_key="BRA", status=Status.OFF_TRACK), unreported()])
    assert counts == {"off_track": 1}


def test_a_quarter_without_any_result_is_not_shown():
    assert not quarter(not_reported=23).is_reported
    assert not quarter().is_reported
    assert quarter(not_reported=22, not_due=1).is_reported


def test_what_needs_action_is_off_track_above_range_at_risk_or_stale():
    assert quarter(off_track=1, above_range=2, at_risk=3, stale=4, not_reported=5, on_track=6).acting == 10


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (quarter(on_track=2), ", 1 more since 30 Sep 2021"),
        (quarter(off_track=2), ", 1 fewer since 30 Sep 2021"),
        (quarter(stale=1, achieved=1), ", as many as on 30 Sep 2021"),
        (quarter(off_track=1), ""),
        (None, ""),
    ],
)
def test_the_headline_compares_with_the_same_number_of_kpis_alone(before: Quarter | None, words: str):
    assert history.compare([BEHIND, kpi()], before) == words
