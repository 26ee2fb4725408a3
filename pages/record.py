"""What members report: results, targets, dates, events and comments; what changed, and how it is undone."""

import streamlit as st

from pages.ui import forms, pick
from pages.ui.batch_links import HISTORY
from pages.ui.record import batch, flow, history, reporter
from pages.ui.record import forms as record_forms

VIEWS = (*record_forms.FORMS, HISTORY)

forms.show_toast()
flow.offer_undo()
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
elif not forms.is_recording_off():
    record_forms.FORMS[view]()
