"""The alliance: who the six are, where they sit, what they cover and offer, and what nobody covers."""

import streamlit as st

from dia_data.queries import markets, partners
from pages.ui import cards, filters, partner_detail, partner_map, words
from pages.ui import partner_table as table
from pages.ui.data import ask

profiles, reach, coverage = ask(partners.profiles), ask(partners.reach), ask(partners.coverage)
names = dict(zip(profiles["partner_id"], profiles["short_name"], strict=True))
chosen = {
    "countries": filters.chosen("country"),
    "sectors": filters.chosen("sector"),
    "partners": filters.chosen("partner"),
}
shown = table.shown(profiles, reach, **chosen)

if not shown:
    cards.nothing(table.nothing_shown(profiles, reach, **chosen))
    st.stop()

st.markdown(words.plain(table.finding(coverage)))
filters.warn_of_unknown("profile", names.values(), choose="choose one below")
profile = st.segmented_control(
    "Open the profile of a partner", list(names), format_func=names.__getitem__, key="profile", bind="query-params",
    label_visibility="collapsed",
)  # fmt: skip
only = shown[0] if len(chosen["partners"]) == len(shown) == 1 else None
opened = profile or only

left = profiles[profiles["partner_id"].isin(shown)]
if opened:
    partner_detail.draw(profiles, coverage, partner=opened)
else:
    with cards.card(table.title(left, profiles), rows=left, key="partners"), st.grid(3, min_column_width=300):
        for row in left.to_dict("records"):
            st.markdown(table.profile(row, table.industries(coverage, row["partner_id"])))

if table.linked_only(reach, shown, chosen["sectors"]):
    st.caption("For an industry of ECO, partners are found through links of ours (ƒ): the page Trends lists them.")

sites = ask(partners.sites)
drawn = sites[sites["partner_id"].isin(shown)]
one, two = st.columns(2)
with one, cards.card("Where are they?", rows=drawn, key="sites"):
    st.pydeck_chart(partner_map.deck(drawn), height=420, key="partner_map", alt=table.in_words(drawn))
    st.caption(table.MAP_LEGEND)
with two, cards.card("Which market and region does each cover?", rows=left, key="presence"):
    st.table(table.presence(left, drawn), hide_index=True, alt="Place, market, contacts and region of each partner")
    st.caption(words.plain(table.uncovered_sentence(ask(markets.targets), profiles)))

of_shown = coverage[coverage["partner_id"].isin(shown)]
with cards.card("Who covers which target industry?", rows=of_shown, key="coverage"):
    st.table(
        table.matrix(coverage, shown), hide_index=True, alt=f"Target industries by partner. {table.finding(coverage)}"
    )
    st.markdown(words.plain(table.differences(coverage)))
    st.caption(table.reading_help(coverage))
