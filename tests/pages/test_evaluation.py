"""The page /evaluation: without a round, with one, and its forms."""

from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from dia_data import local_time
from dia_data.queries import evaluations as asked
from dia_data.record import activities, evaluations
from dia_data.storage.store import Store
from pages.ui import grid
from tests.pages.conftest import Opened


@pytest.fixture
def round_id(own: Store) -> str:
    """A round in its implementation phase in which two partners disagree about one activity."""
    opened = evaluations.open_round(own, round_name="Mid-term", starts=date(2020, 12, 1), ends=None, author="Ana")
    seen = asked.rounds(own)[0].batch_id
    evaluations.move_to(own, round_id=opened, phase="implementation", author="Ana", seen=seen)
    for partner_id, relevance in (("gaia", 1), ("scs", 5)):
        evaluations.judge(
            own, round_id=opened, partner_id=partner_id, activity_id="ambassadors", seen=None, author="Ana",
            judgements={"relevance": relevance, "impact": 4}, comment="", lesson=f"<b>{partner_id}</b> learned",
        )  # fmt: skip
    return opened


def test_without_a_round_the_page_says_what_the_source_wants_and_offers_to_open_one(opened: Opened):
    app = opened("evaluation")
    assert app.header[0].value == "No self-evaluation is recorded yet."
    assert "Dec 2020/Jan 2021" in app.markdown[0].value
    assert "Open a round" in [one.label for one in app.expander]


def test_the_biggest_disagreement_is_the_answer(opened: Opened, round_id: str):
    app = opened("evaluation")
    assert app.header[0].value.startswith("Partners disagree most about the relevance of “Establishment of ambassadors")
    assert app.header[0].value.endswith("from 1 to 5")
    assert "0 of 6 forms are submitted" in " ".join(one.value for one in app.markdown)
    table = app.dataframe[0].value
    assert list(table["criterion"]) == ["relevance", "impact"]
    assert table.loc[0, ["GAIA/BasqueGames", "SCS", "disagreement"]].tolist() == [1, 5, 1.0]


def test_another_criterion_has_its_own_finding(opened: Opened, round_id: str):
    app = opened("evaluation", criterion="Impact")
    assert app.header[0].value == "All partners judge every activity the same for impact"
    assert any(
        "Preparatory phase" in one.value and "**Implementation phase (now)**" in one.value for one in app.markdown
    )


def test_lessons_are_shown_as_typed(opened: Opened, round_id: str):
    app = opened("evaluation", evaluation_view="Lessons and follow-up")
    texts = [one.value for one in app.markdown]
    assert any("\\<b\\>gaia" in text for text in texts)


def test_a_judgement_is_saved_through_its_form(opened: Opened, own: Store, round_id: str):
    app = opened("evaluation", evaluation_view="Record")
    app.segmented_control(key="evaluation_form").set_value("Judge one").run()
    app.selectbox(key="whose_partner_0").set_value("mitc").run()
    app.selectbox(key="whose_activity_0").set_value("sme_call").run()
    app.segmented_control(key=f"judge_{round_id}_mitc_sme_call_relevance_0").set_value(3)
    next(one for one in app.text_input if one.label == "Your name").set_value("Mia")
    next(one for one in app.button if one.label == "Save").click().run()
    assert not app.exception
    answers = {one.partner: one for one in asked.answers(own, round_id=round_id)}
    assert answers["MITC"].relevance == 3
    assert answers["MITC"].recorded_by == "Mia"


def test_what_is_refused_is_said_and_what_was_typed_stays(opened: Opened, own: Store, round_id: str):
    app = opened("evaluation", evaluation_view="Record")
    app.segmented_control(key="evaluation_form").set_value("Recommendation").run()
    app.text_area(key=f"follow_up_{round_id}_text_0").set_value("Meet more often")
    next(one for one in app.button if one.label == "Save recommendation").click().run()
    assert "Enter the name that the history is to show" in app.error[0].value
    assert app.text_area(key=f"follow_up_{round_id}_text_0").value == "Meet more often"
    assert asked.followups(own, round_id=round_id) == []


def test_nothing_is_recorded_while_a_past_date_is_shown(opened: Opened, round_id: str):
    today = local_time.find_day(datetime.now(UTC)).isoformat()
    app = opened("evaluation", evaluation_view="Record", as_of=today)
    assert any("Recording is off" in one.value for one in app.info)


def test_all_activities_are_judged_on_one_sheet(own: Store, opened: Opened, round_id: str):
    app = opened("evaluation", evaluation_view="Record")
    app.segmented_control(key="evaluation_form").set_value("Judge all").run()
    (partner,) = (one for one in app.selectbox if one.label == "Partner")
    app = partner.set_value("mesap").run()
    words = {"comment": "", "lesson": ""}
    rows = [
        {"key": one, "relevance": "4", "efficiency": "", "effectiveness": "5", "impact": "3", **words}
        for one in activities.name_activities(own)
    ]

    def send(*entered: dict) -> AppTest:
        form = f"consortium/grid_judgements_{round_id}_mesap_0"
        app.session_state[grid.ENTERED] = grid.Entered(form=form, rows=entered, author="Ana", reason="", sent=True)
        return app.run()

    assert any("1 entry needs a correction" in one.value for one in send(rows[0] | {"impact": "9"}, *rows[1:]).error)
    (save,) = (one for one in send(*rows).button if one.label == "Save")
    save.click().run()
    found = [one for one in asked.answers(own, round_id=round_id) if one.partner_id == "mesap"]
    assert [one.judgements["effectiveness"] for one in found] == [5] * len(rows)
    assert len({one.batch_id for one in found}) == 1
