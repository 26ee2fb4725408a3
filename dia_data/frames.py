"""Frames and typed rows of the same answer: frames for what is drawn, rows for what is walked along."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

import pandas as pd

from dia_data.errors import ColumnsUnlike

Typed = TypeVar("Typed")


def make_frame(rows: Iterable[Typed], kind: type[Typed]) -> pd.DataFrame:
    """A frame with a column for each field of the dataclass `kind`; without rows it keeps its columns."""
    return pd.DataFrame([vars(row) for row in rows], columns=_list_fields(kind))


def make_rows(frame: pd.DataFrame, kind: type[Typed]) -> list[Typed]:
    """The rows of a frame as objects of the dataclass `kind`, with None where a cell holds nothing.

    Raises `ColumnsUnlike` where the frame lacks a field; columns that are none stay behind.
    """
    names = _list_fields(kind)
    lacking = [name for name in names if name not in frame.columns]
    if lacking:
        raise ColumnsUnlike(kind.__name__, lacking=lacking, unknown=())
    known = frame[names].astype(object).where(frame[names].notna(), None)
    return [kind(**dict(zip(names, row, strict=True))) for row in known.itertuples(index=False)]


def _list_fields(kind: Any) -> list[str]:
    return [field.name for field in fields(kind)]
