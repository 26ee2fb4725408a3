"""The one menu of a card: behind three dots its table, its files and what members say about it."""

import re
from collections.abc import Callable, Mapping

import streamlit as st

from dia_data.papers.layout import DIRECTIONS, shorten
from pages.ui import comments

ICON = ":material/more_horiz:"
WIDTH = 34
"""Pixels: dots and arrow are seen, and the name is there for whoever points at it or has the page read out."""

LONGEST_NAME = 90

TABLE, COMMENTS = "Table", "Comments"

ACTED_UPON = re.compile(r"[\\`*_{}\[\]#+|<>~$&@]|:(?=\S)")
"""What markdown may turn into something: in the name of a button it is left out, as the name is also read as it is."""


def draw(
    title: str, *, key: str = "", about: comments.Subject | None = None, table: Callable[[], None] | None = None
) -> None:
    """The menu of what has that title, in plain text; how many comments are open is seen beside it.

    `table` draws the rows with their files, `about` is what comments are on; what is None is not in the menu. Without
    `about` the `key` tells the menu from others of the page.
    """
    name = f"more_{'_'.join(about) if about else key}"
    number = comments.count_open(about) if about else 0
    with st.container(horizontal=True, vertical_alignment="center", width="content", gap="xsmall"):
        if number:
            st.markdown(comments.badge_open(number))
        menu = st.popover(
            _keep_label(name, title), icon=ICON, type="tertiary", key=name, on_change="rerun", width=WIDTH
        )  # fmt: skip
    if menu.open:
        with menu:
            _draw_part(name, about, table)


def _keep_label(name: str, title: str) -> str:
    """What the button is called; while its menu is open that stays.

    With another name it would be another button, closed, and what is being typed in it lost.
    """
    labels: dict[str, str] = st.session_state.setdefault("more_labels", {})
    if name not in labels or not st.session_state.get(name):
        labels[name] = f"More about {write_name(title)}"
    return labels[name]


def write_name(title: str) -> str:
    """A title without the characters that markdown acts upon."""
    return shorten(" ".join(ACTED_UPON.sub(" ", DIRECTIONS.sub("", title)).split()), LONGEST_NAME)


def _draw_part(name: str, about: comments.Subject | None, table: Callable[[], None] | None) -> None:
    parts: Mapping[str, Callable[[], None]] = {
        **({TABLE: table} if table else {}),
        **({COMMENTS: lambda: comments.draw_thread(*about)} if about else {}),
    }
    usual = next(iter(parts))
    chosen = usual
    if len(parts) > 1:
        chosen = st.segmented_control(
            "Show", list(parts), default=usual, required=True, key=f"part_of_{name}", label_visibility="collapsed"
        ) or usual  # fmt: skip
    parts[chosen]()
