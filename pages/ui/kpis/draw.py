"""The KPIs on the page: what to choose from, the list, the matrices, and what is said where nothing is reported."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from dia_data.wording.columns import describe_column
from dia_data.wording.lists import join_names
from dia_data.wording.scopes import SCOPES
from pages.ui import cards, comments, drawer, exports, filters, live, more, phone, pick
from pages.ui.charts import papers
from pages.ui.data import cached_view, get_today, is_demonstration
from pages.ui.indicators import kpi_bullet, kpi_rows, kpi_status, kpi_text
from pages.ui.indicators.kpi_overview import Overview
from pages.ui.kpis import groups
from pages.ui.kpis import view as kpis_view
from pages.ui.kpis.matrix import NAME
from pages.ui.kpis.view import Lines, Listing, Table
from pages.ui.markdown import escape_markdown

KPI = "kpi"
"""The name of the open KPI in the address and in the session."""
VIEW, STATUS, SCOPE, ORDER = "kpis_view", "kpi_status", "kpi_scope", "kpi_order"
ROW_HEIGHT = 24
HEADER_HEIGHT = 36
EDGES = 2


def choose_view(labels: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """Draw what can be chosen; return the view, and which rows are wanted (arguments of `kpis_view.select_rows`).

    `labels` lead from KPIs to their names.
    """
    words_of = {status: look.word for status, look in kpi_status.LOOKS.items()}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = pick.choose_view(list(MADE), key=VIEW)
        statuses = _pick("Status", "All statuses", words_of, key=STATUS, width=160)
        scopes = _pick("Scope", "All scopes", SCOPES, key=SCOPE, width=160)
        orders = pick.name_as_is(groups.ORDERS)
        order = pick.choose_in_list("Order", orders, key=ORDER, label_visibility="collapsed", width=150)
        pick.choose_in_list_or_none(
            "Open a KPI", labels, key=KPI, placeholder="Open a KPI …", label_visibility="collapsed", width=170
        )
        _draw_rules()
    return view, {"statuses": statuses, "scopes": scopes, "order": order}


def _pick(label: str, nothing: str, names: Mapping[str, str], *, key: str, width: int) -> list[str]:
    pick.correct_address(key, names.values(), several=True)
    filters.settle_choice(key, names)
    filters.choose_several(label, names, nothing=nothing, key=key, width=width)
    return filters.get_chosen(key)


def _draw_rules() -> None:
    """The rules of the statuses, one click away."""
    opened = st.popover("Status rules", icon=":material/rule:", type="tertiary", key="kpi_rules", on_change="rerun")
    if opened.open:
        with opened:
            st.markdown("The first rule that fits gives the status.")
            st.table(kpi_rows.list_rules(), hide_index=True, border="horizontal", alt="Rules of the statuses")


def draw_card(draw: Callable[..., None], *, view: str, wanted: Mapping[str, Any], opened: str | None) -> None:
    """The border of a view, in it what `draw(view, wanted, opened)` draws, which follows the record, and its table."""
    key = MADE[view][0]
    # Without a border: it would take a line and a half from the list.
    with st.container(key=f"card_{key}", gap="xsmall"):
        live.follow(draw, view=view, wanted=wanted, opened=opened)
        with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            more.draw(
                f"KPIs: {view}",
                about=comments.chart_subject(key),
                table=partial(live.follow, build_table, view=view, wanted=wanted),
            )


def build_shown(view: str, wanted: Mapping[str, Any]) -> Listing | Table:
    """What a view shows now of what is wanted and of what the filter bar leaves."""
    chosen = {
        "today": get_today(),
        "countries": filters.get_chosen("country"),
        "partners": filters.get_chosen("partner"),
    }
    found: Listing | Table = cached_view(MADE[view][1], **chosen, **wanted)
    return found


def build_table(view: str, wanted: Mapping[str, Any]) -> None:
    """The rows behind a view."""
    found = build_shown(view, wanted)
    cards.show_table_and_files(found.plain, title=found.title, key=MADE[view][0])


def draw(view: str, wanted: Mapping[str, Any], every: Overview) -> None:
    """A view as it stands now, and why it is empty where it is."""
    found = build_shown(view, wanted)
    if found.plain.empty:
        _draw_empty(found.hidden or NOTES[view])
        return
    with st.container(gap=None):
        st.subheader(f"{escape_markdown(found.title)} {kpi_status.badge_counts(found.statuses)}".strip(), anchor=False)
        if found.hidden:
            st.caption(escape_markdown(found.hidden))
        if isinstance(found, Listing) and not every.is_reported:
            _draw_nothing_reported(every)
    if isinstance(found, Listing):
        _list(found, every)
        if found.change:
            st.markdown(_describe_change(found.change, every), help=_list_moves(found.change, every.labels))
        if found.warnings:
            st.caption(escape_markdown(f"{kpi_text.MISSED} {' '.join(found.warnings)}"))
        if not phone.is_phone() and (long := kpis_view.list_long_names(found.groups, most=NAME_LETTERS)):
            st.caption(escape_markdown(f"Longer names in full: {'; '.join(long)}."))
    else:
        _draw_matrix(found, key=MADE[view][0])
    st.caption(escape_markdown(f"{NOTES[view]} {found.source}"))
    exports.remember(
        found.title,
        rows=found.plain,
        source=found.source,
        key=MADE[view][0],
        badges=kpi_status.count_words(found.statuses),
        charts=papers.chart_statuses if isinstance(found, Listing) else None,
    )


def _list(listing: Listing, every: Overview) -> None:
    """The lines in their groups; on a phone as entries, whose names may take several lines."""
    for number, group in enumerate(listing.groups):
        if group.heading:
            st.markdown(f"**{group.heading}**")
        if phone.is_phone():
            _draw_entries(group, number)
            continue
        # With filters the list keeps its height: what is below stays in its place, and the grid is not painted twice.
        lines = len(every.kpis) if len(listing.groups) == 1 else len(group.kpi_ids)
        _draw_grid(
            group.table, group.kpi_ids, columns=COLUMNS, name_width=NAME_WIDTH, lines=lines, key=f"list_{number}"
        )


def _draw_entries(group: Lines, number: int) -> None:
    """Each KPI with its whole name, which opens it, and below that its bullet, status and result."""
    with st.container(gap="xsmall"):
        for kpi_id, line in zip(group.kpi_ids, group.table.to_pylist(), strict=True):
            with st.container(gap=None):
                drawer.draw_opener(escape_markdown(line[NAME]), at=f"entry_{number}_{kpi_id}", key=KPI, code=kpi_id)
                st.markdown(kpis_view.describe_entry(line))


def _describe_change(change: kpi_rows.Change, every: Overview) -> str:
    """What the last reports changed, in markdown: `… 3 changed status: 6 and 8 to at risk, 10 to achieved.`."""
    moved: dict[str, list[str]] = {}
    for one in change.moves:
        moved.setdefault(kpi_status.ALL[one.now].word, []).append(str(every.of(one.kpi_id).definition.position))
    if not moved:
        return escape_markdown(change.sentence)
    told = ", ".join(f"{join_names(numbers)} to {word}" for word, numbers in moved.items())
    return escape_markdown(f"{change.sentence.removesuffix('.')}: {told}.")


def _list_moves(change: kpi_rows.Change, labels: Mapping[str, str]) -> str | None:
    """The same in words, a line for each KPI; None where no status changed."""
    lines = [
        f"- {escape_markdown(labels[one.kpi_id])}: {kpi_status.badge_status(one.before)} → "
        f"{kpi_status.badge_status(one.now)}"
        for one in change.moves
    ]
    return "\n".join(lines) or None


def _draw_nothing_reported(every: Overview) -> None:
    """That no result is known, why, and where to go."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(escape_markdown(f"The sources hold targets and no results. {every.silence}"), width="content")
        st.page_link("record.py", label="Report a result", icon=":material/edit_note:")
        st.page_link("roadmap.py", label="Reschedule the programme", icon=":material/calendar_month:")
        if not is_demonstration():
            st.page_link(
                "kpis.py", label="Open the demonstration", icon=":material/play_circle:",
                query_params={"workspace": "demonstration"},
            )  # fmt: skip


