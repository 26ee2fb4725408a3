"""All that the roadmap shows of the chosen activities: answers first, then the time line, what is open, revisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from dia_data import roadmap
from dia_data.queries import activities, swot
from dia_data.roadmap import ActivityStatus, Agenda, Programme, State
from dia_data.swot import label_points as point_labels
from dia_data.wording.bases import explain_bases
from dia_data.wording.days import format_day
from dia_data.wording.figures import NOT_IN_SOURCE, NOT_REPORTED, format_count
from dia_data.wording.lists import join_names
from dia_data.wording.programmes import explain_reading
from pages.ui import cards, clicks, drawer, filters, phone, pick
from pages.ui.charts import papers, show
from pages.ui.charts.chart import Timeline
from pages.ui.data import ask, cached_view, get_today, is_demonstration
from pages.ui.markdown import escape_markdown
from pages.ui.roadmap import charts, detail
from pages.ui.roadmap import text as table
from pages.ui.roadmap.detail import ACTIVITY, TIE

VIEW = "roadmap_view"
"""The name of the view in the address."""
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
    moved: dict[str, list[str]]
    """The KPIs whose due dates activities move that are not done."""

    @property
    def dated(self) -> list[ActivityStatus]:
        """The activities of which some date is known."""
        return [one for one in self.statuses if one.state is not State.NOT_DATED]

    @property
    def in_order(self) -> list[str | None]:
        """What each row of the time line is: the id of an activity, or None for a strand."""
        return [None if isinstance(row, str) else row.activity_id for row in charts.arrange_rows(self.dated)]


def build_view(*, day: date, countries: list[str], partners: list[str]) -> Roadmap:
    """The roadmap of the record as known at the chosen date, judged on `day`."""
    every, parts = ask(activities.activities), ask(activities.parts)
    left = table.select_activities(every, parts, countries=countries, partners=partners)
    programme = next(iter(ask(activities.programme)), None)
    statuses = roadmap.judge_activities(
        left, ask(activities.revisions), today=day, programme_ends=programme.ends if programme else None
    )
    points, links = ask(swot.points), ask(activities.links)
    going_on = [one for one in statuses if one.state not in (State.DONE, State.DONE_LATE)]
    return Roadmap(
        statuses=statuses,
        agenda=roadmap.sort_by_due(statuses, today=day),
        rows=table.tabulate(statuses),
        programme=programme,
        filtered=table.explain_filters(every, left, parts, countries=countries, partners=partners),
        recurring=table.describe_recurring(statuses, today=day),
        names={one.activity_id: one.activity_name for one in every},
        ties=table.label_links(links, point_labels(points)),
        visited=list(dict.fromkeys(one.country_name for one in every if one.country_name)),
        moved=roadmap.find_moved_kpis(going_on, links, programme=programme) if programme else {},
    )


def build_timeline(*, day: date, countries: list[str], partners: list[str], framed: Sequence[str] = ()) -> Timeline:
    """The time line of those of the same that have dates, with some set off."""
    shown = cached_view(build_view, day=day, countries=countries, partners=partners)
    return charts.chart_timeline(
        shown.dated, programme=shown.programme, today=day, framed=framed,
        moved={one: len(kpi_ids) for one, kpi_ids in shown.moved.items()},
        alt=f"Time line of {format_count(len(shown.dated), 'activity', 'activities')}: {_write_finding(shown)}",
    )  # fmt: skip


def draw() -> None:
    """Draw what calls for attention, the time line, what is chosen in it, and what is open; it follows the record."""
    shown = _shown()
    if not shown.statuses:
        cards.show_empty(f"No activity is left: {shown.filtered} {table.suggest_ways_out(shown.visited)}")
        return
    view = _draw_answer(shown)
    _draw_attention(shown)
    title = f"{format_count(len(shown.dated), 'activity', 'activities')} with dates, by strand"
    # The small title of a drawer: the chart needs the room.
    with drawer.draw_part(title, rows=shown.rows, key=TIMELINE, charts=papers.chart_timeline(_build_shown([]))):
        activity_id, tie = _draw_activities(shown, view)
    if activity_id:
        detail.draw(activity_id, name=shown.names[activity_id], ties=shown.ties, day=get_today())
    elif tie:
        detail.draw_reverse(tie, name=shown.ties[tie])
    _draw_undated(shown.agenda.not_dated)
    _draw_revisions([one.activity_id for one in shown.statuses])
    _draw_unlinked()


def _draw_answer(shown: Roadmap) -> str:
    """Draw the answer, and beside it the choice of a view; returns that."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(escape_markdown(_write_finding(shown)), anchor=False, width="stretch")
        return pick.choose_one("Show as", pick.name_as_is(VIEWS), key=VIEW, label_visibility="collapsed")


def _write_finding(shown: Roadmap) -> str:
    if shown.agenda.past:
        return table.write_ended(shown.agenda, of=len(shown.statuses))
    return table.write_headline(shown.agenda, of=len(shown.statuses), moved=shown.moved, names=shown.names)


