"""How far partners agree in the self-evaluation; pure, from their judgements alone."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean, median

from dia_data.storage.tables import CRITERIA, RATING

FEWEST = 2
"""Judgements from which a spread can be told."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a partner judges of an activity, 1 low to 5 high (None: not judged).

    `state` is draft, submitted or cleared.
    """

    partner_id: str
    partner: str
    activity_id: str
    activity_name: str
    relevance: int | None
    efficiency: int | None
    effectiveness: int | None
    impact: int | None
    comment: str | None
    lesson: str | None
    state: str
    basis: str
    locator: str | None
    batch_id: str
    recorded_at: datetime
    recorded_by: str

    @property
    def judgements(self) -> dict[str, int | None]:
        """What is judged, by criterion."""
        values = (self.relevance, self.efficiency, self.effectiveness, self.impact)
        return dict(zip(CRITERIA, values, strict=True))


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How partners judge one activity by one criterion; `by_partner` holds who answered, 1 low to 5 high."""

    activity_id: str
    criterion: str
    by_partner: Mapping[str, int] = field(default_factory=dict)

    @property
    def values(self) -> list[int]:
        """The judgements from low to high."""
        return sorted(self.by_partner.values())

    @property
    def middle(self) -> float:
        """The median; of an even number of judgements, the mean of the two in the middle."""
        return float(median(self.values))

    @property
    def disagreement(self) -> float | None:
        """0 where all say the same, 1 where one half says 1 and the other 5; None with fewer than two judgements."""
        return measure_dissent(self.values) if len(self.by_partner) >= FEWEST else None


def measure_dissent(values: Iterable[int]) -> float:
    """One minus the consensus of ratings, 0 to 1.

    Tastle & Wierman (2007), Consensus and dissention: a measure of ordinal dispersion, International Journal of
    Approximate Reasoning 45(3): Cns = 1 + sum p(x) log2(1 - |x - mean| / width of the scale). It fits ordered words,
    which a standard deviation does not. Raises `ValueError` without a rating.
    """
    ratings = list(values)
    if not ratings:
        raise ValueError("There is no rating to compare.")
    low, high = RATING
    mean = fmean(ratings)
    agreed = fmean(math.log2(1 - abs(rating - mean) / (high - low)) for rating in ratings)
    return max(0.0, -agreed)


def measure_spreads(answers: Iterable[Answer]) -> list[Spread]:
    """The spread of each activity and criterion that somebody judged, biggest disagreement first.

    Where fewer than two judged, there is no disagreement to rank by: these come last, in the order of the answers.
    """
    found: dict[tuple[str, str], dict[str, int]] = {}
    for answer in answers:
        for criterion, value in answer.judgements.items():
            if value is not None:
                found.setdefault((answer.activity_id, criterion), {})[answer.partner] = value
    all_spreads = [
        Spread(activity_id=activity_id, criterion=criterion, by_partner=by_partner)
        for (activity_id, criterion), by_partner in found.items()
    ]
    return sorted(
        all_spreads, key=lambda spread: -1 if spread.disagreement is None else spread.disagreement, reverse=True
    )
