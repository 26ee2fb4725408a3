"""The part of the briefing that moves: KPIs by status, what needs attention, what changed, who reports."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dia_data import agenda, attention
from dia_data.attention import Matter
from dia_data.queries import attention as questions
from dia_data.queries import checks, kpis, meetings
from pages.ui.briefing import matters
from pages.ui.briefing.matters import Call, News
from pages.ui.briefing.text import Line
from pages.ui.data import ask, ask_undated, cached_view, get_today, is_demonstration
from pages.ui.indicators import kpi_overview, kpi_rows
from pages.ui.indicators.kpi_overview import Overview
from pages.ui.markdown import escape_markdown, escape_user_text

FIRST, FIRST_MOVES = 6, 3
"""So much fits on one screen."""
TITLE_SIGNS, REASON_SIGNS, MOVE_SIGNS = 36, 46, 40
"""A link does not break into lines, and a row is one line: what is longer is cut, and told when pointed at."""


@dataclass(frozen=True, kw_only=True)
class Now:
    """How things stand on a day; `silence` says why no KPI is reported, and is empty where one is."""

    finding: str
    statuses: Sequence[Line]
    silence: str
    heading: str
    calls: Sequence[Call]
    news: News | None
    last_reports: str


def build_view(*, day: date) -> Now:
    """How things stand in the record as known at the chosen date, judged on `day`."""
    every = cached_view(kpi_overview.build_overview, today=day)
    found = _list_matters(day)
    return Now(
        finding=kpi_rows.write_headline(every.kpis),
        statuses=matters.count_statuses(every.kpis),
        silence=every.silence,
        heading=matters.write_heading(found),
        calls=[matters.describe_matter(one) for one in found],
        news=_find_news(every),
        last_reports=matters.badge_last_reports(ask(kpis.last_reports), today=day),
    )


def _list_matters(day: date) -> list[Matter]:
    """The queue, from answers that other pages need too."""
    standings = ask(kpis.standings, today=day)
    return attention.rank_matters(
        [
            *attention.find_kpis(standings, ask(kpis.definitions), ask(questions.places)),
            *ask(questions.besides_kpis, today=day),
            *attention.find_checks(ask(checks.overview, kind="contradiction")),
        ]
    )


def _find_news(every: Overview) -> News | None:
    """What changed since the last meeting that is closed, or else since the last reports."""
    last_report = every.change.since if every.change else None
    since = agenda.find_start_of_news(ask(meetings.meetings), last_report=last_report, today=get_today())
    change = every.change
    if since.moment:
        earlier = ask_undated(kpis.standings, today=since.day, as_of=since.moment)
        change = kpi_rows.find_change(earlier, every.kpis, since=since.day)
    return matters.describe_news(change, every.labels, occasion=since.occasion) if change else None


def draw() -> None:
    """Draw how things stand; it follows the record."""
    now = cached_view(build_view, day=get_today())
    with st.container(gap="small"):
        with st.container(border=True, key="card_kpis"):
            _draw_statuses(now)
        left, right = st.columns([2, 1])
    with left.container(border=True, gap=None, height="stretch", key="card_attention"):
        _draw_queue(now)
    with right.container(border=True, gap="xsmall", height="stretch", key="card_news"):
        _draw_news(now)
        st.markdown(f":small[**Last report of each partner**]  \n:small[{now.last_reports}]")


def _draw_statuses(now: Now) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(now.finding, anchor=False, width="content")
        for line in now.statuses:
            st.page_link(line.page, label=line.text, query_params=line.address)
        if now.silence:
            _draw_ways_out()


def _draw_ways_out() -> None:
    """Where to go while nothing is reported."""
    if not is_demonstration():
        st.page_link(
            "briefing.py", label="See a running year in the demonstration", icon=":material/play_circle:",
            query_params={"workspace": "demonstration"},
        )  # fmt: skip
    st.page_link("record.py", label="Report a result", icon=":material/edit_note:")
    st.page_link("roadmap.py", label="Date the plan anew", icon=":material/calendar_month:")


def _draw_queue(now: Now) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(now.heading, anchor=False, width="stretch")
        rule = st.popover("Ranking rule", icon=":material/rule:", type="tertiary", key="rule", on_change="rerun")
        if rule.open:
            rule.markdown(escape_markdown(attention.RULE))
        if len(now.calls) > FIRST:
            every = st.popover(
                f"All {len(now.calls)}", icon=":material/list:", type="tertiary", key="every_matter", on_change="rerun"
            )
            if every.open:
                with every, st.container(gap="xsmall"):
                    _draw_calls(now.calls)
    _draw_calls(now.calls[:FIRST], reason_signs=REASON_SIGNS)


def _draw_calls(calls: Sequence[Call], *, reason_signs: int | None = None) -> None:
    for one in calls:
        left, right = st.columns([5, 8], gap="xsmall", vertical_alignment="center")
        with left:
            _link(one.link, signs=TITLE_SIGNS, more=f"{one.link.text}: {one.reason}")
        right.markdown(f":small[{one.told(reason_signs)}]")


def _link(line: Line, *, signs: int, more: str, icon: str = ":material/arrow_forward:") -> None:
    """A link to a view; `more` is told when it is pointed at."""
    label = textwrap.shorten(line.text, signs, placeholder=" …")
    st.page_link(
        line.page, label=escape_markdown(label), icon=icon, help=escape_user_text(more), query_params=line.address
    )


def _draw_news(now: Now) -> None:
    if now.silence:
        st.markdown(f":small[{escape_markdown(now.silence)}]")
    if now.news is None:
        return
    st.subheader(now.news.title, anchor=False)
    st.markdown(escape_markdown(now.news.sentence))
    with st.container(gap=None):
        for one in now.news.moves[:FIRST_MOVES]:
            icon = ":material/trending_down:" if one.is_worse else ":material/trending_up:"
            _link(one.link, signs=MOVE_SIGNS, more=f"{one.link.text} (before: {one.before})", icon=icon)
