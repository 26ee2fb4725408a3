"""What a batch changed: each value beside what stood there before, as known when the batch was recorded."""

from datetime import date
from typing import Any

import pytest

from dia_data.queries import batches as asked
from dia_data.record import activities, aims, batches, comments, kpis, markets, standing_reports
from dia_data.storage.store import Store


def told(store: Store, batch_id: str) -> list[tuple[Any, ...]]:
    return [
        (" · ".join(str(value) for value in row.about.values()), row.field, row.before, row.after)
        for row in asked.changes(store, batch_id=batch_id)
    ]


def report(store: Store, value: int, **more: Any) -> str:
    row = {"period": "2020-Q2", "partner_id": "scs", "value": value}
    return kpis.record_results(store, kpi_id="webinars", rows=[row], author="Ana", **more)


def seen(store: Store) -> dict[str, str]:
    return {row.result_id: row.batch_id for row in standing_reports.list_reported(store, kpi_id="webinars")}


def test_a_correction_stands_beside_what_it_corrects_and_a_first_report_beside_nothing(reporting: Store):
    first = report(reporting, 3)
    second = report(reporting, 5, seen=seen(reporting))
    about = "Training webinars · 2020-Q2 · SCS"
    assert told(reporting, first) == [(about, "value", None, 3)]
    assert told(reporting, second) == [(about, "value", 3, 5)]


def test_what_was_taken_back_before_is_not_what_stood_there_and_what_came_later_changes_nothing(reporting: Store):
    first = report(reporting, 3)
    batches.withdraw(reporting, batch_id=first, reason="wrong", author="Ana")
    second = report(reporting, 5)
    report(reporting, 6, seen=seen(reporting))
    batches.withdraw(reporting, batch_id=second, reason="wrong", author="Ana")
    assert told(reporting, second) == [("Training webinars · 2020-Q2 · SCS", "value", None, 5)]


def test_a_role_and_dates_stand_beside_those_of_the_document(reporting: Store):
    role = markets.assign(
        reporting, country_code="MEX", role="target_world", reason="elections", author="Ana",
        seen=markets.find_current(reporting)["MEX"].batch_id,
    )  # fmt: skip
    assert told(reporting, role)[0] == ("Mexico", "role", "reserve", "target_world")
    planned = activities.find_current(reporting, activity_id="sme_call", kind="planned").batch_id
    dates = activities.record_dates(
        reporting, activity_id="sme_call", kind="planned", starts=date(2020, 5, 1), ends=date(2020, 6, 30),
        reason="late", author="Ana", seen=planned,
    )  # fmt: skip
    assert told(reporting, dates) == [
        ("SME call · planned", "starts", date(2020, 3, 1), date(2020, 5, 1)),
        ("SME call · planned", "ends", date(2020, 4, 30), date(2020, 6, 30)),
        ("SME call · planned", "reason", None, "late"),
    ]


def test_of_a_plan_the_months_that_went_are_told_as_well(reporting: Store):
    usual = {"kpi_id": "webinars", "scope_key": "consortium", "reason": "agreed", "author": "Ana"}
    first = aims.record_plan(reporting, milestones=[("2020-06", 2)], seen=None, **usual)
    second = aims.record_plan(reporting, milestones=[("2020-09", 4)], seen=first, **usual)
    about = "Training webinars · consortium"
    expected = [line for line in told(reporting, second) if line[1] == "expected"]
    assert expected == [
        (f"{about} · 2020-09-01", "expected", None, 4),
        (f"{about} · 2020-06-01", "expected", 2, None),
    ]


def test_an_owner_is_told_by_name(reporting: Store):
    batch = aims.record_owner(reporting, kpi_id="webinars", partner_id="gaia", author="Ana", seen=None)
    assert told(reporting, batch) == [("Training webinars", "partner_id", None, "GAIA")]


def test_a_comment_is_told_with_its_text(reporting: Store):
    batch = comments.add(reporting, subject_kind="kpi", subject="webinars", text="Too few?", author="Ana")
    assert ("text", None, "Too few?") in [line[1:] for line in told(reporting, batch)]


@pytest.mark.parametrize("batch_id", ["", "nowhere", "form/kpi_results/9", "a/b"])
def test_an_unknown_batch_changed_nothing(reporting: Store, batch_id: str):
    assert asked.changes(reporting, batch_id=batch_id) == []


def test_a_document_is_no_change(reporting: Store):
    document = reporting.value("select batch_id from batches where kind = 'document' limit 1")
    assert asked.changes(reporting, batch_id=document) == []
