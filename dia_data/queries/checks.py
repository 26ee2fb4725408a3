"""What the checks say of the record."""

from datetime import datetime

import pandas as pd

from dia_data.attention import CheckResult
from dia_data.checks import completeness, contradictions, integrity
from dia_data.storage.store import Reader

KINDS = {
    "integrity": integrity.CHECKS,
    "contradiction": contradictions.CHECKS,
    "completeness": completeness.CHECKS,
}


def overview(reader: Reader, *, kind: str, as_of: datetime | None = None) -> list[CheckResult]:
    """Each check of a kind (`integrity`, `contradiction` or `completeness`), and how many rows break it."""
    return [
        CheckResult(name=check.name, sentence=check.sentence, rows=len(check.broken_by(reader, as_of)))
        for check in KINDS[kind]
    ]


def broken_by(reader: Reader, *, kind: str, name: str, as_of: datetime | None = None) -> pd.DataFrame:
    """The rows that break one check; their columns differ from check to check."""
    return next(check for check in KINDS[kind] if check.name == name).broken_by(reader, as_of)
