"""What members record about a meeting: prepare it, arrange its agenda, begin, decide, note, refresh, close."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

import streamlit as st

from dia_data import agenda, local_time
from dia_data.agenda import AgendaItem, Item, Meeting
from dia_data.documents.periods import shift_months
from dia_data.queries import choices, kpis
from dia_data.queries import decisions as decided
from dia_data.queries import meetings as asked
from dia_data.queries.decisions import Decision
from dia_data.record import decisions, meetings
from dia_data.record.entries import LONGEST_TEXT
from dia_data.wording.days import name_month
from dia_data.wording.statuses import ATTENDANCE
from pages.ui import forms
from pages.ui.data import ask, describe_workspace_today, get_today
from pages.ui.meeting import text as table

Names = Mapping[str, str]
PREPARED = "meeting_prepared"
"""Where the session keeps the meeting that was prepared just now."""
SENTENCE = f"in one sentence, at most {LONGEST_TEXT} characters"


def prepare() -> None:
    """The form that prepares a meeting, closed until it is wanted."""
    opened = st.expander("Prepare a meeting", icon=":material/add:", key="prepare", on_change="rerun")
    if not opened.open:
        return
    with opened:
        if forms.is_recording_off():
            return
        proposed: list[Item] = ask(asked.proposed, today=get_today())
        with forms.draw_form("prepare", "Prepare") as fields:
            day = _propose_day()
            fields["meeting_name"] = st.text_input("Name", value=name_month(day), key=forms.name_field("meeting_name"))
            fields["held_on"] = st.date_input("Day", value=day, format="YYYY-MM-DD", key=forms.name_field("held_on"))
            st.caption(describe_workspace_today())
            wanted = st.toggle(
                f"Start with the proposed agenda: {len(proposed)} items from what needs attention and D3.1 §10",
                value=True, key=forms.name_field("with_proposed"),
            )  # fmt: skip
        forms.send(meetings.plan, fields, done="Meeting prepared.", saved=_go_to, items=proposed if wanted else [])


def _propose_day() -> date:
    """Today, or the same day of the first month to come that has no meeting of its name."""
    names = {row.meeting_name for row in ask(asked.meetings)}
    days = (shift_months(get_today(), months) for months in count())
    return next(day for day in days if name_month(day) not in names)


def _go_to(meeting_id: str) -> None:
    """Have this meeting shown when the page is drawn again."""
    st.session_state[PREPARED] = meeting_id


def pop_prepared(every: Mapping[str, Meeting]) -> str | None:
    """The name of the meeting that was prepared in the run before, once; None where none was."""
    meeting_id = st.session_state.pop(PREPARED, None)
    return next((name for name, row in every.items() if row.meeting_id == meeting_id), None)


def settle(meeting: Meeting, item: AgendaItem | None) -> None:
    """The form that settles what an item is about, or puts it off to a day."""
    if item is None or not item.matter:
        st.info("Only what needed attention can be settled or put off.", icon=":material/info:")
        return
    name = f"settle_{meeting.meeting_id}_{item.item_id}"
    seen = forms.get_seen(name, item.batch_id)
    with forms.draw_form(name, "Save") as fields:
        fields["until"] = st.date_input(
            "Put off until (empty: settled until its figure changes)",
            value=None,
            format="YYYY-MM-DD",
            key=forms.name_field(f"{name}_until"),
        )
        fields["reason"] = st.text_input("Reason (optional)", key=forms.name_field(f"{name}_reason"))
        st.caption(describe_workspace_today())
    forms.send(
        meetings.settle, fields, done="Settled or put off.", form_name=name, now=item.batch_id,
        meeting_id=meeting.meeting_id, item_id=item.item_id, seen=seen,
    )  # fmt: skip


def add(meeting: Meeting) -> None:
    """The form for an item of one's own, closed until it is wanted."""
    opened = st.expander("Add an item", icon=":material/playlist_add:", key="add_item", on_change="rerun")
    if not opened.open:
        return
    with opened:
        name = f"item_{meeting.meeting_id}"
        with forms.draw_form(name, "Add") as fields:
            fields["title"] = st.text_input("Item", key=forms.name_field(f"{name}_title"))
            fields["minutes"] = st.number_input(
                "Minutes", 1, meetings.LONGEST_ITEM, 10, key=forms.name_field(f"{name}_minutes")
            )
            fields.update(_choose_subject(name, kpi_id=None, activity_id=None))
        forms.send(meetings.add, fields, done="Added to the agenda.", meeting_id=meeting.meeting_id)


def attend(meeting: Meeting) -> None:
    """The form for who is there: each partner present, excused or absent."""
    known = ask(asked.attendance, meeting_id=meeting.meeting_id)
    now = {one.partner_id: one.batch_id for one in known if one.batch_id}
    name = f"attend_{meeting.meeting_id}"
    seen = forms.get_seen(name, now)
    with forms.draw_form(name, "Save attendance") as fields, st.container(horizontal=True):
        fields["states"] = {
            one.partner_id: st.segmented_control(
                one.partner, list(ATTENDANCE), format_func=ATTENDANCE.__getitem__, default=one.state,
                key=forms.name_field(f"{name}_{one.partner_id}"),
            )
            for one in known
        }  # fmt: skip
    forms.send(
        meetings.attend, fields, done="Attendance saved.", form_name=name, now=now, meeting_id=meeting.meeting_id,
        seen=seen,
    )  # fmt: skip


