"""Figures as text: numbers, ranges, units, counts with their noun, and what is not known."""

import re
from typing import Protocol

import pandas as pd

from dia_data.wording.bases import BASES

NOT_IN_SOURCE = "not in the source"

NOT_REPORTED = "not reported yet"

MISSING = "–"
"""Stands in a cell that holds nothing."""

FILTERED_AWAY = "hidden"

UNITLESS = ("word", "rank")

FORECAST = "(f)"
"""Beside a figure that is a forecast."""

ESTIMATE = "(e)"
"""Beside a figure of a year that was not over when it was published, though the source calls it no forecast."""

PUBLISHED = re.compile(r"(19|20)\d\d-\d\d$")
"""The year and month of publication, with which the name of an edition ends (`checks/integrity.py` holds it)."""


def is_known(value: object) -> bool:
    """Whether a cell holds something; NULLs arrive as None, NaN or NaT."""
    return value is not None and bool(pd.notna(value))  # type: ignore[call-overload]


def format_text(value: object) -> str:
    """A text of the record; empty where it is NULL."""
    return str(value) if is_known(value) else ""


def format_number(value: float, printed: str | None = None) -> str:
    """A number as text with as many decimals as the source prints: `3.0` where it prints “3,0”."""
    alone = re.fullmatch(r"-?\d+[.,](\d+)", printed) if printed else None
    text = f"{value:,.{len(alone[1])}f}" if alone else f"{value:,.10g}"
    return text.replace("-", "−")


MORE, LESS = "more than ", "less than "
"""Before a figure of which only one end is known."""


class Observed(Protocol):
    """A figure or a word as a source states it: a value, a range or a label; `printed` is None where it has none."""

    @property
    def value(self) -> float | None: ...  # noqa: D102
    @property
    def value_low(self) -> float | None: ...  # noqa: D102
    @property
    def value_high(self) -> float | None: ...  # noqa: D102
    @property
    def label(self) -> str | None: ...  # noqa: D102
    @property
    def unit(self) -> str | None: ...  # noqa: D102
    @property
    def qualifier(self) -> str | None: ...  # noqa: D102
    @property
    def period(self) -> str | None: ...  # noqa: D102
    @property
    def edition(self) -> str | None: ...  # noqa: D102
    @property
    def is_forecast(self) -> bool | None: ...  # noqa: D102
    @property
    def printed(self) -> str | None: ...  # noqa: D102
    @property
    def basis(self) -> str | None: ...  # noqa: D102


def find_publication(edition: object) -> str | None:
    """The year and month in the name of an edition, such as `2018-06`; None: it has none."""
    found = PUBLISHED.search(str(edition)) if is_known(edition) else None
    return found[0] if found else None


def is_estimate(*, period: object, edition: object, is_forecast: object) -> bool:
    """Whether a figure of a year was published before that year was over, without being called a forecast."""
    published = find_publication(edition)
    is_year = isinstance(period, str) and period.isdecimal()
    return bool(published and is_year and not (is_known(is_forecast) and is_forecast) and str(period) >= published[:4])


def format_figure(observed: Observed, *, unit: str | None = None) -> str:
    """One observation as text: `3.4 (f)`, `30–60`, `around 60`, `very high`; or that it is not known.

    The words of the source that qualify a figure go with it; where there are none, a sign says how it is known.
    """
    if not observed.printed:
        return NOT_IN_SOURCE
    sign = BASES[observed.basis][0] if observed.basis else ""
    amount = _format_amount(observed)
    words = "" if amount.startswith((MORE, LESS)) else format_text(observed.qualifier)
    parts = ["" if words or amount.startswith((MORE, LESS)) else sign, words, amount, unit, _mark(observed)]
    return " ".join(part for part in parts if part)


def _mark(observed: Observed) -> str:
    if observed.is_forecast:
        return FORECAST
    guessed = is_estimate(period=observed.period, edition=observed.edition, is_forecast=observed.is_forecast)
    return ESTIMATE if guessed else ""


def format_with_unit(observed: Observed) -> str:
    """The same with its unit: `−2.3 %`, `29 EUR billion (f)`; words and ranks need none."""
    return format_figure(observed, unit=None if observed.unit in UNITLESS else observed.unit)


def _format_amount(observed: Observed) -> str:
    if observed.label:
        return observed.label
    if observed.value is not None:
        return format_number(observed.value, observed.printed)
    low, high = observed.value_low, observed.value_high
    if low is not None and high is not None:
        return f"{format_number(low)}–{format_number(high)}"
    return f"{MORE}{format_number(low)}" if low is not None else f"{LESS}{format_number(high or 0)}"


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
