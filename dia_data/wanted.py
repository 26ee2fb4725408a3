"""What is wanted of KPIs on a day: targets, plans and due dates. Pure: rows of the record in, what they come to out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from dia_data.documents.periods import find_month_end, shift_months
from dia_data.forecasts import Closing, Series
from dia_data.kpis import Judgement, Kpi, Plan, Standing, Target, judge_kpi, judge_status
from dia_data.names import normalise
from dia_data.wording.scopes import CONSORTIUM, EACH

Place = tuple[str, str]
"""A KPI, and an activity, a market or the consortium in the normal form in which names are compared."""


Key = TypeVar("Key")


@dataclass(frozen=True, kw_only=True)
class OfScope:
    """What belongs to a KPI in a scope; `scope_key` may be `each_market` and the like."""

    kpi_id: str
    scope_key: str


Scoped = TypeVar("Scoped", bound=OfScope)


@dataclass(frozen=True, kw_only=True)
class TargetFrom(OfScope):
    """A target with the day from which it holds; `scope_key` may be `each_market` and the like."""

    target_min: float
    target_max: float | None
    valid_from: date
    locator: str | None


@dataclass(frozen=True, kw_only=True)
class Milestone(OfScope):
    """What is expected by the end of a month, and the basis of saying so."""

    month: date
    expected: float
    basis: str


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
class Ending:
    """An activity that a KPI ends with: when it is `due`, and when it really `ended`."""

    kpi_id: str
    activity_id: str
    activity_name: str
    country_code: str | None
    settles: bool
    due: date | None
    ended: date | None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the record wants of KPIs on a day; keys of scopes are in the normal form in which names are compared."""

    today: date
    starts: date
    ends: date
    targets: Mapping[tuple[str, str], Sequence[TargetFrom]]
    plans: Mapping[tuple[str, str], Plan]
    deadlines: Deadlines

    def standing(self, kpi: Kpi, scope_key: str, reported: Series | None) -> Iterator[Standing]:
        """The standing, unless there is no target to judge by."""
        target = self._target(kpi, scope_key)
        if target is None:
            return
        yield judge_kpi(
            kpi,
            reported or _build_empty_series(kpi, scope_key),
            target,
            **self._list_circumstances(kpi, scope_key),
            settled=self.deadlines.settled.get(kpi.kpi_id),
        )

    def judge(self, kpi: Kpi, scope_key: str, reported: Series | None) -> Judgement | None:
        """The status alone; None where there is no target to judge by."""
        target = self._target(kpi, scope_key)
        if target is None:
            return None
        series = reported or _build_empty_series(kpi, scope_key)
        return judge_status(kpi, series, target, **self._list_circumstances(kpi, scope_key))

    def _list_circumstances(self, kpi: Kpi, scope_key: str) -> dict[str, Any]:
        """What else a KPI is judged by in a scope: the day, the due date, the plan and what has ended there."""
        place = (kpi.kpi_id, normalise(scope_key.partition("/")[0]))
        return {
            "today": self.today,
            "starts": self.starts,
            "due": self.deadlines.dues.get(place, self.ends),
            "plan": next((self.plans[key] for key in _list_keys(kpi, scope_key) if key in self.plans), None),
            "closing": self.deadlines.ends.get(place),
        }

    def _target(self, kpi: Kpi, scope_key: str) -> Target | None:
        """The latest in force, the scope's own before the common one; before any is in force the first to come."""
        rows = [row for key in _list_keys(kpi, scope_key) for row in reversed(self.targets.get(key, ()))]
        if not rows:
            return None
        row = next((row for row in rows if row.valid_from <= self.today), rows[-1])
        return Target(target_min=row.target_min, target_max=row.target_max)


def _build_empty_series(kpi: Kpi, scope_key: str) -> Series:
    return Series(kpi_id=kpi.kpi_id, scope_key=scope_key, measure=kpi.measure, accumulate=kpi.accumulate)


def _list_keys(kpi: Kpi, scope_key: str) -> tuple[tuple[str, str], ...]:
    """Under which keys targets and plans of a scope stand: its own, then the one for each scope of its kind."""
    own = (kpi.kpi_id, normalise(scope_key))
    return (own, (kpi.kpi_id, EACH[kpi.scope])) if kpi.scope in EACH else (own,)


def group_by_scope(rows: Iterable[Scoped]) -> dict[tuple[str, str], list[Scoped]]:
    """The rows of each KPI and scope, in their order; scopes in the normal form in which names are compared."""
    grouped: dict[tuple[str, str], list[Scoped]] = {}
    for row in rows:
        grouped.setdefault((row.kpi_id, normalise(row.scope_key)), []).append(row)
    return grouped


def build_plans(rows: Iterable[Milestone]) -> dict[tuple[str, str], Plan]:
    """The plans that milestones, in the order of their months, make up: by KPI and scope."""
    return {
        key: Plan(milestones=[(find_month_end(row.month), row.expected) for row in of_key], basis=of_key[0].basis)
        for key, of_key in group_by_scope(rows).items()
    }


def build_deadlines(endings: Sequence[Ending], stated_dues: Mapping[Place, date]) -> Deadlines:
    """The same of activities that KPIs end with, in the order of their due dates, and of what the source states."""
    placed = [(place, one) for one in endings if not one.settles for place in _list_places(one)]
    set_by_activities = {place: one.due for place, one in placed if one.due}
    return Deadlines(
        dues={**stated_dues, **set_by_activities},
        ends=_find_ended(placed),
        settled=_find_ended((one.kpi_id, one) for one in endings if one.settles),
    )


def _list_places(one: Ending) -> list[Place]:
    return [(one.kpi_id, normalise(place)) for place in (one.activity_id, one.country_code, CONSORTIUM) if place]


def _find_ended(endings: Iterable[tuple[Key, Ending]]) -> dict[Key, Closing]:
    """The last that ended of each key, where all that belong to it have."""
    found: dict[Key, list[Ending]] = {}
    for key, one in endings:
        found.setdefault(key, []).append(one)
    return {
        key: Closing(activity_name=last.activity_name, ended=last.ended)
        for key, several in found.items()
        if all(one.ended for one in several)
        for last in [max(several, key=attrgetter("ended"))]
        if last.ended
    }


def date_statements(rows: Iterable[Mapping[str, Any]], starts: date) -> list[StatedDue]:
    """The same with the days that they come to in a programme that starts on a day."""
    return [
        StatedDue(due=find_month_end(shift_months(starts, row.pop("due_months") - 1)), **row) for row in map(dict, rows)
    ]


def place_dues(statements: Iterable[StatedDue], markets: Mapping[str, Sequence[str]]) -> dict[Place, date]:
    """The due dates that the source states: the same for each place of a KPI, the latest where there are several."""
    return {
        (one.kpi_id, normalise(place)): one.due
        for one in statements
        for place in (CONSORTIUM, *EACH.values(), *markets.get(one.kpi_id, ()))
    }
