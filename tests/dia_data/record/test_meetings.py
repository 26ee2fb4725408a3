"""Meetings: prepared, arranged, begun, noted, closed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from dia_data.agenda import Item
from dia_data.errors import EntryChanged, EntryInvalid
from dia_data.queries import meetings as asked
from dia_data.record import meetings
from dia_data.storage.store import Store
from tests.dia_data.conftest import NOW

ITEMS = (
    Item(title="Coordination", kind="standing", minutes=10, activity_id="coordination"),
    Item(title="Training webinars", kind="attention", minutes=5, kpi_id="webinars", view="/kpis"),
    Item(title="Any news", kind="own", minutes=15),
)


@pytest.fixture
def meeting(reporting: Store) -> str:
    """A planned meeting with three items."""
    return plan(reporting)


def plan(store: Store, **changed: Any) -> str:
    usual = {"meeting_name": "August", "held_on": date(2020, 8, 15), "items": ITEMS, "author": "Ana"}
    return meetings.plan(store, **usual | changed)


def titles(store: Store, meeting_id: str) -> list[str]:
    return [item.title for item in asked.agenda(store, meeting_id=meeting_id) if not item.is_dropped]


def arrange(store: Store, meeting_id: str, item_id: str, **changed: Any) -> str:
    now = {item.item_id: item for item in asked.agenda(store, meeting_id=meeting_id)}[item_id]
    usual = {
        "position": now.position, "minutes": now.minutes, "is_dropped": now.is_dropped, "seen": now.batch_id
    }  # fmt: skip
    return meetings.arrange(store, meeting_id=meeting_id, item_id=item_id, author="Ben", **usual | changed)


def test_a_meeting_is_prepared_with_its_agenda(reporting: Store, meeting: str):
    (found,) = asked.meetings(reporting)
    assert (found.meeting_id, found.state, found.frozen_at) == (meeting, "planned", None)
    assert titles(reporting, meeting) == ["Coordination", "Training webinars", "Any news"]


def test_what_the_record_does_not_hold_is_left_out_of_an_item(reporting: Store, meeting: str):
    about = [(item.activity_id, item.kpi_id) for item in asked.agenda(reporting, meeting_id=meeting)]
    assert about == [(None, None), (None, "webinars"), (None, None)]


def test_an_agenda_may_be_empty_or_have_two_hundred_items(reporting: Store):
    many = [Item(title=f"Item {number}", kind="own", minutes=1) for number in range(200)]
    assert titles(reporting, plan(reporting, meeting_name="empty", items=[])) == []
    long = plan(reporting, meeting_name="long", items=many)
    arrange(reporting, long, "item_200", position=1)
    assert titles(reporting, long)[:2] == ["Item 199", "Item 0"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"meeting_name": " "}, "Name of the meeting: it is empty"),
        ({"meeting_name": "AUGUST"}, "already a meeting with this name"),
        ({"meeting_name": "\uff21ugust\u200b"}, "already a meeting with this name"),
        ({"meeting_name": "x" * 81}, "at most 80"),
        ({"held_on": None}, "Day: nothing is chosen"),
        ({"held_on": date(1820, 8, 15)}, "the year 1820"),
        ({"author": ""}, "Your name"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(reporting: Store, meeting: str, changed: dict, sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        plan(reporting, **changed)


def test_an_item_is_moved_timed_and_dropped_and_comes_back(reporting: Store, meeting: str):
    arrange(reporting, meeting, "item_003", position=1, minutes=20)
    assert titles(reporting, meeting) == ["Any news", "Coordination", "Training webinars"]
    arrange(reporting, meeting, "item_001", is_dropped=True)
    assert titles(reporting, meeting) == ["Any news", "Training webinars"]
    arrange(reporting, meeting, "item_001", is_dropped=False)
    assert titles(reporting, meeting) == ["Any news", "Coordination", "Training webinars"]
    assert [item.minutes for item in asked.agenda(reporting, meeting_id=meeting)] == [20, 10, 5]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "nothing is changed"),
        ({"minutes": 0}, "choose 1 to 240"),
        ({"position": 4}, "from 1 to 3"),
    ],
)
def test_an_arrangement_that_cannot_be_is_refused(reporting: Store, meeting: str, changed: dict, sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        arrange(reporting, meeting, "item_002", **changed)


def test_who_arranges_second_is_told(reporting: Store, meeting: str):
    seen = asked.agenda(reporting, meeting_id=meeting)[0].batch_id
    arrange(reporting, meeting, "item_003", position=1)
    with pytest.raises(EntryChanged, match="changed this item or its place"):
        arrange(reporting, meeting, "item_001", minutes=3, seen=seen)


def test_an_item_of_ones_own_comes_last_and_opens_what_it_is_about(reporting: Store, meeting: str):
    meetings.add(reporting, meeting_id=meeting, title="Webinars?", minutes=5, kpi_id="webinars", author="Ana")
    last = asked.agenda(reporting, meeting_id=meeting)[-1]
    assert (last.title, last.view, last.position) == ("Webinars?", "/kpis?kpi=Training+webinars", 4)
    with pytest.raises(EntryInvalid, match="KPI: “gone” is unknown"):
        meetings.add(reporting, meeting_id=meeting, title="More", minutes=5, kpi_id="gone", author="Ana")


def test_figures_are_those_of_the_beginning_until_somebody_refreshes_them(reporting: Store, meeting: str):
    batch = meetings.begin(reporting, meeting_id=meeting, author="Ana")
    assert asked.meetings(reporting)[0].frozen_at == NOW
    later = datetime(2020, 8, 15, 13, 0)  # noqa: DTZ001
    reporting.clock = lambda: later
    meetings.refresh(reporting, meeting_id=meeting, author="Ben", seen=batch)
    assert asked.meetings(reporting)[0].frozen_at == later
    with pytest.raises(EntryChanged, match="took the figures"):
        meetings.refresh(reporting, meeting_id=meeting, author="Cem", seen=batch)


def test_a_meeting_is_closed_and_keeps_its_figures_though_the_clock_went_back(reporting: Store, meeting: str):
    meetings.begin(reporting, meeting_id=meeting, author="Ana")
    reporting.clock = lambda: NOW - timedelta(hours=1)
    meetings.note(reporting, meeting_id=meeting, item_id=None, text="Said after the clock went back", author="Ana")
    meetings.close(reporting, meeting_id=meeting, author="Ana")
    (found,) = asked.meetings(reporting)
    assert (found.state, found.frozen_at) == ("closed", NOW)
    assert asked.notes(reporting, meeting_id=meeting, as_of=found.frozen_at) == []


def test_of_two_meetings_on_one_day_the_one_that_began_last_stands_first(reporting: Store, meeting: str):
    later = plan(reporting, meeting_name="After lunch")
    to_come = plan(reporting, meeting_name="Evening")
    meetings.begin(reporting, meeting_id=meeting, author="Ana")
    reporting.clock = lambda: NOW + timedelta(hours=1)
    meetings.begin(reporting, meeting_id=later, author="Ana")
    assert [row.meeting_id for row in asked.meetings(reporting)] == [to_come, later, meeting]


def test_a_meeting_is_begun_once_and_closed_once(reporting: Store, meeting: str):
    with pytest.raises(EntryInvalid, match="has not begun"):
        meetings.close(reporting, meeting_id=meeting, author="Ana")
    meetings.begin(reporting, meeting_id=meeting, author="Ana")
    with pytest.raises(EntryInvalid, match=r"Ana .* began or closed it already"):
        meetings.begin(reporting, meeting_id=meeting, author="Ben")
    meetings.close(reporting, meeting_id=meeting, author="Ana")
    with pytest.raises(EntryInvalid, match=r"Ana .* closed it already"):
        meetings.close(reporting, meeting_id=meeting, author="Ben")
    with pytest.raises(EntryInvalid, match="agenda stays as it is"):
        arrange(reporting, meeting, "item_001", minutes=3)
    with pytest.raises(EntryInvalid, match="not in the record"):
        meetings.close(reporting, meeting_id="gone", author="Ben")


def test_a_note_belongs_to_an_item_or_to_the_meeting(reporting: Store, meeting: str):
    with pytest.raises(EntryInvalid, match="has not begun"):
        note(reporting, meeting)
    meetings.begin(reporting, meeting_id=meeting, author="Ana")
    note(reporting, meeting)
    note(reporting, meeting, item_id=None, text="All agree")
    found = [(row.item_id, row.text) for row in asked.notes(reporting, meeting_id=meeting)]
    assert found == [("item_002", "Two more are planned"), (None, "All agree")]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": " "}, "Note: it is empty"),
        ({"text": "x" * 501}, "at most 500"),
        ({"text": "two more ARE planned"}, "noted the same"),
        ({"text": "two\u00a0more ARE plan\u200bned"}, "noted the same"),
        ({"item_id": "gone"}, "no longer on the agenda"),
    ],
)
def test_a_note_that_cannot_be_is_refused(reporting: Store, meeting: str, changed: dict, sentence: str):
    meetings.begin(reporting, meeting_id=meeting, author="Ana")
    note(reporting, meeting)
    with pytest.raises(EntryInvalid, match=sentence):
        note(reporting, meeting, **changed)


def note(store: Store, meeting_id: str, **changed: Any) -> str:
    usual = {"item_id": "item_002", "text": "Two more are planned", "author": "Ben"}
    return meetings.note(store, meeting_id=meeting_id, **usual | changed)
