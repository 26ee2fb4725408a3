"""Dates of activities: planned, revised and actual, each kept with its reason."""

from datetime import date
from typing import Any

import pytest

from dia_data.errors import EntryChanged, EntryInvalid
from dia_data.record import activities
from dia_data.storage.store import Store


def dated(store: Store, **changed: Any) -> str:
    usual = {
        "activity_id": "sme_call", "kind": "revised", "starts": date(2020, 4, 1), "ends": date(2020, 6, 30),
        "reason": "travel rules", "author": "Ana", "seen": None,
    }  # fmt: skip
    return activities.record_dates(store, **usual | changed)


def current(store: Store, kind: str = "revised") -> activities.CurrentDates:
    found = activities.find_current(store, activity_id="sme_call", kind=kind)
    assert found
    return found


def test_revised_dates_stand_beside_the_planned_ones(reporting: Store):
    dated(reporting)
    assert (current(reporting).ends, current(reporting).reason) == (date(2020, 6, 30), "travel rules")
    assert current(reporting, "planned").ends == date(2020, 4, 30)


def test_a_further_revision_counts_and_the_one_before_stays_in_the_record(reporting: Store):
    first = dated(reporting)
    dated(reporting, ends=date(2020, 9, 30), seen=first)
    assert current(reporting).ends == date(2020, 9, 30)
    assert reporting.value("select count(*) from activity_dates where kind = 'revised'") == 2


def test_one_of_the_two_dates_may_be_open(reporting: Store):
    dated(reporting, kind="actual", ends=None, reason="")
    assert (current(reporting, "actual").starts, current(reporting, "actual").ends) == (date(2020, 4, 1), None)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"activity_id": "unknown"}, "Activity: “unknown” is unknown"),
        ({"kind": "wished"}, "Kind: “wished” is unknown"),
        ({"starts": None, "ends": None}, "Dates: none is chosen"),
        ({"ends": date(2020, 3, 31)}, "before the start"),
        ({"reason": ""}, "a short reason for revised dates"),
        ({"kind": "actual", "ends": date(2020, 8, 16)}, "is in the future"),
        ({"ends": date(2027, 6, 30)}, "far outside the programme"),
        ({"starts": date(2018, 6, 30)}, "far outside the programme"),
        ({"author": ""}, "Your name"),
    ],
)
def test_dates_that_cannot_be_are_refused(reporting: Store, changed: dict, sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        dated(reporting, **changed)


def test_a_first_plan_needs_no_reason_and_a_changed_one_does(reporting: Store):
    dated(reporting, activity_id="sme_mission_usa", kind="planned", reason="")
    with pytest.raises(EntryInvalid, match="a short reason for a change of dates"):
        dated(reporting, kind="planned", reason="", seen=current(reporting, "planned").batch_id)


def test_the_same_dates_again_are_refused(reporting: Store):
    first = dated(reporting)
    with pytest.raises(EntryInvalid, match=r"Ana \(15 Aug 2020, 14:30 Brussels time\) recorded the same"):
        dated(reporting, seen=first)


def test_who_is_second_sees_the_dates_of_the_first(reporting: Store):
    dated(reporting)
    with pytest.raises(EntryChanged, match="dated “SME call”: 1 Apr 2020 to 30 Jun 2020"):
        dated(reporting, ends=date(2020, 7, 31), author="Ben")
    with pytest.raises(EntryChanged, match="undone"):
        dated(reporting, kind="actual", seen="gone")


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (date(2020, 4, 1), date(2020, 6, 30), "1 Apr 2020 to 30 Jun 2020"),
        (date(2020, 4, 1), None, "from 1 Apr 2020, no end set"),
        (None, date(2020, 6, 30), "until 30 Jun 2020, no start set"),
        (None, None, "not set"),
    ],
)
def test_dates_are_said_with_what_is_open(starts: date | None, ends: date | None, said: str):
    assert activities.format_span(starts, ends) == said
