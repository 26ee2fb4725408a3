"""Since when a KPI stands as it does, and what made it so."""

from datetime import date, timedelta

import pytest

from dia_data import kpis
from dia_data.forecasts import Closing, Series
from dia_data.kpis import Judgement, Kpi, Status, Target
from dia_data.status_history import Change, Passed, Spell, Subject, find_spells, find_status

KPI = Kpi(kpi_id="webinars", measure="count", scope="consortium", accumulate="sum")
STARTS, DUE = date(2020, 1, 1), date(2020, 12, 31)
QUARTER_ENDS = date(2020, 3, 31)
REPORTED = date(2020, 4, 10)
REPORT = Change(day=REPORTED, subject=Subject.REPORT, is_withdrawn=False, who="Ana", partner="SCS", period="2020-Q1")


def judge(value: float = 9, *, target: float = 10, due: date = DUE, closing: Closing | None = None):
    """A record in which so much is reported of the first quarter on the tenth of April."""
    reported = Series(
        kpi_id="webinars", scope_key="consortium", measure="count", accumulate="sum",
        points=((QUARTER_ENDS, value),), last_reported=REPORTED, watched_until=QUARTER_ENDS,
        reported_until=QUARTER_ENDS, covered_until=QUARTER_ENDS, periods=1,
    )  # fmt: skip
    nothing = Series(kpi_id="webinars", scope_key="consortium", measure="count", accumulate="sum")

    def judged(known_on: date, today: date) -> Judgement:
        series = reported if known_on >= REPORTED else nothing
        return kpis.judge_status(
            KPI, series, Target(target_min=target), today=today, starts=STARTS, due=due, closing=closing
        )

    return judged


def find(judged, until: date, changes=((REPORTED, (REPORT,)),)) -> list[Spell]:
    return find_spells(
        judged, scope_key="consortium", known_days=[STARTS, REPORTED], until=until, changes=dict(changes)
    )


def test_a_report_makes_a_status_on_its_day_and_silence_on_the_93rd_after_it():
    nothing, on_track, stale = find(judge(), date(2020, 12, 1))
    assert (nothing.status, nothing.since, nothing.until) == (Status.NOT_REPORTED, STARTS, date(2020, 4, 9))
    assert (nothing.changes, nothing.passed) == ((), None)
    assert (on_track.status, on_track.since, on_track.until) == (Status.ON_TRACK, REPORTED, date(2020, 7, 11))
    assert (on_track.changes, on_track.passed) == ((REPORT,), None)
    assert (stale.status, stale.since, stale.until) == (Status.STALE, date(2020, 7, 12), date(2020, 12, 1))
    assert (stale.changes, stale.passed) == ((), Passed.SILENCE)


def test_a_day_that_only_comes_later_is_not_yet_known():
    assert [one.status for one in find(judge(), date(2020, 4, 9))] == [Status.NOT_REPORTED]


@pytest.mark.parametrize(
    ("judged", "passed"),
    [
        (judge(due=date(2020, 4, 20)), None),
        (judge(4, target=12, due=QUARTER_ENDS), None),
    ],
)
def test_what_was_due_before_the_report_is_judged_with_it(judged, passed: Passed | None):
    assert find(judged, date(2020, 5, 1))[1].passed == passed


def test_the_end_of_the_reported_period_makes_what_was_expected_by_then_count():
    """Reported in the middle of a quarter: until it is over the result is compared with the day of the report."""
    early = date(2020, 2, 1)

    def judged(known_on: date, today: date) -> Judgement:
        series = Series(
            kpi_id="webinars", scope_key="consortium", measure="count", accumulate="sum", points=((early, 3.5),),
            last_reported=early, watched_until=early, reported_until=early, covered_until=QUARTER_ENDS, periods=1,
        )  # fmt: skip
        return kpis.judge_status(KPI, series, Target(target_min=40), today=today, starts=STARTS, due=DUE)

    found = find_spells(judged, scope_key="consortium", known_days=[early], until=date(2020, 4, 5), changes={})
    assert [(one.status, one.since, one.passed) for one in found] == [
        (Status.ON_TRACK, early, None),
        (Status.OFF_TRACK, date(2020, 4, 1), Passed.PERIOD),
    ]


def test_what_would_have_come_on_that_day_anyway_is_not_the_work_of_its_changes():
    stale = REPORTED + timedelta(days=93)
    comment = Change(day=stale, subject=Subject.PLAN, is_withdrawn=False, who="Ben")
    found = find_spells(
        judge(), scope_key="consortium", known_days=[STARTS, REPORTED, stale], until=date(2020, 12, 1),
        changes={REPORTED: [REPORT], stale: [comment]},
    )  # fmt: skip
    assert (found[-1].since, found[-1].changes, found[-1].passed) == (stale, (), Passed.SILENCE)


def test_where_it_was_not_judged_there_is_no_status():
    def judged(known_on: date, today: date) -> Judgement | None:
        return None if known_on < REPORTED else judge()(known_on, today)

    (found,) = find(judged, date(2020, 5, 1))
    assert (found.since, find_status([found], date(2020, 4, 9)), find_status([found], REPORTED)) == (
        REPORTED,
        None,
        found,
    )
