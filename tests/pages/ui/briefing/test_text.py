"""The briefing in words: each headline from a few rows, and what a card says when nothing is known."""

from datetime import date

import pandas as pd
import pytest

from dia_data.attention import CheckResult
from dia_data.queries.briefing import Alliance
from dia_data.swot import Coverage, Point
from dia_data.swot_rules import Outcome, RuleFigure, Verdict
from pages.ui.briefing import text as items
from pages.ui.market_table import Headline
from tests.examples import example

ALLIANCE = Alliance(
    partners=6, countries=6, markets=("Germany", "Brazil"), activities=25, services=9, kpis=23,
    starts=date(2020, 1, 1), ends=date(2021, 9, 30), companies=850.0,
    companies_qualifier="more than", companies_basis="approximate", companies_locator="§1.2",
)  # fmt: skip
NO_PAIRS = pd.DataFrame(
    {
        name: []
        for name in ("pair", "first_id", "first_name", "second_id", "second_name", "rd", "business", "difference")
    }
)
NO_PLACES = pd.DataFrame({"country_name": [], "want_pct": [], "have_pct": []})


def verdict(rule: str, code: str, name: str, outcome: Outcome = Outcome.TRIPPED) -> Verdict:
    row = example(RuleFigure, rule_id=rule, rule_name=f"rule {rule}", item_id="threat")
    return Verdict(rule=row, country_code=code, country_name=name, outcome=outcome, readings=())


def answers(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["question_id", "option_label", "share_pct"]).assign(audience="all", base=65.0)


def test_the_alliance_is_told_with_the_sign_of_what_is_approximate():
    said = items.introduce_alliance(ALLIANCE, today=date(2020, 6, 1))
    assert "with more than 850 companies behind them. Target markets: Germany and Brazil. 25 joint" in said
    assert said.endswith("25 joint activities, planned for 01/2020 to 09/2021; 9 services and 23 KPIs.")


@pytest.mark.parametrize(("today", "is_past"), [(date(2021, 9, 30), False), (date(2021, 10, 1), True)])
def test_a_plan_is_past_when_its_last_day_is_over(today: date, is_past: bool):
    assert ("(now past)" in items.introduce_alliance(ALLIANCE, today=today)) is is_past


def test_an_alliance_of_which_little_is_stated_is_told_without_numbers_of_companies_and_without_dates():
    said = items.introduce_alliance(example(Alliance, markets=()), today=date(2026, 1, 1))
    assert "their companies behind them" in said
    assert "planned" not in said


def test_the_first_lead_is_the_headline_and_the_others_lead_to_their_market():
    leads = [
        Headline(
            question="Fastest growth, 2019 (f)", leader="China", figure="6.1 %", known=5, shown=6, is_forecast=True
        ),
        Headline(question="Longest usual payments", leader="Italy", figure="on average 120 days", known=5, shown=6),
        Headline(question="Best rank", leader="Germany and France", figure="rank 12"),
        Headline(question="Left out", leader="USA", figure="30 %"),
    ]
    card = items.lead_markets(leads)
    assert (card.question, card.headline, card.detail) == (
        "Markets: fastest growth, 2019 forecast", "China", "6.1 %, 5 of 6 markets",
    )  # fmt: skip
    assert card.short == "China, 6.1 % forecast: fastest growth, 5 of 6"
    assert card.lines[0].address == {"market": "Italy"}
    assert card.lines[1].address == {}
    assert [line.text for line in card.lines][-1] == "All target markets side by side"
    assert len(card.lines) == items.LINES


def test_without_a_leader_the_card_of_the_markets_says_so():
    card = items.lead_markets([])
    assert (card.headline, [line.page for line in card.lines]) == ("not in the source", ["markets.py"])


def test_demand_names_the_first_objective_the_first_need_and_the_first_country_without_a_partner():
    places = pd.DataFrame({"country_name": ["Sweden", "UK"], "want_pct": [None, 12.0], "have_pct": [6.0, 13.0]})
    card = items.describe_demand(
        answers(("objectives", "New markets", 64.6), ("objectives", "New customers", 93.8),
                ("support_services", "Information", 64.6)),
        places,
    )  # fmt: skip
    assert (card.headline, card.detail) == ("93.8 %", "of those who answered (n ≈ 65, inferred): new customers")
    assert [line.text for line in card.lines[1:]] == [
        "64.6 % of those who answered: information",
        "UK (no partner): 12 % of interest, 13 % of existing business",
    ]
    assert card.lines[2].address == {"theme": "Countries", "country": "UK"}


