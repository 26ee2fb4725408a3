"""Months and quarters: which days they cover, and the sentence for what is neither."""

from datetime import date

import pytest

from dia_data.documents import periods
from dia_data.documents.periods import PeriodUnknown


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("2020-01", date(2020, 1, 1), date(2020, 1, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31)),
        ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31)),
    ],
)
def test_a_period_reaches_from_its_first_day_to_its_last(text: str, starts: date, ends: date):
    period = periods.parse_period(text)
    assert (period.label, period.starts, period.ends) == (text, starts, ends)


@pytest.mark.parametrize(
    "text", ["", "2020", "2020-13", "2020-Q5", "2020-1", "2020-q1", "20-Q1", "2020-Q1 ", "２０２０-01", "3020-01"]
)
def test_what_is_no_period_is_refused_with_the_two_ways_to_write_one(text: str):
    with pytest.raises(PeriodUnknown, match=r"2020-05 .* 2020-Q2"):
        periods.parse_period(text)


def test_a_day_lies_in_the_quarter_that_covers_it():
    days = (date(2020, 3, 31), date(2020, 4, 1), date(2020, 12, 31))
    assert [periods.find_quarter(day).label for day in days] == ["2020-Q1", "2020-Q2", "2020-Q4"]


@pytest.mark.parametrize(
    ("label", "sharing"),
    [("2020-Q2", ["2020-Q2", "2020-04", "2020-05", "2020-06"]), ("2020-12", ["2020-Q4", "2020-12"])],
)
def test_a_month_shares_days_with_its_quarter_and_a_quarter_with_its_months(label: str, sharing: list[str]):
    assert periods.list_overlapping(periods.parse_period(label)) == sharing


@pytest.mark.parametrize(
    ("today", "offered"),
    [
        (date(2020, 8, 15), ["2020-Q3", "2020-Q2", "2020-Q1"]),
        (date(2020, 1, 1), ["2020-Q1"]),
        (date(2019, 12, 31), []),
        (date(2026, 11, 22), ["2020-Q4", "2020-Q3", "2020-Q2", "2020-Q1"]),
    ],
)
def test_quarters_that_have_begun_are_offered_the_newest_first(today: date, offered: list[str]):
    assert periods.list_quarters(date(2020, 1, 1), date(2020, 12, 31), today=today) == offered
