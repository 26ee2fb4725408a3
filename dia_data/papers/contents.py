"""What stands in the papers of the monthly meeting: the briefing before it, and its minutes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from dia_data import agenda, kpis, local_time, roadmap
from dia_data.agenda import Meeting
from dia_data.documents.periods import find_month_end
from dia_data.errors import DiaError
from dia_data.papers import figures
from dia_data.papers.paper import Block, Grid, Heading, Paper, Points, Text
from dia_data.queries import activities, attention, comments, decisions, history, meetings, sources
from dia_data.queries import kpis as kpi_questions
from dia_data.queries.decisions import Decision
from dia_data.queries.meetings import Note
from dia_data.storage.store import Reader
from dia_data.wanted import TargetFrom
from dia_data.wording.attendance import describe_attendance
from dia_data.wording.days import format_day
from dia_data.wording.statuses import DECISION_STATES, MEETING_STATES

CONSORTIUM = "consortium"
"""The workspace in which everything is real."""

MOST_QUARTERS = 8
MONTHS_PER_QUARTER = 3

Row = Mapping[str, Any]

Seen = Mapping[str, Sequence[str]]
"""From the items of an agenda to the lines that were shown of them."""


class MeetingUnknown(DiaError):
    """A meeting that was named is not in the record."""

    def __init__(self, meeting_id: str) -> None:
        super().__init__(f"There is no meeting {meeting_id!r}: it may have been undone. Choose one on /meeting.")


def build_briefing(reader: Reader, *, today: date, as_of: datetime | None = None, workspace: str = CONSORTIUM) -> Paper:
    """The briefing of a day: KPIs, what changed, what needs attention, activities, reports and open decisions."""
    return Paper(
        title="Briefing",
        subtitle="Joint internationalisation strategy: where we stand, and what needs attention",
        as_of=today,
        workspace=workspace,
        is_demonstration=workspace != CONSORTIUM,
        blocks=[
            *_build_kpis(reader, today, as_of),
            *_build_needs(reader, today, as_of),
            *_build_progress(reader, today, as_of),
        ],
        sources=_list_sources(reader, as_of, workspace),
    )


def build_meeting_papers(
    reader: Reader,
    *,
    meeting_id: str,
    today: date,
    as_of: datetime | None = None,
    workspace: str = CONSORTIUM,
    seen: Seen | None = None,
) -> dict[str, Paper]:
    """The papers of a meeting: minutes, and the briefing of the same moment, so that their figures agree.

    Raises `MeetingUnknown`.
    """
    frozen = _find_meeting(reader, meeting_id, as_of).frozen_at
    return {
        "minutes": build_minutes(
            reader, meeting_id=meeting_id, today=today, as_of=as_of, workspace=workspace, seen=seen
        ),
        "briefing": build_briefing(
            reader, today=local_time.find_day(frozen) if frozen else today, as_of=frozen or as_of, workspace=workspace
        ),
    }


def build_minutes(
    reader: Reader,
    *,
    meeting_id: str,
    today: date,
    as_of: datetime | None = None,
    workspace: str = CONSORTIUM,
    seen: Seen | None = None,
) -> Paper:
    """The minutes of a meeting: what was said and decided in it, beside the figures that it froze when it began.

    Those of a closed meeting stay as they were when it was closed. `seen` leads from its items to what was shown of
    them, line by line. Raises `MeetingUnknown`.
    """
    meeting = _find_meeting(reader, meeting_id, as_of)
    as_of = meeting.recorded_at if meeting.state == "closed" else as_of
    frozen = meeting.frozen_at
    seen_on = local_time.find_day(frozen) if frozen else today
    taken = decisions.decisions(reader, meeting_id=meeting_id, as_of=as_of)
    attended = describe_attendance(meetings.attendance(reader, meeting_id=meeting_id, as_of=as_of))
    return Paper(
        title=f"Minutes: {meeting.meeting_name}",
        subtitle=(
            f"Held on {format_day(meeting.held_on)} ({MEETING_STATES[meeting.state]}); {_describe_figures(frozen)}"
        ),
        as_of=seen_on,
        workspace=workspace,
        is_demonstration=workspace != CONSORTIUM,
        blocks=[
            *([Text(text=attended)] if attended else []),
            Heading(text="Decisions"),
            figures.tabulate_decisions(taken, title="Decisions taken in this meeting", today=seen_on),
            Heading(text="Agenda and notes"),
            *_build_agenda(reader, meeting_id, taken, as_of, seen or {}),
            *_build_kpis(reader, seen_on, frozen or as_of),
            *_open(reader, as_of),
        ],
        sources=_list_sources(reader, as_of, workspace),
    )


def _find_meeting(reader: Reader, meeting_id: str, as_of: datetime | None) -> Meeting:
    for row in meetings.meetings(reader, as_of=as_of):
        if row.meeting_id == meeting_id:
            return row
    raise MeetingUnknown(meeting_id)


def _describe_figures(frozen: datetime | None) -> str:
    if not frozen:
        return "not begun, so the figures are today's"
    return f"figures as of {format_day(local_time.find_day(frozen))}, {local_time.format_hour(frozen)}"


def _build_kpis(reader: Reader, today: date, as_of: datetime | None) -> list[Block]:
    standings = kpi_questions.standings(reader, today=today, as_of=as_of)
    definitions = kpi_questions.definitions(reader, as_of=as_of)
    names = {row.kpi_id: row.kpi_name for row in definitions}
    places = attention.places(reader, as_of=as_of)
    note = _cite_targets(kpi_questions.targets(reader, as_of=as_of), reader, as_of)
    if not any(one.result is not None for one in standings):
        return [Heading(text="KPIs"), Text(text="No result is reported yet."),
                figures.tabulate_kpis(standings, definitions, places, note=note)]  # fmt: skip
    return [
        Heading(text="KPIs"),
        figures.chart_statuses(standings, note=note),
        figures.chart_progress(standings, names, note=note),
        figures.tabulate_kpis(standings, definitions, places, note=note),
    ]


def _cite_targets(targets: Sequence[TargetFrom], reader: Reader, as_of: datetime | None) -> str:
    """Where targets are printed, and what results rest on."""
    printed = sorted({f"D3.1 {one.locator}" for one in targets if one.locator is not None})
    bases = reader.rows("select distinct basis from kpi_sums_as_of($as_of) order by basis", as_of=as_of)
    results = ", ".join(row["basis"] for row in bases) or "none yet"
    own = "; targets of our own: entered" if any(one.locator is None for one in targets) else ""
    return f"Targets: {', '.join(printed[:4])}{own}. Basis of results: {results}."


def _build_needs(reader: Reader, today: date, as_of: datetime | None) -> list[Block]:
    since = _start_of_news(reader, today, as_of)
    until = as_of or local_time.find_end_of_day(today)
    return [
        Heading(text="Attention"),
        figures.tabulate_matters(attention.queue(reader, today=today, as_of=as_of)),
        Heading(text="Changes"),
        figures.tabulate_changes(history.between(reader, start=since, end=until, as_of=as_of), since=since),
    ]


def _start_of_news(reader: Reader, today: date, as_of: datetime | None) -> date:
    reported = kpi_questions.last_reports(reader, as_of=as_of)
    last_report = max((one.last_reported for one in reported if one.last_reported), default=None)
    known_meetings = meetings.meetings(reader, as_of=as_of)
    return agenda.find_start_of_news(known_meetings, last_report=last_report, today=today).day


def _build_progress(reader: Reader, today: date, as_of: datetime | None) -> list[Block]:
    programme = activities.programme(reader, as_of=as_of)
    courses = roadmap.judge_activities(
        activities.activities(reader, as_of=as_of),
        activities.revisions(reader, as_of=as_of),
        today=today,
        programme_ends=programme[0].ends if programme else None,
    )
    still_open = [row for row in decisions.decisions(reader, as_of=as_of) if not row.is_done]
    blocks: list[Block] = [
        Heading(text="Activities"),
        figures.tabulate_late(courses),
        Heading(text="Reports"),
        figures.tabulate_ages(kpi_questions.last_reports(reader, as_of=as_of), today=today),
    ]
    if programme:
        blocks.append(figures.chart_over_time(_ask_by_quarter(reader, programme[0].starts, today, as_of)))
    if still_open:
        blocks += [
            Heading(text="Decisions"),
            figures.tabulate_decisions(still_open, title="Open decisions", today=today),
        ]
    return blocks


def _ask_by_quarter(
    reader: Reader, starts: date, today: date, as_of: datetime | None
) -> dict[date, Sequence[kpis.Standing]]:
    quarters = [day for day in _list_quarter_ends(starts) if day < today] if starts < today else []
    past = {
        day: kpi_questions.standings(reader, today=day, as_of=local_time.find_end_of_day(day))
        for day in quarters[-MOST_QUARTERS + 1 :]
    }
    return {**past, today: kpi_questions.standings(reader, today=today, as_of=as_of)}


def _list_quarter_ends(starts: date) -> list[date]:
    quarters = range((starts.month - 1) // MONTHS_PER_QUARTER, 4 * MOST_YEARS)
    return [
        find_month_end(date(starts.year + place // 4, MONTHS_PER_QUARTER * (place % 4 + 1), 1)) for place in quarters
    ]  # fmt: skip


MOST_YEARS = 10
"""A programme that runs longer shows its first years."""


def _build_agenda(
    reader: Reader, meeting_id: str, taken: Sequence[Decision], as_of: datetime | None, seen: Seen
) -> Iterator[Block]:
    """Each item with what was seen, said and decided; what was said of none comes last."""
    items = meetings.agenda(reader, meeting_id=meeting_id, as_of=as_of)
    notes = meetings.notes(reader, meeting_id=meeting_id, as_of=as_of)
    kept = [item for item in items if not item.is_dropped]
    if not kept:
        yield Text(text="The agenda has no items.")
    for place, item in enumerate(kept, start=1):
        yield Heading(text=f"{place}. {item.title} ({item.minutes} min)", level=2)
        yield from _build_notes(item.item_id, notes, taken, seen=seen.get(item.item_id, ()))
    dropped = [item.title for item in items if item.is_dropped]
    if dropped:
        yield Heading(text="Dropped from the agenda", level=2)
        yield Points(items=dropped)
    kept_ids = {item.item_id for item in kept}
    others = ({row.item_id for row in notes} | {row.item_id for row in taken}) - kept_ids
    if others:
        yield Heading(text="Any other business", level=2)
        for item_id in sorted(others, key=str):
            yield from _build_notes(item_id, notes, taken)


def _build_notes(
    item_id: str | None, notes: Sequence[Note], taken: Sequence[Decision], *, seen: Sequence[str] = ()
) -> Iterator[Block]:
    if seen:
        yield Points(items=seen)
    sentence = [f"{row.text} ({row.recorded_by})" for row in notes if row.item_id == item_id]
    decided = [f"Decided: {_format_decision(row)}" for row in taken if row.item_id == item_id]
    yield Points(items=sentence + decided) if sentence or decided else Text(text="Nothing was noted.")


def _format_decision(row: Decision) -> str:
    owner = row.partner or "no owner"
    due = f", due {format_day(row.due)}" if row.due else ""
    done = f", {DECISION_STATES['carried_out'].word}" if row.is_done else ""
    return f"{row.text} ({owner}{due}{done})"


def _open(reader: Reader, as_of: datetime | None) -> list[Block]:
    """Comments that wait for an answer."""
    names = {"subject_name": "about", "text": "comment", "author": "author", "written_on": "written_on"}
    rows = comments.waiting(reader, as_of=as_of).rename(columns=names)
    return [Heading(text="Open comments"), Grid(title="Comments without an answer", rows=rows[list(names.values())])]


def _list_sources(reader: Reader, as_of: datetime | None, workspace: str) -> list[str]:
    lines = list_source_lines(sources.documents(reader, as_of=as_of))
    if workspace == CONSORTIUM:
        lines.append("Results, dates, comments and decisions: recorded by members of the alliance.")
    return lines


def list_source_lines(documents: pd.DataFrame) -> list[str]:
    """Each source in a line: title, producer, date, address; rows as of `queries.sources.documents`."""
    return [_format_source({str(name): value for name, value in row.items()}) for row in documents.to_dict("records")]


def _format_source(row: Row) -> str:
    known = {name: value for name, value in row.items() if pd.notna(value)}
    published = f"{format_day(known['published'])}" if "published" in known else "no date of publication is stated"
    parts = [known.get("producer"), published, known.get("url"), str(known.get("dated", "")).removesuffix(".")]
    return f"{known['title']}. {'; '.join(part for part in parts if part)}."
