"""What must hold: each check is a sentence and a question for the rows that break it."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from dia_data.storage.store import Reader


@dataclass(frozen=True, kw_only=True)
class Check:
    """A sentence that should be true, and the SQL (with `$as_of`) for the rows that make it false."""

    name: str
    sentence: str
    sql: str

    def broken_by(self, reader: Reader, as_of: datetime | None = None) -> pd.DataFrame:
        """The rows that break the sentence as known at `as_of`; no rows: it holds."""
        return reader.frame(self.sql, as_of=as_of)
