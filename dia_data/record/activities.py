"""Set and revise the dates of joint activities: each is one batch of the form on /record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dia_data import local_time
from dia_data.documents.days import DayUnreadable, read_day
from dia_data.record import programme
from dia_data.record.entries import (
    append,
    describe_author,
    find_choice_problems,
    find_name_problems,
    find_reason_problems,
    join_lines,
    raise_if_changed,
    raise_if_invalid,
)
from dia_data.record.limits import check_arguments
from dia_data.record.many import Row, read_all
from dia_data.storage.store import Change, Reader, Store
from dia_data.wording.days import describe_today, format_day

SOURCE = {
    "source_id": "activity_form",
    "title": "Activity form of the dashboard",
    "producer": "Members of the consortium",
    "note": "Planned, revised and actual dates of activities that members recorded; each with time, name and reason.",
}
KINDS = ("planned", "revised", "actual")
MARGIN_MONTHS = 12
"""A plan may lie this long before or after the programme: preparation, and what is handed on."""


@dataclass(frozen=True, kw_only=True)
class CurrentDates:
    """The dates of an activity that hold, of one kind, and who recorded them when."""

    starts: date | None
    ends: date | None
    reason: str | None
    basis: str
    batch_id: str
    recorded_by: str
    recorded_at: datetime


@check_arguments
def record_dates(
    store: Store,
    *,
    activity_id: str | None,
    kind: str | None,
    starts: date | None,
    ends: date | None,
    reason: str,
    author: str,
    seen: str | None = None,
) -> str:
    """Record the planned, revised or actual dates of an activity in place of those of that kind; return the batch.

    `seen` is the batch of the dates of that kind as the member saw them (None: there were none). A reason is needed for
    revised dates and wherever dates of that kind are replaced. Raises `EntryInvalid` or `EntryChanged`.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        row, others = _read_dates(
            change, activity_id=activity_id, kind=kind, starts=starts, ends=ends, reason=reason, seen=seen
        )
        raise_if_invalid(*others, *find_name_problems(author))
        return append(change, SOURCE, {"activity_dates": [row]}, author=author, note=reason)


