"""What the leader sets in the demonstration: owners, targets, plans, the dates of activities and of the programme."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import groupby
from operator import itemgetter
from typing import Any

from dia_data.demonstration.scripted import read, without
from dia_data.demonstration.timeline import LEADER, Entry, author

LONGER = "The programme goes on until 30 June 2022."

REDATED_ON = date(2021, 3, 15)


def entries() -> list[Entry]:
    """The batches of the leader."""
    return [_owners(), _planned(), _redated(), *_revised(), *_actual(), *_targets(), *_plans()]


def _of_the_leader(day: date, hour: int, facts: Mapping[str, Iterable[Mapping[str, Any]]], note: str = "") -> Entry:
    at = datetime.combine(day, time(hour, 10))
    return Entry(at=at, author=author(LEADER), facts={table: list(rows) for table, rows in facts.items()}, note=note)


def _dates(row: Mapping[str, Any], kind: str, reason: str | None = None) -> dict[str, Any]:
    return {**without(row, "recorded_on"), "kind": kind, "reason": row.get("reason", reason)}


def _owners() -> Entry:
    note = "Each KPI gets a partner that looks after it."
    return _of_the_leader(date(2020, 1, 14), 10, {"kpi_owners": read("owners")}, note)


def _planned() -> Entry:
    rows = [_dates(row, "planned") for row in read("planned_dates")]
    return _of_the_leader(date(2020, 1, 15), 15, {"activity_dates": rows}, "Dates agreed at the kick-off meeting.")


def _redated() -> Entry:
    reason = "Extended by nine months: the missions could not take place during the travel restrictions."
    programme = {
        "programme_id": "dia",
        "starts": date(2020, 1, 1),
        "ends": date(2022, 6, 30),
        "reason": reason,
    }
    rows = [_dates(row, "revised", LONGER) for row in read("rescheduled_dates")]
    return _of_the_leader(REDATED_ON, 11, {"programme_dates": [programme], "activity_dates": rows}, reason)


def _revised() -> Iterator[Entry]:
    for row in read("revised_dates"):
        yield _of_the_leader(row["recorded_on"], 9, {"activity_dates": [_dates(row, "revised")]}, row["reason"])


def _actual() -> Iterator[Entry]:
    for row in read("actual_dates"):
        yield _of_the_leader(row["recorded_on"], 16, {"activity_dates": [_dates(row, "actual")]})


def _targets() -> Iterator[Entry]:
    for row in read("targets"):
        target = {**without(row, "recorded_on", "reason"), "note": row["reason"]}
        yield _of_the_leader(row["recorded_on"], 14, {"kpi_targets": [target]}, row["reason"])


def _plans() -> Iterator[Entry]:
    for (day, *_), milestones in groupby(read("plans"), key=itemgetter("recorded_on", "kpi_id", "scope_key")):
        rows = list(milestones)
        facts = {"kpi_plans": [without(row, "recorded_on", "reason") for row in rows]}
        yield _of_the_leader(day, 13, facts, rows[0]["reason"])
