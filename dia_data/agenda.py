"""The agenda of a meeting: the standing items of D3.1 §10, what needs attention, their order and their times."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

from dia_data import local_time
from dia_data.attention import Matter
from dia_data.wording.statuses import MATTER_KINDS

MEETING_MINUTES = 90
"""So long a proposed agenda is; what needs attention beyond it stays in the queue."""
STANDING_MINUTES, REVIEW_MINUTES, ATTENTION_MINUTES = 10, 20, 5

COORDINATION, REVIEW, NEXT_MEETING = "coordination", "kpi_monitoring", "online_meetings"
"""The activities of D3.1 §10 that are standing items."""
WHERE = "D3.1 §10"

MONTH_DAYS = 31
"""So far back news go where no meeting is closed and nothing is reported."""

LONGEST_ADDRESS = 2_000
ADDRESS = re.compile(r"/[a-z_]*(\?[\w.~%+&=*-]*)?", re.ASCII)
"""One of our own paths and a query: no scheme, no host, no other folder, nothing that a browser reads as these."""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting; `state` is planned, held or closed.

    `frozen_at` is the moment whose figures it shows (None: not begun).
    """

    meeting_id: str
    meeting_name: str
    held_on: date
    state: str
    frozen_at: datetime | None
    note: str | None
    basis: str
    locator: str | None
    batch_id: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """An item of a meeting's agenda; `kind` is standing, attention or own, `view` the address that shows it.

    `kpi_name` and `activity_name` are None where the item is about none, or about one that is no longer in the record.
    """

    meeting_id: str
    item_id: str
    position: int
    minutes: int
    title: str
    kind: str
    view: str | None
    kpi_id: str | None
    kpi_name: str | None
    activity_id: str | None
    activity_name: str | None
    is_dropped: bool
    note: str | None
    basis: str
    locator: str | None
    batch_id: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of a proposed agenda; `view` is the address that shows it, `note` why it is there."""

    title: str
    kind: str
    minutes: int
    view: str | None = None
    kpi_id: str | None = None
    activity_id: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Since:
    """From when on something is news: the day, its `occasion` in words, and the moment of a meeting's figures."""

    day: date
    occasion: str
    moment: datetime | None = None


def find_start_of_news(meetings: Iterable[Meeting], *, last_report: date | None, today: date) -> Since:
    """Since when something is news, on screen and in papers: since the figures of the last meeting that is closed.

    Without one, since the last reports; without any, for a month. `meetings` are those known, the newest first.
    """
    closed = [row.frozen_at for row in meetings if row.state == "closed" and row.frozen_at]
    if closed:
        moment = max(closed)
        return Since(day=local_time.find_day(moment), occasion="the last meeting", moment=moment)
    if last_report:
        return Since(day=last_report, occasion="the last reports")
    return Since(day=today - timedelta(days=MONTH_DAYS), occasion="a month ago")


def propose_agenda(matters: Sequence[Matter], *, last_review: date | None, today: date) -> list[Item]:
    """The agenda of a meeting: coordination, the KPI review when it is due, what needs attention, the next meeting.

    `matters` come ranked; the first that fit into `MEETING_MINUTES` are taken.
    """
    first = [_build_standing("Coordination and quality control of the activities", COORDINATION, page="roadmap")]
    if is_review_due(last_review, today=today):
        title = "Quarterly review of the key performance indicators"
        first.append(_build_standing(title, REVIEW, page="kpis", minutes=REVIEW_MINUTES))
    last = [_build_standing("Next online meeting: date and agenda", NEXT_MEETING, page="roadmap")]
    left = MEETING_MINUTES - sum(one.minutes for one in [*first, *last])
    return [*first, *(_build_item(one) for one in matters[: max(0, left // ATTENTION_MINUTES)]), *last]


def _build_standing(title: str, activity_id: str, *, page: str, minutes: int = STANDING_MINUTES) -> Item:
    return Item(
        title=title, kind="standing", minutes=minutes, view=build_address(page), activity_id=activity_id, note=WHERE
    )


def _build_item(one: Matter) -> Item:
    owner = f" · {one.owner}" if one.owner else ""
    return Item(
        title=one.title,
        kind="attention",
        minutes=ATTENTION_MINUTES,
        view=build_address(one.page, one.address),
        kpi_id=one.subject if one.subject_kind == "kpi" else None,
        activity_id=one.subject if one.subject_kind == "activity" else None,
        note=f"{MATTER_KINDS[one.kind].word}: {one.reason}{owner}",
    )


def is_review_due(last: date | None, *, today: date) -> bool:
    """Whether no review of the KPIs was held in the quarter of `today`: D3.1 wants one every three months."""
    return last is None or (last < today and _find_quarter(last) != _find_quarter(today))


def _find_quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


def build_address(page: str, query: Mapping[str, str] | None = None) -> str:
    """The address of a view inside the dashboard: `/kpis?kpi=Training+webinars`."""
    return f"/{page}?{urlencode(query)}" if query else f"/{page}"


def is_address(view: str) -> bool:
    """Whether a text is the address of a view of the dashboard, as `build_address` makes them, and of nothing else."""
    return len(view) <= LONGEST_ADDRESS and ADDRESS.fullmatch(view) is not None


def split_address(view: str | None) -> tuple[str, dict[str, str]]:
    """The page and the query that an address names; no page where there is none, or none of the dashboard."""
    parts = urlsplit(view if view and is_address(view) else "")
    return parts.path.strip("/"), dict(parse_qsl(parts.query))


def keep_shown(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The items that are not dropped."""
    return [item for item in items if not item.is_dropped]


def find_beginnings(items: Iterable[AgendaItem]) -> dict[str, int]:
    """After how many minutes each item begins; those that are dropped take no time and are not there."""
    found: dict[str, int] = {}
    minute = 0
    for item in keep_shown(items):
        found[item.item_id] = minute
        minute += item.minutes
    return found


def sum_minutes(items: Iterable[AgendaItem]) -> int:
    """How long the items take together."""
    return sum(item.minutes for item in keep_shown(items))


def move_item(item_ids: Sequence[str], item_id: str, position: int) -> list[str]:
    """The items in their order after one of them was moved to a position, counted from 1."""
    others = [one for one in item_ids if one != item_id]
    return [*others[: position - 1], item_id, *others[position - 1 :]]
