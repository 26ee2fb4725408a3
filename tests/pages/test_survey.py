"""The survey page: one theme at a time, what the filters do in it, and what an empty place says."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Opened

EUROPE = "Europe: business and interest, % of the countries named"


def headings(app: AppTest) -> list[str]:
    return [heading.value.replace("\\", "") for heading in app.subheader]


def text(app: AppTest) -> str:
    pieces = [*app.header, *app.markdown, *app.caption, *app.info, *app.warning]
    return " ".join(piece.value for piece in pieces).replace("\\", "").replace("\u00a0", " ")


def test_the_first_view_names_the_biggest_gap_and_the_demand_without_a_partner(opened: Opened):
    app = opened("survey")
    finding = "Germany has the biggest gap between interest and business in Europe: 21 % of interest, "
    finding += "9 % of existing business (6 countries compared)"
    assert [header.value.replace("\\", "").replace("\u00a0", " ") for header in app.header] == [finding]
    assert "Demand without a partner: UK (12 % of interest, 13 % of existing business)" in text(app)
    assert EUROPE in headings(app)
    assert "Whole percentages fit almost any number".lower() in text(app).lower()


def test_a_chosen_country_is_told_in_a_sentence(opened: Opened):
    assert (
        "Germany: 9 % of the European countries named for existing business, "
        "21 % of those named as a country of interest" in text(opened("survey", country="Germany"))
    )


def test_a_chosen_partner_marks_its_country(opened: Opened):
    assert "Italy: 10 % of the European countries named for existing business" in text(
        opened("survey", partner="MESAP")
    )


def test_a_country_that_no_answer_names_says_so(opened: Opened):
    assert "Luxembourg: named in no answer" in text(opened("survey", country="Luxembourg"))


def test_a_sector_changes_nothing_among_countries_and_the_page_says_so(opened: Opened):
    assert "nothing depends on sector" in text(opened("survey", sector="ICT"))


def test_needs_say_whether_they_differ_and_what_is_linked_to_nothing(opened: Opened):
    app = opened("survey", theme="Needs and services")
    assert (
        "The five needs may or may not differ (n ≈ 65, inferred): how many SMEs gave both answers is not in the source"
        in text(app)
    )
    assert "% of those who answered (n ≈ 65, inferred); several answers possible" in text(app)
    assert "Funding of international R&D" in text(app)
    assert len(app.table[0].value) == 9


@pytest.mark.parametrize("theme", ["Needs and services", "Objectives", "Collaboration", "Industrial markets"])
def test_which_answers_differ_and_what_has_no_interval_is_said_once(opened: Opened, theme: str):
    app = opened("survey", theme=theme)
    said = [piece.value for piece in [*app.markdown, *app.caption]]
    apart = [
        sentence for sentence in said if " differ" in sentence or " be level" in sentence or "No interval" in sentence
    ]
    assert apart
    assert len(apart) == len(set(apart))
    assert not any(one in other for one in apart for other in apart if one != other)


def test_one_need_leaves_its_services(opened: Opened):
    app = opened("survey", theme="Needs and services", need="Financing for business development")
    assert len(app.table[0].value) == 4


def test_a_need_without_a_service_says_so(opened: Opened):
    app = opened("survey", theme="Needs and services", need="Funding of international R&D")
    assert "No service of D3.1 §9.2 is listed in §9.1" in text(app)


def test_objectives_reasons_and_ways_are_one_theme(opened: Opened):
    app = opened("survey", theme="Objectives")
    assert len(headings(app)) == 3
    assert "“To acquire new customers” stands apart (n ≈ 65, inferred)." in text(app)


def test_statements_are_approximate_figures(opened: Opened):
    said = {metric.value: metric.delta for metric in opened("survey", theme="Collaboration").metric}
    assert said == {
        "nearly 90 %": "printed as “nearly”: approximate",
        "nearly 85 %": "printed as “nearly”: approximate",
    }


@pytest.mark.parametrize(
    ("sector", "figure"),
    [("ICT", "nearly 90 %"), ("Plasma Technology", "nearly 85 %"), ("Machining and Manufacturing", "nearly 85 %")],
)
def test_a_sector_of_the_clusters_leaves_the_questions_it_was_asked(opened: Opened, sector: str, figure: str):
    assert [metric.value for metric in opened("survey", theme="Collaboration", sector=sector).metric] == [figure]


def test_a_sector_that_was_not_asked_apart_leaves_both_and_says_so(opened: Opened):
    app = opened("survey", theme="Collaboration", sector="Automotive")
    assert len(app.metric) == 2
    assert "not Automotive apart: both are shown" in text(app)


def test_a_target_industry_is_marked(opened: Opened):
    assert "Marked by the filters: Logistics." in text(opened("survey", theme="Industrial markets", sector="Logistics"))


def test_an_industry_that_the_partner_does_not_cover_is_not_marked_and_the_page_says_so(opened: Opened):
    app = opened("survey", theme="Industrial markets", sector="Logistics", partner="BNPT")
    assert "None of these fits the chosen filters" in text(app)


def test_bases_are_shown_with_why_they_are_inferred(opened: Opened):
    app = opened("survey", theme="How many answered")
    assert "D3.1 does not print how many answered" in text(app)
    assert "44 ICT and 56 production SMEs are 100" in text(app)
    assert len(app.table[0].value) == 14


@pytest.mark.parametrize(
    ("theme", "answer"),
    [
        (
            "Needs and services",
            "64.6 % of those who answered (n ≈ 65, inferred): economic and technical information",
        ),
        ("Objectives", "93.8 % of those who answered (n ≈ 65, inferred): to acquire new customers"),
        ("Collaboration", "Nearly 90 % of the ICT SMEs that answered: “yes”"),
        ("Industrial markets", "49.3 % of those who answered (n ≈ 71, inferred): automotive"),
        ("How many answered", "Probably 71 SMEs or more answered: inferred for 8 of 14 questions, printed for none"),
    ],
)
def test_each_theme_opens_with_its_answer(opened: Opened, theme: str, answer: str):
    assert opened("survey", theme=theme).header[0].value.replace("\\", "").replace("\u00a0", " ") == answer


def test_an_unknown_theme_in_a_link_is_named_and_countries_are_shown(opened: Opened):
    app = opened("survey", theme="Atlantis")
    assert any("“Atlantis”" in warning.value for warning in app.warning)
    assert EUROPE in headings(app)


ADVICE = "For long-term cooperation, the consortium might consider a cluster partner in the UK"


def test_the_advice_of_the_strategy_and_the_warning_of_the_observatory_stand_beside_the_ranking(opened: Opened):
    said = text(opened("survey"))
    assert f"{ADVICE} (D3.1 §5.2.5 prose)." in said
    assert "“the regional approach would not be appropriate” (ECO §4.5)." in said


def test_the_page_says_how_old_the_survey_can_be(opened: Opened):
    assert "When the survey was carried out is not in the source. D3.1 prints no date." in text(opened("survey"))
