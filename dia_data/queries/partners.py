"""The cluster organisations: who and where they are, what they cover, and what they offer."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from dia_data.storage.store import Reader


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Who a partner is, and which market and region it covers; `market_role` is that of its own country."""

    partner_id: str
    partner_name: str
    short_name: str
    country_name: str
    place: str | None
    members_stated: str | None
    sector_printed: str
    description: str | None
    market_role: str | None
    contacts: str | None
    region_name: str | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Site:
    """The point at which a partner is drawn, and how exact it is (town, region or country)."""

    short_name: str
    site_name: str
    longitude: float
    latitude: float
    precision: str


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """A target industry with a partner: whether §5.2.3 (`listed`) and §6 (`described`) say that it covers it."""

    industry: str
    share_pct: float | None
    base: float | None
    partner_id: str
    partner: str
    listed: bool
    described: bool
    is_asked: bool
    described_as: str | None
    specialised_in: str | None
    linked_through: str | None


@dataclass(frozen=True, kw_only=True)
class Capability:
    """Something D3.1 says a partner has or does, and the target industry or country we assigned it to."""

    heading: str | None
    capability: str
    sector_name: str | None
    country_name: str | None
    locator: str | None


def profiles(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Each partner in the order of D3.1: who it is, where it is drawn, which market and region it covers.

    Columns: `partner_id, partner_name, short_name, country_code, country_name, place, members_stated, sector_printed,
    description, market_role (of its own country as a market; NULL: none), contacts (country names), contact_codes,
    region_name, source_id, locator, basis, note`.
    """
    return reader.frame(
        """
        with contacts as (
            select
                partner_id, string_agg(distinct country_name, ', ' order by country_name) as contacts,
                list(distinct country_code order by country_code) as contact_codes
            from partner_capabilities_as_of($as_of)
            inner join countries_as_of($as_of) using (country_code)
            where kind = 'market_contact'
            group by partner_id
        )
        select
            partner_id, partner_name, short_name, country_code, country_name, place, members_stated, sector_printed,
            description, role as market_role, contacts, coalesce(contact_codes, []) as contact_codes, region_name,
            source_id, partners.locator, partners.basis, partners.note
        from partners_as_of($as_of) as partners
        inner join batches using (batch_id)
        inner join countries_as_of($as_of) as countries using (country_code)
        left join regions_as_of($as_of) using (region_id)
        left join markets_as_of($as_of) as markets using (country_code)
        left join contacts using (partner_id)
        order by partners.position
        """,
        as_of=as_of,
    )


def sites(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """The point at which each partner is drawn, and how exact it is.

    Columns: `partner_id, short_name, country_code, site_name, longitude, latitude, precision (town/region/country),
    reason, source_id, locator, basis, note`. The coordinates are ours; `locator` is where D3.1 states the place.
    """
    return reader.frame(
        """
        select
            partner_id, short_name, country_code, site_name, longitude, latitude, precision, reason,
            source_of(sites.batch_id) as source_id, sites.locator, sites.basis, sites.note
        from partner_sites_as_of($as_of) as sites
        inner join partners_as_of($as_of) as partners using (partner_id)
        order by partners.position
        """,
        as_of=as_of,
    )


def coverage(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Each target industry and partner, with what §5.2.3 and the description in §6 say of the two.

    Columns: `sector_id, industry, share_pct, base` (who target it, of how many that answered: inferred), `partner_id,
    partner, listed` (in §5.2.3), `described` (in §6), `is_asked` (both sections name industries of this partner),
    `described_as` (words of §6), `specialised_in` (fields that our links lead to the
    same emerging industry as the target industry; no sectors, so they count as neither), `linked_through` (these
    fields, and the sectors of §6 that lead there, whichever target industry we assigned them to),
    `source_id, locator, basis, note`. Which target industry a sector of §6 belongs to is ours: those rows are derived.
    A pair that neither names has NULL in `basis`.
    """
    return reader.frame(
        """
        with demand as (
            select sector_id, max(share_pct) as share_pct, any_value(base) as base
            from survey_readings_as_of($as_of)
            inner join survey_options_as_of($as_of) using (option_id)
            inner join newest_questions_as_of($as_of) using (question_id, wave_id)
            where theme = 'markets' group by sector_id
        ),
        listed as (
            select partner_id, sector_id, min(locator) as locator, min(batch_id) as batch_id
            from partner_industries_as_of($as_of) group by partner_id, sector_id
        ),
        described as (
            select
                partner_id, sector_id, string_agg(capability, ', ' order by position) as words,
                min(locator) as locator, min(batch_id) as batch_id, string_agg(distinct note, ' ') as note
            from partner_capabilities_as_of($as_of)
            where kind = 'sector' and sector_id is not null
            group by partner_id, sector_id
        ),
        fields as (
            select
                offers.partner_id, of_sector.reference as sector_id,
                string_agg(capability, '; ' order by offers.position) filter (offers.kind = 'technology') as names,
                string_agg(capability, '; ' order by offers.position) as offered
            from partner_capabilities_as_of($as_of) as offers
            inner join industry_links_as_of($as_of) as of_field
                on of_field.kind = 'capability' and of_field.reference = capability
            inner join industry_links_as_of($as_of) as of_sector
                on of_sector.kind = 'sector' and of_sector.industry_id = of_field.industry_id
            where offers.kind in ('technology', 'sector')
            group by all
        )
        select
            sectors.sector_id, sector_name as industry, share_pct, base, partners.partner_id, short_name as partner,
            listed.locator is not null as listed, described.locator is not null as described,
            partners.partner_id in (select partner_id from listed)
            and partners.partner_id in (
                select partner_id from partner_capabilities_as_of($as_of) where kind = 'sector'
            ) as is_asked,
            words as described_as, fields.names as specialised_in, fields.offered as linked_through,
            source_of(coalesce(listed.batch_id, described.batch_id)) as source_id,
            nullif(concat_ws('; ', listed.locator, described.locator), '') as locator,
            case when described.locator is not null then 'derived' when listed.locator is not null then 'stated' end
                as basis,
            described.note
        from sectors_as_of($as_of) as sectors
        cross join partners_as_of($as_of) as partners
        left join demand on demand.sector_id = sectors.sector_id
        left join listed on (listed.partner_id, listed.sector_id) = (partners.partner_id, sectors.sector_id)
        left join described on (described.partner_id, described.sector_id) = (partners.partner_id, sectors.sector_id)
        left join fields on (fields.partner_id, fields.sector_id) = (partners.partner_id, sectors.sector_id)
        where sectors.kind = 'target_industry'
        order by sectors.position, partners.position
        """,
        as_of=as_of,
    )


def reach(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Which sectors each partner is at work in: `partner_id, sector_id, through`.

    `through` says how: its own sector (§3), a target industry of §5.2.3 or §6, or an emerging industry of ECO that one
    of these, or something else in its description, was linked to by us.
    """
    return reader.frame(
        """
        with own as (
            select partner_id, sector_id, 'own sector' as through from partners_as_of($as_of)
            union
            select partner_id, sector_id, 'target industry' from partner_industries_as_of($as_of)
            union
            select partner_id, sector_id, 'target industry' from partner_capabilities_as_of($as_of)
            where kind = 'sector' and sector_id is not null
        ),
        linked as (
            select partner_id, industry_id as sector_id, 'our link' as through
            from own inner join industry_links_as_of($as_of) as links
                on links.kind = 'sector' and links.reference = sector_id
            union
            select partner_id, industry_id, 'our link'
            from partner_capabilities_as_of($as_of) as offers inner join industry_links_as_of($as_of) as links
                on links.kind = 'capability' and links.reference = capability
            where offers.kind in ('sector', 'technology')
        )
        select partner_id, sector_id, through from own union all from linked
        order by all
        """,
        as_of=as_of,
    )


def capabilities(reader: Reader, *, partner: str, as_of: datetime | None = None) -> pd.DataFrame:
    """What D3.1 says that a partner has and does, in the order of the text.

    Columns: `kind (technology/capacity/service/partnership/sector/market_contact), heading, capability, sector_name`
    (target industry it belongs to, assigned by us), `country_name, source_id, locator, basis, note`.
    """
    return reader.frame(
        """
        select
            offers.kind, heading, capability, sector_name, country_name, source_of(offers.batch_id) as source_id,
            offers.locator, offers.basis, offers.note
        from partner_capabilities_as_of($as_of) as offers
        left join sectors_as_of($as_of) as sectors on sectors.sector_id = offers.sector_id
        left join countries_as_of($as_of) using (country_code)
        where partner_id = $partner
        order by
            array_position(
                ['technology', 'capacity', 'service', 'partnership', 'sector', 'market_contact'], offers.kind
            ),
            offers.position
        """,
        partner=partner,
        as_of=as_of,
    )
