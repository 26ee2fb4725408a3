"""What the members say in the demonstration: events, comments, ratings of SWOT points, a reworded point."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from dia_data.demonstration.scripted import drop_columns, get_column, read
from dia_data.demonstration.timeline import LEADER, PARTNERS, Entry, name_author

RATED_FROM = datetime.fromisoformat("2020-09-07T10:00")
UNRATED_SHARE = 0.12
LEANING = (3, 3, 4, 4, 5)
"""Where partners tend to on the scale from 1 to 5."""

REWORDED_AT = datetime.fromisoformat("2021-02-22T14:30")
REWORDED = {
    "item_id": "consortium_threat_political_risk",
    "subject": "consortium",
    "quadrant": "threat",
    "position": 3,
    "text": "Politics and travel rules may change at short notice in target countries, such as USA, China, Brazil",
    "is_retired": False,
}
REWORDED_WHY = "The missions were moved because of travel rules, not of politics alone."


def list_entries(chance: Random) -> list[Entry]:
    """Events, comments and what was said of the SWOT."""
    return [*_list_events(), *_list_comments(), *_list_ratings(chance), _build_reworded()]


def _list_events() -> Iterator[Entry]:
    for number, event in enumerate(read("events"), start=1):
        row = {"event_id": f"demo_event_{number:02}", **event}
        at = datetime.combine(event["happened_on"], time(16))
        yield Entry(at=at, author=name_author(event["partner_id"]), facts={"events": [row]})


def _list_comments() -> Iterator[Entry]:
    for number, row in enumerate(read("comments"), start=1):
        comment = {
            "comment_id": f"demo_comment_{number:02}",
            **drop_columns(row, "written_on", "partner_id", "resolved_on"),
        }
        at = datetime.combine(row["written_on"], time(12, 5))
        yield Entry(
            at=at, author=name_author(row["partner_id"]), facts={"comments": [comment | {"is_resolved": False}]}
        )
        if row["resolved_on"]:
            at = datetime.combine(row["resolved_on"], time(12, 40))
            facts = {"comments": [comment | {"is_resolved": True}]}
            yield Entry(at=at, author=name_author(LEADER), facts=facts, note="Done.")


def _list_ratings(chance: Random) -> Iterator[Entry]:
    """One batch of each partner: what it thinks of the points that it rated."""
    points = get_column(read("rated_points"), "item_id")
    common = [(chance.choice(LEANING), chance.choice(LEANING)) for _ in points]
    for days, partner_id in enumerate(PARTNERS):
        rows = [
            {
                "item_id": point,
                "partner_id": partner_id,
                "relevance": _pick_near(chance, relevance),
                "urgency": _pick_near(chance, urgency),
            }
            for point, (relevance, urgency) in zip(points, common, strict=True)
            if chance.random() > UNRATED_SHARE
        ]
        at = RATED_FROM + timedelta(days=2 * days)
        yield Entry(at=at, author=name_author(partner_id), facts={"swot_ratings": rows})


def _pick_near(chance: Random, middle: int) -> int:
    return min(5, max(1, middle + chance.choice((-2, -1, -1, 0, 0, 0, 1, 1, 2))))


def _build_reworded() -> Entry:
    return Entry(at=REWORDED_AT, author=name_author(LEADER), facts={"swot_items": [REWORDED]}, note=REWORDED_WHY)
