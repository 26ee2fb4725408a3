"""What the forms of /record show and read: lines of a report, moves of statuses, labels. No Streamlit here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dia_data.documents import numbers, periods
from dia_data.documents.numbers import format_for_input
from dia_data.queries.batches import ValueChange
from dia_data.queries.history import THINGS, Entry
from dia_data.queries.readings import Reading
from dia_data.record.aims import Milestone
from dia_data.record.markets import CurrentMarket
from dia_data.record.report_fields import (
    NAMED_NUMBERS,
    NAMES,
    NUMBER,
    SEPARATOR,
    choose_field,
    read_entries,
    write_named_numbers,
)
from dia_data.record.standing_reports import KpiOfForm, Reported, Row, key_of_report
from dia_data.wording.cells import format_cell
from dia_data.wording.codes import MARKET_ROLES
from dia_data.wording.columns import describe_column
from dia_data.wording.days import format_day, format_moment
from dia_data.wording.lists import join_names
from pages.ui.indicators.kpi_text import label_reading
from pages.ui.moves import name_any_scope

WHOLE = "Consortium as a whole"

FIELDS = {"target_min": "target", "target_max": "upper end", "budget_eur": "budget in EUR", "partner_id": "partner"}
"""Columns whose names say too little."""
REASONS = ("note", "reason")
CALLED = {("markets", "role"): "market_role"}
"""Columns of the record that are described under another name, since two tables call different things alike."""

NO_MARKET = "no market of the strategy"
SHOWN_NAMES = 6


@dataclass(frozen=True, kw_only=True)
class Line:
    """One field of a report: whom or what it is about, what stands there, and what stood a quarter ago."""

    label: str
    takes: str
    place: Mapping[str, str | None]
    filled: str
    now: str
    before: str


def find_quarter_before(label: str) -> str:
    """The quarter before a quarter or month."""
    first = periods.parse_period(label).starts
    year, month = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
    return periods.find_quarter(date(year, month, 1)).label


def describe_line(kpi: KpiOfForm) -> str:
    """What a line of a report of this KPI takes."""
    return choose_field(kpi.measure, kpi.scope)


def needs_partner(kpi: KpiOfForm) -> bool:
    """Whether the lines are markets or missions, so that who reports is to be said once for all of them."""
    return str(kpi.scope) != "consortium"


def build_lines(
    kpi: KpiOfForm,
    *,
    names: Mapping[str, Mapping[str, str]],
    partner_id: str | None,
    period: str,
    opened: Sequence[Reported],
    reported: Sequence[Reported],
) -> list[Line]:
    """The lines of the form of a KPI, filled with what stood when it was `opened`, beside what is `reported` now.

    `names` has the partners, markets and missions by code.
    """
    return [
        Line(
            label=label,
            takes=describe_line(kpi),
            place=place,
            filled=_fill_field(kpi, _select_reports(opened, period, place)),
            now=_describe_reports(kpi, _select_reports(reported, period, place)),
            before=_describe_reports(kpi, _select_reports(reported, find_quarter_before(period), place)),
        )
        for label, place in _list_places(kpi, names, partner_id)
    ]


def _list_places(
    kpi: KpiOfForm, names: Mapping[str, Mapping[str, str]], partner_id: str | None
) -> list[tuple[str, dict[str, str | None]]]:
    """Whom or what each line is about: a name, and the codes of a row."""
    if kpi.scope == "consortium":
        partners: list[tuple[str, dict[str, str | None]]] = [
            (name, {"partner_id": code}) for code, name in names["partners"].items()
        ]
        return [(WHOLE, {"partner_id": None}), *partners] if kpi.measure == "stock" else partners
    column, listed = ("country_code", "markets") if kpi.scope == "market" else ("mission_id", "missions")
    return [(name, {"partner_id": partner_id, column: code}) for code, name in names[listed].items()]


def _select_reports(reported: Iterable[Reported], period: str, place: Row) -> list[Reported]:
    """The reports of a period that a line is about."""
    wanted = key_of_report({"period": period, **place})[:-1]
    return [row for row in reported if key_of_report(row.entered)[:-1] == wanted]


def _fill_field(kpi: KpiOfForm, rows: Sequence[Reported]) -> str:
    """What stands in the field when the form opens: numbers to be corrected; names are only ever added."""
    if describe_line(kpi) == NAMES:
        return ""
    if describe_line(kpi) == NAMED_NUMBERS:
        return write_named_numbers([(row.organisation or "", row.value or 0) for row in rows])
    return format_for_input(rows[0].value) if rows and rows[0].value is not None else ""


def _describe_reports(kpi: KpiOfForm, rows: Sequence[Reported]) -> str:
    """The reports of a line in words; empty: there is none."""
    if not rows:
        return ""
    if describe_line(kpi) == NUMBER:
        return format_for_input(rows[0].value or 0)
    names = [row.organisation or "" for row in rows]
    if describe_line(kpi) == NAMED_NUMBERS:
        names = [f"{row.organisation} {format_for_input(row.value or 0)}" for row in rows]
    more = len(names) - SHOWN_NAMES
    return f"{len(names)}: {', '.join(names[:SHOWN_NAMES])}{f' and {more} more' if more > 0 else ''}"


def read_rows(form: Sequence[Line], typed: Sequence[str], *, period: str) -> tuple[list[dict[str, Any]], list[int]]:
    """The rows of a report from what stands in its fields, and for each row its line.

    An empty field is no row, unless a number stood there: taking it away is no report either.
    """
    found = [
        (place, {"period": period, **line.place, **entry})
        for place, (line, text) in enumerate(zip(form, typed, strict=True))
        for entry in _read_entries(line, text)
    ]
    return [row for _, row in found], [place for place, _ in found]


def _read_entries(line: Line, text: str) -> list[dict[str, Any]]:
    """What each row of a line adds to its place; a number that was taken away is a row without one."""
    return read_entries(line.takes, text) or ([{"value": text}] if line.takes == NUMBER and line.filled else [])


def group_problems(
    of_rows: Mapping[int, Sequence[str]], rows: Sequence[Row], places: Sequence[int]
) -> dict[int, list[str]]:
    """What is wrong with each line; where a line has several rows, the name of the row stands before."""
    found: dict[int, list[str]] = {}
    for row, problems in of_rows.items():
        name = rows[row].get("organisation")
        sentence = [f"{name}: {problem}" if name else problem for problem in problems]
        found.setdefault(places[row], []).extend(sentence)
    return found


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What a report adds and changes: a line of a table each, and how many stay as they are."""

    rows: list[dict[str, str]]
    unchanged: int


