"""A table as it leaves for programs: every column under its heading, figures as figures."""

from typing import Any

import pandas as pd

from dia_data.wording.cells import format_cell
from dia_data.wording.columns import Format, describe_column

IN_WORDS = (Format.FORECAST, Format.DOCUMENT)
"""What a spreadsheet too holds in words."""


def title_columns(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the heading and the unit over each column, and with marks and documents in words."""
    columns = [_format_column(rows.iloc[:, place]) for place in range(rows.shape[1])]
    titled = pd.concat(columns, axis=1) if columns else rows.copy()
    titled.columns = pd.Index([describe_column(name).title for name in rows.columns])
    return titled


def _format_column(values: "pd.Series[Any]") -> "pd.Series[Any]":
    column = describe_column(values.name)
    if column.format not in IN_WORDS:
        return values
    return pd.Series([format_cell(value, column) or None for value in values], index=values.index, dtype=object)
