"""Set the targets and plans of KPIs, and name their owners: each is one batch of the form on /record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from dia_data.documents import numbers, periods
from dia_data.documents.numbers import format_for_input
from dia_data.errors import DiaError, quote
from dia_data.grids import build_key, split_key
from dia_data.queries import readings
from dia_data.record import choices, markets, programme
from dia_data.record.entries import (
    append,
    find_choice_problems,
    find_name_problems,
    find_reason_problems,
    join_lines,
    raise_if_changed,
    raise_if_invalid,
)
from dia_data.record.kpis import SOURCE, find_kpi, list_kpis
from dia_data.record.limits import check_arguments, find_day_problems
from dia_data.record.many import read_all
from dia_data.record.standing_reports import KpiOfForm
from dia_data.storage.store import Change, Reader, Store
from dia_data.wording.days import format_day
from dia_data.wording.scopes import CONSORTIUM, EACH, SCOPE_NAMES

GROWING = ("sum", "distinct")
"""Ways of accumulating in which a result never falls, so a plan does not either."""


Row = Mapping[str, Any]
"""A row to be written: columns to values."""


@dataclass(frozen=True, kw_only=True)
class CurrentTarget:
    """A target of a KPI, and who recorded it when."""

    target_min: float | None
    target_max: float | None
    valid_from: date
    batch_id: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """What the plan of a KPI expects by the end of a month, and who recorded it when."""

    month: date
    expected: float
    batch_id: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Owner:
    """The partner that looks after a KPI, and who recorded that when."""

    partner_id: str
    batch_id: str
    recorded_by: str
    recorded_at: datetime


@check_arguments
def record_target(
    store: Store,
    *,
    kpi_id: str | None,
    scope_key: str | None,
    target_min: object,
    target_max: object = None,
    valid_from: date | None,
    reason: str,
    author: str,
    seen: str | None,
) -> str:
    """Record a target that holds from a day on, and return the batch. Raises `EntryInvalid` or `EntryChanged`.

    `target_max` is None or empty where the target is no range. `seen` is the batch of the target recorded last for this
    scope as the member saw it (None: there was none).
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        kpi = find_kpi(change, kpi_id)
        raise_if_invalid(*find_choice_problems("Scope", scope_key, list_scope_keys(change, kpi)))
        before = find_current_target(change, kpi_id=kpi.kpi_id, scope_key=str(scope_key))
        raise_if_changed(before, seen, said=lambda row: f"set the target {describe_target(row)}")
        whole = kpi.measure != "percentage"
        low, low_problems = _read_amount("Target", target_min, whole=whole)
        high, high_problems = (
            _read_amount("Upper end", target_max, whole=whole) if _is_given(target_max) else (None, [])
        )
        raise_if_invalid(
            *low_problems,
            *high_problems,
            *_find_range_problems(low, high),
            *_find_start_problems(change, valid_from),
            *_find_unchanged_target(before, low, high, valid_from),
            *find_reason_problems(reason, needed_for="a new target"),
            *find_name_problems(author),
        )
        row = {"kpi_id": kpi.kpi_id, "scope_key": scope_key, "target_min": low, "target_max": high}
        rows = [row | {"valid_from": valid_from, "note": reason}]
        return append(change, SOURCE, {"kpi_targets": rows}, author=author, note=reason)


