"""The form that dates the whole programme anew, and what that would move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from dia_data import roadmap
from dia_data.errors import DiaError
from dia_data.kpis import Standing
from dia_data.queries import activities, attention, kpis, plans
from dia_data.record import programme, rehearsal
from dia_data.roadmap import ActivityStatus, Programme
from pages.ui import forms
from pages.ui.data import ask, get_today, record
from pages.ui.indicators import kpi_plans
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.roadmap import text as table

FORM = "redate"
FIRST, LAST = date(2015, 1, 1), date(2050, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Dated:
    """What hangs on the dates of the programme."""

    programme: Programme
    statuses: Sequence[ActivityStatus]
    standings: Sequence[Standing]


def draw() -> None:
    """The form, closed until it is wanted: the new start, what it moves, then reason, name and the button."""
    forms.show_toast()
    current = next(iter(ask(activities.programme)), None)
    if current is None:
        return
    opened = st.expander(
        "Reschedule the programme (for the leader)", icon=":material/update:", key=FORM, on_change="rerun"
    )
    if opened.open:
        with opened:
            _draw_start_form(current)


def _draw_start_form(current: Programme) -> None:
    if forms.is_recording_off():
        return
    st.caption(
        f"It runs {escape_markdown(table.format_span(current))}. A new start "
        "moves its end by as many months, and so the dates of "
        "all activities that are not done. This is one change and can be undone; the original plan stays visible."
    )
    starts = st.date_input(
        "New first day (of a month)", value=None, format="YYYY-MM-DD", key=forms.name_field("redate_starts"), width=260,
        min_value=FIRST, max_value=LAST,
    )  # fmt: skip
    if starts:
        _draw_preview(starts)
    seen = forms.get_seen(FORM, current.batch_id)
    with forms.draw_form(FORM, "Reschedule the programme") as fields:
        fields["reason"] = st.text_input("Reason", key=forms.name_field("redate_reason"))
    forms.send(
        programme.reschedule, fields, done="Programme rescheduled.", form_name=FORM, now=current.batch_id,
        starts=starts, seen=seen,
    )  # fmt: skip


def _draw_preview(starts: date) -> None:
    """What would move, from trying it without keeping it; or why it cannot be."""
    trial = partial(
        rehearsal.rehearse,
        function=programme.reschedule,
        ask=_ask_dated,
        starts=starts,
        reason="a trial",
        author="a trial",
    )
    try:
        tried = record(trial)
    except DiaError as error:
        st.error(escape_user_text(error.public), icon=":material/error:")
        return
    before, after = tried.before, tried.after
    moved = table.tabulate_moved(before.statuses, after.statuses)
    due = sum(old.due != new.due for old, new in zip(before.standings, after.standings, strict=True))
    st.markdown(
        f"**Preview:** the programme runs {escape_markdown(table.format_span(after.programme))}; {len(moved)} of "
        f"{len(after.statuses)} activities move (the others have no dates, or are done), and with them the due dates "
        f"of {due} of {len(after.standings)} KPI targets."
    )
    if moved:
        st.table(moved)
    _draw_lags(after.standings)


def _draw_lags(standings: Sequence[Standing]) -> None:
    """Which plans of KPIs would then have been set for other due dates; they stay, and members can set them anew."""
    behind = roadmap.find_lags(ask(plans.plans), standings)
    if behind:
        st.markdown(kpi_plans.describe_coming_lags(behind, ask(attention.places)))
        st.page_link("record.py", label="Update plans", icon=":material/edit_calendar:", query_params=kpi_plans.FORM)


def _ask_dated(reader: Any) -> Dated:
    day = get_today()
    current = activities.programme(reader)[0]
    statuses = roadmap.judge_activities(
        activities.activities(reader), activities.revisions(reader), today=day, programme_ends=current.ends
    )
    return Dated(programme=current, statuses=statuses, standings=kpis.standings(reader, today=day))
