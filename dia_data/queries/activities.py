"""The joint activities: when they were planned and when they are, and what hangs on them."""

from dataclasses import dataclass
from datetime import date, datetime

from dia_data.roadmap import Activity, Link, Programme, Revision
from dia_data.storage.store import Reader


@dataclass(frozen=True, kw_only=True)
class Dates:
    """Dates of an activity that count now; what is None is not known, or for actual dates has not happened."""

    activity_id: str
    kind: str
    starts: date | None
    ends: date | None
    reason: str | None
    recorded_by: str
    recorded_at: datetime
    source_id: str
    locator: str | None
    basis: str
    note: str | None
    batch_id: str


@dataclass(frozen=True, kw_only=True)
class UnlinkedKpi:
    """A KPI that no activity carries."""

    kpi_id: str
    kpi_name: str
    source_id: str
    locator: str | None
    basis: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """That a partner has a part in an activity, and how we know."""

    activity_id: str
    partner_id: str
    partner: str
    how: str
    locator: str | None
    basis: str


def activities(reader: Reader, *, as_of: datetime | None = None) -> list[Activity]:
    """The joint activities in the order of D3.1."""
    return reader.rows(
        """
        select
            activity_id, activity_name, kind, country_code, country_name, recurrence, activities.position,
            source_of(activities.batch_id) as source_id, activities.locator, activities.basis, activities.note
        from activities_as_of($as_of) as activities
        left join countries_as_of($as_of) using (country_code)
        order by activities.position, activity_id
        """,
        into=Activity,
        as_of=as_of,
    )


def dates(reader: Reader, *, as_of: datetime | None = None) -> list[Dates]:
    """The dates that count now: at most one row per activity and kind (planned, revised, actual)."""
    return reader.rows(
        """
        select
            activity_id, dated.kind, starts, ends, coalesce(reason, batches.note) as reason, recorded_by, recorded_at,
            source_id, dated.locator, dated.basis, dated.note, dated.batch_id
        from activity_dates_as_of($as_of) as dated
        inner join activities_as_of($as_of) as activities using (activity_id)
        inner join batches on batches.batch_id = dated.batch_id
        order by activities.position, activity_id, array_position(['planned', 'revised', 'actual'], dated.kind)
        """,
        into=Dates,
        as_of=as_of,
    )


def revisions(reader: Reader, *, as_of: datetime | None = None) -> list[Revision]:
    """All dates of activities that were ever recorded, the latest first; those that were replaced or taken back too.

    Earlier readings of a document are left out.
    """
    return reader.rows(
        """
        with recorded as (
            select
                batch_id, batches.kind as batch_kind, recorded_by, recorded_at, revision, note as batch_note,
                case when withdrawn_at <= coalesce($as_of, 'infinity'::timestamp) then withdrawn_at end as taken_back,
                withdrawn_by, withdrawn_reason
            from batches
            where
                batch_id in (select batch_id from batches_as_of($as_of))
                or (batches.kind = 'entry' and recorded_at <= coalesce($as_of, 'infinity'::timestamp))
        ),
        counting as (select activity_id, kind, batch_id from activity_dates_as_of($as_of))
        select
            activities.activity_id, activity_name, said.kind, starts, ends, coalesce(reason, batch_note) as reason,
            recorded_by, recorded_at, batch_kind, counting.batch_id is not null as counts,
            batch_kind = 'entry' and said.batch_id in (select batch_id from programme_dates) as moved_with_programme,
            source_of(said.batch_id) as source_id, said.locator, said.basis, said.note, said.batch_id,
            taken_back as withdrawn_at,
            case when taken_back is not null then withdrawn_by end as withdrawn_by,
            case when taken_back is not null then withdrawn_reason end as withdrawn_reason
        from activity_dates as said
        inner join activities_as_of($as_of) as activities on activities.activity_id = said.activity_id
        inner join recorded on recorded.batch_id = said.batch_id
        left join counting
            on counting.activity_id = said.activity_id and counting.kind = said.kind
            and counting.batch_id = said.batch_id
        order by batch_kind = 'document', revision desc, activities.position
        """,
        into=Revision,
        as_of=as_of,
    )