@check_arguments
def record_plan(
    store: Store,
    *,
    kpi_id: str | None,
    scope_key: str | None,
    milestones: Sequence[tuple[object, object]],
    reason: str,
    author: str,
    seen: str | None,
) -> str:
    """Record what is expected by the end of each named month, in place of the whole plan before; return the batch.

    `milestones` are pairs of a month (`2020-05` or a day in it) and a number or the text that was typed. `seen` is the
    batch of the plan as the member saw it (None: there was none). Raises `EntryInvalid` or `EntryChanged`.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        rows, others = _read_plan(
            change, kpi_id=kpi_id, scope_key=scope_key, milestones=milestones, reason=reason, seen=seen
        )
        raise_if_invalid(*others, *find_name_problems(author))
        return append(change, SOURCE, {"kpi_plans": rows}, author=author, note=reason)


@check_arguments
def record_plans(store: Store, *, rows: Sequence[Row], reason: str, author: str, seen: Mapping[str, str]) -> str:
    """Record the plans of several KPIs and scopes, each in place of its whole plan before, and return the batch.

    A row has `key` (KPI and scope, as `grids.build_key` joins them) and `milestones` as in `record_plan`; `seen` is the
    batch of each plan as the member saw it, by key. Raises `RowsInvalid` or `EntryChanged`, and then records nothing.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        names = {kpi_id: kpi.kpi_name for kpi_id, kpi in list_kpis(change).items()}

        def read(row: Row) -> Row:
            kpi_id, scope_key = split_key(str(row["key"]))
            found, of_reason = _read_plan(
                change, kpi_id=kpi_id, scope_key=scope_key, milestones=row["milestones"], reason=reason,
                seen=seen.get(str(row["key"])),
            )  # fmt: skip
            missing.extend(of_reason)
            return {"rows": found}

        missing: list[str] = []
        found = read_all(
            rows, ("key", "milestones"), read,
            label=lambda row: names.get(split_key(str(row["key"]))[0], "A KPI"), problems=find_name_problems(author),
        )  # fmt: skip
        raise_if_invalid(*dict.fromkeys(missing))
        facts = {"kpi_plans": [one for plan in found for one in plan["rows"]]}
        return append(change, SOURCE, facts, author=author, note=reason)


