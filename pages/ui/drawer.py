"""The drawer: whatever is clicked opens there, over the page and under an address of its own."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from dia_data.wording.citations import cite_sources
from pages.ui import cards, exports
from pages.ui.markdown import escape_markdown, escape_user_text

WIDTH = 760
"""Pixels; on a narrower screen the drawer takes all of it."""


def open_one(key: str, code: str) -> None:
    """Have the drawer open what has that code when the page is drawn next; for `on_click` and the like."""
    st.session_state[key] = code


def draw_opener(label: str, *, at: str, key: str, code: str) -> None:
    """A button that has the drawer open what has that code under `key`; `label` is markdown, `at` names the button."""
    st.button(
        label, key=at, type="tertiary", icon=":material/chevron_right:", icon_position="right",
        on_click=open_one, args=(key, code),
    )  # fmt: skip


def close(key: str) -> None:
    """Have nothing open under that name."""
    st.session_state[key] = None


def draw(
    key: str, title: str, content: Callable[[], None], *, is_typed: bool = False, also: Collection[str] = ()
) -> None:
    """The drawer of what the session holds under `key`, which stands in the address; to be drawn while that is open.

    The title is plain text; `is_typed`: some of it by a member. The page draws a widget of that name, so that Back
    closes the drawer. Where several names say together what is open, `also` has the others.
    """
    heading = escape_user_text(title) if is_typed else escape_markdown(title)

    def forget() -> None:
        for name in (key, *also):
            close(name)

    st.dialog(heading, width=WIDTH, position="right", on_dismiss=forget)(content)()


@contextmanager
def draw_part(
    title: str,
    *,
    rows: pd.DataFrame,
    key: str,
    about: tuple[str, str] | None = None,
    charts: exports.Charts | None = None,
) -> Iterator[None]:
    """A card within the drawer, where Streamlit makes headings smaller than text; otherwise as `cards.draw_card`."""
    with cards.draw_border(key):
        st.markdown(f"**{escape_markdown(title)}**")
        yield
        source = cite_sources(rows)
        exports.remember(title, rows=rows, source=source, key=key, charts=charts)
        cards.draw_foot(source, title=title, rows=rows, key=key, about=about)
