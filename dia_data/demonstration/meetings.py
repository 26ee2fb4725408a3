"""The monthly meetings of the demonstration: one that was held and closed with minutes, and one being prepared.

What stands on the agendas is set by hand: it is what needed attention on the days when they were made.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from dia_data import agenda
from dia_data.agenda import Item
from dia_data.demonstration.timeline import LEADER, Entry, author

Row = Mapping[str, Any]

NOVEMBER: Row = {"meeting_id": "demo_meeting_1", "meeting_name": "November 2021", "held_on": date(2021, 11, 2)}
JANUARY: Row = {"meeting_id": "demo_meeting_2", "meeting_name": "January 2022", "held_on": date(2022, 1, 11)}
BEGUN = datetime.fromisoformat("2021-11-02T09:00")
CLOSED_AFTER = 62
"""Minutes."""

LONG_TERM = "financial_sustainability"
"""The activity that a decision was to begin; its actual dates carried the decision out."""


def _kpi(title: str, kpi_id: str, why: str, minutes: int = 5) -> Item:
    view = agenda.address("kpis", {"kpi": title})
    return Item(title=title, kind="attention", minutes=minutes, view=view, kpi_id=kpi_id, note=why)


def _activity(title: str, activity_id: str, why: str, minutes: int = 5) -> Item:
    view = agenda.address("roadmap", {"focus": title})
    return Item(title=title, kind="attention", minutes=minutes, view=view, activity_id=activity_id, note=why)


DISCUSSION = _kpi("SMEs in the online discussion group", "discussion_group_smes", "off track · TICE.PT", 10)
CHINA = _activity("International mission with SME to China", "sme_mission_china", "slipped: quarantine on arrival", 10)

OF_NOVEMBER = (
    DISCUSSION,
    _kpi("Followers in social networks", "social_network_followers", "at risk · SCS"),
    CHINA,
    Item(
        title="What goes on after June 2022?",
        kind="own",
        minutes=20,
        view=agenda.address("roadmap", {"focus": "Long-term financial sustainability strategy"}),
        activity_id=LONG_TERM,
    ),
)
OF_JANUARY = (
    DISCUSSION,
    _kpi("Business matchmaking meetings", "matchmaking_meetings", "off track · MESAP"),
    _activity("Definition of target markets for the long-term", "long_term_markets", "overdue"),
    CHINA,
    Item(
        title="Fifteen SMEs went to Brazil: do we keep to fourteen?",
        kind="own",
        minutes=10,
        view=agenda.address("kpis", {"kpi": "SMEs participating in each internationalisation mission"}),
        kpi_id="mission_smes",
    ),
)
"""What stands between the standing items."""

NOTES = (
    (9, 1, "mesap", "Four partners have reported the third quarter; TICE.PT follows, we have nothing to report."),
    (17, 2, "tice", "Members read and seldom write; those who were invited by a partner they know stay."),
    (33, 4, "gaia", "The hosts answer within two weeks. Quarantine is likely to stay until spring."),
    (60, None, "mitc", "The minutes go to all partners on the same day."),
)
"""After how many minutes, on which item of the agenda (None: on none), who noted it, and what."""

DECISIONS = (
    (24, 2, "tice", "2022-02-28", "Invite each SME of both missions to the discussion group in person."),
    (37, 4, "gaia", "2021-12-10", "Ask the hosts in China whether May 2022 can be kept."),
    (55, 5, "scs", "2021-11-15", "Begin the work on lasting finances now instead of in spring."),
)
"""After how many minutes, on which item, who carries it out by when, and what; the last one is carried out."""
DONE_AT = datetime.fromisoformat("2021-11-03T16:40")


def entries(earlier: Sequence[Entry]) -> list[Entry]:
    """Both meetings; the dates that carried out a decision were recorded by one of the `earlier` entries."""
    held = _items(OF_NOVEMBER, review=False)
    return [
        _plan(NOVEMBER, held, at=datetime.fromisoformat("2021-10-26T14:05")),
        _state("held", at=BEGUN),
        *_notes(),
        *_decisions(held),
        _state("closed", at=BEGUN + timedelta(minutes=CLOSED_AFTER)),
        _done(held, by=next(entry for entry in earlier if _begins_long_term(entry))),
        _plan(JANUARY, _items(OF_JANUARY, review=True), at=datetime.fromisoformat("2021-12-20T11:15")),
    ]


def _items(between: Sequence[Item], *, review: bool) -> list[Item]:
    """An agenda with the standing items of D3.1, the review of the KPIs among them where it is due."""
    today = JANUARY["held_on"]
    *first, last = agenda.proposed((), last_review=None if review else today, today=today)
    return [*first, *between, last]


def _plan(meeting: Row, items: Sequence[Item], *, at: datetime) -> Entry:
    rows = [
        asdict(item) | {"meeting_id": meeting["meeting_id"], "item_id": _item_id(place), "position": place}
        for place, item in enumerate(items, start=1)
    ]
    agenda_items = [row | {"is_dropped": False} for row in rows]
    facts = {"meetings": [{**meeting, "state": "planned"}], "agenda_items": agenda_items}
    return Entry(at=at, author=author(LEADER), facts=facts)


def _item_id(place: int) -> str:
    return f"item_{place:03}"


def _state(state: str, *, at: datetime) -> Entry:
    row = {**NOVEMBER, "state": state, "frozen_at": BEGUN}
    return Entry(at=at, author=author(LEADER), facts={"meetings": [row]})


def _notes() -> Iterator[Entry]:
    for number, (minutes, place, partner_id, text) in enumerate(NOTES, start=1):
        row = {
            "note_id": f"demo_note_{number}",
            "meeting_id": NOVEMBER["meeting_id"],
            "item_id": _item_id(place) if place else None,
            "text": text,
        }
        at = BEGUN + timedelta(minutes=minutes)
        yield Entry(at=at, author=author(partner_id), facts={"meeting_notes": [row]})


def _decisions(items: Sequence[Item]) -> Iterator[Entry]:
    for number, (minutes, *_) in enumerate(DECISIONS, start=1):
        at = BEGUN + timedelta(minutes=minutes)
        yield Entry(at=at, author=author(LEADER), facts={"decisions": [_decision(items, number)]})


def _done(items: Sequence[Item], *, by: Entry) -> Entry:
    row = _decision(items, len(DECISIONS)) | {"is_done": True}
    return Entry(at=DONE_AT, author=author(LEADER), facts={"decisions": [row]}, carried_out_by=by)


def _decision(items: Sequence[Item], number: int) -> dict[str, Any]:
    """A decision while it is open, with the view that it was taken on."""
    _, place, partner_id, due, text = DECISIONS[number - 1]
    item = items[place - 1]
    page, query = agenda.place(item.view)
    return {
        "decision_id": f"demo_decision_{number}",
        "meeting_id": NOVEMBER["meeting_id"],
        "item_id": _item_id(place),
        "text": text,
        "partner_id": partner_id,
        "due": date.fromisoformat(due),
        "kpi_id": item.kpi_id,
        "activity_id": item.activity_id,
        "view": agenda.address(page, query | {"as_of": f"{BEGUN:%Y-%m-%d}"}),
        "is_done": False,
    }


def _begins_long_term(entry: Entry) -> bool:
    """Whether an entry says that the work on lasting finances has begun."""
    rows = entry.facts.get("activity_dates", ())
    return any((row["activity_id"], row["kind"]) == (LONG_TERM, "actual") for row in rows)
