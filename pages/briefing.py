"""The alliance in one look: its markets, what SMEs want, who works with whom, what is missing, what has tripped."""

import streamlit as st

from pages.ui import briefing_view, words
from pages.ui.data import drawn

briefing = drawn(briefing_view.made)

sentence, link = st.columns([7, 1], vertical_alignment="center")
sentence.markdown(words.plain(briefing.alliance))
link.page_link("partners.py", label="Meet the six", icon=":material/groups:")

with st.grid(3, min_column_width=320):
    for summary in briefing.cards:
        briefing_view.card(summary)
