"""What happened and bears on the strategy, as members noted it."""

from dataclasses import dataclass
from datetime import date, datetime

from dia_data.storage.store import Reader


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happened and concerns a KPI.

    `partner` is None where nobody is named, `country_code` that of the event, else of its activity (None: of no single
    country); `names_kpi` is False where an activity alone is named.
    """

    event_id: str
    happened_on: date
    event_name: str
    partner: str | None
    country_code: str | None
    activity_name: str | None
    names_kpi: bool
    recorded_by: str
    recorded_at: datetime
    locator: str | None
    basis: str
    note: str | None
    batch_id: str


def of_kpi(reader: Reader, *, kpi_id: str, as_of: datetime | None = None) -> list[Event]:
    """The events that name a KPI, or an activity that carries it, in the order in which they happened."""
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
        into=Event,
        kpi_id=kpi_id,
        as_of=as_of,
    )
