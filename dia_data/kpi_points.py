"""The SQL that makes points of reports: which count, from which day, in which scope, and what they come to."""

from string import Template

_REPORTS = Template(
    """
    known as materialized (select known_from, revision from batches_as_of($$as_of)),
    described as materialized (from kpis_as_of($$as_of) where $which),
    reports as not materialized (
        select sums.*, scope, accumulate
        from kpi_sums_as_of($$as_of) as sums
        inner join (select kpi_id, scope, accumulate from described) using (kpi_id)
    )
    """
)

# As `batches_as_of` and `kpi_sums_as_of` have it, for many moments at once: DuckDB 1.5 fails on a macro that is given a
# column. A test compares the two.
_REPORTS_OF_DAYS = """
    asked as materialized (select unnest($days::date[]) as today, unnest($moments::timestamp[]) as moment),
    known as materialized (
        select today, known_from, revision
        from asked
        inner join (
            select
                revision,
                if(kind = 'document', coalesce(published, '-infinity'::timestamp), recorded_at) as known_from,
                if(kind = 'document', '-infinity'::timestamp, withdrawn_at) as gone_from, withdrawn_at
            from batches left join sources using (source_id)
        ) on known_from <= moment and (withdrawn_at is null or gone_from > moment)
    ),
    described as materialized (from kpis_as_of(null) where kpi_id = coalesce($kpi_id, kpi_id)),
    of_kpi as materialized (
        select sums.*, today, known_from, scope, accumulate
        from kpi_sums as sums
        inner join known using (revision)
        inner join (select kpi_id, scope, accumulate from described) using (kpi_id)
    ),
    reports as not materialized (
        from of_kpi where result_id is null
        union all
        from of_kpi where result_id is not null
        qualify dense_rank() over (partition by today, result_id order by known_from desc, revision desc) = 1
    )
    """

_SCOPED = """
    case scope
        when 'consortium' then 'consortium'
        when 'market' then country_code
        when 'mission' then mission_id
        else mission_id || '/' || name
    end
"""

# What is reported is first brought together per batch, then dated: a report counts from the end of its period, or from
# its recording where that is earlier in the period. Names are compared by their normal form.
_RESULTS = Template(
    """
    periods as materialized (
        select
            period,
            case when period[6] = 'Q'
                then make_date(period[:4]::int, period[7:]::int * 3 - 2, 1)
                else make_date(period[:4]::int, period[6:]::int, 1)
            end as starts,
            last_day(case when period[6] = 'Q' then starts + interval 2 month else starts end) as ends
        from (select distinct period from kpi_sums)
    ),
    days as materialized (
        select
            $by period, ends, revision,
            case when isinf(known_from) then ends else day_of(known_from) end as recorded_on,
            greatest(starts, least(ends, recorded_on)) as day
        from (select distinct revision, period from kpi_sums)
        inner join known using (revision)
        inner join periods using (period)
        where day <= $until
    ),
    parts as materialized (
        select
            $by kpi_id, country_code, mission_id, partner_id, revision, period,
            if(accumulate = 'distinct' or scope = 'sme_mission', name, null) as name,
            sum(value) as value, sum(answers) as answers, sum(reports) as reports, sum(names) as names
        from reports group by all
    ),
    parts_described as (
        from parts inner join (select kpi_id, scope, accumulate from described) using (kpi_id)
    ),
    results as materialized (
        select
            $by kpi_id, accumulate, partner_id, value, answers, reports, ends, revision, day, recorded_on,
            $scoped as scope_key
        from (
            select
                * exclude (name, value, answers, reports, names), if(scope = 'sme_mission', name, null) as name,
                sum(value) as value, sum(answers) as answers, sum(reports) as reports
            from parts_described group by all
        )
        inner join days using ($by revision, period)
        where scope_key is not null
    ),
    first_named as (
        select $by kpi_id, scope, country_code, mission_id, name, min(day) as day
        from parts_described inner join days using ($by revision, period)
        where accumulate = 'distinct' and name is not null and coalesce(value, 1) > 0
        group by all
    )
    """
)

# Where the consortium reports a stock as a whole, that counts; else what each partner reported last, added up.
_POINTS = Template(
    """
    increments as (
        select $by kpi_id, scope_key, day, sum(value) as value
        from results where accumulate = 'sum' and value is not null group by all
    ),
    new_names as (
        select $by kpi_id, scope_key, day, sum(value) as value
        from (
            select $by kpi_id, $scoped as scope_key, day, count(*) as value from first_named group by all
            union all
            select $by kpi_id, $scoped, day, sum(names)
            from parts_described inner join days using ($by revision, period)
            where accumulate = 'distinct' and names > 0 group by all
        ) where scope_key is not null group by all
    ),
    steps as (
        select
            $by kpi_id, scope_key, day,
            value - lag(value, 1, 0) over (
                partition by $by kpi_id, scope_key, partner_id order by day, ends, revision
            ) as value
        from (
            from results where accumulate = 'latest' and value is not null
            qualify partner_id is null or count(*) filter (partner_id is null) over (
                partition by $by kpi_id, scope_key
            ) = 0
        )
    ),
    levels as (
        select
            $by kpi_id, scope_key, day,
            sum(sum(value)) over (partition by $by kpi_id, scope_key order by day) as value
        from steps group by $by kpi_id, scope_key, day
    ),
    means as (
        select $by kpi_id, scope_key, day, sum(sum(value)) over so_far / sum(sum(answers)) over so_far as value
        from results where accumulate = 'mean' and value is not null group by $by kpi_id, scope_key, day
        window so_far as (partition by $by kpi_id, scope_key order by day)
    ),
    points as (from increments union all from new_names union all from levels union all from means)
    """
)

