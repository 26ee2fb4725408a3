"""What the alliance is and what this dashboard answers."""

import streamlit as st

from dia_data.queries import checks, sources
from pages.ui.data import ask

held = ask(sources.totals)
contradictions = int((ask(checks.overview, kind="contradiction")["rows"] > 0).sum())

st.markdown(
    f"Six European cluster organisations take their SMEs to **{held['markets']} target markets**. This dashboard holds "
    "their strategy and what it rests on; each figure leads to where it is printed."
)
with st.grid(4, min_column_width=200):
    st.metric("Target markets", held["markets"], border=True)
    st.metric("Joint activities", held["activities"], border=True)
    st.metric("KPIs with a target", held["kpis"], border=True)
    st.metric("Figures with their source", f"{held['figures']:,}", border=True)

with st.grid(2, min_column_width=320):
    with st.container(border=True):
        st.subheader("Which market is how?", anchor=False)
        st.markdown("Growth, payment, digital rank, market size and the wishes of our SMEs, side by side.")
        st.page_link("markets.py", label="Compare the markets", icon=":material/public:")
    with st.container(border=True):
        st.subheader("Where is it printed, and what contradicts?", anchor=False)
        st.markdown(
            f"{contradictions} sentences that should hold of the sources do not; each lists the rows that break it."
        )
        st.page_link("sources.py", label="Look into the sources", icon=":material/menu_book:")
