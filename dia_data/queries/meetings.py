"""The meetings, what stands on their agendas, and what was said in them."""

from dataclasses import dataclass
from datetime import date, datetime

from dia_data import agenda as order
from dia_data.agenda import AgendaItem, Item, Meeting
from dia_data.queries import attention
from dia_data.storage.store import Reader


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
            activity_name, is_dropped, items.note, items.basis, items.locator, items.batch_id, recorded_at, recorded_by
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
    """The agenda that a meeting on a day should have, from the attention queue and the standing items."""
    matters = attention.queue(reader, today=today, as_of=as_of)
    return order.propose_agenda(matters, last_review=last_review(reader, as_of=as_of), today=today)
