"""Prepare, begin and close a meeting, and note what is said in it: each is one batch of the forms on /meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from dia_data import agenda, local_time
from dia_data.agenda import AgendaItem, Item, Meeting
from dia_data.documents import numbers
from dia_data.documents.days import DayUnreadable, read_day
from dia_data.errors import DiaError, EntryChanged, quote
from dia_data.names import are_same, normalise
from dia_data.queries import meetings
from dia_data.queries.meetings import Attendance
from dia_data.record import activities, kpis
from dia_data.record.entries import (
    LONGEST_NAME,
    LONGEST_TEXT,
    append,
    describe_author,
    find_choice_problems,
    find_length_problems,
    find_mention_problems,
    find_name_problems,
    find_reason_problems,
    find_text_problems,
    find_view_problems,
    is_visible,
    join_lines,
    raise_if_changed,
    raise_if_invalid,
)
from dia_data.record.limits import check_arguments, find_field_problems
from dia_data.record.many import read_all
from dia_data.storage.store import Change, Reader, Store
from dia_data.storage.tables import FACT_TABLES
from dia_data.wording.days import describe_today, format_day, format_moment
from dia_data.wording.lists import join_names

SOURCE = {
    "source_id": "meeting_form",
    "title": meetings.MEETING_FORMS,
    "producer": "Members of the consortium",
    "note": "Meetings, their agendas, what was said and what was decided; each with time and name.",
}
LONGEST_ITEM = 240
"""Minutes that one item may take."""
ARRANGED = ("item_id", "position", "minutes", "is_dropped", "is_settled", "until")
KINDS = {kind: kind for kind in FACT_TABLES["agenda_items"].words["kind"]}

Row = Mapping[str, Any]
"""A row to be written: columns to values."""


@check_arguments
def plan(store: Store, *, meeting_name: str, held_on: date | None, items: Sequence[Item], author: str) -> str:
    """Prepare a meeting with an agenda, which may be empty, and return its `meeting_id`. Raises `EntryInvalid`.

    A KPI or an activity that the record does not hold is left out of its item.
    """
    meeting_name, author = join_lines(meeting_name), join_lines(author)
    with store.change() as change:
        raise_if_invalid(
            *_find_naming_problems(change, meeting_name),
            *_find_day_problems(held_on),
            *_find_agenda_problems(items),
            *find_name_problems(author),
        )
        meeting_id = f"meeting_{change.revision + 1}"
        meeting = {"meeting_id": meeting_id, "meeting_name": meeting_name, "held_on": held_on, "state": "planned"}
        rows = [
            _drop_unknown(
                change, asdict(item) | {"title": join_lines(item.title), "note": join_lines(item.note or "") or None}
            )
            | {"meeting_id": meeting_id, "item_id": f"item_{place:03}", "position": place, "is_dropped": False}
            for place, item in enumerate(items, start=1)
        ]
        append(change, SOURCE, {"meetings": [meeting]} | ({"agenda_items": rows} if rows else {}), author=author)
    return meeting_id


@check_arguments
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
    title, author = join_lines(title), join_lines(author)
    with store.change() as change:
        _open(change, meeting_id)
        about = {"kpi_id": kpi_id, "activity_id": activity_id}
        raise_if_invalid(
            *_find_title_problems(title, minutes), *find_subject_problems(change, about), *find_name_problems(author)
        )
        last = max((item.position for item in meetings.agenda(change, meeting_id=meeting_id)), default=0)
        row = about | {
            "title": title,
            "minutes": minutes,
            "kind": "own",
            "view": _build_view(change, kpi_id, activity_id),
        }
        full = row | {"item_id": f"item_{change.revision + 1}_own", "position": last + 1, "is_dropped": False}
        return append(change, SOURCE, {"agenda_items": [full | {"meeting_id": meeting_id}]}, author=author)


@check_arguments
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
    author = join_lines(author)
    with store.change() as change:
        _open(change, meeting_id)
        items = {item.item_id: item for item in meetings.agenda(change, meeting_id=meeting_id)}
        raise_if_invalid(*([] if item_id in items else ["Item: it is no longer on the agenda; choose another."]))
        now = items[item_id]
        raise_if_changed(now, seen, said=lambda _: "changed this item or its place on the agenda")
        raise_if_invalid(
            *_find_title_problems(now.title, minutes),
            *([] if 1 <= position <= len(items) else [f"Place: choose one from 1 to {len(items)}."]),
            *find_name_problems(author),
        )
        rows = _rearrange(items, replace(now, minutes=minutes, is_dropped=is_dropped), position)
        raise_if_invalid(
            *([] if rows else ["Item: nothing is changed. Change its place or its time, or leave it as it is."])
        )
        return append(change, SOURCE, {"agenda_items": [_build_row(item) for item in rows]}, author=author)


@check_arguments
def arrange_all(store: Store, *, meeting_id: str, rows: Sequence[Row], author: str, seen: Mapping[str, str]) -> str:
    """Move, time, drop, settle or put off several items at once, and return the batch.

    A row has `item_id, position, minutes` (as typed), `is_dropped, is_settled` and `until` (a day as typed, to put it
    off). `seen` is the batch of each item as the member saw it. Raises `RowsInvalid` or `EntryChanged`, and then
    records nothing.
    """
    author = join_lines(author)
    with store.change() as change:
        _open(change, meeting_id)
        items = {item.item_id: item for item in meetings.agenda(change, meeting_id=meeting_id)}
        today = local_time.find_day(change.clock())

        def read(row: Row) -> Row:
            return _read_arrangement(row, items, seen.get(str(row["item_id"])), today)

        found = read_all(
            rows, ARRANGED, read, label=lambda row: _name_item(items, row), problems=find_name_problems(author)
        )
        changed = _place_all(items, found)
        facts = {
            "agenda_items": [_build_row(item) for item in changed],
            "settled_matters": [one for row in found for one in _build_settled(meeting_id, row)],
        }
        facts = {table: of_table for table, of_table in facts.items() if of_table}
        raise_if_invalid(*([] if facts else ["Agenda: nothing is changed. Change a place or a time, or leave it."]))
        return append(change, SOURCE, facts, author=author)


@check_arguments
def settle(
    store: Store, *, meeting_id: str, item_id: str, until: date | None, reason: str, author: str, seen: str | None
) -> str:
    """Settle what an item is about, or put it off `until` a day, and return the batch.

    What is settled is proposed again once its figure changes; what is put off on its day. `seen` is the batch of the
    item as the member saw it. Raises `EntryInvalid` or `EntryChanged`.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        _find_meeting(change, meeting_id)
        items = {item.item_id: item for item in meetings.agenda(change, meeting_id=meeting_id)}
        raise_if_invalid(*([] if item_id in items else ["Item: it is no longer on the agenda; choose another."]))
        item = items[item_id]
        raise_if_changed(item, seen, said=lambda _: "changed this item or its place on the agenda")
        raise_if_invalid(
            *_find_matter_problems(item),
            *_find_until_problems(until, local_time.find_day(change.clock())),
            *find_reason_problems(reason),
            *find_name_problems(author),
        )
        rows = _build_settled(meeting_id, {"item": item, "until": until, "is_settled": True})
        return append(change, SOURCE, {"settled_matters": rows}, author=author, note=reason)


