"""Things that reports count, and what shows that they are true; pure, from what is recorded of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dia_data.names import normalise


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing that a report counts, and its proof as far as it is recorded (`batch_id` None: not at all).

    `number` is its place among the `of` things of the report; where `of` is 1 the proof is of the whole report.
    """

    result_id: str
    number: int
    of: int
    kpi_id: str
    kpi_name: str
    unit: str
    period: str
    partner_id: str | None
    partner: str | None
    place: str | None
    organisation: str | None
    value: float | None
    happened_on: date | None
    venue: str | None
    organiser: str | None
    link: str | None
    basis: str
    locator: str | None
    batch_id: str | None

    @property
    def has_proof(self) -> bool:
        """Whether there is something that an auditor can follow: a link or a file, or who organised it when."""
        return bool(self.link) or bool(self.happened_on and self.organiser)

    @property
    def is_told(self) -> bool:
        """Whether anything is recorded of it."""
        return any((self.happened_on, self.venue, self.organiser, self.link))


def find_doubles(things: Iterable[Thing]) -> list[tuple[Thing, ...]]:
    """Things of one KPI with the same date and place: they may be one that was counted twice."""
    alike: dict[tuple[str, date, str], list[Thing]] = defaultdict(list)
    for one in things:
        if one.happened_on and one.venue:
            alike[one.kpi_id, one.happened_on, normalise(one.venue)].append(one)
    return [tuple(found) for found in alike.values() if len(found) > 1]


def count_proven(things: Sequence[Thing]) -> int:
    """How many of the things have a proof."""
    return sum(one.has_proof for one in things)
