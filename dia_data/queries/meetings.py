"""The meetings, what stands on their agendas, and what was said in them."""

from dataclasses import dataclass
from datetime import date, datetime

from dia_data import agenda as order
from dia_data.agenda import AgendaItem, Item, Meeting, News, Settled
from dia_data.documents import periods
from dia_data.queries import activities, attention, history, kpis
from dia_data.storage.store import Reader

MEETING_FORMS = "Meeting forms of the dashboard"
"""The title of the source of all that is recorded about meetings."""


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Whether somebody of a partner was at a meeting: present, excused or absent (None: not recorded)."""

    partner_id: str
    partner: str
    state: str | None
    batch_id: str | None


@dataclass(frozen=True, kw_only=True)
class Note:
    """What was said in a meeting and goes into its minutes; `item_id` is None where it is of no single item."""

    note_id: str
    item_id: str | None
    text: str
    basis: str
    locator: str | None
    batch_id: str
    recorded_at: datetime
    recorded_by: str


def meetings(reader: Reader, *, as_of: datetime | None = None) -> list[Meeting]:
    """The meetings, the latest first; of one day those that are to come, and then what began last."""
    return reader.rows(
        """
        select
            meeting_id, meeting_name, held_on, state, frozen_at, meetings.note, basis, locator, batch_id, recorded_at,
            recorded_by
        from meetings_as_of($as_of) as meetings inner join batches using (batch_id)
        order by held_on desc, frozen_at desc nulls first, meeting_name
        """,
        into=Meeting,
        as_of=as_of,
    )


def agenda(reader: Reader, *, meeting_id: str, as_of: datetime | None = None) -> list[AgendaItem]:
    """The items of a meeting in their order, also those that were dropped."""
    return reader.rows(
        """
        select
            meeting_id, item_id, items.position, minutes, title, items.kind, view, kpi_id, kpi_name, activity_id,
            activity_name, is_dropped, matter, figure, items.note, items.basis, items.locator, items.batch_id,
            recorded_at, recorded_by
        from agenda_items_as_of($as_of) as items
        left join kpis_as_of($as_of) as kpis using (kpi_id)
        left join activities_as_of($as_of) as activities using (activity_id)
        inner join batches on batches.batch_id = items.batch_id
        where meeting_id = $meeting_id
        order by items.position, item_id
        """,
        into=AgendaItem,
        meeting_id=meeting_id,
        as_of=as_of,
    )


def notes(reader: Reader, *, meeting_id: str, as_of: datetime | None = None) -> list[Note]:
    """What was said in a meeting and goes into its minutes, in the order in which it was noted."""
    return reader.rows(
        """
        select note_id, item_id, text, basis, locator, batch_id, recorded_at, recorded_by
        from meeting_notes_as_of($as_of) inner join batches using (batch_id)
        where meeting_id = $meeting_id
        order by revision
        """,
        into=Note,
        meeting_id=meeting_id,
        as_of=as_of,
    )


def attendance(reader: Reader, *, meeting_id: str, as_of: datetime | None = None) -> list[Attendance]:
    """Each partner and whether it was at a meeting, in the order of D3.1."""
    return reader.rows(
        """
        select partner_id, short_name as partner, state, attended.batch_id
        from partners_as_of($as_of) as partners
        left join (
            select partner_id, state, batch_id from meeting_attendance_as_of($as_of) where meeting_id = $meeting_id
        ) as attended using (partner_id)
        order by partners.position
        """,
        into=Attendance,
        meeting_id=meeting_id,
        as_of=as_of,
    )


def last_review(reader: Reader, *, as_of: datetime | None = None) -> date | None:
    """When a meeting was held that reviewed the KPIs; None: none yet."""
    day: date | None = reader.value(
        """
        select max(held_on)
        from meetings_as_of($as_of) inner join agenda_items_as_of($as_of) as items using (meeting_id)
        where state <> 'planned' and items.kind = 'standing' and activity_id = $review and not is_dropped
        """,
        review=order.REVIEW,
        as_of=as_of,
    )
    return day


def proposed(reader: Reader, *, today: date, as_of: datetime | None = None) -> list[Item]:
    """The agenda that a meeting on a day should have: `agenda.propose_agenda` says in which order."""
    return order.propose_agenda(
        attention.queue(reader, today=today, as_of=as_of),
        last_review=last_review(reader, as_of=as_of),
        today=today,
        news=find_news(reader, today=today, as_of=as_of),
        settled=settled(reader, as_of=as_of),
    )


def find_news(reader: Reader, *, today: date, as_of: datetime | None = None) -> News:
    """Open decisions, what was recorded since the last meeting, and who has not reported for the last quarter."""
    last = [row.last_reported for row in kpis.last_reports(reader, as_of=as_of) if row.last_reported]
    since = order.find_start_of_news(meetings(reader, as_of=as_of), last_report=max(last, default=None), today=today)
    quarter = find_last_quarter(reader, today=today, as_of=as_of)
    return News(
        decisions=attention.open_decisions(reader, as_of=as_of),
        recorded=_list_recorded(reader, since, today, as_of),
        occasion=since.occasion,
        silent=list_silent(reader, quarter=quarter, as_of=as_of) if quarter else (),
        quarter=quarter or "",
    )


def find_last_quarter(reader: Reader, *, today: date, as_of: datetime | None = None) -> str | None:
    """The last quarter of the programme that has ended; None: none has."""
    programme = activities.programme(reader, as_of=as_of)
    if not programme:
        return None
    now = programme[0]
    begun = periods.list_quarters(now.starts, now.ends, today=today)
    # The programme may end within its last quarter.
    return next((one for one in begun if min(periods.parse_period(one).ends, now.ends) < today), None)


def list_silent(reader: Reader, *, quarter: str, as_of: datetime | None = None) -> list[str]:
    """The partners that reported nothing for a quarter, nor for a month of it, in the order of D3.1."""
    rows = reader.rows(
        """
        select short_name as name from partners_as_of($as_of)
        where partner_id not in (
            select partner_id from kpi_sums_as_of($as_of)
            where partner_id is not null and period in (select unnest($of_periods))
            union all
            select partner_id from kpi_answers_as_of($as_of) where period in (select unnest($of_periods))
        )
        order by position
        """,
        of_periods=list(periods.list_overlapping(periods.parse_period(quarter))),
        as_of=as_of,
    )
    return [row["name"] for row in rows]


def settled(reader: Reader, *, as_of: datetime | None = None) -> list[Settled]:
    """The matters that were settled or put off, also those that were taken up again (`is_open`)."""
    return reader.rows(
        """
        select matter, title, figure, until, is_open, batch_id from settled_matters_as_of($as_of) order by matter
        """,
        into=Settled,
        as_of=as_of,
    )


def _list_recorded(reader: Reader, since: order.Since, today: date, as_of: datetime | None) -> list[str]:
    """What members recorded since then outside meetings, each with who did, the newest first."""
    found = history.between(reader, start=since.moment or since.day, end=today, as_of=as_of)
    # What is decided and said has items of its own, and preparing a meeting is no news in it.
    entered = found[(found["kind"] == "entry") & (found["source"] != MEETING_FORMS)]
    said = {"recorded": "", "withdrawn": "Undone: "}
    return [f"{said[str(row.action)]}{row.what} ({row.who})" for row in entered.itertuples()]
