"""What the shares of a survey question say about how many answered it, and how sure the shares then are."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scipy.special import ndtri

FITS_EVERYTHING = 1000
"""So many answers give any share with one decimal: from here on a number that fits says nothing."""

CONFIDENCE = 0.95
Z = float(ndtri((1 + CONFIDENCE) / 2))


@dataclass(frozen=True, kw_only=True)
class Interval:
    """From where to where a share may lie, in per cent."""

    low_pct: float
    high_pct: float


def compute_wilson_interval(share_pct: float, base: int) -> Interval:
    """The 95 % Wilson interval of a printed share, taken as the whole number of answers that gives it."""
    share = _count_answers(share_pct, base) / base
    spread = Z * math.sqrt(share * (1 - share) / base + (Z / (2 * base)) ** 2)
    middle, scale = share + Z**2 / (2 * base), 1 + Z**2 / base
    return Interval(
        low_pct=max(100 * (middle - spread) / scale, 0.0), high_pct=min(100 * (middle + spread) / scale, 100.0)
    )


def _count_answers(share_pct: float, base: int) -> int:
    return math.floor(share_pct / 100 * base + 0.5)


def is_told_apart(one_pct: float, other_pct: float, base: int) -> bool:
    """Whether the 95 % interval of the difference of two shares leaves out zero (Newcombe, from two Wilson intervals).

    It takes the two answers as independent of each other: how many gave both is not known. Two intervals may
    overlap although the shares are told apart.
    """
    high, low = max(one_pct, other_pct), min(one_pct, other_pct)
    below_high, above_low = compute_wilson_interval(high, base), compute_wilson_interval(low, base)
    high_pct, low_pct = (100 * _count_answers(share, base) / base for share in (high, low))
    reach = math.hypot(high_pct - below_high.low_pct, above_low.high_pct - low_pct)
    return high_pct - low_pct > reach


def find_tied_runs(shares_pct: Sequence[float], base: int) -> list[tuple[int, int]]:
    """The longest stretches of a ranking in which no two shares are told apart, as first and last place from 1.

    `shares_pct` comes largest first. A share may belong to two stretches; one that stands alone is in none.
    """
    runs: list[tuple[int, int]] = []
    for start, share in enumerate(shares_pct):
        end = start
        while end + 1 < len(shares_pct) and not is_told_apart(share, shares_pct[end + 1], base):
            end += 1
        if end > start and (not runs or end + 1 > runs[-1][1]):
            runs.append((start + 1, end + 1))
    return runs


def find_largest_base(companies: float | None) -> int:
    """More answers than companies in the alliance cannot be; `companies` None: how many there are is not stated."""
    return FITS_EVERYTHING - 1 if companies is None else min(int(companies), FITS_EVERYTHING - 1)


def find_smallest_base(shares_pct: Sequence[float], *, largest: int) -> int | None:
    """The smallest n for which every share, printed to one decimal, is k/n for a whole k; None if there is none.

    Many n fit, and every multiple of a fitting one; the smallest is the most cautious reading (widest intervals).
    """
    return next(find_fitting_bases(shares_pct, largest=largest), None)


def find_fitting_bases(shares_pct: Sequence[float], *, largest: int) -> Iterator[int]:
    """Every n that fits, from the smallest up to the largest that can be."""
    for base in range(1, largest + 1):
        if all(_is_a_share_of(base, share) for share in shares_pct):
            yield base


def _is_a_share_of(base: int, share_pct: float) -> bool:
    """Whether some whole k gives k/base = share_pct, rounded half up to one decimal."""
    nearest = round(share_pct / 100 * base)
    return any(
        math.floor(1000 * k / base + 0.5) == round(share_pct * 10)
        for k in (nearest - 1, nearest, nearest + 1)
        if k >= 0
    )


def infer_bases(
    results: Iterable[dict[str, Any]], question_of: dict[str, str], *, largest: int
) -> list[dict[str, Any]]:
    """The rows of `survey_results` with `base` and `base_basis` filled where a question's shares allow it.

    `question_of` leads from option to question; no base is above the `largest`. Shares printed as whole numbers fit
    almost any base, and an approximate share fits none: those questions keep their base unknown.
    """
    rows = list(results)
    asked = [(row["wave_id"], question_of[row["option_id"]]) for row in rows]
    answers: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for question, row in zip(asked, rows, strict=True):
        answers.setdefault(question, []).append(row)
    bases = {question: _find_base(group, largest) for question, group in answers.items()}
    return [_add_base(row, bases[question]) for question, row in zip(asked, rows, strict=True)]


def _find_base(results: Sequence[dict[str, Any]], largest: int) -> int | None:
    exact = all(row["decimals"] == 1 and not row.get("qualifier") for row in results)
    return find_smallest_base([row["share_pct"] for row in results], largest=largest) if exact else None


def _add_base(row: dict[str, Any], base: int | None) -> dict[str, Any]:
    return {**row, "base": base, "base_basis": None if base is None else "inferred"}
