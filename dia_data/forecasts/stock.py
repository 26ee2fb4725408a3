"""Where a standing number leads: it goes on by the steps that it took so far."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from dia_data.forecasts.series import DAYS_PER_QUARTER, Point

ROUNDING_VARIANCE = 1 / 6
"""Of a step between two numbers that were rounded to whole ones: no level is known better than that."""

STEPS_PRIOR = 1.0
"""For how many quarters a belief about steps counts: they vary by rounding, and `STEADINESS` of a Poisson number."""

STEADINESS = 0.5
"""A group grows more steadily than events come: of several tried, this had the least loss and the right coverage."""


@dataclass(frozen=True)
class Level:
    """A further level: Student's t around a median."""

    median: float
    scale: float
    freedom: float

    def below(self, level: float) -> float:
        """How likely it is that it lies below."""
        return float(stdtr(self.freedom, (level - self.median) / self.scale))

    def quantile(self, share: float) -> float:
        """What it lies below with this chance."""
        return self.median + self.scale * float(stdtrit(self.freedom, share))


def predict(points: Sequence[Point], ahead: float) -> Level:
    """The level in so many quarters: a random walk with drift.

    With its prediction interval, as by R. J. Hyndman and G. Athanasopoulos (Forecasting: principles and practice, third
    edition, OTexts, 2021, sections 5.2 and 5.5): the mean step is known from the steps so far alone. As of few steps
    little is known, their variance is drawn to what one would believe without them (the conjugate prior of a variance:
    A. Gelman and others, Bayesian Data Analysis, third edition, CRC Press, 2013, section 2.6).
    """
    days = np.array([(day - points[0][0]).days for day, _ in points]) / DAYS_PER_QUARTER
    levels = np.array([level for _, level in points])
    lasted, total = np.diff(days), float(days[-1])
    drift = float(levels[-1] - levels[0]) / total
    errors = float(np.sum((np.diff(levels) - drift * lasted) ** 2 / lasted))
    freedom = len(lasted) - 1 + STEPS_PRIOR
    believed = STEADINESS * abs(drift) + ROUNDING_VARIANCE
    variance = max((errors + STEPS_PRIOR * believed) / freedom, ROUNDING_VARIANCE)
    return Level(float(levels[-1]) + drift * ahead, math.sqrt(variance * ahead * (1 + ahead / total)), freedom)
