"""How the joint activities keep to their dates: state on a day, delay, what is due, and which KPIs a slip moves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from dia_data import local_time
from dia_data.documents.periods import find_month_end
from dia_data.kpis import Standing, expect_by
from dia_data.names import normalise
from dia_data.wording.scopes import COMMON

MONTHS_APART = {"monthly": 1, "quarterly": 3}
"""How many months lie between two occurrences of a recurring activity."""


class State(StrEnum):
    """How an activity stands on a day."""

    OVERDUE = "overdue"
    PAST = "past"
    RUNNING = "running"
    UPCOMING = "upcoming"
    DONE_LATE = "done_late"
    DONE = "done"
    NOT_DATED = "not_dated"


MISSED = (State.OVERDUE, State.PAST)
"""The end has passed and nobody reported that the activity is done."""


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A joint activity; `recurrence` is monthly, quarterly or None."""

    activity_id: str
    activity_name: str
    kind: str
    country_code: str | None
    country_name: str | None
    recurrence: str | None
    position: int
    source_id: str
    locator: str | None
    basis: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Revision:
    """Dates of an activity as they were recorded once.

    `kind` is planned, revised or actual. `counts`: they hold now, not replaced and not taken back.
    `moved_with_programme`: the batch dated the whole programme anew.
    """

    activity_id: str
    activity_name: str
    kind: str
    starts: date | None
    ends: date | None
    reason: str | None
    recorded_by: str
    recorded_at: datetime
    batch_kind: str
    counts: bool
    moved_with_programme: bool
    source_id: str
    locator: str | None
    basis: str
    note: str | None
    batch_id: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class Programme:
    """Start and end of the programme as they were recorded once."""

    programme_id: str
    starts: date
    ends: date
    reason: str | None
    recorded_by: str
    recorded_at: datetime
    batch_kind: str
    locator: str | None
    basis: str
    note: str | None
    batch_id: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """A tie of an activity to a KPI, a market or a SWOT point.

    `kind` is kpi, market or swot; `how` carries, takes place in, works on, supports or contradicts. `scope` is that of
    the KPI; `sets_due`: the KPI is due when the activity ends, in the scope `scope_key`, which is None elsewhere.
    """

    activity_id: str
    activity_name: str
    kind: str
    reference: str
    name: str
    how: str
    sets_due: bool
    scope: str | None
    scope_key: str | None
    reason: str | None
    source_id: str
    locator: str | None
    basis: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class PlanSet:
    """The plan of a KPI in one scope, with what was known when it was set.

    `expected` is wanted by the end of each of the `months`. `dues` are the due dates of the KPI by place; for other
    places `programme_ends` held (None: the programme had no dates).
    """

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
    dues: Mapping[str, date]
    programme_ends: date | None

    def due_in(self, scope_key: str) -> date | None:
        """When the KPI was due in a scope."""
        return self.dues.get(normalise(scope_key.partition("/")[0]), self.programme_ends)


@dataclass(frozen=True, kw_only=True)
class ActivityStatus:
    """One activity on one day.

    `planned`, `revised` and `actual` are the revisions that count. `baseline` is what a
    delay is counted from: the planned dates, or those that the activity got when the whole programme was dated anew.
    `starts` and `ends` are what holds now: actual, else revised, else planned. `delay_days` is the end that holds
    against that of the baseline (None: one of them is not known), `overdue_days` how long a missed end is past.
    """

    activity: Activity
    planned: Revision | None
    revised: Revision | None
    actual: Revision | None
    baseline: Revision | None
    starts: date | None
    ends: date | None
    state: State
    delay_days: int | None
    overdue_days: int

    @property
    def activity_id(self) -> str:
        """The code of the activity."""
        return self.activity.activity_id

    @property
    def planned_end(self) -> date | None:
        """The end that due dates follow: revised, else planned; an actual end moves no due date."""
        return _find_first_known(one.ends for one in (self.revised, self.planned) if one)


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """What calls for attention on a day, each in the order of the activities."""

    overdue: list[ActivityStatus]
    past: list[ActivityStatus]
    due_this_month: list[ActivityStatus]
    starts_next_month: list[ActivityStatus]
    not_dated: list[ActivityStatus]


