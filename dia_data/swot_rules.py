"""Rules on the data that SWOT points name: what each says of a market, and which verdicts count."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from dia_data.swot import CONSORTIUM, Point


class Outcome(StrEnum):
    """What a rule says of one market."""

    TRIPPED = "tripped"
    HOLDS_OFF = "holds_off"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class RuleFigure:
    """What a rule looks at in a market: an observation, or that there is none (`printed` is None).

    `threshold_note` says who set the threshold, and why.
    """

    rule_id: str
    item_id: str
    rule_name: str
    sentence: str
    comparison: str
    threshold: float
    threshold_note: str | None
    country_code: str
    country_name: str
    period: str | None
    edition: str | None
    value: float | None
    value_low: float | None
    value_high: float | None
    label: str | None
    qualifier: str | None
    unit: str
    is_forecast: bool | None
    printed: str | None
    locator: str | None
    basis: str | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What one rule says of one market, and the observations it rests on (none: not in the source)."""

    rule: RuleFigure
    country_code: str
    country_name: str
    outcome: Outcome
    readings: tuple[RuleFigure, ...]


def evaluate(figures: Iterable[RuleFigure]) -> list[Verdict]:
    """A verdict per rule and market from what it looks at, in that order.

    A market trips a rule when any of its observations does. A range is read at the stated end that trips most easily:
    the largest for *above*, the smallest for *below*.
    """
    grouped = groupby(figures, key=lambda row: (row.rule_id, row.country_code))
    return [_build_verdict(tuple(rows)) for _, rows in grouped]


def _build_verdict(rows: tuple[RuleFigure, ...]) -> Verdict:
    readings = tuple(row for row in rows if row.printed)
    outcomes = [_judge_reading(reading) for reading in readings]
    first = next(
        (one for one in (Outcome.TRIPPED, Outcome.OPEN, Outcome.HOLDS_OFF) if one in outcomes), Outcome.UNKNOWN
    )
    return Verdict(
        rule=rows[0],
        country_code=rows[0].country_code,
        country_name=rows[0].country_name,
        outcome=first,
        readings=readings,
    )


def list_tripping(verdict: Verdict) -> list[RuleFigure]:
    """The observations of a market by which a rule is tripped, in their order."""
    return [reading for reading in verdict.readings if _judge_reading(reading) is Outcome.TRIPPED]


def _judge_reading(reading: RuleFigure) -> Outcome:
    low, value, high = reading.value_low, reading.value, reading.value_high
    ends = [end for end in (low, value, high) if end is not None]
    above = reading.comparison == "above"
    if not ends:
        return Outcome.OPEN
    if max(ends) > reading.threshold if above else min(ends) < reading.threshold:
        return Outcome.TRIPPED
    open_there = value is None and (high if above else low) is None
    return Outcome.OPEN if open_there else Outcome.HOLDS_OFF


def select_of_point(verdicts: Iterable[Verdict], *, item_id: str, subject: str) -> list[Verdict]:
    """The verdicts that a point answers for: those of all target markets, or of its own where it is about one."""
    return [
        verdict
        for verdict in verdicts
        if verdict.rule.item_id == item_id and subject in (CONSORTIUM, verdict.country_code)
    ]


def select_counting(verdicts: Iterable[Verdict], points: Iterable[Point]) -> list[Verdict]:
    """The verdicts that count: of points that are not retired, and of a market's own point those of that market."""
    subjects = {point.item_id: point.subject for point in points if not point.is_retired}
    return [verdict for verdict in verdicts if subjects.get(verdict.rule.item_id) in (CONSORTIUM, verdict.country_code)]


def select_with_figure(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts that rest on a figure: where there is none, a rule says nothing of a market."""
    return [verdict for verdict in verdicts if verdict.outcome is not Outcome.UNKNOWN]


def find_tripped(verdicts: Iterable[Verdict]) -> dict[str, list[str]]:
    """Names of the markets that trip each rule, by rule name; a rule that none trips is not there."""
    found: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.outcome is Outcome.TRIPPED:
            found.setdefault(verdict.rule.rule_name, []).append(verdict.country_name)
    return found
