"""What leaves the dashboard as a file."""

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv(rows: pd.DataFrame) -> bytes:
    """The rows as CSV, in UTF-8 with a mark for spreadsheets; text that a spreadsheet would run is quoted."""
    texts = rows.select_dtypes(include=["object", "string"]).columns
    safe = rows.assign(**{name: rows[name].map(_harmless) for name in texts})
    return safe.to_csv(index=False).encode("utf-8-sig")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
