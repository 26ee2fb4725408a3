"""One KPI in a drawer: how it stands and where it goes, who reports what, the rows behind it, and what it means."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from operator import attrgetter

import pandas as pd
import streamlit as st

from dia_data import roadmap
from dia_data.frames import make_frame
from dia_data.kpis import Definition, Standing
from dia_data.names import are_same
from dia_data.queries import activities, dues, events, kpis, plans, readings, results, status_history
from dia_data.queries.readings import Reading
from dia_data.roadmap import Lag
from dia_data.status_history import Spell
from dia_data.wanted import TargetFrom
from dia_data.wording.bases import explain_bases
from dia_data.wording.citations import cite_sources
from dia_data.wording.figures import NOT_REPORTED
from dia_data.wording.scopes import COMMON
from pages.ui import cards, drawer, more, pick
from pages.ui.charts import show
from pages.ui.data import ask, cached_view, get_workspace_name
from pages.ui.indicators import kpi_charts, kpi_events, kpi_overview, kpi_plans, kpi_rows, kpi_status, kpi_text
from pages.ui.indicators.kpi_overview import Overview
from pages.ui.indicators.kpi_rows import Kpi
from pages.ui.kpis import proof, sheet, since
from pages.ui.kpis.draw import KPI
from pages.ui.markdown import escape_markdown, escape_user_text

PART = "kpi_part"
ROW_HEIGHT = 24
MOST_ROWS = 12
"""Of a table in the drawer that are seen at once."""
QUARTER_WIDTH = 101
MOST_EVENTS, EVENTS_HEIGHT = 6, 190
"""More events than these scroll within so many pixels."""


def draw(every: Overview, *, today: date) -> None:
    """The drawer of the KPI that is open, if there is one."""
    kpi_id = st.session_state.get(KPI)
    if kpi_id in every.labels:
        row = every.of(kpi_id)
        drawer.draw(KPI, row.title, partial(_draw_content, kpi_id, today))


def _draw_content(kpi_id: str, today: date) -> None:
    every = cached_view(kpi_overview.build_overview, today=today)
    row = every.of(kpi_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(sheet.summarise(row, every.names), width="stretch")
        more.draw(row.name, about=("kpi", row.kpi_id))
    part = pick.choose_one("Part", pick.name_as_is(list(PARTS)), key=PART, label_visibility="collapsed", wrap=True)
    PARTS[part](row, every, today)


def _draw_results(row: Kpi, every: Overview, today: date) -> None:
    """Results over time in one scope with events, all scopes, and how far forecasts can be trusted."""
    one = _choose_scope(row, every)
    of_scopes = _list_spells(row, today)
    spells = of_scopes.get(one.scope_key, [])
    _draw_since(spells, row)
    _draw_over_time(one, row, every, today)
    tried = ask(kpis.calibration, today=today)
    missed = kpi_text.describe_missed(tried)
    st.markdown(sheet.describe_outlook(one, row.unit, missed))
    _draw_strip(spells, row, today)
    if sentence := sheet.describe_choice(_list_readings(row)):
        st.caption(sentence)
    _draw_lags(row, [one], every)
    if one.forecast:
        st.caption(sheet.describe_calibration(tried, one.forecast.kind))
    if len(row.standings) > 1:
        since_when = {scope_key: spells[-1].since for scope_key, spells in of_scopes.items()}
        _draw_table(sheet.tabulate_scopes(row, every.names, missed, since_when), alt="Status by scope", pictures=True)


def _list_spells(row: Kpi, today: date) -> dict[str, list[Spell]]:
    """The statuses that each scope had one after the other, as each was known on its day."""
    of_kpi = ask(status_history.spells, today=today, kpi_id=row.kpi_id)
    return {spells[0].scope_key: spells for spells in of_kpi.get(row.kpi_id, [])}


def _draw_since(spells: Sequence[Spell], row: Kpi) -> None:
    """Since when it stands as it does, and what made it so."""
    if spells and not since.is_nothing_yet(spells):
        st.markdown(escape_user_text(since.describe_since(spells[-1], row.unit, _name_activities())))


def _draw_strip(spells: Sequence[Spell], row: Kpi, today: date) -> None:
    """How it stood at the end of each quarter, and every change of its status."""
    strip = since.build_strip(spells, today=today)
    if strip is None or since.is_nothing_yet(spells):
        return
    st.markdown("**Status at the end of each quarter**", help="As it was known on that day.")
    cell = st.column_config.MultiselectColumn(
        options=[look.word for look in kpi_status.LOOKS.values()], color=list(kpi_status.COLOURS), width=QUARTER_WIDTH
    )
    cards.show_grid(
        strip.frame,
        row_height=ROW_HEIGHT,
        height=ROW_HEIGHT + 38,
        columns=dict.fromkeys(strip.frame.columns, cell),
        alt=strip.alt,
        key="kpi_strip",
    )
    with st.expander(f"Changes of status: {len(spells) - 1}"):
        told = since.list_changes(spells, row.unit, _name_activities())
        st.markdown("\n".join(f"- {escape_user_text(line)}" for line in told))


def _name_activities() -> dict[str, str]:
    return {one.activity_id: one.activity_name for one in ask(activities.activities)}


def _draw_over_time(one: Standing, row: Kpi, every: Overview, today: date) -> None:
    """The chart of a scope, and the events in it as a list."""
    over_time = ask(results.over_time, kpi_id=row.kpi_id)
    points = [point for point in over_time if are_same(point.scope_key, one.scope_key)]
    happened = ask(events.of_kpi, kpi_id=row.kpi_id)
    here = kpi_events.select_concerning(happened, _find_scope_country(one, every))
    if points:
        alt = kpi_charts.describe_chart(one, points, row.unit, here)
        chart = kpi_charts.chart_over_time(points, one, today=today, targets=_list_targets(one), events=here, alt=alt)
        show.show(chart, height=kpi_charts.HEIGHT, key="kpi_over_time")
    else:
        cards.show_empty(f"Nothing to show over time: {NOT_REPORTED}.")
    with st.container(height=EVENTS_HEIGHT if len(here) > MOST_EVENTS else "content", border=False, gap="xsmall"):
        st.markdown(kpi_events.write_heading(here, elsewhere=len(happened) - len(here)))
        st.markdown(kpi_events.list_events(here, every.names))


def _find_scope_country(one: Standing, every: Overview) -> str | None:
    """The country that the scope is about; None for the consortium, and for all scopes of a kind."""
    common = one.scope_key in COMMON
    return None if common else kpi_rows.find_country(one.scope_key, every.missions)


def _draw_lags(row: Kpi, standings: Sequence[Standing], every: Overview) -> None:
    """Which plans were set before the dates moved, and the way to set them anew; nothing where none was."""
    behind: list[Lag] = roadmap.find_lags(ask(plans.plans), standings)
    if behind:
        st.markdown(kpi_plans.describe_lags(behind, every.names))
        # No page link: on the way to another page Streamlit drops what this one holds too, which is the KPI.
        st.link_button(
            "Update the plan", kpi_plans.build_form_address(row.name, workspace=get_workspace_name()),
            type="tertiary", icon=":material/edit_calendar:",
        )  # fmt: skip


def _choose_scope(row: Kpi, every: Overview) -> Standing:
    """The scope that is looked at: the one that leads, unless another is chosen."""
    if len(row.standings) == 1:
        return row.lead
    of_scope = {one.scope_key: one for one in row.standings}
    key = st.selectbox(
        "Scope",
        list(of_scope),
        index=list(of_scope).index(row.lead.scope_key),
        format_func=lambda scope_key: kpi_rows.name_scope_or_common(scope_key, row.definition.scope, every.names),
        key=f"kpi_scope_of_{row.kpi_id}",
        label_visibility="collapsed",
    )
    return of_scope[key]


def _list_targets(one: Standing) -> list[TargetFrom]:
    """The targets that held in a scope one after the other: its own, and the common one before there was any."""
    of_kpi = sorted((row for row in ask(kpis.targets) if row.kpi_id == one.kpi_id), key=attrgetter("valid_from"))
    own = [row for row in of_kpi if row.scope_key == one.scope_key]
    common = (row for row in of_kpi if row.scope_key in COMMON)
    return [*(row for row in common if not own or row.valid_from < own[0].valid_from), *own]


def _draw_contributions(row: Kpi, every: Overview, today: date) -> None:
    """What each partner reported, what was reported of each country, and who is named twice."""
    parts = [part for part in ask(results.by_partner, today=today) if part.kpi_id == row.kpi_id]
    _draw_table(sheet.tabulate_partners(parts, row.unit), alt="What each partner reported", pictures=True)
    found = ask(results.by_place, kpi_id=row.kpi_id)
    if found:
        _draw_table(sheet.tabulate_countries(found, row.definition.accumulate), alt="What was reported of each country")
        if row.definition.scope == "market":
            tracked = [every.names[one.scope_key] for one in row.standings if one.scope_key in every.names]
            st.caption(escape_markdown(sheet.note_untracked(found, tracked)))
    several = ask(results.overlaps, kpi_id=row.kpi_id)
    if several:
        twice = sheet.list_overlaps(several[: cards.MOST_LISTED], every.names)
        st.markdown(f"**Reported by several partners; each counts once**\n\n{twice}")
        cards.note_cut_list(cards.MOST_LISTED, len(several))


def _draw_rows(row: Kpi, every: Overview, today: date) -> None:
    """The rows behind each number."""
    del every, today
    found = ask(results.reports, kpi_id=row.kpi_id, most=cards.MOST_LISTED)
    if not found:
        cards.show_empty(f"No report for this KPI: {NOT_REPORTED}.")
        return
    every_report = partial(ask, results.reports, kpi_id=row.kpi_id)
    cards.show_table(
        sheet.tabulate_reports(found),
        title=f"Reports of {row.name}",
        key=f"kpi-{row.kpi_id}",
        whole=cards.Whole(
            length=sum(place.reports for place in ask(results.by_place, kpi_id=row.kpi_id)),
            made=lambda: sheet.tabulate_reports(every_report()),
        ),
    )
    st.caption(explain_bases({report.basis for report in found}))


def _draw_meaning(row: Kpi, every: Overview, today: date) -> None:
    """What the KPI means, how it is counted, and how its target came to be."""
    del today
    stated = ask(dues.stated, kpi_id=row.kpi_id)
    st.table(sheet.list_definition(row, stated), border="horizontal", alt=f"What {row.name} means")
    st.caption(cite_sources(make_frame([row.definition], Definition)))
    _draw_readings(row)
    history = ask(kpis.target_history, kpi_id=row.kpi_id)
    st.markdown("**Targets**")
    _draw_table(sheet.tabulate_targets(history, row, every.names), alt="Every target that was recorded")
    _draw_plans(row, every)


def _list_readings(row: Kpi) -> list[Reading]:
    return [one for one in ask(readings.list_readings) if one.kpi_id == row.kpi_id]


def _draw_readings(row: Kpi) -> None:
    """How the words that say what the target holds for can be read, and the way to decide."""
    found = _list_readings(row)
    if not found:
        return
    st.markdown("**What its target applies to**")
    st.table(sheet.tabulate_readings(found), hide_index=True, border="horizontal", alt="Ways to read the printed words")
    if len(found) > 1:
        st.link_button(
            "Decide the reading",
            kpi_plans.build_form_address(row.name, workspace=get_workspace_name(), part="Reading"),
            type="tertiary", icon=":material/gavel:",
        )  # fmt: skip


def _draw_plans(row: Kpi, every: Overview) -> None:
    """What was planned month by month, and whether the dates have moved since."""
    own = [plan for plan in ask(plans.plans) if plan.kpi_id == row.kpi_id]
    st.markdown(f"**Plan**{'' if own else f': {kpi_plans.NONE}'}")
    if own:
        _draw_table(
            kpi_plans.tabulate_plans(own, row.definition.scope, every.names),
            alt="What is expected by the end of months",
        )
        _draw_lags(row, row.standings, every)


def _draw_table(frame: pd.DataFrame, *, alt: str, pictures: bool = False) -> None:
    """Rows in the drawer, cut to a height that leaves room."""
    columns = {
        "status": st.column_config.MultiselectColumn(
            options=[look.word for look in kpi_status.ALL.values()],
            color=[look.colour for look in kpi_status.ALL.values()],
            width=112,
        ),
        "against_target": st.column_config.ImageColumn(width=135),
    }
    cards.show_grid(
        frame,
        row_height=ROW_HEIGHT,
        height=min(len(frame), MOST_ROWS) * ROW_HEIGHT + 38,
        columns=columns if pictures else None,
        alt=alt,
    )


PARTS: Mapping[str, Callable[[Kpi, Overview, date], None]] = {
    "Over time": _draw_results,
    "Partners and countries": _draw_contributions,
    "Reports": _draw_rows,
    "Proof": lambda row, _every, _today: proof.draw(row),
    "Definition": _draw_meaning,
}
"""The parts of the drawer; one is drawn at a time."""
