"""Decide how the words are read that say what the targets of KPIs hold for: one batch of the form on /record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from dia_data.errors import EntryChanged, quote
from dia_data.queries import readings
from dia_data.queries.readings import Reading
from dia_data.record.entries import (
    append,
    describe_author,
    find_name_problems,
    find_reason_problems,
    join_lines,
    raise_if_invalid,
)
from dia_data.record.kpis import SOURCE
from dia_data.record.limits import check_arguments
from dia_data.storage.store import Reader, Store
from dia_data.wording.lists import join_names


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The reading of a KPI that was decided on, and who decided when."""

    kpi_id: str
    reading_id: str
    batch_id: str
    recorded_by: str
    recorded_at: datetime


@check_arguments
def decide_reading(
    store: Store,
    *,
    kpi_ids: Sequence[str],
    reading_id: str | None,
    reason: str,
    author: str,
    seen: Mapping[str, str] | None = None,
) -> str:
    """Record which reading of their words KPIs are tracked by, and return the batch.

    KPIs for which that is decided already are left out. `seen` tells the batch of each decision as the member saw it
    (a KPI that is not there had none). Raises `EntryInvalid` or `EntryChanged`.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        open_to = list_open(change)
        raise_if_invalid(*_find_kpi_problems(open_to, kpi_ids), *_find_reading_problems(open_to, kpi_ids, reading_id))
        now = find_choices(change)
        _raise_if_changed(open_to, {kpi_id: now.get(kpi_id) for kpi_id in kpi_ids}, seen or {})
        new = [one for one in dict.fromkeys(kpi_ids) if one not in now or now[one].reading_id != reading_id]
        raise_if_invalid(
            *([] if new else ["Reading: this is decided already. Choose another one, or leave it."]),
            *find_reason_problems(reason, needed_for="the decision"),
            *find_name_problems(author),
        )
        rows = [{"kpi_id": kpi_id, "reading_id": reading_id, "note": reason} for kpi_id in new]
        return append(change, SOURCE, {"kpi_reading_choices": rows}, author=author, note=reason)


# What stands in the record where a form begins


def list_open(reader: Reader) -> dict[str, list[Reading]]:
    """The KPIs whose words can be read in several ways, each with its readings, ours first."""
    found = groupby(readings.list_readings(reader), key=lambda row: row.kpi_id)
    several = {kpi_id: list(rows) for kpi_id, rows in found}
    return {kpi_id: rows for kpi_id, rows in several.items() if len(rows) > 1}


def find_choices(reader: Reader) -> dict[str, Choice]:
    """What was decided, by KPI."""
    found = reader.rows(
        """
        select kpi_id, reading_id, choices.batch_id, recorded_by, recorded_at
        from kpi_reading_choices_as_of(null) as choices inner join batches using (batch_id)
        """,
        into=Choice,
    )
    return {row.kpi_id: row for row in found}


# What is wrong


def _find_kpi_problems(open_to: Mapping[str, Sequence[Reading]], kpi_ids: Iterable[str]) -> list[str]:
    if not kpi_ids:
        return ["KPI: nothing is chosen. Choose at least one."]
    names = [rows[0].kpi_name for rows in open_to.values()]
    return [
        f"KPI: {quote(kpi_id)} has no words that can be read in several ways; choose of {join_names(names)}."
        for kpi_id in kpi_ids
        if not isinstance(kpi_id, str) or kpi_id not in open_to
    ][:1]


def _find_reading_problems(
    open_to: Mapping[str, Sequence[Reading]], kpi_ids: Iterable[str], reading_id: str | None
) -> list[str]:
    if reading_id is None:
        return ["Reading: nothing is chosen. Choose one."]
    return [
        f"Reading: {quote(reading_id)} is none of {rows[0].kpi_name}; choose one of "
        f"{join_names([row.meaning for row in rows], last='or')}."
        for rows in (open_to.get(kpi_id, []) for kpi_id in kpi_ids if isinstance(kpi_id, str))
        if rows and reading_id not in [row.reading_id for row in rows]
    ][:1]


def _raise_if_changed(
    open_to: Mapping[str, Sequence[Reading]], now: Mapping[str, Choice | None], seen: Mapping[str, str]
) -> None:
    """Raise `EntryChanged` where somebody decided, or took a decision back, since the form was opened."""
    for kpi_id, choice in now.items():
        if (choice.batch_id if choice else None) == seen.get(kpi_id):
            continue
        rows = open_to[kpi_id]
        if choice is None:
            raise EntryChanged(f"the decision on {rows[0].kpi_name} that you saw was undone.")
        meaning = next((row.meaning for row in rows if row.reading_id == choice.reading_id), choice.reading_id)
        raise EntryChanged(f"{describe_author(choice)} decided on {rows[0].kpi_name}: {meaning}.")
