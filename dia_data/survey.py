"""What the shares of a survey question say about how many answered it."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

LARGEST_BASE = 850
"""More answers than companies in the alliance cannot be."""


def smallest_base(shares_pct: Sequence[float]) -> int | None:
    """The smallest n for which every share, printed to one decimal, is k/n for a whole k; None if there is none.

    Many n fit, and every multiple of a fitting one; the smallest is the most cautious reading (widest intervals).
    """
    for base in range(1, LARGEST_BASE + 1):
        if all(_is_a_share_of(base, share) for share in shares_pct):
            return base
    return None


def _is_a_share_of(base: int, share_pct: float) -> bool:
    """Whether some whole k gives k/base = share_pct, rounded half up to one decimal."""
    nearest = round(share_pct / 100 * base)
    return any(
        math.floor(1000 * k / base + 0.5) == round(share_pct * 10)
        for k in (nearest - 1, nearest, nearest + 1)
        if k >= 0
    )


def with_inferred_bases(results: Iterable[dict[str, Any]], question_of: dict[str, str]) -> list[dict[str, Any]]:
    """The rows of `survey_results` with `base` and `base_basis` filled where a question's shares allow it.

    `question_of` leads from option to question. Shares printed as whole numbers fit almost any base, and an
    approximate share fits none: those questions keep their base unknown.
    """
    rows = list(results)
    asked = [(row["wave_id"], question_of[row["option_id"]]) for row in rows]
    answers: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for question, row in zip(asked, rows, strict=True):
        answers.setdefault(question, []).append(row)
    bases = {question: _base_of(group) for question, group in answers.items()}
    return [_with_base(row, bases[question]) for question, row in zip(asked, rows, strict=True)]


def _base_of(results: Sequence[dict[str, Any]]) -> int | None:
    exact = all(row["decimals"] == 1 and not row.get("qualifier") for row in results)
    return smallest_base([row["share_pct"] for row in results]) if exact else None


def _with_base(row: dict[str, Any], base: int | None) -> dict[str, Any]:
    return {**row, "base": base, "base_basis": None if base is None else "inferred"}
