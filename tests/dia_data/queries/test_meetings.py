"""Questions about meetings: what was known when, when KPIs were reviewed, what a meeting should speak about."""

from datetime import date, datetime

import pytest

from dia_data.agenda import Item
from dia_data.queries import meetings as asked
from dia_data.record import batches, events, kpis, meetings, programme
from dia_data.storage.store import Store
from tests.conftest import Record

DAY = date(2020, 8, 15)


def review(record: Record) -> Item:
    record({"activities": [{"activity_id": "kpi_monitoring", "activity_name": "Review", "kind": "evaluation"}]})
    return Item(title="Review", kind="standing", minutes=20, activity_id="kpi_monitoring")


def test_a_review_counts_once_its_meeting_has_begun(reporting: Store, record: Record):
    items = [review(record)]
    planned = meetings.plan(reporting, meeting_name="August", held_on=DAY, items=items, author="Ana")
    assert asked.last_review(reporting) is None
    meetings.begin(reporting, meeting_id=planned, author="Ana")
    assert asked.last_review(reporting) == DAY


def test_a_review_that_was_dropped_does_not_count(reporting: Store, record: Record):
    planned = meetings.plan(reporting, meeting_name="August", held_on=DAY, items=[review(record)], author="Ana")
    seen = asked.agenda(reporting, meeting_id=planned)[0].batch_id
    meetings.arrange(
        reporting, meeting_id=planned, item_id="item_001", position=1, minutes=20, is_dropped=True, author="Ana",
        seen=seen,
    )  # fmt: skip
    meetings.begin(reporting, meeting_id=planned, author="Ana")
    assert asked.last_review(reporting) is None


def test_what_is_behind_stands_on_the_proposed_agenda(reporting: Store):
    rows = [{"period": "2020-Q1", "partner_id": "scs", "value": 0}]
    kpis.record_results(reporting, kpi_id="webinars", rows=rows, author="Ana")
    attention = [one for one in asked.proposed(reporting, today=DAY) if one.kind == "attention"]
    assert "Training webinars" in [one.title for one in attention]


def test_an_agenda_is_what_it_was_at_a_date(reporting: Store):
    planned = meetings.plan(reporting, meeting_name="August", held_on=DAY, items=[], author="Ana")
    reporting.clock = lambda: datetime(2020, 8, 20)  # noqa: DTZ001
    meetings.add(reporting, meeting_id=planned, title="Later", minutes=5, author="Ana")
    assert asked.agenda(reporting, meeting_id=planned, as_of=datetime(2020, 8, 16)) == []  # noqa: DTZ001
    assert [item.title for item in asked.agenda(reporting, meeting_id=planned)] == ["Later"]


def test_without_a_meeting_the_questions_have_empty_answers(store: Store):
    assert asked.meetings(store) == []
    assert asked.agenda(store, meeting_id="none") == []
    assert asked.notes(store, meeting_id="none") == []


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 3, 31), None),
        (date(2020, 4, 1), "2020-Q1"),
        (date(2021, 9, 30), "2021-Q2"),
        (date(2021, 10, 1), "2021-Q3"),
        (date(2026, 12, 1), "2021-Q3"),
    ],
)
def test_the_last_quarter_is_one_of_the_programme_that_has_ended(reporting: Store, today: date, quarter: str | None):
    assert asked.find_last_quarter(reporting, today=today) == quarter


def test_a_programme_that_ends_within_a_quarter_has_that_quarter_as_its_last(reporting: Store):
    seen = programme.find_current(reporting).batch_id
    programme.reschedule(
        reporting, starts=date(2020, 1, 1), ends=date(2021, 11, 15), reason="Late", author="Ana", seen=seen
    )
    found = [asked.find_last_quarter(reporting, today=date(2021, 11, day)) for day in (15, 16)]
    assert found == ["2021-Q3", "2021-Q4"]


def test_what_was_undone_is_news_that_says_so(reporting: Store):
    batch_id = events.add(
        reporting, happened_on=date(2020, 8, 1), event_name="A fair", partner_id=None, country_code=None, kpi_id=None,
        activity_id=None, author="Ana",
    )  # fmt: skip
    batches.withdraw(reporting, batch_id=batch_id, reason="slip", author="Ben")
    first, second = asked.find_news(reporting, today=DAY).recorded[:2]
    assert first.startswith("Undone: 1 event “A fair”")
    assert first.endswith("(Ben)")
    assert second.startswith("1 event “A fair”")
