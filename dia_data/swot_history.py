"""What each batch did to a SWOT point, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


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
