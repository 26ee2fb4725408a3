"""How the target markets differ: side by side, then one at a time."""

import streamlit as st

from dia_data.queries import markets
from dia_data.wording.lists import join_names
from pages.ui import cards, filters, market_table, pick, runs
from pages.ui.charts import look
from pages.ui.data import ask, cached_view
from pages.ui.markdown import escape_markdown
from pages.ui.markets import profile
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

view = cached_view(markets_view.build_side_by_side, countries=shown)

if view.headlines:
    cards.show_leaders(
        ((lead.question, lead.leader, f"{lead.figure} · {lead.over}") for lead in view.headlines), min_width=190
    )
else:
    cards.show_answer(escape_markdown(view.each))

with cards.draw_card("Side by side", rows=view.compared, key="side_by_side"):
    st.table(view.table, alt=f"Indicators of {join_names(view.order)}")
    st.caption(view.reading_help)
    if view.left_out:
        st.caption(escape_markdown(view.left_out))
    st.caption(escape_markdown(view.dated))

market = pick.choose_one_or_none(
    "Open the profile of a market", names, key="market", draw=st.segmented_control, wrap=True
)
if market:
    profile.draw(market, name=names[market])

for beside in view.charts:
    for column, chart in zip(st.columns(markets_view.BESIDE), beside, strict=False):
        with column, cards.draw_card(chart.title, rows=chart.rows, key=chart.key, charts=chart.paper):
            st.plotly_chart(chart.figure, config=look.CONFIG, key=chart.key, alt=chart.alt)
            if chart.note:
                st.caption(escape_markdown(chart.note))

credit = ask(markets.notes, countries=shown)
with cards.draw_card(
    "What the text says of payments and insolvencies",
    rows=credit[credit["kind"].isin(profile.CREDIT)],
    key="credit",
):
    profile.draw_credit(credit, view.order)

with cards.draw_card("Market size as stated", rows=view.sizes, key="sizes"):
    profile.draw_sizes(view.sizes)

reserves = all_markets.loc[all_markets["role"] == "reserve", "country_code"].tolist()
mentions = ask(markets.notes, countries=reserves)
with cards.draw_card("If a target market falls away: the reserves", rows=mentions, key="reserves"):
    profile.draw_reserves(mentions)
