"""How many answered, as far as the printed shares tell, and which shares differ."""

from itertools import islice
from typing import Any

import pytest
from scipy.stats import binomtest

from dia_data.storage.store import Store
from dia_data.survey import (
    Difference,
    adjust_by_holm,
    bound_mcnemar_p,
    compare_shares,
    compute_mcnemar_p,
    compute_wilson_interval,
    find_fitting_bases,
    find_largest_base,
    find_smallest_base,
    find_tied_runs,
    infer_bases,
)

COMPANIES = 850
"""Behind the alliance, as D3.1 states them."""


def result(option: str, share_pct: float, *, decimals: int = 1, **more: Any) -> dict[str, Any]:
    return {"wave_id": "first", "option_id": option, "share_pct": share_pct, "decimals": decimals, **more}


def bases(results: list[dict[str, Any]], question_of: dict[str, str]) -> list[tuple[int | None, str | None]]:
    return [(row["base"], row["base_basis"]) for row in infer_bases(results, question_of, largest=COMPANIES)]


@pytest.mark.parametrize(
    ("shares", "base"),
    [
        ([50.0], 2),
        ([33.3, 66.7], 3),
        ([33.3, 25.0], 12),
        ([0.0], 1),
        ([100.0, 0.0], 1),
        ([14.3, 28.6, 57.1], 7),
        ([12.5], 8),
        ([0.1], 667),
    ],
)
def test_the_base_is_the_smallest_number_that_gives_every_share(shares: list[float], base: int) -> None:
    assert find_smallest_base(shares, largest=COMPANIES) == base


def test_halves_are_rounded_up_as_people_do() -> None:
    # One of sixteen is 6.25 %, printed as 6.3.
    assert find_smallest_base([6.3], largest=COMPANIES) == 16
    assert find_smallest_base([6.2], largest=COMPANIES) == 65


def test_shares_that_no_number_of_companies_gives_have_no_base() -> None:
    assert find_smallest_base([0.1, 0.2, 0.3, 0.5, 0.6], largest=COMPANIES) is None


def test_a_base_is_sought_up_to_the_companies_of_the_alliance_and_no_further() -> None:
    assert find_smallest_base([share / 10 for share in range(0, 1001, 2)], largest=COMPANIES) == 500
    assert find_smallest_base([share / 10 for share in range(1001)], largest=COMPANIES) is None
    assert find_smallest_base([share / 10 for share in range(0, 1001, 2)], largest=499) is None


def test_no_base_is_above_the_companies_and_none_where_any_number_fits():
    assert (find_largest_base(850.0), find_largest_base(5000.0), find_largest_base(None)) == (850, 999, 999)


@pytest.mark.parametrize(
    ("question_id", "base"),
    [("ict_wants_industry", 44), ("production_wants_ict", 56), ("objectives", 65), ("industrial_markets", 71)],
)
def test_the_printed_shares_of_d31_fit_no_smaller_number(loaded: Store, question_id: str, base: int) -> None:
    rows = loaded.rows(
        """
        select share_pct, base, base_basis
        from survey_results_as_of(null) inner join survey_options_as_of(null) using (option_id)
        where question_id = $question_id
        """,
        question_id=question_id,
    )
    assert find_smallest_base([row["share_pct"] for row in rows], largest=COMPANIES) == base
    assert {(row["base"], row["base_basis"]) for row in rows} == {(base, "inferred")}


def test_each_question_has_a_base_of_its_own() -> None:
    results = [result("a", 33.3), result("b", 25.0), result("c", 50.0)]
    asked = {"a": "first", "b": "second", "c": "second"}
    assert bases(results, asked) == [(3, "inferred"), (4, "inferred"), (4, "inferred")]


def test_whole_percentages_are_left_without_a_base() -> None:
    assert bases([result("a", 50, decimals=0), result("b", 33.3)], {"a": "q", "b": "q"}) == [(None, None)] * 2


def test_approximate_shares_are_left_without_a_base() -> None:
    assert bases([result("a", 90.0, qualifier="nearly")], {"a": "q"}) == [(None, None)]


def test_a_share_printed_in_two_places_counts_once_more_without_harm() -> None:
    assert bases([result("a", 33.3), result("a", 33.3)], {"a": "q"}) == [(3, "inferred")] * 2


def test_each_wave_has_a_base_of_its_own() -> None:
    results = [result("a", 33.3), result("a", 25.0) | {"wave_id": "second"}]
    assert bases(results, {"a": "q"}) == [(3, "inferred"), (4, "inferred")]


def test_the_rows_given_are_left_as_they_are() -> None:
    given = [result("a", 33.3)]
    infer_bases(given, {"a": "q"}, largest=COMPANIES)
    assert given == [result("a", 33.3)]


