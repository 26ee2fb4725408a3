"""Days, months, quarters and moments as text: one form for each, whoever says it."""

import re
from datetime import date, datetime

from dia_data import local_time
from dia_data.wording.figures import MISSING

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The one place where months have names; the first three letters are their short form."""

SHORT = 3


def format_day(day: date | None) -> str:
    """`31 Dec 2021`; a dash where it is not set."""
    return f"{day.day} {format_month(day)}" if day else MISSING


def format_month(day: date) -> str:
    """The month that a day lies in: `Dec 2021`."""
    return f"{MONTHS[day.month - 1][:SHORT]} {day.year}"


QUARTER = re.compile(r"(?P<year>\d{4})-(?P<quarter>Q[1-4])", re.ASCII)
MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])", re.ASCII)
"""Periods as the record and addresses write them."""


def format_period(period: str) -> str:
    """`2021 Q4` of the quarter `2021-Q4`, `Dec 2021` of the month `2021-12`; any other text as it is."""
    if quarter := QUARTER.fullmatch(period):
        return f"{quarter['year']} {quarter['quarter']}"
    if month := MONTH.fullmatch(period):
        return format_month(date(int(month["year"]), int(month["month"]), 1))
    return period


def name_month(day: date) -> str:
    """The month that a day lies in, in full, where it is a name of its own: `December 2021`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def format_moment(moment: datetime) -> str:
    """A moment of the record by the programme's clock: `30 Nov 2026, 14:05 Brussels time`."""
    return f"{format_day(local_time.find_day(moment))}, {local_time.format_hour(moment)}"


def format_recorded_day(moment: datetime) -> str:
    """The day of a moment of the record by the programme's clock: `30 Nov 2026`."""
    return format_day(local_time.find_day(moment))


def describe_today(day: date) -> str:
    """Which day forms mean by today: `Today is 30 Nov 2026 (Brussels time).`."""
    return f"Today is {format_day(day)} ({local_time.name_clock()})."
