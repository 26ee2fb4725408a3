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
from dia_data.roadmap import ActivityStatus, Agenda, Programme
from dia_data.swot import label_points as point_labels
from dia_data.wording.bases import explain_bases
from dia_data.wording.figures import NOT_IN_SOURCE, NOT_REPORTED, format_count
from dia_data.wording.lists import join_names
from pages.ui import cards, clicks, filters, pick
from pages.ui.charts import papers
from pages.ui.data import ask, cached_view, get_today, is_demonstration
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

    statuses: list[ActivityStatus]
    agenda: Agenda
    rows: pd.DataFrame
    programme: Programme | None
    filtered: str
    recurring: str
    names: dict[str, str]
    ties: dict[Tie, str]
    visited: list[str]
    """The countries that activities go to."""


def build_view(*, day: date, countries: list[str], partners: list[str]) -> Roadmap:
    """The roadmap of the record as known at the chosen date, judged on `day`."""
    every, parts = ask(activities.activities), ask(activities.parts)
    left = table.select_activities(every, parts, countries=countries, partners=partners)
    programme = next(iter(ask(activities.programme)), None)
    statuses = roadmap.judge_activities(
        left, ask(activities.revisions), today=day, programme_ends=programme.ends if programme else None
    )
    points = ask(swot.points)
    return Roadmap(
        statuses=statuses,
        agenda=roadmap.sort_by_due(statuses, today=day),
        rows=table.tabulate(statuses),
        programme=programme,
        filtered=table.explain_filters(every, left, parts, countries=countries, partners=partners),
        recurring=table.describe_recurring(statuses, today=day),
        names={one.activity_id: one.activity_name for one in every},
        ties=table.label_links(ask(activities.links), point_labels(points)),
        visited=list(dict.fromkeys(one.country_name for one in every if one.country_name)),
    )


def build_timeline(*, day: date, countries: list[str], partners: list[str], framed: list[str]) -> dict[str, Any]:
    """The time line of the same, with some activities set off."""
    shown = cached_view(build_view, day=day, countries=countries, partners=partners)
    return charts.plot_timeline(shown.statuses, programme=shown.programme, today=day, framed=framed)


