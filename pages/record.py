"""What members report: results, targets, dates, events and comments; what changed, and how it is undone."""

import streamlit as st

from pages.ui import checked, forms, pick
from pages.ui.batch_links import HISTORY
from pages.ui.record import batch, history, reporter, sheet
from pages.ui.record import forms as record_forms

SHEET = "Quarter"
VIEWS = (SHEET, *record_forms.FORMS, HISTORY)
OF_ONE_KPI = "kpi"
"""A KPI in the address without a report: links from before the sheet was there lead to the form of that KPI."""

if OF_ONE_KPI in st.query_params and "report" not in (*st.query_params, *st.session_state):
    st.session_state["report"] = next(iter(record_forms.FORMS))
forms.show_toast()
checked.offer_undo()
with st.container(horizontal=True):
    view = pick.choose_one(
        "What to report",
        pick.name_as_is(VIEWS),
        key="report",
        on_change=batch.leave,
        wrap=True,
        label_visibility="collapsed",
    )
    reporter.draw()
if view == HISTORY:
    history.draw()
elif view == SHEET:
    if not forms.is_recording_off():
        sheet.draw()
elif not forms.is_recording_off():
    record_forms.FORMS[view]()
