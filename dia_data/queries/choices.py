"""What can be chosen in the filter bar: codes and their public names; what leads is offered before all else."""

from datetime import datetime

import pandas as pd

from dia_data.storage.store import Reader


def countries(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """`code, name, leads` of all countries the sources name: markets first, then the partners', then the others.

    The markets and the partners' own countries lead.
    """
    return reader.frame(
        """
        select
            country_code as code,
            country_name as name,
            markets.position is not null or country_code in (select country_code from partners_as_of($as_of)) as leads
        from countries_as_of($as_of)
        left join markets_as_of($as_of) as markets using (country_code)
        order by markets.position nulls last, leads desc, country_name
        """,
        as_of=as_of,
    )


def sectors(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """`code, name, leads` of all sectors: the clusters' own, the target industries, the emerging ones; all lead."""
    return reader.frame(
        """
        select sector_id as code, sector_name as name, true as leads
        from sectors_as_of($as_of)
        order by array_position(['cluster', 'target_industry', 'emerging_industry'], kind), position
        """,
        as_of=as_of,
    )


def partners(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """`code, name, leads` of the cluster organisations, in the order of D3.1; all lead."""
    return reader.frame(
        """
        select partner_id as code, short_name as name, true as leads
        from partners_as_of($as_of)
        order by position
        """,
        as_of=as_of,
    )


def activities(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """`code, name` of the joint activities, in the order of D3.1."""
    return reader.frame(
        "select activity_id as code, activity_name as name from activities_as_of($as_of) order by position", as_of=as_of
    )
