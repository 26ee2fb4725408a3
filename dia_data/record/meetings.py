"""Prepare, begin and close a meeting, and note what is said in it: each is one batch of the forms on /meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from dia_data import agenda
from dia_data.agenda import AgendaItem, Item, Meeting
from dia_data.errors import quoted
from dia_data.names import are_same, normal_form
from dia_data.queries import meetings
from dia_data.record import activities, kpis
from dia_data.record.entries import (
    LONGEST_NAME,
    LONGEST_TEXT,
    append,
    choice_problems,
    demand,
    demand_seen,
    length_problems,
    mention_problems,
    name_problems,
    one_line,
    text_problems,
    view_problems,
    visible,
    who_and_when,
)
from dia_data.record.limits import problems_of_fields, within_limits
from dia_data.storage.store import Change, Reader, Store
from dia_data.storage.tables import FACT_TABLES
from dia_data.wording.days import format_moment

SOURCE = {
    "source_id": "meeting_form",
    "title": "Meeting forms of the dashboard",
    "producer": "Members of the consortium",
    "note": "Meetings, their agendas, what was said and what was decided; each with time and name.",
}
LONGEST_ITEM = 240
"""Minutes that one item may take."""
KINDS = {kind: kind for kind in FACT_TABLES["agenda_items"].words["kind"]}

Row = Mapping[str, Any]
"""A row to be written: columns to values."""


@within_limits
def plan(store: Store, *, meeting_name: str, held_on: date | None, items: Sequence[Item], author: str) -> str:
    """Prepare a meeting with an agenda, which may be empty, and return its `meeting_id`. Raises `EntryInvalid`.

    A KPI or an activity that the record does not hold is left out of its item.
    """
    meeting_name, author = one_line(meeting_name), one_line(author)
    with store.change() as change:
        demand(
            *_name_problems(change, meeting_name),
            *_day_problems(held_on),
            *_agenda_problems(items),
            *name_problems(author),
        )
        meeting_id = f"meeting_{change.revision + 1}"
        meeting = {"meeting_id": meeting_id, "meeting_name": meeting_name, "held_on": held_on, "state": "planned"}
        rows = [
            _known(change, asdict(item) | {"title": one_line(item.title), "note": one_line(item.note or "") or None})
            | {"meeting_id": meeting_id, "item_id": f"item_{place:03}", "position": place, "is_dropped": False}
            for place, item in enumerate(items, start=1)
        ]
        append(change, SOURCE, {"meetings": [meeting]} | ({"agenda_items": rows} if rows else {}), author=author)
    return meeting_id


@within_limits
def add(
    store: Store,
    *,
    meeting_id: str,
    title: str,
    minutes: int,
    author: str,
    kpi_id: str | None = None,
    activity_id: str | None = None,
) -> str:
    """Put an item of one's own at the end of an agenda and return the batch. Raises `EntryInvalid`."""
    title, author = one_line(title), one_line(author)
    with store.change() as change:
        _open(change, meeting_id)
        about = {"kpi_id": kpi_id, "activity_id": activity_id}
        demand(*_item_problems(title, minutes), *about_problems(change, about), *name_problems(author))
        last = max((item.position for item in meetings.agenda(change, meeting_id=meeting_id)), default=0)
        row = about | {"title": title, "minutes": minutes, "kind": "own", "view": _view(change, kpi_id, activity_id)}
        full = row | {"item_id": f"item_{change.revision + 1}_own", "position": last + 1, "is_dropped": False}
        return append(change, SOURCE, {"agenda_items": [full | {"meeting_id": meeting_id}]}, author=author)


@within_limits
def arrange(
    store: Store,
    *,
    meeting_id: str,
    item_id: str,
    position: int,
    minutes: int,
    is_dropped: bool,
    author: str,
    seen: str | None,
) -> str:
    """Move an item to a position (from 1), time it, drop it or take it back, and return the batch.

    The others make room in the same batch. `seen` is the batch of the item as the member saw it. Raises `EntryInvalid`
    or `EntryChanged`.
    """
    author = one_line(author)
    with store.change() as change:
        _open(change, meeting_id)
        items = {item.item_id: item for item in meetings.agenda(change, meeting_id=meeting_id)}
        demand(*([] if item_id in items else ["Item: it is no longer on the agenda; choose another."]))
        now = items[item_id]
        demand_seen(now, seen, said=lambda _: "changed this item or its place on the agenda")
        demand(
            *_item_problems(now.title, minutes),
            *([] if 1 <= position <= len(items) else [f"Place: choose one from 1 to {len(items)}."]),
            *name_problems(author),
        )
        rows = _rearranged(items, replace(now, minutes=minutes, is_dropped=is_dropped), position)
        demand(*([] if rows else ["Item: nothing is changed. Change its place or its time, or leave it as it is."]))
        return append(change, SOURCE, {"agenda_items": [_row_of(item) for item in rows]}, author=author)


