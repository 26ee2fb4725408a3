"""A round from its opening to the list for the sustainability plan, and what is refused on the way."""

from datetime import date

import pandas as pd
import pytest

from dia_data.errors import EntryChanged, EntryInvalid
from dia_data.queries import evaluations as asked
from dia_data.record import evaluations
from dia_data.storage.store import Store
from tests.conftest import Record

ALL = {"relevance": 4, "efficiency": 3, "effectiveness": 5, "impact": None}


@pytest.fixture
def members(store: Store, record: Record) -> Store:
    """A store that knows two partners and two activities."""
    record(
        {
            "partners": [
                {"partner_id": "gaia", "short_name": "GAIA", "position": 1},
                {"partner_id": "scs", "short_name": "SCS", "position": 2},
            ],
            "activities": [
                {"activity_id": "ambassadors", "activity_name": "Ambassadors", "position": 1},
                {"activity_id": "sme_call", "activity_name": "SME call", "position": 2},
            ],
        },
        kind="document",
    )
    return store


@pytest.fixture
def round_id(members: Store) -> str:
    """A round in its implementation phase."""
    opened = evaluations.open_round(
        members, round_name="Mid-term", starts=date(2020, 12, 1), ends=date(2021, 1, 31), author="Ana"
    )
    move(members, opened, "implementation")
    return opened


def move(store: Store, round_id: str, phase: str) -> None:
    seen = asked.rounds(store)[0].batch_id
    evaluations.move_to(store, round_id=round_id, phase=phase, author="Ana", seen=seen)


def judged(store: Store, round_id: str, **changed: object) -> str:
    given = {
        "partner_id": "gaia",
        "activity_id": "ambassadors",
        "judgements": ALL,
        "comment": "",
        "lesson": "",
        "author": "Ana",
        "seen": None,
    }
    return evaluations.judge(store, round_id=round_id, **(given | changed))


def test_a_round_opens_in_its_preparatory_phase(members: Store):
    evaluations.open_round(members, round_name=" Mid-term ", starts=None, ends=None, author="Ana")
    (row,) = asked.rounds(members)
    assert (row.round_name, row.phase, row.recorded_by) == ("Mid-term", "preparatory", "Ana")


def test_two_rounds_may_not_have_one_name(members: Store, round_id: str):
    with pytest.raises(EntryInvalid, match="already a round with this name"):
        evaluations.open_round(members, round_name="mid-TER\uff2d\u200b", starts=None, ends=None, author="Ana")


def test_a_round_may_not_end_before_it_starts(members: Store):
    with pytest.raises(EntryInvalid, match="ends before it starts"):
        evaluations.open_round(
            members, round_name="Final", starts=date(2021, 9, 1), ends=date(2021, 8, 1), author="Ana"
        )


def test_a_judgement_is_a_draft_and_an_open_criterion_stays_open(members: Store, round_id: str):
    judged(members, round_id, lesson="Start earlier")
    (row,) = asked.answers(members, round_id=round_id)
    assert (row.relevance, row.state, row.lesson, row.basis) == (4, "draft", "Start earlier", "entered")
    assert pd.isna(row.impact)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"partner_id": None}, "Partner: nothing is chosen; choose one of GAIA, SCS."),
        ({"activity_id": "nowhere"}, "Activity: “nowhere” is unknown"),
        ({"judgements": ALL | {"impact": 6}}, "Impact: 6 is not on the scale; choose a whole number from 1 to 5."),
        ({"judgements": {}}, "Judgement: nothing is filled in."),
        ({"comment": "x" * 501}, "Comment: it has 501 characters; at most 500 are allowed."),
        ({"author": " "}, "Your name: it is empty."),
    ],
)
def test_a_judgement_that_cannot_be_is_refused_with_a_sentence(members: Store, round_id: str, changed, sentence):
    with pytest.raises(EntryInvalid) as refused:
        judged(members, round_id, **changed)
    assert sentence in str(refused.value)
    assert asked.answers(members, round_id=round_id) == []


def test_judging_belongs_to_the_implementation_phase(members: Store, round_id: str):
    move(members, round_id, "clearance")
    with pytest.raises(EntryInvalid, match="Round: it is in its clearance phase"):
        judged(members, round_id)


def test_the_second_of_two_who_judge_for_one_partner_sees_the_first_and_decides(members: Store, round_id: str):
    first = judged(members, round_id)
    with pytest.raises(EntryChanged, match=r"Ana .* judged this activity for the same partner"):
        judged(members, round_id, author="Ben")
    judged(members, round_id, author="Ben", seen=first)
    assert [one.recorded_by for one in asked.answers(members, round_id=round_id)] == ["Ben"]


