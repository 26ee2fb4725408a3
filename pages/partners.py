"""The alliance: who the partners are, where they sit, what they cover and offer, and what nobody covers."""

import streamlit as st

from pages.ui import cards, filters, runs
from pages.ui.charts import papers
from pages.ui.data import cached_view
from pages.ui.markdown import escape_markdown
from pages.ui.partners import detail, draw
from pages.ui.partners import text as partners_text
from pages.ui.partners import view as partners_view

view = cached_view(
    partners_view.build_view,
    countries=filters.get_chosen("country"),
    sectors=filters.get_chosen("sector"),
    partners_chosen=filters.get_chosen("partner"),
)

if view.reason:
    cards.show_empty(view.reason, lift=view.lift)
    runs.end_page()

cards.show_answer(escape_markdown(view.answer), more=escape_markdown(view.finding))
if view.is_linked:
    st.caption("For an ECO industry, partners are found through our own links (ƒ), listed on the Trends page.")

left, right = st.columns([2, 3])
with left, cards.draw_card("Where they are", rows=view.sites, key="sites", charts=papers.draw_nothing):
    draw.draw_map(view.sites, alt=view.map_in_words)
    st.caption(partners_text.MAP_LEGEND)
with (
    right,
    cards.draw_card(
        "Who covers which target industry", rows=view.coverage, key="coverage", charts=papers.chart_industries
    ),
):
    draw.draw_matrix(view.coverage, view.profiles["partner_id"].tolist())
    st.caption(partners_text.MATRIX_LEGEND)
    with st.expander("Where the two sections differ", icon=":material/table_chart:"):
        st.table(view.matrix, hide_index=True, alt=f"Target industries by partner. {view.finding}")
        st.markdown(escape_markdown(view.differences))
        st.caption(view.reading_help)

profile = draw.draw_opening_list(view.names)
detail.draw(profile, view.names)
if view.opened and not profile:
    detail.draw_content(view.opened)
else:
    with cards.draw_card("Who they are", rows=view.profiles, key="partners"):
        draw.draw_cards(view.cards)

with cards.draw_card("Which market and region each covers", rows=view.profiles, key="presence"):
    st.table(view.presence, hide_index=True, alt="Place, market, contacts and region of each partner")
    st.caption(escape_markdown(f"{view.uncovered} Regions as in ECO figure 10."))
