"""Decisions: taken in a meeting, carried out by a batch or by somebody, open again."""

from datetime import date
from typing import Any

import pytest

from dia_data.agenda import Item
from dia_data.errors import EntryChanged, EntryInvalid
from dia_data.queries import decisions as asked
from dia_data.record import activities, decisions, meetings
from dia_data.storage.store import Store


@pytest.fixture
def meeting(reporting: Store) -> str:
    """A meeting that is being held."""
    items = [Item(title="Training webinars", kind="own", minutes=5, kpi_id="webinars")]
    planned = meetings.plan(reporting, meeting_name="August", held_on=date(2020, 8, 15), items=items, author="Ana")
    meetings.begin(reporting, meeting_id=planned, author="Ana")
    return planned


def decide(store: Store, meeting_id: str, **changed: Any) -> str:
    usual = {
        "item_id": "item_001",
        "text": "Hold two more webinars",
        "partner_id": "gaia",
        "due": date(2020, 9, 30),
        "kpi_id": "webinars",
        "view": "/kpis?kpi=Training+webinars&as_of=2020-08-15",
        "author": "Ben",
    }
    return decisions.decide(store, meeting_id=meeting_id, **usual | changed)


def test_a_decision_is_kept_with_its_item_its_owner_and_the_view_it_was_taken_on(reporting: Store, meeting: str):
    decide(reporting, meeting)
    (found,) = asked.decisions(reporting, meeting_id=meeting)
    assert (found.title, found.partner, found.kpi_name) == ("Training webinars", "GAIA", "Training webinars")
    assert (found.taken_by, found.is_done) == ("Ben", False)
    assert found.view.endswith("as_of=2020-08-15")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": "\u200b"}, "Decision: it is empty"),
        ({"text": "hold TWO more webinars"}, "Ben recorded the same"),
        ({"text": "\uff28old TWO more webi\u00adnars"}, "Ben recorded the same"),
        ({"partner_id": "gone"}, "Owner: “gone” is unknown"),
        ({"due": date(2020, 8, 14)}, "14 Aug 2020 has passed"),
        ({"kpi_id": "gone"}, "KPI: “gone” is unknown"),
        ({"activity_id": "gone"}, "Activity: “gone” is unknown"),
        ({"view": "https://example.org"}, "not an address of the dashboard"),
        ({"view": "//example.org"}, "not an address of the dashboard"),
        ({"item_id": "gone"}, "no longer on the agenda"),
        ({"author": ""}, "Your name"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(reporting: Store, meeting: str, changed: dict, sentence: str):
    decide(reporting, meeting)
    with pytest.raises(EntryInvalid, match=sentence):
        decide(reporting, meeting, **{"text": "Something else"} | changed)


def test_a_closed_meeting_decides_nothing_more(reporting: Store, meeting: str):
    meetings.close(reporting, meeting_id=meeting, author="Ana")
    with pytest.raises(EntryInvalid, match="its minutes are done"):
        decide(reporting, meeting)


def test_a_decision_is_carried_out_by_the_batch_that_changed_a_date(reporting: Store, meeting: str):
    batch = decide(reporting, meeting)
    decision = asked.decisions(reporting)[0].decision_id
    dated = activities.record_dates(
        reporting, activity_id="sme_call", kind="revised", starts=None, ends=date(2020, 10, 31),
        reason="as decided", author="Ana",
    )  # fmt: skip
    assert [one.batch_id for one in asked.plan_changes(reporting)] == [dated]
    decisions.finish(reporting, decision_id=decision, author="Ana", seen=batch, changed_batch=dated)
    (found,) = asked.decisions(reporting)
    assert (found.is_done, found.changed_batch, found.taken_by) == (True, dated, "Ben")
    assert "SME call" in asked.carried_out(reporting, batch_id=dated).what
    assert asked.carried_out(reporting, batch_id="gone") is None


def test_who_marks_second_sees_that_it_is_done(reporting: Store, meeting: str):
    batch = decide(reporting, meeting)
    decision = asked.decisions(reporting)[0].decision_id
    done = decisions.finish(reporting, decision_id=decision, author="Ana", seen=batch)
    with pytest.raises(EntryChanged, match="it is carried out now"):
        decisions.finish(reporting, decision_id=decision, author="Cem", seen=batch)
    with pytest.raises(EntryInvalid, match="recorded already"):
        decisions.finish(reporting, decision_id=decision, author="Cem", seen=done)
    with pytest.raises(EntryInvalid, match="not in the record"):
        decisions.finish(reporting, decision_id="gone", author="Cem", seen=done)
    with pytest.raises(EntryInvalid, match="choose a change of a target"):
        decisions.finish(reporting, decision_id=decision, author="Cem", seen=done, changed_batch=batch)


def test_open_decisions_come_first_by_due_date(reporting: Store, meeting: str):
    decide(reporting, meeting, text="Later", due=date(2020, 12, 1))
    decide(reporting, meeting, text="Whenever", due=None, partner_id=None)
    first = decide(reporting, meeting, text="Soon", due=date(2020, 9, 1))
    done = {row.text: row.decision_id for row in asked.decisions(reporting)}["Soon"]
    assert [row.text for row in asked.decisions(reporting)] == ["Soon", "Later", "Whenever"]
    decisions.finish(reporting, decision_id=done, author="Ana", seen=first)
    assert [row.text for row in asked.decisions(reporting)] == ["Later", "Whenever", "Soon"]