@check_arguments
def attend(
    store: Store, *, meeting_id: str, states: Mapping[str, str | None], author: str, seen: Mapping[str, str]
) -> str:
    """Record which partners were at a meeting, and return the batch.

    `states` are present, excused or absent by partner; None: it stays as it is. `seen` is the batch of each as the
    member saw it. Raises `EntryInvalid` or `EntryChanged`.
    """
    author = join_lines(author)
    with store.change() as change:
        _find_meeting(change, meeting_id)
        known = {one.partner_id: one for one in meetings.attendance(change, meeting_id=meeting_id)}
        words = {state: state for state in FACT_TABLES["meeting_attendance"].words["state"]}
        wanted = {partner_id: state for partner_id, state in states.items() if state}
        raise_if_invalid(
            *(problem for one in wanted for problem in _find_partner_problems(one, known)),
            *(problem for state in wanted.values() for problem in find_choice_problems("Attendance", state, words)),
            *find_name_problems(author),
        )
        changed = {one: state for one, state in wanted.items() if known[one].state != state}
        raise_if_invalid(*([] if changed else ["Attendance: nothing is changed. Choose for at least one partner."]))
        others = [known[one].partner for one in changed if known[one].batch_id != seen.get(one)]
        if others:
            raise EntryChanged(f"somebody else recorded the attendance of {join_names(others)}.")
        rows = [{"meeting_id": meeting_id, "partner_id": one, "state": state} for one, state in changed.items()]
        return append(change, SOURCE, {"meeting_attendance": rows}, author=author)


