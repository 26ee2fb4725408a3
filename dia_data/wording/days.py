"""Days, months, quarters and moments as text: one form for each."""

from datetime import date


def format_day(value: date) -> str:
    """`31 December 2021`, without a nought before the day."""
    return f"{value.day} {value:%B %Y}"
