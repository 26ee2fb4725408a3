"""What follows from SWOT points and the data: rules that trip, points nobody works on, age of evidence, history."""

import calendar
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

CONSORTIUM = "consortium"
"""The subject of the points that are not about one market."""

QUADRANTS = ("strength", "weakness", "opportunity", "threat")
TO_WORK_ON = ("weakness", "threat")
"""Quadrants whose points call for an activity."""

DAYS_PER_YEAR = 365.25


class Outcome(StrEnum):
    """What a rule says of one market."""

    TRIPPED = "active"
    HOLDS_OFF = "not active"
    OPEN = "cannot be told"
    UNKNOWN = "not in the source"


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of a board: of the consortium (`subject` is `consortium`) or of a market (its code).

    `recorded_by` and `recorded_at` are of the batch that counts.
    """

    item_id: str
    subject: str
    subject_name: str
    quadrant: str
    position: int
    text: str
    is_retired: bool
    source_id: str
    recorded_at: datetime
    recorded_by: str
    locator: str | None
    basis: str
    note: str | None
    batch_id: str


@dataclass(frozen=True, kw_only=True)
class Rating:
    """How relevant and urgent a partner finds a point, 1 low to 5 high."""

    item_id: str
    partner_id: str
    partner: str
    relevance: int
    urgency: int
    recorded_by: str
    recorded_at: datetime
    locator: str | None
    basis: str
    note: str | None
    batch_id: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What supports or contradicts a point (`stance`), and why.

    A KPI is none: what one aims at proves nothing. `select_about` has the codes of the countries that it says something
    of; for a cooperation, those of the two regions.
    """

    item_id: str
    kind: str
    reference: str
    country_code: str | None
    stance: str
    reason: str | None
    about: tuple[str, ...]
    locator: str | None
    basis: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """That an activity works on a point, and why."""

    item_id: str
    activity_id: str
    activity_name: str
    reason: str | None
    locator: str | None
    basis: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class PointActivity:
    """An activity that may work on points."""

    activity_id: str
    activity_name: str
    kind: str
    locator: str | None
    basis: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Touch:
    """What a batch says of a point: of its text, a rating, or how many rows of evidence, answers or rules it holds.

    Who took the batch back, when and why, is None while it counts.
    """

    recorded_at: datetime
    recorded_by: str
    kind: str
    source_id: str
    about: str
    text: str | None
    is_retired: bool | None
    partner: str | None
    relevance: int | None
    urgency: int | None
    rows: int | None
    locator: str | None
    basis: str
    reason: str | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class EvidenceFigure:
    """A figure behind a link of a point; what its kind does not have is None."""

    kind: str
    reference: str
    country_code: str | None
    stance: str
    name: str
    country_name: str | None
    period: str | None
    edition: str | None
    value: float | None
    value_low: float | None
    value_high: float | None
    label: str | None
    qualifier: str | None
    unit: str | None
    is_forecast: bool | None
    printed: str | None
    starts: date | None
    ends: date | None
    document: str | None
    locator: str | None
    basis: str


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


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What the activities leave open, and the answered points by id with the names of the activities."""

    unanswered: tuple[Point, ...]
    idle: tuple[PointActivity, ...]
    answered: Mapping[str, Sequence[str]] = field(default_factory=dict)


def find_coverage(points: Iterable[Point], answers: Sequence[Answer], activities: Iterable[PointActivity]) -> Coverage:
    """Weaknesses and threats that no activity works on, and activities that answer no point; retired points aside."""
    counting = [point for point in points if not point.is_retired]
    on_board = {point.item_id for point in counting}
    answered: dict[str, list[str]] = {}
    for answer in answers:
        if answer.item_id in on_board:
            answered.setdefault(answer.item_id, []).append(answer.activity_name)
    busy = {answer.activity_id for answer in answers if answer.item_id in on_board}
    return Coverage(
        unanswered=tuple(point for point in counting if point.quadrant in TO_WORK_ON and point.item_id not in answered),
        idle=tuple(activity for activity in activities if activity.activity_id not in busy),
        answered=answered,
    )


def select_about(evidence: Iterable[Evidence], countries: Collection[str]) -> list[Evidence]:
    """The evidence that says something of one of the countries; all of it where none is named."""
    return [row for row in evidence if not countries or set(row.about) & set(countries)]


def count_evidence(evidence: Iterable[Evidence]) -> dict[str, dict[str, int]]:
    """How many links support and contradict each point: `{item_id: {"supports": 3, "contradicts": 1}}`."""
    counts: dict[str, dict[str, int]] = {}
    for row in evidence:
        of_item = counts.setdefault(row.item_id, {"supports": 0, "contradicts": 0})
        of_item[row.stance] += 1
    return counts


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """The newest date that supporting evidence carries (None: none does), and how much of it is dated."""

    newest: str | None
    years: int
    dated: int
    supporting: int


def measure_freshness(figures: Iterable[EvidenceFigure], *, today: date) -> Freshness:
    """How old the newest supporting evidence is, in whole years since the end of the edition or period it names."""
    links: dict[tuple[str, str, Any], list[tuple[date, str]]] = {}
    for row in figures:
        if row.stance == "supports":
            dates = links.setdefault((row.kind, row.reference, row.country_code), [])
            dates += _find_dates(row)
    every = [dated for dates in links.values() for dated in dates]
    newest = max(every, default=None)
    return Freshness(
        newest=newest[1] if newest else None,
        years=max(int((today - newest[0]).days / DAYS_PER_YEAR), 0) if newest else 0,
        dated=sum(bool(dates) for dates in links.values()),
        supporting=len(links),
    )


def _find_dates(row: EvidenceFigure) -> list[tuple[date, str]]:
    """The date an edition names, or else the one a period does; forecasts reach ahead, so the edition goes first."""
    for text in (row.edition, row.period):
        end = find_period_end(text) if text else None
        if text and end:
            return [(end, text)]
    return []


def find_period_end(text: str) -> date | None:
    """The last day of the latest month or year that a text names, such as `Atradius 2018-06`; None: it names none."""
    found = [
        date(int(year), int(month or 12), calendar.monthrange(int(year), int(month or 12))[1])
        for year, month in re.findall(r"\b((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?\b", text)
    ]
    return max(found, default=None)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One batch of a point's history, and what it did in words."""

    row: Touch
    what: str