@check_arguments
def record_owner(
    store: Store, *, kpi_id: str | None, partner_id: str | None, author: str, seen: str | None, reason: str = ""
) -> str:
    """Record which partner looks after a KPI, and return the batch. Raises `EntryInvalid` or `EntryChanged`.

    `seen` is the batch of the owner as the member saw it (None: there was none).
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        kpi = find_kpi(change, kpi_id)
        names = choices.list_partners(change)
        before = find_current_owner(change, kpi_id=kpi.kpi_id)
        raise_if_changed(before, seen, said=lambda row: f"made {names.get(row.partner_id)} the owner")
        same = before is not None and before.partner_id == partner_id
        raise_if_invalid(
            *find_choice_problems("Owner", partner_id, names),
            *(["Owner: this partner is the owner already. Choose another one."] if same else []),
            *find_reason_problems(reason),
            *find_name_problems(author),
        )
        row = {"kpi_id": kpi.kpi_id, "partner_id": partner_id}
        return append(change, SOURCE, {"kpi_owners": [row]}, author=author, note=reason)


# What stands in the record where a form begins


def list_scope_keys(reader: Reader, kpi: KpiOfForm) -> dict[str, str]:
    """The scopes that a target or a plan of a KPI may be for, and their names."""
    key = EACH.get(kpi.scope, CONSORTIUM)
    return {key: SCOPE_NAMES[key], **_list_single_scopes(reader, kpi)}


def _list_single_scopes(reader: Reader, kpi: KpiOfForm) -> dict[str, str]:
    if kpi.scope == "mission":
        return choices.list_missions(reader)
    if kpi.scope != "market":
        return {}
    names = markets.list_countries(reader)
    return {code: names[code] for code in readings.list_tracked_markets(reader).get(kpi.kpi_id, [])}


def find_current_target(reader: Reader, *, kpi_id: str, scope_key: str) -> CurrentTarget | None:
    """The target recorded last for a scope; None: there is none."""
    found = reader.rows(
        """
        select target_min, target_max, valid_from, targets.batch_id, recorded_by, recorded_at
        from kpi_targets_as_of(null) as targets inner join batches using (batch_id)
        where kpi_id = $kpi_id and scope_key = $scope_key
        order by revision desc, valid_from desc limit 1
        """,
        into=CurrentTarget,
        kpi_id=kpi_id,
        scope_key=scope_key,
    )
    return found[0] if found else None


def find_current_plan(reader: Reader, *, kpi_id: str, scope_key: str) -> list[Milestone]:
    """The plan of a scope, month by month; empty: there is none."""
    return reader.rows(
        """
        select month, expected, plans.batch_id, recorded_by, recorded_at
        from kpi_plans_as_of(null) as plans inner join batches using (batch_id)
        where kpi_id = $kpi_id and scope_key = $scope_key order by month
        """,
        into=Milestone,
        kpi_id=kpi_id,
        scope_key=scope_key,
    )


def list_current_plans(reader: Reader) -> dict[str, list[Milestone]]:
    """Every plan that holds now, month by month, by KPI and scope (`grids.build_key`)."""
    found = reader.rows("select distinct kpi_id, scope_key from kpi_plans_as_of(null) order by kpi_id, scope_key")
    return {
        build_key(one["kpi_id"], one["scope_key"]): find_current_plan(
            reader, kpi_id=one["kpi_id"], scope_key=one["scope_key"]
        )
        for one in found
    }


def find_current_owner(reader: Reader, *, kpi_id: str) -> Owner | None:
    """The owner of a KPI; None: there is none."""
    found = reader.rows(
        """
        select partner_id, owners.batch_id, recorded_by, recorded_at
        from kpi_owners_as_of(null) as owners inner join batches using (batch_id) where kpi_id = $kpi_id
        """,
        into=Owner,
        kpi_id=kpi_id,
    )
    return found[0] if found else None


def describe_target(row: CurrentTarget) -> str:
    """A target as text: `10 to 14, valid from 01 January 2020`."""
    ends = [format_for_input(end) for end in (row.target_min, row.target_max) if end is not None]
    return f"{' to '.join(ends)}, valid from {format_day(row.valid_from)}"


def describe_plan(rows: Iterable[Milestone]) -> str:
    """A plan as text: `3 by 2020-06, 7 by 2020-12`."""
    return ", ".join(f"{format_for_input(row.expected)} by {row.month:%Y-%m}" for row in rows)


def _read_plan(
    change: Change,
    *,
    kpi_id: str | None,
    scope_key: str | None,
    milestones: Sequence[tuple[object, object]],
    reason: str,
    seen: str | None,
) -> tuple[list[Row], list[str]]:
    """A whole plan as rows of the record, and what is wrong with the reason."""
    kpi = find_kpi(change, kpi_id)
    raise_if_invalid(*find_choice_problems("Scope", scope_key, list_scope_keys(change, kpi)))
    before = find_current_plan(change, kpi_id=kpi.kpi_id, scope_key=str(scope_key))
    raise_if_changed(before[0] if before else None, seen, said=lambda _: f"set the plan {describe_plan(before)}")
    rows, problems = _read_milestones(milestones)
    raise_if_invalid(
        *problems,
        *_find_month_problems(change, kpi, rows),
        *([] if problems else _find_unchanged_plan(before, rows)),
    )
    full: list[Row] = [{"kpi_id": kpi.kpi_id, "scope_key": scope_key, "note": reason} | dict(row) for row in rows]
    return full, find_reason_problems(reason, needed_for="a new plan")


# What is wrong


def _is_given(typed: object) -> bool:
    return typed is not None and str(typed).strip() != ""


def _read_amount(field: str, typed: object, *, whole: bool = False) -> tuple[float | None, list[str]]:
    """A target or an expectation: not below zero, and whole where that is asked for."""
    try:
        value = numbers.read_number(typed)
    except DiaError as unreadable:
        return None, [f"{field}: {unreadable}"]
    if value < 0:
        return None, [f"{field}: {format_for_input(value)} is below zero. Enter 0 or more."]
    if whole and value != int(value):
        return None, [f"{field}: {format_for_input(value)} is not a whole number. Enter one, or make it a range."]
    return value, []


def _find_range_problems(low: float | None, high: float | None) -> list[str]:
    if low is None or high is None or low < high:
        return []
    return [
        (
            f"Upper end: {format_for_input(high)} is not above {format_for_input(low)}. "
            "Enter a larger number, or leave it empty."
        )
    ]


def _find_start_problems(reader: Reader, valid_from: date | None) -> list[str]:
    if valid_from is None:
        return ["Valid from: nothing is chosen. Choose a day in the programme."]
    now = programme.find_current(reader)
    if now.starts <= valid_from <= now.ends:
        return []
    runs = f"{format_day(now.starts)} to {format_day(now.ends)}"
    outside = f"Valid from: {format_day(valid_from)} is outside the programme ({runs})."
    return [f"{outside} Choose a day in it, or reschedule the programme first (Dates)."]


def _find_unchanged_target(
    before: CurrentTarget | None, low: float | None, high: float | None, valid_from: date | None
) -> list[str]:
    if before and (before.target_min, before.target_max) == (low, high) and before.valid_from == valid_from:
        return [f"Target: it is {describe_target(before)} already. Change it, or leave it."]
    return []


def _read_milestones(milestones: Sequence[tuple[object, object]]) -> tuple[list[dict[str, Any]], list[str]]:
    rows: list[dict[str, Any]] = []
    problems: list[str] = [] if milestones else ["Plan: it is empty. Enter at least one month and number."]
    for pair in milestones:
        if not isinstance(pair, Sequence) or len(pair) != len(("month", "number")):
            problems.append(f"Plan: {quote(pair)} is not a month with its number. Enter both, such as 2020-06: 3.")
            continue
        typed, amount = pair
        month, month_problems = _read_month(typed)
        expected, amount_problems = _read_amount(f"Plan, {quote(typed)}", amount)
        problems += [*month_problems, *amount_problems]
        if month and expected is not None:
            rows.append({"month": month, "expected": expected})
    return sorted(rows, key=lambda row: row["month"]), problems


def _read_month(typed: object) -> tuple[date | None, list[str]]:
    if isinstance(typed, date):
        problems = find_day_problems("Plan", typed)
        return (None, problems) if problems else (typed.replace(day=1), [])
    try:
        period = periods.parse_period(str(typed).strip())
    except DiaError as unreadable:
        return None, [f"Plan: {unreadable}"]
    return period.ends.replace(day=1), []


def _find_month_problems(reader: Reader, kpi: KpiOfForm, rows: Sequence[Row]) -> list[str]:
    """That months repeat or lie outside the programme, or that what only grows is expected to fall."""
    now = programme.find_current(reader)
    months = [row["month"] for row in rows]
    problems = [
        f"Plan: {month:%Y-%m} is outside the programme ({now.starts:%Y-%m} to {now.ends:%Y-%m})."
        for month in months
        if not now.starts.replace(day=1) <= month <= now.ends
    ]
    pairs = list(pairwise(rows))
    problems += [
        f"Plan: {row['month']:%Y-%m} is entered twice. Keep one."
        for row, after in pairs
        if row["month"] == after["month"]
    ]
    if kpi.accumulate in GROWING:
        problems += [
            f"Plan: by {after['month']:%Y-%m} less is expected than by {row['month']:%Y-%m}, but this result never "
            "falls. Enter the totals reached by the end of each month."
            for row, after in pairs
            if after["expected"] < row["expected"]
        ]
    return problems


def _find_unchanged_plan(before: Sequence[Milestone], rows: Sequence[Row]) -> list[str]:
    same = [(row.month, row.expected) for row in before] == [(row["month"], row["expected"]) for row in rows]
    return [f"Plan: it is {describe_plan(before)} already. Change it, or leave it."] if before and same else []
