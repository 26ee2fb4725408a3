"""Date the programme anew: its own dates and those of all its activities, in one batch."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from dia_data.errors import EntryChanged, EntryInvalid
from dia_data.record.entries import (
    append,
    describe_author,
    find_name_problems,
    find_reason_problems,
    join_lines,
    raise_if_invalid,
)
from dia_data.record.limits import check_arguments, find_day_problems
from dia_data.storage.store import Reader, Store
from dia_data.wording.days import format_day

SOURCE = {
    "source_id": "programme_form",
    "title": "Programme form of the dashboard",
    "producer": "Members of the consortium",
    "note": "Dates of the programme as the leader moved them; each with time, name and reason.",
}
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class CurrentProgramme:
    """The dates of the programme, and who recorded them when."""

    programme_id: str
    starts: date
    ends: date
    reason: str | None
    batch_id: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class _Movable:
    """Dates of an activity that has not ended."""

    activity_id: str
    starts: date | None
    ends: date | None


@check_arguments
def reschedule(
    store: Store, *, starts: date | None, reason: str, author: str, ends: date | None = None, seen: str | None = None
) -> str:
    """Move the programme to the month of `starts`, and by as many months all dates of activities; return the batch.

    The length stays, unless `ends` gives a new end. What is done (an actual end) and what was planned stays as it is:
    the new dates of an activity are its `revised` ones. `seen` is the batch of the programme's dates as the member saw
    them. Raises `EntryInvalid` or `EntryChanged`.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        now = find_current(change)
        _raise_if_changed(now, seen)
        raise_if_invalid(
            *_find_start_problems(starts),
            *find_reason_problems(reason, needed_for="rescheduling the programme"),
            *find_name_problems(author),
        )
        months = _count_months(now.starts, starts or now.starts)
        last = ends or shift_day(now.ends, months)
        raise_if_invalid(*_find_end_problems(now, starts, last))
        programme = {"programme_id": now.programme_id, "starts": starts, "ends": last, "reason": reason}
        moved = [
            {
                "activity_id": row.activity_id,
                "kind": "revised",
                "starts": row.starts and shift_day(row.starts, months),
                "ends": row.ends and shift_day(row.ends, months),
                "reason": reason,
            }
            for row in (_list_movable(change) if months else [])
        ]
        facts = {"programme_dates": [programme]} | ({"activity_dates": moved} if moved else {})
        return append(change, SOURCE, facts, author=author, note=reason)


def find_current(reader: Reader) -> CurrentProgramme:
    """The dates of the programme now.

    Raises `EntryInvalid` where the record has none.
    """
    found = reader.rows(
        """
        select programme_id, starts, ends, reason, batch_id, recorded_by, recorded_at
        from programme_dates_as_of(null) inner join batches using (batch_id)
        order by revision desc limit 1
        """,
        into=CurrentProgramme,
    )
    if not found:
        raise EntryInvalid(["The record holds no dates of the programme. Load the documents first."])
    return found[0]


def shift_day(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month stays the last."""
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    last = monthrange(year, month + 1)[1]
    was_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if was_last else min(day.day, last))


def _list_movable(reader: Reader) -> list[_Movable]:
    """The current dates of each activity that has some and has not ended."""
    return reader.rows(
        """
        select activity_id, starts, ends
        from activity_dates_as_of(null) as dates
        where
            kind <> 'actual'
            and coalesce(starts, ends) is not null
            and activity_id not in (
                select activity_id from activity_dates_as_of(null) where kind = 'actual' and ends is not null
            )
        qualify row_number() over (partition by activity_id order by kind = 'revised' desc) = 1
        order by activity_id
        """,
        into=_Movable,
    )


def _count_months(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * MONTHS_OF_A_YEAR + later.month - earlier.month


def _raise_if_changed(now: CurrentProgramme, seen: str | None) -> None:
    if seen and now.batch_id != seen:
        raise EntryChanged(
            f"{describe_author(now)} moved the programme. It runs from {format_day(now.starts)} "
            f"to {format_day(now.ends)}."
        )


def _find_start_problems(starts: date | None) -> list[str]:
    if starts is None:
        return ["Start: nothing is chosen. Choose the first day of a month."]
    if starts.day != 1:
        return [f"Start: {format_day(starts)} is not the first day of a month. Choose one, such as {starts:%Y-%m}-01."]
    return []


def _find_end_problems(now: CurrentProgramme, starts: date | None, ends: date) -> list[str]:
    if starts and ends <= starts:
        return [f"End: {format_day(ends)} is not after the start, {format_day(starts)}. Choose a later day."]
    too_late = find_day_problems("End", ends)
    if too_late:
        return too_late
    if (starts, ends) == (now.starts, now.ends):
        return ["Start: the programme has these dates already. Choose others, or leave it as it is."]
    return []
