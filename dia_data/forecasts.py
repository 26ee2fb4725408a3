"""Where a KPI will stand when it is due: an 80 % interval and the chance of reaching the target.

**Counts and new organisations** follow a Gamma-Poisson model: what is reported arrives at a pace that is not known
exactly, so what is still to come is negative binomial. The prior of the pace is Gamma(1/3, 0), the neutral prior of
J. Kerman (Neutral noninformative and informative conjugate beta and gamma prior distributions, Electronic Journal of
Statistics 5, 2011, pages 1450-1470). It is weak on purpose: D3.1 says nothing of a usual pace, and with this prior
the median of the pace is about what was observed, even after a few reports. Paces change, so the past counts less the
longer ago it is, and the pace is known less well the further ahead it is needed: the discounting of A. C. Harvey and
C. Fernandes (Time series models for count or qualitative observations, Journal of Business & Economic Statistics 7,
1989, pages 407-417). The discount is chosen, not fitted: two quarters halve the weight, since the KPIs are reviewed
by the quarter.

**Stocks** follow a straight line through the levels reported, with its prediction interval (Student's t).

The distributions come from `scipy.special`, which the start loads anyway; `scipy.stats` would cost each start a second.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from scipy.special import betainc, nbdtrik, stdtr, stdtrit

from dia_data.documents.periods import find_quarter
from dia_data.wording.days import format_day

INTERVAL = 0.8
"""How likely the result is meant to lie between `low` and `high`."""

QUANTILES = ((1 - INTERVAL) / 2, 0.5, (1 + INTERVAL) / 2)

PRIOR_SHAPE = 1 / 3
"""Of the Gamma prior of a pace; its rate is 0."""

KEPT_PER_QUARTER = 0.7
"""How much of the weight of a report is left a quarter later; after two quarters it is half."""

DAYS_PER_QUARTER = 365.25 / 4

LEAST_REPORTS = 3

ROUNDING = 1e-9
"""Levels nearer to each other than this are equal."""

Point = tuple[date, float]


@dataclass(frozen=True, kw_only=True)
class Series:
    """What was reported of one KPI in one scope, in the order of days.

    The value of a point is the increment of that day where values add up (`sum`, `distinct`), else the level
    (`latest`, `mean`). `last_reported` is the day on which the last report was recorded. `covered_until` is the end of
    the last period that was reported, `reported_until` the day from which the last report counts: that end, or the day
    of its recording where that is earlier.
    """

    kpi_id: str
    scope_key: str
    measure: str
    accumulate: str
    points: Sequence[Point] = ()
    last_reported: date | None = None
    reported_until: date | None = None
    covered_until: date | None = None
    reports: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether the points are increments."""
        return self.accumulate in ("sum", "distinct")

    @property
    def result(self) -> float | None:
        """What the points come to; None where nothing is reported."""
        if not self.points:
            return None
        return sum(value for _, value in self.points) if self.adds_up else self.points[-1][1]


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """The result expected on the due date: 80 % interval, median, and the chance that it meets the target."""

    low: float
    middle: float
    high: float
    probability: float
    method: str


def explain_no_forecast(series: Series, *, starts: date, due: date, today: date) -> str | None:
    """Why there is no forecast, as a sentence; None where there is one."""
    if series.measure == "percentage":
        return "No forecast: a percentage comes from one survey at the end and has no course to carry on."
    if series.reports < LEAST_REPORTS:
        return f"No forecast below {LEAST_REPORTS} reports: there are {series.reports}."
    if not series.adds_up and len(series.points) < LEAST_REPORTS:
        return f"No forecast below {LEAST_REPORTS} reporting dates: there are {len(series.points)}."
    if today >= due or series.points[-1][0] >= due:
        return f"No forecast: the due date, {format_day(due)}, has come; the result stands."
    if series.points[-1][0] <= starts:
        return f"No forecast: the reports are from before the start on {format_day(starts)}."
    return None


def forecast_result(
    series: Series, *, starts: date, due: date, target_min: float, target_max: float | None = None
) -> Forecast:
    """The forecast for the day `due`, where `explain_no_forecast` names no reason."""
    if series.adds_up:
        return _forecast_counts(series, starts=starts, due=due, target_min=target_min, target_max=target_max)
    return _forecast_stock(series, due=due, target_min=target_min, target_max=target_max)


def _forecast_counts(
    series: Series, *, starts: date, due: date, target_min: float, target_max: float | None
) -> Forecast:
    done = float(series.result or 0)
    coming = _predict_coming(series.points, starts=starts, due=due)
    low, middle, high = (done + coming.quantile(share) for share in QUANTILES)
    up_to_top = 1.0 if target_max is None else coming.at_most(math.floor(target_max - done))
    below_target = coming.at_most(math.ceil(target_min - done) - 1)
    return Forecast(
        low=low, middle=middle, high=high, probability=max(up_to_top - below_target, 0.0), method="Gamma-Poisson"
    )


@dataclass(frozen=True)
class _NegativeBinomial:
    """How many are still to come: `shape` successes with `chance` each, as SciPy's `nbinom`."""

    shape: float
    chance: float

    def at_most(self, number: int) -> float:
        return float(betainc(self.shape, number + 1, self.chance)) if number >= 0 else 0.0

    def quantile(self, share: float) -> int:
        """The smallest number that is reached or undercut with this probability."""
        if self.at_most(0) >= share:
            return 0
        near = math.ceil(float(nbdtrik(share, self.shape, self.chance)))
        return near - 1 if self.at_most(near - 1) >= share else near


