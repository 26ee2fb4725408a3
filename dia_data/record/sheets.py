"""Record a quarter of one partner at once: all that was typed into its sheet is one batch, or none of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dia_data.documents import periods
from dia_data.errors import EntryChanged, RowsInvalid, quote
from dia_data.queries import sheets
from dia_data.queries.sheets import COLUMNS, SheetRow
from dia_data.record import kpis
from dia_data.record.choices import list_partners
from dia_data.record.entries import (
    append,
    find_choice_problems,
    find_name_problems,
    find_reason_problems,
    join_lines,
    raise_if_invalid,
)
from dia_data.record.limits import check_arguments
from dia_data.record.report_fields import choose_field, read_entries
from dia_data.record.standing_reports import Row
from dia_data.storage.store import Change, Store

PARTS = {"kpi_id": str, "scope_key": str, "text": str, "is_nothing": bool}
"""What a row of a sheet says, each of one kind."""
NOTHING = "nothing_to_report"
NO_QUARTER = "Period: {} is not a quarter. Choose one of the programme, such as 2020-Q4."

Place = tuple[str, str]
"""A KPI and the key of a scope."""


@dataclass
class _Reading:
    """What the rows of a sheet come to: what is to be recorded, and what is wrong, by the place of the row."""

    results: list[dict[str, Any]]
    answers: list[dict[str, Any]]
    problems: dict[int, list[str]]
    changed: list[str]

    def refuse(self, place: int, problems: Sequence[str]) -> None:
        self.problems.setdefault(place, []).extend(problems)


@check_arguments
def record_sheet(
    store: Store,
    *,
    partner_id: str | None,
    period: str,
    rows: Sequence[Row],
    author: str,
    seen: Mapping[str, str] | None = None,
    reason: str = "",
) -> str:
    """Record what a partner typed into its sheet for a quarter, and return the batch.

    A row has `kpi_id, scope_key, text` (as typed: a number, or names one a line) and `is_nothing`; rows that change
    nothing are left out. `seen` tells the batch of each report (`result_id`) as the member saw it; without it every
    report that stands already is refused. Raises `RowsInvalid`, which says what is wrong with each row, or
    `EntryChanged`; nothing is recorded unless all is right.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        raise_if_invalid(*_find_shape_problems(rows))
        raise_if_invalid(
            *find_choice_problems("Partner", partner_id, list_partners(change)), *_find_period_problems(period)
        )
        others = [*find_name_problems(author), *find_reason_problems(reason)]
        known = _list_known(change, str(partner_id), period)
        reading = _read_rows(change, known, rows, partner_id=str(partner_id), period=period, author=author, seen=seen)
        if not rows:
            others = ["Nothing is entered. Fill in at least one row.", *others]
        if reading.problems or others:
            raise RowsInvalid(reading.problems, others, [label_row(known, row) for row in rows])
        if reading.changed:
            raise EntryChanged(f"{'; '.join(reading.changed)}.")
        facts = {"kpi_results": reading.results, "kpi_answers": reading.answers}
        facts = {table: of_table for table, of_table in facts.items() if of_table}
        raise_if_invalid(*([] if facts else ["All of it is reported already. Change a value, or leave it."]))
        return append(change, kpis.SOURCE, facts, author=author, note=reason)


def label_row(known: Mapping[Place, SheetRow], row: Row) -> str:
    """Which row a sentence is about: the name of its KPI, and its market or mission."""
    found = known.get((row["kpi_id"], row["scope_key"]))
    return " · ".join(filter(None, (found.kpi_name, found.place))) if found else str(row["kpi_id"])


def _find_shape_problems(rows: Sequence[Row]) -> list[str]:
    """That rows are none of a sheet: something else than its parts, each of its kind."""
    wrong = [
        place
        for place, row in enumerate(rows, start=1)
        if not isinstance(row, Mapping)
        or set(row) != set(PARTS)
        or any(not isinstance(row[name], kind) for name, kind in PARTS.items())
    ]
    return [f"Report, entry {place}: it is no row of a sheet. Open the sheet again." for place in wrong[:1]]


