"""What the digest tells each partner, collected from the questions that the pages ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dia_data import agenda as order
from dia_data import local_time, roadmap
from dia_data.attention import Matter
from dia_data.digest.facts import (
    Digest,
    Due,
    News,
    NextMeeting,
    Quarter,
    Taken,
    choose_quarters,
    count_quarter,
    find_moves,
    find_next,
)
from dia_data.documents.periods import find_month_end
from dia_data.kpis import Definition
from dia_data.queries import activities, attention, decisions, evaluations, history, kpis, meetings, partners, sheets
from dia_data.queries.activities import Part
from dia_data.queries.decisions import Decision
from dia_data.queries.evaluations import FollowUp
from dia_data.record.entries import DEMONSTRATION, find_basis
from dia_data.roadmap import ActivityStatus, Programme, State
from dia_data.storage.store import Reader

MOST_FIRST = 5
"""So much of what needs attention is named where the meeting has no agenda."""


@dataclass(frozen=True, kw_only=True)
class _Common:
    """What all partners' digests are made of."""

    today: date
    as_of: datetime | None
    programme: Programme | None
    definitions: Sequence[Definition]
    queue: Sequence[Matter]
    decisions: Sequence[Decision]
    recommendations: Sequence[FollowUp]
    activities: Sequence[ActivityStatus]
    parts: Sequence[Part]
    news: News
    meeting: NextMeeting
    is_demonstration: bool


def list_digests(reader: Reader, *, today: date, as_of: datetime | None = None) -> list[Digest]:
    """The digest of each partner on a day, in the order of D3.1."""
    common = _read_common(reader, today, as_of)
    named = partners.profiles(reader, as_of=as_of)
    return [
        _build_digest(reader, partner_id, partner, common)
        for partner_id, partner in zip(named["partner_id"], named["short_name"], strict=True)
    ]


def _read_common(reader: Reader, today: date, as_of: datetime | None) -> _Common:
    programme = activities.programme(reader, as_of=as_of)
    queue = attention.queue(reader, today=today, as_of=as_of)
    return _Common(
        today=today,
        as_of=as_of,
        programme=programme[0] if programme else None,
        definitions=kpis.definitions(reader, as_of=as_of),
        queue=queue,
        decisions=decisions.decisions(reader, as_of=as_of),
        recommendations=_read_recommendations(reader, as_of),
        activities=roadmap.judge_activities(
            activities.activities(reader, as_of=as_of),
            activities.revisions(reader, as_of=as_of),
            today=today,
            programme_ends=programme[0].ends if programme else None,
        ),
        parts=activities.parts(reader, as_of=as_of),
        news=_read_news(reader, today, as_of),
        meeting=_read_meeting(reader, queue, today, as_of),
        is_demonstration=find_basis(reader) == DEMONSTRATION,
    )


def _read_recommendations(reader: Reader, as_of: datetime | None) -> list[FollowUp]:
    """The recommendations of all rounds, by due date."""
    rounds = evaluations.rounds(reader, as_of=as_of)
    found = [row for one in rounds for row in evaluations.followups(reader, round_id=one.round_id, as_of=as_of)]
    return sorted(found, key=lambda row: row.due or date.max)


def _build_digest(reader: Reader, partner_id: str, partner: str, common: _Common) -> Digest:
    programme, today = common.programme, common.today
    return Digest(
        partner_id=partner_id,
        partner=partner,
        day=today,
        due=Due(
            quarters=tuple(_read_quarters(reader, partner_id, common)),
            decisions=tuple(one for one in common.decisions if one.partner_id == partner_id and not one.is_done),
            recommendations=tuple(
                one for one in common.recommendations if one.partner_id == partner_id and not one.is_done
            ),
            activities=tuple(_select_taken(common.activities, common.parts, partner_id, today=today)),
            kpis=tuple(one for one in common.queue if one.subject_kind == "kpi" and one.owner == partner),
        ),
        news=common.news,
        meeting=common.meeting,
        owned=frozenset(one.kpi_id for one in common.definitions if one.owner_id == partner_id),
        starts=programme.starts if programme and today < programme.starts else None,
        ended=programme.ends if programme and programme.ends < today else None,
        is_demonstration=common.is_demonstration,
    )


def _read_quarters(reader: Reader, partner_id: str, common: _Common) -> Iterable[Quarter]:
    programme, today = common.programme, common.today
    for period in choose_quarters(programme.starts, programme.ends, today=today) if programme else []:
        rows = sheets.list_rows(reader, partner_id=partner_id, period=period, today=today, as_of=common.as_of)
        yield count_quarter(rows, period)


def _select_taken(
    statuses: Iterable[ActivityStatus], parts: Iterable[Part], partner_id: str, *, today: date
) -> Iterable[Taken]:
    """The activities that are overdue or end this month and that the partner has a part in.

    Who is responsible for an activity is not recorded.
    """
    how: dict[str, list[str]] = {}
    for part in parts:
        if part.partner_id == partner_id:
            how.setdefault(part.activity_id, []).append(part.how)
    for one in statuses:
        ends_soon = one.state in (State.RUNNING, State.UPCOMING) and one.ends and one.ends <= find_month_end(today)
        if one.activity_id in how and (one.state is State.OVERDUE or ends_soon):
            yield Taken(status=one, how=tuple(how[one.activity_id]))


def _read_news(reader: Reader, today: date, as_of: datetime | None) -> News:
    reports = [one.last_reported for one in kpis.last_reports(reader, as_of=as_of) if one.last_reported]
    since = order.find_start_of_news(
        meetings.meetings(reader, as_of=as_of), last_report=max(reports, default=None), today=today
    )
    begin = since.moment or local_time.find_begin_of_day(since.day)
    before = kpis.standings(reader, today=since.day, as_of=begin)
    end = as_of or local_time.find_end_of_day(today)
    changes = history.between(reader, start=begin, end=end, as_of=as_of)
    return News(
        since=since,
        moves=tuple(
            find_moves(
                before,
                kpis.standings(reader, today=today, as_of=as_of),
                [(one.kpi_id, one.kpi_name, one.owner) for one in kpis.definitions(reader, as_of=as_of)],
            )
        ),
        recorded=tuple(
            what if action == "recorded" else f"Undone: {what}"
            for action, what, kind in zip(changes["action"], changes["what"], changes["kind"], strict=True)
            if kind != "document"
        ),
    )


def _read_meeting(reader: Reader, queue: Sequence[Matter], today: date, as_of: datetime | None) -> NextMeeting:
    meeting = find_next(meetings.meetings(reader, as_of=as_of), today=today)
    items = meetings.agenda(reader, meeting_id=meeting.meeting_id, as_of=as_of) if meeting else []
    return NextMeeting(meeting=meeting, items=tuple(order.keep_shown(items)), first=tuple(queue[:MOST_FIRST]))
