"""What pages are made of: the answer at the top, and cards with what is shown, where it is from, its table and CSV."""

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from pages.ui import exports, words
from pages.ui.data import is_demonstration

ANSWER = "answer"
"""Names the place of the answer in the page, so that a browser finds it."""


def answer(finding: str, *, more: str = "") -> None:
    """What the page has to say, in markdown: a browser draws headings and text before it has read any chart."""
    with st.container(key=ANSWER, gap="xsmall"):
        st.header(finding, anchor=False)
        if more:
            st.markdown(more)


def leads(found: Iterable[tuple[str, str, str]], *, min_width: int) -> None:
    """The answer as boxes side by side, each with what is asked, who leads, and the figure; in plain text."""
    boxes = list(found)
    with st.container(key=ANSWER), st.grid(len(boxes), min_column_width=min_width):
        for question, leader, figure in boxes:
            with st.container(border=True, gap="xsmall"):
                st.markdown(f":small[{words.plain(question)}]")
                st.header(words.plain(leader), anchor=False)
                st.markdown(f":gray-badge[{words.plain(figure)}]")


@contextmanager
def card(title: str, *, rows: pd.DataFrame, key: str) -> Iterator[None]:
    """A bordered part of a page; below what the block draws stand the source of `rows`, their table and their CSV."""
    with st.container(border=True, key=f"card_{key}"):
        st.subheader(title, anchor=False)
        yield
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(words.sources(rows), width="stretch")
            _table(rows, title=title, key=key)


def _table(rows: pd.DataFrame, *, title: str, key: str) -> None:
    opened = st.popover("Table", icon=":material/table_chart:", type="tertiary", key=f"table_{key}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        table(rows, title=title, key=key)


def table(rows: pd.DataFrame, *, title: str, key: str) -> None:
    """The rows as a table that can be sorted and searched, and as CSV."""
    synthetic = is_demonstration()
    st.dataframe(rows, hide_index=True, alt=f"Table of: {title}")
    st.download_button(
        "CSV",
        data=lambda: exports.csv(rows, synthetic=synthetic),
        file_name=exports.file_name(f"dia-{key}.csv"),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"csv_{key}",
    )


def nothing(reason: str, *, lift: Collection[str] = ()) -> None:
    """An empty place with the reason why it is empty; `lift` names the filters that did it, each with its button."""
    st.info(reason, icon=":material/help:")
    if lift:
        with st.container(horizontal=True):
            for name in lift:
                st.button(
                    f"Lift the {name} filter",
                    icon=":material/filter_alt_off:",
                    on_click=_lift,
                    args=(name,),
                    # A page may say of several places that the same filter emptied them.
                    key=f"lift_{name}_{zlib.crc32(reason.encode())}",
                )


def _lift(name: str) -> None:
    st.session_state[name] = []


def view(names: Sequence[str], *, key: str, formerly: str = "") -> str:
    """Which of a page's views is chosen; links that name it by the key it had `formerly` still open it."""
    asked = st.query_params.get(formerly) if formerly else None
    if asked in names and key not in st.query_params:
        st.session_state[key] = asked
        del st.query_params[formerly]
    chosen: str = st.segmented_control(
        "Show", names, default=names[0], required=True, key=key, bind="query-params",
        label_visibility="collapsed", wrap=True,
    )  # fmt: skip
    return chosen