@within_limits
def begin(store: Store, *, meeting_id: str, author: str) -> str:
    """Begin a planned meeting: its figures are those of this moment. Returns the batch. Raises `EntryInvalid`."""
    with store.change() as change:
        now = _meeting(change, meeting_id)
        begun = f"Meeting: {who_and_when(now)} began or closed it already. Open its presentation or its minutes."
        demand(*([] if now.state == "planned" else [begun]))
        return _set(change, now, author, state="held", frozen_at=change.now())


@within_limits
def refresh(store: Store, *, meeting_id: str, author: str, seen: str | None) -> str:
    """Show the figures of this moment from now on, and return the batch. Raises `EntryInvalid` or `EntryChanged`.

    `seen` is the batch of the meeting as the member saw it.
    """
    with store.change() as change:
        now = _held(change, meeting_id)
        demand_seen(
            now, seen, said=lambda one: f"took the figures of {format_moment(one.frozen_at or one.recorded_at)}"
        )
        return _set(change, now, author, frozen_at=change.now())


@within_limits
def close(store: Store, *, meeting_id: str, author: str) -> str:
    """Close a meeting that is being held: its minutes are done. Returns the batch. Raises `EntryInvalid`."""
    with store.change() as change:
        return _set(change, _held(change, meeting_id), author, state="closed")


@within_limits
def note(store: Store, *, meeting_id: str, item_id: str | None, text: str, author: str) -> str:
    """Note what is said, of an item or of none, for the minutes; return the batch. Raises `EntryInvalid`."""
    text, author = one_line(text), one_line(author)
    with store.change() as change:
        _held(change, meeting_id)
        demand(
            *item_problems(change, meeting_id, item_id),
            *text_problems("Note", text),
            *_double_problems(change, meeting_id, item_id, text),
            *name_problems(author),
        )
        row = {"note_id": f"note_{change.revision + 1}", "meeting_id": meeting_id, "item_id": item_id, "text": text}
        return append(change, SOURCE, {"meeting_notes": [row]}, author=author)


def held_problems(reader: Reader, meeting_id: str) -> list[str]:
    """That a meeting is not being held, so that nothing can be recorded in it."""
    now = _meeting(reader, meeting_id)
    if now.state == "closed":
        return [f"Meeting: {who_and_when(now)} closed it already; its minutes are done."]
    return [] if now.state == "held" else ["Meeting: it has not begun. Begin it first."]


def item_problems(reader: Reader, meeting_id: str, item_id: str | None) -> list[str]:
    """That an item is not on the agenda; none is fine."""
    known = {item.item_id for item in meetings.agenda(reader, meeting_id=meeting_id)}
    return [] if item_id is None or item_id in known else ["Item: it is no longer on the agenda; choose another."]


def about_problems(reader: Reader, about: Row) -> list[str]:
    """That the KPI or the activity that something is about is not in the record; none is fine."""
    kpi_names = {kpi: row.kpi_name for kpi, row in kpis.kpis(reader).items()}
    return [
        *mention_problems("KPI", about["kpi_id"], kpi_names),
        *mention_problems("Activity", about["activity_id"], activities.activity_names(reader)),
    ]


def _meeting(reader: Reader, meeting_id: str) -> Meeting:
    found = {row.meeting_id: row for row in meetings.meetings(reader)}
    gone = "Meeting: it is not in the record; the batch that prepared it may be undone. Choose one of the list."
    demand(*([] if meeting_id in found else [gone]))
    return found[meeting_id]


def _open(reader: Reader, meeting_id: str) -> None:
    """Raise `EntryInvalid` where a meeting is closed."""
    now = _meeting(reader, meeting_id)
    closed = f"Meeting: {who_and_when(now)} closed it already; its agenda stays as it is."
    demand(*([closed] if now.state == "closed" else []))


