"""Which events concern a KPI: those that name it, and those of an activity that carries it."""

from datetime import date, datetime
from typing import Any

import pytest

from dia_data.queries import events
from dia_data.record import batches
from dia_data.record import events as recording
from dia_data.storage.store import Change, Store
from tests.conftest import Record


@pytest.fixture
def carried(reporting: Store, record: Record) -> Store:
    """The mission to the USA carries the matchmaking meetings."""
    row = {"activity_id": "sme_mission_usa", "kpi_id": "meetings", "sets_due": False}
    record({"activity_kpis": [row]}, kind="document", source_id="links")
    return reporting


def add(store: Store, name: str, day: date, **about: Any) -> str:
    return recording.add(store, happened_on=day, event_name=name, author="Ada", **about)


def test_an_empty_record_has_no_event(draft: Change):
    assert events.of_kpi(draft, kpi_id="meetings") == []


def test_events_of_the_kpi_and_of_what_carries_it_stand_in_the_order_in_which_they_happened(carried: Store):
    add(carried, "Mission", date(2020, 5, 4), activity_id="sme_mission_usa", partner_id="gaia")
    add(carried, "Fair", date(2020, 3, 2), kpi_id="meetings", country_code="DEU")
    add(carried, "Call", date(2020, 4, 1), activity_id="sme_call")
    add(carried, "Webinar", date(2020, 4, 2), kpi_id="webinars")
    fair, mission = events.of_kpi(carried, kpi_id="meetings")
    assert (fair.event_name, fair.country_code, fair.names_kpi) == ("Fair", "DEU", True)
    assert (mission.event_name, mission.partner, mission.names_kpi) == ("Mission", "GAIA", False)
    assert (mission.activity_name, mission.recorded_by) == ("Mission to USA", "Ada")


def test_an_event_that_names_no_country_is_in_that_of_its_activity(carried: Store):
    add(carried, "Mission", date(2020, 5, 4), activity_id="sme_mission_usa")
    add(carried, "Online", date(2020, 5, 5), kpi_id="meetings")
    assert [row.country_code for row in events.of_kpi(carried, kpi_id="meetings")] == ["USA", None]


def test_an_event_is_one_row_though_it_names_the_kpi_and_an_activity_that_carries_it(carried: Store):
    add(carried, "Mission", date(2020, 5, 4), activity_id="sme_mission_usa", kpi_id="meetings")
    assert [row.names_kpi for row in events.of_kpi(carried, kpi_id="meetings")] == [True]


def test_what_was_noted_later_or_taken_back_is_not_there(carried: Store):
    batch_id = add(carried, "Fair", date(2020, 3, 2), kpi_id="meetings")
    before = datetime(2020, 8, 1)  # noqa: DTZ001
    assert events.of_kpi(carried, kpi_id="meetings", as_of=before) == []
    batches.withdraw(carried, batch_id=batch_id, reason="Another year", author="Ada")
    assert events.of_kpi(carried, kpi_id="meetings") == []
