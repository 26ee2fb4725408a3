"""What needs the consortium, how the KPIs stand and what changed; below it the alliance and its strategy in short."""

import streamlit as st

from pages.ui import briefing_now, briefing_view, live, words
from pages.ui.data import drawn, today

briefing = drawn(briefing_view.made, day=today())

sentence, link = st.columns([7, 1], vertical_alignment="center")
sentence.markdown(words.plain(briefing.alliance))
link.page_link("partners.py", label="Meet the six", icon=":material/groups:")

live.following(briefing_now.draw)

with st.container(border=True, key="card_strategy"), st.grid(3, min_column_width=320, gap=None):
    for summary in briefing.cards:
        briefing_view.short(summary)

more = st.expander("The strategy, one card each", icon=":material/dashboard:", key="more", on_change="rerun")
if more.open:
    with more, st.grid(3, min_column_width=320):
        for summary in briefing.cards:
            briefing_view.card(summary)