def _held(reader: Reader, meeting_id: str) -> Meeting:
    demand(*held_problems(reader, meeting_id))
    return _meeting(reader, meeting_id)


def _set(change: Change, now: Meeting, author: str, **changed: Any) -> str:
    """The meeting with something changed, as one batch."""
    author = one_line(author)
    demand(*name_problems(author))
    row = {
        "meeting_id": now.meeting_id, "meeting_name": now.meeting_name, "held_on": now.held_on, "state": now.state,
        "frozen_at": now.frozen_at,
    }  # fmt: skip
    return append(change, SOURCE, {"meetings": [row | changed]}, author=author)


def _name_problems(reader: Reader, name: str) -> list[str]:
    if not visible(name):
        return ["Name of the meeting: it is empty. Enter one, such as “January 2022”."]
    taken = {normal_form(row.meeting_name) for row in meetings.meetings(reader)}
    double = ["Name of the meeting: there is a meeting of this name already; choose another."]
    return [
        *length_problems("Name of the meeting", name, LONGEST_NAME, way_out="Shorten it."),
        *(double if normal_form(name) in taken else []),
    ]


def _day_problems(day: date | None) -> list[str]:
    if day is None:
        return ["Day: nothing is chosen. Choose the day of the meeting."]
    return []


def _item_problems(title: str, minutes: int) -> list[str]:
    wrong = [f"Minutes: {minutes} is not possible; choose 1 to {LONGEST_ITEM}."]
    return [*text_problems("Item", title), *([] if 1 <= minutes <= LONGEST_ITEM else wrong)]


def _agenda_problems(items: Sequence[Item]) -> list[str]:
    """What is wrong with the items of a new agenda, each named by its place."""
    found = [(place, _whole_item_problems(item)) for place, item in enumerate(items, start=1)]
    return [f"Agenda, item {place}: {problem}" for place, problems in found for problem in problems]


def _whole_item_problems(item: Item) -> list[str]:
    if not isinstance(item, Item):
        return [f"{quoted(item)} is no item with a title and a time."]
    untyped = problems_of_fields(item)
    return untyped or [
        *_item_problems(item.title, item.minutes),
        *choice_problems("Kind", item.kind, KINDS),
        *view_problems(item.view),
        *length_problems("Note", item.note or "", LONGEST_TEXT, way_out="Shorten it."),
    ]


def _double_problems(reader: Reader, meeting_id: str, item_id: str | None, text: str) -> list[str]:
    return [
        f"Note: {who_and_when(row)} noted the same."
        for row in meetings.notes(reader, meeting_id=meeting_id)
        if row.item_id == item_id and are_same(row.text, text)
    ]


def _rearranged(items: Mapping[str, AgendaItem], changed: AgendaItem, position: int) -> list[AgendaItem]:
    """The items that are other than before when one of them is moved and changed."""
    order = agenda.moved(list(items), changed.item_id, position)
    new = [
        replace({**items, changed.item_id: changed}[one], position=place) for place, one in enumerate(order, start=1)
    ]
    return [item for item in new if item != items[item.item_id]]


def _row_of(item: AgendaItem) -> Row:
    return {
        "meeting_id": item.meeting_id, "item_id": item.item_id, "position": item.position, "minutes": item.minutes,
        "title": item.title, "kind": item.kind, "view": item.view, "kpi_id": item.kpi_id,
        "activity_id": item.activity_id, "is_dropped": item.is_dropped, "note": item.note,
    }  # fmt: skip


def _known(reader: Reader, item: dict[str, Any]) -> dict[str, Any]:
    """The item without a KPI or an activity that the record does not hold."""
    return item | {name: None for name in ("kpi_id", "activity_id") if about_problems(reader, _only(item, name))}


def _only(item: Row, name: str) -> Row:
    return {"kpi_id": None, "activity_id": None} | {name: item[name]}


def _view(reader: Reader, kpi_id: str | None, activity_id: str | None) -> str | None:
    """The address that shows a KPI or an activity."""
    if kpi_id:
        return agenda.address("kpis", {"kpi": kpis.kpis(reader)[kpi_id].kpi_name})
    if activity_id:
        return agenda.address("roadmap", {"focus": activities.activity_names(reader)[activity_id]})
    return None
