"""The meeting page with its frame: the agenda of a meeting, its minutes, and the register of all decisions."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dia_data import agenda
from dia_data.agenda import AgendaItem, Meeting
from dia_data.frames import make_frame
from dia_data.papers import bundle, contents
from dia_data.papers.paper import Paper
from dia_data.queries import decisions as decided
from dia_data.queries import kpis
from dia_data.queries import meetings as asked
from dia_data.queries.decisions import Decision
from dia_data.queries.meetings import Note
from dia_data.wording.attendance import describe_attendance
from dia_data.wording.figures import FILTERED_AWAY, NOT_REPORTED
from pages.ui import cards, filters, forms, phone
from pages.ui.charts import papers as chart_papers
from pages.ui.charts import show
from pages.ui.data import WORKSPACE, ask, cached_view, get_revision, get_today, get_workspace_name, is_demonstration
from pages.ui.markdown import escape_user_text
from pages.ui.meeting import charts, papers, present, screens, sheet
from pages.ui.meeting import forms as meeting_forms
from pages.ui.meeting import text as table

PAPER_KINDS = ("docx", "pdf")
ROW_HEIGHT = 30
MOST_ROWS = 14
AGENDA_WIDTHS = {"number": 50, "begins": 70, "minutes": 110, "item": 400, "why": 310, "kind": 130}
"""Of the columns, in pixels: an item and why it is on the agenda are sentences."""


def draw_invitation() -> str:
    """What the source wants, and where to go, for a record without a meeting."""
    wanted = "D3.1 §10 asks for an online meeting each month. Prepare one: its agenda comes from what needs attention."
    elsewhere = "[See what needs attention in the demonstration](/?workspace=demonstration)."
    return wanted if is_demonstration() else f"{wanted} {elsewhere}"


def draw(meeting: Meeting) -> None:
    """A meeting: what it comes to, then its agenda or its minutes, then what can be recorded."""
    items = ask(asked.agenda, meeting_id=meeting.meeting_id)
    taken = ask(decided.decisions, meeting_id=meeting.meeting_id)
    cards.show_answer(table.write_finding(meeting, items, taken), more=table.describe_moment(meeting))
    if meeting.state == "closed":
        _draw_minutes(meeting, items, taken)
        return
    if meeting.state == "planned":
        _draw_missing(items)
    _draw_agenda(items)
    if forms.is_recording_off():
        return
    if items:
        sheet.draw(meeting, items)
    meeting_forms.add(meeting)
    if meeting.state == "planned":
        meeting_forms.begin(meeting)
    else:
        _draw_minutes(meeting, items, taken)
        with st.expander("Attendance", icon=":material/groups:"):
            meeting_forms.attend(meeting)
        meeting_forms.close(meeting)


def _draw_missing(items: Sequence[AgendaItem]) -> None:
    """What the one who prepares the meeting still has to see to, in a line."""
    today = get_today()
    missing = table.write_missing(
        ask(asked.find_news, today=today), ask(kpis.definitions), items, ask(asked.proposed, today=today)
    )
    st.caption(escape_user_text(missing))


def draw_ways(meeting: Meeting) -> None:
    """The presentation, and the papers of a meeting that has begun."""
    st.button(
        "Present", icon=":material/present_to_all:", type=forms.choose_button_type(), key="present_it",
        on_click=present.start, args=(meeting.meeting_name,),
    )  # fmt: skip
    if meeting.state != "planned":
        opened = st.popover("Papers", icon=":material/download:", key="papers", on_change="rerun")
        if opened.open:
            with opened:
                _draw_papers(meeting)


def _draw_papers(meeting: Meeting) -> None:
    """The minutes as files, and all papers of the meeting as one."""
    about = {
        "meeting_id": meeting.meeting_id, "today": get_today(), "workspace": get_workspace_name(),
        "seen": _find_shown_lines(meeting),
    }  # fmt: skip
    with st.spinner("Collecting the figures …", show_time=True):
        minutes = ask(contents.build_minutes, **about)
    for kind in PAPER_KINDS:
        st.download_button(
            f"Minutes, {kind.upper()}",
            data=partial(_write_paper, minutes, kind),
            file_name=bundle.name_file(minutes, "minutes", kind),
            on_click="ignore",
            icon=":material/description:",
            key=f"minutes_{kind}",
        )
    papers.draw_button(
        papers.Wanted(
            described=partial(ask, contents.build_meeting_papers, **about),
            key=f"meeting_{meeting.meeting_id}_{minutes.as_of}_{get_today()}",
            file=bundle.name_file(minutes, "meeting", "zip"),
            known=get_revision(),
        )
    )


def _find_shown_lines(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """From the items of a meeting to the lines that are shown of them, as they stand in its minutes."""
    items = agenda.keep_shown(ask(asked.agenda, meeting_id=meeting.meeting_id))
    lines = {
        item.item_id: cached_view(screens.build_screen, item=item, frozen_at=meeting.frozen_at).lines for item in items
    }
    return {item_id: tuple(line.plain for line in of) for item_id, of in lines.items()}


def _write_paper(paper: Paper, kind: str) -> bytes:
    return bundle.load_writer(kind)(paper)


def _draw_agenda(items: Sequence[AgendaItem]) -> None:
    rows = make_frame(items, AgendaItem).drop(columns=["matter", "figure"])  # they are for the next proposal
    with cards.draw_card("Agenda", rows=rows, key="agenda", charts=chart_papers.chart_minutes):
        if not items:
            cards.show_empty("The agenda is empty. Add an item; decisions can also be taken without one.")
            return
        shown = charts.chart_agenda(items, alt=table.describe_agenda(items), is_narrow=phone.is_phone())
        show.show(shown, height=charts.AGENDA_HEIGHT, key="agenda_bar")
        frame = table.tabulate_items(items)
        height = min(len(frame), MOST_ROWS) * ROW_HEIGHT + 38
        widths = {name: {"width": width} for name, width in AGENDA_WIDTHS.items()}
        cards.show_grid(frame, columns=widths, row_height=ROW_HEIGHT, height=height, alt="Agenda")


def _draw_minutes(meeting: Meeting, items: Sequence[AgendaItem], taken: Sequence[Decision]) -> None:
    """What was shown, said and decided, item by item."""
    notes = ask(asked.notes, meeting_id=meeting.meeting_id)
    rows = pd.DataFrame(
        [vars(one) for one in (*taken, *notes)], columns=None if taken or notes else ["basis", "locator"]
    )
    attended = describe_attendance(ask(asked.attendance, meeting_id=meeting.meeting_id))
    with cards.draw_card(f"Minutes of {meeting.meeting_name}", rows=rows, key="minutes", is_typed=True):
        if attended:
            st.markdown(escape_user_text(attended))
        for place, item in enumerate(agenda.keep_shown(items), start=1):
            found = cached_view(screens.build_screen, item=item, frozen_at=meeting.frozen_at)
            st.markdown(f"**{place}. {escape_user_text(item.title)}**")
            _draw_notes([line.markdown for line in found.lines], item.item_id, taken, notes)
        st.markdown(f"**{present.CLOSING}**")
        _draw_notes((), None, taken, notes)


def _draw_notes(lines: Sequence[str], item_id: str | None, taken: Sequence[Decision], notes: Sequence[Note]) -> None:
    texts = [
        *lines,
        *(f"Note: {escape_user_text(one.text)}" for one in notes if one.item_id == item_id),
        *(f"**Decision:** {table.format_decision(one)}" for one in taken if one.item_id == item_id),
    ]
    if texts:
        st.markdown("\n".join(f"- {line}" for line in texts))


def draw_register() -> None:
    """All decisions, the overdue and open ones first."""
    day = get_today()
    rows = table.rank_decisions(ask(decided.decisions), day, filters.get_chosen("partner"))
    if not rows:
        reason = f"{FILTERED_AWAY} by the partner filter" if filters.get_chosen("partner") else NOT_REPORTED
        cards.show_empty(f"No decisions: {reason}.", lift=["partner"] if filters.get_chosen("partner") else [])
        return
    cards.show_answer(table.write_register_finding(rows, day))
    workspace = {WORKSPACE: get_workspace_name()} if is_demonstration() else {}
    frame = table.tabulate_register(rows, day, carried_out=_describe_carried_out(rows), workspace=workspace)
    with cards.draw_card("Decisions and what became of them", rows=make_frame(rows, Decision), key="decisions"):
        cards.show_grid(
            frame,
            columns={
                "as_seen": st.column_config.LinkColumn(display_text="as it was seen"),
                table.BATCH: st.column_config.LinkColumn(display_text="open"),
                "decision": st.column_config.TextColumn(width="large"),
            },
            alt="All decisions",
        )
    meeting_forms.finish(rows)


def _describe_carried_out(rows: Sequence[Decision]) -> dict[str, str]:
    """What the batches did that carried out decisions."""
    batches = {row.changed_batch for row in rows if row.changed_batch}
    found = {batch_id: ask(decided.carried_out, batch_id=batch_id) for batch_id in sorted(batches)}
    return {batch_id: table.describe_batch(row) if row else "undone" for batch_id, row in found.items()}
