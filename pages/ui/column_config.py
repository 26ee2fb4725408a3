"""How Streamlit draws the columns that `dia_data.wording.columns` describes."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from dia_data.wording.columns import Column, Format, describe_column, list_undescribed

DAY = "D MMM YYYY"
"""`31 Dec 2021`, as days are written everywhere."""


def configure_columns(names: Iterable[object], changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The configuration of each column that is described, with `changes` for some columns, described or not.

    What nobody described keeps its name for a heading.
    """
    found = [str(name) for name in names]
    undescribed = set(list_undescribed(found))
    own = {name: dict(_configure(describe_column(name))) for name in found if name not in undescribed}
    return own | {name: _apply_change(own.get(name, {}), change) for name, change in (changes or {}).items()}


def _configure(column: Column) -> Any:
    if column.format is Format.CHANCE:
        return st.column_config.NumberColumn(column.title, format="percent")
    if column.format is Format.DAY:
        return st.column_config.DateColumn(column.title, format=DAY)
    if column.format in (Format.MOMENT, Format.WALL_CLOCK):
        return st.column_config.DatetimeColumn(column.title, format=f"{DAY}, HH:mm")
    if column.format is Format.THOUSANDS:
        return st.column_config.NumberColumn(column.title, format="localized")
    if column.decimals is not None:
        return st.column_config.NumberColumn(column.title, format=f"%.{column.decimals}f")
    return st.column_config.Column(column.title)


def _apply_change(own: dict[str, Any], change: Any) -> Any:
    """A configuration with what a change states; a column of buttons is no configuration to be added to."""
    if isinstance(change, Mapping):
        return own | {key: one for key, one in change.items() if one is not None}
    return change
