"""SWOT as the documents and the members' entries state it."""

from collections.abc import Callable

import pandas as pd
import pytest

from dia_data.queries import swot
from dia_data.storage.store import Change, Store
from dia_data.swot import QUADRANTS
from tests.conftest import enter

EMPTY_ANSWERS = [
    (swot.points, {}),
    (swot.evidence, {}),
    (swot.figures, {"item_id": "nothing"}),
    (swot.rule_figures, {}),
    (swot.ratings, {}),
    (swot.answers, {}),
    (swot.activities, {}),
    (swot.strategies, {}),
    (swot.touches, {"item_id": "nothing"}),
]


@pytest.mark.parametrize(("question", "arguments"), EMPTY_ANSWERS, ids=[query.__name__ for query, _ in EMPTY_ANSWERS])
def test_an_empty_record_gives_no_rows_and_all_columns(
    draft: Change, loaded: Store, question: Callable[..., pd.DataFrame], arguments: dict[str, str]
):
    nothing = question(draft, **arguments)
    assert nothing.empty
    assert list(nothing.columns) == list(question(loaded, **arguments).columns)


def test_the_boards_hold_the_points_of_the_document(loaded: Store):
    counted = swot.points(loaded).groupby(["subject_name", "quadrant"]).size().to_dict()
    assert {quadrant: counted["Consortium", quadrant] for quadrant in QUADRANTS} == {
        "strength": 5, "weakness": 5, "opportunity": 6, "threat": 3,
    }  # fmt: skip
    assert counted["USA", "strength"] == counted["USA", "weakness"] == 4
    assert ("Germany", "threat") not in counted
    assert "Mexico" not in set(swot.points(loaded)["subject_name"])


def test_every_piece_of_evidence_points_to_a_point_and_to_something_in_the_record(loaded: Store):
    evidence = swot.evidence(loaded)
    assert set(evidence["item_id"]) <= set(swot.points(loaded)["item_id"])
    for item_id, links in evidence.groupby("item_id"):
        behind = swot.figures(loaded, item_id=item_id)
        assert set(zip(links["kind"], links["reference"], strict=True)) == set(
            zip(behind["kind"], behind["reference"], strict=True)
        )


def test_evidence_names_the_countries_it_is_about(loaded: Store):
    found = swot.evidence(loaded).set_index(["item_id", "reference"])["about"]
    assert set(found["consortium_strength_dynamic_ict", "sector_value_added_growth"]) == {
        "DEU", "FRA", "ITA", "BRA", "CHN", "USA",
    }  # fmt: skip
    assert list(found["consortium_strength_dynamic_ict", "deu_strength_1"]) == ["DEU"]
    assert list(found["consortium_weakness_investment", "objectives_private_funding"]) == []


def test_an_indicator_of_all_markets_has_a_row_that_says_which_market_lacks_it(loaded: Store):
    rows = swot.figures(loaded, item_id="consortium_strength_dynamic_ict")
    rows = rows[rows["reference"] == "sector_value_added_growth"]
    assert rows.loc[rows["printed"].isna(), "country_name"].tolist() == ["Brazil"]


def test_a_share_stated_in_two_places_is_one_figure(loaded: Store):
    rows = swot.figures(loaded, item_id="consortium_strength_cross_border")
    (row,) = rows[rows["reference"] == "develop_europe_uk"].to_dict("records")
    assert (row["value"], row["locator"]) == (12, "§5.2.6 pie, §5.2.6 prose")


def test_a_rule_looks_at_each_target_market_and_at_no_reserve(loaded: Store):
    rows = swot.rule_figures(loaded)
    assert rows.groupby("rule_id")["country_code"].nunique().unique().tolist() == [6]
    assert not rows["country_code"].isin(["MEX", "MAR"]).any()


def test_every_strategy_joins_two_points_of_the_consortium(loaded: Store):
    strategies = swot.strategies(loaded)
    of_consortium = swot.points(loaded).query("subject == 'consortium'")
    quadrants = dict(zip(of_consortium["item_id"], of_consortium["quadrant"].str[0].str.upper(), strict=True))
    pairs = strategies["internal_item_id"].map(quadrants) + strategies["external_item_id"].map(quadrants)
    assert pairs.tolist() == strategies["pair"].tolist()
    assert strategies["name"].notna().all()


def test_the_history_of_a_printed_market_point_starts_with_the_document(loaded: Store):
    rows = swot.touches(loaded, item_id="deu_weakness_3")
    assert rows["about"].tolist() == ["point", "evidence", "rule"]
    assert rows["rows"].tolist()[1:] == [2, 1]


def test_what_a_member_records_of_a_market_point_comes_after_what_is_printed(draft: Change):
    germany = {"country_code": "DEU", "country_name": "Germany"}
    printed = {"country_code": "DEU", "kind": "weakness", "position": 3, "text": "Printed"}
    market = {"country_code": "DEU", "role": "target_europe"}
    enter(draft, {"countries": [germany], "markets": [market], "market_notes": [printed]}, kind="document")
    row = {"item_id": "deu_weakness_3", "subject": "DEU", "quadrant": "weakness", "position": 3, "text": "Reworded"}
    enter(draft, {"swot_items": [row]})
    enter(draft, {"market_notes": [printed | {"text": "Read again"}]}, kind="document")
    assert swot.points(draft)["text"].tolist() == ["Reworded"]
    assert swot.touches(draft, item_id="deu_weakness_3")["text"].tolist() == ["Printed", "Read again", "Reworded"]
