"""The briefing: its headlines, and that each of its links opens a page that knows what the link asks for."""

import pytest

from dia_data.store import Store
from pages.ui import briefing_view
from tests.pages.conftest import Opened

QUESTIONS = ("Markets", "Demand", "Cooperation", "Gaps", "SWOT", "Sources")


@pytest.fixture
def summaries(consortium: Store):
    return briefing_view.made(day=date(2026, 11, 22)).cards


def test_the_six_headlines_are_those_of_the_pages(opened: Opened):
    said = {metric.label.partition(":")[0]: (metric.value, metric.delta) for metric in opened().metric}
    assert tuple(name.removesuffix("\\") for name in said) == QUESTIONS
    values = dict(zip(QUESTIONS, said.values(), strict=True))
    assert values["Markets"] == ("China", "6.1 %")
    assert values["Demand"] == ("93.8 %", "To acquire new customers")
    assert values["Cooperation"] == ("very strong", "Central Western and Southwest Europe")
    assert values["Gaps"] == ("Logistic", "35.2 % of SMEs target it")
    assert values["SWOT"][0] == "10 of 11"


def test_the_sentence_says_who_we_are_and_that_the_plan_is_past(opened: Opened):
    said = opened().markdown[0].value.replace("\\", "")
    assert said.startswith("6 European cluster organisations in 6 countries, with ≈ more than 850 companies")
    assert said.endswith("planned for 01/2020 to 09/2021 (now past).")


def test_a_date_within_the_plan_does_not_call_it_past(opened: Opened):
    assert "now past" not in opened(as_of="2020-06-30").markdown[0].value


def test_demand_without_a_partner_is_the_uk(summaries):
    lines = [line.text for summary in summaries for line in summary.lines]
    assert "UK (no partner): 12 % of wishes, 13 % business" in lines


def test_no_chart_and_no_table_makes_a_first_visit_slow(opened: Opened):
    app = opened()
    kinds = {element.type for element in app.main}
    assert {"metric", "page_link"} <= kinds
    assert not kinds & {"plotly_chart", "deck_gl_json_chart", "arrow_data_frame", "table"}


def test_each_link_opens_a_page_that_knows_all_it_asks_for(opened: Opened, summaries):
    for line in [line for summary in summaries for line in summary.lines]:
        app = opened(line.page.removesuffix(".py"), **line.address)
        assert [warning.value for warning in app.warning if "link" in warning.value] == [], line
        assert all(app.session_state[name] for name in line.address), line
