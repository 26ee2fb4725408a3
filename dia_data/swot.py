"""SWOT points and what follows from them: those that nobody works on, and how old their evidence is."""

import calendar
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

CONSORTIUM = "consortium"
"""The subject of the points that are not about one market."""

QUADRANTS = ("strength", "weakness", "opportunity", "threat")
TO_WORK_ON = ("weakness", "threat")
"""Quadrants whose points call for an activity."""

DAYS_PER_YEAR = 365.25


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

    A KPI is none: what one aims at proves nothing. `about` has the codes of the countries that it says something
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
    basis: str | None


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
        unanswered=tuple(point for point in select_to_work_on(counting) if point.item_id not in answered),
        idle=tuple(activity for activity in activities if activity.activity_id not in busy),
        answered=answered,
    )


def select_to_work_on(points: Iterable[Point]) -> list[Point]:
    """The weaknesses and threats that are not retired: an activity should work on each."""
    return [point for point in points if not point.is_retired and point.quadrant in TO_WORK_ON]


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


def label_points(points: Iterable[Point]) -> dict[str, str]:
    """The public name of each point: `S1`, or `Germany W2`; a point keeps it whatever is recorded of it."""
    names: dict[str, str] = {}
    for point in points:
        board = "" if point.subject == CONSORTIUM else f"{point.subject_name} "
        name = f"{board}{point.quadrant[0].upper()}{point.position}"
        taken = sum(other.split("'")[0] == name for other in names.values())
        names[point.item_id] = name + "'" * taken
    return names
