"""Report results of KPIs: each report is one batch of the form on /record."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dia_data import local_time
from dia_data.errors import EntryChanged, RowsInvalid
from dia_data.record import choices, programme, reports, standing_reports
from dia_data.record.entries import (
    append,
    describe_author,
    find_choice_problems,
    find_name_problems,
    find_reason_problems,
    join_lines,
    raise_if_invalid,
)
from dia_data.record.limits import check_arguments
from dia_data.record.standing_reports import KpiOfForm
from dia_data.storage.store import Change, Reader, Store

SOURCE = {
    "source_id": "kpi_form",
    "title": "KPI form of the dashboard",
    "producer": "Members of the consortium",
    "note": "Results, targets, plans, owners and readings of KPIs that members recorded; each with time and name.",
}
SHOWN_CHANGES = 3

Row = standing_reports.Row


@check_arguments
def record_results(
    store: Store,
    *,
    kpi_id: str | None,
    rows: Sequence[Row],
    author: str,
    seen: Mapping[str, str] | None = None,
    reason: str = "",
) -> str:
    """Record reported results of one KPI and return the batch; a report that stands already is corrected.

    A row has `period, partner_id, country_code, mission_id, organisation, value` (a number, or the text that was
    typed) and `comment`; what a KPI does not need may be missing. `seen` tells the batch of each report (`result_id`)
    as the member saw it; without it every report that stands already is refused. Rows that change nothing are left out.
    Raises `RowsInvalid` (an `EntryInvalid` that says which row) or `EntryChanged`.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        form, clean = _read_report(change, kpi_id, rows, author=author, reason=reason, seen=seen)
        new = [row for row in clean if not _is_recorded(form, row)]
        raise_if_invalid(*_explain_nothing_new(form, clean if not new else []))
        return append(change, SOURCE, {"kpi_results": new}, author=author, note=reason)


def read_results(
    change: Change, *, kpi_id: str, rows: Sequence[Row], author: str, seen: Mapping[str, str] | None
) -> list[dict[str, Any]]:
    """Those rows of a report of one KPI that are new, as they are to be recorded. Raises as `record_results`."""
    form, clean = _read_report(change, kpi_id, rows, author=author, reason="", seen=seen)
    return [row for row in clean if not _is_recorded(form, row)]


def _read_report(
    change: Change,
    kpi_id: str | None,
    rows: Sequence[Row],
    *,
    author: str,
    reason: str,
    seen: Mapping[str, str] | None,
) -> tuple[reports.Form, list[dict[str, Any]]]:
    """What rows are read against, and what they come to; what is wrong, or changed since, is raised."""
    raise_if_invalid(*reports.find_shape_problems(rows))
    form = open_report(change, kpi_id, rows)
    clean = _read_all(form, rows, author=author, reason=reason, unseen=seen is None)
    _raise_if_changed(form, clean, seen or {})
    return form, clean


def open_report(reader: Reader, kpi_id: str | None, rows: Sequence[Row]) -> reports.Form:
    """What rows of a report are read against now. Raises `EntryInvalid` for a KPI that is not in the record."""
    kpi = find_kpi(reader, kpi_id)
    return reports.Form(
        kpi=kpi,
        partners=choices.list_partners(reader),
        markets=choices.list_markets(reader),
        missions=choices.list_missions(reader),
        programme=programme.find_current(reader),
        today=find_today(reader),
        reported={
            standing_reports.key_of_report(one.entered): one
            for one in standing_reports.list_overlapping_reports(reader, kpi=kpi, rows=rows)
        },
    )


# What stands in the record where a form begins


def list_kpis(reader: Reader) -> dict[str, KpiOfForm]:
    """Each KPI by its id, in the order of D3.1."""
    found = reader.rows(
        "select kpi_id, kpi_name, unit, measure, scope, accumulate from kpis_as_of(null) as kpis order by position",
        into=KpiOfForm,
    )
    return {row.kpi_id: row for row in found}


def find_kpi(reader: Reader, kpi_id: str | None) -> KpiOfForm:
    """The KPI. Raises `EntryInvalid` for one that is not in the record."""
    known = list_kpis(reader)
    raise_if_invalid(*find_choice_problems("KPI", kpi_id, {one: row.kpi_name for one, row in known.items()}))
    return known[str(kpi_id)]


# What is wrong


def find_today(reader: Reader) -> date:
    """The day that it is for a store, or for a change of it."""
    if isinstance(reader, Store | Change):
        return local_time.find_day(reader.clock())
    raise TypeError("Only a store or a change of it knows what day it is.")


def _read_all(
    form: reports.Form, rows: Sequence[Row], *, author: str, reason: str, unseen: bool
) -> list[dict[str, Any]]:
    """The rows as they are to be recorded. Raises `RowsInvalid` with all that is wrong at once."""
    read = [reports.read_report(form, row) for row in rows]
    clean = [row for row, _ in read]
    double = reports.find_doubles(clean)
    of_rows = {
        place: [
            *problems,
            *double.get(place, []),
            *reports.find_overlap_problems(form, row),
            *(_find_standing_problems(form, row) if unseen else []),
        ]
        for place, (row, problems) in enumerate(read)
    }
    others = [] if rows else ["Nothing is entered. Fill in at least one field."]
    others += [*find_reason_problems(reason), *find_name_problems(author)]
    wrong = {place: problems for place, problems in of_rows.items() if problems}
    if wrong or others:
        raise RowsInvalid(wrong, others, [reports.label_report(form, row) for row in rows])
    return clean


def _find_standing_problems(form: reports.Form, row: Row) -> list[str]:
    before = form.reported.get(standing_reports.key_of_report(row))
    return (
        [f"It is reported already: {reports.describe_report(form, before)}. Correct that report, or leave it."]
        if before
        else []
    )


def _is_recorded(form: reports.Form, row: Row) -> bool:
    """Whether a report stands in the record just so."""
    before = form.reported.get(standing_reports.key_of_report(row))
    if not before:
        return False
    named = form.kpi.measure in standing_reports.WITH_NAMES
    return bool((named or before.value == row["value"]) and before.comment == row["comment"])


def _explain_nothing_new(form: reports.Form, clean: Sequence[Row]) -> list[str]:
    standing = [
        reports.describe_report(form, form.reported[standing_reports.key_of_report(row)])
        for row in clean[:SHOWN_CHANGES]
    ]
    return [f"All of it is reported already: {'; '.join(standing)}. Change a number, or leave it."] if clean else []


def _raise_if_changed(form: reports.Form, clean: Iterable[Row], seen: Mapping[str, str]) -> None:
    """Raise `EntryChanged` where somebody recorded, or took back, one of these reports since the form was opened."""
    changed = []
    for row in clean:
        now = form.reported.get(standing_reports.key_of_report(row))
        if now and now.batch_id != seen.get(row["result_id"]):
            changed.append(
                f"{describe_author(now)} reported {reports.describe_report(form, now).partition(', recorded by')[0]}"
            )
        elif not now and row["result_id"] in seen:
            changed.append(f"the report you saw was undone ({reports.label_report(form, row)})")
    if changed:
        more = f"; and {len(changed) - SHOWN_CHANGES} more" if len(changed) > SHOWN_CHANGES else ""
        raise EntryChanged(f"{'; '.join(changed[:SHOWN_CHANGES])}{more}.")
