"""What KPIs are, what is wanted of them, and how they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dia_data import forecasts, kpi_points
from dia_data.attention import LastReport
from dia_data.forecasts import Calibration, Series
from dia_data.kpis import Definition, Kpi, Plan, Standing
from dia_data.queries import dues, readings
from dia_data.storage.store import Reader
from dia_data.wanted import Milestone, OfScope, TargetFrom, Wanted, build_plans, group_by_scope
from dia_data.wording.scopes import CONSORTIUM, EACH


@dataclass(frozen=True, kw_only=True)
class RecordedTarget:
    """A target that was recorded once, by whom and why; `is_withdrawn` where it was taken back."""

    scope_key: str
    target_min: float
    target_max: float | None
    valid_from: date
    basis: str
    note: str | None
    kind: str
    recorded_by: str
    is_withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class _Reported(OfScope):
    """What `kpi_points.SERIES` finds: what was reported of a KPI in a scope, and on which days."""

    days: tuple[date, ...]
    levels: tuple[float, ...]
    last_reported: date
    watched_until: date
    reported_until: date
    covered_until: date
    periods: int


def definitions(reader: Reader, *, as_of: datetime | None = None) -> list[Definition]:
    """Each KPI in the order of D3.1, what it counts, and its `owner` (None: none is named)."""
    return reader.rows(
        """
        select
            kpi_id, kpi_name, definition, unit, measure, scope, accumulate, slip, baseline, baseline_reason, measured,
            kpis.position,
            owners.partner_id as owner_id, short_name as owner, source_of(kpis.batch_id) as source_id,
            kpis.locator, kpis.basis, kpis.note
        from kpis_as_of($as_of) as kpis
        left join kpi_owners_as_of($as_of) as owners using (kpi_id)
        left join partners_as_of($as_of) as partners using (partner_id)
        order by kpis.position
        """,
        into=Definition,
        as_of=as_of,
    )


def result_bases(reader: Reader, *, as_of: datetime | None = None) -> dict[str, str]:
    """How the results of each KPI came to be: `entered`, `derived, entered`. Those without a result are not there."""
    rows = reader.rows(
        """
        select kpi_id, string_agg(distinct basis, ', ' order by basis) as bases
        from kpi_sums_as_of($as_of) group by kpi_id
        """,
        as_of=as_of,
    )
    return {row["kpi_id"]: row["bases"] for row in rows}


def targets(reader: Reader, *, as_of: datetime | None = None) -> list[TargetFrom]:
    """Every target, in the order of the days from which they hold."""
    return reader.rows(
        """
        select kpi_id, scope_key, coalesce(target_min, 0) as target_min, target_max, valid_from, locator
        from kpi_targets_as_of($as_of) order by valid_from
        """,
        into=TargetFrom,
        as_of=as_of,
    )


def series(reader: Reader, *, today: date, as_of: datetime | None = None) -> list[Series]:
    """What was reported up to `today` of each KPI and scope; those without a report are not there."""
    rows = _read_points(reader, today, as_of)
    return _build_series(rows, kpis=list_kpis(reader, as_of=as_of), spelled=participants(reader, as_of=as_of))


def _read_points(reader: Reader, today: date, as_of: datetime | None) -> list[_Reported]:
    return reader.rows(kpi_points.SERIES, into=_Reported, today=today, as_of=as_of)


def _build_series(rows: Sequence[_Reported], *, kpis: Iterable[Kpi], spelled: Mapping[str, str]) -> list[Series]:
    measured = {kpi.kpi_id: kpi for kpi in kpis}
    points = {(row.kpi_id, row.scope_key): tuple(zip(row.days, row.levels, strict=True)) for row in rows}
    return [
        Series(
            kpi_id=kpi_id,
            scope_key=spelled.get(scope_key, scope_key),
            measure=measured[kpi_id].measure,
            accumulate=measured[kpi_id].accumulate,
            points=points[kpi_id, scope_key],
            last_reported=row.last_reported,
            watched_until=row.watched_until,
            reported_until=row.reported_until,
            covered_until=row.covered_until,
            periods=row.periods,
            events=points.get((measured[kpi_id].events_kpi_id or "", scope_key), ()),
        )
        for row in rows
        for kpi_id, scope_key in [(row.kpi_id, row.scope_key)]
    ]


def standings(reader: Reader, *, today: date, as_of: datetime | None = None) -> list[Standing]:
    """How every KPI stands in each of its scopes, in the order of D3.1; a KPI without a scope yet has one standing.

    A KPI without any target has none, and without dates of the programme there is none: nothing to judge against.
    """
    programme = dues.read_programme(reader, as_of=as_of)
    if not programme:
        return []
    wanted = _read_wanted(reader, today=today, programme=programme, as_of=as_of)
    rows = _read_points(reader, today, as_of)
    kpis, spelled = list_kpis(reader, as_of=as_of), participants(reader, as_of=as_of)
    known = forecasts.find_usual(_build_series(rows, kpis=kpis, spelled=spelled), starts=wanted.starts)
    reported = {(one.kpi_id, one.scope_key): one for one in known}
    scopes = _list_scopes(reader, as_of, participants=list(spelled.values()))
    markets = readings.list_tracked_markets(reader, as_of=as_of)
    return [
        found
        for kpi in kpis
        for scope_key in (markets.get(kpi.kpi_id) if kpi.scope == "market" else None) or scopes[kpi.scope]
        for found in wanted.standing(kpi, scope_key, reported.get((kpi.kpi_id, scope_key)))
    ]


def _read_wanted(
    reader: Reader, *, today: date, programme: Sequence[tuple[date, date]], as_of: datetime | None
) -> Wanted:
    return Wanted(
        today=today,
        starts=programme[0][0],
        ends=programme[-1][1],
        targets=group_by_scope(targets(reader, as_of=as_of)),
        plans=_read_plans(reader, as_of),
        deadlines=dues.read_deadlines(reader, as_of=as_of),
    )


def calibration(reader: Reader, *, today: date, as_of: datetime | None = None) -> Calibration:
    """How often the 80 % intervals covered what came that could have been forecast at the past ends of quarters."""
    programme = dues.read_programme(reader, as_of=as_of)
    if not programme:
        return Calibration(trials=())
    return forecasts.calibrate(series(reader, today=today, as_of=as_of), starts=programme[0][0], until=today)


def list_kpis(reader: Reader, *, as_of: datetime | None = None) -> list[Kpi]:
    """What each KPI counts and for what it has targets, in the order of D3.1."""
    return reader.rows(
        """
        select kpi_id, measure, scope, accumulate, events_kpi_id, baseline, measured
        from kpis_as_of($as_of)
        left join (select kpi_id, events_kpi_id from kpi_events_as_of($as_of)) using (kpi_id)
        order by position
        """,
        into=Kpi,
        as_of=as_of,
    )


def _read_plans(reader: Reader, as_of: datetime | None) -> dict[tuple[str, str], Plan]:
    rows = reader.rows(
        "select kpi_id, scope_key, month, expected, basis from kpi_plans_as_of($as_of) order by month",
        into=Milestone,
        as_of=as_of,
    )
    return build_plans(rows)


def participants(reader: Reader, *, as_of: datetime | None = None) -> dict[str, str]:
    """The scope keys of SMEs on missions, in their normal form, each with the spelling that was recorded first."""
    return {row["compared"]: row["spelled"] for row in reader.rows(kpi_points.SPELLED, as_of=as_of)}


def _list_scopes(reader: Reader, as_of: datetime | None, *, participants: list[str]) -> dict[str, list[str]]:
    """The keys of each kind of scope; where the record names none, the key under which the common target stands."""
    markets = reader.rows(
        "select country_code as key from markets_as_of($as_of) where role <> 'reserve' order by position", as_of=as_of
    )
    missions = reader.rows(
        """
        select activity_id as key from activities_as_of($as_of)
        where mission = 'sme' order by position
        """,
        as_of=as_of,
    )
    return {
        "consortium": [CONSORTIUM],
        "market": [row["key"] for row in markets] or [EACH["market"]],
        "mission": [row["key"] for row in missions] or [EACH["mission"]],
        "sme_mission": participants or [EACH["sme_mission"]],
    }


def target_history(reader: Reader, *, kpi_id: str, as_of: datetime | None = None) -> list[RecordedTarget]:
    """Every target of a KPI that was ever recorded, the newest first."""
    return reader.rows(
        """
        select
            scope_key, coalesce(target_min, 0) as target_min, target_max, valid_from, targets.basis,
            targets.note, kind, recorded_by,
            coalesce(withdrawn_at <= coalesce($as_of, 'infinity'::timestamp), false) as is_withdrawn
        from kpi_targets as targets
        inner join batches using (batch_id)
        where
            kpi_id = $kpi_id
            and (kind = 'document' or recorded_at <= coalesce($as_of, 'infinity'::timestamp))
            and not (kind = 'document' and withdrawn_at is not null)
        order by kind = 'document', revision desc, scope_key, valid_from desc
        """,
        into=RecordedTarget,
        kpi_id=kpi_id,
        as_of=as_of,
    )


def last_reports(reader: Reader, *, as_of: datetime | None = None) -> list[LastReport]:
    """Each partner with the day on which its last report was recorded, and how many count."""
    return reader.rows(
        """
        select partner_id, short_name as partner, day_of(max(recorded_at)) as last_reported,
            coalesce(sum(reports), 0)::int as reports
        from partners_as_of($as_of) as partners
        left join (
            select partner_id, reports, recorded_at from kpi_sums_as_of($as_of) inner join batches using (batch_id)
        ) using (partner_id)
        group by partner_id, short_name, partners.position
        order by partners.position
        """,
        into=LastReport,
        as_of=as_of,
    )