PARTNER_NOTE = (
    "Each cell: what the partner reported, and how long ago. Targets are for the whole consortium, so a partner’s part "
    "is not rated. Parts need not add up: an SME that two partners report counts once."
)

MARKET_NOTE = (
    "Each cell: result of target; where a market has several missions or SMEs, the worst status is shown. KPIs for the "
    "whole consortium have no target per market and are left out."
)

READ = (
    f"{kpi_bullet.LEGEND}. Forecast: median on the due date (80 % interval), chance of reaching the target. "
    "Reported: age of the last report. Status, expectation and forecast are ƒ computed by us."
)


COLUMNS: Mapping[str, Any] = {
    "status": st.column_config.MultiselectColumn(
        options=kpi_status.WORDS,
        color=kpi_status.COLOURS,
        width=100,
        help="The first status rule that fits.",
    ),
    "against_target": st.column_config.ImageColumn(width=102, help=kpi_bullet.LEGEND),
    "result": st.column_config.TextColumn(width=82),
    "trend": st.column_config.LineChartColumn(width=46, help="What was reached, report by report."),
    "forecast": st.column_config.TextColumn(width=134, help=f"{kpi_text.MISSED} see the note below the list."),
    "where": st.column_config.TextColumn(width=120, help="The scope with the worst status, and out of how many."),
    "reported": st.column_config.TextColumn(width=70, help="Age of the last report."),
    "owner": st.column_config.TextColumn(width=66),
}


