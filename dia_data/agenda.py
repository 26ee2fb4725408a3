"""The agenda of a meeting: the standing items of D3.1 §10, what needs attention, their order and their times."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

from dia_data import local_time
from dia_data.attention import Kind, Matter, OpenDecision
from dia_data.wording.days import format_day, format_period
from dia_data.wording.lists import join_names
from dia_data.wording.statuses import MATTER_KINDS

MEETING_MINUTES = 90
"""So long a proposed agenda is; what needs attention beyond it stays in the queue."""
STANDING_MINUTES, REVIEW_MINUTES, ATTENTION_MINUTES = 10, 20, 5
MOST_NAMED = 3
"""So many of several things of one item are named in its line; the others are counted."""

COORDINATION, REVIEW, NEXT_MEETING = "coordination", "kpi_monitoring", "online_meetings"
"""The activities of D3.1 §10 that are standing items."""
WHERE = "D3.1 §10"

REGISTER = {"meeting_view": "Decisions"}
HISTORY = {"report": "History & undo"}
BY_PARTNER = {"kpis_view": "By partner"}
SEPARATOR = "\x1f"
"""Between the parts of an item that is about several matters: no key and no figure has it."""
LONGEST_NOTE = 500

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
    matter: str | None = None
    figure: str | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of a proposed agenda; `view` is the address that shows it, `note` why it is there.

    `matter` is the key of what needs attention, and `figure` what that rests on; None: the item is of another kind.
    """

    title: str
    kind: str
    minutes: int
    view: str | None = None
    kpi_id: str | None = None
    activity_id: str | None = None
    note: str | None = None
    matter: str | None = None
    figure: str | None = None


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A matter that was settled, or put off `until` a day, with the figure that it rested on then."""

    matter: str
    title: str
    figure: str
    until: date | None
    is_open: bool
    batch_id: str


@dataclass(frozen=True, kw_only=True)
class News:
    """What an agenda begins with: open decisions, what was recorded since when, and who has not reported what.

    `decisions` are the open ones, those that are due first in front; `recorded` are sentences with who did it, the
    newest first; `silent` are the partners without a report for `quarter`.
    """

    decisions: Sequence[OpenDecision] = ()
    recorded: Sequence[str] = ()
    occasion: str = ""
    silent: Sequence[str] = ()
    quarter: str = ""


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


def propose_agenda(
    matters: Sequence[Matter],
    *,
    last_review: date | None,
    today: date,
    news: News | None = None,
    settled: Iterable[Settled] = (),
) -> list[Item]:
    """The agenda of a meeting, in the order in which it is best held.

    Open decisions; what was recorded since the last meeting; who has not reported; the KPI review where it is due, and
    the KPIs that need action, worst first, as many as fit into `MEETING_MINUTES`; the dates of activities
    (coordination); stale figures; figures that contradict each other; judgements that differ; market warnings; the
    next meeting. `matters` come ranked; what was settled or put off is left out.
    """
    left = list(leave_out_settled(matters, settled, today=today))
    kpis = [one for one in left if one.kind in (Kind.OFF, Kind.ABOVE, Kind.AT_RISK)]
    first = _build_news(news or News(), today)
    if is_review_due(last_review, today=today):
        title = "Quarterly review of the key performance indicators"
        first.append(_build_standing(title, REVIEW, page="kpis", minutes=REVIEW_MINUTES))
    last = [
        _build_coordination([one for one in left if one.kind in (Kind.OVERDUE, Kind.SLIPPED)]),
        *_build_group("Figures without a report for long", [one for one in left if one.kind is Kind.STALE]),
        *_build_group("Figures that contradict each other", [one for one in left if one.kind is Kind.CONTRADICTORY]),
        *_build_group("Market warnings", [one for one in left if one.kind is Kind.TRIPPED], say=_say_warning),
        _build_standing("Next online meeting: date and agenda", NEXT_MEETING, page="roadmap"),
    ]
    disputed = [one for one in left if one.kind is Kind.DISPUTED]
    room = max(0, (MEETING_MINUTES - sum(one.minutes for one in [*first, *last])) // ATTENTION_MINUTES)
    chosen = [_build_item(one) for one in [*kpis, *disputed][:room]]
    of_kpis = [one for one in chosen if one.kpi_id]
    of_judgements = [one for one in chosen if not one.kpi_id]
    return [*first, *of_kpis, *last[:-1], *of_judgements, last[-1]]


def leave_out_settled(matters: Iterable[Matter], settled: Iterable[Settled], *, today: date) -> Iterator[Matter]:
    """The matters that are neither settled nor put off; one comes back when its figure is another, or on its day."""
    known = {one.matter: one for one in settled if not one.is_open}
    for matter in matters:
        before = known.get(matter.key)
        if before and (before.until > today if before.until else before.figure == matter.rests_on):
            continue
        yield matter


def _build_news(news: News, today: date) -> list[Item]:
    """The items that tell what became of decisions, what is new, and who has not reported; none where there is none."""
    items = []
    if news.decisions:
        overdue = sum(one.due is not None and one.due < today for one in news.decisions)
        title = f"Open decisions: {len(news.decisions)}" + (f", {overdue} of them overdue" if overdue else "")
        items.append(
            _build_other(title, [_say_decision(one) for one in news.decisions], page="meeting", query=REGISTER)
        )
    if news.recorded:
        items.append(_build_other(f"What changed since {news.occasion}", news.recorded, page="record", query=HISTORY))
    if news.silent:
        title = f"No report for {format_period(news.quarter)} yet: {count_named(news.silent)}"
        items.append(_build_other(title, (), page="kpis", query=BY_PARTNER))
    return items


def count_named(names: Sequence[str]) -> str:
    """`GAIA and MITC`; of more than a few the first, and how many others."""
    if len(names) <= MOST_NAMED + 1:
        return join_names(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"


def _build_other(title: str, lines: Sequence[str], *, page: str, query: Mapping[str, str]) -> Item:
    return Item(
        title=title, kind="attention", minutes=ATTENTION_MINUTES, view=build_address(page, query), note=_join(lines)
    )


def _join(lines: Sequence[str]) -> str | None:
    """The first few lines, and how many more there are; no longer than a note may be."""
    more = f"; {len(lines) - MOST_NAMED} more" if len(lines) > MOST_NAMED else ""
    text = "; ".join(lines[:MOST_NAMED])
    return f"{text[: LONGEST_NOTE - len(more)]}{more}" if lines else None


def _say_decision(one: OpenDecision) -> str:
    parts = [one.partner or "nobody named", f"due {format_day(one.due)}" if one.due else "no day"]
    return f"“{one.text}” ({', '.join(parts)})"


def _say(one: Matter) -> str:
    return f"{one.title}: {one.reason}"


def _say_warning(one: Matter) -> str:
    return f"{one.title}: {one.rests_on}"


def _build_group(title: str, matters: Sequence[Matter], *, say: Callable[[Matter], str] = _say) -> list[Item]:
    """Several matters of one kind as one item; a single one stands for itself."""
    if len(matters) <= 1:
        return [_build_item(one) for one in matters]
    item = Item(
        title=f"{title}: {len(matters)}",
        kind="attention",
        minutes=ATTENTION_MINUTES,
        view=build_address(matters[0].page),
        note=_join([say(one) for one in matters]),
        matter=SEPARATOR.join(one.key for one in matters),
        figure=SEPARATOR.join(one.rests_on for one in matters),
    )
    return [item]


def _build_coordination(matters: Sequence[Matter]) -> Item:
    """The standing item of D3.1 that goes through the dates: what is overdue or late."""
    item = _build_standing("Coordination and quality control of the activities", COORDINATION, page="roadmap")
    late = _join([_say(one) for one in matters])
    return replace(item, note=f"{WHERE}. {late}" if late else WHERE)


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
        matter=one.key,
        figure=one.rests_on,
    )


def split_matters(item: AgendaItem) -> list[tuple[str, str]]:
    """The matters of an item, each with the figure that it rests on; none where it is about none."""
    if not item.matter:
        return []
    return list(zip(item.matter.split(SEPARATOR), (item.figure or "").split(SEPARATOR), strict=False))


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
