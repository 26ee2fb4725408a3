"""By when KPIs are due: what the source states, what activities set, and what has ended since."""

from datetime import date, datetime
from typing import Any

from dia_data.queries import readings
from dia_data.storage.store import Reader
from dia_data.wanted import Deadlines, Ending, Place, StatedDue, build_deadlines, date_statements, place_dues


def read_deadlines(reader: Reader, *, as_of: datetime | None = None) -> Deadlines:
    """When each KPI is due in each place, and what has ended there."""
    return build_deadlines(endings(reader, as_of=as_of), _read_stated_dues(reader, as_of))


def stated(reader: Reader, *, kpi_id: str, as_of: datetime | None = None) -> list[StatedDue]:
    """By when the source says that a KPI is due, the earliest first; empty where it names no time."""
    return [one for one in _read_statements(reader, as_of) if one.kpi_id == kpi_id]


def read_programme(reader: Reader, *, as_of: datetime | None = None) -> list[tuple[date, date]]:
    """When the programme starts and ends, by its phases; empty where it is not dated."""
    rows = reader.rows("select starts, ends from programme_dates_as_of($as_of) order by starts", as_of=as_of)
    return [(row["starts"], row["ends"]) for row in rows]


def _read_statements(reader: Reader, as_of: datetime | None) -> list[StatedDue]:
    programme = read_programme(reader, as_of=as_of)
    return date_statements(list_statements(reader, as_of=as_of), programme[0][0]) if programme else []


def list_statements(reader: Reader, *, as_of: datetime | None = None) -> list[dict[str, Any]]:
    """What the source states of due dates, in months of the programme (`due_months`), the earliest first."""
    return reader.rows(
        """
        select dues.kpi_id, due_months, statement, period, dues.locator, dues.basis, dues.note
        from stated_dues_as_of($as_of) as dues
        inner join stated_facts_as_of($as_of) as facts using (fact_id)
        where dues.kpi_id is not null
        order by due_months, fact_id
        """,
        as_of=as_of,
    )


def _read_stated_dues(reader: Reader, as_of: datetime | None) -> dict[Place, date]:
    return place_dues(_read_statements(reader, as_of), readings.list_tracked_markets(reader, as_of=as_of))


def endings(reader: Reader, *, as_of: datetime | None = None) -> list[Ending]:
    """The activities that KPIs end with, in the order of their due dates: of several in one place the last counts."""
    return reader.rows(
        """
        with ending as (
            select kpi_id, activity_id, false as settles from activity_kpis_as_of($as_of) where sets_due
            union all
            select kpi_id, activity_id, true from kpi_closings_as_of($as_of)
        )
        select
            kpi_id, activity_id, activity_name, country_code, settles,
            coalesce(max(ends) filter (kind = 'revised'), max(ends) filter (kind = 'planned')) as due,
            max(ends) filter (kind = 'actual') as ended
        from ending
        inner join (select activity_id, activity_name, country_code from activities_as_of($as_of)) using (activity_id)
        left join (select activity_id, kind, ends from activity_dates_as_of($as_of)) using (activity_id)
        group by all
        order by due, activity_id
        """,
        into=Ending,
        as_of=as_of,
    )
