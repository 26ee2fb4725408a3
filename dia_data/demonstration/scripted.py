"""What is set by hand in the demonstration: CSV files in `rows/`, read as the documents are."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dia_data.documents import transcripts
from dia_data.documents.transcripts import Column
from dia_data.errors import DocumentInvalid

FOLDER = Path(__file__).with_name("rows")

TYPES: Mapping[str, str] = {
    "after_days": "INTEGER",
    "apart": "INTEGER",
    "begins_on": "DATE",
    "days": "INTEGER",
    "done_on": "DATE",
    "due": "DATE",
    "ends": "DATE",
    "expected": "DOUBLE",
    "happened_on": "DATE",
    "is_listed": "BOOLEAN",
    "meetings": "INTEGER",
    "minutes": "INTEGER",
    "month": "DATE",
    "participants": "INTEGER",
    "place": "INTEGER",
    "recorded_on": "DATE",
    "reported": "DOUBLE",
    "resolved_on": "DATE",
    "starts": "DATE",
    "target_min": "DOUBLE",
    "valid_from": "DATE",
    "written_on": "DATE",
}
"""The columns that are no text."""


@cache
def read(name: str, *amounts: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of a file in their order; empty cells are None, and columns called `amounts` hold whole numbers.

    Raises `DocumentInvalid` with file, line and column.
    """
    path = FOLDER / f"{name}.csv"
    types = {**TYPES, **dict.fromkeys(amounts, "INTEGER")}
    rows, problems = transcripts.read_rows(
        path, lambda column: Column(name=column, data_type=types.get(column, "VARCHAR"))
    )
    if problems:
        raise DocumentInvalid(problems)
    return tuple(rows)


def drop_columns(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """A row less some of its columns."""
    return {name: value for name, value in row.items() if name not in names}


def get_column(rows: Sequence[Mapping[str, Any]], name: str) -> tuple[Any, ...]:
    """One column of rows."""
    return tuple(row[name] for row in rows)
