"""Where a KPI stands on a day: result, what was expected by then, status, and what it takes from here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from dia_data.documents.periods import find_quarter
from dia_data.forecasts import Closing, Forecast, Series, explain_no_forecast, forecast_result

__all__ = [
    "ORDER", "RULES", "Expectation", "Forecast", "Judgement", "Kpi", "Plan", "Rule", "Series", "Standing", "Status",
    "Target", "build_expectation", "expect_by", "find_leading", "find_reach", "judge_kpi", "judge_status",
]  # fmt: skip

ON_TRACK_FROM = 0.9
"""Of what is expected by the end of the last reported period."""

AT_RISK_FROM = 0.75
"""Of the same; below it a KPI is off track."""

OF_MISSIONS = ("mission", "sme_mission")
"""Scopes that have a day on which they take place: the due date is the end of the mission."""

SMALL_TARGETS = (1, 2, 3)
"""Targets of so few units that a part of one means nothing: each unit is expected on the day when it is due."""

AT_END, AFTER_END = "at_end", "after_end"
"""When a KPI is measured that is not measured throughout: once by the end of the project, or only after it."""

STALE_AFTER_DAYS = 92
"""The longest quarter."""

DAYS_PER_MONTH = 365.25 / 12

ROUNDING = 1e-9
"""Exactly 90 % is at least 90 %, whatever the last digit of a sum says."""


class Status(StrEnum):
    """How a KPI stands."""

    NOT_REPORTED = "not_reported"
    NOT_DUE = "not_due"
    ABOVE_RANGE = "above_range"
    ACHIEVED = "achieved"
    STALE = "stale"
    OFF_TRACK = "off_track"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"


ORDER = (
    Status.OFF_TRACK,
    Status.ABOVE_RANGE,
    Status.AT_RISK,
    Status.STALE,
    Status.NOT_REPORTED,
    Status.NOT_DUE,
    Status.ON_TRACK,
    Status.ACHIEVED,
)
"""From the worst to the best: of several scopes the worst leads."""


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """What a KPI counts, and for what it has targets.

    Where it counts people at events, `events_kpi_id` is the KPI that counts the events. `baseline` is what there is at
    the start (None: not known). `measured` is `at_end` where it is measured once, by the end of the project, and
    `after_end` where it counts what there is after it; None: throughout.
    """

    kpi_id: str
    measure: str
    scope: str
    accumulate: str
    events_kpi_id: str | None = None
    baseline: float | None = None
    measured: str | None = None


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A KPI of D3.1, what it counts, and the partner that looks after it (None: nobody is named)."""

    kpi_id: str
    kpi_name: str
    definition: str
    unit: str
    measure: str
    scope: str
    accumulate: str
    slip: str | None
    baseline: float | None
    baseline_reason: str | None
    measured: str | None
    position: int
    owner_id: str | None
    owner: str | None
    source_id: str
    locator: str | None
    basis: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Target:
    """At least `target_min`; with a `target_max` it is a range, and above it is off as well."""

    target_min: float
    target_max: float | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is expected by the end of months, in their order, and the basis of saying so."""

    milestones: Sequence[tuple[date, float]]
    basis: str


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What is expected of a KPI in one scope, day by day; `expect_by` reads it.

    It runs straight from the `baseline` on the day `starts` through the `milestones` to the target on the day `due`.
    Where it `is_stepped` it changes on those days alone.
    """

    starts: date
    baseline: float
    target_min: float
    due: date
    milestones: Sequence[tuple[date, float]] = ()
    is_stepped: bool = False


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The status of a KPI in one scope on one day, and what it was judged by; the words are those of `Standing`.

    `closing` is what ended there by then, such as the mission.
    """

    status: Status
    rule: str
    result: float | None
    target: Target
    due: date
    closing: Closing | None
    expected: float
    expected_by: date
    expectation: Expectation
    last_reported: date | None
    covered_until: date | None
    is_to_come: bool

    @property
    def progress(self) -> float | None:
        """The result as a share of the target."""
        low = self.target.target_min
        return self.result / low if self.result is not None and low else None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One KPI in one scope on one day.

    `result`, `progress` (of `target_min`) and `days_since_report` are None where nothing is reported; so is
    `needed_per_month`, which is also None once the due date has come and for percentages. `expected` is by the day
    `expected_by`: what the result reaches, the end of the last reported period (today where nothing is reported).
    `quarters_due` have ended since and are due to be reported; `expected_since` is what is expected on top by the end
    of them. `expected_basis` is `derived` where there is no plan, else that of the plan. Where `forecast` is None,
    `forecast_reason` says why.
    """

    kpi_id: str
    scope_key: str
    result: float | None
    target_min: float
    target_max: float | None
    due: date
    progress: float | None
    expected: float
    expected_by: date
    expected_basis: str
    expectation: Expectation
    status: Status
    needed_per_month: float | None
    last_reported: date | None
    days_since_report: int | None
    forecast: Forecast | None
    forecast_reason: str | None
    quarters_due: tuple[str, ...] = ()
    expected_since: float = 0.0
    rule: str = ""
    """The sentence of the rule that gave the status; empty where nothing is reported."""
    is_to_come: bool = False
    """Whether its mission, or the measurement at the end, is still to come and has no plan: nothing is expected yet."""


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What the rules look at."""

    result: float
    target: Target
    expected: float
    days_since_report: int
    is_over: bool
    is_to_come: bool
    is_before_end: bool
    is_unmeasured: bool

    @property
    def is_above_range(self) -> bool:
        return self.target.target_max is not None and self.result > self.target.target_max

    def reaches(self, share: float) -> bool:
        """Whether the result is at least this share of what is expected."""
        return self.result >= share * self.expected - ROUNDING


@dataclass(frozen=True)
class Rule:
    """A status and when it is given, in words and as a condition."""

    status: Status
    sentence: str
    fits: Callable[[_Facts], bool]


RULES = (
    Rule(Status.ABOVE_RANGE, "above the upper end of the range", lambda facts: facts.is_above_range),
    Rule(
        Status.NOT_DUE,
        "it counts what exists after the end of the project, so it is not rated before",
        lambda facts: facts.is_before_end,
    ),
    Rule(
        Status.ACHIEVED,
        "the target is reached, or the result lies within the range",
        lambda facts: facts.result >= facts.target.target_min and not facts.is_unmeasured,
    ),
    Rule(
        Status.NOT_DUE,
        "the mission, or what is measured once at the end, is still to come and has no plan: nothing is expected of it",
        lambda facts: facts.is_to_come,
    ),
    Rule(
        Status.STALE,
        f"no report for more than {STALE_AFTER_DAYS} days",
        lambda facts: facts.days_since_report > STALE_AFTER_DAYS,
    ),
    Rule(
        Status.OFF_TRACK,
        "below the target, or the lower end of a range, when no more can come: the reports reach the due date, "
        "or the day on which the mission ended",
        lambda facts: facts.is_over,
    ),
    Rule(
        Status.NOT_DUE,
        "nothing is reached, and nothing was expected by the end of the last reported period; targets of "
        f"{', '.join(map(str, SMALL_TARGETS[:-1]))} or {SMALL_TARGETS[-1]} are expected in whole units on the days of "
        "their plan, without one when they are due",
        lambda facts: max(facts.expected, facts.result) <= ROUNDING,
    ),
    Rule(
        Status.ON_TRACK,
        f"at least {ON_TRACK_FROM:.0%} of what is expected by the end of the last reported period",
        lambda facts: facts.reaches(ON_TRACK_FROM),
    ),
    Rule(
        Status.AT_RISK,
        f"at least {AT_RISK_FROM:.0%} of what is expected by then",
        lambda facts: facts.reaches(AT_RISK_FROM),
    ),
    Rule(Status.OFF_TRACK, f"less than {AT_RISK_FROM:.0%} of what is expected by then", lambda _: True),
)
"""The status of a KPI with a report: that of the first rule that fits. Without one it is not reported."""


def judge_kpi(
    kpi: Kpi,
    series: Series,
    target: Target,
    *,
    today: date,
    starts: date,
    due: date,
    plan: Plan | None = None,
    closing: Closing | None = None,
    settled: Closing | None = None,
) -> Standing:
    """How a KPI stands in the scope of `series`, judged on the day `today`.

    `closing` is what ended there, such as the mission: after it no more can come. `settled` is what settles the result
    wherever it is counted, such as the selection of the delegates: there is nothing to forecast after it.
    """
    judged = judge_status(kpi, series, target, today=today, starts=starts, due=due, plan=plan, closing=closing)
    expectation, expected, result = judged.expectation, judged.expected, judged.result
    closed = closing.ended if closing else None
    reason = explain_no_forecast(series, starts=starts, due=due, today=today, closing=closing or settled)
    quarters = () if judged.is_to_come else _list_quarters_due(series, today=today, last=closed or due)
    return Standing(
        kpi_id=kpi.kpi_id,
        scope_key=series.scope_key,
        result=result,
        target_min=target.target_min,
        target_max=target.target_max,
        due=due,
        progress=judged.progress,
        expected=expected,
        expected_by=judged.expected_by,
        expected_basis=plan.basis if plan else "derived",
        expectation=expectation,
        status=judged.status,
        needed_per_month=_measure_need(kpi, result, target, months=(due - today).days / DAYS_PER_MONTH),
        last_reported=series.last_reported,
        days_since_report=(today - series.last_reported).days if series.last_reported else None,
        forecast=None if reason else _forecast(series, target, starts=starts, due=due),
        forecast_reason=reason,
        quarters_due=tuple(label for label, _ in quarters),
        rule=judged.rule,
        expected_since=max(expect_by(quarters[-1][1], expectation) - expected, 0.0) if quarters else 0.0,
        is_to_come=judged.is_to_come,
    )


def judge_status(
    kpi: Kpi,
    series: Series,
    target: Target,
    *,
    today: date,
    starts: date,
    due: date,
    plan: Plan | None = None,
    closing: Closing | None = None,
) -> Judgement:
    """The status alone, and what it was judged by: `judge_kpi` without what is to come."""
    closed = closing.ended if closing else None
    reached = find_reach(series, today=today)
    is_over = today > (closed or due) and reached >= (closed or due)
    is_unmeasured = kpi.measured == AFTER_END and not is_over
    is_to_come = plan is None and _comes_at_once(kpi) and not is_over and today <= due
    expectation = build_expectation(kpi, series, target, starts=starts, due=due, plan=plan)
    expected = 0.0 if is_to_come else expect_by(max(reached, due) if is_over else reached, expectation)
    days = (today - series.last_reported).days if series.last_reported else None
    rule = _find_rule(
        series.result, target, expected=expected, days=days, is_over=is_over, is_to_come=is_to_come,
        is_before_end=is_unmeasured and today <= due, is_unmeasured=is_unmeasured,
    )  # fmt: skip
    return Judgement(
        status=rule.status if rule else Status.NOT_REPORTED,
        rule=rule.sentence if rule else "",
        result=series.result,
        target=target,
        due=due,
        closing=closing,
        expected=expected,
        expected_by=reached,
        expectation=expectation,
        last_reported=series.last_reported,
        covered_until=series.covered_until,
        is_to_come=is_to_come,
    )


def find_reach(series: Series, *, today: date) -> date:
    """The day up to which a result says what was reached: the end of the last reported period.

    While that period still runs it is the day of the report. Where nothing is reported it is today.
    """
    if series.covered_until and series.covered_until < today:
        return series.covered_until
    return series.reported_until or today


def find_leading(standings: Iterable[Standing]) -> Standing:
    """The standing that speaks for its KPI: the worst status, of several the least progress, of several the first."""
    return min(standings, key=lambda one: (ORDER.index(one.status), one.progress or 0.0))


def build_expectation(
    kpi: Kpi, series: Series, target: Target, *, starts: date, due: date, plan: Plan | None = None
) -> Expectation:
    """What is expected of a KPI in a scope: from what it begins with, through its plan, to its target when due.

    What takes place on one day, and a target of a few whole units, is expected when it is due and not before.
    """
    begins, baseline = _find_beginning(kpi, series, starts)
    is_small = kpi.measure != "percentage" and target.target_max is None and target.target_min in SMALL_TARGETS
    return Expectation(
        starts=begins,
        baseline=baseline,
        target_min=target.target_min,
        due=due,
        milestones=tuple(plan.milestones) if plan else (),
        is_stepped=is_small or (plan is None and _comes_at_once(kpi)),
    )


def expect_by(day: date, expectation: Expectation) -> float:
    """What is expected by a day."""
    corners = [(expectation.starts, expectation.baseline)] if expectation.starts < expectation.due else []
    corners += expectation.milestones
    if not expectation.milestones or expectation.milestones[-1][0] < expectation.due:
        corners.append((expectation.due, expectation.target_min))
    corners.sort()
    if day <= corners[0][0]:
        return corners[0][1]
    for (begin, low), (end, high) in pairwise(corners):
        if begin <= day < end:
            return low if expectation.is_stepped else low + (high - low) * (day - begin).days / (end - begin).days
    return corners[-1][1]


def _comes_at_once(kpi: Kpi) -> bool:
    """Whether all of it comes on one day: when a mission takes place, or when it is measured at the end."""
    return kpi.scope in OF_MISSIONS or kpi.measured == AT_END


def _find_beginning(kpi: Kpi, series: Series, starts: date) -> tuple[date, float]:
    """The day and the level from which more is expected.

    What is counted begins at 0. Of a stock whose level at the start is not known, the first level that was reported is
    the first that is.
    """
    if kpi.baseline is not None:
        return starts, kpi.baseline
    if kpi.accumulate == "latest" and series.points:
        return series.points[0]
    return starts, 0.0


def _list_quarters_due(series: Series, *, today: date, last: date) -> list[tuple[str, date]]:
    """The whole quarters, with their ends, that ended after the last reported period and before today.

    After the day `last` nothing more comes; where nothing is reported no quarter is missing more than another.
    """
    found: list[tuple[str, date]] = []
    if series.covered_until is None:
        return found
    quarter = find_quarter(series.covered_until)
    if quarter.ends == series.covered_until:
        quarter = find_quarter(quarter.ends + timedelta(days=1))
    while quarter.ends < today and quarter.starts <= last:
        found.append((quarter.label, quarter.ends))
        quarter = find_quarter(quarter.ends + timedelta(days=1))
    return found


def _find_rule(result: float | None, target: Target, *, days: int | None, **facts_known: Any) -> Rule | None:
    """The first rule that fits; None where nothing is reported."""
    if result is None or days is None:
        return None
    facts = _Facts(result=result, target=target, days_since_report=days, **facts_known)
    return next(rule for rule in RULES if rule.fits(facts))


def _measure_need(kpi: Kpi, result: float | None, target: Target, *, months: float) -> float | None:
    if result is None or kpi.measure == "percentage" or months <= 0:
        return None
    return max(target.target_min - result, 0.0) / months


def _forecast(series: Series, target: Target, *, starts: date, due: date) -> Forecast:
    return forecast_result(series, starts=starts, due=due, target_min=target.target_min, target_max=target.target_max)
