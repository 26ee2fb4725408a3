"""SWOT in words: names of points, figures behind evidence, verdicts, and text that members typed."""

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

from dia_data import swot
from dia_data.queries import swot as questions
from dia_data.store import Store
from pages.ui import swot_table as table


def point(item_id: str = "a", **changed: Any) -> dict[str, Any]:
    usual = {
        "item_id": item_id, "subject": "consortium", "subject_name": "Consortium", "quadrant": "strength",
        "position": 1, "text": "Text", "is_retired": False, "basis": "stated", "locator": "§7.1", "note": None,
        "recorded_by": "Ana", "recorded_at": datetime(2026, 3, 4, tzinfo=UTC),
    }  # fmt: skip
    return usual | changed


def test_a_point_is_named_by_its_quadrant_its_place_and_its_market():
    points = [
        point("a"),
        point("b", quadrant="weakness", position=12),
        point("c", subject="DEU", subject_name="Germany", quadrant="weakness", position=2),
    ]
    assert table.labels(points) == {"a": "S1", "b": "W12", "c": "Germany W2"}
    assert table.short("Germany W2") == "W2"


def test_two_points_on_the_same_place_have_different_names():
    assert list(table.labels([point("a"), point("b"), point("c")]).values()) == ["S1", "S1'", "S1''"]


def test_every_name_in_the_record_is_unique(loaded: Store):
    names = table.labels(questions.points(loaded).to_dict("records"))
    assert len(set(names.values())) == len(names) == len(questions.points(loaded))


def test_a_line_says_what_bears_on_a_point_and_who_wrote_it():
    signs = table.Signs(supports=3, contradicts=1, tripped=2, rating="4 / 2")
    line = table.line(point(basis="entered"), "S1", signs)
    assert line.startswith("**S1** :gray[")
    assert line.index("thumb_up:\u00a03") < line.index("thumb_down:\u00a01") < line.index("flag:") < line.index("4 / 2")
    assert "✎" in line
    assert table.line(point(), "S1", table.Signs()) == "**S1** \u2068Text\u2069"


def test_ratings_are_averaged_over_the_partners_chosen():
    ratings = [
        {"item_id": "a", "partner_id": "scs", "relevance": 4, "urgency": 1},
        {"item_id": "a", "partner_id": "mitc", "relevance": 5, "urgency": 1},
    ]
    assert table.rated(ratings, []) == {"a": "4.5 / 1"}
    assert table.rated(ratings, ["mitc"]) == {"a": "5 / 1"}
    assert table.rated(ratings, ["gaia"]) == {}


def test_a_headline_counts_points_doubts_and_alarms():
    points = pd.DataFrame([point("a"), point("b")])
    signs = {"a": table.Signs(contradicts=2, tripped=1)}
    assert table.headline(points, signs, board="Germany") == (
        "Germany: 2 points, 1 with evidence against, 1 with a tripped rule"
    )


def test_a_market_has_no_threats_in_the_source_and_the_consortium_may_have_none_left():
    assert table.empty_quadrant("threat", "Germany", "DEU") == (
        "Not in the source: D3.1 states threats for the consortium only, not for Germany."
    )
    assert table.empty_quadrant("weakness", "Consortium", "consortium") == "No weaknesses are on this board."


@pytest.mark.parametrize(
    ("item_id", "expected"),
    [
        ("consortium_strength_complementarity", "≈ nearly 90 % · D3.1 §5.2.1 prose"),
        ("consortium_weakness_information", "target 50 SMEs for the consortium, no result reported yet · D3.1 §10"),
        ("consortium_strength_experience", "Activity Organisation of fact-finding missions: timing not in the source"),
        ("consortium_strength_cross_border", "business: very strong · ECO Figure 16, ECO sample of 2012-07 to 2014-06"),
        ("consortium_strength_dynamic_ict", "Germany 4.2 % → 3.9 % → 3.4 % (f); France"),
        ("consortium_strength_dynamic_ict", "Brazil not in the source"),
        ("consortium_threat_business_environments", "Italy 120 days / ≈ 120 days"),
        ("consortium_threat_political_risk", "Brazil, weakness: “Economic downturn and political uncertainties”"),
        ("consortium_opportunity_target_market_partners", "target 2 "),
        ("deu_weakness_3", "Degree of competition: Germany very high"),
    ],
)
def test_the_figures_behind_evidence_are_said_with_their_place(loaded: Store, item_id: str, expected: str):
    said = table.behind(questions.figures(loaded, item_id=item_id).to_dict("records"))
    assert any(expected in line for line in said.values()), said


