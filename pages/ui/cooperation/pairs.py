"""One pair of regions, chosen in the map, the matrix, the list or the box: the same everywhere, and in the address."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dia_data.frames import make_rows
from dia_data.queries.cooperation import RegionPair
from pages.ui import cards, clicks, drawer, pick
from pages.ui.charts import show
from pages.ui.cooperation import charts, gaps, maps
from pages.ui.cooperation import matrix as table
from pages.ui.cooperation import text as wording
from pages.ui.markdown import escape_markdown

PAIR = "pair"
"""The name of the chosen pair in the address and in the session."""

NOTHING: dict[str, dict[str, list[Any]]] = {"selection": {"rows": [], "columns": [], "cells": []}}
LIST = "pairs"
CLICKS = "clicks_on_map"
LIST_WIDTH = 280


def choose(labels: Sequence[str]) -> str | None:
    """The list from which a pair is opened; what it holds is in the address, so that Back closes the pair."""
    return pick.choose_in_list_or_none(
        "Pair of regions",
        pick.name_as_is(labels),
        key=PAIR,
        placeholder="Open a pair of regions …",
        label_visibility="collapsed",
        width=LIST_WIDTH,
    )


def draw(
    view: str,
    pairs: pd.DataFrame,
    members: pd.DataFrame,
    sites: pd.DataFrame,
    missing: pd.DataFrame,
    *,
    selected: str | None,
    highlighted: Sequence[str],
    beside: bool,
) -> None:
    """The map and the matrix of one view, `beside` each other or one above the other."""
    left, right = st.columns([3, 2]) if beside else (st.container(), st.container())
    with left:
        _draw_map(view, pairs, members, sites, missing, selected=selected, highlighted=highlighted)
    with right:
        _draw_matrix(view, pairs, members, selected=selected, highlighted=highlighted)
        st.caption(f"{wording.explain_view(view)} {wording.RINGS} {wording.CLICK}")


def _draw_map(
    view: str,
    pairs: pd.DataFrame,
    members: pd.DataFrame,
    sites: pd.DataFrame,
    missing: pd.DataFrame,
    **chosen: Any,
) -> None:
    """A click on an arc chooses its pair, a click on the chosen one closes it."""
    key = f"map_{view}"
    st.pydeck_chart(
        maps.build_map(
            pairs,
            members,
            sites,
            missing,
            view=view,
            generation=st.session_state.get(CLICKS, 0),
            is_dark=st.context.theme.type == "dark",
            **chosen,
        ),
        height=maps.FRAME.size[1],
        on_select=partial(_take_map_click, key),
        selection_mode="single-object",
        key=key,
        alt=f"Map of cooperation between the regions of Europe: {view}. {wording.describe_rings(missing)}",
    )


def _take_map_click(key: str) -> None:
    pair = maps.read_click(st.session_state[key]["selection"])
    st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1
    if pair:
        st.session_state[PAIR] = None if st.session_state.get(PAIR) == pair else pair


def _draw_matrix(
    view: str, pairs: pd.DataFrame, members: pd.DataFrame, *, selected: str | None, highlighted: Sequence[str]
) -> None:
    """A click on a cell chooses its pair, a click on the chosen one closes it."""
    key = f"matrix_{view}"
    chart = charts.chart_matrix(
        pairs,
        members,
        view=view,
        selected=selected,
        highlighted=highlighted,
        alt=f"Matrix of the regions of Europe: {view}. The list of pairs below says the same in words",
    )
    show.show(
        chart,
        height=charts.measure_height(members),
        on_select=partial(_take_matrix_click, key, [cell.pair for cell in charts.order_cells(pairs, members)]),
        key=key,
    )


def _take_matrix_click(key: str, pairs: Sequence[str]) -> None:
    cell = clicks.read_click(key)
    if cell is not None:
        pair = pairs[cell.place]
        st.session_state[PAIR] = None if st.session_state.get(PAIR) == pair else pair


def draw_opened(
    selected: str | None, pairs: pd.DataFrame, members: pd.DataFrame, sites: pd.DataFrame, missing: pd.DataFrame
) -> None:
    """The drawer of the chosen pair, if there is one: both strengths, who of us is there, and who is missing."""
    if selected:
        drawer.draw(PAIR, selected, partial(_draw_content, selected, pairs, members, sites, missing))


def _draw_content(
    selected: str, pairs: pd.DataFrame, members: pd.DataFrame, sites: pd.DataFrame, missing: pd.DataFrame
) -> None:
    found = pairs[pairs["pair"] == selected]
    (row,) = make_rows(found, RegionPair)
    with drawer.draw_part("How they work together", rows=found, key="pair_strengths"):
        st.table(wording.tabulate_pair(row), hide_index=True, alt=f"Strength of cooperation: {selected}")
        st.markdown(escape_markdown(wording.describe_pair(row)))
        st.caption(f"{wording.STRENGTH_LEGEND}. {wording.WEAKEST_IS_NOT_NONE}")
    ends = [row.first_id, row.second_id]
    with drawer.draw_part("Our partners there", rows=sites[sites["region_id"].isin(ends)], key="pair_partners"):
        ours = table.name_partners_by_region(members)
        st.markdown(escape_markdown(f"Our partners: {ours[row.first_id]} – {ours[row.second_id]}."))
    without = gaps.select_named(missing[missing["region_id"].isin(ends)])
    with drawer.draw_part("Countries without a partner there", rows=without, key="pair_gaps"):
        if without.empty:
            st.markdown("None of the countries that SMEs named.")
        st.markdown("\n".join(f"- {escape_markdown(line)}" for line in gaps.list_shares(without)))
        st.caption(gaps.SHARES)


def draw_list(pairs: pd.DataFrame, members: pd.DataFrame, *, selected: str | None) -> None:
    """The pairs as a table; a line chooses its pair, also from the keyboard."""
    labels = pairs["pair"].tolist()
    _keep(LIST, rows=[labels.index(selected)] if selected in labels else [])
    cards.show_grid(
        table.list_pairs(pairs, members),
        on_select=partial(_take_list_click, labels),
        selection_mode="single-row",
        key=LIST,
        alt="The pairs of regions in words",
    )
    st.caption("By keyboard: arrow keys to reach a line, then Shift and Space; or the list at the top of the page.")


def _take_list_click(labels: Sequence[str]) -> None:
    rows = st.session_state[LIST]["selection"]["rows"]
    st.session_state[PAIR] = labels[rows[0]] if rows else None


def _keep(key: str, **selection: list[Any]) -> None:
    """Let a table show the pair that was chosen elsewhere."""
    wanted = {**NOTHING["selection"], **selection}
    shown = st.session_state.get(key, NOTHING)["selection"]
    if {name: list(shown[name]) for name in wanted} != wanted:
        st.session_state[key] = {"selection": wanted}
