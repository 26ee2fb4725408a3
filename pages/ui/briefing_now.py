"""The part of the briefing that moves: KPIs by status, what needs attention, what changed, who reports."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dia_data import attention
from dia_data.attention import Matter
from dia_data.queries import attention as questions
from dia_data.queries import checks, kpis, meetings
from pages.ui import briefing_matters as matters
from pages.ui import kpi_table, kpi_view, words
from pages.ui.briefing_items import Line
from pages.ui.briefing_matters import Call, News
from pages.ui.data import ask, ask_now, drawn, is_demonstration, today
from pages.ui.kpi_view import Overview

FIRST = 6
"""So many matters fit on one screen."""
FIRST_MOVES = 2
TITLE_SIGNS, MOVE_SIGNS = 44, 34
"""A link does not break into lines: a longer name is cut, and told in full when pointed at."""
TITLE_WIDTH = 330


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


def made(*, day: date) -> Now:
    """How things stand in the record as known at the chosen date, judged on `day`."""
    every = drawn(kpi_view.overview, today=day)
    found = _matters(day)
    return Now(
        finding=kpi_table.headline(every.kpis),
        statuses=matters.statuses(every.kpis),
        silence="" if every.is_reported else every.silence,
        heading=matters.heading(found),
        calls=[matters.call(one) for one in found],
        news=_news(every),
        last_reports=matters.last_reports(ask(questions.last_reports), today=day),
    )


def _matters(day: date) -> list[Matter]:
    """The queue, from answers that other pages need too."""
    standings = ask(kpis.standings, today=day)
    return attention.ranked(
        [
            *attention.of_kpis(standings, questions.owned(ask(kpis.definitions)), ask(questions.places)),
            *ask(questions.besides_kpis, today=day),
            *attention.of_checks(ask(checks.overview, kind="contradiction").to_dict("records")),
        ]
    )


def _news(every: Overview) -> News | None:
    """What changed since the last meeting that is closed, or else since the last reports."""
    moment = next((row["frozen_at"] for row in ask(meetings.meetings) if row["state"] == "closed"), None)
    if moment:
        earlier = ask_now(kpis.standings, today=moment.date(), as_of=moment)
        change = kpi_table.change(earlier, every.kpis, since=moment.date())
        return matters.news(change, every.labels, occasion="the last meeting")
    return matters.news(every.change, every.labels, occasion="the last reports") if every.change else None


def draw() -> None:
    """Draw how things stand; it follows the record."""
    now = drawn(made, day=today())
    with st.container(border=True, gap="xsmall", key="card_kpis"):
        _statuses(now)
    left, right = st.columns([2, 1])
    with left.container(border=True, gap=None, height="stretch", key="card_attention"):
        _queue(now)
    with right.container(border=True, gap="xsmall", height="stretch", key="card_news"):
        _say_what_changed(now.news)
        st.markdown(f"**Last report of each partner**  \n{now.last_reports}")


def _statuses(now: Now) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(now.finding, anchor=False, width="content")
        for line in now.statuses:
            st.page_link(line.page, label=line.text, query_params=line.address)
    if now.silence:
        _say_nothing_is_reported(now.silence)


def _say_nothing_is_reported(silence: str) -> None:
    """That no result is known, why, and where to go."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(words.plain(silence), width="content")
        st.page_link("record.py", label="Report a result", icon=":material/edit_note:")
        st.page_link("roadmap.py", label="Date it anew", icon=":material/calendar_month:")
        if not is_demonstration():
            st.page_link(
                "briefing.py", label="See a running year in the demonstration", icon=":material/play_circle:",
                query_params={"workspace": "demonstration"},
            )  # fmt: skip


def _queue(now: Now) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(now.heading, anchor=False, width="stretch")
        rule = st.popover("Ranking rule", icon=":material/rule:", type="tertiary", key="rule", on_change="rerun")
        if rule.open:
            rule.markdown(words.plain(attention.RULE))
        if len(now.calls) > FIRST:
            every = st.popover(
                f"All {len(now.calls)}", icon=":material/list:", type="tertiary", key="every_matter", on_change="rerun"
            )
            if every.open:
                with every:
                    _calls(now.calls)
    _calls(now.calls[:FIRST])


def _calls(calls: Sequence[Call]) -> None:
    for one in calls:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _link(one.link, signs=TITLE_SIGNS, width=TITLE_WIDTH)
            st.markdown(one.reason, width="stretch")


def _link(line: Line, *, signs: int, width: int | str) -> None:
    label = textwrap.shorten(line.text, signs, placeholder=" …")
    st.page_link(
        line.page,
        label=words.plain(label),
        icon=":material/arrow_forward:",
        help=words.plain(line.text) if label != line.text else None,
        query_params=line.address,
        width=width,
    )


def _say_what_changed(news: News | None) -> None:
    if news is None:
        return
    st.subheader(news.title, anchor=False)
    st.markdown(words.plain(news.sentence))
    for badges, line in news.moves[:FIRST_MOVES]:
        _link(line, signs=MOVE_SIGNS, width="content")
        st.markdown(badges)