def test_every_multiple_of_a_fitting_base_fits_too() -> None:
    assert list(islice(find_fitting_bases([33.3, 25.0], largest=COMPANIES), 3)) == [12, 24, 36]


# How sure a share is


@pytest.mark.parametrize(("answers", "base"), [(0, 13), (1, 7), (42, 65), (19, 44), (35, 71), (56, 56)])
def test_the_interval_is_the_one_that_scipy_gives(answers: int, base: int) -> None:
    expected = binomtest(answers, base).proportion_ci(0.95, method="wilson")
    interval = compute_wilson_interval(round(100 * answers / base, 1), base)
    assert interval.low_pct == pytest.approx(100 * expected.low)
    assert interval.high_pct == pytest.approx(100 * expected.high)


def test_a_larger_base_makes_the_interval_narrower() -> None:
    few, many = compute_wilson_interval(64.6, 65), compute_wilson_interval(64.6, 130)
    assert few.low_pct < many.low_pct < many.high_pct < few.high_pct


@pytest.mark.parametrize(("one_alone", "other_alone"), [(9, 0), (32, 23), (4, 1), (7, 7)])
def test_the_p_value_of_paired_answers_is_the_exact_binomial_one(one_alone: int, other_alone: int) -> None:
    expected = binomtest(one_alone, one_alone + other_alone).pvalue
    assert compute_mcnemar_p(one_alone, other_alone) == pytest.approx(expected)
    assert compute_mcnemar_p(other_alone, one_alone) == compute_mcnemar_p(one_alone, other_alone)


def test_answers_that_everybody_gave_together_do_not_differ() -> None:
    assert compute_mcnemar_p(0, 0) == 1


def test_without_the_overlap_of_two_answers_the_p_value_lies_between_two_bounds() -> None:
    bounds = bound_mcnemar_p(64.6, 50.8, 65)
    assert (round(bounds.low, 3), round(bounds.high, 2)) == (0.004, 0.28)
    assert bound_mcnemar_p(50.8, 64.6, 65) == bounds


def test_no_overlap_gives_a_p_value_outside_the_bounds() -> None:
    more, less, base = 42, 33, 65
    every = [compute_mcnemar_p(more - both, less - both) for both in range(more + less - base, less + 1)]
    bounds = bound_mcnemar_p(64.6, 50.8, base)
    assert (min(every), max(every)) == (bounds.low, bounds.high)


def test_p_values_are_corrected_for_their_number_as_holm_does() -> None:
    # 0.01 * 3, then 0.02 * 2, then 0.04 * 1, none below the one before it.
    assert adjust_by_holm([0.04, 0.01, 0.02]) == pytest.approx([0.04, 0.03, 0.04])
    assert adjust_by_holm([0.5, 0.9]) == [1.0, 1.0]
    assert adjust_by_holm([]) == []


@pytest.mark.parametrize(
    ("shares", "pair", "difference"),
    [
        ([93.8, 64.6, 56.9, 29.2, 24.6], (1, 2), Difference.DIFFERENT),
        ([93.8, 64.6, 56.9, 29.2, 24.6], (3, 4), Difference.OPEN),
        ([93.8, 64.6, 56.9, 29.2, 24.6], (2, 3), Difference.LEVEL),
        ([64.6, 58.5, 53.8, 50.8, 41.5], (1, 4), Difference.OPEN),
        ([64.6, 50.8], (1, 2), Difference.OPEN),
    ],
)
def test_two_shares_differ_may_differ_or_may_be_level(
    shares: list[float], pair: tuple[int, int], difference: Difference
) -> None:
    assert compare_shares(shares, 65)[pair] is difference


def test_more_pairs_make_it_harder_to_say_that_two_shares_differ() -> None:
    assert compare_shares([41.5, 18.5], 65)[1, 2] is Difference.DIFFERENT
    assert compare_shares([41.5, 18.5, 16.9, 15.4], 65)[1, 2] is Difference.OPEN


@pytest.mark.parametrize(
    ("shares", "base", "runs"),
    [
        ([64.6, 58.5, 53.8, 50.8, 41.5], 65, [(1, 5)]),
        ([93.8, 64.6, 56.9, 29.2, 24.6], 65, [(2, 3), (3, 4), (4, 5)]),
        ([43.2, 40.9, 40.9, 34.1, 29.5], 44, [(1, 5)]),
        ([90.0, 50.0, 10.0], 100, []),
        ([50.0], 100, []),
        ([], 100, []),
    ],
)
def test_a_run_is_the_longest_stretch_in_which_nothing_surely_differs(
    shares: list[float], base: int, runs: list[tuple[int, int]]
) -> None:
    assert find_tied_runs(shares, base) == runs
