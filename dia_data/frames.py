"""Typed answers as frames, for what draws them as tables and charts."""

from collections.abc import Iterable
from dataclasses import fields
from typing import TypeVar

import pandas as pd

Typed = TypeVar("Typed")


def frame_of(rows: Iterable[Typed], kind: type[Typed]) -> pd.DataFrame:
    """A frame with a column for each field of the dataclass `kind`; without rows it keeps its columns."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # a dataclass has no name of its own
    return pd.DataFrame([vars(row) for row in rows], columns=names)
