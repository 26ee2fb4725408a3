"""The presentation of a meeting: one item at a time, large, without the frame; what is decided is recorded in place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dia_data import agenda, local_time
from dia_data.agenda import AgendaItem, Meeting
from dia_data.queries import decisions as decided
from dia_data.queries import meetings as asked
from pages.ui import cards, contrast, exports, forms, live, phone, presenting
from pages.ui.charts import show
from pages.ui.data import AS_OF, WORKSPACE, ask, cached_view, get_workspace_name, is_demonstration
from pages.ui.markdown import escape_user_text
from pages.ui.meeting import bar, charts, screens, stage
from pages.ui.meeting import forms as meeting_forms
from pages.ui.meeting import text as table
from pages.ui.meeting.bar import Action
from pages.ui.presenting import PRESENT, PRESENTED
from pages.ui.rich_text import compose, mark_typed

MEETING = "meeting"
"""The name of the list of meetings on the page with the frame; an address that a widget keeps cannot be set here."""
CLOSING = "Any other business"
CLOSING_MINUTES = 5
MOST_SAID = 6
NO_FIGURES = "The record has no figures for this item."
FORM = "meeting_form"
"""Where the session keeps which form is open, and since which recording."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is presented now: a meeting, its items that are not dropped, and the one shown; None: the closing one."""

    meeting: Meeting
    items: Sequence[AgendaItem]
    place: int

    @property
    def item(self) -> AgendaItem | None:
        """The item that is shown."""
        return self.items[self.place - 1] if self.place <= len(self.items) else None

    @property
    def title(self) -> str:
        """What is spoken about."""
        return str(self.item.title) if self.item else CLOSING


def start(meeting_name: str) -> None:
    """Go over to the presentation of a meeting."""
    presenting.reset()
    st.query_params[PRESENT] = "1"
    st.query_params[PRESENTED] = meeting_name


def draw() -> None:
    """The presentation of the meeting that the address names."""
    forms.show_toast()
    now = _shown()
    if now is None:
        cards.show_empty("This meeting is not in the record; it may have been undone.")
        bar.draw([], leave=_build_workspace_query(), view=None, act=_open_form)
        return
    with st.container(gap="xsmall"):
        _draw_controls(now)
        st.title(escape_user_text(now.title), anchor=False)
        _draw_picture(now)
        synthetic = f"{exports.SYNTHETIC.capitalize()}. " if is_demonstration() else ""
        st.caption(f"{synthetic}{table.describe_moment(now.meeting)}")
    contrast.mark_chosen()


def _shown() -> Shown | None:
    name = st.query_params.get(PRESENTED)
    meeting = next((row for row in ask(asked.meetings) if row.meeting_name == name), None)
    if meeting is None:
        return None
    items = agenda.keep_shown(ask(asked.agenda, meeting_id=meeting.meeting_id))
    return Shown(meeting=meeting, items=items, place=stage.find_place(len(items) + 1))


def _draw_picture(now: Shown) -> None:
    """What is to be said of the item, beside it what was decided and noted, and its chart over the whole width."""
    if now.item is None:
        _draw_closing(now)
        return
    found = cached_view(screens.build_screen, item=now.item, frozen_at=now.meeting.frozen_at)
    left, right = st.columns([5, 2], gap="medium")
    with left, st.container(gap=None):
        for line in found.lines or (compose(mark_typed(now.item.note or NO_FIGURES)),):
            st.markdown(f"- {line.markdown}" if line.is_point else line.markdown)
    with right:
        live.follow(draw_said_so_far)
    if found.chart:
        show.show(found.chart, height=charts.HEIGHT, key=f"chart_{now.item.item_id}", font=charts.FONT_SIZE)


def _draw_closing(now: Shown) -> None:
    """The agenda as it was planned, and all that was decided and noted."""
    st.markdown(table.describe_end(now.items) if now.items else "The agenda is empty.")
    if now.items:
        planned = charts.chart_agenda(
            now.items, alt=table.describe_agenda(now.items), font=charts.FONT_SIZE, is_narrow=phone.is_phone()
        )
        show.show(planned, height=charts.AGENDA_HEIGHT, key="chart_closing", font=charts.FONT_SIZE)
    live.follow(draw_said_so_far)