def begin(meeting: Meeting) -> None:
    """The form that begins a meeting."""
    with forms.draw_form(f"begin_{meeting.meeting_id}", "Start the meeting: freeze the figures") as fields:
        pass
    forms.send(meetings.begin, fields, done="The meeting has started.", meeting_id=meeting.meeting_id)


def close(meeting: Meeting) -> None:
    """The form that closes a meeting."""
    with forms.draw_form(f"close_{meeting.meeting_id}", "Close meeting") as fields:
        pass
    forms.send(meetings.close, fields, done="The meeting is closed.", meeting_id=meeting.meeting_id)


def refresh(meeting: Meeting) -> None:
    """The form that takes the figures of now."""
    name = f"refresh_{meeting.meeting_id}"
    seen = forms.get_seen(name, meeting.batch_id)
    with forms.draw_form(name, "Refresh figures") as fields:
        st.caption(table.describe_moment(meeting))
    forms.send(
        meetings.refresh, fields, done="Figures refreshed.", form_name=name, now=meeting.batch_id,
        meeting_id=meeting.meeting_id, seen=seen,
    )  # fmt: skip


def decide(meeting: Meeting, item: AgendaItem | None) -> None:
    """The form for a decision on an item, or on none."""
    item_id = item.item_id if item else None
    name = f"decision_{meeting.meeting_id}_{item_id}"
    with forms.draw_form(name, "Save decision") as fields:
        fields["text"] = st.text_area(f"Decision, {SENTENCE}", key=forms.name_field(f"{name}_text"), height=80)
        with st.container(horizontal=True):
            fields["partner_id"] = _choose("Owner (optional)", _name_by_code(ask(choices.partners)), f"{name}_owner")
            fields["due"] = st.date_input(
                "Due (optional)",
                value=None,
                format="YYYY-MM-DD",
                key=forms.name_field(f"{name}_due"),
            )
        st.caption(describe_workspace_today())
        fields.update(
            _choose_subject(name, kpi_id=item.kpi_id if item else None, activity_id=item.activity_id if item else None)
        )
    forms.send(
        decisions.decide, fields, done="Decision saved.", meeting_id=meeting.meeting_id,
        item_id=item_id, view=_freeze_view(item.view if item else None, meeting.frozen_at),
    )  # fmt: skip


def note(meeting: Meeting, item: AgendaItem | None) -> None:
    """The form for what is said of an item, or of none."""
    name = f"note_{meeting.meeting_id}_{item.item_id if item else None}"
    with forms.draw_form(name, "Save note") as fields:
        fields["text"] = st.text_area(f"For the minutes, {SENTENCE}", key=forms.name_field(f"{name}_text"), height=80)
    forms.send(
        meetings.note, fields, done="Noted.", meeting_id=meeting.meeting_id,
        item_id=item.item_id if item else None,
    )  # fmt: skip


def finish(rows: Sequence[Decision]) -> None:
    """The form that marks a decision as carried out, with the batch that did it where one changed the plan."""
    still_open = {row.decision_id: row for row in rows if not row.is_done}
    if not still_open or forms.is_recording_off():
        return
    now = {one: row.batch_id for one, row in still_open.items()}
    seen = forms.get_seen("carried_out", now)
    changes = {row.batch_id: table.describe_batch(row) for row in ask(decided.plan_changes)}
    with forms.draw_form("carried_out", "Mark as done") as fields:
        fields["decision_id"] = st.selectbox(
            "Decision", list(still_open), format_func=lambda one: table.shorten_label(still_open[one].text),
            key=forms.name_field("carried_out"),
        )  # fmt: skip
        fields["changed_batch"] = _choose("Change that carried it out (optional)", changes, "carried_out_by")
        fields["reason"] = st.text_input("How (optional)", key=forms.name_field("carried_out_how"))
    chosen = fields["decision_id"]
    forms.send(
        decisions.finish, fields, done="Marked as done.", form_name="carried_out", now=now,
        seen=seen.get(chosen, now[chosen]),
    )  # fmt: skip


def _freeze_view(view: str | None, frozen_at: datetime | None) -> str | None:
    """The address of a view as it was known when the figures were frozen."""
    if not view or not frozen_at:
        return view
    page, query = agenda.split_address(view)
    return agenda.build_address(page, query | {"as_of": f"{local_time.find_day(frozen_at):%Y-%m-%d}"})


def _choose_subject(name: str, *, kpi_id: str | None, activity_id: str | None) -> dict[str, str | None]:
    """The KPI and the activity that something is about."""
    kpi_names = {row.kpi_id: row.kpi_name for row in ask(kpis.definitions)}
    with st.container(horizontal=True):
        return {
            "kpi_id": _choose("KPI (optional)", kpi_names, f"{name}_kpi", chosen=kpi_id),
            "activity_id": _choose(
                "Activity (optional)",
                _name_by_code(ask(choices.activities)),
                f"{name}_activity",
                chosen=activity_id,
            ),
        }


def _name_by_code(rows: Any) -> dict[str, str]:
    return dict(zip(rows["code"], rows["name"], strict=True))


def _choose(label: str, names: Names, name: str, *, chosen: str | None = None) -> str | None:
    picked: str | None = st.selectbox(
        label, list(names), index=list(names).index(chosen) if chosen is not None and chosen in names else None,
        format_func=lambda one: names.get(one, one), placeholder="Choose one", key=forms.name_field(name),
    )  # fmt: skip
    return picked
