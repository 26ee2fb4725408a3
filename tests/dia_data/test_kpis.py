"""How a KPI stands: each threshold at its boundary, plans, due dates, which scope leads. Pure, over a few points."""

from datetime import date, timedelta
from typing import Any

import pytest

from dia_data import kpis
from dia_data.forecasts import Closing
from dia_data.kpis import ORDER, RULES, Kpi, Plan, Series, Standing, Status, Target

STARTS, DUE = date(2020, 1, 1), date(2020, 1, 1) + timedelta(days=200)
HALF_WAY = STARTS + timedelta(days=100)


def held_on(day: date) -> Closing:
    return Closing(activity_name="Mission", ended=day)


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
    ("result", "status"), [(4.5, Status.ON_TRACK), (3.8, Status.AT_RISK), (3, Status.OFF_TRACK), (10, Status.ACHIEVED)]
)
def test_below_a_range_is_judged_like_any_other_while_more_can_come(result: float, status: Status):
    assert stand(result, RANGE).status is status


@pytest.mark.parametrize(
    ("result", "status"),
    [(9, Status.OFF_TRACK), (10, Status.ACHIEVED), (14, Status.ACHIEVED), (14.5, Status.ABOVE_RANGE)],
)
def test_a_range_is_red_below_when_no_more_can_come_and_above_at_any_time(result: float, status: Status):
    assert stand(result, RANGE, today=DUE + timedelta(days=1)).status is status
    assert stand(result, RANGE, closing=held_on(HALF_WAY - timedelta(days=1))).status is status


def test_a_mission_that_was_held_earlier_is_over_and_its_whole_target_was_expected():
    found = stand(9, RANGE, closing=held_on(HALF_WAY - timedelta(days=1)))
    assert (found.expected, found.status) == (10, Status.OFF_TRACK)
    assert stand(9, RANGE, closing=held_on(HALF_WAY)).status is Status.ON_TRACK


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
    assert stand(1, OPEN, today=today, plan=PLAN).expected == pytest.approx(expected)


def test_a_plan_says_on_what_it_rests():
    assert stand(60, OPEN, plan=PLAN).expected_basis == "entered"


def test_every_status_has_its_place_in_the_order_and_but_one_a_rule():
    assert set(ORDER) == set(Status)
    assert {rule.status for rule in RULES} == set(Status) - {Status.NOT_REPORTED}


def test_a_standing_says_which_rule_gave_its_status():
    assert stand(180, OPEN).rule == "at least 90% of what is expected by the end of the last reported period"
    assert stand(None, OPEN).rule == ""


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
        (4, STARTS + timedelta(days=20), Status.NOT_DUE),
        (0, DUE, Status.NOT_DUE),
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


# What a result reaches: the last reported period


def report(
    result: float, target: Target, *, covers: date, recorded: date, today: date, points: Any = None, **more: Any
) -> Standing:
    """A standing with one report for the period that ends on the day `covers`."""
    about = {"measure": "count", "accumulate": "sum", "scope": "consortium"}
    kpi = Kpi(
        kpi_id="k", **about | {key: more.pop(key) for key in list(more) if key in (*about, "baseline", "measured")}
    )
    series = Series(
        kpi_id="k", scope_key="consortium", measure=kpi.measure, accumulate=kpi.accumulate,
        points=points or [(min(covers, recorded), result)], last_reported=recorded,
        reported_until=min(covers, recorded), covered_until=covers,
    )  # fmt: skip
    return kpis.judge_kpi(kpi, series, target, today=today, **{"starts": STARTS, "due": DUE} | more)


Q1_ENDS, Q2_ENDS = date(2020, 3, 31), date(2020, 6, 30)


def test_a_result_is_judged_by_the_end_of_its_last_reported_period_and_not_by_today():
    found = report(88, OPEN, covers=Q1_ENDS, recorded=date(2020, 4, 15), today=Q2_ENDS)
    assert (found.expected, found.expected_by, found.status) == (90, Q1_ENDS, Status.ON_TRACK)
    assert found.expected < stand(None, OPEN, today=Q2_ENDS).expected


def test_whole_quarters_that_ended_since_are_due_to_be_reported_with_what_they_add_to_the_expectation():
    def due(today: date, covers: date = Q1_ENDS) -> tuple[str, ...]:
        return report(88, OPEN, covers=covers, recorded=date(2020, 4, 2), today=today).quarters_due

    assert (due(Q2_ENDS), due(date(2020, 7, 1))) == ((), ("2020-Q2",))
    assert due(date(2020, 7, 1), covers=date(2020, 4, 30)) == ("2020-Q2",)
    assert due(date(2021, 2, 1)) == ("2020-Q2", "2020-Q3")  # the KPI is due on 19 Jul 2020: no more comes after that
    found = report(88, OPEN, covers=Q1_ENDS, recorded=date(2020, 4, 2), today=date(2020, 7, 1))
    assert found.expected_since == 181 - 90


