"""How forecasts were made at first, to set those of now against: see `tests.bench.forecasts`.

A Gamma-Poisson pace up to the last event, keeping 0.7 of the evidence per quarter, with no dispersion of its own; and a
straight line through the levels.
"""

import math
from datetime import date

import numpy as np
from scipy.stats import nbinom, t

from dia_data.forecasts import Series
from dia_data.forecasts.series import DAYS_PER_QUARTER, list_quarter_ends

QUANTILES = (0.1, 0.5, 0.9)
KEPT, PRIOR_SHAPE = 0.7, 1 / 3

Bounds = tuple[float, float, float]


def forecast(series: Series, *, starts: date, due: date) -> Bounds:
    """Low, median and high."""
    return _count(series, starts, due) if series.adds_up else _draw_line(series, due)


def _count(series: Series, starts: date, due: date) -> Bounds:
    last = series.points[-1][0]
    ends = list_quarter_ends(starts, last)
    bounds = [starts, *ends] if ends and ends[-1] == last else [starts, *ends, last]
    days = np.diff([bound.toordinal() for bound in bounds])
    exposure = sum(day * KEPT ** _count_quarters(end, last) for day, end in zip(days, bounds[1:], strict=True))
    seen = sum(value * KEPT ** _count_quarters(day, last) for day, value in series.points if day > starts)
    ahead = (due - last).days
    kept = KEPT ** (ahead / DAYS_PER_QUARTER)
    coming = nbinom(PRIOR_SHAPE + kept * seen, kept * exposure / (kept * exposure + ahead))
    low, median, high = (float((series.result or 0) + coming.ppf(share)) for share in QUANTILES)
    return low, median, high


def _count_quarters(day: date, last: date) -> int:
    return (last.year - day.year) * 4 + (last.month - 1) // 3 - (day.month - 1) // 3


def _draw_line(series: Series, due: date) -> Bounds:
    days = np.array([(day - due).days for day, _ in series.points], dtype=float)
    levels = np.array([level for _, level in series.points])
    away = days - days.mean()
    slope = float(away @ levels / (away @ away))
    at_due = levels.mean() - slope * days.mean()
    errors = float(np.sum((levels - at_due - slope * days) ** 2))
    freedom = len(days) - 2
    scale = math.sqrt(errors / freedom * (1 + 1 / len(days) + days.mean() ** 2 / (away @ away)))
    low, median, high = (float(max(at_due + scale * t.ppf(share, freedom), 0)) for share in QUANTILES)
    return low, median, high
