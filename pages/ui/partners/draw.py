"""The partners on the page: the map and the matrix beside each other, and a card for each. All lead to a profile."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from pages.ui import cards, clicks, drawer, pick
from pages.ui.charts import show
from pages.ui.markdown import escape_markdown
from pages.ui.partners import charts, maps, text
from pages.ui.partners.view import Card

PROFILE = "profile"
"""The name of the open partner in the address and in the session."""

MAP, MATRIX = "partner_map", "partner_matrix"
CLICKS = "clicks_on_partner_map"
NARROWEST = 300
"""Pixels that a card takes at least."""


def draw_map(sites: pd.DataFrame, *, alt: str) -> None:
    """The map; a click on a dot opens the profile."""
    st.pydeck_chart(
        maps.build_map(sites, generation=st.session_state.get(CLICKS, 0), is_dark=st.context.theme.type == "dark"),
        height=maps.FRAME.size[1],
        on_select=_take_map_click,
        selection_mode="single-object",
        key=MAP,
        alt=alt,
    )


def _take_map_click() -> None:
    partner = maps.read_click(st.session_state[MAP]["selection"])
    st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1
    if partner:
        drawer.open_one(PROFILE, partner)


def draw_matrix(coverage: pd.DataFrame, partner_ids: Sequence[str]) -> None:
    """Target industries by partner; a click on a cell opens the profile of its partner."""
    cells = charts.list_cells(coverage, partner_ids)
    show.show(
        charts.chart_matrix(coverage, partner_ids),
        height=charts.measure_height(coverage),
        on_select=partial(_take_matrix_click, [cell.partner_id for cell in cells]),
        key=MATRIX,
    )


def _take_matrix_click(partner_ids: Sequence[str]) -> None:
    cell = clicks.read_click(MATRIX)
    if cell is not None:
        drawer.open_one(PROFILE, partner_ids[cell.place])


def draw_opening_list(names: Mapping[str, str]) -> str | None:
    """The list from which any profile is opened; what it holds is in the address, so that Back closes the profile."""
    return pick.choose_in_list_or_none(
        "Open a partner", names, key=PROFILE, placeholder="Open a partner …", label_visibility="collapsed", width=280
    )


def draw_cards(cards_shown: Sequence[Card]) -> None:
    """A card for each partner, all equally high in a row; then what the chips mean, where there is room for it."""
    in_row = cards.count_in_row(len(cards_shown))
    with st.container(key="partner_cards"), st.grid(in_row, min_column_width=NARROWEST, gap="small"):
        for card in cards_shown:
            with st.container(border=True, key=f"card_partner_{card.partner_id}", height="stretch", gap="xsmall"):
                _draw_card(card)
        if len(cards_shown) % in_row:
            st.caption(text.CHIPS)
    if not len(cards_shown) % in_row:
        st.caption(text.CHIPS)


def _draw_card(card: Card) -> None:
    label = f"**{escape_markdown(card.short_name)}** :small[:gray[{escape_markdown(card.country_name)}]]"
    drawer.draw_opener(label, at=f"open_partner_{card.partner_id}", key=PROFILE, code=card.partner_id)
    st.markdown(f":small[{escape_markdown(card.full_name)}]")
    st.markdown(card.place)
    st.markdown(card.chips)
