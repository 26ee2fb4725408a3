"""Date the programme anew: its own dates and those of all its activities, in one batch."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from dia_data.errors import EntryChanged, EntryInvalid
from dia_data.record.entries import append, demand, name_problems, one_line, reason_problems, who_and_when
from dia_data.record.limits import day_problems, within_limits
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


@within_limits
def redate(
    store: Store, *, starts: date | None, reason: str, author: str, ends: date | None = None, seen: str | None = None
) -> str:
    """Move the programme to the month of `starts`, and by as many months all dates of activities; return the batch.

    The length stays, unless `ends` gives a new end. What is done (an actual end) and what was planned stays as it is:
    the new dates of an activity are its `revised` ones. `seen` is the batch of the programme's dates as the member saw
    them. Raises `EntryInvalid` or `EntryChanged`.
    """
    author, reason = one_line(author), one_line(reason)
    with store.change() as change:
        now = current(change)
        _demand_seen(now, seen)
        demand(
            *_start_problems(starts),
            *reason_problems(reason, needed_for="moving the programme"),
            *name_problems(author),
        )
        months = _months_between(now.starts, starts or now.starts)
        last = ends or shifted(now.ends, months)
        demand(*_end_problems(now, starts, last))
        programme = {"programme_id": now.programme_id, "starts": starts, "ends": last, "reason": reason}
        moved = [
            {
                "activity_id": row.activity_id,
                "kind": "revised",
                "starts": row.starts and shifted(row.starts, months),
                "ends": row.ends and shifted(row.ends, months),
                "reason": reason,
            }
            for row in (_movable(change) if months else [])
        ]
        facts = {"programme_dates": [programme]} | ({"activity_dates": moved} if moved else {})
        return append(change, SOURCE, facts, author=author, note=reason)


def current(reader: Reader) -> CurrentProgramme:
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


def shifted(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month stays the last."""
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    last = monthrange(year, month + 1)[1]
    was_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if was_last else min(day.day, last))


def _movable(reader: Reader) -> list[_Movable]:
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


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * MONTHS_OF_A_YEAR + later.month - earlier.month


def _demand_seen(now: CurrentProgramme, seen: str | None) -> None:
    if seen and now.batch_id != seen:
        raise EntryChanged(
            f"{who_and_when(now)} moved the programme. It runs from {format_day(now.starts)} to {format_day(now.ends)}."
        )


def _start_problems(starts: date | None) -> list[str]:
    if starts is None:
        return ["Start: nothing is chosen. Choose the first day of a month."]
    if starts.day != 1:
        return [f"Start: {format_day(starts)} is not the first day of a month. Choose one, such as {starts:%Y-%m}-01."]
    return []


def _end_problems(now: CurrentProgramme, starts: date | None, ends: date) -> list[str]:
    if starts and ends <= starts:
        return [f"End: {format_day(ends)} is not after the start, {format_day(starts)}. Choose a later day."]
    too_late = day_problems("End", ends)
    if too_late:
        return too_late
    if (starts, ends) == (now.starts, now.ends):
        return ["Start: the programme has these dates already. Choose others, or leave it as it is."]
    return []