def build_history(touches: Iterable[Touch]) -> list[Event]:
    """What each batch did to a point, the newest first. What is withdrawn stays there and changes nothing after it."""
    events: list[Event] = []
    before: dict[tuple[str, str | None], Touch] = {}
    for row in touches:
        thing = (row.about, row.partner if row.about == "rating" else None)
        events.append(Event(row=row, what=_describe_touch(row, before.get(thing))))
        if not row.withdrawn_at:
            before[thing] = row
    return events[::-1]


def _describe_touch(row: Touch, before: Touch | None) -> str:
    match row.about:
        case "point":
            return _point_event(row, before)
        case "rating":
            was = f" (before: {before.relevance} and {before.urgency})" if before else ""
            return f"rated for {row.partner}: relevance {row.relevance}, urgency {row.urgency}{was}"
        case about:
            noun = {"evidence": "piece of evidence", "answer": "activity that works on it", "rule": "rule"}[about]
            plural = noun.replace("piece", "pieces").replace("activity that works", "activities that work")
            several = f"{plural}s" if about == "rule" else plural
            return f"linked to {row.rows} {noun if row.rows == 1 else several}"


def _point_event(row: Touch, before: Touch | None) -> str:
    if before is None:
        return f"{'added' if row.kind == 'entry' else 'stated'}: “{row.text}”"
    parts = []
    if row.text != before.text:
        parts.append(f"reworded from “{before.text}” to “{row.text}”")
    if row.is_retired != before.is_retired:
        parts.append("retired" if row.is_retired else "restored")
    return ", ".join(parts) or "recorded again without a change"


def label_points(points: Iterable[Point]) -> dict[str, str]:
    """The public name of each point: `S1`, or `Germany W2`; a point keeps it whatever is recorded of it."""
    names: dict[str, str] = {}
    for point in points:
        board = "" if point.subject == CONSORTIUM else f"{point.subject_name} "
        name = f"{board}{point.quadrant[0].upper()}{point.position}"
        taken = sum(other.split("'")[0] == name for other in names.values())
        names[point.item_id] = name + "'" * taken
    return names
