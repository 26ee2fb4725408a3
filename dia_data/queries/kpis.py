"""What was reported of the KPIs, what is wanted of them, and how they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from string import Template
from typing import Any

import pandas as pd

from dia_data.forecasts import Series
from dia_data.kpis import Kpi, Plan, Standing, Target, standing
from dia_data.periods import month_end
from dia_data.store import Reader

EACH = {"market": "each_market", "mission": "each_mission", "sme_mission": "each_sme_and_mission"}
"""Scope to the key under which the document prints one target for all of that scope."""

CONSORTIUM = "consortium"

# The rows of `kpi_results_as_of`, found faster: which of two rows with one result_id counts has to be looked at only
# where several batches speak of the same KPI, period and partner, for these are parts of the result_id.
_REPORTS = Template(
    """
    known as materialized (select batch_id, known_from, revision from batches_as_of($$as_of)),
    described as materialized (from kpis_as_of($$as_of) where $which),
    told_again as materialized (
        select kpi_id, period, coalesce(partner_id, '') as partner_id
        from kpi_results inner join known using (batch_id)
        group by all having min(batch_id) <> max(batch_id)
    ),
    told as not materialized (
        select
            result_id, kpi_id, period, partner_id, country_code, mission_id, organisation, value, batch_id, known_from,
            revision, scope, accumulate,
            (kpi_id, period, coalesce(partner_id, '')) in (
                select (kpi_id, period, partner_id) from told_again
            ) as is_told_again
        from kpi_results
        inner join known using (batch_id)
        inner join (select kpi_id, scope, accumulate from described) using (kpi_id)
    ),
    reports as not materialized (
        from told where not is_told_again
        union all
        from told where is_told_again
        qualify dense_rank() over (partition by result_id order by known_from desc, revision desc) = 1
    )
    """
)

# What is reported is first brought together per batch, then dated: a report counts from the end of its period, or from
# its recording where that is earlier in the period. Names are compared without case and surrounding space.
_RESULTS = """
    periods as materialized (
        select
            period,
            case when period[6] = 'Q'
                then make_date(period[:4]::int, period[7:]::int * 3 - 2, 1)
                else make_date(period[:4]::int, period[6:]::int, 1)
            end as starts,
            last_day(case when period[6] = 'Q' then starts + interval 2 month else starts end) as ends
        from (select distinct period from kpi_results)
    ),
    days as materialized (
        select
            batch_id, period, ends, revision,
            greatest(starts, least(ends, known_from::date)) as day,
            case when isinf(known_from) then ends else known_from::date end as recorded_on
        from (select distinct batch_id, period from kpi_results)
        inner join known using (batch_id)
        inner join periods using (period)
        where day <= coalesce($today, 'infinity'::date)
    ),
    parts as materialized (
        select
            kpi_id, accumulate, scope, country_code, mission_id, partner_id, batch_id, period,
            case when accumulate = 'distinct' or scope = 'sme_mission'
                then nullif(lower(trim(organisation)), '')
            end as name,
            sum(value) as value, count(value) as answers, count(*) as reports
        from reports group by all
    ),
    results as materialized (
        select
            kpi_id, accumulate, partner_id, value, answers, reports, ends, revision, day, recorded_on,
            $scoped as scope_key
        from (
            select
                * exclude (name, value, answers, reports), if(scope = 'sme_mission', name, null) as name,
                sum(value) as value, sum(answers) as answers, sum(reports) as reports
            from parts group by all
        )
        inner join days using (batch_id, period)
        where scope_key is not null
    ),
    first_named as (
        select kpi_id, scope, country_code, mission_id, name, min(day) as day
        from parts inner join days using (batch_id, period)
        where accumulate = 'distinct' and name is not null and coalesce(value, 1) > 0
        group by all
    )
