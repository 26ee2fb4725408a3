"""The time line of the joint activities, which stand by strand. Nothing here knows the server."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from dia_data.roadmap import ActivityStatus, Programme, Revision, State
from dia_data.wording.bases import BASES
from dia_data.wording.days import format_day
from pages.ui.charts import timeline
from pages.ui.charts.chart import OpenEnd, TimeKind, Timeline, TimeRow, TimeSpan
from pages.ui.charts.look import GREY, PURPLE, PURPLE_LIGHT
from pages.ui.roadmap import text as table

NEAR_DAYS = 120
"""Today is on the axis if it lies no further than this outside the dates; else a note says where it is."""

Row = str | ActivityStatus
"""A strand by its name, or an activity."""

ALARM = "#D1450B"
PLANNED, DELAY = "planned", "delay"
DATED = (
    TimeKind(name=PLANNED, fill=GREY, height=17, narrow_height=9, is_outline=True),
    TimeKind(name="revised", fill=PURPLE_LIGHT, height=10, narrow_height=6),
    TimeKind(name="actual", fill=PURPLE, height=6, narrow_height=3),
)
"""One within the other, so that all three stay visible in one row; what was planned is an outline."""
KINDS = (*DATED, TimeKind(name=DELAY, fill=ALARM, height=6, narrow_height=3))
RECURRING, ONE_ENDED = "due by", "only start or end known"
UNMOVED: Mapping[str, int] = MappingProxyType({})


def chart_timeline(
    statuses: Sequence[ActivityStatus],
    *,
    programme: Programme | None,
    today: date,
    framed: Collection[str] = (),
    moved: Mapping[str, int] = UNMOVED,
    alt: str = "",
) -> Timeline:
    """Planned, revised and actual dates of each activity in one row, recurring marks, state, and today's line.

    `programme` is its row of dates; `framed` has the ids of activities to be set off; `moved` has the number of KPIs
    whose due dates an activity moves. The rows stand as `arrange_rows` orders them.
    """
    first, last = _find_days(statuses, programme, today)
    return Timeline(
        finding=alt,
        compared="activities",
        over="days",
        kinds=KINDS,
        rows=[
            TimeRow(name=row, label=row, is_heading=True)
            if isinstance(row, str)
            else _build_row(row, is_framed=row.activity_id in framed, moved=moved.get(row.activity_id, 0))
            for row in arrange_rows(statuses)
        ],
        due=RECURRING,
        open_end=ONE_ENDED,
        first=first,
        last=last,
        today=today,
        last_day=programme.ends if programme else None,
        last_day_is="programme ends",
        last_day_sign=BASES[programme.basis][0] if programme else "",
        alt=alt,
    )


def arrange_rows(statuses: Sequence[ActivityStatus]) -> list[Row]:
    """The rows of the time line: each strand by its name, and below it its activities."""
    rows: list[Row] = []
    for name, group in table.group_by_strand(statuses):
        rows += [name, *group]
    return rows


def measure_height(statuses: Sequence[ActivityStatus], *, is_narrow: bool = False) -> int:
    """The pixels that the time line needs."""
    return timeline.measure_height(len(arrange_rows(statuses)), is_narrow=is_narrow)


def _find_days(statuses: Sequence[ActivityStatus], programme: Programme | None, today: date) -> tuple[date, date]:
    """First and last day of the axis, with some air."""
    rows = [row for one in statuses for row in (one.planned, one.revised, one.actual, programme) if row]
    known = [day for row in rows for day in (row.starts, row.ends) if day] or [today]
    first, last = min(known), max(known)
    near = timedelta(days=NEAR_DAYS)
    if first - near <= today <= last + near:
        first, last = min(first, today), max(last, today)
    return first - timedelta(days=10), last + timedelta(days=20)


def _build_row(status: ActivityStatus, *, is_framed: bool, moved: int) -> TimeRow:
    name = status.activity.activity_name
    dates = {kind.name: row for kind in DATED if (row := _find_dates(status, kind.name))}
    return TimeRow(
        name=name,
        label=table.shorten(name),
        spans=[
            *(
                TimeSpan(kind=kind, first=row.starts, last=row.ends)
                for kind, row in dates.items()
                if row.starts and row.ends
            ),
            *_build_delay(status),
        ],
        open_ends=[
            OpenEnd(kind=kind, at=at, is_start=bool(row.starts))
            for kind, row in dates.items()
            if bool(row.starts) != bool(row.ends) and (at := row.starts or row.ends)
        ],
        dues=table.list_occurrences(status),
        state=table.describe_state(status),
        state_ink=ALARM if status.state is State.OVERDUE else "",
        tip=_describe_status(status, moved=moved),
        is_framed=is_framed,
    )


def _build_delay(status: ActivityStatus) -> list[TimeSpan]:
    """From the day after the end that was planned, or moved with the whole programme, to the end that holds."""
    days = status.delay_days or 0
    if not status.ends or days <= 0:
        return []
    return [TimeSpan(kind=DELAY, first=status.ends - timedelta(days=days - 1), last=status.ends)]


def _describe_status(status: ActivityStatus, *, moved: int) -> str:
    """What is said of an activity on hovering: its dates of each kind, the state and why."""
    dated = [f"{kind.name}: {table.format_span(row)}" for kind in DATED if (row := _find_dates(status, kind.name))]
    recurs = [f"due by {', '.join(format_day(due) for due in table.list_occurrences(status))}"]
    why = table.find_reason(status)
    reasons = [f"Reason: {' '.join(why.split())}"] if why else []
    moves = [f"Its new end moves {table.count_dues(moved)}"] if moved else []
    state = table.describe_state(status)
    return "\n".join([*dated, *(recurs if table.list_occurrences(status) else []), state, *moves, *reasons])


def _find_dates(status: ActivityStatus, kind: str) -> Revision | None:
    """The dates of one kind: `planned`, `revised` or `actual`."""
    found: Revision | None = getattr(status, kind)
    return found
