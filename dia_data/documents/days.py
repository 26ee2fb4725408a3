"""Days as members type them: read where only one day can be meant, refused with the way out where not."""

import re
from datetime import date

from dia_data.errors import DiaError, quote

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
BY_YEAR = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
BY_DAY = re.compile(r"(?P<day>\d{1,2})(?P<sign>[./])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})", re.ASCII)
IN_WORDS = re.compile(r"(?P<day>\d{1,2})\.? (?P<name>[a-z]{3,9})\.?,? (?P<year>\d{4})", re.ASCII)
WAY_OUT = "Enter it as 2020-12-31."


class DayUnreadable(DiaError):
    """What was typed is not a day, or could be two."""


def read_day(text: object) -> date | None:
    """The day that was typed; None: nothing was.

    `2020-12-31`, `31.12.2020`, `31/12/2020` and `31 Dec 2020` are the same day.
    Raises `DayUnreadable` for what is no day, and for `03/04/2020`, which is 3 April in Europe and 4 March elsewhere.
    """
    if isinstance(text, date):
        return text
    typed = " ".join(str(text or "").split())
    if not typed:
        return None
    found = BY_YEAR.fullmatch(typed) or BY_DAY.fullmatch(typed) or IN_WORDS.fullmatch(typed.lower())
    if found is None:
        raise DayUnreadable(f"{quote(typed)} is not a day. {WAY_OUT}")
    parts = found.groupdict()
    month = _find_month(parts["name"]) if "name" in parts else int(parts["month"])
    day = int(parts["day"])
    if parts.get("sign") == "/" and day != month and max(day, month) <= len(MONTHS):
        raise DayUnreadable(f"{quote(typed)} can be read as two days. {WAY_OUT}")
    try:
        return date(int(parts["year"]), month, day)
    except ValueError:
        raise DayUnreadable(f"{quote(typed)} is not in the calendar. {WAY_OUT}") from None


def _find_month(name: str) -> int:
    """The month of that name in English, whole or short; 0, which no calendar has, for another word."""
    return next((at for at, month in enumerate(MONTHS, start=1) if name in (month, month[:3], month[:4])), 0)
