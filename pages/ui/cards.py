"""A card: what is shown, where it is from, and its table and CSV one click away."""

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from pages.ui import exports, words


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
    st.dataframe(rows, hide_index=True, alt=f"Table of: {title}")
    st.download_button(
        "CSV",
        data=lambda: exports.csv(rows),
        file_name=f"dia-{key}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"csv_{key}",
    )


def nothing(reason: str) -> None:
    """An empty place with the reason why it is empty."""
    st.info(reason, icon=":material/help:")
