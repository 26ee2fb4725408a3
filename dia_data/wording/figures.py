"""Figures as text: numbers, ranges, units, counts with their noun, and what is not known."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dia_data.wording.bases import BASES

NOT_IN_SOURCE = "not in the source"

NOT_REPORTED = "not reported yet"

MISSING = "–"
"""Stands in a cell that holds nothing."""

FILTERED_AWAY = "filtered away"

UNITLESS = ("word", "rank")

FORECAST = "(f)"
"""Beside a figure that is a forecast."""


def is_known(value: object) -> bool:
    """Whether a cell holds something; NULLs arrive as None, NaN or NaT."""
    return value is not None and bool(pd.notna(value))  # type: ignore[call-overload]


def text_or_empty(value: object) -> str:
    """A text of the record; empty where it is NULL."""
    return str(value) if is_known(value) else ""


def format_number(value: float, printed: str | None = None) -> str:
    """A number as text with as many decimals as the source prints: `3.0` where it prints “3,0”."""
    alone = re.fullmatch(r"-?\d+[.,](\d+)", printed) if printed else None
    text = f"{value:,.{len(alone[1])}f}" if alone else f"{value:,.10g}"
    return text.replace("-", "−")


def format_figure(row: Mapping[Any, Any], *, unit: str = "") -> str:
    """One observation as text: `3.4 (f)`, `30–60`, `≈ 60`, `very high`; or that it is not known."""
    if not is_known(row.get("printed")):
        return NOT_IN_SOURCE
    sign = BASES[row["basis"]][0]
    parts = [sign, _format_amount(row), unit, FORECAST if row["is_forecast"] else ""]
    return " ".join(part for part in parts if part)


def format_with_unit(row: Mapping[Any, Any]) -> str:
    """The same with its unit: `−2.3 %`, `29 EUR billion (f)`; words and ranks need none."""
    return format_figure(row, unit="" if row["unit"] in UNITLESS else row["unit"])


def _format_amount(row: Mapping[Any, Any]) -> str:
    if is_known(row["label"]):
        return str(row["label"])
    if is_known(row["value"]):
        return format_number(row["value"], row["printed"])
    low, high = row["value_low"], row["value_high"]
    if is_known(low) and is_known(high):
        return f"{format_number(low)}–{format_number(high)}"
    return f"more than {format_number(low)}" if is_known(low) else f"less than {format_number(high)}"


def format_count(number: float, noun: str, plural: str = "") -> str:
    """A count with its noun: `1 day`, `1,250 days`, `0 days`; `plural` where it takes more than an s."""
    return f"{number:,.10g} {noun if number == 1 else plural or f'{noun}s'}"


def format_share(percent: float | None) -> str:
    """A share with as many decimals as it has: `12 %`, `64.6 %`; a dash where it is not known."""
    return f"{format_number(percent)} %" if percent is not None and is_known(percent) else MISSING


WHOLE = 100


def format_chance(value: float) -> str:
    """A chance from 0 to 1 as text that never claims certainty: `85 %`, `> 99 %`, `< 1 %`."""
    per_cent = round(value * 100)
    if per_cent >= WHOLE:
        return "> 99 %"
    return f"{per_cent} %" if per_cent >= 1 else "< 1 %"
