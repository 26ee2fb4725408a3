"""How a cell of a table reads: numbers, days, yes and no, lists, and what is not known."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from dia_data.wording.citations import name_document
from dia_data.wording.columns import Column, Format, Interval
from dia_data.wording.days import format_day, format_period
from dia_data.wording.figures import format_chance, format_number, is_known

MOST_DECIMALS = 4
"""Of a number whose column says no other."""


def format_cell(value: Any, column: Column | None = None) -> str:
    """A value as it is read: `12`, `0.25`, `30 Jun 2021`, `yes`; what is not known is empty.

    `column` says what the value is, where it is more than a value of its type.
    """
    if is_list(value):
        return ", ".join(format_cell(one, column) for one in value)
    if not is_known(value):
        return ""
    value = value.item() if hasattr(value, "item") else value
    return _format_described(value, column) if column else _format_plain(value)


FORMATTERS: Mapping[Format, Callable[[Any], str]] = {
    Format.FORECAST: lambda value: "forecast" if value else "",
    Format.DOCUMENT: lambda value: name_document(str(value)),
    Format.PERIOD: lambda value: format_period(str(value)),
    Format.CHANCE: lambda value: format_chance(float(value)),
}
"""Columns that read otherwise than their type says."""


def _format_described(value: Any, column: Column) -> str:
    if column.words:
        return column.words.get(value) or _format_plain(value)
    if column.format in FORMATTERS:
        return FORMATTERS[column.format](value)
    if column.decimals is not None and isinstance(value, (int, float)):
        return format_number(round(value, column.decimals))
    return _format_plain(value)


def _format_plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return format_number(round(value, MOST_DECIMALS))
    if isinstance(value, datetime):
        return format_day(value) if value.time() == time.min else f"{format_day(value)}, {value:%H:%M}"
    return format_day(value) if isinstance(value, date) else str(value)


def format_interval(interval: Interval, row: dict[str, str]) -> str:
    """The cells of an interval as one: `22 (19–27)`, `30–60`, `more than 850`; `row` holds them as they read."""
    single = next((row[name] for name in interval.single if row.get(name)), "")
    low, high = row.get(interval.low, ""), row.get(interval.high, "")
    ends = _format_ends(interval, low, high)
    return f"{single} ({ends})" if single and ends else single or ends


def _format_ends(interval: Interval, low: str, high: str) -> str:
    if low and high:
        dash = "–" if _is_short(low) and _is_short(high) else " – "
        return low if low == high else f"{low}{dash}{high}"
    if low:
        return interval.only_low.format(low)
    return interval.only_high.format(high) if high else ""


def _is_short(text: str) -> bool:
    """Whether a dash reads well without spaces: beside numbers, not beside days."""
    return " " not in text


def is_list(value: Any) -> bool:
    """Whether a cell holds a list: of DuckDB an array of NumPy."""
    return isinstance(value, (list, tuple, set)) or bool(getattr(value, "ndim", None))