def _find_period_problems(period: str) -> list[str]:
    try:
        found = periods.parse_period(period)
    except periods.PeriodUnknown:
        return [NO_QUARTER.format(quote(period))]
    return [] if found.label == periods.find_quarter(found.starts).label else [NO_QUARTER.format(quote(period))]


def _list_known(change: Change, partner_id: str, period: str) -> dict[Place, SheetRow]:
    today = kpis.find_today(change)
    rows = sheets.list_rows(change, partner_id=partner_id, period=period, today=today)
    return {(row.kpi_id, row.scope_key): row for row in rows}


def _read_rows(
    change: Change,
    known: Mapping[Place, SheetRow],
    rows: Sequence[Row],
    *,
    partner_id: str,
    period: str,
    author: str,
    seen: Mapping[str, str] | None,
) -> _Reading:
    """Each KPI by the rules of its own form."""
    reading = _Reading(results=[], answers=[], problems={}, changed=[])
    of_kpi: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for place, row in enumerate(rows):
        found = known.get((row["kpi_id"], row["scope_key"]))
        problems = _find_row_problems(row, found, rows[:place])
        if found is None or problems:
            reading.refuse(place, problems)
        elif row["is_nothing"] and not found.is_zero_when_nothing:
            reading.answers += _build_answers(found, partner_id, period)
        else:
            entries = _read_entries(row, found, partner_id=partner_id, period=period)
            of_kpi.setdefault(found.kpi_id, []).extend((place, entry) for entry in entries)
    for kpi_id, entries_of_kpi in of_kpi.items():
        _read_kpi(change, reading, kpi_id, entries_of_kpi, author=author, seen=seen)
    return reading


def _find_row_problems(row: Row, found: SheetRow | None, before: Sequence[Row]) -> list[str]:
    """That a row is not on the sheet, stands on it twice, or says two things at once."""
    if found is None:
        return ["It is not on this sheet any more: the KPI or its scope has changed. Open the sheet again."]
    if any((row["kpi_id"], row["scope_key"]) == (one["kpi_id"], one["scope_key"]) for one in before):
        return ["It stands twice on this sheet. Keep one of them."]
    if not row["is_nothing"]:
        empty = not row["text"].strip()
        return ["It is empty. Enter a value, or choose “Nothing to report”."] if empty else []
    if row["text"].strip():
        return [f"{quote(row['text'])} is entered beside “Nothing to report”. Keep one of them."]
    if found.reported:
        return ["It is reported already. Correct that report, or undo its batch; “Nothing to report” adds nothing."]
    return []


def _build_answers(found: SheetRow, partner_id: str, period: str) -> list[dict[str, Any]]:
    """The answer that there is nothing to report, unless it stands already."""
    row = {
        "kpi_id": found.kpi_id, "scope_key": found.scope_key, "period": period, "partner_id": partner_id,
        "answer": NOTHING,
    }  # fmt: skip
    return [] if found.has_nothing else [row]


def _read_entries(row: Row, found: SheetRow, *, partner_id: str, period: str) -> list[dict[str, Any]]:
    """The reports that a row comes to. What is counted and added up is 0 where there is nothing to report."""
    place = {"period": period, "partner_id": partner_id}
    if found.scope in COLUMNS:
        place[COLUMNS[found.scope]] = found.scope_key
    if row["is_nothing"]:
        return [place | {"value": "0", "comment": "Nothing to report"}]
    return [place | entry for entry in read_entries(choose_field(found.measure, found.scope), row["text"])]


def _read_kpi(
    change: Change,
    reading: _Reading,
    kpi_id: str,
    entries: Sequence[tuple[int, dict[str, Any]]],
    *,
    author: str,
    seen: Mapping[str, str] | None,
) -> None:
    places, rows = [place for place, _ in entries], [entry for _, entry in entries]
    try:
        reading.results += kpis.read_results(change, kpi_id=kpi_id, rows=rows, author=author, seen=seen)
    except RowsInvalid as refused:
        for number, problems in refused.of_rows.items():
            name = rows[number].get("organisation")
            reading.refuse(places[number], [f"{name}: {one}" if name else one for one in problems])
    except EntryChanged as refused:
        reading.changed.append(refused.changed.rstrip("."))