def _draw_attention(shown: Roadmap) -> None:
    """What is overdue, due this month and starts next month, side by side; a name opens its activity."""
    if shown.agenda.past and shown.programme:
        _explain_past(shown.programme)
        return
    every = table.list_attention(shown.agenda, today=get_today())
    for column, calls in zip(st.columns(len(every)), every, strict=True):
        with column, st.container(gap=None):
            _draw_calls(calls)


def _draw_calls(calls: table.Calls) -> None:
    title = f"**{escape_markdown(calls.title)}**"
    if not calls.activities:
        st.markdown(f":small[{title}: none]")
        return
    more = len(calls.activities) - table.NAMED
    st.markdown(f":small[{title}{f': {len(calls.activities)}, the first {table.NAMED}' if more > 0 else ''}]")
    for one, sentence in calls.activities[: table.NAMED]:
        st.button(
            f":small[{escape_markdown(one.activity.activity_name)} ({escape_markdown(sentence)})]",
            key=f"calls_{one.state}_{one.activity_id}",
            type="tertiary",
            on_click=drawer.open_one,
            args=(ACTIVITY, one.activity_id),
        )


def _shown() -> Roadmap:
    countries, partners = filters.get_chosen("country"), filters.get_chosen("partner")
    return cached_view(build_view, day=get_today(), countries=countries, partners=partners)


def _explain_past(programme: Programme) -> None:
    """The programme is over and activities are not reported as done: nothing is called overdue."""
    sentences = (
        f"The programme ended on {format_day(programme.ends)}, so nothing is called overdue.",
        explain_reading(programme),
        "Members can report the actual dates, or the leader can reschedule the programme below.",
    )
    st.markdown(escape_markdown(" ".join(filter(None, sentences))))
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
    if not shown.dated:
        cards.show_empty(f"The timing of all of them is {NOT_IN_SOURCE}. Members can set the dates below.")
        return
    show.show_timeline(
        _build_shown(framed),
        key=TIMELINE,
        height=charts.measure_height(shown.dated, is_narrow=phone.is_phone()),
        on_select=partial(_pick, shown.in_order),
    )


def _build_shown(framed: list[str]) -> Timeline:
    countries, partners = filters.get_chosen("country"), filters.get_chosen("partner")
    return cached_view(build_timeline, day=get_today(), countries=countries, partners=partners, framed=framed)


def _draw_choices(shown: Roadmap) -> tuple[str | None, Tie | None]:
    left, right = st.columns(2)
    with left:
        activity_id = pick.choose_in_list_or_none(
            "Open an activity",
            shown.names,
            key=ACTIVITY,
            placeholder="Open an activity …",
            label_visibility="collapsed",
        )
    with right:
        tie = pick.choose_in_list_or_none(
            "Find activities by KPI, market or SWOT point", shown.ties, key=TIE,
            placeholder="Find activities by KPI, market or SWOT point …", label_visibility="collapsed",
        )  # fmt: skip
    return activity_id, tie


def _pick(in_order: Sequence[str | None]) -> None:
    """Open the activity whose row was clicked; a strand opens nothing."""
    row = clicks.read_click(TIMELINE)
    if row is not None and (activity_id := in_order[row.place]):
        drawer.open_one(ACTIVITY, activity_id)


def _explain_view(shown: Roadmap) -> str:
    signs = explain_bases(shown.rows["basis"])
    return (
        "Delay: the current end (actual, else revised) against the plan; where the whole programme was rescheduled, "
        f"against the rescheduled plan. {escape_markdown(shown.recurring)} {escape_markdown(shown.filtered)}"
        f"{f' · {signs}' if signs else ''}"
    )


def _draw_undated(statuses: Sequence[ActivityStatus]) -> None:
    """What has no dates, by strand, with a way to set them."""
    if not statuses:
        return
    rows = table.tabulate(statuses)
    title = f"{format_count(len(statuses), 'activity', 'activities')} without dates: timing not in the source"
    with cards.draw_card(title, rows=rows, key="not_dated"):
        st.caption(
            "D3.1 shows their timing as shaded cells, which are lost in its text. Click a name to set its dates."
        )
        with st.grid(3, min_column_width=330):
            for name, group in table.group_by_strand(statuses):
                with st.container(gap=None):
                    st.markdown(f"**{escape_markdown(name)}**")
                    for one in group:
                        _draw_link_to_date(one)


def _draw_link_to_date(status: ActivityStatus) -> None:
    name = status.activity.activity_name
    st.page_link(
        "record.py",
        label=escape_markdown(table.shorten(name)),
        icon=":material/edit_calendar:",
        help=f"Set the dates of {escape_markdown(name)}",
        query_params=table.build_form_query(status),
    )


def _draw_revisions(shown: Sequence[str]) -> None:
    rows = [row for row in ask(activities.revisions) if row.activity_id in shown]
    opened = st.expander(
        f"All dates ever recorded ({len(rows)})",
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
        cards.show_table(table.tabulate_revisions(rows), title="All dates recorded", key="revisions")


def _draw_unlinked() -> None:
    unlinked = ask(activities.unlinked_kpis)
    if unlinked:
        names = join_names(escape_markdown(row.kpi_name) for row in unlinked)
        st.caption(f"KPIs that we linked to no activity: {names}.")
