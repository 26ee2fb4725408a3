"""The plans of KPIs, and what they were made for."""

from dataclasses import dataclass
from datetime import date, datetime

from dia_data.queries import dues
from dia_data.roadmap import PlanSet
from dia_data.storage.store import Reader


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """A plan as it was recorded; what was known then is asked for each."""

    kpi_id: str
    kpi_name: str
    scope_key: str
    months: tuple[date, ...]
    expected: tuple[float, ...]
    reason: str | None
    basis: str
    batch_id: str
    recorded_by: str
    recorded_at: datetime


def plans(reader: Reader, *, as_of: datetime | None = None) -> list[PlanSet]:
    """The plans that members set, in the order of the KPIs and scopes, each with the due dates it was made for."""
    found = reader.rows(
        """
        select
            kpi_id, kpi_name, scope_key, list(month order by month) as months,
            list(expected order by month) as expected, any_value(coalesce(plans.note, batches.note)) as reason,
            any_value(plans.basis) as basis, batch_id, recorded_by, recorded_at
        from kpi_plans_as_of($as_of) as plans
        inner join batches using (batch_id)
        inner join (select kpi_id, kpi_name, position from kpis_as_of($as_of)) as known using (kpi_id)
        where kind = 'entry'
        group by kpi_id, kpi_name, scope_key, batch_id, recorded_by, recorded_at, known.position
        order by known.position, scope_key
        """,
        into=_Plan,
        as_of=as_of,
    )
    return [_add_dues(reader, plan) for plan in found]


def _add_dues(reader: Reader, plan: _Plan) -> PlanSet:
    """The plan beside the due dates of its KPI as they were known when it was set."""
    moment = plan.recorded_at
    deadlines = dues.read_deadlines(reader, as_of=moment)
    return PlanSet(
        **vars(plan),
        dues={place: due for (of_kpi, place), due in deadlines.dues.items() if of_kpi == plan.kpi_id},
        programme_ends=reader.value("select max(ends) from programme_dates_as_of($as_of)", as_of=moment),
    )