# Values are bound; only our own text is put into these templates.
_ASKED = Template("with $reports, $results, $asked")
_POINTED = Template("with $reports, $results, $points $asked")

_OF_ONE_DAY = {"scoped": _SCOPED, "by": "", "until": "coalesce($today, 'infinity'::date)"}
_OF_DAYS = {"scoped": _SCOPED, "by": "today, ", "until": "today"}
"""What the templates are filled with: to know things as of one moment, or of many days at once."""

_SERIES = Template(
    """
    select
        $by kpi_id, scope_key, days, levels, last_reported, watched_until, reported_until, covered_until, periods
    from (
        select
            $by kpi_id, scope_key, max(recorded_on) as last_reported, max(day) as reported_until,
            max(ends) as covered_until, count(distinct ends)::int as periods
        from results group by $by kpi_id, scope_key
    )
    inner join (
        select
            $by kpi_id, if(any_value(accumulate) = 'distinct', max(max(day)) over ($over), max(day)) as watched_until
        from results group by $by kpi_id
    ) using ($by kpi_id)
    inner join (
        select $by kpi_id, scope_key, list(day order by day) as days, list(value order by day) as levels
        from points group by $by kpi_id, scope_key
    ) using ($by kpi_id, scope_key)
    order by $by kpi_id, scope_key
    """
)

SERIES = _POINTED.substitute(
    reports=_REPORTS.substitute(which="true"),
    results=_RESULTS.substitute(_OF_ONE_DAY),
    points=_POINTS.substitute(_OF_ONE_DAY),
    asked=_SERIES.substitute(_OF_ONE_DAY, over=""),
)
"""`kpi_id, scope_key, days, levels, last_reported, watched_until, reported_until, covered_until, periods` of all that
is reported by `$today` (NULL: ever). A KPI is watched until the last day that a report of it speaks of, in whatever
scope: who reports on one market and says nothing of another has nothing there. That there is no new name can be said
in no other way, so names are watched until the last day that any report speaks of."""

SERIES_OF_DAYS = _POINTED.substitute(
    reports=_REPORTS_OF_DAYS,
    results=_RESULTS.substitute(_OF_DAYS),
    points=_POINTS.substitute(_OF_DAYS),
    asked=_SERIES.substitute(_OF_DAYS, over="partition by today"),
)
"""The same of the KPI `$kpi_id` (NULL: of all) on each of the `$days`, as known at their ends, the `$moments`; `today`
is the day. Of one KPI alone `watched_until` is its own."""

OVER_TIME = _POINTED.substitute(
    reports=_REPORTS.substitute(which="kpi_id = $kpi_id"),
    results=_RESULTS.substitute(_OF_ONE_DAY),
    points=_POINTS.substitute(_OF_ONE_DAY),
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
"""`scope_key, day, value, result` of the KPI `$kpi_id`."""

BY_PARTNER = _ASKED.substitute(
    reports=_REPORTS.substitute(which="true"),
    results=_RESULTS.substitute(_OF_ONE_DAY),
    asked="""
    named as (
        select kpi_id, partner_id, count(distinct (scope_key, name)) filter (name is not null) + sum(names) as names
        from (
            select *, $scoped as scope_key from parts_described inner join days using (revision, period)
            where accumulate = 'distinct' and (names > 0 or (name is not null and coalesce(value, 1) > 0))
        ) group by kpi_id, partner_id
    ),
    of_partner as (
        select
            kpi_id, partner_id, sum(reports) as reports, max(recorded_on) as last_reported,
            case any_value(accumulate)
                when 'sum' then sum(value)
                when 'latest' then arg_max(value, (day, ends, revision))
                when 'mean' then sum(value) / nullif(sum(answers), 0)
            end as amount
        from results group by kpi_id, partner_id
    )
    select
        described.kpi_id, partners.partner_id, short_name as partner, coalesce(reports, 0)::int as reports,
        coalesce(amount, names) as result, unit, last_reported,
        case
            when reports is null then 'not_reported'
            when $today - last_reported > $stale_after then 'stale'
            else 'reported'
        end as status
    from described
    cross join partners_as_of($as_of) as partners
    left join of_partner on of_partner.kpi_id = described.kpi_id and of_partner.partner_id = partners.partner_id
    left join named on named.kpi_id = described.kpi_id and named.partner_id = partners.partner_id
    order by described.position, partners.position
    """.replace("$scoped", _SCOPED),
)
"""What each partner reported of each KPI; a report is stale after `$stale_after` days."""

SPELLED = Template(
    """
    with $reports
    select
        mission_id || '/' || name as compared,
        mission_id || '/' || arg_min(spelled, (known_from, revision, spelled)) as spelled
    from reports
    where name is not null and mission_id is not null
    group by mission_id, name
    order by mission_id, name
    """
).substitute(reports=_REPORTS.substitute(which="counts = 'smes_per_mission' or scope = 'sme_mission'"))
"""The scope keys of SMEs on missions: as they are compared (normal form), and in the spelling recorded first."""
