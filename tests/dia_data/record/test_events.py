"""Events: what happened and bears on the strategy."""

from datetime import date
from typing import Any

import pytest

from dia_data.errors import EntryInvalid
from dia_data.record import events
from dia_data.storage.store import Store


def add(store: Store, **changed: Any) -> str:
    usual = {"happened_on": date(2020, 3, 11), "event_name": "Pandemic declared", "author": "Ana"}
    return events.add(store, **usual | changed)


def test_an_event_is_kept_with_what_it_is_about(reporting: Store):
    add(reporting, kpi_id="webinars", activity_id="sme_call", partner_id="scs", country_code="USA")
    (found,) = reporting.rows("from events_as_of(null)")
    assert (found["event_name"], found["kpi_id"], found["country_code"]) == ("Pandemic declared", "webinars", "USA")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"happened_on": None}, "Day: nothing is chosen"),
        ({"happened_on": date(2021, 3, 11)}, "is in the future"),
        ({"happened_on": date(2019, 3, 11)}, "before the year of the programme"),
        ({"event_name": "\u200b"}, "What happened: it is empty"),
        ({"event_name": "x" * 501}, "at most 500"),
        ({"kpi_id": "unknown"}, "KPI: “unknown” is unknown"),
        ({"activity_id": "unknown"}, "Activity: “unknown” is unknown"),
        ({"partner_id": "unknown"}, "Partner: “unknown” is unknown"),
        ({"country_code": "MEX"}, "Market: “MEX” is unknown"),
        ({"author": ""}, "Your name"),
    ],
)
def test_an_event_that_cannot_be_is_refused(reporting: Store, changed: dict, sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        add(reporting, **changed)


def test_the_same_event_of_the_same_day_is_noted_once(reporting: Store):
    add(reporting)
    with pytest.raises(EntryInvalid, match="noted the same for that day"):
        add(reporting, event_name="pandemic\u00a0DECLARED\u00ad")
    add(reporting, happened_on=date(2020, 3, 12))