@check_arguments
def record_all_dates(
    store: Store,
    *,
    kind: str | None,
    rows: Sequence[Row],
    reason: str,
    author: str,
    seen: Mapping[str, str],
) -> str:
    """Record dates of one kind of several activities, and return the batch.

    A row has `activity_id, starts, ends`, the days as typed; `seen` is the batch of each activity's dates of that kind
    as the member saw them. Raises `RowsInvalid` or `EntryChanged`, and then records nothing.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        names = name_activities(change)

        def read(row: Row) -> Row:
            days, problems = _read_days(row)
            raise_if_invalid(*problems)
            found, of_reason = _read_dates(
                change, activity_id=row["activity_id"], kind=kind, **days, reason=reason,
                seen=seen.get(str(row["activity_id"])),
            )  # fmt: skip
            missing.extend(of_reason)
            return found

        missing: list[str] = []
        found = read_all(
            rows, ("activity_id", "starts", "ends"), read,
            label=lambda row: names.get(row["activity_id"], "An activity"), problems=find_name_problems(author),
        )  # fmt: skip
        raise_if_invalid(*dict.fromkeys(missing))
        return append(change, SOURCE, {"activity_dates": found}, author=author, note=reason)


def list_current(reader: Reader, *, kind: str) -> dict[str, CurrentDates]:
    """The dates of that kind that hold now, by activity; one without is left out."""
    found = {one: find_current(reader, activity_id=one, kind=kind) for one in name_activities(reader)}
    return {activity_id: dates for activity_id, dates in found.items() if dates}


def name_activities(reader: Reader) -> dict[str, str]:
    """Each activity and its name, in the order of D3.1."""
    found = reader.rows("select activity_id, activity_name from activities_as_of(null) order by position")
    return {row["activity_id"]: row["activity_name"] for row in found}


def find_current(reader: Reader, *, activity_id: str, kind: str) -> CurrentDates | None:
    """The dates of that kind now; None: there are none."""
    found = reader.rows(
        """
        select starts, ends, reason, basis, batch_id, recorded_by, recorded_at
        from activity_dates_as_of(null) as dates inner join batches using (batch_id)
        where activity_id = $activity_id and dates.kind = $kind
        """,
        into=CurrentDates,
        activity_id=activity_id,
        kind=kind,
    )
    return found[0] if found else None


def format_span(starts: date | None, ends: date | None) -> str:
    """Two dates, of which one may be missing, as text."""
    if starts and ends:
        return f"{_format_day_or_none(starts)} to {_format_day_or_none(ends)}"
    return (
        f"from {_format_day_or_none(starts)}, no end set"
        if starts
        else f"until {_format_day_or_none(ends)}, no start set"
        if ends
        else "not set"
    )


def _format_day_or_none(day: date | None) -> str:
    return format_day(day) if day else "not set"


def _read_days(row: Row) -> tuple[dict[str, date | None], list[str]]:
    """The two days of a row as typed, and what is wrong with them."""
    days: dict[str, date | None] = {"starts": None, "ends": None}
    problems = []
    for field, name in (("starts", "Start"), ("ends", "End")):
        try:
            days[field] = read_day(row[field])
        except DayUnreadable as unreadable:
            problems.append(f"{name}: {unreadable}")
    return days, problems


def _read_dates(
    change: Change,
    *,
    activity_id: str | None,
    kind: str | None,
    starts: date | None,
    ends: date | None,
    reason: str,
    seen: str | None,
) -> tuple[Row, list[str]]:
    """The dates of an activity as a row of the record, and what is wrong with the reason."""
    names = name_activities(change)
    raise_if_invalid(
        *find_choice_problems("Activity", activity_id, names),
        *find_choice_problems("Kind", kind, dict(zip(KINDS, KINDS, strict=True))),
    )
    before = find_current(change, activity_id=str(activity_id), kind=str(kind))
    name = names[str(activity_id)]
    raise_if_changed(before, seen, said=lambda row: f"dated “{name}”: {format_span(row.starts, row.ends)}")
    raise_if_invalid(
        *_find_date_problems(starts, ends),
        *_find_unchanged(before, starts, ends),
        *_find_range_problems(change, kind, starts, ends, today=local_time.find_day(change.clock())),
    )
    why = "revised dates" if kind == "revised" else "a change of dates" if before else ""
    row = {"activity_id": activity_id, "kind": kind, "starts": starts, "ends": ends, "reason": reason or None}
    return row, find_reason_problems(reason, needed_for=why)


def _find_date_problems(starts: date | None, ends: date | None) -> list[str]:
    if starts is None and ends is None:
        return ["Dates: none is chosen. Choose a start, an end, or both."]
    if starts and ends and ends < starts:
        return [
            f"End: {_format_day_or_none(ends)} is before the start, {_format_day_or_none(starts)}. Choose a later day."
        ]
    return []


def _find_unchanged(before: CurrentDates | None, starts: date | None, ends: date | None) -> list[str]:
    if before and (before.starts, before.ends) == (starts, ends):
        return [f"Dates: {describe_author(before)} recorded the same. Change them, or leave them as they are."]
    return []


def _find_range_problems(
    reader: Reader, kind: str | None, starts: date | None, ends: date | None, *, today: date
) -> list[str]:
    """That an actual date is in the future, or that a date lies far outside the programme."""
    days = {"Start": starts, "End": ends}
    if kind == "actual":
        future = [(field, day) for field, day in days.items() if day and day > today]
        if future:
            lines = f"only what has happened is actual. {describe_today(today)}"
            return [f"{field}: {_format_day_or_none(day)} is in the future; {lines}" for field, day in future]
    now = programme.find_current(reader)
    first = programme.shift_day(now.starts, -MARGIN_MONTHS)
    last = programme.shift_day(now.ends, MARGIN_MONTHS)
    return [
        f"{field}: {_format_day_or_none(day)} is far outside the programme ({format_span(now.starts, now.ends)}). "
        "Choose a day within a year of it, or reschedule the programme first."
        for field, day in days.items()
        if day and not first <= day <= last
    ]
