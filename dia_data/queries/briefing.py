"""What the alliance is, in the few numbers that its documents state and the record holds."""

from datetime import datetime
from typing import Any

from dia_data.storage.store import Reader


def alliance(reader: Reader, *, as_of: datetime | None = None) -> dict[str, Any]:
    """Who we are and what is planned, as one row.

    Keys: `partners, countries, markets` (names of the target markets in order), `activities, services, kpis` (counts),
    `starts, ends` of the programme as it is dated now, and `companies, companies_qualifier, companies_basis,
    companies_locator` as stated (None: not stated).
    """
    (row,) = reader.rows(
        """
        with stated as (
            select value, qualifier, basis, locator from stated_facts_as_of($as_of) where counts = 'companies'
            order by locator limit 1
        )
        select
            (select count(*) from partners_as_of($as_of)) as partners,
            (select count(distinct country_code) from partners_as_of($as_of)) as countries,
            (
                select coalesce(list(country_name order by markets.position), [])
                from markets_as_of($as_of) as markets inner join countries_as_of($as_of) using (country_code)
                where role <> 'reserve'
            ) as markets,
            (select count(*) from activities_as_of($as_of)) as activities,
            (select count(*) from services_as_of($as_of)) as services,
            (select count(*) from kpis_as_of($as_of)) as kpis,
            (select min(starts) from programme_dates_as_of($as_of)) as starts,
            (select max(ends) from programme_dates_as_of($as_of)) as ends,
            (select value from stated) as companies,
            (select qualifier from stated) as companies_qualifier,
            (select basis from stated) as companies_basis,
            (select locator from stated) as companies_locator
        """,
        as_of=as_of,
    )
    return row
