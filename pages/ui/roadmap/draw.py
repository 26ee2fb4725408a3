"""All that the roadmap shows of the chosen activities: answers first, then the time line, what is open, revisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dia_data import roadmap
from dia_data.queries import activities, swot
from dia_data.roadmap import Agenda, Course, Programme
from dia_data.swot import labels as point_labels
from dia_data.wording.bases import explain_bases
from dia_data.wording.figures import NOT_IN_SOURCE, NOT_REPORTED, format_count
from dia_data.wording.lists import join_names
from pages.ui import cards, clicks, filters, pick
from pages.ui.charts import papers
from pages.ui.data import ask, drawn, is_demonstration, today
from pages.ui.markdown import escape_markdown
from pages.ui.roadmap import charts, detail
from pages.ui.roadmap import text as table

VIEW, ACTIVITY, TIE = "roadmap_view", "focus", "tie"
"""The names of the three choices in the address; /record has an `activity` of its own, which a link there sets."""
VIEWS = ("Time line", "List")
"""The list is for those who cannot see the time line."""
TIMELINE = "timeline"

Tie = tuple[str, str]
"""Kind and reference of what activities are tied to."""


@dataclass(frozen=True, kw_only=True)
class Roadmap:
    """The activities that the filters leave, on one day, and what is said of them."""

    courses: list[Course]
    agenda: Agenda
    rows: pd.DataFrame
    programme: Programme | None
    filtered: str
    recurring: str
    names: dict[str, str]
    ties: dict[Tie, str]
    visited: list[str]
    """The countries that activities go to."""


def made(*, day: date, countries: list[str], partners: list[str]) -> Roadmap:
    """The roadmap of the record as known at the chosen date, judged on `day`."""
    every, parts = ask(activities.activities), ask(activities.parts)
    left = table.shown(every, parts, countries=countries, partners=partners)
    programme = next(iter(ask(activities.programme)), None)
    courses = roadmap.courses(
        left, ask(activities.revisions), today=day, programme_ends=programme.ends if programme else None
    )
    points = ask(swot.points)
    return Roadmap(
        courses=courses,
        agenda=roadmap.agenda(courses, today=day),
        rows=table.table(courses),
        programme=programme,
        filtered=table.filtered(every, left, parts, countries=countries, partners=partners),
        recurring=table.recurring(courses, today=day),
        names={one.activity_id: one.activity_name for one in every},
        ties=table.link_labels(ask(activities.links), point_labels(points)),
        visited=list(dict.fromkeys(one.country_name for one in every if one.country_name)),
    )


def timeline(*, day: date, countries: list[str], partners: list[str], framed: list[str]) -> dict[str, Any]:
    """The time line of the same, with some activities set off."""
    shown = drawn(made, day=day, countries=countries, partners=partners)
    return charts.timeline(shown.courses, programme=shown.programme, today=day, framed=framed)


def answer() -> None:
    """Draw what calls for attention; it follows the record."""
    shown = _shown()
    if not shown.courses:
        cards.nothing(f"No activity is left: {shown.filtered} {table.ways_out(shown.visited)}")
        return
    if shown.agenda.past:
        _plan_in_the_past(shown)
    else:
        st.header(table.headline(shown.agenda, today=today()), anchor=False)
    lines = table.attention(shown.agenda)
    if lines:
        st.markdown("  \n".join(lines))


def draw() -> None:
    """Draw the time line, what is chosen in it, and what is open; it follows the record."""
    shown = _shown()
    if not shown.courses:
        return
    with cards.card("When does what happen, and what is late?", rows=shown.rows, key=TIMELINE, charts=papers.delays):
        activity_id, tie = _activities(shown)
    if activity_id:
        detail.draw(activity_id, name=shown.names[activity_id], ties=shown.ties, day=today())
    if tie:
        detail.reverse(tie, name=shown.ties[tie])
    _not_dated(shown.agenda.not_dated)
    _revisions([one.activity_id for one in shown.courses])
    _unlinked()


def _shown() -> Roadmap:
    countries, partners = filters.chosen("country"), filters.chosen("partner")
    return drawn(made, day=today(), countries=countries, partners=partners)


def _plan_in_the_past(shown: Roadmap) -> None:
    """The programme is over and activities are not reported as done: nothing is called overdue."""
    past, not_dated = len(shown.agenda.past), len(shown.agenda.not_dated)
    st.header(f"The plan lies in the past: {table.span(shown.programme)}", anchor=False)
    st.markdown(
        f"Of {format_count(len(shown.courses), 'activity', 'activities')} {format_count(past, 'has', 'have')} "
        "passed the planned "
        f"end without a report, {format_count(not_dated, 'has', 'have')} "
        "no dates in the source. Nothing is called overdue, "
        "since the programme itself is over. The leader can date it anew, or members report the actual dates."
    )
    if not is_demonstration():
        st.page_link(
            "roadmap.py",
            label="See a running year in the demonstration",
            icon=":material/play_circle:",
            query_params={"workspace": "demonstration"},
        )


def _activities(shown: Roadmap) -> tuple[str | None, Tie | None]:
    """The time line or the list, and below it what chooses an activity by keyboard; returns what is chosen."""
    view = pick.one_of("Show as", pick.plain_options(VIEWS), key=VIEW, label_visibility="collapsed")
    place = st.container()  # filled when the choices are known, which the lists bring from the address
    activity_id, tie = _choices(shown)
    framed = detail.tied(tie) if tie else [activity_id] if activity_id else []
    with place:
        if view == VIEWS[0]:
            _timeline(shown, framed)
        else:
            st.table(table.listed(shown.courses), alt="Activities with their state and dates")
    st.caption(_reading_help(shown))
    return activity_id, tie


def _timeline(shown: Roadmap, framed: list[str]) -> None:
    countries, partners = filters.chosen("country"), filters.chosen("partner")
    clicks.listen(TIMELINE)
    st.echarts_chart(
        drawn(timeline, day=today(), countries=countries, partners=partners, framed=framed),
        key=TIMELINE,
        height=charts.height(shown.courses),
        on_select=partial(_pick, [one.activity_id for one in shown.courses]),
        renderer="svg",
        alt=f"Time line of {format_count(len(shown.courses), 'activity', 'activities')}: "
        f"{table.headline(shown.agenda, today=today())}",
    )


def _choices(shown: Roadmap) -> tuple[str | None, Tie | None]:
    left, right = st.columns(2)
    with left:
        activity_id = pick.in_list_or_none(
            "Open an activity", shown.names, key=ACTIVITY, placeholder="Open an activity, or click it above"
        )
    with right:
        tie = pick.in_list_or_none(
            "Find activities by KPI, market or SWOT point", shown.ties, key=TIE,
            placeholder="Choose a KPI, market or SWOT point",
        )  # fmt: skip
    return activity_id, tie


def _pick(activity_ids: Sequence[str]) -> None:
    """Open the activity whose row was clicked; a click on the open one closes it."""
    row = clicks.clicked(TIMELINE)
    if row is not None:
        activity_id = activity_ids[row.place]
        st.session_state[ACTIVITY] = None if st.session_state.get(ACTIVITY) == activity_id else activity_id


def _reading_help(shown: Roadmap) -> str:
    signs = explain_bases(shown.rows["basis"])
    return (
        "Delay: the end that holds (actual, else revised) against the plan; where the whole programme was dated anew, "
        f"against the plan as moved then. {escape_markdown(shown.recurring)} {escape_markdown(shown.filtered)}"
        f"{f' · {signs}' if signs else ''}"
    )


def _not_dated(courses: Sequence[Course]) -> None:
    """What has no dates, with a way to set them."""
    if not courses:
        return
    rows = table.table(courses)
    title = f"{format_count(len(courses), 'activity', 'activities')} without dates: timing not in the source"
    with cards.card(title, rows=rows, key="not_dated"):
        st.caption(
            "D3.1 prints the bars of its activity table as shaded cells, which are lost. Members can set the dates."
        )
        with st.grid(2, min_column_width=330):
            for one in courses:
                st.page_link(
                    "record.py",
                    label=f"{table.short(one.activity.activity_name)}: set it",
                    icon=":material/edit_calendar:",
                    help=one.activity.activity_name,
                    query_params=table.where_to_set(one),
                )


def _revisions(shown: Sequence[str]) -> None:
    rows = [row for row in ask(activities.revisions) if row.activity_id in shown]
    opened = st.expander(
        f"Every date that was ever recorded ({len(rows)})",
        icon=":material/history:",
        key="revisions",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        if not rows:
            cards.nothing(f"No dates of these activities: {NOT_IN_SOURCE}, and {NOT_REPORTED}.")
            return
        cards.table(table.revisions(rows), title="every date recorded", key="revisions")


def _unlinked() -> None:
    unlinked = ask(activities.unlinked_kpis)
    if unlinked:
        names = join_names(escape_markdown(row.kpi_name) for row in unlinked)
        st.caption(f"KPIs that no activity carries: {names}. The links between activities and KPIs are ours.")
