"""What happened and bears on the strategy, as members noted it."""

from datetime import datetime
from typing import Any

from dia_data.storage.store import Reader


def of_kpi(reader: Reader, *, kpi_id: str, as_of: datetime | None = None) -> list[dict[str, Any]]:
    """The events that concern a KPI, in the order in which they happened: they name it, or an activity that carries it.

    Keys: `event_id, happened_on, event_name, partner` (None: nobody is named), `country_code` (that of the event, else
    of its activity; None: of no single country), `activity_name, names_kpi` (False: it names an activity alone),
    `recorded_by, recorded_at, locator, basis, note, batch_id`.
    """
    return reader.rows(
        """
        select
            event_id, happened_on, event_name, short_name as partner,
            coalesce(events.country_code, activities.country_code) as country_code, activity_name,
            coalesce(kpi_id = $kpi_id, false) as names_kpi, recorded_by, recorded_at, events.locator, events.basis,
            events.note, events.batch_id
        from events_as_of($as_of) as events
        inner join batches on batches.batch_id = events.batch_id
        left join (select partner_id, short_name from partners_as_of($as_of)) using (partner_id)
        left join (select activity_id, activity_name, country_code from activities_as_of($as_of)) as activities
            using (activity_id)
        where
            kpi_id = $kpi_id
            or activity_id in (select activity_id from activity_kpis_as_of($as_of) where kpi_id = $kpi_id)
        order by happened_on, batches.revision, event_id
        """,
        kpi_id=kpi_id,
        as_of=as_of,
    )
