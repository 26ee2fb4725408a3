"""What leaves the dashboard as a file."""

import pandas as pd

from pages.ui.data import WORKSPACE, is_demonstration

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

SYNTHETIC = "demonstration: what members report here is synthetic"
"""Stands in each row of a file from the demonstration: rows are sorted and copied, a line above them gets lost."""


def csv(rows: pd.DataFrame, *, synthetic: bool = False) -> bytes:
    """The rows as CSV, in UTF-8 with a mark for spreadsheets; text that a spreadsheet would run is quoted.

    A file is made after the page is drawn, when nothing knows what was shown any more: `synthetic` is what
    `pages.ui.data.is_demonstration` said while it was drawn.
    """
    texts = rows.select_dtypes(include=["object", "string"]).columns
    safe = rows.assign(**{name: rows[name].map(_harmless) for name in texts})
    if synthetic:
        safe.insert(0, WORKSPACE, SYNTHETIC, allow_duplicates=True)
    return safe.to_csv(index=False).encode("utf-8-sig")


def file_name(name: str) -> str:
    """The name of a file of what is shown; one from the demonstration says so. To be asked while a page is drawn."""
    return f"demonstration-{name}" if is_demonstration() else name


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
