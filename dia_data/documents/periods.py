"""The months and quarters that results are reported for."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from dia_data.errors import DiaError, quote

MONTHS_PER_QUARTER = 3
FIRST_YEAR, LAST_YEAR = 2015, 2050
"""Years that a day of the programme can have; any other is a slip of the keyboard."""

_LABEL = re.compile(r"(?P<year>(?:19|20)\d\d)-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2]))", re.ASCII)


class PeriodUnknown(DiaError):
    """A text that names neither a month nor a quarter."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Period: {quote(text)} is neither a month nor a quarter. Write a month as 2020-05 or a quarter as 2020-Q2."
        )


@dataclass(frozen=True, kw_only=True)
class Period:
    """A month or a quarter, from its first day to its last."""

    label: str
    starts: date
    ends: date


def parse_period(text: str) -> Period:
    """The month that `2020-05`, or the quarter that `2020-Q2` names. Raises `PeriodUnknown` for any other text."""
    found = _LABEL.fullmatch(text)
    if not found:
        raise PeriodUnknown(text)
    year = int(found["year"])
    if found["month"]:
        return _build_period(text, year, int(found["month"]), int(found["month"]))
    last = MONTHS_PER_QUARTER * int(found["quarter"])
    return _build_period(text, year, last - MONTHS_PER_QUARTER + 1, last)


def find_quarter(day: date) -> Period:
    """The quarter that a day lies in."""
    return parse_period(f"{day.year}-Q{(day.month - 1) // MONTHS_PER_QUARTER + 1}")


def list_quarters(starts: date, ends: date, *, today: date) -> list[str]:
    """The quarters between two days that have begun by `today`, the newest first."""
    last = min(ends, today)
    labels = []
    for year in range(starts.year, last.year + 1):
        for quarter in range(1, 5):
            period = parse_period(f"{year}-Q{quarter}")
            if period.ends >= starts and period.starts <= last:
                labels.append(period.label)
    return labels[::-1]


def shift_months(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, find_month_end(first).day))


def list_overlapping(period: Period) -> list[str]:
    """The labels of the month, the months and the quarter that share days with a period; its own is one of them."""
    quarter = find_quarter(period.starts)
    months = [f"{quarter.starts.year}-{quarter.starts.month + place:02}" for place in range(MONTHS_PER_QUARTER)]
    return [quarter.label, *(months if period.label == quarter.label else [period.label])]


def find_month_end(day: date) -> date:
    """The last day of the month that a day lies in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def find_quarter_end_before(day: date) -> date:
    """The last day of the quarter before the one that a day lies in."""
    return find_quarter(day).starts - timedelta(days=1)


def list_last_quarter_ends(day: date, *, most: int) -> list[date]:
    """The last days of the last quarters that are over, or end on that day, the oldest first."""
    ends = [day if find_quarter(day).ends == day else find_quarter_end_before(day)]
    while len(ends) < most:
        ends.append(find_quarter_end_before(ends[-1]))
    return ends[::-1]


def _build_period(label: str, year: int, first_month: int, last_month: int) -> Period:
    return Period(label=label, starts=date(year, first_month, 1), ends=find_month_end(date(year, last_month, 1)))