"""

# Where the consortium reports a stock as a whole, that counts; else what each partner reported last, added up.
_POINTS = """
    increments as (
        select kpi_id, scope_key, day, sum(value) as value
        from results where accumulate = 'sum' and value is not null group by all
    ),
    new_names as (
        select kpi_id, $scoped as scope_key, day, count(*) as value
        from first_named where scope_key is not null group by all
    ),
    steps as (
        select
            kpi_id, scope_key, day,
            value - lag(value, 1, 0) over (
                partition by kpi_id, scope_key, partner_id order by day, ends, revision
            ) as value
        from (
            from results where accumulate = 'latest' and value is not null
            qualify partner_id is null or count(*) filter (partner_id is null) over (
                partition by kpi_id, scope_key
            ) = 0
        )
    ),
    levels as (
        select kpi_id, scope_key, day, sum(sum(value)) over (partition by kpi_id, scope_key order by day) as value
        from steps group by kpi_id, scope_key, day
    ),
    means as (
        select kpi_id, scope_key, day, sum(sum(value)) over so_far / sum(sum(answers)) over so_far as value
        from results where accumulate = 'mean' and value is not null group by kpi_id, scope_key, day
        window so_far as (partition by kpi_id, scope_key order by day)
    ),
    points as (from increments union all from new_names union all from levels union all from means)
"""

# Values are bound; only our own text is put into these templates.
_ASKED = Template("with $reports, $results, $points $asked")

_SERIES = _ASKED.substitute(
    reports=_REPORTS.substitute(which="true"),
    results=_RESULTS,
    points=_POINTS,
    asked="""
    select kpi_id, scope_key, days, levels, last_reported, reports
    from (
        select kpi_id, scope_key, max(recorded_on) as last_reported, sum(reports)::int as reports
        from results group by kpi_id, scope_key
    )
    inner join (
        select kpi_id, scope_key, list(day order by day) as days, list(value order by day) as levels
        from points group by kpi_id, scope_key
    ) using (kpi_id, scope_key)
    order by kpi_id, scope_key
    """,
)

_OVER_TIME = _ASKED.substitute(
    reports=_REPORTS.substitute(which="kpi_id = $kpi_id"),
    results=_RESULTS,
    points=_POINTS,
    asked="""
    select
        scope_key, day, value,
        case when accumulate in ('sum', 'distinct')
            then sum(value) over (partition by scope_key order by day) else value
        end as result
    from points inner join described using (kpi_id)
    order by scope_key, day
    """,
)

_SPELLED = Template(
    """
    with $reports
    select
        mission_id || '/' || lower(trim(organisation)) as compared,
        mission_id || '/' || arg_min(trim(organisation), (known_from, revision, organisation)) as spelled
    from reports
    where trim(organisation) <> '' and mission_id is not null
    group by mission_id, lower(trim(organisation))
    order by mission_id, lower(trim(organisation))
    """
).substitute(reports=_REPORTS.substitute(which="kpi_id = 'mission_smes' or scope = 'sme_mission'"))


_TARGETS = """
    select
        kpi_id, scope_key, target_min, target_max, valid_from, printed, targets.locator, targets.basis, targets.note,
        targets.batch_id
    from kpi_targets_as_of($as_of) as targets
    inner join kpis_as_of($as_of) as kpis using (kpi_id)
    order by kpis.position, scope_key, valid_from
"""


def definitions(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Each KPI in the order of D3.1, what it counts, and its `owner` (NULL: none is named)."""
    return reader.frame(
        """
        select
            kpi_id, kpi_name, definition, unit, measure, scope, accumulate, slip, kpis.position,
            owners.partner_id as owner_id, short_name as owner, kpis.locator, kpis.basis, kpis.note
        from kpis_as_of($as_of) as kpis
        left join kpi_owners_as_of($as_of) as owners using (kpi_id)
        left join partners_as_of($as_of) as partners using (partner_id)
        order by kpis.position
        """,
        as_of=as_of,
    )


