"""How the target markets differ: side by side, then one at a time."""

import streamlit as st

from dia_data.queries import markets
from pages.ui import cards, filters, look, market_profile, words
from pages.ui import market_charts as charts
from pages.ui import market_table as table
from pages.ui.data import ask

all_markets = ask(markets.targets)
names = dict(zip(all_markets["country_code"], all_markets["country_name"], strict=True))
partners = filters.chosen("partner")
covered = ask(markets.covered_by, partners=sorted(partners)) if partners else None
shown = table.shown(all_markets, countries=filters.chosen("country"), covered=covered)

if not shown:
    cards.nothing(
        "None of the chosen countries is a target or reserve market that the chosen partners cover: all figures are "
        f"{words.FILTERED_AWAY}. Reset the filters, or choose among {words.listed(names.values(), last='or')}."
    )
    st.stop()

order = [names[code] for code in shown]
compared = ask(markets.side_by_side, countries=shown)
interest = ask(markets.interest, countries=shown)

if len(order) > 1:  # of one market alone nothing can be said to lead
    with st.grid(5, min_column_width=190):
        for lead in table.headlines(compared, interest):
            st.metric(lead.question, lead.leader, lead.figure, delta_color="off", delta_arrow="off", border=True)

with cards.card("Side by side", rows=compared, key="side_by_side"):
    st.table(table.wide(compared, interest, order=order), alt=f"Indicators of {words.listed(order)}")
    st.caption(table.reading_help(compared))

filters.warn_of_unknown("market", names.values(), choose="choose one below")
market = st.segmented_control(
    "Open the profile of a market", list(names), format_func=names.__getitem__, key="market", bind="query-params"
)
if market:
    market_profile.draw(market, name=names[market])

for column, indicator, title in zip(
    st.columns(2),
    ("sector_value_added_growth", "gdp_growth"),
    ("How fast does the ICT sector grow?", "How fast does the economy grow?"),
    strict=True,
):
    rows = table.of(compared, indicator)
    with column, cards.card(title, rows=rows, key=indicator):
        st.plotly_chart(
            charts.growth(rows, order=order), config=look.CONFIG, key=indicator, alt=f"{title} 2017 to 2019"
        )

left, right = st.columns(2)
payments = table.of(compared, "payment_terms")
with left, cards.card("How long do payments take?", rows=payments, key="payments"):
    figure = charts.payments(payments, order=order)
    st.plotly_chart(figure, config=look.CONFIG, key="payments", alt="Days until payment in each market")
with right, cards.card("Where are our SMEs, and where do they wish to go?", rows=interest, key="interest"):
    figure = charts.interest(interest, order=order)
    st.plotly_chart(figure, config=look.CONFIG, key="interest", alt="Existing business and wishes in each market")

sizes = ask(markets.sizes, countries=shown)
with cards.card("Market size as stated", rows=sizes, key="sizes"):
    market_profile.sizes(sizes)

reserves = all_markets.loc[all_markets["role"] == "reserve", "country_code"].tolist()
mentions = ask(markets.notes, countries=reserves)
with cards.card("If a target market falls away: the reserves", rows=mentions, key="reserves"):
    market_profile.reserves(mentions)
