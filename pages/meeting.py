"""The monthly meeting: prepare its agenda, hold it on a shared screen, close it with minutes; all decisions."""

import streamlit as st

from dia_data.queries import meetings
from pages.ui import cards, forms, pick, presenting, runs
from pages.ui.data import ask
from pages.ui.meeting import draw, present
from pages.ui.meeting import forms as meeting_forms

if presenting.is_wanted():
    present.draw()
    runs.end_page()

forms.show_toast()
every = {row.meeting_name: row for row in ask(meetings.meetings)}
choices = st.container(horizontal=True)
with choices:
    view = pick.choose_view(("Meeting", "Decisions"), key="meeting_view")

if view == "Decisions":
    draw.draw_register()
elif every:
    if prepared := meeting_forms.pop_prepared(every):
        st.session_state[present.MEETING] = prepared
    with choices:
        chosen = pick.choose_in_list(
            "Meeting",
            pick.name_as_is(list(every)),
            key=present.MEETING,
            label_visibility="collapsed",
            width=320,
        )
        draw.draw_ways(every[chosen])
    draw.draw(every[chosen])
    meeting_forms.prepare()
else:
    cards.show_answer("No meeting is recorded yet.", more=draw.draw_invitation())
    meeting_forms.prepare()
