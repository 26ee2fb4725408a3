"""How the target markets differ: a card for each, then all indicators side by side."""

import streamlit as st

from dia_data.queries import markets
from pages.ui import cards, filters, market_table, runs
from pages.ui.data import ask, cached_view, get_today
from pages.ui.markets import draw, profile
from pages.ui.markets import text as markets_text
from pages.ui.markets import view as markets_view

all_markets = ask(markets.targets)
names = dict(zip(all_markets["country_code"], all_markets["country_name"], strict=True))
partners = filters.get_chosen("partner")
covered = ask(markets.covered_by, partners=sorted(partners)) if partners else None
shown = market_table.select_markets(all_markets, countries=filters.get_chosen("country"), covered=covered)

if not shown:
    chosen = [name for name in ("country", "partner") if filters.get_chosen(name)]
    cards.show_empty(
        market_table.explain_nothing_shown(all_markets, countries=filters.get_chosen("country"), covered=covered),
        lift=chosen,
    )
    runs.end_page()

view = cached_view(markets_view.build_side_by_side, countries=shown, today=get_today())

order = draw.draw_answer(view)
draw.draw_cards(view.sort_cards(order), note=view.note)
draw.draw_figures(view.figures, names=names)
profile.draw(st.session_state.get(draw.MARKET), names)

with cards.draw_card("Side by side", rows=view.compared, key="side_by_side"):
    draw.draw_table(view)

credit = ask(markets.notes, countries=shown)
with cards.draw_card(
    "What the text says about payments and insolvencies",
    rows=credit[credit["kind"].isin(profile.CREDIT)],
    key="credit",
):
    profile.draw_credit(credit, view.order)

with cards.draw_card("Market size as stated", rows=view.sizes, key="sizes"):
    profile.draw_sizes(view.sizes)

reserves = all_markets.loc[all_markets["role"] == "reserve", "country_code"].tolist()
mentions = ask(markets.notes, countries=reserves)
with cards.draw_card("Reserve markets, in case a target market drops out", rows=mentions, key="reserves"):
    missing = markets_text.list_missing(ask(markets.side_by_side, countries=reserves))
    draw.draw_reserves(mentions, missing, {code: names[code] for code in reserves})
