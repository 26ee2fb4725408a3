"""What the leader sets in the demonstration: owners, targets, plans, the dates of activities and of the programme."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import groupby
from operator import itemgetter
from typing import Any

from dia_data.demonstration.scripted import drop_columns, read
from dia_data.demonstration.timeline import LEADER, Entry, name_author

LONGER = "The programme goes on until 30 June 2022."

REDATED_ON = date(2021, 3, 15)


def list_entries() -> list[Entry]:
    """The batches of the leader."""
    return [
        _build_owners(),
        _build_planned(),
        _build_rescheduled(),
        *_list_revised(),
        *_list_actual(),
        *_list_targets(),
        *_list_plans(),
    ]


def _build_leader_entry(
    day: date, hour: int, facts: Mapping[str, Iterable[Mapping[str, Any]]], note: str = ""
) -> Entry:
    at = datetime.combine(day, time(hour, 10))
    return Entry(
        at=at, author=name_author(LEADER), facts={table: list(rows) for table, rows in facts.items()}, note=note
    )


def _build_dates(row: Mapping[str, Any], kind: str, reason: str | None = None) -> dict[str, Any]:
    return {**drop_columns(row, "recorded_on"), "kind": kind, "reason": row.get("reason", reason)}


def _build_owners() -> Entry:
    note = "Each KPI gets a partner that looks after it."
    return _build_leader_entry(date(2020, 1, 14), 10, {"kpi_owners": read("owners")}, note)


def _build_planned() -> Entry:
    rows = [_build_dates(row, "planned") for row in read("planned_dates")]
    return _build_leader_entry(date(2020, 1, 15), 15, {"activity_dates": rows}, "Dates agreed at the kick-off meeting.")


def _build_rescheduled() -> Entry:
    reason = "Extended by nine months: the missions could not take place during the travel restrictions."
    programme = {
        "programme_id": "dia",
        "starts": date(2020, 1, 1),
        "ends": date(2022, 6, 30),
        "reason": reason,
    }
    rows = [_build_dates(row, "revised", LONGER) for row in read("rescheduled_dates")]
    return _build_leader_entry(REDATED_ON, 11, {"programme_dates": [programme], "activity_dates": rows}, reason)


def _list_revised() -> Iterator[Entry]:
    for row in read("revised_dates"):
        yield _build_leader_entry(
            row["recorded_on"], 9, {"activity_dates": [_build_dates(row, "revised")]}, row["reason"]
        )


def _list_actual() -> Iterator[Entry]:
    for row in read("actual_dates"):
        yield _build_leader_entry(row["recorded_on"], 16, {"activity_dates": [_build_dates(row, "actual")]})


def _list_targets() -> Iterator[Entry]:
    for row in read("targets"):
        target = {**drop_columns(row, "recorded_on", "reason"), "note": row["reason"]}
        yield _build_leader_entry(row["recorded_on"], 14, {"kpi_targets": [target]}, row["reason"])


def _list_plans() -> Iterator[Entry]:
    for (day, *_), milestones in groupby(read("plans"), key=itemgetter("recorded_on", "kpi_id", "scope_key")):
        rows = list(milestones)
        facts = {"kpi_plans": [drop_columns(row, "recorded_on", "reason") for row in rows]}
        yield _build_leader_entry(day, 13, facts, rows[0]["reason"])