NAME_WIDTH, NAME_LETTERS = 396, 64
"""Pixels of the names, and the letters that have room in them for certain; what is longer stands in full below."""
MADE: Mapping[str, tuple[str, Callable[..., Listing | Table]]] = {
    "List": ("kpis", kpis_view.build_listing),
    "By partner": ("by_partner", kpis_view.build_by_partner),
    "By market": ("by_market", kpis_view.build_by_market),
}
"""The views: the key of the card of each, and what makes it."""
NOTES: Mapping[str, str] = {"List": READ, "By partner": PARTNER_NOTE, "By market": MARKET_NOTE}
"""How each view is read."""


def _open(kpi_ids: Sequence[str], pressed: str) -> None:
    """Open the KPI whose name was pressed."""
    st.session_state[KPI] = kpi_ids[st.session_state[pressed]["row"]]


def _draw_matrix(table: Table, *, key: str) -> None:
    made = table.matrix
    cell = st.column_config.MultiselectColumn(options=list(made.colours), color=list(made.colours.values()))
    columns = dict.fromkeys(made.columns, cell)
    _draw_grid(made.frame, made.kpi_ids, columns=columns, name_width=310, lines=len(made.kpi_ids), key=key)


def _draw_empty(reason: str) -> None:
    """An empty list, and the filters of the bar that may have emptied it."""
    cards.show_empty(reason, lift=[name for name in ("country", "partner") if filters.get_chosen(name)])


def _draw_grid(
    rows: pd.DataFrame | pa.Table,
    kpi_ids: Sequence[str],
    *,
    columns: Mapping[str, Any],
    name_width: int,
    lines: int,
    key: str,
) -> None:
    """A line for each KPI, as high as that many lines; pressing a name opens that KPI."""
    pressed = f"kpi_pressed_{key}"
    name = st.column_config.ButtonColumn(
        describe_column(NAME).title,
        width=name_width,
        alignment="left",
        type="tertiary",
        key=pressed,
        on_click=_open,
        args=(kpi_ids, pressed),
    )
    cards.show_grid(
        rows,
        row_height=ROW_HEIGHT,
        height=HEADER_HEIGHT + EDGES + ROW_HEIGHT * lines,
        columns={NAME: name, **columns},
        key=f"kpi_{key}",
        alt="KPIs and how they stand; a name opens what is known of that KPI",
    )