def _find_partner_problems(partner_id: str, known: Mapping[str, Attendance]) -> list[str]:
    names = {one.partner_id: one.partner for one in known.values()}
    return find_choice_problems("Partner", partner_id, names)


@check_arguments
def begin(store: Store, *, meeting_id: str, author: str) -> str:
    """Begin a planned meeting: its figures are those of this moment. Returns the batch. Raises `EntryInvalid`."""
    with store.change() as change:
        now = _find_meeting(change, meeting_id)
        begun = f"Meeting: {describe_author(now)} began or closed it already. Open its presentation or its minutes."
        raise_if_invalid(*([] if now.state == "planned" else [begun]))
        return _set(change, now, author, state="held", frozen_at=change.now())


@check_arguments
def refresh(store: Store, *, meeting_id: str, author: str, seen: str | None) -> str:
    """Show the figures of this moment from now on, and return the batch. Raises `EntryInvalid` or `EntryChanged`.

    `seen` is the batch of the meeting as the member saw it.
    """
    with store.change() as change:
        now = _find_held_meeting(change, meeting_id)
        raise_if_changed(
            now, seen, said=lambda one: f"took the figures of {format_moment(one.frozen_at or one.recorded_at)}"
        )
        return _set(change, now, author, frozen_at=change.now())


@check_arguments
def close(store: Store, *, meeting_id: str, author: str) -> str:
    """Close a meeting that is being held: its minutes are done. Returns the batch. Raises `EntryInvalid`."""
    with store.change() as change:
        return _set(change, _find_held_meeting(change, meeting_id), author, state="closed")


@check_arguments
def note(store: Store, *, meeting_id: str, item_id: str | None, text: str, author: str) -> str:
    """Note what is said, of an item or of none, for the minutes; return the batch. Raises `EntryInvalid`."""
    text, author = join_lines(text), join_lines(author)
    with store.change() as change:
        _find_held_meeting(change, meeting_id)
        raise_if_invalid(
            *find_item_problems(change, meeting_id, item_id),
            *find_text_problems("Note", text),
            *_find_doubles(change, meeting_id, item_id, text),
            *find_name_problems(author),
        )
        row = {"note_id": f"note_{change.revision + 1}", "meeting_id": meeting_id, "item_id": item_id, "text": text}
        return append(change, SOURCE, {"meeting_notes": [row]}, author=author)


def find_state_problems(reader: Reader, meeting_id: str) -> list[str]:
    """That a meeting is not being held, so that nothing can be recorded in it."""
    now = _find_meeting(reader, meeting_id)
    if now.state == "closed":
        return [f"Meeting: {describe_author(now)} closed it already; its minutes are done."]
    return [] if now.state == "held" else ["Meeting: it has not begun. Begin it first."]


def find_item_problems(reader: Reader, meeting_id: str, item_id: str | None) -> list[str]:
    """That an item is not on the agenda; none is fine."""
    known = {item.item_id for item in meetings.agenda(reader, meeting_id=meeting_id)}
    return [] if item_id is None or item_id in known else ["Item: it is no longer on the agenda; choose another."]


def find_subject_problems(reader: Reader, about: Row) -> list[str]:
    """That the KPI or the activity that something is about is not in the record; none is fine."""
    kpi_names = {kpi: row.kpi_name for kpi, row in kpis.list_kpis(reader).items()}
    return [
        *find_mention_problems("KPI", about["kpi_id"], kpi_names),
        *find_mention_problems("Activity", about["activity_id"], activities.name_activities(reader)),
    ]


def _find_meeting(reader: Reader, meeting_id: str) -> Meeting:
    found = {row.meeting_id: row for row in meetings.meetings(reader)}
    gone = "Meeting: it is not in the record; it may have been undone. Choose one from the list."
    raise_if_invalid(*([] if meeting_id in found else [gone]))
    return found[meeting_id]


