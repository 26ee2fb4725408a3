"""Report results of KPIs: each report is one batch of the form on /record."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dia_data import local_time
from dia_data.errors import EntryChanged
from dia_data.record import programme, reports
from dia_data.record.entries import (
    append,
    choice_problems,
    demand,
    name_problems,
    one_line,
    reason_problems,
    who_and_when,
)
from dia_data.record.limits import within_limits
from dia_data.record.reports import KpiOfForm
from dia_data.storage.store import Change, Reader, Store

SOURCE = {
    "source_id": "kpi_form",
    "title": "KPI form of the dashboard",
    "producer": "Members of the consortium",
    "note": "Results, targets, plans and owners of KPIs that members recorded; each with time and name.",
}
SHOWN_CHANGES = 3

Row = reports.Row


@within_limits
def results(
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
    Raises `ResultsInvalid` (an `EntryInvalid` that says which row) or `EntryChanged`.
    """
    author, reason = one_line(author), one_line(reason)
    with store.change() as change:
        demand(*reports.shape_problems(rows))
        form = opened(change, kpi_id, rows)
        clean = _read_all(form, rows, author=author, reason=reason, unseen=seen is None)
        _demand_seen(form, clean, seen or {})
        new = [row for row in clean if not _stands(form, row)]
        demand(*_nothing_new(form, clean if not new else []))
        return append(change, SOURCE, {"kpi_results": new}, author=author, note=reason)


def opened(reader: Reader, kpi_id: str | None, rows: Sequence[Row]) -> reports.Form:
    """What rows of a report are read against now. Raises `EntryInvalid` for a KPI that is not in the record."""
    kpi = known_kpi(reader, kpi_id)
    return reports.Form(
        kpi=kpi,
        partners=reports.partners(reader),
        markets=reports.markets(reader),
        missions=reports.missions(reader),
        programme=programme.current(reader),
        today=_today(reader),
        reported={reports.key(one.entered): one for one in reports.beside(reader, kpi=kpi, rows=rows)},
    )


# What stands in the record where a form begins


def kpis(reader: Reader) -> dict[str, KpiOfForm]:
    """Each KPI by its id, in the order of D3.1."""
    found = reader.rows(
        "select kpi_id, kpi_name, unit, measure, scope, accumulate from kpis_as_of(null) as kpis order by position",
        into=KpiOfForm,
    )
    return {row.kpi_id: row for row in found}


def known_kpi(reader: Reader, kpi_id: str | None) -> KpiOfForm:
    """The KPI. Raises `EntryInvalid` for one that is not in the record."""
    known = kpis(reader)
    demand(*choice_problems("KPI", kpi_id, {one: row.kpi_name for one, row in known.items()}))
    return known[str(kpi_id)]


# What is wrong


def _today(reader: Reader) -> date:
    if isinstance(reader, Store | Change):
        return local_time.day_of(reader.clock())
    raise TypeError("Only a store or a change of it knows what day it is.")


def _read_all(
    form: reports.Form, rows: Sequence[Row], *, author: str, reason: str, unseen: bool
) -> list[dict[str, Any]]:
    """The rows as they are to be recorded. Raises `ResultsInvalid` with all that is wrong at once."""
    read = [reports.read(form, row) for row in rows]
    clean = [row for row, _ in read]
    double = reports.doubles(clean)
    of_rows = {
        place: [
            *problems,
            *double.get(place, []),
            *reports.overlap_problems(form, row),
            *(_standing_problems(form, row) if unseen else []),
        ]
        for place, (row, problems) in enumerate(read)
    }
    others = [] if rows else ["Nothing is entered. Fill in at least one field."]
    others += [*reason_problems(reason), *name_problems(author)]
    wrong = {place: problems for place, problems in of_rows.items() if problems}
    if wrong or others:
        raise reports.ResultsInvalid(wrong, others, [reports.label(form, row) for row in rows])
    return clean


def _standing_problems(form: reports.Form, row: Row) -> list[str]:
    before = form.reported.get(reports.key(row))
    return (
        [f"It is reported already: {reports.shown(form, before)}. Correct that report, or leave it."] if before else []
    )


def _stands(form: reports.Form, row: Row) -> bool:
    """Whether a report stands in the record just so."""
    before = form.reported.get(reports.key(row))
    if not before:
        return False
    named = form.kpi.measure in reports.WITH_NAMES
    return bool((named or before.value == row["value"]) and before.comment == row["comment"])


def _nothing_new(form: reports.Form, clean: Sequence[Row]) -> list[str]:
    standing = [reports.shown(form, form.reported[reports.key(row)]) for row in clean[:SHOWN_CHANGES]]
    return [f"All of it is reported already: {'; '.join(standing)}. Change a number, or leave it."] if clean else []


def _demand_seen(form: reports.Form, clean: Iterable[Row], seen: Mapping[str, str]) -> None:
    """Raise `EntryChanged` where somebody recorded, or took back, one of these reports since the form was opened."""
    changed = []
    for row in clean:
        now = form.reported.get(reports.key(row))
        if now and now.batch_id != seen.get(row["result_id"]):
            changed.append(f"{who_and_when(now)} reported {reports.shown(form, now).partition(', recorded by')[0]}")
        elif not now and row["result_id"] in seen:
            changed.append(f"the report you saw was taken back ({reports.label(form, row)})")
    if changed:
        more = f"; and {len(changed) - SHOWN_CHANGES} more" if len(changed) > SHOWN_CHANGES else ""
        raise EntryChanged(f"{'; '.join(changed[:SHOWN_CHANGES])}{more}.")