def _predict_coming(points: Sequence[Point], *, starts: date, due: date) -> _NegativeBinomial:
    """What comes between the last point and `due`, going by the pace so far; quarters long past say less of it."""
    last = points[-1][0]
    latest = _number_quarter(last)
    seen = sum(value * KEPT_PER_QUARTER ** (latest - _number_quarter(day)) for day, value in points if day > starts)
    exposure = sum(
        days * KEPT_PER_QUARTER ** (latest - _number_quarter(ends)) for ends, days in _list_watched(starts, last)
    )
    coming_days = (due - last).days
    kept = KEPT_PER_QUARTER ** (coming_days / DAYS_PER_QUARTER)
    return _NegativeBinomial(PRIOR_SHAPE + kept * max(seen, 0.0), kept * exposure / (kept * exposure + coming_days))


def _list_watched(starts: date, last: date) -> list[tuple[date, int]]:
    """The quarters between two days: each with its end and how many of its days lie between them."""
    ends = [starts, *_list_quarter_ends(starts, last)]
    ends += [last] if ends[-1] < last else []
    return [(end, (end - begin).days) for begin, end in pairwise(ends)]


def _number_quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _forecast_stock(series: Series, *, due: date, target_min: float, target_max: float | None) -> Forecast:
    middle, scale, freedom = _predict_level(series.points, due)
    low, high = (max(middle + scale * float(stdtrit(freedom, share)), 0.0) for share in (QUANTILES[0], QUANTILES[-1]))

    def below(level: float) -> float:
        if scale < ROUNDING:
            return float(level > middle + ROUNDING)
        return float(stdtr(freedom, (level - middle) / scale))

    above_range = 0.0 if target_max is None else 1 - below(target_max)
    probability = max(1 - below(target_min) - above_range, 0.0)
    return Forecast(low=low, middle=max(middle, 0.0), high=high, probability=probability, method="linear trend")


def _predict_level(points: Sequence[Point], due: date) -> tuple[float, float, int]:
    """Middle, scale and degrees of freedom of the t distribution of a further level on the day `due`."""
    days = [float((day - due).days) for day, _ in points]
    levels = [level for _, level in points]
    count = len(points)
    mean_day, mean_level = sum(days) / count, sum(levels) / count
    away = [(day - mean_day, level - mean_level) for day, level in zip(days, levels, strict=True)]
    spread = sum(day**2 for day, _ in away)
    slope = sum(day * level for day, level in away) / spread
    errors = sum((level - slope * day) ** 2 for day, level in away)
    freedom = count - 2
    scale = math.sqrt(errors / freedom * (1 + 1 / count + mean_day**2 / spread))
    return mean_level - slope * mean_day, scale, freedom


@dataclass(frozen=True, kw_only=True)
class Trials:
    """How many forecasts were made for one distance, and how many intervals held what then came."""

    method: str
    quarters_ahead: int
    made: int
    held: int


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How often the 80 % interval held, by method and by how many quarters it looked ahead."""

    trials: Sequence[Trials]

    @property
    def made(self) -> int:
        """How many forecasts could be checked."""
        return sum(one.made for one in self.trials)

    @property
    def held(self) -> int:
        """How many of them held."""
        return sum(one.held for one in self.trials)

    @property
    def share(self) -> float | None:
        """Which share held; None where none could be checked."""
        return self.held / self.made if self.made else None


def calibrate(histories: Iterable[Series], *, starts: date, until: date) -> Calibration:
    """How the forecasts would have done that each past quarter's end allowed for the end of each quarter after it.

    A series is followed up to its last point: what came after that is not known. Points are taken as they are known
    now, so reports that came late count in their quarter.
    """
    found: dict[tuple[str, int], list[bool]] = {}
    for series in histories:
        for method, ahead, held in _run_trials(series, starts=starts, until=until):
            found.setdefault((method, ahead), []).append(held)
    return Calibration(
        trials=[
            Trials(method=method, quarters_ahead=ahead, made=len(held), held=sum(held))
            for (method, ahead), held in sorted(found.items())
        ]
    )


def _run_trials(series: Series, *, starts: date, until: date) -> Iterator[tuple[str, int, bool]]:
    last = series.points[-1][0] if series.points else starts
    ends = [end for end in _list_quarter_ends(starts, until) if end <= last]
    for place, made_on in enumerate(ends):
        known = _cut_series(series, made_on)
        for ahead, due in enumerate(ends[place + 1 :], start=1):
            if explain_no_forecast(known, starts=starts, due=due, today=made_on) is None:
                made = forecast_result(known, starts=starts, due=due, target_min=0)
                came = _cut_series(series, due).result
                yield made.method, ahead, came is not None and made.low <= came <= made.high


def _cut_series(series: Series, day: date) -> Series:
    """The series as its points were on a day; each point stands for one report."""
    points = [point for point in series.points if point[0] <= day]
    return replace(series, points=points, reports=len(points))


def _list_quarter_ends(starts: date, until: date) -> list[date]:
    ends = [find_quarter(starts).ends]
    while ends[-1] < until:
        ends.append(find_quarter(ends[-1] + timedelta(days=1)).ends)
    return [end for end in ends if end <= until]
