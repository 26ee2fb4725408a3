"""How long it takes to say how all 23 KPIs stand, with status and forecast, over a record with many reports."""

import time
from datetime import date, datetime
from pathlib import Path

import duckdb

from dia_data.queries import kpis
from dia_data.storage import query_cache
from dia_data.storage.store import Store
from tests.bench import servers
from tests.bench.findings import Finding

GOALS = {10_000: 0.15, 1_000_000: 1.0}
"""Seconds allowed, by the number of reports."""

TODAY, AS_OF = date(2021, 6, 30), datetime(2021, 6, 30, 23, 59)  # noqa: DTZ001  the record writes UTC without an offset
REPEATS = 7

BATCHES = """
    insert into batches (batch_id, kind, source_id, recorded_at, recorded_by, revision)
    select 'reports/kpi_results/' || month || '/' || partner, 'entry', 'reports',
        last_day(date '2020-01-01' + to_months(month::int))::timestamp + to_days(1 + partner::int), 'somebody',
        1000000 + month * 6 + partner
    from range(17) as months (month), range(6) as partners (partner)
"""
"""A batch for each month and partner, recorded in the days after the month."""

REPORTS = """
    insert into kpi_results
        (result_id, kpi_id, period, partner_id, country_code, mission_id, organisation, value, basis, batch_id)
    select
        concat_ws('/', kpi_id, period, partner_id, coalesce(country_code, ''), coalesce(mission_id, ''), organisation),
        kpi_id, period, partner_id, country_code, mission_id, organisation,
        if(measure = 'distinct', null, 1 + number % 5), 'entered',
        'reports/kpi_results/' || month || '/' || partner
    from (
        select
            number, (hash(number) % 1000000007)::bigint as chance, chance % 17 as month, (chance // 17) % 6 as partner,
            strftime(date '2020-01-01' + to_months(month::int), '%Y-%m') as period,
            'SME ' || (
                (chance // 102) % if(ends_with(scope, 'mission'), 12, greatest($reports // 20, 12))
            ) as organisation,
            kpi_id, measure,
            (select list(partner_id order by position) from partners_as_of(null))[partner + 1] as partner_id,
            case when scope = 'market'
                then ['DEU', 'FRA', 'ITA', 'BRA', 'CHN', 'USA'][(chance // 7) % 6 + 1]
            end as country_code,
            case when scope in ('mission', 'sme_mission')
                then ['sme_mission_usa', 'sme_mission_china', 'sme_mission_brazil'][(chance // 11) % 3 + 1]
            end as mission_id
        from range($reports) as numbers (number)
        inner join kpis_as_of(null) on position = number % 23 + 1
    )
"""


def measure() -> list[Finding]:
    """The answer over ten thousand and over a million reports."""
    return [_measured(reports, goal) for reports, goal in GOALS.items()]


def _measured(reports: int, goal: float) -> Finding:
    with servers.record() as data:
        path = data / "dia.duckdb"
        _fill(path, reports)
        query_cache.MOST_ANSWERS = 0  # else each question is asked of DuckDB once, and then never again
        store = Store(path)
        times = [_seconds(store) for _ in range(REPEATS)]
        store.close()
    return Finding(what=f"23 KPIs with status and forecast, {reports:,} reports", times=times, plus=goal)


def _seconds(store: Store) -> float:
    begun = time.perf_counter()
    kpis.standings(store, today=TODAY, as_of=AS_OF)
    return time.perf_counter() - begun


def _fill(path: Path, reports: int) -> None:
    with duckdb.connect(str(path)) as bare:
        bare.execute(BATCHES)
        bare.execute(REPORTS, {"reports": reports})