@dataclass(frozen=True, kw_only=True)
class Move:
    """What the slip of an activity moves: the due date of one KPI in one scope, and with it what is expected so far.

    `expected_before` is None where the KPI has a plan of its own (`follows_plan`) or nothing is known of its target.
    """

    kpi_id: str
    kpi_name: str
    scope_key: str
    due_before: date
    due_after: date
    expected_before: float | None
    expected_after: float | None
    follows_plan: bool = False


@dataclass(frozen=True, kw_only=True)
class Lag:
    """A plan that was set before the dates moved: the KPI in one scope is due on another day now than it was then.

    The milestones are what members recorded; they stay as they were set.
    """

    kpi_id: str
    kpi_name: str
    scope_key: str
    set_on: date
    set_by: str
    due_then: date
    due_now: date

    @property
    def days(self) -> int:
        """By how many days the due date has moved since; less than 0: it is earlier."""
        return (self.due_now - self.due_then).days


def judge_activities(
    activities: Iterable[Activity], revisions: Iterable[Revision], *, today: date, programme_ends: date | None
) -> list[ActivityStatus]:
    """How each activity stands on a day, in the order given.

    Once the programme is over, an end that was missed is a plan in the past rather than overdue.
    """
    of_activity: dict[str, list[Revision]] = {}
    for row in revisions:
        of_activity.setdefault(row.activity_id, []).append(row)
    is_over = programme_ends is not None and programme_ends < today
    return [
        _judge_activity(one, of_activity.get(one.activity_id, []), today=today, is_over=is_over) for one in activities
    ]


def _judge_activity(activity: Activity, revisions: Sequence[Revision], *, today: date, is_over: bool) -> ActivityStatus:
    holding = {row.kind: row for row in revisions if row.counts}
    planned, revised, actual = (holding.get(kind) for kind in ("planned", "revised", "actual"))
    baseline = next((row for row in revisions if row.moved_with_programme and not row.withdrawn_at), planned)
    dated = [one for one in (actual, revised, planned) if one]
    starts, ends = _find_first_known(one.starts for one in dated), _find_first_known(one.ends for one in dated)
    delay = (ends - baseline.ends).days if ends and baseline and baseline.ends else None
    has_ended = bool(actual and actual.ends)
    if has_ended:
        state = State.DONE_LATE if (delay or 0) > 0 else State.DONE
    else:
        state = _open_state(starts, ends, today=today, is_over=is_over)
    return ActivityStatus(
        activity=activity,
        planned=planned,
        revised=revised,
        actual=actual,
        baseline=baseline,
        starts=starts,
        ends=ends,
        state=state,
        delay_days=delay,
        overdue_days=(today - ends).days if ends and state in MISSED else 0,
    )


def _find_first_known(days: Iterable[date | None]) -> date | None:
    return next((day for day in days if day), None)


def _open_state(starts: date | None, ends: date | None, *, today: date, is_over: bool) -> State:
    if not starts and not ends:
        return State.NOT_DATED
    if ends and ends < today:
        return State.PAST if is_over else State.OVERDUE
    return State.RUNNING if starts and starts <= today else State.UPCOMING


def sort_by_due(every: Sequence[ActivityStatus], *, today: date) -> Agenda:
    """What is overdue, due this month, or starts next month; what has passed is in one of the first two alone."""
    this_month = find_month_end(today)
    next_month = find_month_end(this_month + timedelta(days=1))
    still_open = [one for one in every if one.state in (State.RUNNING, State.UPCOMING)]
    return Agenda(
        overdue=[one for one in every if one.state is State.OVERDUE],
        past=[one for one in every if one.state is State.PAST],
        due_this_month=[one for one in still_open if one.ends and one.ends <= this_month],
        starts_next_month=[one for one in still_open if one.starts and this_month < one.starts <= next_month],
        not_dated=[one for one in every if one.state is State.NOT_DATED],
    )


