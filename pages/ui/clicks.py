"""Which mark of a chart was clicked. ECharts tells what is selected; what it was before is kept in the session."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

import streamlit as st

BEFORE = "selected_before"
"""Where the session keeps, for each chart, the marks that were selected when it was last clicked."""


class Mark(NamedTuple):
    """A mark of a chart: in which series, and in which place of its data."""

    series: int
    place: int


def reset_when_new(chart: str) -> None:
    """To be called before the chart is drawn: one that was not there a moment ago has nothing selected."""
    if chart not in st.session_state:
        st.session_state.setdefault(BEFORE, {}).pop(chart, None)


def read_click(chart: str) -> Mark | None:
    """The mark that was clicked in the chart with that key; to be asked in its `on_select`, once. None: no mark was."""
    before = st.session_state.setdefault(BEFORE, {})
    now = list_marks(st.session_state[chart]["selection"]["selected"])
    found = find_clicked(before.get(chart, ()), now)
    before[chart] = now
    return found


def list_marks(groups: Iterable[Mapping[str, Any]]) -> list[Mark]:
    """All marks that are selected, from what Streamlit reports for each series."""
    return [Mark(group["series_index"], place) for group in groups for place in group["data_indices"]]


def find_clicked(before: Collection[Mark], now: Collection[Mark]) -> Mark | None:
    """What was clicked between two selections: what is selected anew, or else what no longer is.

    One more click on a mark takes it out of the selection, and so it is a click on it as well.
    """
    added = (mark for mark in now if mark not in before)
    gone = (mark for mark in before if mark not in now)
    return next(added, None) or next(gone, None)