def _draw_answer(shown: Roadmap) -> str:
    """Draw what calls for attention, and beside it the choice of a view; returns that."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(_write_finding(shown), anchor=False, width="stretch")
        view = pick.choose_one("Show as", pick.name_as_is(VIEWS), key=VIEW, label_visibility="collapsed")
    if shown.agenda.past:
        _plan_in_the_past(shown)
    lines = table.list_attention(shown.agenda)
    if lines:
        st.markdown(" · ".join(lines))
    return view


def _write_finding(shown: Roadmap) -> str:
    if shown.agenda.past:
        return f"The programme ended: {table.format_span(shown.programme)}"
    return table.write_headline(shown.agenda, today=get_today())


def draw() -> None:
    """Draw what calls for attention, the time line, what is chosen in it, and what is open; it follows the record."""
    shown = _shown()
    if not shown.statuses:
        cards.show_empty(f"No activity is left: {shown.filtered} {table.suggest_ways_out(shown.visited)}")
        return
    view = _draw_answer(shown)
    with cards.draw_card(
        "When does what happen, and what is late?", rows=shown.rows, key=TIMELINE, charts=papers.chart_delays
    ):
        activity_id, tie = _draw_activities(shown, view)
    if activity_id:
        detail.draw(activity_id, name=shown.names[activity_id], ties=shown.ties, day=get_today())
    if tie:
        detail.draw_reverse(tie, name=shown.ties[tie])
    _draw_undated(shown.agenda.not_dated)
    _draw_revisions([one.activity_id for one in shown.statuses])
    _draw_unlinked()


def _shown() -> Roadmap:
    countries, partners = filters.get_chosen("country"), filters.get_chosen("partner")
    return cached_view(build_view, day=get_today(), countries=countries, partners=partners)


def _plan_in_the_past(shown: Roadmap) -> None:
    """The programme is over and activities are not reported as done: nothing is called overdue."""
    past, not_dated = len(shown.agenda.past), len(shown.agenda.not_dated)
    st.markdown(
        f"Of {format_count(len(shown.statuses), 'activity', 'activities')} {format_count(past, 'has', 'have')} "
        "passed the planned "
        f"end without a report, {format_count(not_dated, 'has', 'have')} "
        "no dates in the source. Nothing is called overdue, "
        "since the programme itself is over. The leader can reschedule it below, or members report the actual dates."
    )
    if not is_demonstration():
        st.page_link(
            "roadmap.py",
            label="Open the demonstration",
            icon=":material/play_circle:",
            query_params={"workspace": "demonstration"},
        )


def _draw_activities(shown: Roadmap, view: str) -> tuple[str | None, Tie | None]:
    """The time line or the list, and below it what chooses an activity by keyboard; returns what is chosen."""
    place = st.container()  # filled when the choices are known, which the lists bring from the address
    activity_id, tie = _draw_choices(shown)
    framed = detail.find_tied(tie) if tie else [activity_id] if activity_id else []
    with place:
        if view == VIEWS[0]:
            _draw_timeline(shown, framed)
        else:
            st.table(table.list_narrow(shown.statuses), alt="Activities with their state and dates")
    st.caption(_explain_view(shown))
    return activity_id, tie


def _draw_timeline(shown: Roadmap, framed: list[str]) -> None:
    countries, partners = filters.get_chosen("country"), filters.get_chosen("partner")
    clicks.reset_when_new(TIMELINE)
    st.echarts_chart(
        cached_view(build_timeline, day=get_today(), countries=countries, partners=partners, framed=framed),
        key=TIMELINE,
        height=charts.measure_height(shown.statuses),
        on_select=partial(_pick, [one.activity_id for one in shown.statuses]),
        renderer="svg",
        alt=f"Time line of {format_count(len(shown.statuses), 'activity', 'activities')}: "
        f"{table.write_headline(shown.agenda, today=get_today())}",
    )


def _draw_choices(shown: Roadmap) -> tuple[str | None, Tie | None]:
    left, right = st.columns(2)
    with left:
        activity_id = pick.choose_in_list_or_none(
            "Open an activity", shown.names, key=ACTIVITY, placeholder="Open an activity, or click it above"
        )
    with right:
        tie = pick.choose_in_list_or_none(
            "Find activities by KPI, market or SWOT point", shown.ties, key=TIE,
            placeholder="Choose a KPI, market or SWOT point",
        )  # fmt: skip
    return activity_id, tie


def _pick(activity_ids: Sequence[str]) -> None:
    """Open the activity whose row was clicked; a click on the open one closes it."""
    row = clicks.read_click(TIMELINE)
    if row is not None:
        activity_id = activity_ids[row.place]
        st.session_state[ACTIVITY] = None if st.session_state.get(ACTIVITY) == activity_id else activity_id


def _explain_view(shown: Roadmap) -> str:
    signs = explain_bases(shown.rows["basis"])
    return (
        "Delay: the end that holds (actual, else revised) against the plan; where the whole programme was rescheduled, "
        f"against the plan as moved then. {escape_markdown(shown.recurring)} {escape_markdown(shown.filtered)}"
        f"{f' · {signs}' if signs else ''}"
    )


def _draw_undated(statuses: Sequence[ActivityStatus]) -> None:
    """What has no dates, with a way to set them."""
    if not statuses:
        return
    rows = table.tabulate(statuses)
    title = f"{format_count(len(statuses), 'activity', 'activities')} without dates: timing not in the source"
    with cards.draw_card(title, rows=rows, key="not_dated"):
        st.caption(
            "D3.1 prints the bars of its activity table as shaded cells, which are lost. Members can set the dates."
        )
        with st.grid(2, min_column_width=330):
            for one in statuses:
                st.page_link(
                    "record.py",
                    label=f"{table.shorten(one.activity.activity_name)}: set it",
                    icon=":material/edit_calendar:",
                    help=one.activity.activity_name,
                    query_params=table.build_form_query(one),
                )


def _draw_revisions(shown: Sequence[str]) -> None:
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
            cards.show_empty(f"No dates of these activities: {NOT_IN_SOURCE}, and {NOT_REPORTED}.")
            return
        cards.show_table(table.tabulate_revisions(rows), title="every date recorded", key="revisions")


def _draw_unlinked() -> None:
    unlinked = ask(activities.unlinked_kpis)
    if unlinked:
        names = join_names(escape_markdown(row.kpi_name) for row in unlinked)
        st.caption(f"KPIs that we linked to no activity: {names}.")
