"""Days, months and moments: one form for each, whatever the language of the computer."""

from datetime import date, datetime

from dia_data.wording.days import (
    MONTHS,
    describe_today,
    format_day,
    format_moment,
    format_month,
    format_period,
    format_recorded_day,
    name_month,
)


def test_a_day_is_short_and_has_no_nought_before_it():
    assert [format_day(date(2021, 12, 31)), format_day(date(2021, 5, 1))] == ["31 Dec 2021", "1 May 2021"]


def test_a_day_that_is_not_set_is_a_dash():
    assert format_day(None) == "–"


def test_a_month_is_short_in_a_sentence_and_in_full_as_a_name():
    assert (format_month(date(2021, 9, 30)), name_month(date(2021, 9, 30))) == ("Sep 2021", "September 2021")


def test_a_quarter_and_a_month_of_the_record_are_read_as_such_and_other_periods_as_they_are_printed():
    assert [format_period(period) for period in ("2021-Q4", "2021-12", "2018", "past 3 years", "2016-2022")] == [
        "2021 Q4", "Dec 2021", "2018", "past 3 years", "2016-2022",
    ]  # fmt: skip


def test_short_months_are_twelve_different_ones():
    assert len({format_month(date(2021, month, 1)) for month in range(1, len(MONTHS) + 1)}) == 12


def test_a_moment_lies_on_the_day_of_the_programme_s_clock():
    late = datetime.fromisoformat("2026-11-30T23:30")
    assert format_moment(late) == "1 Dec 2026, 00:30 Brussels time"
    assert format_recorded_day(late) == "1 Dec 2026"


def test_what_forms_mean_by_today_is_said_with_the_clock():
    assert describe_today(date(2026, 11, 30)) == "Today is 30 Nov 2026 (Brussels time)."
