"""Sheets of a self-evaluation: what stands in them, and what the record takes of them."""

from dia_data.evaluations import Answer
from dia_data.grids import Takes
from dia_data.queries.evaluations import PlanLine
from dia_data.storage.tables import CRITERIA
from pages.ui.evaluation import sheets
from tests.examples import example

NAMES = {"fair": "A fair", "call": "A call"}


def test_what_is_judged_stands_in_its_fields_and_what_is_open_comes_first():
    answer = example(
        Answer, activity_id="fair", relevance=4, efficiency=None, effectiveness=None, impact=2, comment="Well",
        lesson=None, state="draft",
    )  # fmt: skip
    grid = sheets.build_judgements("round", "scs", NAMES, {"fair": answer})
    filled, still_open = grid.lines
    assert (filled.group, still_open.group) == ("filled", "open")
    assert dict(filled.holds) == dict(zip(CRITERIA, ("4", "", "", "2"), strict=True)) | {
        "comment": "Well",
        "lesson": "",
    }
    assert (filled.stands, still_open.stands, filled.why) == ("relevance 4, impact 2, Well", "", "")


def test_a_submitted_judgement_says_that_it_cannot_be_changed():
    answer = example(Answer, activity_id="fair", state="submitted")
    line = sheets.build_judgements("round", "scs", NAMES, {"fair": answer}).lines[0]
    assert line.why == "Submitted: it can be changed once the leader returns it"


def test_a_plan_takes_a_number_for_its_budget():
    line = example(PlanLine, activity_id="call", timeframe="May", budget_eur=1250.5, role=None, responsible="Ana")
    grid = sheets.build_plan("round", "scs", NAMES, {"call": line})
    assert dict(grid.lines[1].holds) == {"timeframe": "May", "budget_eur": "1250.5", "role": "", "responsible": "Ana"}
    assert [column.takes for column in grid.columns] == [Takes.TEXT, Takes.NUMBER, Takes.TEXT, Takes.TEXT]


def test_what_was_entered_becomes_a_row_of_the_record():
    assert sheets.build_rows([{"key": "fair", "role": "Lead"}], sheets.PLANNED) == [
        {"activity_id": "fair", "timeframe": "", "budget_eur": "", "role": "Lead", "responsible": ""}
    ]