def targets(reader: Reader, *, as_of: datetime | None = None) -> pd.DataFrame:
    """Every target with the day from which it holds; `scope_key` may be `each_market` and the like."""
    return reader.frame(_TARGETS, as_of=as_of)


def series(reader: Reader, *, today: date, as_of: datetime | None = None) -> list[Series]:
    """What was reported up to `today` of each KPI and scope; those without a report are not there."""
    return _series(reader, today, as_of, kpis=_kpis(reader, as_of), spelled=_spelled(reader, as_of))


def _series(
    reader: Reader, today: date, as_of: datetime | None, *, kpis: Iterable[Kpi], spelled: Mapping[str, str]
) -> list[Series]:
    measured = {kpi.kpi_id: kpi for kpi in kpis}
    return [
        Series(
            kpi_id=row["kpi_id"],
            scope_key=spelled.get(row["scope_key"], row["scope_key"]),
            measure=measured[row["kpi_id"]].measure,
            accumulate=measured[row["kpi_id"]].accumulate,
            points=tuple(zip(row["days"], row["levels"], strict=True)),
            last_reported=row["last_reported"],
            reports=row["reports"],
        )
        for row in reader.rows(_SERIES, today=today, as_of=as_of)
    ]


def standings(reader: Reader, *, today: date, as_of: datetime | None = None) -> list[Standing]:
    """How every KPI stands in each of its scopes, in the order of D3.1; a KPI without a scope yet has one standing.

    A KPI without any target has none, and without dates of the programme there is none: nothing to judge against.
    """
    programme = reader.rows("select starts, ends from programme_dates_as_of($as_of) order by starts", as_of=as_of)
    if not programme:
        return []
    wanted = _Wanted.known(reader, today=today, starts=programme[0]["starts"], ends=programme[-1]["ends"], as_of=as_of)
    kpis, spelled = _kpis(reader, as_of), _spelled(reader, as_of)
    reported = {(one.kpi_id, one.scope_key): one for one in _series(reader, today, as_of, kpis=kpis, spelled=spelled)}
    scopes = _scopes(reader, as_of, participants=list(spelled.values()))
    return [
        found
        for kpi in kpis
        for scope_key in scopes[kpi.scope]
        for found in wanted.standing(kpi, scope_key, reported.get((kpi.kpi_id, scope_key)))
    ]


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """What the record wants of KPIs on a day; keys of scopes are in lower case, as names are compared."""

    today: date
    starts: date
    ends: date
    targets: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]
    plans: Mapping[tuple[str, str], Plan]
    dues: Mapping[tuple[str, str], date]

    @classmethod
    def known(cls, reader: Reader, *, today: date, starts: date, ends: date, as_of: datetime | None) -> "_Wanted":
        return cls(
            today=today,
            starts=starts,
            ends=ends,
            targets=_by_scope(reader.rows(_TARGETS, as_of=as_of)),
            plans=_plans(reader, as_of),
            dues=_dues(reader, as_of),
        )

    def standing(self, kpi: Kpi, scope_key: str, reported: Series | None) -> Iterator[Standing]:
        """The standing, unless there is no target to judge by."""
        target = self._target(kpi, scope_key)
        if target is None:
            return
        empty = Series(kpi_id=kpi.kpi_id, scope_key=scope_key, measure=kpi.measure, accumulate=kpi.accumulate)
        place = scope_key.partition("/")[0].lower()
        yield standing(
            kpi,
            reported or empty,
            target,
            today=self.today,
            starts=self.starts,
            due=self.dues.get((kpi.kpi_id, place), self.ends),
            plan=next((self.plans[key] for key in _keys(kpi, scope_key) if key in self.plans), None),
        )

    def _target(self, kpi: Kpi, scope_key: str) -> Target | None:
        """The latest in force, the scope's own before the common one; before any is in force the first to come."""
        rows = [row for key in _keys(kpi, scope_key) for row in reversed(self.targets.get(key, ()))]
        if not rows:
            return None
        row = next((row for row in rows if row["valid_from"] <= self.today), rows[-1])
        return Target(target_min=row["target_min"] or 0.0, target_max=row["target_max"])


