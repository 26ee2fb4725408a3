"""Who works with whom in Europe, where our partners sit, and where we have none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from dia_data import gaps
from dia_data.queries.partners import reach
from dia_data.storage.store import Reader
from dia_data.wording.citations import name_document, name_section


@dataclass(frozen=True, kw_only=True)
class RegionPair:
    """Two European regions: how they cooperate (1 weak ... 4 very strong), and business minus R&D in steps."""

    pair: str
    first_id: str
    first_name: str
    second_id: str
    second_name: str
    rd: float | None
    business: float | None
    difference: float | None


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where a partner is drawn, and in which sector it is."""

    short_name: str
    sector_printed: str
    site_name: str
    longitude: float
    latitude: float


def pairs(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Each pair of European regions once, the strongest business first, then the strongest R&D.

    Columns: `pair, first_id, first_name, second_id, second_name, rd, business` (1 weak ... 4 very strong), `difference`
    (business minus R&D, in steps), `source_id, locator, basis, note`. Where the matrix differs when read from column to
    row, the stronger reading stands, and `note` says so.
    """
    return reader.frame(
        """
        with cells as (
            select
                first.region_name || ' – ' || second.region_name as pair,
                first.region_id as first_id, first.region_name as first_name,
                second.region_id as second_id, second.region_name as second_name,
                first.position as line, second.position as place, purpose, strength, facts.locator, facts.basis,
                source_id
            from cooperation_as_of($as_of) as facts
            inner join batches using (batch_id)
            inner join regions_as_of($as_of) as first
                on first.region_id in (from_region_id, to_region_id)
            inner join regions_as_of($as_of) as second
                on second.region_id in (from_region_id, to_region_id) and first.position < second.position
        )
        select
            pair, first_id, first_name, second_id, second_name,
            max(strength) filter (purpose = 'rd') as rd,
            max(strength) filter (purpose = 'business') as business,
            business - rd as difference,
            any_value(source_id) as source_id,
            string_agg(distinct locator, '; ' order by locator) as locator,
            any_value(basis) as basis,
            if(
                min(strength) filter (purpose = 'rd') < rd or min(strength) filter (purpose = 'business') < business,
                'The matrix differs when read from column to row; the stronger reading is shown.', null
            ) as note
        from cells
        group by pair, first_id, first_name, second_id, second_name, line, place
        order by business desc, rd desc, line, place
        """,
        as_of=as_of,
    )


def sample_years(reader: Reader, *, as_of: datetime | None = None) -> str | None:
    """From when the clusters are that the study looked at, as `2012–2014`; None: it is not stated."""
    period: str | None = reader.value(
        "select max(period) from stated_facts_as_of($as_of) where counts = 'clusters_in_sample'", as_of=as_of
    )
    return "–".join(dict.fromkeys(end[:4] for end in period.split("/"))) if period else None


def sample(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Whom the strengths of cooperation were found among, when, and who of them was selected.

    Columns: `statement, source_id, locator, basis, note`.
    """
    return reader.frame(
        """
        select statement, source_id, facts.locator, facts.basis, facts.note
        from stated_facts_as_of($as_of) as facts inner join batches using (batch_id)
        where counts in ('clusters_in_sample', 'clusters_selected')
        order by counts
        """,
        as_of=as_of,
    )


def members(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """The countries of the European regions: `region_id, region_name, country_code, country_name, partners`.

    Regions in the order of the source; `partners` has the short names of ours in that country (NULL: none).
    """
    return reader.frame(
        """
        with ours as (
            select country_code, string_agg(short_name, ', ' order by position) as partners
            from partners_as_of($as_of) group by country_code
        )
        select region_id, region_name, country_code, country_name, partners
        from regions_as_of($as_of) as regions
        inner join countries_as_of($as_of) using (region_id)
        left join ours using (country_code)
        where is_european
        order by regions.position, country_name
        """,
        as_of=as_of,
    )


def sites(
    reader: Reader, *, partners: Sequence[str], sectors: Sequence[str], as_of: datetime | None = None
) -> pd.DataFrame:
    """Where partners are drawn: of the chosen ones, those at work in a chosen sector; nothing chosen: all.

    At work is who `queries.partners.reach` says it of, as on the page of the partners. Columns: `partner_id,
    short_name, partner_name, country_name, region_id, sector_printed, site_name, longitude, latitude, precision,
    source_id, locator, basis, note`.
    """
    found = reader.frame(
        """
        select
            partner_id, short_name, partner_name, country_name, region_id, sector_printed, site_name, longitude,
            latitude, precision, source_id, sites.locator, sites.basis, sites.note
        from partner_sites_as_of($as_of) as sites
        inner join batches using (batch_id)
        inner join partners_as_of($as_of) as partners using (partner_id)
        inner join countries_as_of($as_of) using (country_code)
        where len($partners::varchar[]) = 0 or partner_id in (select unnest($partners::varchar[]))
        order by partners.position
        """,
        partners=list(partners),
        as_of=as_of,
    )
    if not sectors:
        return found
    reached = reach(reader, as_of=as_of)
    at_work = reached.loc[reached["sector_id"].isin(sectors), "partner_id"]
    return found[found["partner_id"].isin(at_work)].reset_index(drop=True)


def candidates(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Each country of a European region with what speaks for a partner there, in no order that means anything.

    Columns: `country_code, country_name, region_id, region_name, has_partner, region_has_partner`; `want_pct` and
    `have_pct`, the SMEs' shares in Europe (NULL: not named); `business, rd`, the strongest link of its region with one
    of our regions, and `business_with, rd_with`, the names of those (NULL: no link is stated); `locator, basis, note`.
    """
    found = reader.frame(
        """
        with ours as (
            select distinct region_id, country_code
            from partners_as_of($as_of) inner join countries_as_of($as_of) using (country_code)
        ),
        links as (
            select purpose, to_region_id as region_id, strength, region_name as own_name, position
            from cooperation_as_of($as_of)
            inner join regions_as_of($as_of) as own on own.region_id = from_region_id
            where from_region_id in (select region_id from ours)
        ),
        strongest as (
            select purpose, region_id, strength, string_agg(own_name, ', ' order by position) as own_names
            from links group by purpose, region_id, strength
            qualify strength = max(strength) over (partition by purpose, region_id)
        ),
        shares as (
            select country_code, asks, max(share_pct) as share_pct
            from survey_readings_as_of($as_of)
            inner join survey_options_as_of($as_of) using (option_id)
            inner join newest_questions_as_of($as_of) using (question_id, wave_id)
            where world = 'europe'
            group by all
        )
        select
            country_code, country_name, region_id, region_name,
            country_code in (select country_code from ours) as has_partner,
            region_id in (select region_id from ours) as region_has_partner,
            want.share_pct as want_pct, have.share_pct as have_pct,
            business.strength as business, business.own_names as business_with,
            rd.strength as rd, rd.own_names as rd_with,
            'derived' as basis,
            if(want.share_pct is null, 'No interest is stated; it may be among the “other” answers.', null) as note
        from regions_as_of($as_of) as regions
        inner join countries_as_of($as_of) using (region_id)
        left join (from shares where asks = 'want') as want using (country_code)
        left join (from shares where asks = 'have') as have using (country_code)
        left join (from strongest where purpose = 'business') as business using (region_id)
        left join (from strongest where purpose = 'rd') as rd using (region_id)
        where is_european
        """,
        as_of=as_of,
    )
    found.insert(list(found.columns).index("basis"), "locator", _cite_candidates(reader, as_of))
    return found


def _cite_candidates(reader: Reader, as_of: datetime | None) -> str:
    """Where the regions, their cooperation, the shares and the partners are printed: what each candidate rests on."""
    rows = reader.rows(
        """
        select distinct * from (
            select 1 as part, source_of(batch_id) as source_id, locator from regions_as_of($as_of) where is_european
            union all
            select 2, source_of(batch_id), locator from cooperation_as_of($as_of)
            union all
            select 3, source_of(batch_id), locator from newest_questions_as_of($as_of)
            where world = 'europe' and asks is not null
            union all
            select 4, source_of(batch_id), locator from partners_as_of($as_of)
        )
        where locator is not null
        order by part, locator
        """,
        as_of=as_of,
    )
    return "; ".join(dict.fromkeys(f"{name_document(row['source_id'])} {name_section(row['locator'])}" for row in rows))


def next_partners(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """The candidates without a partner in the order of the rule: what `gaps.rank_candidates` makes of them."""
    return gaps.rank_candidates(candidates(reader, as_of=as_of))


def elsewhere(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """The regions outside Europe; the source gives no strength of cooperation for them.

    Columns: `region_name, areas` (as printed), `named` (the have / want shares of its countries and areas in all that
    SMEs named; NULL: none is named), `source_id, locator, basis, note`.
    """
    return reader.frame(
        """
        with answers as (
            select country_code, option_label, asks, share_pct
            from survey_readings_as_of($as_of)
            inner join survey_options_as_of($as_of) using (option_id)
            inner join newest_questions_as_of($as_of) using (question_id, wave_id)
            where world = 'world'
        ),
        places as (
            select region_id, country_name as place, asks, share_pct
            from answers inner join countries_as_of($as_of) using (country_code)
            union all
            select region_id, area_name, asks, share_pct
            from answers inner join region_areas_as_of($as_of) as areas on area_name = option_label
            where answers.country_code is null
        ),
        shares as (
            select
                region_id, place,
                max(share_pct) filter (asks = 'have') as have_pct,
                max(share_pct) filter (asks = 'want') as want_pct
            from places group by all
        ),
        named as (
            select
                region_id,
                string_agg(
                    place || ' ' || coalesce(have_pct::integer || ' %', '–') || ' / '
                    || coalesce(want_pct::integer || ' %', '–'),
                    ' · ' order by coalesce(want_pct, 0) desc, coalesce(have_pct, 0) desc, place
                ) as named
            from shares group by region_id
        ),
        printed as (
            select region_id, string_agg(area_name, ', ' order by position) as areas
            from region_areas_as_of($as_of) group by region_id
        )
        select region_name, areas, named, source_id, regions.locator, regions.basis, regions.note
        from regions_as_of($as_of) as regions
        inner join batches using (batch_id)
        left join printed using (region_id)
        left join named using (region_id)
        where not is_european
        order by position
        """,
        as_of=as_of,
    )
