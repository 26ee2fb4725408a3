"""What the alliance is, in the few numbers that its documents state and the record holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dia_data.storage.store import Reader


@dataclass(frozen=True, kw_only=True)
class Alliance:
    """Who we are and what is planned: the target markets in order, counts of the rest, and what is stated.

    `starts` and `ends` are those of the programme as it is dated now; companies are None where they are not stated.
    """

    partners: int
    countries: int
    markets: Sequence[str]
    activities: int
    services: int
    kpis: int
    starts: date | None
    ends: date | None
    companies: float | None
    companies_qualifier: str | None
    companies_basis: str | None
    companies_locator: str | None


def alliance(reader: Reader, *, as_of: datetime | None = None) -> Alliance:
    """Who we are and what is planned."""
    (found,) = reader.rows(
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
        into=Alliance,
        as_of=as_of,
    )
    return found
