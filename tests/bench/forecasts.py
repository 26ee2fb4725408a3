"""How well forecasts do, before and now, beside two plain alternatives; and what other shares kept would have done.

On ten seeds each of simulated series of every kind, and of the demonstration. A trial is a forecast that a past
quarter's end allowed; no two of a series overlap. Whole numbers leave no interval of exactly 80 %: what those of now
promise, and should cover where they are right, stands beside what they covered. Loss is the pinball loss of the three
quantiles told (10 %, 50 %, 90 %), the less the better: R. Koenker and G. Bassett, Regression quantiles, Econometrica
46, 1978, pages 33-50; T. Gneiting and A. E. Raftery, Strictly proper scoring rules, prediction, and estimation,
Journal of the American Statistical Association 102, 2007, pages 359-378.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dia_data.forecasts import Kind, Series, Trial, counts, run_trials
from dia_data.forecasts.calibration import NEARLY
from dia_data.forecasts.outlook import INTERVAL, TAIL, predict_coming
from dia_data.forecasts.series import DAYS_PER_QUARTER
from tests.bench import earlier_forecasts, simulations
from tests.bench.earlier_forecasts import Bounds
from tests.bench.simulations import STARTS

SEEDS = range(10)
KEPT = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
QUANTILES = (TAIL, 0.5, 1 - TAIL)
ALL = "all"

HEADINGS = (
    "series", "kind", "trials", "covered before", "less, more came", "loss", "covered now", "promised",
    "less, more came", "loss", "straight line", "last pace", "80 % ± 5",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Score:
    """How a way to forecast did in some trials."""

    covered: float
    below: float
    above: float
    loss: float

    @property
    def sides(self) -> str:
        """The direction of the misses."""
        return f"{self.below:.0%}, {self.above:.0%}"


def report() -> Iterator[str]:
    """The lines of both tables."""
    histories = {
        "simulated": [simulations.simulate(seed) for seed in SEEDS],
        "demonstration": list(simulations.demonstrate(SEEDS)),
    }
    yield from _lay_out([HEADINGS, *(row for name, sets in histories.items() for row in _compare(name, sets))])
    yield ""
    yield "Share of the evidence kept per quarter: covered, loss"
    rows = [row for name, sets in histories.items() for row in _try_kept(name, sets)]
    yield from _lay_out([("series", "kind", *(f"{kept:g}" for kept in KEPT)), *rows])


def _compare(name: str, sets: Sequence[Sequence[Series]]) -> Iterator[tuple[str, ...]]:
    for kind, trials in _group(_run(sets)).items():
        before, now = _score(trials, _forecast_before), _score(trials, _forecast_now)
        line, pace = _score(trials, _go_on_straight), _score(trials, _keep_last_pace)
        yield (
            name, kind, str(len(trials)), f"{before.covered:.1%}", before.sides, f"{before.loss:.2f}",
            f"{now.covered:.1%}", f"{_measure_promise(trials):.1%}", now.sides, f"{now.loss:.2f}",
            f"{line.loss:.2f}", f"{pace.loss:.2f}", "yes" if abs(now.covered - INTERVAL) <= NEARLY else "NO",
        )  # fmt: skip


def _try_kept(name: str, sets: Sequence[Sequence[Series]]) -> Iterator[tuple[str, ...]]:
    """The same trials with other shares kept; standing numbers keep none."""
    adding = [[series for series in histories if series.adds_up] for histories in sets]
    chosen = counts.KEPT_PER_QUARTER
    found: dict[str, list[str]] = {}
    try:
        for counts.KEPT_PER_QUARTER in KEPT:
            for kind, trials in _group(_run(adding)).items():
                score = _score(trials, _forecast_now)
                found.setdefault(kind, []).append(f"{score.covered:.1%} {score.loss:.2f}")
    finally:
        counts.KEPT_PER_QUARTER = chosen
    return ((name, kind, *cells) for kind, cells in found.items())


def _run(sets: Iterable[Sequence[Series]]) -> list[Trial]:
    return [trial for histories in sets for trial in run_trials(histories, starts=STARTS, until=simulations.ENDS[-1])]


def _group(trials: Sequence[Trial]) -> dict[str, list[Trial]]:
    of_kinds = {kind.value: [one for one in trials if one.known.kind is kind] for kind in Kind}
    return {kind: some for kind, some in of_kinds.items() if some} | {ALL: list(trials)}


def _score(trials: Sequence[Trial], forecast: Callable[[Trial], Bounds]) -> Score:
    bounds = [(forecast(one), one.came) for one in trials]
    return Score(
        covered=sum(low <= came <= high for (low, _, high), came in bounds) / len(trials),
        below=sum(came < low for (low, _, _), came in bounds) / len(trials),
        above=sum(came > high for (_, _, high), came in bounds) / len(trials),
        loss=sum(_measure_loss(told, came) for told, came in bounds) / len(trials),
    )


def _measure_loss(told: Bounds, came: float) -> float:
    return sum(
        (came - value) * share if came >= value else (value - came) * (1 - share)
        for value, share in zip(told, QUANTILES, strict=True)
    )


def _measure_promise(trials: Sequence[Trial]) -> float:
    """How likely the intervals of now hold the result to be between their ends."""
    return sum(_add_up_promise(one) if one.known.adds_up else INTERVAL for one in trials) / len(trials)


def _add_up_promise(trial: Trial) -> float:
    ahead = (trial.due - trial.known.known_until).days / DAYS_PER_QUARTER
    coming, result = predict_coming(trial.known, starts=STARTS, ahead=ahead), trial.known.result or 0.0
    return coming.at_most(trial.forecast.high - result) - coming.at_most(trial.forecast.low - result - 1)


def _forecast_now(trial: Trial) -> Bounds:
    return trial.forecast.low, trial.forecast.median, trial.forecast.high


def _forecast_before(trial: Trial) -> Bounds:
    return earlier_forecasts.forecast(trial.known, starts=STARTS, due=trial.due)


def _go_on_straight(trial: Trial) -> Bounds:
    """On the straight line from the start, or from the first level, through the result."""
    (first, level), known = trial.known.points[0], trial.known
    begin, from_level = (STARTS, 0.0) if known.adds_up else (first, level)
    return _carry_on(trial, begin, from_level)


def _keep_last_pace(trial: Trial) -> Bounds:
    """At the pace of the last quarter, or from the level before the last one."""
    known = trial.known
    if not known.adds_up:
        return _carry_on(trial, *known.points[-2])
    quarter_ago = trial.made_on.toordinal() - round(DAYS_PER_QUARTER)
    recent = sum(value for day, value in known.points if day.toordinal() > quarter_ago)
    return _carry_on(trial, date.fromordinal(quarter_ago), (known.result or 0) - recent)


def _carry_on(trial: Trial, begin: date, level: float) -> Bounds:
    result = trial.known.result or 0.0
    pace = (result - level) / (trial.made_on - begin).days
    told = result + pace * (trial.due - trial.made_on).days
    return told, told, told


def _lay_out(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