def draw_said_so_far() -> None:
    """What was decided and noted on the item shown, by whoever holds the meeting with us."""
    now = _shown()
    if now is None:
        return
    item_id = now.item.item_id if now.item else None
    taken = ask(decided.decisions, meeting_id=now.meeting.meeting_id)
    notes = ask(asked.notes, meeting_id=now.meeting.meeting_id)
    own = [one for one in taken if item_id is None or one.item_id == item_id]
    lines = [f":material/gavel: {table.format_decision(one)}" for one in own[-MOST_SAID:]]
    lines += [f":material/notes: {escape_user_text(one.text)}" for one in notes if one.item_id == item_id][-MOST_SAID:]
    st.markdown("\n\n".join(lines or [":gray[Nothing is decided or noted yet.]"]))
    if now.meeting.state == "closed":
        st.markdown(f":material/lock: Closed by {escape_user_text(now.meeting.recorded_by)}.")


def _draw_controls(now: Shown) -> None:
    """One row at the top of each item: back and on, the time, and what can be done; and the form asked for."""
    minutes = now.item.minutes if now.item else CLOSING_MINUTES
    item_id = now.item.item_id if now.item else "closing"
    with st.container(horizontal=True, vertical_alignment="center"):
        stage.draw(item=f"{now.meeting.meeting_id}/{item_id}", minutes=minutes, places=len(now.items) + 1)
        bar.draw(
            [Action(name=name, label=name, key=key) for name, key in _list_forms(now).items()],
            leave={MEETING: now.meeting.meeting_name} | _build_workspace_query(),
            view=_build_view_link(now),
            act=_open_form,
        )
    asked, turn = st.session_state.get(FORM, ("", None))
    if asked in _list_forms(now) and turn == forms.name_of_turn(FORM):
        st.dialog(asked, width="medium", on_dismiss=_dismiss)(FORMS[asked])(now)


def _list_forms(now: Shown) -> Mapping[str, str]:
    """The forms that fit the state of the meeting, and their keys."""
    if now.meeting.state == "held":
        first = {"Decision": "d", "Note": "n"}
        if now.item is None:
            return first | {"Attendance": "a", "Refresh figures": "", "Close meeting": ""}
        return first | {"Settle": "s", "Refresh figures": ""}
    return {"Begin": "b"} if now.meeting.state == "planned" else {}


def _open_form(name: str) -> None:
    # The form goes when something was recorded: the keys of fields are others then.
    st.session_state[FORM] = (name, forms.name_of_turn(FORM))


def _dismiss() -> None:
    st.session_state.pop(FORM, None)


def _build_view_link(now: Shown) -> str | None:
    """The address that shows the item with its filters and the day of the figures."""
    view, frozen = now.item.view if now.item else None, now.meeting.frozen_at
    day = {AS_OF: f"{local_time.find_day(frozen):%Y-%m-%d}"} if frozen else {}
    return table.link_view(view, day | _build_workspace_query())


def _build_workspace_query() -> dict[str, str]:
    """What an address says of the workspace that is shown."""
    return {WORKSPACE: get_workspace_name()} if is_demonstration() else {}


FORMS: Mapping[str, Callable[[Shown], None]] = {
    "Decision": lambda now: meeting_forms.decide(now.meeting, now.item),
    "Note": lambda now: meeting_forms.note(now.meeting, now.item),
    "Refresh figures": lambda now: meeting_forms.refresh(now.meeting),
    "Settle": lambda now: meeting_forms.settle(now.meeting, now.item),
    "Attendance": lambda now: meeting_forms.attend(now.meeting),
    "Begin": lambda now: meeting_forms.begin(now.meeting),
    "Close meeting": lambda now: meeting_forms.close(now.meeting),
}
