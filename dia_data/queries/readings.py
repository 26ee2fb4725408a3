"""For which scopes the target of a KPI holds, where the printed words can be read in several ways."""

from dataclasses import dataclass
from datetime import datetime

from dia_data.storage.store import Reader


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A way to read the words that say what the target of a KPI holds for.

    One of a KPI's readings `is_followed`: the one that was decided on, else ours. `places` are the markets that it
    means now. Who decided, when and why is None where this reading was not decided on.
    """

    kpi_id: str
    kpi_name: str
    position: int
    reading_id: str
    printed: str
    meaning: str
    holds_for: str
    is_ours: bool
    reason: str
    is_followed: bool
    places: tuple[str, ...]
    locator: str | None
    basis: str
    note: str | None
    decided_by: str | None
    decided_at: datetime | None
    decided_because: str | None
    batch_id: str | None


_PLACES = """
    tracked as (
        select 'target_markets' as holds_for, country_code, position from markets_as_of($as_of) where role <> 'reserve'
        union all
        select 'mission_markets', country_code, min(coalesce(markets.position, visits.position))
        from activities_as_of($as_of) as visits
        left join (select country_code, position from markets_as_of($as_of)) as markets using (country_code)
        where mission is not null and country_code is not null
        group by country_code
    )
"""

_FOLLOWED = """
    decided as (
        select kpi_id, reading_id, choices.note, batch_id, recorded_by, recorded_at
        from kpi_reading_choices_as_of($as_of) as choices inner join batches using (batch_id)
    ),
    read as (
        select
            readings.*, decided.note as decided_because, decided.batch_id as decision, recorded_by, recorded_at,
            row_number() over (
                partition by kpi_id order by decided.reading_id is null, not is_ours, reading_id
            ) = 1 as is_followed
        from kpi_readings_as_of($as_of) as readings left join decided using (kpi_id, reading_id)
    )
"""


def list_readings(reader: Reader, *, as_of: datetime | None = None) -> list[Reading]:
    """All readings in the order of the KPIs, of each KPI ours first."""
    return reader.rows(
        f"""
        with {_PLACES}, {_FOLLOWED}
        select
            kpi_id, kpi_name, kpis.position, reading_id, printed, meaning, read.holds_for, is_ours, reason, is_followed,
            (
                select coalesce(list(country_name order by tracked.position), []::varchar[])
                from tracked inner join countries_as_of($as_of) using (country_code)
                where tracked.holds_for = read.holds_for
            ) as places,
            read.locator, read.basis, read.note, recorded_by as decided_by, recorded_at as decided_at, decided_because,
            decision as batch_id
        from read inner join (select kpi_id, kpi_name, position from kpis_as_of($as_of)) as kpis using (kpi_id)
        order by kpis.position, not is_ours, reading_id
        """,  # noqa: S608  our own text
        into=Reading,
        as_of=as_of,
    )


def list_tracked_markets(reader: Reader, *, as_of: datetime | None = None) -> dict[str, list[str]]:
    """The markets for which each KPI with a market for its scope is tracked, in their order.

    It follows the reading that was decided on, else ours; without any reading it holds for each target market.
    """
    rows = reader.rows(
        f"""
        with {_PLACES}, {_FOLLOWED},
        kept as (
            select kpi_id, coalesce(read.holds_for, 'target_markets') as holds_for
            from kpis_as_of($as_of) as kpis
            left join (select kpi_id, holds_for from read where is_followed) as read using (kpi_id)
            where scope = 'market'
        )
        select kpi_id, list(country_code order by tracked.position) as markets
        from kept inner join tracked using (holds_for)
        group by kpi_id
        """,  # noqa: S608  our own text
        as_of=as_of,
    )
    return {row["kpi_id"]: list(row["markets"]) for row in rows}
