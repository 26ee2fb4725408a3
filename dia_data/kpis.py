"""Where a KPI stands on a day: result, what was expected by then, status, and what it takes from here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from dia_data.forecasts import Closing, Forecast, Series, explain_no_forecast, forecast_result

__all__ = [
    "ORDER", "RULES", "Forecast", "Kpi", "Plan", "Rule", "Series", "Standing", "Status", "Target",
    "expect_by", "find_leading", "judge_kpi",
]  # fmt: skip

ON_TRACK_FROM = 0.9
"""Of what is expected by today."""

AT_RISK_FROM = 0.75
"""Of what is expected by today; below it a KPI is off track."""

OF_MISSIONS = ("mission", "sme_mission")
"""Scopes that have a day on which they take place: the due date is the end of the mission."""

STALE_AFTER_DAYS = 92
"""The longest quarter."""

DAYS_PER_MONTH = 365.25 / 12

ROUNDING = 1e-9
"""Exactly 90 % is at least 90 %, whatever the last digit of a sum says."""


class Status(StrEnum):
    """How a KPI stands."""

    NOT_REPORTED = "not_reported"
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
    Status.ON_TRACK,
    Status.ACHIEVED,
)
"""From the worst to the best: of several scopes the worst leads."""


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """What a KPI counts, and for what it has targets; where it counts people at events, which KPI counts the events."""

    kpi_id: str
    measure: str
    scope: str
    accumulate: str
    events_kpi_id: str | None = None


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
class Standing:
    """One KPI in one scope on one day.

    `result`, `progress` (of `target_min`) and `days_since_report` are None where nothing is reported; so is
    `needed_per_month`, which is also None once the due date has come and for percentages. `expected_basis` is `derived`
    for the straight line, else that of the plan. Where `forecast` is None, `forecast_reason` says why.
    """

    kpi_id: str
    scope_key: str
    result: float | None
    target_min: float
    target_max: float | None
    due: date
    progress: float | None
    expected: float
    expected_basis: str
    status: Status
    needed_per_month: float | None
    last_reported: date | None
    days_since_report: int | None
    forecast: Forecast | None
    forecast_reason: str | None
    is_to_come: bool = False
    """Whether it is of a mission that is still to come and has no plan: nothing is expected of it then."""


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What the rules look at."""

    result: float
    target: Target
    expected: float
    days_since_report: int
    is_over: bool
    is_to_come: bool

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
        Status.ACHIEVED,
        "the target is reached, or the result lies within the range",
        lambda facts: facts.result >= facts.target.target_min,
    ),
    Rule(
        Status.ON_TRACK,
        "the mission is still to come and has no plan: nothing is expected of it yet",
        lambda facts: facts.is_to_come,
    ),
    Rule(
        Status.STALE,
        f"no report for more than {STALE_AFTER_DAYS} days",
        lambda facts: facts.days_since_report > STALE_AFTER_DAYS,
    ),
    Rule(
        Status.OFF_TRACK,
        "below the lower end of a range (a range has no “nearly”), or below the target after the due date",
        lambda facts: facts.target.target_max is not None or facts.is_over,
    ),
    Rule(
        Status.ON_TRACK,
        f"at least {ON_TRACK_FROM:.0%} of what is expected by today",
        lambda facts: facts.reaches(ON_TRACK_FROM),
    ),
    Rule(
        Status.AT_RISK,
        f"at least {AT_RISK_FROM:.0%} of what is expected by today",
        lambda facts: facts.reaches(AT_RISK_FROM),
    ),
    Rule(Status.OFF_TRACK, f"less than {AT_RISK_FROM:.0%} of what is expected by today", lambda _: True),
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
) -> Standing:
    """How a KPI stands in the scope of `series`, judged on the day `today`."""
    is_to_come = kpi.scope in OF_MISSIONS and plan is None and today <= due
    expected = 0.0 if is_to_come else expect_by(today, target=target, starts=starts, due=due, plan=plan)
    result = series.result
    days = (today - series.last_reported).days if series.last_reported else None
    reason = explain_no_forecast(series, starts=starts, due=due, today=today, closing=closing)
    return Standing(
        kpi_id=kpi.kpi_id,
        scope_key=series.scope_key,
        result=result,
        target_min=target.target_min,
        target_max=target.target_max,
        due=due,
        progress=result / target.target_min if result is not None and target.target_min else None,
        expected=expected,
        expected_basis=plan.basis if plan else "derived",
        status=_judge_status(result, target, expected=expected, days=days, is_over=today > due, is_to_come=is_to_come),
        needed_per_month=_measure_need(kpi, result, target, months=(due - today).days / DAYS_PER_MONTH),
        last_reported=series.last_reported,
        days_since_report=days,
        forecast=None if reason else _forecast(series, target, starts=starts, due=due),
        forecast_reason=reason,
        is_to_come=is_to_come,
    )


def find_leading(standings: Iterable[Standing]) -> Standing:
    """The standing that speaks for its KPI: the worst status, of several the least progress, of several the first."""
    return min(standings, key=lambda one: (ORDER.index(one.status), one.progress or 0.0))


def expect_by(today: date, *, target: Target, starts: date, due: date, plan: Plan | None = None) -> float:
    """What is expected by a day: straight from 0 at the start through the plan's milestones to the target when due."""
    corners = [(starts, 0.0), *(plan.milestones if plan else ())]
    if corners[-1][0] < due:
        corners.append((due, target.target_min))
    corners.sort()
    if today <= corners[0][0]:
        return corners[0][1]
    for (begin, low), (end, high) in pairwise(corners):
        if begin <= today < end:
            return low + (high - low) * (today - begin).days / (end - begin).days
    return corners[-1][1]


def _judge_status(result: float | None, target: Target, *, days: int | None, **facts_known: Any) -> Status:
    if result is None or days is None:
        return Status.NOT_REPORTED
    facts = _Facts(result=result, target=target, days_since_report=days, **facts_known)
    return next(rule.status for rule in RULES if rule.fits(facts))


def _measure_need(kpi: Kpi, result: float | None, target: Target, *, months: float) -> float | None:
    if result is None or kpi.measure == "percentage" or months <= 0:
        return None
    return max(target.target_min - result, 0.0) / months


def _forecast(series: Series, target: Target, *, starts: date, due: date) -> Forecast:
    return forecast_result(series, starts=starts, due=due, target_min=target.target_min, target_max=target.target_max)