def test_every_piece_of_evidence_has_a_figure_behind_it(loaded: Store):
    evidence = questions.evidence(loaded)
    for item_id, links in evidence.groupby("item_id"):
        said = table.behind(questions.figures(loaded, item_id=item_id).to_dict("records"))
        assert {table.link_key(link) for link in links.to_dict("records")} == set(said)


@pytest.mark.parametrize(
    ("fresh", "sentence"),
    [
        (swot.Freshness(newest=None, years=0, dated=0, supporting=0), "Nothing in the record supports this point yet"),
        (swot.Freshness(newest=None, years=0, dated=0, supporting=2), "none of the supporting evidence carries a date"),
        (swot.Freshness(newest="IDI 2017", years=8, dated=1, supporting=3), "IDI 2017, 8 years old; 2 of 3 supports"),
        (swot.Freshness(newest="IDI 2017", years=1, dated=1, supporting=1), "IDI 2017, 1 year old."),
        (swot.Freshness(newest="IDI 2017", years=0, dated=1, supporting=1), "IDI 2017, under a year old."),
    ],
)
def test_the_age_of_evidence_is_a_sentence(fresh: swot.Freshness, sentence: str):
    assert sentence in table.age(fresh)


def test_a_rule_says_where_it_trips_where_not_and_where_nothing_is_known(loaded: Store):
    verdicts = swot.evaluate(questions.rule_figures(loaded).to_dict("records"))
    payments = [one for one in verdicts if one.rule["rule_id"] == "payment_terms_above_90_days"]
    said = table.rule_sentence(payments).replace("\\", "")
    assert "tripped: Italy 120 days / ≈ 120 days" in said
    assert "USA 30–90 days" in said
    assert "not in the source: Brazil" in said
    wide = table.rules_table(payments, {}, ["Italy", "Brazil"])
    assert [cell.replace("\u00a0", " ") for cell in wide.iloc[0]] == ["⚑ 120 days / ≈ 120 days", "– not in the source"]


def test_a_market_without_an_observation_is_a_row_of_the_csv(loaded: Store):
    verdicts = swot.evaluate(questions.rule_figures(loaded).to_dict("records"))
    rows = table.verdict_rows(one for one in verdicts if one.country_name == "Brazil")
    assert set(rows["outcome"]) == {"tripped", "not in the source"}
    assert set(rows.loc[rows["outcome"] == "not in the source", "note"]) == {"not in the source"}


def test_an_event_of_the_history_names_time_author_and_reason_as_text():
    row = {
        "kind": "entry", "recorded_by": "*Ana*", "recorded_at": datetime(2026, 3, 4, 5, 6, tzinfo=UTC),
        "reason": "<b>new</b>", "withdrawn_at": datetime(2026, 3, 5, tzinfo=UTC), "source_id": "swot_form",
    }  # fmt: skip
    said = table.event(swot.Event(row=row, what="retired"))
    assert said.startswith("2026-03-04 05:06 UTC · **\u2068\\*Ana\\*\u2069**")
    assert "Reason: \u2068\\<b\\>new\\</b\\>\u2069." in said
    assert said.endswith("Withdrawn on 5 March 2026.")


@pytest.mark.parametrize(
    ("view", "chosen", "said"),
    [
        ("Board", {}, ""),
        ("Board", {"countries": ["Germany"]}, "Counted is the evidence about Germany alone."),
        ("Board", {"countries": ["Sweden"]}, "Sweden: no target market, so there is no board."),
        ("Board", {"partners": ["SCS"]}, "Ratings are those of SCS."),
        ("Rules", {"countries": ["Germany"]}, ""),
        ("Rules", {"countries": ["Sweden"]}, "Sweden: no target market, so no rule looks there."),
        ("Strategies", {"partners": ["SCS"]}, "country and partner change nothing here"),
        ("Coverage", {"countries": ["Germany"]}, "Country narrows the weaknesses of the markets"),
        ("Coverage", {}, ""),
    ],
)
def test_each_view_says_what_the_filters_do_in_it(view: str, chosen: dict[str, list[str]], said: str):
    found = table.filtered(view, **{"countries": [], "partners": [], "markets": ["Germany"]} | chosen)
    assert said in found if said else found == ""
