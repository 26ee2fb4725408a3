"""The gap finder: the rule that is written is the rule that ranks, and it finds what the source hints at."""

from typing import Any

import pandas as pd
import pytest

from dia_data import gaps
from dia_data.queries import cooperation
from dia_data.storage.store import Store

ALIKE: dict[str, Any] = {
    "country_code": "AAA",
    "country_name": "Alpha",
    "region_id": "north",
    "region_name": "North",
    "has_partner": False,
    "region_has_partner": False,
    "want_pct": 5.0,
    "have_pct": 5.0,
    "business": 2,
    "business_with": "South",
    "rd": 2,
    "rd_with": "South",
    "locator": "§1",
    "basis": "derived",
    "note": None,
}


def candidates(**rows: dict[str, Any]) -> pd.DataFrame:
    """Countries that are alike in all but what is given."""
    return pd.DataFrame([{**ALIKE, "country_name": name, **values} for name, values in rows.items()])


def order(rows: pd.DataFrame) -> list[tuple[int, str]]:
    found = gaps.rank_candidates(rows)
    return list(zip(found["rank"], found["country_name"], strict=True))


@pytest.mark.parametrize("step", gaps.RULE, ids=[step.column for step in gaps.RULE])
def test_each_step_puts_the_larger_value_first_where_all_else_is_equal(step: gaps.Step):
    assert order(candidates(Less={step.column: 1}, More={step.column: 3})) == [(1, "More"), (2, "Less")]


@pytest.mark.parametrize(
    ("before", "after"),
    list(zip(gaps.RULE, gaps.RULE[1:], strict=False)),
    ids=[f"{before.column} before {after.column}" for before, after in zip(gaps.RULE, gaps.RULE[1:], strict=False)],
)
def test_a_step_decides_before_all_later_ones(before: gaps.Step, after: gaps.Step):
    rows = candidates(Early={before.column: 4, after.column: 1}, Late={before.column: 3, after.column: 4})
    assert order(rows) == [(1, "Early"), (2, "Late")]


def test_the_sentences_of_the_rule_say_what_each_column_is():
    said = {step.column: step.sentence for step in gaps.RULE}
    assert "interest" in said["want_pct"]
    assert "existing business" in said["have_pct"]
    assert "business cooperation of its region with one of our own regions" in said["business"]
    assert "R&D cooperation of its region with one of our own regions" in said["rd"]


def test_a_share_that_is_not_stated_comes_after_the_smallest_that_is():
    assert order(candidates(Silent={"want_pct": None}, Small={"want_pct": 0.1}))[0] == (1, "Small")


def test_a_country_with_a_partner_is_not_listed():
    assert order(candidates(Ours={"has_partner": True}, Theirs={})) == [(1, "Theirs")]


def test_equals_share_a_place_and_the_next_one_is_counted_on():
    rows = candidates(Beta={}, Alpha={}, Gamma={"rd": 1})
    assert order(rows) == [(1, "Alpha"), (1, "Beta"), (3, "Gamma")]


def test_countries_that_no_share_names_are_one_line_per_region_after_the_named_ones():
    silent = {"want_pct": None, "have_pct": None, "business": 4}
    found = gaps.rank_candidates(candidates(Zeta=silent, Named={"want_pct": None, "have_pct": 0.5}, Eta=silent))
    assert found["countries"].tolist() == ["Named", "Eta, Zeta"]
    assert found["country_name"].isna().tolist() == [False, True]


def test_without_candidates_nothing_is_ranked_and_the_columns_stay():
    found = gaps.rank_candidates(candidates(Alpha={}).iloc[:0])
    assert found.empty
    assert {"rank", "countries", "want_pct"} <= set(found.columns)


def test_the_documents_put_the_uk_first_as_the_strategy_hints(loaded: Store):
    first = gaps.rank_candidates(cooperation.candidates(loaded)).iloc[0]
    assert (first["country_name"], first["want_pct"], first["have_pct"]) == ("UK", 12, 13)
    assert not first["region_has_partner"]


def test_the_documents_put_switzerland_second_and_poland_beside_slovakia(loaded: Store):
    assert order(cooperation.candidates(loaded))[1:4] == [(2, "Switzerland"), (3, "Poland"), (3, "Slovakia")]