def list_occurrences(recurrence: str | None, starts: date | None, ends: date | None) -> list[date]:
    """The days by which each occurrence of a recurring activity is due: the ends of its months or quarters.

    The last one is due when the activity ends. Empty for what happens once or has no dates.
    """
    if recurrence not in MONTHS_APART or not starts or not ends:
        return []
    due: list[date] = []
    months = (ends.year - starts.year) * 12 + ends.month - starts.month + 1
    for place in range(MONTHS_APART[recurrence] - 1, months + MONTHS_APART[recurrence] - 1, MONTHS_APART[recurrence]):
        year, month = divmod(starts.year * 12 + starts.month - 1 + place, 12)
        due.append(min(find_month_end(date(year, month + 1, 1)), ends))
    return due


def find_moves(
    status: ActivityStatus, links: Iterable[Link], standings: Iterable[Standing], *, programme: Programme
) -> list[Move]:
    """What a slipped activity moves; empty where it keeps to its dates or no KPI is due when it ends.

    Without dates of its own activity a KPI is due when the programme ends.
    """
    before = status.baseline.ends if status.baseline else None
    due_before, due_after = before or programme.ends, status.planned_end or programme.ends
    if due_before == due_after:
        return []
    moved = {link.reference: link for link in links if _sets_due(link, status)}
    found = []
    for one in standings:
        link = moved.get(one.kpi_id)
        if link and one.scope_key.split("/")[0] == link.scope_key:
            found.append(_move(one, link, due_before, due_after))
    reached = {move.kpi_id for move in found}
    return found + [
        Move(
            kpi_id=kpi_id,
            kpi_name=link.name,
            scope_key=link.scope_key or "",
            due_before=due_before,
            due_after=due_after,
            expected_before=None,
            expected_after=None,
        )
        for kpi_id, link in moved.items()
        if kpi_id not in reached
    ]


def find_moved_kpis(
    statuses: Iterable[ActivityStatus], links: Sequence[Link], *, programme: Programme
) -> dict[str, list[str]]:
    """The KPIs whose due date each slipped activity moves, by activity; one that moves none is left out."""
    moved = {one.activity_id: find_moves(one, links, [], programme=programme) for one in statuses}
    return {one: sorted({move.kpi_id for move in moves}) for one, moves in moved.items() if moves}


def _sets_due(link: Link, status: ActivityStatus) -> bool:
    return link.sets_due and link.activity_id == status.activity_id


def _move(one: Standing, link: Link, due_before: date, due_after: date) -> Move:
    straight = one.expected_basis == "derived"
    expected_then = replace(one.expectation, due=due_before)
    return Move(
        kpi_id=one.kpi_id,
        kpi_name=link.name,
        scope_key=one.scope_key,
        due_before=due_before,
        due_after=due_after,
        expected_before=expect_by(one.expected_by, expected_then) if straight else None,
        expected_after=one.expected,
        follows_plan=not straight,
    )


def find_lags(plans: Sequence[PlanSet], standings: Iterable[Standing]) -> list[Lag]:
    """The plans that were set before the dates moved, in the order of the standings.

    A scope without a plan of its own follows the common one of its kind.
    """
    own = {(plan.kpi_id, normalise(plan.scope_key)): plan for plan in plans}
    common = {plan.kpi_id: plan for plan in plans if plan.scope_key in COMMON}
    found = []
    for one in standings:
        plan = own.get((one.kpi_id, normalise(one.scope_key)), common.get(one.kpi_id))
        due_then = plan.due_in(one.scope_key) if plan else None
        if plan and due_then and due_then != one.due:
            found.append(_build_lag(plan, one, due_then))
    return found


def _build_lag(plan: PlanSet, one: Standing, due_then: date) -> Lag:
    return Lag(
        kpi_id=one.kpi_id,
        kpi_name=plan.kpi_name,
        scope_key=one.scope_key,
        set_on=local_time.find_day(plan.recorded_at),
        set_by=plan.recorded_by,
        due_then=due_then,
        due_now=one.due,
    )
