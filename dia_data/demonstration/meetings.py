"""The monthly meetings of the demonstration: one that was held and closed with minutes, and one being prepared.

What stands on the agendas is set by hand: it is what needed attention on the days when they were made.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from dia_data import agenda
from dia_data.agenda import Item
from dia_data.demonstration.scripted import drop_columns, read
from dia_data.demonstration.timeline import LEADER, Entry, name_author

Row = Mapping[str, Any]

NOVEMBER: Row = {"meeting_id": "demo_meeting_1", "meeting_name": "November 2021", "held_on": date(2021, 11, 2)}
JANUARY: Row = {"meeting_id": "demo_meeting_2", "meeting_name": "January 2022", "held_on": date(2022, 1, 11)}
BEGUN = datetime.fromisoformat("2021-11-02T09:00")
CLOSED_AFTER = 62
"""Minutes."""

LONG_TERM = "financial_sustainability"
"""The activity that a decision was to begin; its actual dates carried the decision out."""


DONE_AT = datetime.fromisoformat("2021-11-03T16:40")


def list_entries(earlier: Sequence[Entry]) -> list[Entry]:
    """Both meetings; the dates that carried out a decision were recorded by one of the `earlier` entries."""
    held = _build_items(NOVEMBER, review=False)
    return [
        _plan(NOVEMBER, held, at=datetime.fromisoformat("2021-10-26T14:05")),
        _build_state("held", at=BEGUN),
        *_list_notes(),
        *_list_decisions(held),
        _build_state("closed", at=BEGUN + timedelta(minutes=CLOSED_AFTER)),
        _build_done(held, by=next(entry for entry in earlier if _begins_long_term(entry))),
        _plan(JANUARY, _build_items(JANUARY, review=True), at=datetime.fromisoformat("2021-12-20T11:15")),
    ]


OPENS = {"kpis": "kpi", "roadmap": "focus"}
"""What an item shows on each page: the name in the address."""


def _build_item(row: Row) -> Item:
    view = agenda.build_address(row["page"], {OPENS[row["page"]]: row["opens"]})
    return Item(view=view, **drop_columns(row, "meeting_name", "page", "opens"))


def _build_items(meeting: Row, *, review: bool) -> list[Item]:
    """An agenda with the standing items of D3.1, the review of the KPIs among them where it is due."""
    today = JANUARY["held_on"]
    *first, last = agenda.propose_agenda((), last_review=None if review else today, today=today)
    own = [_build_item(row) for row in read("agenda_items") if row["meeting_name"] == meeting["meeting_name"]]
    return [*first, *own, last]


def _plan(meeting: Row, items: Sequence[Item], *, at: datetime) -> Entry:
    rows = [
        asdict(item) | {"meeting_id": meeting["meeting_id"], "item_id": _name_item(place), "position": place}
        for place, item in enumerate(items, start=1)
    ]
    agenda_items = [row | {"is_dropped": False} for row in rows]
    facts = {"meetings": [{**meeting, "state": "planned"}], "agenda_items": agenda_items}
    return Entry(at=at, author=name_author(LEADER), facts=facts)


def _name_item(place: int) -> str:
    return f"item_{place:03}"


def _build_state(state: str, *, at: datetime) -> Entry:
    row = {**NOVEMBER, "state": state, "frozen_at": BEGUN}
    return Entry(at=at, author=name_author(LEADER), facts={"meetings": [row]})


def _list_notes() -> Iterator[Entry]:
    for number, note in enumerate(read("meeting_notes"), start=1):
        row = {
            "note_id": f"demo_note_{number}",
            "meeting_id": NOVEMBER["meeting_id"],
            "item_id": _name_item(note["place"]) if note["place"] else None,
            "text": note["text"],
        }
        at = BEGUN + timedelta(minutes=note["minutes"])
        yield Entry(at=at, author=name_author(note["partner_id"]), facts={"meeting_notes": [row]})


def _list_decisions(items: Sequence[Item]) -> Iterator[Entry]:
    for number, decision in enumerate(read("decisions"), start=1):
        at = BEGUN + timedelta(minutes=decision["minutes"])
        yield Entry(at=at, author=name_author(LEADER), facts={"decisions": [_build_decision(items, number)]})


def _build_done(items: Sequence[Item], *, by: Entry) -> Entry:
    row = _build_decision(items, len(read("decisions"))) | {"is_done": True}
    return Entry(at=DONE_AT, author=name_author(LEADER), facts={"decisions": [row]}, carried_out_by=by)


def _build_decision(items: Sequence[Item], number: int) -> dict[str, Any]:
    """A decision while it is open, with the view that it was taken on."""
    decision = read("decisions")[number - 1]
    item = items[decision["place"] - 1]
    page, query = agenda.split_address(item.view)
    return {
        "decision_id": f"demo_decision_{number}",
        "meeting_id": NOVEMBER["meeting_id"],
        "item_id": _name_item(decision["place"]),
        **drop_columns(decision, "minutes", "place"),
        "kpi_id": item.kpi_id,
        "activity_id": item.activity_id,
        "view": agenda.build_address(page, query | {"as_of": f"{BEGUN:%Y-%m-%d}"}),
        "is_done": False,
    }


def _begins_long_term(entry: Entry) -> bool:
    """Whether an entry says that the work on lasting finances has begun."""
    rows = entry.facts.get("activity_dates", ())
    return any((row["activity_id"], row["kind"]) == (LONG_TERM, "actual") for row in rows)
