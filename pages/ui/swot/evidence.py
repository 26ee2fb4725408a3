"""The figures behind the evidence for a point, in words, and how old they are. Rows in, text out."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from dia_data.swot import Evidence, EvidenceFigure, Freshness
from dia_data.wording.bases import BASES
from dia_data.wording.citations import name_document
from dia_data.wording.days import format_day, format_period
from dia_data.wording.figures import FILTERED_AWAY, NOT_IN_SOURCE, format_number, format_with_unit
from dia_data.wording.statuses import ACTIVITY_STATES, DATE_KINDS
from dia_data.wording.strengths import STRENGTHS

PURPOSES = {"rd": "R&D", "business": "business"}
UNINFORMATIVE = {"past 3 years", "past 5 years", "not stated"}


def describe_figures(figures: Iterable[EvidenceFigure]) -> dict[tuple[str, str, str | None], str]:
    """The figures behind each link in one line, by kind, reference and country of the link."""

    def link(row: EvidenceFigure) -> tuple[str, str, str | None]:
        return key_of_link(row)

    return {key: _describe_link(list(rows)) for key, rows in groupby(figures, key=link)}


def key_of_link(row: Evidence | EvidenceFigure) -> tuple[str, str, str | None]:
    """What makes two rows the same link of a point."""
    return row.kind, row.reference, row.country_code


def _describe_link(rows: Sequence[EvidenceFigure]) -> str:
    kind, first = rows[0].kind, rows[0]
    if kind == "indicator":
        sentence = _describe_indicator(rows)
    elif kind == "survey_option":
        sentence = f"Survey: {first.name}: {' / '.join(_format_share(row) for row in rows)}"
    elif kind == "activity":
        sentence = f"Activity {first.name}: {'; '.join(_format_dates(row) for row in rows)}"
    elif kind == "cooperation":
        sentence = f"{first.name}, {PURPOSES[str(first.label)]}: {STRENGTHS[int(first.value or 1)]}"
    elif kind == "partner":
        sentence = f"Partner {first.name}, {first.country_name} ({first.label})"
    else:
        sentence = f"{first.country_name}, {first.label}: “{first.name}”"
    return f"{sentence} · {_cite_places(rows)}"


def _describe_indicator(rows: Sequence[EvidenceFigure]) -> str:
    periods = dict.fromkeys(row.period for row in rows if row.period)
    lines = [period for period in periods if period not in UNINFORMATIVE]
    countries = [
        f"{country} {_format_over_time(list(of_country))}"
        for country, of_country in groupby(rows, lambda row: row.country_name)
    ]
    when = f", {' → '.join(map(format_period, lines))}" if lines else ""
    return f"{rows[0].name}{when}: {'; '.join(countries)}"


def _format_over_time(rows: Sequence[EvidenceFigure]) -> str:
    readings: dict[Any, list[str]] = {}
    for row in rows:
        readings.setdefault(row.period, []).append(format_with_unit(row))
    return " → ".join(" / ".join(dict.fromkeys(of_period)) for of_period in readings.values())


def _sign(row: EvidenceFigure) -> str:
    """How a figure is known; empty where it is not in the source."""
    return BASES[row.basis][0] if row.basis else ""


def _format_share(row: EvidenceFigure) -> str:
    parts = [_sign(row), row.qualifier, format_number(row.value or 0), "%"]
    return " ".join(part for part in parts if part)


def _format_dates(row: EvidenceFigure) -> str:
    if not (row.starts or row.ends):
        return ACTIVITY_STATES["not_dated"].word
    ends = f" to {format_day(row.ends)}" if row.ends else ""
    starts = format_day(row.starts) if row.starts else NOT_IN_SOURCE
    return f"{_sign(row)} {DATE_KINDS[str(row.label)]} {starts}{ends}".strip()


def _cite_places(rows: Sequence[EvidenceFigure]) -> str:
    editions = dict.fromkeys(row.edition for row in rows if row.edition)
    places: dict[str, list[str]] = {}
    for row in rows:
        if row.document and row.locator:
            found = places.setdefault(name_document(row.document), [])
            found += [row.locator] if row.locator not in found else []
    stated = [f"{document} {', '.join(found)}" for document, found in places.items()]
    return ", ".join([*stated, *editions]) or NOT_IN_SOURCE


def describe_age(fresh: Freshness, *, of: int) -> str:
    """How old the supporting evidence that is shown is, in a sentence; `of` is how much there is of it in all."""
    if not fresh.supporting and of:
        return f"Freshness: all supporting evidence is {FILTERED_AWAY} by the country filter."
    if not fresh.supporting:
        return "Freshness: we linked no evidence for this point."
    undated = fresh.supporting - fresh.dated
    if not fresh.newest:
        return "Freshness: none of the supporting evidence carries a date in the source."
    years = f"{fresh.years} years old" if fresh.years != 1 else "1 year old"
    rest = f"; {undated} of {fresh.supporting} supports carry no date in the source" if undated else ""
    return (
        f"Freshness: the newest dated support is {fresh.newest}, {years if fresh.years else 'under a year old'}{rest}."
    )