def test_a_form_is_submitted_handed_back_submitted_again_and_cleared(members: Store, round_id: str):
    judged(members, round_id)
    judged(members, round_id, activity_id="sme_call")
    evaluations.submit(members, round_id=round_id, partner_id="gaia", author="Ana")
    with pytest.raises(EntryInvalid, match="it is submitted already"):
        judged(members, round_id)
    evaluations.hand_back(members, round_id=round_id, partner_id="gaia", author="Lea", reason="Impact is missing")
    evaluations.submit(members, round_id=round_id, partner_id="gaia", author="Ana")
    move(members, round_id, "clearance")
    evaluations.clear(members, round_id=round_id, partner_id="gaia", author="Lea")
    progress = {one.partner: one for one in asked.progress(members, round_id=round_id)}
    assert progress["GAIA"] == asked.Progress(
        partner_id="gaia", partner="GAIA", planned=0, judged=2, draft=0, submitted=0, cleared=2,
    )  # fmt: skip
    assert progress["SCS"].judged == 0


def test_nothing_can_be_cleared_before_it_is_submitted(members: Store, round_id: str):
    judged(members, round_id)
    move(members, round_id, "clearance")
    with pytest.raises(EntryInvalid, match="nothing is submitted that could be approved"):
        evaluations.clear(members, round_id=round_id, partner_id="gaia", author="Lea")


def test_a_line_of_the_plan_is_recorded_and_reworded_by_who_saw_it(members: Store, round_id: str):
    line = {
        "round_id": round_id, "partner_id": "scs", "activity_id": "sme_call", "timeframe": "January",
        "budget_eur": 500.0, "role": "", "responsible": "Léa", "author": "Léa",
    }  # fmt: skip
    first = evaluations.plan(members, **line, seen=None)
    with pytest.raises(EntryChanged):
        evaluations.plan(members, **line, seen=None)
    with pytest.raises(EntryInvalid, match="Budget: it is below zero"):
        evaluations.plan(members, **line | {"budget_eur": -1.0}, seen=first)
    evaluations.plan(members, **line | {"budget_eur": None}, seen=first)
    (row,) = asked.plan(members, round_id=round_id)
    assert (row.partner, row.responsible, row.role) == ("SCS", "Léa", None)
    assert pd.isna(row.budget_eur)


def test_a_recommendation_is_followed_up_until_it_is_done(members: Store, round_id: str):
    evaluations.follow_up(
        members, round_id=round_id, recommendation="Meet online", activity_id=None, partner_id="scs",
        due=date(2021, 3, 1), author="Lea",
    )  # fmt: skip
    (row,) = asked.followups(members, round_id=round_id)
    assert (row.recommendation, row.partner, row.is_done) == ("Meet online", "SCS", False)
    evaluations.finish(members, round_id=round_id, followup_id=row.followup_id, author="Lea", seen=row.batch_id)
    assert [one.is_done for one in asked.followups(members, round_id=round_id)] == [True]


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ({"activity_id": "nowhere"}, "Activity: “nowhere” is unknown; choose one of Ambassadors, SME call"),
        ({"partner_id": "nobody"}, "Owner: “nobody” is unknown; choose one of GAIA, SCS"),
    ],
)
def test_a_recommendation_names_an_activity_and_a_partner_of_the_record_or_none(
    members: Store, round_id: str, named: dict, sentence: str
):
    usual = {"recommendation": "Meet online", "activity_id": None, "partner_id": None, "due": None, "author": "Lea"}
    with pytest.raises(EntryInvalid, match=sentence):
        evaluations.follow_up(members, round_id=round_id, **usual | named)
    assert asked.followups(members, round_id=round_id) == []


def test_an_activity_is_put_on_the_list_for_the_sustainability_plan_only_with_a_reason(members: Store, round_id: str):
    listed = {"round_id": round_id, "activity_id": "sme_call", "is_listed": True, "author": "Lea", "seen": None}
    with pytest.raises(EntryInvalid, match="Reason: it is empty"):
        evaluations.put_on_list(members, **listed, reason=" ")
    evaluations.put_on_list(members, **listed, reason="It worked")
    (row,) = asked.sustainability(members, round_id=round_id)
    assert (row.activity_name, row.is_listed, row.reason) == ("SME call", True, "It worked")


def test_what_is_named_must_be_in_the_record(members: Store, round_id: str):
    with pytest.raises(EntryInvalid, match="Round: “nowhere” is not in the record"):
        judged(members, "nowhere")
    with pytest.raises(EntryInvalid, match="Recommendation: it is not in the record"):
        evaluations.finish(members, round_id=round_id, followup_id="nowhere", author="Lea", seen="")
