"""Dating the programme anew: its dates and those of all activities move together."""

from datetime import date

import pytest

from dia_data.errors import EntryChanged, EntryInvalid
from dia_data.record import activities, programme
from dia_data.storage.store import Store


def redate(store: Store, starts: date | None = date(2027, 1, 1), **changed) -> str:
    return programme.reschedule(store, **{"starts": starts, "reason": "new grant", "author": "Lead"} | changed)


def dates(store: Store) -> dict[tuple[str, str], tuple[date, date]]:
    found = store.rows("from activity_dates_as_of(null)")
    return {(row["activity_id"], row["kind"]): (row["starts"], row["ends"]) for row in found}


def test_the_programme_and_its_activities_move_by_the_same_months_in_one_batch(reporting: Store):
    batch = redate(reporting)
    now = programme.find_current(reporting)
    assert (now.starts, now.ends, now.reason) == (date(2027, 1, 1), date(2028, 9, 30), "new grant")
    assert dates(reporting) == {
        ("sme_call", "planned"): (date(2020, 3, 1), date(2020, 4, 30)),
        ("sme_call", "revised"): (date(2027, 3, 1), date(2027, 4, 30)),
    }
    assert reporting.value("select count(*) from activity_dates where batch_id = $batch", batch=batch) == 1


def test_moved_twice_the_revised_dates_move_on(reporting: Store):
    redate(reporting)
    redate(reporting, date(2027, 2, 1))
    assert dates(reporting)["sme_call", "revised"] == (date(2027, 4, 1), date(2027, 5, 31))


def test_what_is_done_stays_where_it_was(reporting: Store):
    activities.record_dates(
        reporting, activity_id="sme_call", kind="actual", starts=date(2020, 3, 1), ends=date(2020, 5, 5), reason="",
        author="Ana",
    )  # fmt: skip
    redate(reporting)
    assert ("sme_call", "revised") not in dates(reporting)


def test_a_new_end_lengthens_the_programme_and_moves_no_activity(reporting: Store):
    redate(reporting, date(2020, 1, 1), ends=date(2022, 6, 30))
    assert programme.find_current(reporting).ends == date(2022, 6, 30)
    assert ("sme_call", "revised") not in dates(reporting)


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2021, 9, 30), 5, date(2022, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2021, 2, 28), -12, date(2020, 2, 29)),
        (date(2020, 1, 30), 1, date(2020, 2, 29)),
        (date(2020, 1, 15), -1, date(2019, 12, 15)),
        (date(2020, 12, 31), 0, date(2020, 12, 31)),
    ],
)
def test_a_day_keeps_its_place_in_the_month_and_the_last_day_stays_the_last(day: date, months: int, moved: date):
    assert programme.shift_day(day, months) == moved


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"starts": None}, "Start: nothing is chosen"),
        ({"starts": date(2027, 1, 15)}, "not the first day of a month"),
        ({"starts": date(1927, 1, 1)}, "the year 1927 cannot be right"),
        ({"starts": date(2049, 12, 1)}, "End: the year 2051 cannot be right"),
        ({"starts": date(2020, 1, 1)}, "has these dates already"),
        ({"ends": date(2026, 1, 1)}, "is not after the start"),
        ({"reason": " "}, "a short reason for rescheduling the programme"),
        ({"author": ""}, "Your name"),
    ],
)
def test_dates_that_cannot_be_are_refused(reporting: Store, changed: dict, sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        redate(reporting, **changed)


def test_who_is_second_sees_that_the_programme_has_moved(reporting: Store):
    opened = programme.find_current(reporting).batch_id
    redate(reporting)
    with pytest.raises(EntryChanged, match="It runs from 1 Jan 2027 to 30 Sep 2028"):
        redate(reporting, date(2028, 1, 1), seen=opened)


def test_without_a_programme_the_way_out_is_said(store: Store):
    with pytest.raises(EntryInvalid, match="Load the documents first"):
        redate(store)
