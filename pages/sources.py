"""Where each figure is from, what contradicts what, and what is not known."""

import streamlit as st

from pages.ui import pick
from pages.ui.sources import lists

VIEWS = ("Contradictions", "What is missing", "Documents", "Corrections", "Batches")

lists.answer()
wanted = pick.text(
    "Find any figure by its words",
    placeholder="For instance: payments Germany, or 120 days, or packaging",
    key="words",
    icon=":material/search:",
)
if wanted:
    lists.find(wanted)
lists.newest_backup()

view = pick.view(VIEWS, key="list")
if view == "Contradictions":
    st.markdown("Where the sources contradict themselves or each other. Both readings are kept; nothing is repaired.")
    lists.check_list("contradiction")
    st.markdown("What every record must fulfil; it is checked at each load.")
    lists.check_list("integrity")
elif view == "What is missing":
    lists.gaps()
elif view == "Documents":
    lists.documents()
    lists.contents()
elif view == "Corrections":
    lists.corrections()
else:
    lists.batches()
