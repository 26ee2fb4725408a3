"""Meetings: prepared, arranged, begun, noted, closed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from dia_data.agenda import Item
from dia_data.errors import EntryChanged, EntryInvalid, RowsInvalid
from dia_data.queries import meetings as asked
from dia_data.record import meetings
from dia_data.storage.store import Store
from dia_data.wording.attendance import describe_attendance
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


def attend(store: Store, meeting_id: str, *, seen: dict | None = None, **states: str) -> str:
    return meetings.attend(store, meeting_id=meeting_id, states=states, author="Ana", seen=seen or {})


def test_who_was_there_is_recorded_for_each_partner_and_can_be_corrected(reporting: Store, meeting: str):
    attend(reporting, meeting, scs="present")
    found = asked.attendance(reporting, meeting_id=meeting)
    assert [(one.partner, one.state) for one in found] == [("SCS", "present"), ("GAIA", None)]
    assert describe_attendance(found) == "Present: SCS. Not recorded: GAIA."
    with pytest.raises(EntryChanged, match="somebody else recorded the attendance of SCS"):
        attend(reporting, meeting, scs="excused")
    attend(reporting, meeting, scs="excused", gaia="present", seen={"scs": found[0].batch_id})
    said = describe_attendance(asked.attendance(reporting, meeting_id=meeting))
    assert said == "Present: GAIA. Excused: SCS."


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        ({"nobody": "present"}, "Partner: “nobody” is unknown"),
        ({"scs": "asleep"}, "Attendance: “asleep” is unknown; choose one of present, excused, absent"),
        ({}, "Attendance: nothing is changed"),
    ],
)
def test_an_attendance_that_cannot_be_is_refused(reporting: Store, meeting: str, states: dict, sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        attend(reporting, meeting, **states)


def matters(store: Store) -> list[tuple[str, str, date | None]]:
    return [(one.matter, one.figure, one.until) for one in asked.settled(store)]


MATTER = Item(
    title="Off track", kind="attention", minutes=5, kpi_id="webinars", matter="off_track|kpi|webinars", figure="3 of 7"
)


def test_what_an_item_is_about_is_settled_or_put_off_to_a_day(reporting: Store):
    held = plan(reporting, items=[MATTER])
    (item,) = asked.agenda(reporting, meeting_id=held)
    of_item = {"meeting_id": held, "item_id": item.item_id, "reason": "", "author": "Ana", "seen": item.batch_id}
    meetings.settle(reporting, **of_item, until=None)
    assert matters(reporting) == [("off_track|kpi|webinars", "3 of 7", None)]
    meetings.settle(reporting, **of_item, until=date(2020, 9, 1))
    assert matters(reporting) == [("off_track|kpi|webinars", "3 of 7", date(2020, 9, 1))]
    with pytest.raises(EntryInvalid, match="15 Aug 2020 is not to come"):
        meetings.settle(reporting, **of_item, until=date(2020, 8, 15))


def test_an_item_that_is_about_nothing_that_needed_attention_is_not_settled(reporting: Store, meeting: str):
    first = asked.agenda(reporting, meeting_id=meeting)[0]
    with pytest.raises(EntryInvalid, match="only what needed attention can be settled or put off"):
        meetings.settle(
            reporting, meeting_id=meeting, item_id=first.item_id, until=None, reason="", author="Ana",
            seen=first.batch_id,
        )  # fmt: skip


def row(item_id: str, position: str, minutes: str, **more: Any) -> dict:
    return {
        "item_id": item_id, "position": position, "minutes": minutes, "is_dropped": False, "is_settled": False,
        "until": "",
    } | more  # fmt: skip


def arrange_all(store: Store, meeting_id: str, *rows: dict) -> str:
    seen = {item.item_id: item.batch_id for item in asked.agenda(store, meeting_id=meeting_id)}
    return meetings.arrange_all(store, meeting_id=meeting_id, rows=rows, author="Ana", seen=seen)


def test_several_items_change_places_and_times_at_once_and_the_others_make_room(reporting: Store, meeting: str):
    arrange_all(reporting, meeting, row("item_003", "1", "20"), row("item_001", "2", "10", is_dropped=True))
    found = asked.agenda(reporting, meeting_id=meeting)
    assert [(one.item_id, one.minutes, one.is_dropped) for one in found] == [
        ("item_003", 20, False), ("item_001", 10, True), ("item_002", 5, False),
    ]  # fmt: skip


def test_what_is_put_off_on_the_sheet_is_dropped_from_this_meeting(reporting: Store):
    held = plan(reporting, items=[MATTER])
    arrange_all(reporting, held, row("item_001", "1", "5", until="1.10.2020"))
    assert titles(reporting, held) == []
    assert matters(reporting) == [("off_track|kpi|webinars", "3 of 7", date(2020, 10, 1))]


def test_what_is_wrong_on_the_sheet_of_an_agenda_is_said_by_its_row(reporting: Store, meeting: str):
    before = reporting.revision
    with pytest.raises(RowsInvalid) as refused:
        arrange_all(
            reporting, meeting, row("item_001", "9", "10"), row("item_002", "2", "long"), row("item_003", "3", "15"),
            row("gone", "1", "5"), row("item_003", "1", "5", until="spring"),
        )  # fmt: skip
    assert {place: problems[0].split(":")[0] for place, problems in refused.value.of_rows.items()} == {
        0: "Place",
        1: "Minutes",
        3: "It is no longer on the agenda. Open the sheet again.",
        4: "It stands twice on this sheet. Keep one of them.",
    }
    assert reporting.revision == before


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
