"""SWOT as the documents and the members' entries state it."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from dia_data.queries import swot
from dia_data.storage.store import Change, Store
from dia_data.storage.tables import FACT_TABLES
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
def test_an_empty_record_gives_no_rows(draft: Change, question: Callable[..., list], arguments: dict[str, str]):
    assert question(draft, **arguments) == []


def test_the_boards_hold_the_points_of_the_document(loaded: Store):
    points = swot.points(loaded)
    counted = Counter((point.subject_name, point.quadrant) for point in points)
    assert {quadrant: counted["Consortium", quadrant] for quadrant in QUADRANTS} == {
        "strength": 5, "weakness": 5, "opportunity": 6, "threat": 3,
    }  # fmt: skip
    assert counted["USA", "strength"] == counted["USA", "weakness"] == 4
    assert ("Germany", "threat") not in counted
    assert "Mexico" not in {point.subject_name for point in points}


def test_every_piece_of_evidence_points_to_a_point_and_to_something_in_the_record(loaded: Store):
    evidence = swot.evidence(loaded)
    linked = {link.item_id for link in evidence}
    assert linked <= {point.item_id for point in swot.points(loaded)}
    for item_id in linked:
        behind = swot.figures(loaded, item_id=item_id)
        links = {(link.kind, link.reference) for link in evidence if link.item_id == item_id}
        assert links == {(figure.kind, figure.reference) for figure in behind}


def test_what_one_aims_at_is_no_evidence(loaded: Store):
    assert "kpi" not in FACT_TABLES["swot_evidence"].words["kind"]
    linked = {(link.item_id, link.reference) for link in swot.evidence(loaded)}
    assert ("consortium_weakness_investment", "objectives_private_funding") not in linked
    assert ("consortium_weakness_information", "objectives_new_customers") not in linked


def test_what_was_forecast_for_a_past_year_is_told_in_the_past(loaded: Store):
    reasons = [link.reason for link in swot.evidence(loaded)] + [one.sentence for one in swot.rule_figures(loaded)]
    printed = [
        row["said"]
        for row in loaded.rows(
            "select text as said from market_notes_as_of(null) union all select statement from stated_facts_as_of(null)"
        )
    ]
    dated = [said for said in [*reasons, *printed] if said and re.search("20(1[0-9]|20)|this year", said)]
    assert len(dated) > len(reasons) / 10
    assert [said for said in dated if re.search(r"\b(is|are) (forecast|expected|planned|to)\b|this year", said)] == []


def test_a_share_of_the_survey_says_of_whom_it_is(loaded: Store):
    said = [
        link.reason for link in swot.evidence(loaded) if link.kind == "survey_option" and "%" in (link.reason or "")
    ]
    assert said
    assert [reason for reason in said if not re.search("answered|named|in Mexico", reason)] == []


def test_evidence_names_the_countries_it_is_about(loaded: Store):
    found = {(link.item_id, link.reference): link.about for link in swot.evidence(loaded)}
    assert set(found["consortium_strength_dynamic_ict", "sector_value_added_growth"]) == {
        "DEU", "FRA", "ITA", "BRA", "CHN", "USA",
    }  # fmt: skip
    assert list(found["consortium_strength_dynamic_ict", "deu_strength_1"]) == ["DEU"]
    assert list(found["consortium_weakness_investment", "support_services_business_financing"]) == []


def test_an_indicator_of_all_markets_has_a_row_that_says_which_market_lacks_it(loaded: Store):
    rows = swot.figures(loaded, item_id="consortium_strength_dynamic_ict")
    lacking = [row for row in rows if row.reference == "sector_value_added_growth" and row.printed is None]
    assert [row.country_name for row in lacking] == ["Brazil"]


def test_a_share_stated_in_two_places_is_one_figure(loaded: Store):
    rows = swot.figures(loaded, item_id="consortium_strength_cross_border")
    (row,) = (row for row in rows if row.reference == "business_europe_uk")
    assert (row.value, row.locator) == (13, "§5.2.5 pie, §5.2.5 prose")


def test_a_rule_looks_at_each_target_market_and_at_no_reserve(loaded: Store):
    rows = swot.rule_figures(loaded)
    looked_at = {row.rule_id: {other.country_code for other in rows if other.rule_id == row.rule_id} for row in rows}
    assert {len(countries) for countries in looked_at.values()} == {6}
    assert {"MEX", "MAR"}.isdisjoint(set().union(*looked_at.values()))


def test_every_strategy_joins_two_points_of_the_consortium(loaded: Store):
    strategies = swot.strategies(loaded)
    points = [point for point in swot.points(loaded) if point.subject == "consortium"]
    quadrants = {point.item_id: point.quadrant[0].upper() for point in points}
    pairs = [quadrants[one.internal_item_id] + quadrants[one.external_item_id] for one in strategies]
    assert pairs == [one.pair for one in strategies]
    assert all(one.name for one in strategies)


def test_the_history_of_a_printed_market_point_starts_with_the_document(loaded: Store):
    rows = swot.touches(loaded, item_id="deu_weakness_3")
    assert [row.about for row in rows] == ["point", "evidence", "rule"]
    assert [row.rows for row in rows][1:] == [2, 1]


def test_what_a_member_records_of_a_market_point_comes_after_what_is_printed(draft: Change):
    germany = {"country_code": "DEU", "country_name": "Germany"}
    printed = {"country_code": "DEU", "kind": "weakness", "position": 3, "text": "Printed"}
    market = {"country_code": "DEU", "role": "target_europe"}
    enter(draft, {"countries": [germany], "markets": [market], "market_notes": [printed]}, kind="document")
    row = {"item_id": "deu_weakness_3", "subject": "DEU", "quadrant": "weakness", "position": 3, "text": "Reworded"}
    enter(draft, {"swot_items": [row]})
    enter(draft, {"market_notes": [printed | {"text": "Read again"}]}, kind="document")
    assert [point.text for point in swot.points(draft)] == ["Reworded"]
    touches = swot.touches(draft, item_id="deu_weakness_3")
    assert [touch.text for touch in touches] == ["Printed", "Read again", "Reworded"]