def _open(reader: Reader, meeting_id: str) -> None:
    """Raise `EntryInvalid` where a meeting is closed."""
    now = _find_meeting(reader, meeting_id)
    closed = f"Meeting: {describe_author(now)} closed it already; its agenda stays as it is."
    raise_if_invalid(*([closed] if now.state == "closed" else []))


def _find_held_meeting(reader: Reader, meeting_id: str) -> Meeting:
    raise_if_invalid(*find_state_problems(reader, meeting_id))
    return _find_meeting(reader, meeting_id)


def _set(change: Change, now: Meeting, author: str, **changed: Any) -> str:
    """The meeting with something changed, as one batch."""
    author = join_lines(author)
    raise_if_invalid(*find_name_problems(author))
    row = {
        "meeting_id": now.meeting_id, "meeting_name": now.meeting_name, "held_on": now.held_on, "state": now.state,
        "frozen_at": now.frozen_at,
    }  # fmt: skip
    return append(change, SOURCE, {"meetings": [row | changed]}, author=author)


def _find_naming_problems(reader: Reader, name: str) -> list[str]:
    if not is_visible(name):
        return ["Name of the meeting: it is empty. Enter one, such as “January 2022”."]
    taken = {normalise(row.meeting_name) for row in meetings.meetings(reader)}
    double = ["Name of the meeting: there is already a meeting with this name; choose another."]
    return [
        *find_length_problems("Name of the meeting", name, LONGEST_NAME, way_out="Shorten it."),
        *(double if normalise(name) in taken else []),
    ]


def _find_day_problems(day: date | None) -> list[str]:
    if day is None:
        return ["Day: nothing is chosen. Choose the day of the meeting."]
    return []


def _find_title_problems(title: str, minutes: int) -> list[str]:
    wrong = [f"Minutes: {minutes} is not possible; choose 1 to {LONGEST_ITEM}."]
    return [*find_text_problems("Item", title), *([] if 1 <= minutes <= LONGEST_ITEM else wrong)]


def _find_agenda_problems(items: Sequence[Item]) -> list[str]:
    """What is wrong with the items of a new agenda, each named by its place."""
    found = [(place, _find_whole_problems(item)) for place, item in enumerate(items, start=1)]
    return [f"Agenda, item {place}: {problem}" for place, problems in found for problem in problems]


def _find_whole_problems(item: Item) -> list[str]:
    if not isinstance(item, Item):
        return [f"{quote(item)} is not an item with a title and a time."]
    untyped = find_field_problems(item)
    return untyped or [
        *_find_title_problems(item.title, item.minutes),
        *find_choice_problems("Kind", item.kind, KINDS),
        *find_view_problems(item.view),
        *find_length_problems("Note", item.note or "", LONGEST_TEXT, way_out="Shorten it."),
    ]


def _find_doubles(reader: Reader, meeting_id: str, item_id: str | None, text: str) -> list[str]:
    return [
        f"Note: {describe_author(row)} noted the same."
        for row in meetings.notes(reader, meeting_id=meeting_id)
        if row.item_id == item_id and are_same(row.text, text)
    ]


def _rearrange(items: Mapping[str, AgendaItem], changed: AgendaItem, position: int) -> list[AgendaItem]:
    """The items that are other than before when one of them is moved and changed."""
    order = agenda.move_item(list(items), changed.item_id, position)
    new = [
        replace({**items, changed.item_id: changed}[one], position=place) for place, one in enumerate(order, start=1)
    ]
    return [item for item in new if item != items[item.item_id]]


def _read_arrangement(row: Row, items: Mapping[str, AgendaItem], seen: str | None, today: date) -> Row:
    """An item with the place, the time and the rest that was typed for it."""
    raise_if_invalid(*([] if row["item_id"] in items else ["It is no longer on the agenda. Open the sheet again."]))
    item = items[row["item_id"]]
    raise_if_changed(item, seen, said=lambda _: "changed this item or its place on the agenda")
    minutes, of_minutes = _read_whole("Minutes", row["minutes"], LONGEST_ITEM)
    position, of_place = _read_whole("Place", row["position"], len(items))
    until, of_day = _read_until(row["until"], today)
    is_about = [] if not (row["is_settled"] or until) else _find_matter_problems(item)
    raise_if_invalid(*of_minutes, *of_place, *of_day, *is_about)
    wanted = replace(item, minutes=minutes, is_dropped=bool(row["is_dropped"]) or until is not None)
    return {"item": wanted, "position": position, "until": until, "is_settled": bool(row["is_settled"])}


