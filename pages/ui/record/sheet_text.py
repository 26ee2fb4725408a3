"""What the sheet of a quarter shows: its rows in words, their problems, what would change. No Streamlit here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dia_data.documents import numbers, periods
from dia_data.documents.numbers import format_for_input
from dia_data.grids import TICKED, Column, Grid, Line, Rest, Takes, build_key, split_key
from dia_data.look_alikes import find_look_alikes
from dia_data.queries.sheets import NotDue, SheetReport, SheetRow
from dia_data.record.report_fields import (
    NAMED_NUMBERS,
    NAMES,
    NUMBER,
    choose_field,
    read_entries,
    write_named_numbers,
)
from dia_data.wording.days import format_day, format_period
from dia_data.wording.figures import MISSING, NOT_REPORTED, format_count
from dia_data.wording.reports import describe_open_lines

MOST_KNOWN = 2_000
"""So many known names are sent to the browser for suggestions; the check compares with all."""
NOTHING = "Nothing to report"
VALUE, BOX = "value", "nothing"
"""The columns that are filled in."""
HINTS = {Takes.NAMES: "One name per line", Takes.NAMED_NUMBERS: "Name: number"}

WHY = {
    NotDue.TO_COME: "Not expected before {day}",
    NotDue.ENDED: "Ended on {day}",
    NotDue.AFTER_END: "Judged after the project ends ({day})",
    NotDue.WHOLE: "Reported for the consortium as a whole",
}

Entered = Mapping[str, Any]
"""A row as `record.sheets` takes it: `kpi_id, scope_key, text, is_nothing`."""


def describe_progress(partner: str, rows: Sequence[SheetRow], period: str) -> str:
    """How much of what is due for the quarter is still open, as the headline of the sheet."""
    due = [row for row in rows if row.why_not_due in (None, NotDue.REPORTED)]
    still_open = sum(row.why_not_due is None for row in due)
    return f"{partner}: {describe_open_lines(still_open, of=len(due), period=period)}"


def measure_progress(rows: Sequence[SheetRow]) -> float:
    """Which share of what is due is reported; 1 where nothing is due."""
    due = [row for row in rows if row.why_not_due in (None, NotDue.REPORTED)]
    return sum(row.why_not_due is not None for row in due) / len(due) if due else 1.0


def build_grid(rows: Iterable[SheetRow], *, partner_id: str, period: str, title: str) -> Grid:
    """The sheet of a partner for a quarter."""
    ends = format_day(periods.parse_period(period).ends)
    return Grid(
        key=f"quarter_{partner_id}_{period}",
        title=title,
        heading="KPI",
        columns=(
            Column(key="last", heading="Last report"),
            Column(key="so_far", heading="All partners so far"),
            Column(key="expected", heading=f"Expected by {ends}"),
            Column(key=VALUE, heading=f"In {format_period(period)}", takes=Takes.NUMBER),
            Column(key=BOX, heading=NOTHING, takes=Takes.BOX),
        ),
        groups={"due": "Due", "reported": "Reported", "other": "Not due"},
        lines=[_build_line(row, period) for row in rows],
        said="Reported",
        reason="Comment on this quarter (optional)",
        rest=Rest(
            column=BOX,
            text="Nothing else to report",
            help=f"Answers “{NOTHING}” in each line above that is due and still empty",
        ),
    )


def _build_line(row: SheetRow, period: str) -> Line:
    takes = choose_field(row.measure, row.scope)
    return Line(
        key=build_key(row.kpi_id, row.scope_key),
        name=row.kpi_name,
        place=row.place or "",
        help=row.definition,
        group=_choose_group(row),
        why=_explain(row),
        shows={
            "last": _describe_last(row),
            "so_far": _describe_result(row),
            "expected": MISSING if row.expected is None else format_for_input(round(row.expected, 1)),
        },
        holds={VALUE: fill_field(row, period), BOX: TICKED if row.has_nothing else ""},
        takes={VALUE: takes},
        hints={VALUE: HINTS.get(takes, row.unit)},
        stands=describe_reports(row, row.reported),
    )


def build_rows(entered: Iterable[Mapping[str, str]]) -> list[Entered]:
    """What was entered, as the record takes it."""
    return [
        {
            "kpi_id": split_key(one["key"])[0],
            "scope_key": split_key(one["key"])[-1],
            "text": one.get(VALUE, ""),
            "is_nothing": bool(one.get(BOX, "").strip()),
        }
        for one in entered
    ]


def _choose_group(row: SheetRow) -> str:
    if row.why_not_due is None:
        return "due"
    return "reported" if row.why_not_due == NotDue.REPORTED else "other"


def _explain(row: SheetRow) -> str:
    sentence = WHY.get(row.why_not_due) if row.why_not_due else None
    return sentence.format(day=format_day(row.not_due_day)) if sentence else ""


def _describe_last(row: SheetRow) -> str:
    if not row.last_period:
        return NOT_REPORTED.capitalize()
    return f"{_count(row, row.last)}, {format_period(row.last_period)}"


def _count(row: SheetRow, reports: Sequence[SheetReport]) -> str:
    if row.counts_names:
        return format_count(len(reports), "name")
    return format_for_input(sum(one.value or 0 for one in reports))


def _describe_result(row: SheetRow) -> str:
    """What all partners have reported so far, and the target."""
    if row.scope == "sme_mission" and row.target_min is not None:
        return f"{format_for_input(row.target_min)} wanted of each SME"
    if row.target_min is None:
        return MISSING if row.result is None else format_for_input(round(row.result, 1))
    upper = f"–{format_for_input(row.target_max)}" if row.target_max is not None else ""
    result = MISSING if row.result is None else format_for_input(round(row.result, 1))
    return f"{result} of {format_for_input(row.target_min)}{upper}"


def describe_reports(row: SheetRow, reports: Sequence[SheetReport]) -> str:
    """What the partner has reported for the quarter, in words; a month of it is named. Empty: nothing yet."""
    return "; ".join(_describe_report(row, one) for one in reports)


def _describe_report(row: SheetRow, report: SheetReport) -> str:
    amount = format_for_input(report.value or 0)
    if row.measure == "distinct":
        what = report.organisation or ""
    else:
        what = f"{report.organisation} {amount}" if report.organisation else amount
    starts = periods.parse_period(report.period).starts
    return what if report.period == periods.find_quarter(starts).label else f"{what} ({format_period(report.period)})"


def fill_field(row: SheetRow, period: str) -> str:
    """What stands in the field when the sheet opens: numbers to be corrected; names are only ever added."""
    mine = [one for one in row.reported if one.period == period and one.value is not None]
    takes = choose_field(row.measure, row.scope)
    if takes == NAMES or not mine:
        return ""
    if takes == NAMED_NUMBERS:
        return write_named_numbers([(one.organisation or "", one.value or 0) for one in mine])
    return format_for_input(mine[0].value or 0)


def find_offers(
    entered: Iterable[Entered], rows: Iterable[SheetRow], known: Sequence[str]
) -> dict[str, dict[str, str]]:
    """By the key of a line: typed names that look like a known one, each with that."""
    of_place = {(row.kpi_id, row.scope_key): row for row in rows}
    found = {}
    for one in entered:
        row = of_place.get((one["kpi_id"], one["scope_key"]))
        if row and row.counts_names:
            names = [entry["organisation"] for entry in read_entries(choose_field(row.measure, row.scope), one["text"])]
            found[build_key(row.kpi_id, row.scope_key)] = find_look_alikes(names, known)
    return {key: offers for key, offers in found.items() if offers}


def tabulate_changes(entered: Iterable[Entered], rows: Iterable[SheetRow], period: str) -> list[dict[str, str]]:
    """What saving the sheet would add or change, a line of a table for each row with a value; all of it was checked."""
    of_place = {(row.kpi_id, row.scope_key): row for row in rows}
    return [
        {
            "Report": _name_row(row),
            "So far": describe_reports(row, [report for report in row.reported if report.period == period]) or MISSING,
            "New": _describe_entered(row, one),
        }
        for one in entered
        for row in [of_place[one["kpi_id"], one["scope_key"]]]
        if not one["is_nothing"]
    ]


def describe_nothing(entered: Iterable[Entered], rows: Iterable[SheetRow]) -> str:
    """For which rows the answer is that there is nothing to report; empty: for none."""
    chosen = {(one["kpi_id"], one["scope_key"]) for one in entered if one["is_nothing"]}
    places: dict[str, list[str]] = {}
    for row in rows:
        if (row.kpi_id, row.scope_key) in chosen:
            places.setdefault(row.kpi_name, []).extend([row.place] if row.place else [])
    if not chosen:
        return ""
    names = [f"{name} ({', '.join(of_kpi)})" if of_kpi else name for name, of_kpi in places.items()]
    return f"{NOTHING} in {format_count(len(chosen), 'line')}: {'; '.join(names)}."


def _name_row(row: SheetRow) -> str:
    return " · ".join(filter(None, (row.kpi_name, row.place)))


def _describe_entered(row: SheetRow, entered: Mapping[str, Any]) -> str:
    takes = choose_field(row.measure, row.scope)
    entries = read_entries(takes, entered["text"])
    if takes == NUMBER:
        return format_for_input(numbers.read_number(entries[0]["value"]))
    return "; ".join(" ".join(filter(None, (one["organisation"], one.get("value")))) for one in entries)
