"""The part of the briefing that moves: KPIs by status, what needs attention, three pictures, what changed, who reports.

The record is asked in the order in which the page is read: what takes longest, how things stood quarter by quarter, is
drawn last, in the place that is kept for it.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from dia_data import agenda, attention
from dia_data.attention import Matter
from dia_data.queries import attention as questions
from dia_data.queries import checks, kpis, meetings
from dia_data.wording.figures import format_count
from dia_data.wording.lists import join_names
from pages.ui import clicks, forms, phone
from pages.ui.briefing import charts, history, matters, pictures
from pages.ui.briefing.matters import Call, News
from pages.ui.briefing.pictures import Picture
from pages.ui.briefing.text import Line
from pages.ui.charts import show
from pages.ui.charts.chart import Chart
from pages.ui.data import ask, ask_undated, cached_view, get_today, is_demonstration
from pages.ui.indicators import kpi_bullet, kpi_overview, kpi_rows, kpi_status
from pages.ui.indicators.kpi_overview import Overview
from pages.ui.markdown import escape_markdown, escape_user_text

FIRST, FIRST_MOVES = 6, 3
"""So much fits on one screen."""
TITLE_CHARACTERS, REASON_CHARACTERS, MOVE_CHARACTERS, PICTURE_CHARACTERS = 62, 54, 60, 52
"""A link does not break into lines, and a row is one line: what is longer is cut, and told when pointed at."""
PHONE_CHARACTERS = 38
"""So many of a line in a card fit in a narrow window."""
STATUSES, QUARTERS = "briefing_statuses", "briefing_quarters"
"""The keys of the two charts of statuses."""
OPENED = "briefing_opened"
"""Where the session keeps the status whose segment was clicked."""

DUE = "Due dates are our reading: the end of year 1 where D3.1 says so, else the end of its plan, or of the activity."


@dataclass(frozen=True, kw_only=True)
class Now:
    """How things stand on a day; `silence` says why no KPI is reported, and is empty where one is."""

    finding: str
    counts: Mapping[str, int]
    bar: Chart
    silence: str
    heading: str
    calls: Sequence[Call]
    targets: Sequence[Call]
    """What is wanted of the KPIs, where none is reported."""
    news: News | None
    last_reports: str

    @property
    def lines(self) -> Sequence[Call]:
        """What stands on the first screen."""
        return self.targets[:FIRST] if self.silence else self.calls[:FIRST]


def build_view(*, day: date) -> Now:
    """How things stand in the record as known at the chosen date, judged on `day`."""
    every = cached_view(kpi_overview.build_overview, today=day)
    found = _list_matters(day)
    counts = matters.count_statuses(every.kpis)
    before = None if every.silence else history.build_quarter_before(today=day)
    of_kpi = {row.kpi_id: row for row in every.kpis}
    return Now(
        finding=matters.write_headline(every.kpis, compared=history.compare(every.kpis, before)),
        counts=counts,
        bar=charts.chart_statuses(counts, alt=f"KPIs by status: {join_names(_count_words(counts))}"),
        silence=every.silence,
        heading=matters.write_heading(found),
        calls=[matters.describe_matter(one, of_kpi.get(one.subject), every.names) for one in found],
        targets=_list_targets(every),
        news=_find_news(every),
        last_reports=matters.badge_last_reports(ask(kpis.last_reports), today=day),
    )


def _list_targets(every: Overview) -> list[Call]:
    """The targets where nothing is reported, those that are due first before the others."""
    if not every.silence:
        return []
    return [matters.describe_target(row, every.names) for row in sorted(every.kpis, key=lambda row: row.lead.due)]


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


def build_quarters(*, day: date) -> Chart | None:
    """The statuses of the last quarters as a chart, None where no quarter had results."""
    quarters = history.build_history(today=day)
    told = [f"{one.label.replace('-', ' ')}: {', '.join(_count_words(one.counts))}" for one in quarters]
    return charts.chart_quarters(quarters, alt="; ".join(told)) if quarters else None


def _count_words(counts: Mapping[str, int]) -> list[str]:
    return [f"{counts[status]} {look.word}" for status, look in kpi_status.LOOKS.items() if counts.get(status)]


def draw() -> None:
    """Draw how things stand; it follows the record."""
    _follow_click()
    now = cached_view(build_view, day=get_today())
    with st.container(gap="small"):
        left, right = st.columns([9, 4])
        with left.container(gap="xsmall", key="card_kpis"):
            _draw_statuses(now)
        beside = right.container(gap="xsmall", key="card_quarters")
        with st.container(border=True, gap=None, key="card_attention"):
            _draw_queue(now)
        with st.container(gap="small"):
            for place, picture in zip(
                st.columns(3), cached_view(pictures.build_pictures, day=get_today()), strict=True
            ):
                with place:
                    _draw_picture(picture)
        left, right = st.columns(2)
    with left.container(border=True, gap="xsmall", height="stretch", key="card_news"):
        _draw_news(now)
    with right.container(border=True, gap="xsmall", height="stretch", key="card_reports"):
        st.subheader("Last report of each partner", anchor=False)
        st.markdown(f":small[{now.last_reports}]")
    with beside:
        _draw_beside(now)


def _draw_statuses(now: Now) -> None:
    st.subheader(escape_markdown(now.finding), anchor=False)
    if now.counts:
        show.show(now.bar, height=charts.BAR_HEIGHT, key=STATUSES, on_select=partial(_take_click, list(now.counts)))
    with st.container(horizontal=True, gap=None):
        for line in matters.list_statuses(now.counts):
            st.page_link(line.page, label=line.text, query_params=line.address)
    if now.silence:
        st.markdown(f":small[{escape_markdown(now.silence)}]")


def _take_click(statuses: Sequence[str]) -> None:
    segment = clicks.read_click(STATUSES)
    if segment is not None:
        st.session_state[OPENED] = statuses[segment.series]


def _follow_click() -> None:
    """Open the list of the KPIs whose segment was clicked."""
    status = st.session_state.pop(OPENED, None)
    if status:
        st.switch_page("kpis.py", query_params={"kpi_status": kpi_status.LOOKS[status].word})


def _draw_beside(now: Now) -> None:
    """How it was quarter by quarter; where nothing is reported, what to do first."""
    if now.silence:
        _draw_first_steps()
        return
    chart = cached_view(build_quarters, day=get_today())
    if chart is None:
        st.caption("No earlier quarter has results.")
        return
    st.markdown(":small[**Quarters**]", help="At the end of each quarter, as it was known on that day.")
    show.show(chart, height=charts.QUARTERS_HEIGHT, key=QUARTERS)


def _draw_first_steps() -> None:
    """What to do first while nothing is reported."""
    if st.button(
        "Report the first result", type=forms.choose_button_type(), icon=":material/edit_note:", key="report_first"
    ):
        st.switch_page("record.py")
    st.page_link("roadmap.py", label="Reschedule the programme", icon=":material/calendar_month:")
    if not is_demonstration():
        st.page_link(
            "briefing.py", label="Open the demonstration", icon=":material/play_circle:",
            query_params={"workspace": "demonstration"},
        )  # fmt: skip


def _draw_queue(now: Now) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        heading = "Targets due first" if now.silence else now.heading
        st.subheader(heading, anchor=False, width="stretch", help=f"{kpi_bullet.LEGEND} {DUE}")
        if now.silence:
            st.page_link("kpis.py", label=f"All {format_count(len(now.targets), 'KPI')}", icon=":material/list:")
        rule = st.popover("Ranking rule", icon=":material/rule:", type="tertiary", key="rule", on_change="rerun")
        if rule.open:
            rule.markdown(escape_markdown(attention.RULE))
        if len(now.calls) > len(now.lines) or now.silence:
            label = now.heading if now.silence else f"All {len(now.calls)}"
            every = st.popover(label, icon=":material/list:", type="tertiary", key="every_matter", on_change="rerun")
            if every.open:
                with every, st.container(gap="xsmall"):
                    _draw_calls(now.calls)
    for one in now.lines:
        _draw_line(one)


def _draw_line(one: Call) -> None:
    """What it is, its bullet, and how far it is from its target."""
    name, picture, gap = st.columns([11, 4, 12], gap="xsmall", vertical_alignment="center")
    with name:
        _link(one.link, characters=_fit(TITLE_CHARACTERS), more=f"{one.link.text}: {one.reason}")
    if one.bullet:
        picture.image(one.bullet, width=kpi_bullet.WIDTH, alt=one.reason)
    gap.markdown(f":small[{one.summarise(REASON_CHARACTERS)}]")


def _draw_calls(calls: Sequence[Call]) -> None:
    """All of it, with the whole reasons."""
    for one in calls:
        with st.container(gap=None):
            _link(one.link, characters=_fit(TITLE_CHARACTERS), more=f"{one.link.text}: {one.reason}")
            st.markdown(f":small[{one.describe()}]")


def _draw_picture(picture: Picture) -> None:
    """A finding that leads to its page, what it is of, and the chart."""
    with st.container(gap=None, key=f"picture_{picture.key}"):
        _link(picture.title, characters=PICTURE_CHARACTERS, more=picture.more or picture.title.text, icon=picture.icon)
        st.markdown(f":small[{escape_user_text(picture.note)}]")
        if picture.chart is not None:
            show.show(picture.chart, height=charts.SMALL_HEIGHT, key=f"chart_{picture.key}")


def _fit(characters: int) -> int:
    """So many of a line in a card fit in this window."""
    return min(characters, PHONE_CHARACTERS) if phone.is_phone() else characters


def _link(line: Line, *, characters: int, more: str, icon: str = ":material/arrow_forward:") -> None:
    """A link to a view; `more` is told when it is pointed at."""
    label = textwrap.shorten(line.text, characters, placeholder=" …")
    st.page_link(
        line.page, label=escape_markdown(label), icon=icon, help=escape_user_text(more), query_params=line.address
    )


def _draw_news(now: Now) -> None:
    if now.news is None:
        st.subheader("What changed", anchor=False)
        st.markdown("Nothing is reported yet." if now.silence else "Nothing since the last reports.")
        return
    st.subheader(now.news.title, anchor=False)
    st.markdown(escape_markdown(now.news.sentence))
    with st.container(gap=None):
        for one in now.news.moves[:FIRST_MOVES]:
            icon = ":material/trending_down:" if one.is_worse else ":material/trending_up:"
            _link(one.link, characters=_fit(MOVE_CHARACTERS), more=f"{one.link.text} (before: {one.before})", icon=icon)
