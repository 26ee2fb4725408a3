"""The dates of the programme in sentences, and whose reading they are."""

from datetime import date

from dia_data.roadmap import Programme
from dia_data.wording.bases import BASES
from dia_data.wording.days import format_day, format_month

DERIVED = "derived"


def describe_programme(programme: Programme, *, today: date) -> str:
    """Whether the programme goes on or has ended, with its dates and the sign of how they are known.

    An end that we read from the source has beside it what else is printed: both readings are kept.
    """
    sign = BASES[programme.basis][0]
    mark = f" {sign}" if sign else ""
    if programme.ends < today:
        note = (programme.note or "") if programme.basis == DERIVED else ""
        other = f" ({note[0].lower()}{note[1:]})" if note else ""
        return f"The programme ended on {format_day(programme.ends)}{mark}{other}."
    return f"The programme goes on from {format_month(programme.starts)} to {format_month(programme.ends)}{mark}."


def explain_reading(programme: Programme) -> str:
    """In what we read the dates of the programme and what else is printed; empty where nobody had to read them."""
    if programme.basis != DERIVED or not programme.locator:
        return ""
    read = f"These dates are our reading of the source, {programme.locator}."
    return f"{read} {programme.note}." if programme.note else read
