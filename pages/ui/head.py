"""The head of a page: its title, the filters it obeys, the as-of date and one menu; below, what must not be missed."""

from collections.abc import Collection
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dia_data import local_time
from dia_data.queries import sources
from dia_data.wording.days import format_day
from dia_data.wording.figures import format_count
from dia_data.wording.lists import join_names
from pages.ui import contrast, filters, held, links, live, phone, pick
from pages.ui.data import AS_OF, WORKSPACE, WORKSPACES, ask_undated, get_present_day, is_demonstration

SYNTHETIC = "Demonstration: what members report here is synthetic."
SYNTHETIC_IN_SHORT = "Demonstration: reports are synthetic."
"""On a phone: a badge is cut where there is no room for it, and this one may not be."""


def draw(title: str, *, purpose: str, obeys: Collection[str], open_comments: int = 0) -> DeltaGenerator:
    """Draw the head, with the filters that the page obeys; return the place in its menu for what the page ends with.

    The workspace is asked first, as all the rest is about it.
    """
    held.begin_page(title)
    with st.container(gap=None):  # what is not drawn takes no room
        warnings, row, line = st.container(gap=None), _make_row("head"), _make_row("head_line")
    with warnings:
        pick.show_notes()
    with row:
        st.title(title, anchor=False, help=purpose, width="stretch")
        chosen, beside = _make_row("filters", width="content"), _make_row("beside", width="content")
    menu = _draw_menu(beside)
    offered = filters.settle()
    with chosen:
        filters.draw(offered, obeys, elsewhere=menu.container())
    with line:
        _draw_line(offered, obeys, open_comments)
    with beside:
        live.draw_mark()
    with warnings:
        contrast.mark_chosen()  # these two take no room
        phone.watch()
    return menu.container()


def _make_row(key: str, width: Literal["stretch", "content"] = "stretch") -> DeltaGenerator:
    # On a phone a long title, the filters and the menu stand in one row only if they stand close to each other.
    gap: Literal["xsmall", "small"] = "xsmall" if phone.is_phone() else "small"
    return st.container(horizontal=True, vertical_alignment="center", gap=gap, key=key, width=width)


def _draw_menu(place: DeltaGenerator) -> DeltaGenerator:
    pick.correct_address(WORKSPACE, WORKSPACES, instead=f"“{WORKSPACES[0]}”")
    asked = st.query_params.get(WORKSPACE)
    asked = asked if asked in WORKSPACES else None
    held.settle(WORKSPACE, asked, nothing=WORKSPACES[0], labels=lambda name: [name])
    label = ":material/more_vert:" if phone.is_phone() else "Menu"
    with place.popover(label, key="menu", help="Workspace, link, files and printing"):
        pick.choose_radio("Workspace", WORKSPACES, key=WORKSPACE)
        links.draw_copy_button()
        return st.container()


def _draw_line(offered: filters.Offered, obeys: Collection[str], open_comments: int) -> None:
    """Say what must not be overlooked; nothing where nothing is chosen and all is real."""
    day = st.session_state.get(AS_OF)
    badges = []
    if is_demonstration():
        sentence = SYNTHETIC_IN_SHORT if phone.is_phone() else SYNTHETIC
        badges.append(f":orange-badge[:material/science: {sentence}]")
    if day and AS_OF in obeys:
        badges.append(f":violet-badge[:material/history: As known on {format_day(day)}; recording is off.]")
    if badges:
        st.markdown(" ".join(badges), width="content")
    if sentences := _list_sentences(offered, obeys):
        st.caption(" ".join(sentences), width="stretch")
    if filters.is_anything_chosen():
        st.button("Clear", icon=":material/filter_alt_off:", on_click=filters.reset, key="reset", type="tertiary")
    if open_comments:
        st.page_link(
            "record.py",
            label=format_count(open_comments, "open comment", "open comments"),
            icon=":material/comment:",
            query_params={"report": "Comments"},
        )


def _list_sentences(offered: filters.Offered, obeys: Collection[str]) -> list[str]:
    chosen = {
        one.name: [offered[one.name].names.get(code, code) for code in filters.get_chosen(one.name)]
        for one in filters.FILTERS
    }
    obeyed = [f"{name}: {join_names(names)}" for name, names in chosen.items() if names and name in obeys]
    ignored = [name for name, names in chosen.items() if names and name not in obeys]
    sentences = [f"Filtered by {'; '.join(obeyed)}."] if obeyed else []
    if ignored:
        sentences.append(f"This page does not depend on {join_names(ignored, last='or')}.")
    return [*sentences, *_describe_day()]


def _describe_day() -> list[str]:
    day = st.session_state.get(AS_OF)
    if day is None:
        return [f"Demonstration date: {format_day(get_present_day())}."] if is_demonstration() else []
    first = ask_undated(sources.first_recorded)
    if first is None or local_time.find_end_of_day(day) >= first:
        return [f"Today is {format_day(get_present_day())}."]
    before = f"{format_day(day)} is before the first recording ({format_day(local_time.find_day(first))})"
    return [
        f"{before}: only the documents are shown.",
        "They carry no date and count as known at any time; they may be newer.",
        "Choose a later date, or clear it.",
    ]