def test_demand_without_a_survey_says_not_in_the_source():
    card = items.describe_demand(answers(), NO_PLACES)
    assert (card.headline, card.detail, len(card.lines)) == ("not in the source", "", 1)


def test_cooperation_is_about_our_regions_and_about_where_business_is_most_ahead():
    pairs = pd.DataFrame(
        [
            ("A Europe – B Europe", "a", "A Europe", "b", "B Europe", 4, 4, 0),
            ("B Europe – C Europe", "b", "B Europe", "c", "C Europe", 1, 3, 2),
            ("A Europe – C Europe", "a", "A Europe", "c", "C Europe", 1, 2, 1),
        ],
        columns=list(NO_PAIRS.columns),
    )
    card = items.describe_cooperation(pairs, ["c"], sample="2012–2014")
    assert (card.headline, card.detail) == ("strong", "B and C Europe (ECO sample, 2012–2014)")
    assert [line.text for line in card.lines] == [
        "R&D there: weak",
        "Business ahead of R&D in 2 of 3 pairs",
        "Most ahead: B and C Europe",
    ]
    assert card.lines[2].address == {"purpose": "Difference", "pair": "B Europe – C Europe"}


def test_links_that_tie_are_all_named():
    pairs = pd.DataFrame(
        [
            ("A Europe – B Europe", "a", "A Europe", "b", "B Europe", 4, 4, 0),
            ("B Europe – C Europe", "b", "B Europe", "c", "C Europe", 3, 4, 1),
        ],
        columns=list(NO_PAIRS.columns),
    )
    card = items.describe_cooperation(pairs, ["b"], sample=None)
    assert (card.headline, card.detail) == ("very strong", "A and B Europe; B and C Europe (ECO)")
    assert card.lines[0].text == "R&D there: very strong and strong"
    assert "pair" not in card.lines[0].address


def test_cooperation_without_figures_says_not_in_the_source():
    assert items.describe_cooperation(NO_PAIRS, [], sample=None).headline == "not in the source"


def test_gaps_name_the_industry_the_markets_and_the_points_that_nobody_works_on():
    industries = pd.DataFrame(
        [("Logistics", 35.2, "MITC", False, False), ("Logistics", 35.2, "SCS", False, True),
         ("Automotive", 49.3, "MITC", True, True)],
        columns=["industry", "share_pct", "partner", "listed", "described"],
    )  # fmt: skip
    targets = pd.DataFrame({"country_code": ["CHN"], "country_name": ["China"], "role": ["target_world"]})
    profiles = pd.DataFrame({"country_code": ["SWE"], "contact_codes": [[]]})
    left_open = Coverage(unanswered=tuple(example(Point, subject=name) for name in ("consortium", "ITA")), idle=())
    card = items.list_gaps(industries, targets, profiles, left_open)
    assert (card.headline, card.detail) == ("Logistics", "35.2 % of those who answered target it")
    assert [line.text for line in card.lines] == [
        "By our reading of §6, SCS covers it",
        "China: no partner, no contacts stated",
        "Weaknesses or threats we linked to no activity: 1",
    ]
    assert card.lines[0].address == {"sector": "Logistics"}
    assert items.list_gaps(industries.iloc[:0], targets, profiles, left_open).headline == "not in the source"


def test_rules_are_counted_once_however_many_markets_trip_them():
    card = items.count_rules(
        [
            verdict("one", "ITA", "Italy"),
            verdict("two", "ITA", "Italy"),
            verdict("one", "DEU", "Germany", Outcome.HOLDS_OFF),
            verdict("three", "DEU", "Germany"),
            verdict("four", "DEU", "Germany", Outcome.UNKNOWN),
        ]
    )
    assert (card.headline, card.detail) == ("3 of 3", "Italy 2 · Germany 1")
    assert card.lines[0].text == "Italy: rule one, rule two"
    assert card.lines[0].address == {"show": "Warnings", "country": "Italy"}


def test_contradictions_are_counted_and_the_most_broken_come_first():
    found = {"Shares add up.": 1, "Figures agree.": 12, "It holds.": 0}
    checks = [example(CheckResult, sentence=sentence, rows=rows) for sentence, rows in found.items()]
    card = items.count_contradictions(checks, missing=23)
    assert (card.headline, card.detail) == ("13", "found by 2 of 3 checks, all listed")
    assert card.short == "13 contradictions in the sources"
    assert [line.text for line in card.lines] == [
        "12: Figures agree.",
        "1: Shares add up.",
        "23 market figures are not in the source",
    ]
