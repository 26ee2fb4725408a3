"""The monthly meeting: prepare its agenda, hold it on a shared screen, close it with minutes; all decisions."""

import streamlit as st

from dia_data.queries import meetings
from pages.ui import cards, forms, pick, presenting
from pages.ui.data import ask
from pages.ui.meeting import draw, present
from pages.ui.meeting import forms as meeting_forms

if presenting.wanted():
    present.draw()
    st.stop()

forms.said()
every = {row.meeting_name: row for row in ask(meetings.meetings)}
view = pick.view(("Meeting", "Decisions"), key="meeting_view")

if view == "Decisions":
    draw.register()
elif every:
    if prepared := meeting_forms.prepared(every):
        st.session_state[present.MEETING] = prepared
    chosen = pick.in_list(
        "Meeting",
        pick.plain_options(list(every)),
        key=present.MEETING,
        label_visibility="collapsed",
        width=320,
    )
    draw.draw(every[chosen])
    meeting_forms.prepare()
else:
    cards.answer("No meeting is recorded yet.", more=draw.why_meet())
    meeting_forms.prepare()
