"""What was recorded and taken back, told in sentences."""

from datetime import date, timedelta

import pytest

from dia_data.queries import history
from dia_data.record import activities, aims, batches, comments, events, kpis, markets, programme
from dia_data.storage.store import Store
from tests.dia_data.conftest import NOW

DAY = NOW.date()


def row(partner_id: str, period: str = "2020-Q2") -> dict:
    return {"period": period, "partner_id": partner_id, "value": 3}


def report(store: Store, *rows: dict, **more) -> str:
    return kpis.record_results(store, kpi_id="webinars", rows=rows or [row("scs"), row("gaia")], author="Ana", **more)


def told(store: Store, start=DAY, end=DAY, **more) -> list[tuple[str, str, str]]:
    found = history.between(store, start=start, end=end, **more).to_dict("records")
    return [(one["action"], one["who"], one["what"]) for one in found if one["kind"] == "entry"]


def test_the_role_of_a_market_is_told_with_its_name(reporting: Store):
    markets.assign(
        reporting, country_code="MEX", role="target_world", reason="r", author="Ana",
        seen=markets.find_current(reporting)["MEX"].batch_id,
    )  # fmt: skip
    assert told(reporting)[0] == ("recorded", "Ana", "1 role of a market: Mexico, target market outside Europe")


def test_a_batch_is_told_in_one_sentence_with_who_and_why(reporting: Store):
    report(reporting, reason="late answers")
    (found,) = (
        one for one in history.between(reporting, start=DAY, end=DAY).to_dict("records") if one["kind"] == "entry"
    )
    assert found["what"] == "2 results of Training webinars for 2020 Q2 by GAIA and SCS"
    assert (found["who"], found["why"], found["changed_at"]) == ("Ana", "late answers", NOW)


def test_what_was_taken_back_is_told_too_the_newest_first(reporting: Store):
    batch = report(reporting, row("scs"))
    batches.withdraw(reporting, batch_id=batch, reason="typing error", author="Ben")
    sentence = "1 result of Training webinars for 2020 Q2 by SCS"
    assert told(reporting) == [("withdrawn", "Ben", sentence), ("recorded", "Ana", sentence)]


def test_each_kind_of_entry_has_its_sentence(reporting: Store):
    aims.record_owner(reporting, kpi_id="webinars", partner_id="scs", author="A", seen=None)
    aims.record_plan(
        reporting,
        kpi_id="webinars",
        scope_key="consortium",
        milestones=[("2020-06", 2)],
        reason="r",
        author="A",
        seen=None,
    )
    events.add(reporting, happened_on=date(2020, 3, 11), event_name="Pandemic declared", author="A")
    comments.add(reporting, subject_kind="kpi", subject="webinars", text="Too few?", author="A")
    activities.record_dates(
        reporting, activity_id="sme_call", kind="revised", starts=date(2020, 4, 1), ends=date(2020, 5, 31), reason="r",
        author="A",
    )  # fmt: skip
    programme.reschedule(reporting, starts=date(2020, 2, 1), reason="r", author="A")
    assert [what for _, _, what in told(reporting)] == [
        "1 date of the programme: Feb 2020 to Oct 2021; 1 date of SME call: revised 1 May 2020 to 30 Jun 2020",
        "1 date of SME call: revised 1 Apr 2020 to 31 May 2020",
        "1 comment on Training webinars",
        "1 event “Pandemic declared” on 11 Mar 2020",
        "1 milestone of Training webinars",
        "1 owner of Training webinars: SCS",
    ]


def test_of_many_names_the_first_are_named_and_the_others_counted(reporting: Store):
    report(reporting, *(row("scs", period) for period in ("2020-Q1", "2020-04", "2020-05", "2020-06", "2020-Q3")))
    assert told(reporting)[0][2] == "5 results of Training webinars for Apr 2020, May 2020, Jun 2020 and 2 more by SCS"


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (DAY, DAY, 1),
        (DAY - timedelta(days=1), DAY - timedelta(days=1), 0),
        (DAY + timedelta(days=1), DAY + timedelta(days=9), 0),
        (NOW, NOW, 1),
        (NOW + timedelta(seconds=1), NOW + timedelta(days=99), 0),
    ],
)
def test_a_day_counts_whole_and_a_moment_as_it_is(reporting: Store, start, end, count: int):
    report(reporting)
    assert len(told(reporting, start, end)) == count


def test_at_a_past_date_what_came_later_is_not_told(reporting: Store):
    report(reporting)
    assert told(reporting, as_of=NOW - timedelta(hours=1)) == []


def test_documents_are_told_by_what_was_read(reporting: Store):
    (found,) = history.between(reporting, start=date(2000, 1, 1), end=date(2100, 1, 1)).to_dict("records")
    assert (found["kind"], found["what"].startswith("Read from “d31”: countries")) == ("document", True)


def test_entries_that_can_be_undone_are_those_that_count(reporting: Store):
    first, second = report(reporting, row("scs")), report(reporting, row("gaia"))
    batches.withdraw(reporting, batch_id=second, reason="typing error", author="Ben")
    assert [one.batch_id for one in history.entries(reporting, most=10)] == [first]
    third = report(reporting, row("gaia"))
    assert [one.batch_id for one in history.entries(reporting, most=1)] == [third]


def test_where_nothing_happened_the_answer_is_empty_and_keeps_its_columns(store: Store):
    assert list(history.between(store, start=DAY, end=DAY).columns) == list(history.COLUMNS)
