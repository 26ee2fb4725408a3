"""The monthly meeting: prepare its agenda, hold it on a shared screen, close it with minutes; all decisions."""

import streamlit as st

from dia_data.queries import meetings
from pages.ui import cards, forms, meeting_forms, meeting_present, meeting_view, pick
from pages.ui.data import ask

if meeting_present.wanted():
    meeting_present.draw()
    st.stop()

forms.said()
every = {row["meeting_name"]: row for row in ask(meetings.meetings)}
view = pick.view(("Meeting", "Decisions"), key="meeting_view")

if view == "Decisions":
    meeting_view.register()
elif every:
    if prepared := meeting_forms.prepared(every):
        st.session_state[meeting_present.MEETING] = prepared
    chosen = pick.in_list(
        "Meeting",
        pick.plain_options(list(every)),
        key=meeting_present.MEETING,
        label_visibility="collapsed",
        width=320,
    )
    meeting_view.draw(every[chosen])
    meeting_forms.prepare()
else:
    cards.answer("No meeting is recorded yet.", more=meeting_view.why_meet())
    meeting_forms.prepare()