def test_while_a_period_runs_its_report_reaches_the_day_of_its_recording():
    report_of_april = {"covers": Q2_ENDS, "recorded": date(2020, 4, 10)}
    assert report(95, OPEN, **report_of_april, today=date(2020, 5, 1)).expected_by == date(2020, 4, 10)
    assert report(95, OPEN, **report_of_april, today=date(2020, 7, 1)).expected_by == Q2_ENDS


def test_a_target_is_missed_only_when_the_reports_reach_the_due_date():
    after = DUE + timedelta(days=30)
    assert report(180, OPEN, covers=Q2_ENDS, recorded=Q2_ENDS, today=after).status is Status.ON_TRACK
    assert report(180, OPEN, covers=date(2020, 9, 30), recorded=after, today=after).expected_by == after
    assert report(180, OPEN, covers=date(2020, 9, 30), recorded=after, today=after).status is Status.OFF_TRACK


# With what a KPI begins, and when it is measured

MEMBERS: dict[str, Any] = {"measure": "stock", "accumulate": "latest"}


def test_what_is_expected_runs_from_the_baseline_to_the_target():
    found = report(6, Target(target_min=9), covers=Q1_ENDS, recorded=Q1_ENDS, today=HALF_WAY, baseline=6.0, **MEMBERS)
    assert found.expected == pytest.approx(6 + 3 * 90 / 200)
    assert report(6, Target(target_min=9), covers=Q1_ENDS, recorded=Q1_ENDS, today=HALF_WAY).expected == 9 * 90 / 200


def test_a_stock_of_unknown_baseline_begins_with_the_first_level_that_was_reported():
    points = [(Q1_ENDS, 60), (HALF_WAY, 100)]
    found = report(100, OPEN, covers=HALF_WAY, recorded=HALF_WAY, today=HALF_WAY, points=points, **MEMBERS)
    assert found.expected == pytest.approx(60 + 140 * 10 / 110)


@pytest.mark.parametrize(
    ("result", "today", "covers", "status"),
    [
        (6, HALF_WAY, Q1_ENDS, Status.NOT_DUE),
        (9, HALF_WAY, Q1_ENDS, Status.NOT_DUE),
        (6, DUE, Q1_ENDS, Status.NOT_DUE),
        (9, DUE + timedelta(days=1), Q2_ENDS, Status.ON_TRACK),
        (9, date(2020, 10, 1), date(2020, 9, 30), Status.ACHIEVED),
        (6, date(2020, 10, 1), date(2020, 9, 30), Status.OFF_TRACK),
    ],
)
def test_what_counts_after_the_end_of_the_project_is_not_judged_before(
    result: float, today: date, covers: date, status: Status
):
    found = report(
        result, Target(target_min=9), covers=covers, recorded=min(covers, today), today=today, baseline=6.0,
        measured="after_end", **MEMBERS,
    )  # fmt: skip
    assert found.status is status


def test_what_is_measured_once_at_the_end_is_expected_then_and_may_be_achieved_before():
    about: dict[str, Any] = {"measure": "percentage", "accumulate": "mean", "measured": "at_end"}
    early = {"covers": Q1_ENDS, "recorded": Q1_ENDS, "today": HALF_WAY}
    before = report(0.7, Target(target_min=1.5), **early, **about)
    assert (before.expected, before.status) == (0, Status.NOT_DUE)
    assert report(1.6, Target(target_min=1.5), **early, **about).status is Status.ACHIEVED
    late = {"covers": date(2020, 9, 30), "recorded": DUE, "today": date(2020, 10, 1)}
    assert report(0.7, Target(target_min=1.5), **late, **about).status is Status.OFF_TRACK


# Small whole targets


@pytest.mark.parametrize("target", [1, 2, 3])
def test_a_small_whole_target_is_expected_when_it_is_due_and_not_in_parts(target: float):
    wanted = Target(target_min=target)
    assert [stand(0, wanted, today=day).expected for day in (HALF_WAY, DUE - timedelta(days=1), DUE)] == [0, 0, target]
    assert (stand(0, wanted).status, stand(0.5, wanted).status) == (Status.NOT_DUE, Status.ON_TRACK)
    assert stand(0, wanted, today=DUE).status is Status.OFF_TRACK
    assert stand(0, Target(target_min=4)).expected == 2


def test_a_small_whole_target_with_a_plan_steps_on_the_days_of_its_milestones():
    plan = Plan(milestones=[(Q1_ENDS, 1), (Q2_ENDS, 2)], basis="entered")
    days = (Q1_ENDS - timedelta(days=1), Q1_ENDS, Q2_ENDS - timedelta(days=1), Q2_ENDS, DUE)
    expected = [stand(1, Target(target_min=3), today=day, plan=plan).expected for day in days]
    assert expected == [0, 1, 1, 2, 3]


def test_a_small_percentage_is_no_number_of_units():
    assert stand(1, Target(target_min=2), measure="percentage").expected == 1


def test_where_nothing_is_expected_yet_an_old_report_is_still_stale():
    assert stand(1, Target(target_min=2), age=93).status is Status.STALE
