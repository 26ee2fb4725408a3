"""The programme's day: which one a moment lies in, when it ends, and how moments are said."""

from datetime import date, datetime, timedelta

import pytest

from dia_data import local_time, settings
from dia_data.errors import EntryInvalid
from dia_data.queries import history, kpis
from dia_data.record import events
from dia_data.storage.store import Store
from dia_data.wording.days import format_moment

HOURS = timedelta(hours=1)
BEFORE_MIDNIGHT = datetime(2020, 8, 15, 21, 59, 59)  # noqa: DTZ001  # the record writes UTC without an offset
AFTER_MIDNIGHT = datetime(2020, 8, 15, 22, 0)  # noqa: DTZ001
THE_DAY_AFTER = date(2020, 8, 16)


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Europe/Brussels", "2026-11-30T22:59:59", "2026-11-30"),
        ("Europe/Brussels", "2026-11-30T23:00", "2026-12-01"),
        ("Europe/Brussels", "2026-07-01T22:00", "2026-07-02"),
        ("America/New_York", "2026-12-01T04:59", "2026-11-30"),
        ("UTC", "2026-11-30T23:59", "2026-11-30"),
    ],
)
def test_a_day_begins_at_midnight_of_the_programme(monkeypatch: pytest.MonkeyPatch, zone: str, moment: str, day: str):
    monkeypatch.setattr(settings, "TIME_ZONE", zone)
    assert local_time.find_day(datetime.fromisoformat(moment)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-28", 24), ("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)]
)
def test_a_day_on_which_clocks_are_changed_is_shorter_or_longer(day: str, hours: int):
    begins, ends = (
        local_time.find_begin_of_day(date.fromisoformat(day)),
        local_time.find_end_of_day(date.fromisoformat(day)),
    )
    assert ends - begins == hours * HOURS - local_time.LEAST_STEP
    assert local_time.find_day(begins) == local_time.find_day(ends) == date.fromisoformat(day)
    assert local_time.time_left(begins) == hours * HOURS
    assert local_time.find_begin_of_day(date.fromisoformat(day) + timedelta(days=1)) == begins + hours * HOURS


def test_the_first_and_the_last_day_of_all_have_an_end():
    assert local_time.find_begin_of_day(date.min) < local_time.find_end_of_day(date.min)
    assert local_time.find_begin_of_day(date.max) < local_time.find_end_of_day(date.max)


def test_a_moment_is_said_by_the_clock_of_the_programme_and_says_whose_that_is(monkeypatch: pytest.MonkeyPatch):
    assert format_moment(AFTER_MIDNIGHT) == "16 Aug 2020, 00:00 Brussels time"
    monkeypatch.setattr(settings, "TIME_ZONE", "UTC")
    assert local_time.format_hour(AFTER_MIDNIGHT) == "22:00 UTC"


def test_a_name_that_is_no_time_zone_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path):
    for name in ("Europe/Bruxelles", "", "../etc", "Europe"):
        monkeypatch.setattr(settings, "TIME_ZONE", name)
        with pytest.raises(local_time.TimeZoneUnknown, match=r"is not a time zone.*such as Europe/Brussels"):
            local_time.get_zone()
        with pytest.raises(local_time.TimeZoneUnknown):
            Store(tmp_path / "dia.duckdb")
    assert not (tmp_path / "dia.duckdb").exists()


def test_an_event_of_today_is_noted_though_it_is_still_yesterday_in_utc(reporting: Store):
    reporting.clock = lambda: AFTER_MIDNIGHT
    events.add(reporting, happened_on=THE_DAY_AFTER, event_name="Fair", author="Ana")
    with pytest.raises(EntryInvalid, match=r"17 Aug 2020 is in the future. Today is 16 Aug 2020 \(Brussels time\)"):
        events.add(reporting, happened_on=THE_DAY_AFTER + timedelta(days=1), event_name="Fair", author="Ana")


def test_what_is_recorded_after_midnight_belongs_to_the_new_day(reporting: Store):
    last = reporting.value("select max(changed_at) from changes")
    assert local_time.find_day(last) < THE_DAY_AFTER
    reporting.clock = lambda: BEFORE_MIDNIGHT
    events.add(reporting, happened_on=date(2020, 8, 1), event_name="Before", author="Ana")
    reporting.clock = lambda: AFTER_MIDNIGHT
    events.add(reporting, happened_on=date(2020, 8, 1), event_name="After", author="Ana")
    told = history.between(reporting, start=THE_DAY_AFTER, end=THE_DAY_AFTER)
    assert [("After" in what) for what in told["what"]] == [True]
    known = "select event_name from events_as_of($as_of) order by event_name"
    ends = local_time.find_end_of_day(THE_DAY_AFTER - timedelta(days=1))
    assert [row["event_name"] for row in reporting.rows(known, as_of=ends)] == ["Before"]


def test_a_report_counts_on_the_day_on_which_it_was_recorded(reporting: Store):
    reporting.clock = lambda: AFTER_MIDNIGHT
    with reporting.change() as change:
        change.record(
            kind="entry",
            source_id="form",
            recorded_by="Ana",
            facts={
                "kpi_results": [
                    {
                        "result_id": "one", "kpi_id": "webinars", "period": "2020-08", "partner_id": "scs",
                        "value": 3.0, "basis": "entered",
                    }
                ]
            },
        )  # fmt: skip
    days = {one.partner: one.last_reported for one in kpis.last_reports(reporting)}
    assert days["SCS"] == THE_DAY_AFTER
    assert kpis.series(reporting, today=THE_DAY_AFTER - timedelta(days=1)) == []
    (series,) = kpis.series(reporting, today=THE_DAY_AFTER)
    assert series.last_reported == THE_DAY_AFTER
