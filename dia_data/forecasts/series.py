"""What was reported of a KPI, as it is counted, and how much of it fell into each quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dia_data.documents.periods import find_quarter, shift_months

DAYS_PER_QUARTER = 365.25 / 4

Point = tuple[date, float]
Floats = NDArray[np.float64]


class Kind(StrEnum):
    """What a KPI counts, as far as forecasts go; each kind has a method, and is calibrated on its own."""

    COUNTS = "counts"
    PEOPLE = "people"
    NAMES = "names"
    STOCKS = "stocks"


@dataclass(frozen=True, kw_only=True)
class Series:
    """What was reported of one KPI in one scope, in the order of days.

    The value of a point is the increment of that day where values add up (`sum`, `distinct`), else the level
    (`latest`, `mean`). `last_reported` is the day on which the last report was recorded; `watched_until` the day up to
    which reports speak of the KPI, though nothing new may have come. `covered_until` is the end of the last period
    that was reported in this scope, `reported_until` the day from which the last report counts: that end, or the day
    of its recording where that is earlier. `periods` is in how many periods something was reported in this scope.
    Where people at events are counted, `events` are those events. `usual_dispersion` is that of all series of its
    kind, as `counts.estimate_dispersion` has it.
    """

    kpi_id: str
    scope_key: str
    measure: str
    accumulate: str
    points: Sequence[Point] = ()
    last_reported: date | None = None
    watched_until: date | None = None
    reported_until: date | None = None
    covered_until: date | None = None
    periods: int = 0
    events: Sequence[Point] = ()
    usual_dispersion: float = 1.0

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

    @property
    def kind(self) -> Kind:
        """Its kind."""
        if not self.adds_up:
            return Kind.STOCKS
        if self.accumulate == "distinct":
            return Kind.NAMES
        return Kind.PEOPLE if self.events else Kind.COUNTS

    @property
    def known_until(self) -> date:
        """The day up to which the course is known; of levels it is that of the last one."""
        last = self.points[-1][0]
        return max(last, self.watched_until or last) if self.adds_up else last


@dataclass(frozen=True)
class Frame:
    """The quarters between two days: for how long each ran (1: the whole), and how long ago.

    `edges` are in days before the last day; `ages` count quarters back from the last one, which is 0; `centres` are in
    quarters before the last day.
    """

    edges: Floats
    lengths: Floats
    ages: Floats
    centres: Floats


@dataclass(frozen=True)
class Quarters:
    """What was reported in each quarter between two days."""

    frame: Frame
    amounts: Floats

    @property
    def paces(self) -> Floats:
        """What came per quarter."""
        return self.amounts / self.frame.lengths


def split_into_quarters(points: Sequence[Point], *, starts: date, until: date) -> Quarters:
    """What was reported after `starts` and up to `until`, by calendar quarters."""
    frame = build_frame(starts, until)
    inside = [((day - until).days, value) for day, value in points if starts < day <= until]
    places = np.searchsorted(frame.edges, [day for day, _ in inside]) - 1
    amounts = np.bincount(places, [value for _, value in inside], minlength=len(frame.lengths))
    return Quarters(frame, amounts.astype(np.float64))


@lru_cache(maxsize=256)
def build_frame(starts: date, until: date) -> Frame:
    """The quarters after `starts` and up to `until`; most series of a record share one."""
    ends = list_quarter_ends(starts, until)
    bounds = [starts, *ends] if ends and ends[-1] == until else [starts, *ends, until]
    edges = np.array([(bound - until).days for bound in bounds], dtype=np.float64)
    return Frame(
        edges=edges,
        lengths=np.diff(edges) / DAYS_PER_QUARTER,
        ages=np.arange(len(edges) - 2, -1, -1, dtype=np.float64),
        centres=(edges[1:] + edges[:-1]) / 2 / DAYS_PER_QUARTER,
    )


def list_quarter_ends(starts: date, until: date) -> list[date]:
    """The ends of quarters after the day `starts` and up to `until`."""
    end = find_quarter(starts).ends
    ends = []
    while end <= until:
        ends.append(end)
        end = find_quarter(shift_months(end, 1)).ends
    return [end for end in ends if end > starts]
