"""What pages are made of: the answer at the top, and cards with what is shown, where it is from, and a menu."""

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dia_data.wording.citations import cite_sources
from dia_data.wording.figures import MISSING
from dia_data.wording.tables import put_in_words
from pages.ui import comments, exports, held, more
from pages.ui.column_config import configure_columns
from pages.ui.markdown import escape_markdown, escape_user_text

ANSWER = "answer"
"""Names the place of the answer in the page, so that a browser finds it."""


def show_answer(finding: str, *, more: str = "") -> None:
    """What the page has to say, in markdown: a browser draws headings and text before it has read any chart."""
    with st.container(key=ANSWER, gap="xsmall"):
        st.header(finding, anchor=False)
        if more:
            st.markdown(more)


def count_in_row(number: int) -> int:
    """How many of so many equal cards stand in a row, three at most, so that no row is left half empty."""
    return 2 if number in (1, 2, 4) else 3


def show_leaders(found: Iterable[tuple[str, str, str]], *, min_width: int) -> None:
    """The answer as boxes side by side, each with what is asked, who leads, and the figure; in plain text.

    A figure comes with what it is of, so its line breaks where a badge would cut it.
    """
    boxes = list(found)
    with st.container(key=ANSWER), st.grid(len(boxes), min_column_width=min_width):
        for question, leader, figure in boxes:
            with st.container(border=True, gap="xsmall", height="stretch"):
                st.markdown(f":small[{escape_markdown(question)}]")
                st.header(escape_markdown(leader), anchor=False)
                st.markdown(f":gray[:small[{escape_markdown(figure)}]]")


@contextmanager
def draw_card(
    title: str,
    *,
    rows: pd.DataFrame,
    key: str,
    about: tuple[str, str] | None = None,
    charts: exports.Charts | None = None,
    is_typed: bool = False,
) -> Iterator[None]:
    """A bordered part of a page; below what the block draws stand the source of `rows` and the menu with their table.

    The title is plain text; `is_typed`: some of it by a member.

    Comments are on the chart, or on what it is `about`: the kind and the id of an activity, a market and the like.
    `charts` makes of the rows what a paper draws; None: the card has no chart.
    """
    with draw_border(key):
        st.subheader(escape_user_text(title) if is_typed else escape_markdown(title), anchor=False)
        yield
        source = cite_sources(rows)
        exports.remember(title, rows=rows, source=source, key=key, charts=charts)
        draw_foot(source, title=title, rows=rows, key=key, about=about)


def draw_foot(source: str, *, title: str, rows: pd.DataFrame, key: str, about: tuple[str, str] | None) -> None:
    """What stands at the foot of a card: the source, and the menu with its table, its files and comments."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(source, width="stretch")
        more.draw(
            title,
            about=about or comments.chart_subject(key),
            table=partial(show_table_and_files, rows, title=title, key=key),
        )


def draw_border(key: str) -> DeltaGenerator:
    """The border of a card."""
    return st.container(border=True, key=f"card_{key}")


MOST_LISTED = 500
"""Rows of a list that are sent to the browser; what is left out is said, and where it is."""


@dataclass(frozen=True, kw_only=True)
class Whole:
    """All rows of a table of which only the first were asked for: how many there are, and how they are made."""

    length: int
    made: Callable[[], pd.DataFrame]


def show_table(rows: pd.DataFrame, *, title: str, key: str, whole: Whole | None = None) -> None:
    """The rows as a table that can be sorted and searched, and a menu with their files, which have all of many rows."""
    _show_rows(rows, title=title, key=key, whole=whole)
    with st.container(horizontal=True, horizontal_alignment="right"):
        more.draw(title, key=key, table=partial(_offer_files, rows, title=title, key=key, whole=whole))


def show_table_and_files(rows: pd.DataFrame, *, title: str, key: str) -> None:
    """What the menu of a card holds of its rows: the files, and below them the table, which may be long."""
    exports.remember_table(title, rows=rows, key=key)
    _offer_files(rows, title=title, key=key, whole=None)
    _show_rows(rows, title=title, key=key, whole=None)


def _show_rows(rows: pd.DataFrame, *, title: str, key: str, whole: Whole | None) -> None:
    exports.remember_table(title, rows=rows, key=key)
    show_grid(rows.head(MOST_LISTED), alt=f"Table of: {title}")
    note_cut_list(MOST_LISTED, whole.length if whole else len(rows), rest="The files have all of them.")


def _offer_files(rows: pd.DataFrame, *, title: str, key: str, whole: Whole | None) -> None:
    exports.offer_files(title, made=whole.made if whole else lambda: rows, key=key)


def note_cut_list(most: int, length: int, *, rest: str = "") -> None:
    """That only the first rows of a list are shown, where there are more."""
    if length > most:
        st.caption(f"The first {most:,} of {length:,} are shown. {rest}".strip())


def show_grid(rows: pd.DataFrame | pa.Table, *, columns: Mapping[str, Any] | None = None, **options: Any) -> Any:
    """A table that can be sorted: its columns as they are described, and a dash where a cell holds nothing.

    `columns` says how some are drawn besides; the `options` are those of Streamlit. Of very many rows the first are
    shown.
    """
    names = rows.column_names if isinstance(rows, pa.Table) else rows.columns
    shown = configure_columns(names, columns)
    first = rows.slice(0, MOST_LISTED) if isinstance(rows, pa.Table) else put_in_words(rows.head(MOST_LISTED))
    chosen = st.dataframe(first, hide_index=True, placeholder=MISSING, column_config=shown, **options)
    note_cut_list(MOST_LISTED, len(rows))
    return chosen


def show_empty(reason: str, *, lift: Collection[str] = ()) -> None:
    """An empty place with the reason why it is empty; `lift` names the filters that did it, each with its button."""
    st.info(reason, icon=":material/help:")
    if lift:
        with st.container(horizontal=True):
            for name in lift:
                st.button(
                    f"Clear {name}",
                    icon=":material/filter_alt_off:",
                    on_click=_clear_filter,
                    args=(name,),
                    # A page may say of several places that the same filter emptied them.
                    key=f"lift_{name}_{zlib.crc32(reason.encode())}",
                )


def _clear_filter(name: str) -> None:
    held.set_choice(name, [])
