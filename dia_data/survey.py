"""What the shares of a survey question say about how many answered it, and how sure the shares then are."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, combinations
from typing import Any

from scipy.special import bdtr, ndtri

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


class Difference(StrEnum):
    """What can be said of two shares of the same answers without knowing how many gave both."""

    DIFFERENT = "differ"
    OPEN = "may or may not differ"
    LEVEL = "too few answers to tell"


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """Between which values a probability lies."""

    low: float
    high: float


def compute_mcnemar_p(one_alone: int, other_alone: int) -> float:
    """The exact two-sided p-value that two answers of the same people are equally frequent.

    The arguments say how many gave one of the two without the other; who gave both or neither tells nothing. McNemar,
    “Note on the sampling error of the difference between correlated proportions or percentages”, Psychometrika 12
    (1947), 153-157; exact: the binomial distribution instead of the normal one.
    """
    fewer, either = min(one_alone, other_alone), one_alone + other_alone
    return min(1.0, 2 * float(bdtr(fewer, either, 0.5))) if either else 1.0


def bound_mcnemar_p(one_pct: float, other_pct: float, base: int) -> Bounds:
    """Between which values the p-value of two shares of the same `base` answers lies.

    It is smallest where all who gave the rarer answer gave the other too, and largest where as few as possible did.
    """
    more, less = sorted((_count_answers(share, base) for share in (one_pct, other_pct)), reverse=True)
    least_both = max(0, more + less - base)
    return Bounds(low=compute_mcnemar_p(more - less, 0), high=compute_mcnemar_p(more - least_both, less - least_both))


def adjust_by_holm(p_values: Sequence[float]) -> list[float]:
    """The p-values of tests made together, each corrected for their number.

    Holm, “A simple sequentially rejective multiple test procedure”, Scandinavian Journal of Statistics 6 (1979), 65-70.
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    scaled = (min(1.0, (len(order) - place) * p_values[index]) for place, index in enumerate(order))
    corrected = dict(zip(order, accumulate(scaled, max), strict=True))
    return [corrected[index] for index in range(len(p_values))]


def compare_shares(shares_pct: Sequence[float], base: int) -> dict[tuple[int, int], Difference]:
    """What can be said of each pair of shares of one question, by their places from 1.

    Corrected for the number of pairs (Holm) at 5 %: with all largest p-values for what surely differs, with all
    smallest ones for what no overlap of the answers could tell apart.
    """
    pairs = list(combinations(range(len(shares_pct)), 2))
    bounds = [bound_mcnemar_p(shares_pct[one], shares_pct[other], base) for one, other in pairs]
    lows = adjust_by_holm([one.low for one in bounds])
    highs = adjust_by_holm([one.high for one in bounds])
    return {
        (one + 1, other + 1): _judge_difference(low, high)
        for (one, other), low, high in zip(pairs, lows, highs, strict=True)
    }


def _judge_difference(low: float, high: float) -> Difference:
    if high <= 1 - CONFIDENCE:
        return Difference.DIFFERENT
    return Difference.OPEN if low <= 1 - CONFIDENCE else Difference.LEVEL


def find_tied_runs(shares_pct: Sequence[float], base: int) -> list[tuple[int, int]]:
    """The longest stretches of a ranking in which no two shares surely differ, as first and last place from 1.

    `shares_pct` comes largest first. A share may belong to two stretches; one that stands alone is in none.
    """
    found = compare_shares(shares_pct, base)
    runs: list[tuple[int, int]] = []
    for start in range(1, len(shares_pct) + 1):
        end = start
        while end < len(shares_pct) and all(
            found[place, end + 1] is not Difference.DIFFERENT for place in range(start, end + 1)
        ):
            end += 1
        if end > start and (not runs or end > runs[-1][1]):
            runs.append((start, end))
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
