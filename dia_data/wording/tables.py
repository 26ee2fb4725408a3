"""A table as it leaves for programs and for the screen: figures as figures, codes in words, every column headed."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from dia_data.wording.cells import format_cell, is_list
from dia_data.wording.columns import Format, describe_column

IN_WORDS = (Format.DOCUMENT, Format.PERIOD)
"""What the screen and a spreadsheet too hold in words."""


def title_columns(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the heading and the unit over each column, and with marks and documents in words."""
    titled = put_in_words(rows, (*IN_WORDS, Format.FORECAST))
    titled.columns = pd.Index([describe_column(name).title for name in rows.columns])
    return titled


def put_in_words(rows: pd.DataFrame, formats: Collection[Format] = IN_WORDS) -> pd.DataFrame:
    """The rows with the words of codes, and with columns of these `formats` as they read; lists stay lists."""
    columns = [_format_column(rows.iloc[:, place], formats) for place in range(rows.shape[1])]
    return pd.concat(columns, axis=1) if columns else rows.copy()


def _format_column(values: "pd.Series[Any]", formats: Collection[Format]) -> "pd.Series[Any]":
    column = describe_column(values.name)
    if column.format not in formats and not column.words:
        return values
    return pd.Series(
        [value if is_list(value) else format_cell(value, column) or None for value in values],
        index=values.index,
        dtype=object,
        name=values.name,
    )
