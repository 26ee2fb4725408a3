"""What the evaluation page says, from a few made-up judgements."""

import pytest

from dia_data.evaluations import Answer, Spread
from dia_data.queries.evaluations import Progress
from pages.ui.evaluation import text as table
from tests.examples import example

NAMES = {"call": "SME call", "training": "Training"}
PROGRESS = [
    example(Progress, partner="SCS", judged=2, draft=0, submitted=0, cleared=2),
    example(Progress, partner="GAIA", judged=2, draft=1, submitted=1, cleared=0),
    example(Progress, partner="MITC", judged=0, draft=0, submitted=0, cleared=0),
    example(Progress, partner="BNPT", judged=3, draft=0, submitted=3, cleared=0),
]


def spread(activity_id: str = "call", criterion: str = "impact", **by_partner: int) -> Spread:
    return Spread(activity_id=activity_id, criterion=criterion, by_partner=by_partner)


def test_the_least_finished_judgement_tells_how_far_a_partner_is():
    assert table.group_by_state(PROGRESS) == {
        "cleared": ["SCS"],
        "submitted": ["BNPT"],
        "draft": ["GAIA"],
        "none": ["MITC"],
    }
    assert table.count_submitted(PROGRESS) == "2 of 4 forms are submitted, 1 approved."


@pytest.mark.parametrize(
    ("spreads", "finding"),
    [
        ([], "Nothing is judged by two partners yet, so there is no disagreement to show"),
        ([spread(SCS=3)], "Nothing is judged by two partners yet, so there is no disagreement to show"),
        ([spread(SCS=3, GAIA=3)], "All partners judge every activity the same"),
        ([spread(SCS=2, GAIA=5)], "Partners disagree most about the impact of “SME call”: from 2 to 5"),
    ],
)
def test_the_finding_names_the_biggest_disagreement(spreads: list[Spread], finding: str):
    assert table.write_finding(spreads, NAMES) == finding


@pytest.mark.parametrize(
    ("criterion", "finding"),
    [
        ("impact", "Partners disagree most about the impact of “SME call”: from 1 to 5"),
        (
            "efficiency",
            "About efficiency, partners disagree most on “Training”: from 2 to 4 (and as much about 1 more)",
        ),
        ("relevance", "Nothing is judged for relevance by two partners yet, so there is no disagreement to show"),
        ("effectiveness", "All partners judge every activity the same for effectiveness"),
    ],
)
def test_the_finding_about_one_criterion_says_so_where_another_is_further_apart(criterion: str, finding: str):
    spreads = [
        spread(SCS=1, GAIA=5),
        spread("training", "efficiency", SCS=2, GAIA=4),
        spread("call", "efficiency", SCS=4, GAIA=2),
        spread("call", "effectiveness", SCS=3, GAIA=3),
        spread("call", "relevance", SCS=3),
    ]
    assert table.write_finding(spreads, NAMES, criterion=criterion) == finding


def test_the_phases_are_done_now_or_to_come():
    assert [when for _, when in table.list_steps("clearance")] == ["done", "done", "now", "to come", "to come"]


def test_who_did_not_judge_has_an_empty_cell_and_no_number():
    rows = table.tabulate_spreads([spread(SCS=2, GAIA=5)], NAMES, ["SCS", "GAIA", "MITC"])
    (row,) = rows.to_dict("records")
    assert (row["activity_name"], row["lowest"], row["median"], row["highest"], row["answered"]) == (
        "SME call",
        2,
        3.5,
        5,
        2,
    )
    assert rows["MITC"].isna().all()


def test_an_open_criterion_is_called_open():
    row = example(Answer, relevance=4, effectiveness=1)
    assert table.describe_judgement(row) == "relevance 4, efficiency open, effectiveness 1, impact open"
