"""The digest of a partner in words: sections, each with what it says, its list, and where the dashboard shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dia_data.agenda import AgendaItem, build_address, split_address, sum_minutes
from dia_data.attention import Matter
from dia_data.digest.facts import Digest, Due, Move, NextMeeting, OpenKpi, Quarter, Taken
from dia_data.queries.decisions import Decision
from dia_data.queries.evaluations import FollowUp
from dia_data.roadmap import State
from dia_data.wording.days import format_day, format_period
from dia_data.wording.figures import format_count
from dia_data.wording.lists import join_names
from dia_data.wording.reports import describe_open_lines
from dia_data.wording.statuses import ACTIVITY_STATES, KPI_STATUSES, MATTER_KINDS

MOST_RECORDED = 8
"""So many changes are told one by one; the others are counted."""

WORKSPACE = "workspace"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a list, and the address inside the dashboard that shows what it is about: that of its `name`."""

    text: str
    view: str | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a section: what it says in a sentence, its lines, and the view that shows it, by name and address."""

    title: str
    sentence: str = ""
    lines: tuple[Line, ...] = ()
    place: str = ""
    view: str | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section of the page."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """The digest of a partner as it is read; `subject` is that of the mail."""

    partner_id: str
    partner: str
    day: date
    subject: str
    headline: str
    known: str
    sections: tuple[Section, ...]
    is_demonstration: bool


def build_page(digest: Digest) -> Page:
    """The page of a partner."""
    finding = describe_due(digest.due)
    marked = "Demonstration (synthetic): " if digest.is_demonstration else ""
    return Page(
        partner_id=digest.partner_id,
        partner=digest.partner,
        day=digest.day,
        subject=f"{marked}DIA digest for {digest.partner}, {format_day(digest.day)}: {finding}",
        headline=f"{digest.partner}: {finding}",
        known=f"As known on {format_day(digest.day)}.",
        sections=(
            Section(title=f"Due from {digest.partner}", parts=tuple(_list_due(digest))),
            Section(title=_name_news(digest), parts=tuple(_list_news(digest))),
            Section(title=_name_meeting(digest.meeting), parts=(_build_meeting(digest),)),
        ),
        is_demonstration=digest.is_demonstration,
    )


def describe_due(due: Due) -> str:
    """What is due, counted: `37 lines to report for 2021 Q3, 1 decision and 2 KPIs that need action`."""
    quarter = due.first_quarter
    counted = [
        f"{format_count(quarter.still_open, 'line')} to report for {format_period(quarter.period)}" if quarter else "",
        format_count(len(due.decisions), "open decision") if due.decisions else "",
        format_count(len(due.recommendations), "open recommendation") if due.recommendations else "",
        format_count(len(due.activities), "activity due", "activities due") if due.activities else "",
        format_count(len(due.kpis), "KPI that needs action", "KPIs that need action") if due.kpis else "",
    ]
    named = [one for one in counted if one]
    return join_names(named) if named else "nothing is due"


def _list_due(digest: Digest) -> Iterator[Part]:
    due = digest.due
    yield _build_reports(digest)
    if due.decisions:
        yield Part(
            title="Open decisions",
            lines=tuple(Line(text=_describe_decision(one, digest.day)) for one in due.decisions),
            place="Meeting, view Decisions",
            view=build_address("meeting", {"meeting_view": "Decisions"}),
        )
    if due.recommendations:
        yield Part(
            title="Open recommendations of the self-evaluation",
            lines=tuple(Line(text=_describe_recommendation(one, digest.day)) for one in due.recommendations),
            place="Evaluation",
            view=build_address("evaluation"),
        )
    if due.activities:
        yield Part(
            title="Activities overdue or due this month",
            sentence=f"Who is responsible is not recorded; {digest.partner} has a part in these.",
            lines=tuple(_build_activity(one) for one in due.activities),
            place="Roadmap",
            view=build_address("roadmap"),
        )
    if due.kpis:
        yield Part(
            title="KPIs that need action",
            sentence=f"{digest.partner} is the owner.",
            lines=tuple(_build_matter(one) for one in due.kpis),
            place="KPIs",
            view=build_address("kpis"),
        )


def _build_reports(digest: Digest) -> Part:
    if digest.starts:
        day = format_day(digest.starts)
        return Part(title="Reports", sentence=f"The programme starts on {day}: no quarter can be reported yet.")
    if not digest.due.quarters:
        return Part(title="Reports", sentence="The programme has no dates, so no quarter can be reported.")
    shown = digest.due.first_quarter
    period = (shown or digest.due.quarters[0]).period
    over = f" The programme ended on {format_day(digest.ended)}." if digest.ended else ""
    listed = f" Open for {format_period(period)}:" if shown else ""
    return Part(
        title="Reports",
        sentence=" ".join(_describe_quarter(one, digest.day) for one in digest.due.quarters) + over + listed,
        lines=tuple(Line(text=_describe_open(one)) for one in shown.kpis) if shown else (),
        place=f"Record, view Quarter, {format_period(period)}",
        view=build_address("record", {"report": "Quarter", "period": period}),
    )


def _describe_quarter(quarter: Quarter, today: date) -> str:
    """How much is open; of a quarter that runs also when it ends."""
    sentence = describe_open_lines(quarter.still_open, of=quarter.due, period=quarter.period)
    sentence = sentence[0].upper() + sentence[1:]
    if quarter.ends < today:
        return sentence
    return f"{sentence} {format_period(quarter.period)} ends on {format_day(quarter.ends)}."


def _describe_open(one: OpenKpi) -> str:
    return f"{one.kpi_name}: {join_names(one.places)}" if one.places else one.kpi_name


def _describe_date(due: date | None, today: date) -> str:
    if due is None:
        return "No due date"
    return f"Overdue since {format_day(due)}" if due < today else f"Due {format_day(due)}"


def _describe_decision(one: Decision, today: date) -> str:
    return f"{_describe_date(one.due, today)}: {one.text}"


def _describe_recommendation(one: FollowUp, today: date) -> str:
    about = f" ({one.activity_name})" if one.activity_name else ""
    return f"{_describe_date(one.due, today)}: {one.recommendation}{about}"


def _build_activity(one: Taken) -> Line:
    status = one.status
    state = ACTIVITY_STATES[status.state].word
    ends = " since" if status.state is State.OVERDUE else ", ends"
    name = status.activity.activity_name
    return Line(
        text=f"{name}: {state}{ends} {format_day(status.ends)}; {join_names(one.how)}",
        view=build_address("roadmap", {"focus": name}),
        name=name,
    )


def _build_matter(one: Matter, *, owner: str = "") -> Line:
    named = f" ({owner})" if owner else ""
    return Line(
        text=f"{MATTER_KINDS[one.kind].word.capitalize()}: {one.title}{named} – {one.reason}",
        view=build_address(one.page, one.address),
        name=one.title,
    )


def _name_news(digest: Digest) -> str:
    since = digest.news.since
    return f"Changed since {format_day(since.day)} ({since.occasion})"


def _list_news(digest: Digest) -> Iterator[Part]:
    moves, recorded = digest.news.moves, digest.news.recorded
    yield Part(
        title="KPI statuses",
        sentence=f"{format_count(len(moves), 'KPI') if moves else 'No KPI'} changed status.",
        lines=tuple(_build_move(one, digest.partner) for one in moves),
        place="KPIs",
        view=build_address("kpis"),
    )
    yield Part(
        title="Recorded by members",
        sentence=_count_recorded(recorded),
        lines=tuple(Line(text=one) for one in recorded[:MOST_RECORDED]),
        place="Record, view History & undo",
        view=build_address("record", {"report": "History & undo"}),
    )


def _count_recorded(recorded: Sequence[str]) -> str:
    if not recorded:
        return "Nothing was recorded."
    counted = format_count(len(recorded), "change")
    return f"{counted}; the {MOST_RECORDED} newest are:" if len(recorded) > MOST_RECORDED else f"{counted}:"


def _build_move(one: Move, partner: str) -> Line:
    own = f"; {partner} is the owner" if one.owner == partner else ""
    now, before = KPI_STATUSES[one.now].word, KPI_STATUSES[one.before].word
    return Line(
        text=f"{one.kpi_name}: {now}, was {before}{own}",
        view=build_address("kpis", {"kpi": one.kpi_name}),
        name=one.kpi_name,
    )


def _name_meeting(coming: NextMeeting) -> str:
    meeting = coming.meeting
    return f"Next meeting: {meeting.meeting_name}, {format_day(meeting.held_on)}" if meeting else "Next meeting"


def _build_meeting(digest: Digest) -> Part:
    """The agenda of the next meeting, or else what needs attention first."""
    coming = digest.meeting
    if coming.meeting and coming.items:
        return Part(
            title="Agenda",
            sentence=f"{format_count(len(coming.items), 'item')}, {sum_minutes(coming.items)} minutes.",
            lines=tuple(_build_item(one, digest) for one in coming.items),
            place="Meeting",
            view=build_address("meeting", {"meeting": coming.meeting.meeting_name}),
        )
    none = "It has no agenda yet." if coming.meeting else "No meeting is planned."
    return Part(
        title="What needs attention first",
        sentence=f"{none} {'First in the queue:' if coming.first else 'Nothing needs attention.'}",
        lines=tuple(_build_matter(one, owner=one.owner or "") for one in coming.first),
        place="Meeting",
        view=build_address("meeting"),
    )


def _build_item(one: AgendaItem, digest: Digest) -> Line:
    mark = f"; {digest.partner} is the owner" if one.kpi_id in digest.owned else ""
    return Line(text=f"{one.title}, {one.minutes} minutes{mark}", view=one.view, name=one.title)


def resolve_view(view: str | None, *, base: str, is_demonstration: bool) -> str | None:
    """The full address of a view of the dashboard at `base`; None: there is no base, or it is no view of ours."""
    page, query = split_address(view)
    if not base or not page:
        return None
    workspace: Mapping[str, str] = {WORKSPACE: "demonstration"} if is_demonstration else {}
    return base.rstrip("/") + build_address(page, {**query, **workspace})
