"""The plans of KPIs with the due dates that they were made for, and which of them the dates have left behind."""

from datetime import date, datetime

import pytest

from dia_data import roadmap
from dia_data.queries import kpis, plans
from dia_data.record import activities, aims, batches, programme
from dia_data.storage.store import Change, Store
from tests.conftest import Record

SET_AT = datetime(2020, 8, 15, 12, 30)  # noqa: DTZ001
LATER = datetime(2020, 9, 1, 9)  # noqa: DTZ001
TODAY = LATER.date()


@pytest.fixture
def carried(reporting: Store, record: Record) -> Store:
    """The mission to the USA, planned for March 2021, sets when its SMEs are due."""
    row = {"activity_id": "sme_mission_usa", "kpi_id": "mission_smes", "sets_due": True}
    record({"activity_kpis": [row]}, kind="document", source_id="links")
    redate(reporting, "planned", date(2021, 3, 26))
    return reporting


def redate(store: Store, kind: str, ends: date) -> str:
    return activities.record_dates(
        store, activity_id="sme_mission_usa", kind=kind, starts=None, ends=ends, reason="Travel rules", author="Ada"
    )


def plan(store: Store, kpi_id: str = "webinars", scope_key: str = "consortium", **changed) -> str:
    usual = {"milestones": [("2020-12", 3), ("2021-09", 7)], "reason": "One a quarter", "author": "Ada", "seen": None}
    return aims.record_plan(store, kpi_id=kpi_id, scope_key=scope_key, **usual | changed)


def lags(store: Store) -> list[tuple[str, str, date, date]]:
    found = roadmap.find_lags(plans.plans(store), kpis.standings(store, today=TODAY))
    return [(lag.kpi_id, lag.scope_key, lag.due_then, lag.due_now) for lag in found]


def test_an_empty_record_has_no_plan(draft: Change):
    assert plans.plans(draft) == []


def test_a_plan_has_its_milestones_who_set_it_and_when_the_programme_was_to_end(reporting: Store):
    plan(reporting)
    (row,) = plans.plans(reporting)
    assert (row.kpi_name, row.scope_key, row.reason) == ("Training webinars", "consortium", "One a quarter")
    assert (row.months, row.expected) == ((date(2020, 12, 1), date(2021, 9, 1)), (3.0, 7.0))
    assert (row.recorded_by, row.recorded_at) == ("Ada", SET_AT)
    assert (row.dues, row.programme_ends) == ({}, date(2021, 9, 30))


def test_a_plan_keeps_its_milestones_and_lags_once_the_programme_was_moved(reporting: Store):
    plan(reporting)
    assert lags(reporting) == []
    reporting.clock = lambda: LATER
    programme.reschedule(reporting, starts=date(2020, 4, 1), reason="Later", author="Ada")
    assert lags(reporting) == [("webinars", "consortium", date(2021, 9, 30), date(2021, 12, 31))]
    assert plans.plans(reporting)[0].expected == (3.0, 7.0)


def test_a_plan_that_is_set_anew_lags_no_more_until_the_move_is_taken_back(reporting: Store):
    seen = plan(reporting)
    reporting.clock = lambda: LATER
    moved = programme.reschedule(reporting, starts=date(2020, 4, 1), reason="Later", author="Ada")
    plan(reporting, milestones=[("2021-12", 7)], seen=seen)
    assert lags(reporting) == []
    reporting.clock = lambda: LATER.replace(hour=10)
    batches.withdraw(reporting, batch_id=moved, reason="Not agreed", author="Ada")
    assert lags(reporting) == [("webinars", "consortium", date(2021, 12, 31), date(2021, 9, 30))]


def test_a_plan_of_a_mission_lags_when_the_mission_moves_and_so_does_the_common_plan_of_all(carried: Store):
    plan(carried, "mission_smes", "sme_mission_usa", milestones=[("2021-03", 10)])
    carried.clock = lambda: LATER
    redate(carried, "revised", date(2021, 6, 18))
    wanted = [("mission_smes", "sme_mission_usa", date(2021, 3, 26), date(2021, 6, 18))]
    assert lags(carried) == wanted


def test_a_common_plan_lags_in_the_scope_whose_dates_moved(carried: Store):
    plan(carried, "mission_smes", "each_mission", milestones=[("2021-03", 10)])
    carried.clock = lambda: LATER
    redate(carried, "revised", date(2021, 2, 26))
    (lag,) = roadmap.find_lags(plans.plans(carried), kpis.standings(carried, today=TODAY))
    assert (lag.scope_key, lag.days, lag.set_on, lag.set_by) == ("sme_mission_usa", -28, SET_AT.date(), "Ada")


def test_on_a_past_day_a_plan_had_not_been_left_behind(reporting: Store):
    plan(reporting)
    reporting.clock = lambda: LATER
    programme.reschedule(reporting, starts=date(2020, 4, 1), reason="Later", author="Ada")
    then = {"as_of": datetime(2020, 8, 20)}  # noqa: DTZ001
    assert roadmap.find_lags(plans.plans(reporting, **then), kpis.standings(reporting, today=TODAY, **then)) == []