def _read_whole(field: str, typed: object, most: int) -> tuple[int, list[str]]:
    try:
        value = numbers.read_number(typed)
    except DiaError as unreadable:
        return 0, [f"{field}: {unreadable}"]
    wrong = value != int(value) or not 1 <= value <= most
    return int(value), [
        f"{field}: {quote(typed)} is not possible. Enter a whole number from 1 to {most}."
    ] if wrong else []


def _read_until(typed: object, today: date) -> tuple[date | None, list[str]]:
    try:
        until = read_day(typed)
    except DayUnreadable as unreadable:
        return None, [f"Put off until: {unreadable}"]
    return until, _find_until_problems(until, today)


def _find_until_problems(until: date | None, today: date) -> list[str]:
    if until is None or until > today:
        return []
    return [f"Put off until: {format_day(until)} is not to come. {describe_today(today)} Choose a later day."]


def _find_matter_problems(item: AgendaItem) -> list[str]:
    """That an item is about nothing that can be settled: it comes with each meeting, or somebody put it there."""
    if item.matter:
        return []
    return ["Item: only what needed attention can be settled or put off. Drop this one, or take it up next time."]


def _place_all(items: Mapping[str, AgendaItem], found: Sequence[Row]) -> list[AgendaItem]:
    """The items that are other than before when those that were typed take their places and the others make room."""
    wanted = {row["item"].item_id: row for row in found}
    moved = {item_id for item_id, row in wanted.items() if row["position"] != _find_place(items, item_id)}
    order = [item_id for item_id in items if item_id not in moved]
    for item_id in sorted(moved, key=lambda one: (wanted[one]["position"], _find_place(items, one))):
        order.insert(wanted[item_id]["position"] - 1, item_id)
    new = [
        replace(wanted[item_id]["item"] if item_id in wanted else items[item_id], position=place)
        for place, item_id in enumerate(order, start=1)
    ]
    return [item for item in new if item != items[item.item_id]]


def _find_place(items: Mapping[str, AgendaItem], item_id: str) -> int:
    return list(items).index(item_id) + 1


def _build_settled(meeting_id: str, row: Row) -> list[Row]:
    """The matters of an item as settled or put off; none where neither was chosen."""
    item = row["item"]
    if not (row["is_settled"] or row["until"]):
        return []
    return [
        {
            "matter": matter, "title": item.title, "figure": figure, "until": row["until"], "is_open": False,
            "meeting_id": meeting_id,
        }
        for matter, figure in agenda.split_matters(item)
    ]  # fmt: skip


def _name_item(items: Mapping[str, AgendaItem], row: Row) -> str:
    item = items.get(str(row["item_id"]))
    return item.title if item else "An item"


def _build_row(item: AgendaItem) -> Row:
    return {
        "meeting_id": item.meeting_id, "item_id": item.item_id, "position": item.position, "minutes": item.minutes,
        "title": item.title, "kind": item.kind, "view": item.view, "kpi_id": item.kpi_id,
        "activity_id": item.activity_id, "is_dropped": item.is_dropped, "note": item.note, "matter": item.matter,
        "figure": item.figure,
    }  # fmt: skip


def _drop_unknown(reader: Reader, item: dict[str, Any]) -> dict[str, Any]:
    """The item without a KPI or an activity that the record does not hold."""
    return item | {
        name: None for name in ("kpi_id", "activity_id") if find_subject_problems(reader, _keep_only(item, name))
    }


def _keep_only(item: Row, name: str) -> Row:
    return {"kpi_id": None, "activity_id": None} | {name: item[name]}


def _build_view(reader: Reader, kpi_id: str | None, activity_id: str | None) -> str | None:
    """The address that shows a KPI or an activity."""
    if kpi_id:
        return agenda.build_address("kpis", {"kpi": kpis.list_kpis(reader)[kpi_id].kpi_name})
    if activity_id:
        return agenda.build_address("roadmap", {"focus": activities.name_activities(reader)[activity_id]})
    return None
