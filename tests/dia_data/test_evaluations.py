"""How far partners agree, worked out by hand over a few judgements."""

import math

import pytest

from dia_data.evaluations import Answer, measure_dissent, measure_spreads
from dia_data.storage.tables import PHASES
from dia_data.wording import codes
from tests.examples import example


def answer(partner: str, activity_id: str = "ambassadors", **judged: int) -> Answer:
    return example(Answer, partner=partner, activity_id=activity_id, **judged)


@pytest.mark.parametrize(
    ("ratings", "disagreement"),
    [
        ([4, 4, 4], 0.0),
        ([1, 5], 1.0),
        ([1, 1, 1, 5, 5, 5], 1.0),
        ([4, 5], -math.log2(1 - 0.5 / 4)),
        ([2, 3, 4], -(2 * math.log2(1 - 1 / 4)) / 3),
    ],
)
def test_disagreement_is_nothing_where_all_say_the_same_and_one_between_the_ends(ratings, disagreement):
    assert measure_dissent(ratings) == pytest.approx(disagreement)


def test_without_a_rating_there_is_nothing_to_compare():
    with pytest.raises(ValueError, match="no rating"):
        measure_dissent([])


def test_the_biggest_disagreement_comes_first_and_a_single_judgement_last():
    found = measure_spreads(
        [
            answer("GAIA", relevance=1, impact=4),
            answer("SCS", relevance=5, impact=4, efficiency=2),
            answer("GAIA", activity_id="sme_call", relevance=3),
            answer("SCS", activity_id="sme_call", relevance=4),
        ]
    )
    assert [(spread.activity_id, spread.criterion) for spread in found] == [
        ("ambassadors", "relevance"),
        ("sme_call", "relevance"),
        ("ambassadors", "impact"),
        ("ambassadors", "efficiency"),
    ]
    assert found[-1].disagreement is None


def test_who_did_not_judge_is_not_in_the_spread():
    answers = [answer("GAIA", relevance=2), answer("SCS", impact=4), answer("MITC", relevance=5)]
    spread = next(one for one in measure_spreads(answers) if one.criterion == "relevance")
    assert spread.by_partner == {"GAIA": 2, "MITC": 5}
    assert spread.values == [2, 5]
    assert spread.middle == 3.5


def test_each_phase_has_the_name_that_the_source_gives_it():
    assert tuple(codes.PHASES) == PHASES
