"""The figures behind evidence in words, with their places and their age."""

import pytest

from dia_data import swot
from dia_data.queries import swot as questions
from dia_data.storage.store import Store
from pages.ui.swot import evidence as proof


@pytest.mark.parametrize(
    ("item_id", "expected"),
    [
        ("consortium_strength_complementarity", "≈ nearly 90 % · D3.1 §5.2.1 prose"),
        ("consortium_strength_experience", "Activity Organisation of fact-finding missions: timing not in the source"),
        (
            "consortium_threat_business_environments",
            "business: very strong · ECO Figure 16, ECO sample of 2012-07 to 2014-06",
        ),
        ("consortium_strength_dynamic_ict", "Germany 4.2 % → 3.9 % (e) → 3.4 % (f); France"),
        ("consortium_strength_dynamic_ict", "Brazil not in the source"),
        ("consortium_threat_business_environments", "Italy on average 120 days / around 120 days"),
        ("consortium_threat_political_risk", "Brazil, weakness: “Economic downturn and political uncertainties”"),
        ("deu_weakness_3", "Degree of competition: Germany very high"),
    ],
)
def test_the_figures_behind_evidence_are_said_with_their_place(loaded: Store, item_id: str, expected: str):
    said = proof.describe_figures(questions.figures(loaded, item_id=item_id))
    assert any(expected in line for line in said.values()), said


def test_every_piece_of_evidence_has_a_figure_behind_it(loaded: Store):
    evidence = questions.evidence(loaded)
    for item_id in {link.item_id for link in evidence}:
        said = proof.describe_figures(questions.figures(loaded, item_id=item_id))
        assert {proof.key_of_link(link) for link in evidence if link.item_id == item_id} == set(said)


@pytest.mark.parametrize(
    ("fresh", "sentence"),
    [
        (swot.Freshness(newest=None, years=0, dated=0, supporting=0), "we linked no evidence for this point"),
        (swot.Freshness(newest=None, years=0, dated=0, supporting=2), "none of the supporting evidence carries a date"),
        (swot.Freshness(newest="IDI 2017", years=8, dated=1, supporting=3), "IDI 2017, 8 years old; 2 of 3 supports"),
        (swot.Freshness(newest="IDI 2017", years=1, dated=1, supporting=1), "IDI 2017, 1 year old."),
        (swot.Freshness(newest="IDI 2017", years=0, dated=1, supporting=1), "IDI 2017, under a year old."),
    ],
)
def test_the_age_of_evidence_is_a_sentence(fresh: swot.Freshness, sentence: str):
    assert sentence in proof.describe_age(fresh, of=fresh.supporting)


def test_evidence_that_the_filter_hides_is_not_taken_for_none():
    hidden = swot.Freshness(newest=None, years=0, dated=0, supporting=0)
    assert proof.describe_age(hidden, of=2) == ("Freshness: all supporting evidence is hidden by the country filter.")
