"""By when KPIs are due: what the source states, what activities set, and what has ended since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import TypeVar

from dia_data.documents.periods import find_month_end, shift_months
from dia_data.forecasts import Closing
from dia_data.names import normalise
from dia_data.queries import readings
from dia_data.storage.store import Reader
from dia_data.wording.scopes import CONSORTIUM, EACH

Place = tuple[str, str]
"""A KPI, and an activity, a market or the consortium in the normal form in which names are compared."""

Key = TypeVar("Key")


@dataclass(frozen=True, kw_only=True)
class StatedDue:
    """A sentence of the source that says by when a KPI is due, and the day that this comes to."""

    kpi_id: str
    due: date
    statement: str
    period: str | None
    locator: str | None
    basis: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """When KPIs are due, and what has ended.

    `dues` has the due dates: where no activity sets one, that of the source; a place that is not there is due at the
    end of the programme. `ends` has what ended last where all that sets the due date there has ended. `settled` has
    what settles a KPI wherever it is counted, such as the selection of the delegates; it sets no due date.
    """

    dues: Mapping[Place, date]
    ends: Mapping[Place, Closing]
    settled: Mapping[str, Closing]


@dataclass(frozen=True, kw_only=True)
class _Ending:
    """An activity that a KPI ends with: when it is `due`, and when it really `ended`."""

    kpi_id: str
    activity_id: str
    activity_name: str
    country_code: str | None
    settles: bool
    due: date | None
    ended: date | None


def read_deadlines(reader: Reader, *, as_of: datetime | None = None) -> Deadlines:
    """When each KPI is due in each place, and what has ended there."""
    endings = _read_endings(reader, as_of)
    placed = [(place, one) for one in endings if not one.settles for place in _list_places(one)]
    set_by_activities = {place: one.due for place, one in placed if one.due}
    return Deadlines(
        dues=_read_stated_dues(reader, as_of) | set_by_activities,
        ends=_find_ended(placed),
        settled=_find_ended((one.kpi_id, one) for one in endings if one.settles),
    )


def stated(reader: Reader, *, kpi_id: str, as_of: datetime | None = None) -> list[StatedDue]:
    """By when the source says that a KPI is due, the earliest first; empty where it names no time."""
    return [one for one in _read_statements(reader, as_of) if one.kpi_id == kpi_id]


def read_programme(reader: Reader, *, as_of: datetime | None = None) -> list[tuple[date, date]]:
    """When the programme starts and ends, by its phases; empty where it is not dated."""
    rows = reader.rows("select starts, ends from programme_dates_as_of($as_of) order by starts", as_of=as_of)
    return [(row["starts"], row["ends"]) for row in rows]


def _read_statements(reader: Reader, as_of: datetime | None) -> list[StatedDue]:
    programme = read_programme(reader, as_of=as_of)
    rows = reader.rows(
        """
        select dues.kpi_id, due_months, statement, period, dues.locator, dues.basis, dues.note
        from stated_dues_as_of($as_of) as dues
        inner join stated_facts_as_of($as_of) as facts using (fact_id)
        where dues.kpi_id is not null
        order by due_months, fact_id
        """,
        as_of=as_of,
    )
    if not programme:
        return []
    starts, _ = programme[0]
    return [
        StatedDue(due=find_month_end(shift_months(starts, row.pop("due_months") - 1)), **row) for row in map(dict, rows)
    ]


def _read_stated_dues(reader: Reader, as_of: datetime | None) -> dict[Place, date]:
    """The due dates that the source states: the same for each place of a KPI, the latest where there are several."""
    markets = readings.list_tracked_markets(reader, as_of=as_of)
    return {
        (one.kpi_id, normalise(place)): one.due
        for one in _read_statements(reader, as_of)
        for place in (CONSORTIUM, *EACH.values(), *markets.get(one.kpi_id, ()))
    }


def _list_places(one: _Ending) -> list[Place]:
    return [(one.kpi_id, normalise(place)) for place in (one.activity_id, one.country_code, CONSORTIUM) if place]


def _find_ended(endings: Iterable[tuple[Key, _Ending]]) -> dict[Key, Closing]:
    """The last that ended of each key, where all that belong to it have."""
    found: dict[Key, list[_Ending]] = {}
    for key, one in endings:
        found.setdefault(key, []).append(one)
    return {
        key: Closing(activity_name=last.activity_name, ended=last.ended)
        for key, several in found.items()
        if all(one.ended for one in several)
        for last in [max(several, key=attrgetter("ended"))]
        if last.ended
    }


def _read_endings(reader: Reader, as_of: datetime | None) -> list[_Ending]:
    """In the order of their due dates: of several in one place the last counts."""
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
        into=_Ending,
        as_of=as_of,
    )
