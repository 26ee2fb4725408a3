"""The agenda as a sheet: places, minutes, and what is dropped, settled or put off, several at once."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from dia_data import agenda
from dia_data.agenda import AgendaItem, Meeting
from dia_data.grids import TICKED, Column, Grid, Line, Takes, Total
from dia_data.record import meetings
from pages.ui import checked, grid
from pages.ui.meeting import text as table

PLACE, MINUTES, DROPPED, SETTLED, UNTIL = "position", "minutes", "is_dropped", "is_settled", "until"
BOXES = (DROPPED, SETTLED)
GROUPS = {"shown": "On the agenda", "dropped": "Dropped"}


def draw(meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    """The sheet of an agenda, closed until it is wanted."""
    checked.offer_undo()
    opened = st.expander("Change the agenda", icon=":material/edit_note:", key="change_agenda", on_change="rerun")
    if not opened.open:
        return
    with opened:
        grid.draw(
            build_grid(meeting, items),
            meetings.arrange_all,
            now={item.item_id: item.batch_id for item in items},
            build_rows=build_rows,
            meeting_id=meeting.meeting_id,
        )
        st.caption(
            "What is settled is proposed again when its figure changes; what is put off, on that day. Both can be "
            "undone."
        )


def build_grid(meeting: Meeting, items: Sequence[AgendaItem]) -> Grid:
    """The items in their order, those that are dropped in a group of their own."""
    begins = agenda.find_beginnings(items)
    return Grid(
        key=f"agenda_{meeting.meeting_id}",
        title=f"Agenda of {meeting.meeting_name}",
        heading="Item",
        columns=(
            Column(key="begins", heading="Begins"),
            Column(key=PLACE, heading="Place", takes=Takes.NUMBER),
            Column(key=MINUTES, heading="Minutes", takes=Takes.NUMBER),
            Column(key=DROPPED, heading="Drop", takes=Takes.BOX),
            Column(key=SETTLED, heading="Settled", takes=Takes.BOX),
            Column(key=UNTIL, heading="Put off until", takes=Takes.DAY, hint="2022-02-01"),
        ),
        groups=GROUPS,
        lines=[
            Line(
                key=item.item_id,
                name=item.title,
                place=item.note or "",
                group="dropped" if item.is_dropped else "shown",
                shows={"begins": table.format_clock(begins[item.item_id]) if item.item_id in begins else ""},
                holds={
                    PLACE: str(place),
                    MINUTES: str(item.minutes),
                    DROPPED: TICKED if item.is_dropped else "",
                    SETTLED: "",
                    UNTIL: "",
                },
            )
            for place, item in enumerate(items, start=1)
        ],
        total=Total(column=MINUTES, without=DROPPED, text="minutes in all"),
    )


def build_rows(entered: Iterable[Mapping[str, str]]) -> list[dict[str, object]]:
    """What was entered, as the record takes it."""
    return [
        {"item_id": one["key"], **{name: one.get(name, "") for name in (PLACE, MINUTES, UNTIL)}}
        | {name: bool(one.get(name, "").strip()) for name in BOXES}
        for one in entered
    ]
