"""Mega trends, the industries they meet, the sub-trends there, and how we get from a partner to them."""

from dataclasses import dataclass
from datetime import datetime

from dia_data.paths import Fit, Offer, Pair, Shift
from dia_data.storage.store import Reader


@dataclass(frozen=True, kw_only=True)
class StatedCount:
    """How many strong interdependencies one place of the prose states."""

    value: float
    statement: str
    locator: str | None
    basis: str
    note: str | None
    source_id: str


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter of a value chain in transition."""

    parameter_id: str
    parameter_name: str
    description: str | None


@dataclass(frozen=True, kw_only=True)
class OurLink:
    """A sector or a capability (`kind`) that D3.1 names, and the emerging industry we linked it to; to none, None."""

    kind: str
    reference: str
    name: str
    industry_id: str | None
    industry_name: str | None
    reason: str | None
    locator: str | None
    basis: str | None
    note: str | None
    source_id: str | None


def pairs(reader: Reader, *, as_of: datetime | None = None) -> list[Pair]:
    """Each mega trend with each emerging industry, marked or not, in the order of the source."""
    return reader.rows(
        """
        with marks as (
            select
                trend_id, industry_id, bool_or("view" = 'downstream') as downstream,
                bool_or("view" = 'upstream') as upstream, bool_or("view" = 'interdependency') as published,
                string_agg(locator, '; ' order by locator) as locator,
                string_agg(distinct basis, ', ' order by basis) as basis,
                string_agg(distinct marks.note, ' ') as note,
                string_agg(distinct source_id, ', ' order by source_id) as source_id
            from trend_industries_as_of($as_of) as marks inner join batches using (batch_id)
            group by trend_id, industry_id
        ),
        listed as (select trend_id, industry_id, count(*) as subtrends from subtrends_as_of($as_of) group by all),
        crossed as (
            select
                trend_id, trend_name, sector_id as industry_id, sector_name as industry_name, trends.position as line,
                industries.position as place
            from trends_as_of($as_of) as trends
            cross join (from sectors_as_of($as_of) where kind = 'emerging_industry') as industries
        )
        select
            trend_id, trend_name, industry_id, industry_name, coalesce(downstream, false) as downstream,
            coalesce(upstream, false) as upstream, coalesce(published, false) as published,
            coalesce(subtrends, 0) as subtrends, locator, basis, note, source_id
        from crossed
        left join marks using (trend_id, industry_id)
        left join listed using (trend_id, industry_id)
        order by line, place
        """,
        into=Pair,
        as_of=as_of,
    )


def stated_counts(reader: Reader, *, as_of: datetime | None = None) -> list[StatedCount]:
    """How many strong interdependencies the prose states, one for each place."""
    return reader.rows(
        """
        select value, statement, facts.locator, facts.basis, facts.note, source_id
        from stated_facts_as_of($as_of) as facts inner join batches using (batch_id)
        where counts = 'interdependencies'
        order by locator
        """,
        into=StatedCount,
        as_of=as_of,
    )


def shifts(reader: Reader, *, as_of: datetime | None = None) -> list[Shift]:
    """The sub-trends of each pair with their marks in the value-chain matrix: one for each sub-trend and mark.

    A sub-trend without a mark is there once.
    """
    return reader.rows(
        """
        select
            trend_id, trend_name, industry_id, sector_name as industry_name, subtrend_id, listed.subtrend_key,
            listed.subtrend_name, marks.batch_id is not null as has_line, parameter_id, parameter_name, strength,
            printed, concat_ws('; ', listed.locator, marks.locator) as locator,
            coalesce(marks.basis, listed.basis) as basis, coalesce(marks.note, listed.note) as note, source_id
        from subtrends_as_of($as_of) as listed
        inner join batches using (batch_id)
        inner join trends_as_of($as_of) as trends using (trend_id)
        inner join sectors_as_of($as_of) as industries on industry_id = sector_id
        left join value_chain_shifts_as_of($as_of) as marks using (industry_id, subtrend_key)
        left join value_chain_parameters_as_of($as_of) as parameters using (parameter_id)
        order by trends.position, industries.position, listed.position, parameters.position
        """,
        into=Shift,
        as_of=as_of,
    )


def parameters(reader: Reader, *, as_of: datetime | None = None) -> list[Parameter]:
    """The parameters of a value chain in transition, in order."""
    return reader.rows(
        """
        select parameter_id, parameter_name, description from value_chain_parameters_as_of($as_of) order by position
        """,
        into=Parameter,
        as_of=as_of,
    )


def starts(reader: Reader, *, as_of: datetime | None = None) -> list[Offer]:
    """What each partner has, and the emerging industries it leads to: one for each partner, offer and industry."""
    return reader.rows(
        """
        with offers as (
            select
                partner_id, 'own sector' as how, sector_printed as offer, sector_id, null as capability, 0 as line,
                locator, basis, note, batch_id
            from partners_as_of($as_of)
            union all
            select
                partner_id, 'target industry', sector_name, sector_id, null, position, covered.locator, covered.basis,
                covered.note, covered.batch_id
            from partner_industries_as_of($as_of) as covered inner join sectors_as_of($as_of) using (sector_id)
            union all
            select
                partner_id, kind, capability, sector_id, capability, if(kind = 'sector', 100, 200) + position, locator,
                basis, note, batch_id
            from partner_capabilities_as_of($as_of) where kind in ('sector', 'technology')
        )
        select
            partner_id, short_name as partner, how, offer, industry_id, sector_name as industry_name, reason,
            coalesce(links.locator, offers.locator) as locator, coalesce(links.basis, offers.basis) as basis,
            concat_ws(' ', offers.note, links.note) as note, source_id
        from offers
        inner join partners_as_of($as_of) as partners using (partner_id)
        left join industry_links_as_of($as_of) as links
            on links.reference = if(links.kind = 'sector', offers.sector_id, offers.capability)
        left join sectors_as_of($as_of) as industries on industry_id = industries.sector_id
        inner join batches on batches.batch_id = coalesce(links.batch_id, offers.batch_id)
        order by partners.position, offers.line, offer, industries.position
        """,
        into=Offer,
        as_of=as_of,
    )


def fits(reader: Reader, *, as_of: datetime | None = None) -> list[Fit]:
    """Which service helps with which parameter, by our reading."""
    return reader.rows(
        """
        select
            parameter_id, parameter_name, service_id, service_name, reason, links.locator, links.basis, links.note,
            source_id
        from parameter_services_as_of($as_of) as links
        inner join batches using (batch_id)
        inner join value_chain_parameters_as_of($as_of) as parameters using (parameter_id)
        inner join services_as_of($as_of) as services using (service_id)
        order by parameters.position, services.position
        """,
        into=Fit,
        as_of=as_of,
    )


def mapping(reader: Reader, *, as_of: datetime | None = None) -> list[OurLink]:
    """Our links from D3.1 to the emerging industries, and the sectors of D3.1 without one."""
    return reader.rows(
        """
        with named as (
            select 'sector' as kind, sector_id as reference, sector_name as name from sectors_as_of($as_of)
            where kind <> 'emerging_industry'
            union all
            select distinct kind, reference, reference from industry_links_as_of($as_of) where kind = 'capability'
        )
        select
            kind, reference, name, industry_id, sector_name as industry_name, reason, links.locator, links.basis,
            links.note, source_id
        from named
        left join industry_links_as_of($as_of) as links using (kind, reference)
        left join batches using (batch_id)
        left join sectors_as_of($as_of) as industries on industry_id = sector_id
        order by kind desc, industries.position nulls last, name
        """,
        into=OurLink,
        as_of=as_of,
    )
