"""How many people still come to events: as many as there are events, times the size of each."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import gammainc

from dia_data.forecasts import counts
from dia_data.forecasts.counts import Counted
from dia_data.forecasts.series import Floats, Quarters

SIZE_PRIOR = 1.0
"""For how many quarters the belief counts that sizes vary like a Poisson number."""


MANY_EVENTS = 200
"""From here on the sum of the sizes is as good as told by its mean and variance."""


@dataclass(frozen=True)
class Sizes:
    """How many come to an event: mean, variance from event to event, and on how many events that rests."""

    mean: float
    variance: float
    events: float


@dataclass(frozen=True)
class Compound:
    """How many people come to a number of events.

    The collective risk model of actuaries (S. A. Klugman, H. H. Panjer and G. E. Willmot, Loss Models, Wiley, 1998,
    chapter 4): each number of events has its chance, and given that number what comes is Gamma distributed. The mean
    size is known from the events so far alone, which adds to the variance of the sum.
    """

    events: Counted
    sizes: Sizes

    def at_most(self, number: float) -> float:
        """How likely it is that not more come."""
        number = math.floor(number)
        if number < 0:
            return 0.0
        none, chances, shapes, rates = self._by_events
        return none + float(chances @ gammainc(shapes, (number + 0.5) * rates))

    @cached_property
    def _by_events(self) -> tuple[float, Floats, Floats, Floats]:
        """The chance of no event, and for each number of them its chance, with shape and rate of what comes to them."""
        number = np.arange(1, self.events.up_to() + 1, dtype=np.float64)
        at_most = np.array([self.events.at_most(count) for count in range(len(number) + 1)])
        variances = self.sizes.variance * (number + number**2 / self.sizes.events)
        means = number * self.sizes.mean
        return float(at_most[0]), np.diff(at_most), means**2 / variances, means / variances

    def simplify(self) -> Counted:
        """A number with the same mean and variance."""
        number, sizes = self.events, self.sizes
        known = (number.variance + number.mean**2) / sizes.events
        variance = (number.mean + known) * sizes.variance + number.variance * sizes.mean**2
        return Counted(number.mean * sizes.mean, variance)

    def up_to(self) -> int:
        """A number that is hardly ever exceeded."""
        size = self.sizes.mean + 6 * math.sqrt(self.sizes.variance)
        return math.ceil(self.events.up_to() * size)


def predict(people: Quarters, events: Quarters, ahead: float, usual_dispersion: float = 1.0) -> Compound | Counted:
    """What comes in the quarters `ahead`: events at their pace, each of the size that they had so far.

    Where nobody has come yet there is no size to go by, and people are counted one by one. Of many events only the mean
    and the variance of the sum are needed.
    """
    if not people.amounts.any():
        return counts.predict(people, ahead, usual_dispersion)
    coming = Compound(counts.predict(events, ahead, usual_dispersion), estimate_sizes(people, events))
    return coming.simplify() if coming.events.mean > MANY_EVENTS else coming


def estimate_sizes(people: Quarters, events: Quarters) -> Sizes:
    """The sizes so far; a quarter with people and no event that is reported counts as one event."""
    held = np.maximum(events.amounts, people.amounts > 0)
    there, came = held[held > 0], people.amounts[held > 0]
    total = float(there.sum())
    mean = float(came.sum()) / total
    errors = float(np.sum((came - mean * there) ** 2 / there))
    return Sizes(mean, (SIZE_PRIOR * mean + errors) / (SIZE_PRIOR + len(there) - 1), total)
