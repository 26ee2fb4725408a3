"""Where each figure is from, what contradicts what, and what is not known."""

import streamlit as st

from pages.ui import pick
from pages.ui.sources import coverage, figure_5, lists

VIEWS = ("Contradictions", "What is missing", "Documents", "Corrections", "Changes")

lists.draw_answer()
coverage.draw()
wanted = pick.draw_text(
    "Search all figures",
    placeholder="For example: payments Germany, or 120 days, or packaging",
    key="words",
    icon=":material/search:",
)
if wanted:
    lists.draw_search(wanted)
lists.draw_newest_backup()

view = pick.choose_view(VIEWS, key="list")
if view == "Contradictions":
    st.markdown(
        "Where the sources contradict themselves or each other, one row per cause. Each sentence "
        "should be true; open it to see where it is not. Both versions are kept."
    )
    lists.draw_checks("contradiction")
    figure_5.draw()
    st.markdown("Rules that the record must meet, checked at each load.")
    lists.draw_checks("integrity")
elif view == "What is missing":
    lists.draw_gaps()
    st.markdown("What the sources leave out or leave open. These are notes, not contradictions.")
    lists.draw_checks("completeness")
elif view == "Documents":
    lists.draw_documents()
    lists.draw_contents()
elif view == "Corrections":
    lists.draw_corrections()
else:
    lists.draw_batches()
