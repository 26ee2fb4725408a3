"""Where each figure is from, what contradicts what, and what is not known."""

import streamlit as st

from pages.ui import pick, source_lists

VIEWS = ("Contradictions", "What is missing", "Documents", "Corrections", "Batches")

source_lists.answer()
wanted = pick.text(
    "Find any figure by its words",
    placeholder="For instance: payments Germany, or 120 days, or packaging",
    key="words",
    icon=":material/search:",
)
if wanted:
    source_lists.find(wanted)
source_lists.newest_backup()

view = pick.view(VIEWS, key="list")
if view == "Contradictions":
    st.markdown("Where the sources contradict themselves or each other. Both readings are kept; nothing is repaired.")
    source_lists.check_list("contradiction")
    st.markdown("What every record must fulfil; it is checked at each load.")
    source_lists.check_list("integrity")
elif view == "What is missing":
    source_lists.gaps()
elif view == "Documents":
    source_lists.documents()
    source_lists.contents()
elif view == "Corrections":
    source_lists.corrections()
else:
    source_lists.batches()
