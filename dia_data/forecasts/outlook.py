"""Where a KPI will stand when it is due: an 80 % interval, the median, and the chance of reaching the target."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from dia_data.forecasts import compound, counts, stock
from dia_data.forecasts.series import DAYS_PER_QUARTER, Kind, Quarters, Series, split_into_quarters
from dia_data.wording.days import format_day

INTERVAL = 0.8
"""How likely the result is meant to lie between `low` and `high`."""

TAIL = (1 - INTERVAL) / 2

LEAST_PERIODS = 3

METHODS = {
    Kind.COUNTS: "from the pace so far, older quarters counting less",
    Kind.PEOPLE: "from the pace of the events and their size",
    Kind.NAMES: "from the pace so far, older quarters counting less",
    Kind.STOCKS: "from the steps so far",
}


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """The result expected on the due date: 80 % interval, median, and the chance that it meets the target."""

    low: float
    median: float
    high: float
    probability: float
    kind: Kind
    known_until: date
    """From when on it looks ahead: up to that day reports speak of the KPI."""

    @property
    def method(self) -> str:
        """What it is computed from, in words; the modules of the kinds name the published methods."""
        return METHODS[self.kind]


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What closed a KPI in a scope: the activity that ended, and when. Nothing more comes in after it."""

    activity_name: str
    ended: date


class Coming(Protocol):
    """How many are still to come."""

    def at_most(self, number: float) -> float: ...  # noqa: D102
    def up_to(self) -> int: ...  # noqa: D102


def explain_no_forecast(
    series: Series, *, starts: date, due: date, today: date, closing: Closing | None = None
) -> str | None:
    """Why there is no forecast, as a sentence; None where there is one."""
    if series.measure == "percentage":
        return "No forecast: a percentage comes from one survey at the end and has no course to carry on."
    if closing and closing.ended <= today:
        return f"No forecast: it closed when “{closing.activity_name}” ended on {format_day(closing.ended)}."
    if series.periods < LEAST_PERIODS:
        return f"No forecast below {LEAST_PERIODS} reported periods: there are {series.periods}."
    if today >= due or series.known_until >= due:
        return f"No forecast: the due date, {format_day(due)}, has come; the result stands."
    if series.known_until <= starts:
        return f"No forecast: the reports are from before the start on {format_day(starts)}."
    return None


def forecast_result(
    series: Series, *, starts: date, due: date, target_min: float, target_max: float | None = None
) -> Forecast:
    """The forecast for the day `due`, where `explain_no_forecast` names no reason."""
    ahead = (due - series.known_until).days / DAYS_PER_QUARTER
    if series.kind is Kind.STOCKS:
        return _forecast_level(stock.predict(series.points, ahead), series, target_min, target_max)
    coming = predict_coming(series, starts=starts, ahead=ahead)
    return _forecast_sum(coming, series, target_min, target_max)


def predict_coming(series: Series, *, starts: date, ahead: float) -> Coming:
    """What comes in the quarters ahead, where values add up."""
    until, usual = series.known_until, series.usual_dispersion
    quarters = split_into_quarters(series.points, starts=starts, until=until)
    if series.kind is not Kind.PEOPLE:
        return counts.predict(quarters, ahead, usual)
    events = split_into_quarters(series.events, starts=starts, until=until)
    return compound.predict(quarters, events, ahead, usual)


def find_usual(histories: Sequence[Series], *, starts: date) -> list[Series]:
    """The series, each with the dispersion that is usual in its kind; that of people at events is that of the events.

    Counts of a record are planned and reported in one way, so one of them tells of the others.
    """
    together: dict[Kind, list[Quarters]] = {}
    for series in histories:
        if series.adds_up and series.periods >= LEAST_PERIODS and series.known_until > starts and not series.events:
            quarters = split_into_quarters(series.points, starts=starts, until=series.known_until)
            together.setdefault(series.kind, []).append(quarters)
    usual = {kind: counts.estimate_dispersion(several) for kind, several in together.items()}
    usual[Kind.PEOPLE] = usual.get(Kind.COUNTS, 1.0)
    return [
        replace(series, usual_dispersion=usual[series.kind])
        if series.periods >= LEAST_PERIODS and series.kind in usual
        else series
        for series in histories
    ]


def _forecast_sum(coming: Coming, series: Series, target_min: float, target_max: float | None) -> Forecast:
    done = float(series.result or 0)
    low, high = find_interval(coming)
    up_to_top = 1.0 if target_max is None else coming.at_most(target_max - done)
    below_target = coming.at_most(math.ceil(target_min - done) - 1)
    return Forecast(
        low=done + low,
        median=done + find_quantile(coming, 0.5),
        high=done + high,
        probability=max(up_to_top - below_target, 0.0),
        kind=series.kind,
        known_until=series.known_until,
    )


def _forecast_level(level: stock.Level, series: Series, target_min: float, target_max: float | None) -> Forecast:
    above_range = 0.0 if target_max is None else 1 - level.below(target_max)
    return Forecast(
        low=max(level.quantile(TAIL), 0.0),
        median=max(level.median, 0.0),
        high=max(level.quantile(1 - TAIL), 0.0),
        probability=max(1 - level.below(target_min) - above_range, 0.0),
        kind=series.kind,
        known_until=series.known_until,
    )


def find_interval(coming: Coming) -> tuple[int, int]:
    """The lowest and the highest number of the 80 % interval.

    Whole numbers leave no interval of exactly 80 %. One with at least 10 % left out on no side would hold too much on
    average; counting half of a number on the edge makes it right on average (H. O. Lancaster, Significance tests in
    discrete distributions, Journal of the American Statistical Association 56, 1961, pages 223-234; G. Berry and
    P. Armitage, Mid-P confidence intervals: a brief review, The Statistician 44, 1995, pages 417-423).
    """

    def reach(number: int) -> float:
        return (coming.at_most(number - 1) + coming.at_most(number)) / 2

    top = coming.up_to()
    low = _find_first(lambda number: reach(number) >= TAIL, top)
    return low, max(low, _find_first(lambda number: reach(number) > 1 - TAIL, top) - 1)


def find_quantile(coming: Coming, share: float) -> int:
    """The smallest number that is reached or undercut with this chance."""
    return _find_first(lambda number: coming.at_most(number) >= share, coming.up_to())


def _find_first(holds: Callable[[int], bool], top: int) -> int:
    """The first number that something holds for, as it does for all after it; `top` where for none below."""
    low, high = 0, top
    while low < high:
        between = (low + high) // 2
        low, high = (low, between) if holds(between) else (between + 1, high)
    return low
