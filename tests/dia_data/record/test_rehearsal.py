"""Rehearsing: what would be said of the record after an entry, without making it."""

from typing import Any

import pytest

from dia_data.errors import EntryInvalid
from dia_data.record import kpis, rehearsal
from dia_data.storage.store import Reader, Store

ROW = {"period": "2020-Q2", "partner_id": "scs", "value": 3}


def total(reader: Reader) -> float:
    return reader.value("select coalesce(sum(value), 0) from kpi_results_as_of(null)")


def rehearsed(store: Store, **changed: Any) -> rehearsal.Rehearsed[float]:
    usual = {"kpi_id": "webinars", "rows": [ROW], "author": "Ana"}
    return rehearsal.rehearse(store, kpis.record_results, total, **usual | changed)


def test_it_says_what_was_and_what_would_be_and_keeps_nothing(reporting: Store):
    told: list[int] = []
    reporting.follow(told.append)
    revision = reporting.revision
    assert rehearsed(reporting) == (0, 3)
    assert (total(reporting), reporting.revision, told) == (0, revision, [])
    assert reporting.value("select count(*) from sources where source_id = 'kpi_form'") == 0


def test_what_is_refused_is_refused_in_rehearsal_too_and_recording_goes_on(reporting: Store):
    with pytest.raises(EntryInvalid, match="below zero"):
        rehearsed(reporting, rows=[ROW | {"value": -1}])
    kpis.record_results(reporting, kpi_id="webinars", rows=[ROW], author="Ana")
    assert total(reporting) == 3
