"""Rows of a report of results as members type them: what each becomes in the record, and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dia_data.documents import numbers, periods
from dia_data.documents.numbers import format_for_input
from dia_data.errors import DiaError, quote
from dia_data.record import limits
from dia_data.record.entries import (
    LONGEST_TEXT,
    describe_author,
    find_choice_problems,
    find_length_problems,
    is_visible,
    join_lines,
)
from dia_data.record.programme import CurrentProgramme
from dia_data.record.standing_reports import WITH_NAMES, Key, KpiOfForm, Reported, Row, build_result_id, key_of_report
from dia_data.wording.days import describe_today, format_day, format_period

LONGEST_ORGANISATION = 120
LOWEST_PERCENT, HIGHEST_PERCENT = -100, 1000
"""A share cannot fall by more than all of it; beyond ten times as much it is a slip of the keyboard."""

TEXTS = ("kpi_id", "period", "partner_id", "country_code", "mission_id", "organisation", "comment")
"""The parts of a report that are texts, or are left out."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """What rows of one KPI are read against: the KPI, the names that may be chosen, the programme, what is reported."""

    kpi: KpiOfForm
    partners: Mapping[str, str]
    markets: Mapping[str, str]
    missions: Mapping[str, str]
    programme: CurrentProgramme
    today: date
    reported: Mapping[Key, Reported]

    @property
    def names_organisations(self) -> bool:
        """Whether each report of this KPI names an organisation."""
        return self.kpi.measure in WITH_NAMES or self.kpi.scope == "sme_mission"


def label_report(form: Form, row: Row) -> str:
    """Whom or what a row is about, for a sentence."""
    names = (
        form.partners.get(row.get("partner_id") or ""),
        form.markets.get(row.get("country_code") or ""),
        form.missions.get(row.get("mission_id") or ""),
        join_lines(row.get("organisation") or ""),
    )
    return ", ".join([*filter(None, names), format_period(str(row.get("period") or "no period"))])


def find_shape_problems(rows: Sequence[Row]) -> list[str]:
    """That entries are none of a report: something else than names with values, or names that no report has."""
    return [
        f"Report, entry {place}: {problem}"
        for place, row in enumerate(rows, start=1)
        for problem in _find_row_problems(row)
    ]


def _find_row_problems(row: Row) -> list[str]:
    if not isinstance(row, Mapping):
        return [f"{quote(row)} does not say for what it is reported."]
    unknown = [f"{quote(name)} is not part of a report." for name in row if name not in (*TEXTS, "value")]
    given = {name: row[name] for name in TEXTS if row.get(name) is not None}
    return unknown + [
        one for name, text in given.items() for one in limits.find_text_problems(limits.name_field(name), text)
    ]


def read_report(form: Form, row: Row) -> tuple[dict[str, Any], list[str]]:
    """A row as it is to be recorded, and what is wrong with it."""
    value, problems = _read_value(form, row.get("value"))
    period, period_problems = _read_period(form, row.get("period"))
    clean: dict[str, Any] = {
        "kpi_id": form.kpi.kpi_id,
        "period": period,
        **{column: row.get(column) or None for column in ("partner_id", "country_code", "mission_id")},
        "organisation": join_lines(row.get("organisation") or "") or None,
        "value": value,
        "comment": join_lines(row.get("comment") or "") or None,
    }
    before = form.reported.get(key_of_report(clean))
    clean["result_id"] = before.result_id if before else build_result_id(form.kpi.kpi_id, clean)
    comment = find_length_problems("Comment", clean["comment"] or "", LONGEST_TEXT, way_out="Shorten it.")
    return clean, [
        *period_problems,
        *_find_scope_problems(form, clean),
        *_find_name_problems(form, clean),
        *problems,
        *comment,
    ]


def _read_value(form: Form, typed: object) -> tuple[float | None, list[str]]:
    """The number of a report: 1 where an organisation is named."""
    if form.kpi.measure in WITH_NAMES and (typed is None or typed == ""):
        return 1.0, []
    try:
        value = numbers.read_number(typed)
    except DiaError as unreadable:
        return None, [str(unreadable)]
    return value, _find_amount_problems(form.kpi, value)


def _find_amount_problems(kpi: KpiOfForm, value: float) -> list[str]:
    amount, unit = format_for_input(value), kpi.unit
    if kpi.measure in WITH_NAMES:
        return (
            [] if value == 1 else [f"{amount} is entered beside a name: each name counts once. Leave the number out."]
        )
    if kpi.measure == "percentage":
        low, high = LOWEST_PERCENT, HIGHEST_PERCENT
        return [] if low <= value <= high else [f"{amount} % cannot be right: enter one from {low} to {high}."]
    if value < 0:
        return [
            f"{amount} is below zero: {unit} are counted. Enter 0 or more; to remove a report, undo it in the history."
        ]
    if value != int(value):
        return [f"{amount} is not a whole number: {unit} are counted. Enter a whole number."]
    return []


def _read_period(form: Form, typed: object) -> tuple[str | None, list[str]]:
    """The period by its label; it has begun, and lies in the programme."""
    try:
        period = periods.parse_period(str(typed or "").strip())
    except DiaError as unreadable:
        return None, [str(unreadable)]
    name = format_period(period.label)
    if period.starts > form.today:
        reason = f"{name} is in the future. {describe_today(form.today)}"
        return period.label, [f"{reason} Report what happened, for a period that has begun."]
    first, last = form.programme.starts, form.programme.ends
    if period.ends < first or period.starts > last:
        reason = f"{name} is outside the programme, which runs from {format_day(first)} to {format_day(last)}."
        return period.label, [f"{reason} Choose a period in it, or reschedule the programme first (Dates)."]
    return period.label, []


def _find_scope_problems(form: Form, row: Row) -> list[str]:
    """That it is not said, or not known, who reports, and for which market or mission."""
    scope, measure = form.kpi.scope, form.kpi.measure
    problems = []
    if row["partner_id"] or measure != "stock":
        problems += find_choice_problems("Partner", row["partner_id"], form.partners)
    if row["country_code"] or scope == "market":
        problems += find_choice_problems("Market", row["country_code"], form.markets)
    if row["mission_id"] or scope in ("mission", "sme_mission"):
        problems += find_choice_problems("Mission", row["mission_id"], form.missions)
    return problems


def _find_name_problems(form: Form, row: Row) -> list[str]:
    name = row["organisation"] or ""
    if not form.names_organisations:
        return [f"“{name}”: this KPI counts {form.kpi.unit}, not names. Put the name into the comment."] if name else []
    if not is_visible(name):
        return ["The name of the organisation is empty. Enter it: each one counts once."]
    if not any(sign.isalpha() for sign in name):
        return [f"“{name}” is not a name. Enter the names of the organisations, not how many there are."]
    return find_length_problems("Name", name, LONGEST_ORGANISATION, way_out="Shorten it.")


def find_overlap_problems(form: Form, row: Row) -> list[str]:
    """That something would count twice: a month of a quarter that is reported, or a whole beside its parts."""
    if not row["period"]:
        return []
    if form.kpi.measure == "stock":
        return _find_double_count(form, row)
    if form.kpi.measure != "count":
        return []
    mine = periods.parse_period(row["period"])
    return [
        f"{format_period(other.period)} is reported already and shares months with {format_period(mine.label)}: "
        f"{describe_report(form, other)}. It would count twice. Correct that report instead."
        for other in form.reported.values()
        if key_of_report(other.entered)[1:] == key_of_report(row)[1:]
        and other.period != mine.label
        and _is_overlapping(mine, other.period)
    ]


def _find_double_count(form: Form, row: Row) -> list[str]:
    """That a standing number is reported both for the consortium as a whole and for a partner."""
    return [
        f"{describe_report(form, other)}, is there already. Report the number of the whole "
        "consortium or of partners, not both."
        for other in form.reported.values()
        if other.period == row["period"] and bool(other.partner_id) != bool(row["partner_id"])
    ][:1]


def _is_overlapping(mine: Any, label_of_other: str) -> bool:
    other = periods.parse_period(label_of_other)
    return bool(mine.starts <= other.ends and other.starts <= mine.ends)


def describe_report(form: Form, row: Reported) -> str:
    """A report that stands in the record, in words: its number, and who recorded it when."""
    amount = "named" if form.kpi.measure in WITH_NAMES else f"{format_for_input(row.value or 0)} {form.kpi.unit}"
    return f"{amount} ({label_report(form, row.entered)}), recorded by {describe_author(row)}"


def find_doubles(rows: Iterable[Row]) -> dict[int, list[str]]:
    """By place: that a row says the same thing again as an earlier row of the same report."""
    first: dict[Key, int] = {}
    return {
        place: [f"It is entered twice in this report (line {first[key_of_report(row)] + 1}). Keep one of them."]
        for place, row in enumerate(rows)
        if first.setdefault(key_of_report(row), place) != place
    }