def find_changes(
    form: Sequence[Line], rows: Sequence[Row], places: Sequence[int], reported: Iterable[Reported]
) -> Changes:
    """What saving rows would add to, or change in, what is reported."""
    standing = {key_of_report(row.entered): row for row in reported}
    lines: list[dict[str, str]] = []
    for row, place in zip(rows, places, strict=True):
        line, before = form[place], standing.get(key_of_report(row))
        new = "named" if line.takes == NAMES else format_for_input(numbers.read_number(row["value"]))
        old = "" if before is None else "named" if line.takes == NAMES else format_for_input(before.value or 0)
        if old != new:
            name = " · ".join(filter(None, (line.label, row.get("organisation"))))
            lines.append({"Report": name, "So far": old or "–", "New": new})
    return Changes(rows=lines, unchanged=len(rows) - len(lines))


def read_milestones(text: str) -> list[tuple[str, str]]:
    """Pairs of month and number from lines such as `2020-06: 3`."""
    parted = (line.partition(SEPARATOR) for line in text.splitlines() if line.strip())
    return [(month.strip(), amount.strip()) for month, _, amount in parted]


def write_milestones(plan: Iterable[Milestone]) -> str:
    """A plan as lines to be edited."""
    return "\n".join(f"{row.month:%Y-%m}{SEPARATOR} {format_for_input(row.expected)}" for row in plan)


def tabulate_choices(rows: Iterable[Reading]) -> list[dict[str, str]]:
    """The ways in which the words of a KPI can be read, a line of a table each."""
    return [
        {
            "Printed": f"“{row.printed}”",
            "Read as": f"{row.meaning} ({join_names(row.places)})",
            "Why": row.reason,
            "State": label_reading(row),
        }
        for row in rows
    ]


def describe_role_change(name: str, before: CurrentMarket | None, role: str | None) -> dict[str, str]:
    """What giving a market a role would change, as a line of a table."""
    so_far = MARKET_ROLES[before.role] if before else NO_MARKET
    return {"Market": name, "So far": so_far, "New": MARKET_ROLES.get(role or "", "")}


def tabulate_changes(
    rows: Iterable[ValueChange], *, why: str | None, scopes: Mapping[str, str]
) -> list[dict[str, str]]:
    """What a batch changed, a line of a table for each value; the reason that is said of all of it is left out."""
    return [
        {
            "What": " · ".join(
                [THINGS[row.table].one, *(_format_value(column, one, scopes) for column, one in row.about.items())]
            ),
            "Value": FIELDS.get(row.field, row.field.removeprefix("is_").removesuffix("_id").replace("_", " ")),
            "Before": _format_value(CALLED.get((row.table, row.field), row.field), row.before, scopes),
            "After": _format_value(CALLED.get((row.table, row.field), row.field), row.after, scopes),
        }
        for row in rows
        if row.field not in REASONS or row.after not in (None, why)
    ]


def _format_value(column: str, value: Any, scopes: Mapping[str, str]) -> str:
    """A value of any column in words."""
    if value is None:
        return "–"
    if column == "scope_key":
        return name_any_scope(value, scopes)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return format_for_input(value)
    if isinstance(value, date):
        return format_moment(value) if isinstance(value, datetime) else format_day(value)
    return format_cell(value, describe_column(column))


def label_batch(row: Entry) -> str:
    """A batch in one line: when, who, what."""
    return f"{format_moment(row.changed_at)} · {row.who} · {row.what}"