def links(reader: Reader, *, as_of: datetime | None = None) -> list[Link]:
    """What each activity is tied to: a row per activity and KPI, market or SWOT point; to be read in both directions.

    Retired points are left out.
    """
    return reader.rows(
        """
        with points as (
            select item_id, text, is_retired, known.known_from, known.revision
            from swot_items_as_of($as_of) inner join batches_as_of($as_of) as known using (batch_id)
            union all
            select lower(country_code) || '_' || kind || '_' || position, text, false, '-infinity'::timestamp, 0
            from market_notes_as_of($as_of) where kind in ('strength', 'weakness')
        ),
        current_points as (
            from points qualify row_number() over (partition by item_id order by known_from desc, revision desc) = 1
        ),
        about_points as (
            select activity_id, item_id, 'works on' as how, reason, locator, basis, note, batch_id
            from swot_answers_as_of($as_of)
            union all
            select reference, item_id, stance, reason, locator, basis, note, batch_id
            from swot_evidence_as_of($as_of) where kind = 'activity'
        ),
        tied as (
            select
                activity_id, 'kpi' as kind, kpi_id as reference, kpi_name as name, 'carries' as how, sets_due, scope,
                kpis.position as place, reason, carried.locator, carried.basis, carried.note,
                carried.batch_id
            from activity_kpis_as_of($as_of) as carried inner join kpis_as_of($as_of) as kpis using (kpi_id)
            union all by name
            select
                activity_id, 'market' as kind, country_code as reference, country_name as name,
                'takes place in' as how, false as sets_due, activities.locator, activities.basis, activities.note,
                activities.batch_id
            from activities_as_of($as_of) as activities inner join countries_as_of($as_of) using (country_code)
            union all by name
            select
                activity_id, 'swot' as kind, item_id as reference, text as name, how, false as sets_due, reason,
                locator, basis, note, about_points.batch_id
            from about_points inner join current_points using (item_id) where not is_retired
        )
        select
            tied.activity_id, activity_name, tied.kind, reference, name, how, sets_due, scope,
            case when sets_due then if(scope = 'market', country_code, tied.activity_id) end as scope_key,
            reason, source_of(tied.batch_id) as source_id, tied.locator, tied.basis, tied.note
        from tied
        inner join activities_as_of($as_of) as activities on activities.activity_id = tied.activity_id
        order by
            activities.position, array_position(['kpi', 'market', 'swot'], tied.kind), place,
            array_position(['works on', 'supports', 'contradicts'], how), reference
        """,
        into=Link,
        as_of=as_of,
    )


def unlinked_kpis(reader: Reader, *, as_of: datetime | None = None) -> list[UnlinkedKpi]:
    """The KPIs that no activity carries, in the order of D3.1."""
    return reader.rows(
        """
        select kpi_id, kpi_name, source_of(batch_id) as source_id, locator, basis from kpis_as_of($as_of)
        where kpi_id not in (select kpi_id from activity_kpis_as_of($as_of))
        order by position
        """,
        into=UnlinkedKpi,
        as_of=as_of,
    )


def programme(reader: Reader, *, as_of: datetime | None = None) -> list[Programme]:
    """The start and end of the programme, as ever recorded and not taken back; the first is what counts."""
    return reader.rows(
        """
        select
            programme_id, starts, ends, coalesce(reason, batches.note) as reason, recorded_by, recorded_at,
            batches.kind as batch_kind, dated.locator, dated.basis, dated.note, batch_id
        from programme_dates as dated
        inner join batches_as_of($as_of) as known using (batch_id)
        inner join batches using (batch_id)
        order by known.known_from desc, known.revision desc
        """,
        into=Programme,
        as_of=as_of,
    )


def parts(reader: Reader, *, as_of: datetime | None = None) -> list[Part]:
    """Who has a part in which activity, as members recorded it.

    From the evaluation plan, from results of a mission
    and from events; the documents name no partner for an activity.
    """
    return reader.rows(
        """
        with named as (
            select activity_id, partner_id, 'has a role in its evaluation plan' as how, locator, basis
            from evaluation_plans_as_of($as_of) where role is not null
            union all
            select mission_id, partner_id, 'reported results of it', null, basis
            from kpi_sums_as_of($as_of) where mission_id is not null
            union all
            select activity_id, partner_id, 'has an event of it', locator, basis
            from events_as_of($as_of) where activity_id is not null
        )
        select
            activity_id, partner_id, short_name as partner, how, any_value(named.locator) as locator,
            any_value(named.basis) as basis
        from named
        inner join partners_as_of($as_of) as partners using (partner_id)
        inner join activities_as_of($as_of) as activities using (activity_id)
        group by activity_id, partner_id, short_name, how, activities.position, partners.position
        order by activities.position, partners.position, how
        """,
        into=Part,
        as_of=as_of,
    )
