"""The cards of the markets: one beside the other, with what is known of each, and the figures behind them."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dia_data.wording.citations import cite_sources
from dia_data.wording.codes import MARKET_ROLES
from dia_data.wording.lists import join_names
from pages.ui import cards, drawer, exports, phone, pick
from pages.ui.charts import show
from pages.ui.indicators import kpi_status
from pages.ui.markdown import escape_markdown
from pages.ui.markets import charts, heat, text
from pages.ui.markets import facts as markets_facts
from pages.ui.markets.view import Card, Figures, MarketView

MARKET, ORDER = "market", "market_order"
"""The names of the open market and of the order in the address."""
FORMER_INTEREST = "Wish"
"""What the order by interest was called: links may name it."""
NARROWEST = 330
"""Pixels that a card takes at least."""


def draw_answer(view: MarketView) -> str:
    """The answer, and beside it the order of the cards, which is returned."""
    if st.query_params.get(ORDER) == FORMER_INTEREST:
        st.query_params[ORDER] = st.session_state[ORDER] = markets_facts.INTEREST
    left, right = st.columns([6, 1])
    with left:
        cards.show_answer(escape_markdown(view.answer), more=escape_markdown(view.more))
    with right:
        return pick.choose_in_list("Sort by", pick.name_as_is(markets_facts.ORDERS), key=ORDER)


def draw_cards(ordered: Sequence[Card], *, note: str) -> None:
    """The cards in rows, all equally wide, as many in a row as have room for their texts; then how they are read.

    The `note` stands where the last row has room for it, else below.
    """
    in_row = cards.count_in_row(len(ordered))
    with st.container(key="market_cards"), st.grid(in_row, min_column_width=NARROWEST, gap="xsmall"):
        for card in ordered:
            with st.container(border=True, key=f"card_market_{card.facts.country_code}", height="stretch", gap=None):
                _draw_card(card)
        if len(ordered) % in_row:
            st.caption(escape_markdown(note))
    if not len(ordered) % in_row:
        st.caption(escape_markdown(note))


def _draw_card(card: Card) -> None:
    one = card.facts
    draw_opener(one.country_code, one.name, one.role_words, at="card")
    drawn, height = card.charts, charts.HEIGHT
    if phone.is_phone():
        drawn, height = charts.stack(drawn), charts.STACKED_HEIGHT
    show.show_together(drawn, height=height, key=f"market_chart_{one.country_code}", alt=card.alt)
    counts = kpi_status.badge_counts(one.statuses)
    st.markdown(
        f":small[{escape_markdown(one.rank_words)}]  \n:small[{text.KPIS}:] {counts or f':small[{text.NO_KPIS}]'}"
    )


def draw_opener(code: str, name: str, role: str, *, at: str) -> None:
    """The name of a market, which opens its profile, and what it is in the strategy; `at` tells its places apart."""
    label = f"**{escape_markdown(name)}** :small[:gray[{escape_markdown(role)}]]"
    drawer.draw_opener(label, at=f"open_{at}_{code}", key=MARKET, code=code)


def draw_figures(figures: Sequence[Figures], *, names: Mapping[str, str]) -> None:
    """A list to open any market from, and one click away the figures behind the cards.

    Papers have the figures whether they are open or not.
    """
    left, right = st.columns([1, 5], vertical_alignment="center")
    with left:
        pick.choose_in_list_or_none(
            "Open a market", names, key=MARKET, placeholder="Open a market …", label_visibility="collapsed"
        )
    right.caption(cite_sources(pd.concat([one.rows for one in figures])))
    opened = st.expander(
        "Figures of the cards", icon=":material/table_chart:", key="behind_the_cards", on_change="rerun"
    )
    for one in figures:
        if opened.open:
            with opened, cards.draw_card(one.title, rows=one.rows, key=one.key, charts=one.paper):
                if one.note:
                    st.caption(escape_markdown(one.note))
        else:
            exports.remember(one.title, rows=one.rows, source=cite_sources(one.rows), key=one.key, charts=one.paper)


def draw_table(view: MarketView) -> None:
    """All indicators side by side, shaded, and how to read them."""
    styled = view.table.style.apply(lambda _: view.shades, axis=None)
    st.table(styled, alt=f"Indicators of {join_names(view.order)}")
    st.caption(f"{heat.HELP} {view.reading_help}")
    if view.left_out:
        st.caption(escape_markdown(view.left_out))
    st.caption(escape_markdown(view.dated))


def draw_reserves(mentions: pd.DataFrame, missing: Mapping[str, Sequence[str]], openers: Mapping[str, str]) -> None:
    """The reserve markets: what the sources say of each, and what is to be collected; a name opens its profile.

    `missing` has the indicators without a figure by name of a market; `openers` lead from codes to names.
    """
    for column, (code, name) in zip(st.columns(len(openers) or 1), openers.items(), strict=False):
        with column:
            draw_opener(code, name, MARKET_ROLES["reserve"], at="reserves")
            points = [*mentions.loc[mentions["country_name"] == name, "text"], text.write_missing(missing[name])]
            st.markdown("\n".join(f"- {escape_markdown(point)}" for point in points))
