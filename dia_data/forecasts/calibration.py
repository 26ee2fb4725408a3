"""How forecasts would have done in the past, by kind of KPI."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dia_data.forecasts.outlook import INTERVAL, Forecast, explain_no_forecast, find_usual, forecast_result
from dia_data.forecasts.series import Kind, Series, list_quarter_ends

NEARLY = 0.05
"""So far the share that was covered may lie from what the interval promises."""

ROUNDING = 1e-9
"""75 % is not too few, whatever the last digit of a difference says."""

LEAST_TRIALS = 10
"""Below so many trials a share says nothing of the method."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A forecast that a past day allowed, and what came."""

    quarters_ahead: int
    made_on: date
    due: date
    known: Series
    forecast: Forecast
    came: float


@dataclass(frozen=True, kw_only=True)
class Trials:
    """How many forecasts of one kind were made for one distance; how many intervals covered what came, and what not."""

    kind: Kind
    quarters_ahead: int
    count: int
    covered: int
    below: int
    """How often less came than the interval says."""
    above: int


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How often the 80 % interval covered what came, by kind and by how many quarters it looked ahead."""

    trials: Sequence[Trials]

    @property
    def count(self) -> int:
        """How many forecasts could be checked."""
        return sum(one.count for one in self.trials)

    @property
    def covered(self) -> int:
        """How many of them covered what came."""
        return sum(one.covered for one in self.trials)

    @property
    def below(self) -> int:
        """How often less came."""
        return sum(one.below for one in self.trials)

    @property
    def above(self) -> int:
        """How often more came."""
        return sum(one.above for one in self.trials)

    @property
    def share(self) -> float | None:
        """Which share covered what came; None where too few could be checked to say."""
        return self.covered / self.count if self.count >= LEAST_TRIALS else None

    @property
    def is_missed(self) -> bool:
        """Whether the share lies further than allowed from what the intervals promise."""
        return self.share is not None and abs(self.share - INTERVAL) > NEARLY + ROUNDING

    def select_kind(self, kind: Kind) -> "Calibration":
        """That of one kind."""
        return Calibration(trials=[one for one in self.trials if one.kind is kind])


def calibrate(histories: Sequence[Series], *, starts: date, until: date) -> Calibration:
    """How the forecasts would have done that past quarters' ends allowed.

    A series is followed up to the day that reports speak of, also where nothing came. Points are taken as they are
    known now, so reports that came late count in their quarter.
    """
    found: dict[tuple[Kind, int], list[Trial]] = {}
    for trial in run_trials(histories, starts=starts, until=until):
        found.setdefault((trial.known.kind, trial.quarters_ahead), []).append(trial)
    return Calibration(
        trials=[
            Trials(
                kind=kind,
                quarters_ahead=ahead,
                count=len(tried),
                covered=sum(one.forecast.low <= one.came <= one.forecast.high for one in tried),
                below=sum(one.came < one.forecast.low for one in tried),
                above=sum(one.came > one.forecast.high for one in tried),
            )
            for (kind, ahead), tried in sorted(found.items())
        ]
    )


def run_trials(histories: Sequence[Series], *, starts: date, until: date) -> Iterator[Trial]:
    """What a past quarter's end allowed to forecast, beside what came.

    The next trial of a series begins where the one before it came due, and looks a quarter further ahead. So no two of
    them overlap, and what one quarter brought is judged once (L. J. Tashman, Out-of-sample tests of forecasting
    accuracy, International Journal of Forecasting 16, 2000, pages 437-450).
    """
    ends = list_quarter_ends(starts, until)
    plans = [_Plan(series, [end for end in ends if end <= series.known_until]) for series in histories if series.points]
    for made_on in ends:
        known = find_usual([cut_series(plan.series, made_on) for plan in plans], starts=starts)
        for plan, series in zip(plans, known, strict=True):
            due = plan.find_due(made_on)
            if due and explain_no_forecast(series, starts=starts, due=due, today=made_on) is None:
                yield Trial(
                    quarters_ahead=plan.begin(made_on, due),
                    made_on=made_on,
                    due=due,
                    known=series,
                    forecast=forecast_result(series, starts=starts, due=due, target_min=0),
                    came=cut_series(plan.series, due).result or 0.0,
                )


@dataclass
class _Plan:
    """When the next trial of a series is made, and how far it looks ahead."""

    series: Series
    ends: Sequence[date]
    ahead: int = 1
    next_on: date = date.min

    def find_due(self, made_on: date) -> date | None:
        """When a trial of this day comes due; None where there is none that day."""
        if made_on < self.next_on or made_on not in self.ends[:-1]:
            return None
        return self.ends[min(self.ends.index(made_on) + self.ahead, len(self.ends) - 1)]

    def begin(self, made_on: date, due: date) -> int:
        """Make that trial; how many quarters it looks ahead."""
        self.next_on, self.ahead = due, self.ahead + 1
        return self.ends.index(due) - self.ends.index(made_on)


def cut_series(series: Series, day: date) -> Series:
    """The series as it was on a day, with each quarter that has a point as one reported period."""
    points = [point for point in series.points if point[0] <= day]
    return replace(
        series,
        points=points,
        events=[point for point in series.events if point[0] <= day],
        watched_until=min(day, series.known_until),
        periods=len({(when.year, (when.month - 1) // 3) for when, _ in points}),
    )