def _keys(kpi: Kpi, scope_key: str) -> tuple[tuple[str, str], ...]:
    """Under which keys targets and plans of a scope stand: its own, then the one for each scope of its kind."""
    own = (kpi.kpi_id, scope_key.lower())
    return (own, (kpi.kpi_id, EACH[kpi.scope])) if kpi.scope in EACH else (own,)


def _by_scope(rows: Iterable[Mapping[Any, Any]]) -> dict[tuple[str, str], list[Mapping[Any, Any]]]:
    grouped: dict[tuple[str, str], list[Mapping[Any, Any]]] = {}
    for row in rows:
        grouped.setdefault((row["kpi_id"], row["scope_key"].lower()), []).append(row)
    return grouped


def _kpis(reader: Reader, as_of: datetime | None) -> list[Kpi]:
    rows = reader.rows(
        "select kpi_id, measure, scope, accumulate from kpis_as_of($as_of) order by position", as_of=as_of
    )
    return [Kpi(**row) for row in rows]


def _plans(reader: Reader, as_of: datetime | None) -> dict[tuple[str, str], Plan]:
    rows = reader.rows(
        "select kpi_id, scope_key, month, expected, basis from kpi_plans_as_of($as_of) order by month", as_of=as_of
    )
    return {
        key: Plan(milestones=[(month_end(row["month"]), row["expected"]) for row in of_key], basis=of_key[0]["basis"])
        for key, of_key in _by_scope(rows).items()
    }


def _dues(reader: Reader, as_of: datetime | None) -> dict[tuple[str, str], date]:
    """The due dates that activities set, by KPI and by activity, market and (for those without a scope) consortium."""
    rows = reader.rows(
        """
        select kpi_id, activity_id, country_code, coalesce(max(ends) filter (kind = 'revised'), max(ends)) as due
        from activity_kpis_as_of($as_of)
        inner join (select activity_id, country_code from activities_as_of($as_of)) using (activity_id)
        inner join (
            select activity_id, kind, ends from activity_dates_as_of($as_of) where kind <> 'actual'
        ) using (activity_id)
        where sets_due and ends is not null
        group by kpi_id, activity_id, country_code
        order by due
        """,
        as_of=as_of,
    )
    return {
        (row["kpi_id"], place.lower()): row["due"]
        for row in rows
        for place in (row["activity_id"], row["country_code"], CONSORTIUM)
        if place
    }


def _spelled(reader: Reader, as_of: datetime | None) -> dict[str, str]:
    """The scope keys of SMEs on missions, in lower case, each with the spelling that was recorded first."""
    return {row["compared"]: row["spelled"] for row in reader.rows(_SPELLED, as_of=as_of)}


def _scopes(reader: Reader, as_of: datetime | None, *, participants: list[str]) -> dict[str, list[str]]:
    """The keys of each kind of scope; where the record names none, the key under which the common target stands."""
    markets = reader.rows(
        "select country_code as key from markets_as_of($as_of) where role <> 'reserve' order by position", as_of=as_of
    )
    missions = reader.rows(
        """
        select activity_id as key from activities_as_of($as_of)
        where kind = 'mission' and starts_with(activity_id, 'sme_mission_') order by position
        """,
        as_of=as_of,
    )
    return {
        "consortium": [CONSORTIUM],
        "market": [row["key"] for row in markets] or [EACH["market"]],
        "mission": [row["key"] for row in missions] or [EACH["mission"]],
        "sme_mission": participants or [EACH["sme_mission"]],
    }


def results_over_time(reader: Reader, *, kpi_id: str, as_of: datetime | None = None) -> pd.DataFrame:
    """What a KPI came to: `scope_key, day, value` (increment or level) and `result` (what counts from that day on)."""
    return reader.frame(_OVER_TIME, today=None, kpi_id=kpi_id, as_of=as_of)
