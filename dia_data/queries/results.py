"""What was reported of the KPIs: over time, by partner and by place, and the reports themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dia_data import kpi_points
from dia_data.kpis import STALE_AFTER_DAYS
from dia_data.storage.store import Reader


@dataclass(frozen=True, kw_only=True)
class CoursePoint:
    """What was reported of a scope on a day: an increment or a level, and the `result` that counts from then on."""

    scope_key: str
    day: date
    value: float
    result: float


@dataclass(frozen=True, kw_only=True)
class PartnerResult:
    """What a partner reported of a KPI.

    Targets are the consortium's, so the status of a partner says whether it reports: `reported`, `stale` or
    `not_reported`. Results of partners need not add up: an SME that two of them name counts for both here.
    """

    kpi_id: str
    partner_id: str
    partner: str
    reports: int
    result: float | None
    unit: str
    last_reported: date | None
    status: str


@dataclass(frozen=True, kw_only=True)
class PlaceResult:
    """How often something was reported of a place (None: none named), the sum of it, and names, each once."""

    place: str | None
    reports: int
    total: float | None
    names: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was said, by whom and when it was recorded."""

    period: str
    partner_id: str | None
    partner: str | None
    country_name: str | None
    mission: str | None
    organisation: str | None
    value: float | None
    comment: str | None
    basis: str
    batch_id: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """An organisation that several partners reported in one market or mission."""

    country_code: str | None
    mission_id: str | None
    organisation: str
    partners: int
    reported_by: str


def over_time(reader: Reader, *, kpi_id: str, as_of: datetime | None = None) -> list[CoursePoint]:
    """What a KPI came to in each scope, day by day."""
    return reader.rows(kpi_points.OVER_TIME, into=CoursePoint, today=None, kpi_id=kpi_id, as_of=as_of)


def by_partner(reader: Reader, *, today: date, as_of: datetime | None = None) -> list[PartnerResult]:
    """What each partner reported of each KPI, also those that reported nothing."""
    return reader.rows(
        kpi_points.BY_PARTNER, into=PartnerResult, today=today, stale_after=STALE_AFTER_DAYS, as_of=as_of
    )


def count_reported_kpis(reader: Reader, *, of_periods: Sequence[str], as_of: datetime | None = None) -> dict[str, int]:
    """Of how many KPIs each partner reported something for one of the periods, or that there is nothing.

    Who did neither is left out.
    """
    found = reader.rows(
        """
        with answered as (
            select kpi_id, partner_id, period from kpi_sums_as_of($as_of)
            union all
            select kpi_id, partner_id, period from kpi_answers_as_of($as_of)
        )
        select partner_id, count(distinct kpi_id) as kpis from answered
        where period in (select unnest($of_periods)) and partner_id is not null group by partner_id order by partner_id
        """,
        of_periods=list(of_periods),
        as_of=as_of,
    )
    return {row["partner_id"]: row["kpis"] for row in found}


def reports(reader: Reader, *, kpi_id: str, most: int | None = None, as_of: datetime | None = None) -> list[Report]:
    """The reports behind the results of a KPI, the newest first; at most so many, where that is said."""
    return reader.rows(
        """
        with apart as (
            select kpi_id, revision, result_id from kpi_sums_as_of($as_of)
            where kpi_id = $kpi_id and result_id is not null
        ),
        results as (
            select told.*, known.revision, batches.recorded_at, recorded_by
            from kpi_results as told
            inner join batches_as_of($as_of) as known using (batch_id)
            inner join batches using (batch_id)
            where
                kpi_id = $kpi_id and (
                    result_id not in (
                        select result_id from kpi_sums where kpi_id = $kpi_id and result_id is not null
                    )
                    or (known.revision, result_id) in (select (revision, result_id) from apart)
                )
            order by recorded_at desc, known.revision desc, result_id
            limit coalesce($most, 9223372036854775807)
        )
        select
            period, results.partner_id, short_name as partner, country_name, activity_name as mission, organisation,
            value, comment, results.basis, results.batch_id, recorded_at, recorded_by
        from results
        left join partners_as_of($as_of) as partners using (partner_id)
        left join countries_as_of($as_of) as countries on countries.country_code = results.country_code
        left join activities_as_of($as_of) as activities on activities.activity_id = mission_id
        order by recorded_at desc, revision desc, result_id
        """,
        into=Report,
        kpi_id=kpi_id,
        most=most,
        as_of=as_of,
    )


def by_place(reader: Reader, *, kpi_id: str, as_of: datetime | None = None) -> list[PlaceResult]:
    """What was reported of each place, in the order of their names; last where none is named."""
    return reader.rows(
        """
        select
            coalesce(country_name, activity_name) as place, sum(reports)::bigint as reports, sum(value) as total,
            (count(distinct name) filter (coalesce(value, 1) > 0) + sum(names))::bigint as names
        from kpi_sums_as_of($as_of) as sums
        left join (select country_code, country_name from countries_as_of($as_of)) using (country_code)
        left join (select activity_id, activity_name from activities_as_of($as_of)) on activity_id = mission_id
        where kpi_id = $kpi_id
        group by place order by place nulls last
        """,
        into=PlaceResult,
        kpi_id=kpi_id,
        as_of=as_of,
    )


def overlaps(reader: Reader, *, kpi_id: str, as_of: datetime | None = None) -> list[Overlap]:
    """Organisations that several partners reported in one market or mission; each counts once."""
    return reader.rows(
        """
        with several as (
            select
                name, any_value(country_code) as country_code, any_value(mission_id) as mission_id,
                count(distinct partner_id)::int as partners,
                string_agg(distinct short_name, ', ' order by short_name) as reported_by
            from kpi_sums_as_of($as_of) as sums
            inner join (select kpi_id, scope from kpis_as_of($as_of)) using (kpi_id)
            inner join (select partner_id, short_name from partners_as_of($as_of)) using (partner_id)
            where kpi_id = $kpi_id and name is not null and coalesce(value, 1) > 0
            group by
                name, if(scope = 'market', sums.country_code, null),
                if(scope in ('mission', 'sme_mission'), sums.mission_id, null)
            having count(distinct partner_id) > 1
        ),
        spelled as (
            select organisation_key as name, arg_min(trim(organisation), (revision, trim(organisation))) as organisation
            from kpi_results inner join batches_as_of($as_of) using (batch_id)
            where kpi_id = $kpi_id and organisation_key in (select name from several)
            group by organisation_key
        )
        select country_code, mission_id, organisation, partners, reported_by
        from several inner join spelled using (name)
        order by organisation
        """,
        into=Overlap,
        kpi_id=kpi_id,
        as_of=as_of,
    )
