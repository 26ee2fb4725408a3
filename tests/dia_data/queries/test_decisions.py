"""Questions about decisions: the register as it was at a date, and what carried a decision out."""

from datetime import date, datetime

from dia_data.queries import decisions as asked
from dia_data.record import activities, batches, decisions, meetings
from dia_data.storage.store import Store


def test_the_register_is_what_it_was_at_a_date(reporting: Store):
    planned = meetings.plan(reporting, meeting_name="August", held_on=date(2020, 8, 15), items=[], author="Ana")
    meetings.begin(reporting, meeting_id=planned, author="Ana")
    batch = decisions.decide(
        reporting, meeting_id=planned, item_id=None, text="Meet", partner_id=None, due=None, author="Ana"
    )
    decision = asked.decisions(reporting)[0].decision_id
    reporting.clock = lambda: datetime(2020, 8, 20)  # noqa: DTZ001
    decisions.finish(reporting, decision_id=decision, author="Ben", seen=batch)
    then = asked.decisions(reporting, as_of=datetime(2020, 8, 16))  # noqa: DTZ001
    assert [row.is_done for row in then] == [False]
    assert [row.is_done for row in asked.decisions(reporting)] == [True]


def test_what_carried_a_decision_out_is_told_until_it_is_taken_back(reporting: Store):
    batch = activities.record_dates(
        reporting, activity_id="sme_call", kind="revised", starts=date(2020, 9, 1), ends=None, reason="late",
        author="Ana", seen=None,
    )  # fmt: skip
    assert asked.carried_out(reporting, batch_id=batch).what == "1 date of SME call: revised 1 Sep 2020"
    batches.withdraw(reporting, batch_id=batch, reason="too early", author="Ben")
    assert asked.carried_out(reporting, batch_id=batch) is None


def test_without_a_decision_the_questions_have_empty_answers(store: Store):
    assert asked.decisions(store) == []
    assert asked.plan_changes(store) == []
    assert asked.carried_out(store, batch_id="none") is None
