"""The meetings, what stands on their agendas, and what was said in them."""

from datetime import date, datetime
from typing import Any

from dia_data import agenda as order
from dia_data.agenda import Item
from dia_data.queries import attention
from dia_data.storage.store import Reader


def meetings(reader: Reader, *, as_of: datetime | None = None) -> list[dict[str, Any]]:
    """The meetings, the latest first; of one day those that are to come, and then what began last.

    Keys: `meeting_id, meeting_name, held_on, state` (planned / held / closed), `frozen_at` (the moment whose figures it
    shows; None: not begun), `note, basis, locator, batch_id, recorded_at, recorded_by`.
    """
    return reader.rows(
        """
        select
            meeting_id, meeting_name, held_on, state, frozen_at, meetings.note, basis, locator, batch_id, recorded_at,
            recorded_by
        from meetings_as_of($as_of) as meetings inner join batches using (batch_id)
        order by held_on desc, frozen_at desc nulls first, meeting_name
        """,
        as_of=as_of,
    )


def agenda(reader: Reader, *, meeting_id: str, as_of: datetime | None = None) -> list[dict[str, Any]]:
    """The items of a meeting in their order, also those that were dropped.

    Keys: `meeting_id, item_id, position, minutes, title, kind` (standing / attention / own), `view, kpi_id, kpi_name`
    (None: no KPI, or it is no longer in the record), `activity_id, activity_name, is_dropped, note, basis, locator,
    batch_id, recorded_at, recorded_by`.
    """
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
        meeting_id=meeting_id,
        as_of=as_of,
    )


def notes(reader: Reader, *, meeting_id: str, as_of: datetime | None = None) -> list[dict[str, Any]]:
    """What was said in a meeting and goes into its minutes, in the order in which it was noted.

    Keys: `note_id, item_id` (None: of no single item), `text, basis, locator, batch_id, recorded_at, recorded_by`.
    """
    return reader.rows(
        """
        select note_id, item_id, text, basis, locator, batch_id, recorded_at, recorded_by
        from meeting_notes_as_of($as_of) inner join batches using (batch_id)
        where meeting_id = $meeting_id
        order by revision
        """,
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
    return order.proposed(matters, last_review=last_review(reader, as_of=as_of), today=today)
