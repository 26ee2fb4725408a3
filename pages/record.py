"""What members report: results, targets, dates, events and comments; what changed, and how it is undone."""

import streamlit as st

from pages.ui import filters, forms, record_batch, record_flow, record_forms, record_history
from pages.ui.record_table import HISTORY

VIEWS = (*record_forms.FORMS, HISTORY)

forms.said()
record_flow.offer_undo()
filters.warn_of_unknown("report", VIEWS, choose="choose one below")
view = st.segmented_control(
    "What to report",
    VIEWS,
    default=VIEWS[0],
    required=True,
    key="report",
    bind="query-params",
    on_change=record_batch.leave,
    wrap=True,
    label_visibility="collapsed",
)
if view == HISTORY:
    record_history.draw()
elif not forms.off():
    record_forms.FORMS[view]()
