"""How a KPI stands: each threshold at its boundary, plans, due dates, which scope leads. Pure, over a few points."""

from datetime import date, timedelta
from typing import Any

import pytest

from dia_data import kpis
from dia_data.kpis import ORDER, RULES, Kpi, Plan, Series, Standing, Status, Target

STARTS, DUE = date(2020, 1, 1), date(2020, 1, 1) + timedelta(days=200)
HALF_WAY = STARTS + timedelta(days=100)


def stand(result: float | None, target: Target, *, today: date = HALF_WAY, age: int = 0, **more: Any) -> Standing:
    kpi = Kpi(kpi_id="webinars", measure=more.pop("measure", "count"), scope="consortium", accumulate="sum")
    reported = {} if result is None else {
        "points": [(HALF_WAY, result)], "last_reported": today - timedelta(days=age), "periods": 1,
    }  # fmt: skip
    series = Series(
        kpi_id=kpi.kpi_id, scope_key="consortium", measure=kpi.measure, accumulate=kpi.accumulate, **reported
    )
    return kpis.judge_kpi(kpi, series, target, today=today, starts=STARTS, due=DUE, **more)


OPEN, RANGE = Target(target_min=200), Target(target_min=10, target_max=14)


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (200, Status.ACHIEVED),
        (199, Status.ON_TRACK),
        (90, Status.ON_TRACK),
        (89.9, Status.AT_RISK),
        (75, Status.AT_RISK),
        (74.9, Status.OFF_TRACK),
        (0, Status.OFF_TRACK),
        (None, Status.NOT_REPORTED),
    ],
)
def test_half_way_to_two_hundred_a_hundred_are_expected(result: float | None, status: Status):
    found = stand(result, OPEN)
    assert (found.expected, found.expected_basis, found.status) == (100, "derived", status)


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (9, Status.OFF_TRACK),
        (10, Status.ACHIEVED),
        (14, Status.ACHIEVED),
        (14.5, Status.ABOVE_RANGE),
        (15, Status.ABOVE_RANGE),
    ],
)
def test_a_range_is_red_below_and_above_whatever_is_expected(result: float, status: Status):
    assert stand(result, RANGE).status is status
    assert stand(result, RANGE, today=DUE + timedelta(days=1)).status is status


@pytest.mark.parametrize(("age", "status"), [(92, Status.ON_TRACK), (93, Status.STALE)])
def test_a_report_is_stale_after_92_days(age: int, status: Status):
    assert stand(95, OPEN, age=age).status is status


@pytest.mark.parametrize(("result", "status"), [(200, Status.ACHIEVED), (15, Status.STALE)])
def test_what_is_achieved_does_not_go_stale(result: float, status: Status):
    assert stand(result, OPEN, age=400).status is status


def test_below_the_target_after_the_due_date_is_off_track_however_near():
    assert stand(199, OPEN, today=DUE).status is Status.ON_TRACK
    assert stand(199, OPEN, today=DUE + timedelta(days=1)).status is Status.OFF_TRACK


def test_without_a_report_nothing_is_said_but_what_is_expected():
    found = stand(None, OPEN, today=DUE + timedelta(days=500))
    assert (found.status, found.result, found.progress, found.needed_per_month, found.days_since_report) == (
        Status.NOT_REPORTED, None, None, None, None,
    )  # fmt: skip
    assert (found.expected, found.forecast) == (200, None)


def test_what_is_needed_from_here_is_spread_over_the_months_left():
    assert stand(100, OPEN).needed_per_month == pytest.approx(100 / (100 / 30.4375))
    assert stand(250, OPEN).needed_per_month == 0
    assert stand(100, OPEN, today=DUE).needed_per_month is None
    assert stand(1, OPEN, measure="percentage").needed_per_month is None


PLAN = Plan(milestones=[(date(2020, 1, 31), 0), (date(2020, 3, 31), 120)], basis="entered")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2019, 12, 1), 0),
        (date(2020, 1, 15), 0),
        (date(2020, 3, 1), 60),
        (date(2020, 3, 31), 120),
        (DUE, 200),
        (DUE + timedelta(days=90), 200),
    ],
)
def test_a_plan_runs_straight_between_its_months_and_then_to_the_target(today: date, expected: float):
    assert kpis.expect_by(today, target=OPEN, starts=STARTS, due=DUE, plan=PLAN) == pytest.approx(expected)


def test_a_plan_says_on_what_it_rests():
    assert stand(60, OPEN, plan=PLAN).expected_basis == "entered"


def test_every_status_has_its_place_in_the_order_and_but_one_a_rule():
    assert set(ORDER) == set(Status)
    assert {rule.status for rule in RULES} == set(Status) - {Status.NOT_REPORTED}


def test_the_worst_scope_leads_and_of_equals_the_one_with_least_progress():
    good, reached, bad, worse = (stand(result, OPEN) for result in (95, 200, 50, 40))
    assert kpis.find_leading([reached, good]) is good
    assert kpis.find_leading([good, stand(None, OPEN), reached]).status is Status.NOT_REPORTED
    assert kpis.find_leading([good, bad, worse]) is worse


def of_mission(result: float | None, target: Target, *, today: date, scope: str = "mission", **more: Any) -> Standing:
    kpi = Kpi(kpi_id="applications", measure="count", scope=scope, accumulate="sum")
    reported = {"points": [(STARTS, result)], "last_reported": STARTS, "periods": 1} if result is not None else {}
    series = Series(kpi_id=kpi.kpi_id, scope_key="mission_usa", measure="count", accumulate="sum", **reported)
    return kpis.judge_kpi(kpi, series, target, today=today, starts=STARTS, due=DUE, **more)


@pytest.mark.parametrize("scope", ["mission", "sme_mission"])
@pytest.mark.parametrize("target", [OPEN, RANGE])
@pytest.mark.parametrize(
    ("result", "today", "status"),
    [
        (4, STARTS + timedelta(days=20), Status.ON_TRACK),
        (0, DUE, Status.ON_TRACK),
        (4, DUE + timedelta(days=1), Status.OFF_TRACK),
        (None, DUE, Status.NOT_REPORTED),
    ],
)
def test_nothing_is_expected_of_a_mission_before_it_takes_place(
    scope: str, target: Target, result: float | None, today: date, status: Status
):
    found = of_mission(result, target, today=today, scope=scope)
    late = today > DUE and result is not None
    assert found.status is (Status.STALE if late else status)
    assert found.expected == (target.target_min if today > DUE else 0)


def test_a_plan_for_a_mission_is_held_against_it():
    found = of_mission(0, OPEN, today=date(2020, 3, 31), plan=PLAN)
    assert (found.expected, found.status) == (120, Status.OFF_TRACK)
