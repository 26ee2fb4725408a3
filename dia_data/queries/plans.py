"""The plans of KPIs, and what they were made for."""

from datetime import datetime
from typing import Any

from dia_data.queries import kpis
from dia_data.storage.store import Reader


def plans(reader: Reader, *, as_of: datetime | None = None) -> list[dict[str, Any]]:
    """The plans that members set, in the order of the KPIs and scopes, each with the due dates it was made for.

    Keys: `kpi_id, kpi_name, scope_key, months, expected` (by the end of each month), `reason, basis, batch_id,
    recorded_by, recorded_at`, and as known when it was set: `dues` (by place, as `kpis.dues`) and `programme_ends`
    (None: the programme had no dates), which holds for the other places.
    """
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
        as_of=as_of,
    )
    return [row | _made_for(reader, row["kpi_id"], row["recorded_at"]) for row in found]


def _made_for(reader: Reader, kpi_id: str, moment: datetime) -> dict[str, Any]:
    """The due dates of a KPI as they were known at a moment."""
    dues = kpis.dues(reader, as_of=moment)
    ends = reader.value("select max(ends) from programme_dates_as_of($as_of)", as_of=moment)
    return {"dues": {place: due for (of_kpi, place), due in dues.items() if of_kpi == kpi_id}, "programme_ends": ends}
