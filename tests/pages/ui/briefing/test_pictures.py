"""The findings above the small pictures, each over what its figures say."""

from datetime import date

import pandas as pd

from dia_data import roadmap
from dia_data.queries.markets import CitedReading
from dia_data.queries.survey import CountryShare
from dia_data.roadmap import Programme
from pages.ui.briefing import pictures
from pages.ui.briefing.charts import Growth, Interest, Span
from tests.examples import example

TODAY, LAST = date(2021, 12, 31), date(2022, 3, 31)
CHINA = Growth(market="China", values={"2018": 6.6, "2019": 6.1}, forecasts=frozenset({"2019"}))
ITALY = Growth(market="Italy", values={"2018": 8.0, "2019": 3.4}, forecasts=frozenset({"2019"}))
BRAZIL = Growth(market="Brazil", values={})


def test_growth_is_listed_by_market_and_year_and_a_market_without_a_figure_stays():
    rows = pd.DataFrame(
        [
            example(CitedReading, country_name="China", period="2019", value=6.1, is_forecast=True),
            example(CitedReading, country_name="China", period="2019", value=5.0),
            example(CitedReading, country_name="Brazil", period="2019"),
        ]
    )
    assert pictures.list_growth(rows) == [
        Growth(market="China", values={"2019": 6.1}, forecasts=frozenset({"2019"})), BRAZIL,
    ]  # fmt: skip


def test_a_year_that_was_not_over_is_an_estimate_and_hollow_as_a_forecast_is():
    row = example(CitedReading, country_name="China", period="2018", value=6.6, edition="Atradius 2018-06")
    (china,) = pictures.list_growth(pd.DataFrame([row]))
    assert china.is_expected("2018")
    assert pictures._describe_growth(china) == "China: 2018 6.6 % estimate"


def test_who_grows_fastest_is_said_of_the_newest_year_and_of_the_markets_that_have_it():
    usa = Growth(market="USA", values={"2019": 3.0}, forecasts=frozenset({"2019"}))
    assert pictures.find_fastest([CHINA, ITALY, usa, BRAZIL]) == "China grows fastest: 6.1 % (2019 forecast)"


def test_of_two_figures_none_is_called_the_most_and_an_estimate_is_called_one():
    assert pictures.find_fastest([CHINA, ITALY, BRAZIL]) == "Growth of the target markets"
    known = [
        Growth(market=name, values={"2018": 1.0 + at}, estimates=frozenset({"2018"})) for at, name in enumerate("ABC")
    ]
    assert pictures.find_fastest(known) == "C grows fastest: 3 % (2018 estimate)"


def test_the_years_are_named_and_that_a_forecast_is_hollow():
    assert pictures.explain_years([CHINA, BRAZIL]) == "2018–2019, hollow: expected"
    assert pictures.explain_years([Growth(market="Italy", values={"2018": 1.8})]) == "2018"


def share(place: str, wish: str, share_pct: float | None, *, is_other: bool = False) -> CountryShare:
    return example(CountryShare, place=place, wish=wish, share_pct=share_pct, is_other=is_other)


def test_interest_is_of_places_named_in_both_questions_the_largest_gap_first():
    rows = pd.DataFrame(
        [
            share("France", "have", 16.0), share("France", "want", 13.0), share("Germany", "have", 9.0),
            share("Germany", "want", 21.0), share("Greece", "have", 6.0), share("Greece", "want", None),
            share("Other", "have", 1.0, is_other=True), share("Other", "want", 29.0, is_other=True),
        ]
    )  # fmt: skip
    assert pictures.list_interest(rows) == [
        Interest(place="Germany", have=9.0, want=21.0), Interest(place="France", have=16.0, want=13.0),
    ]  # fmt: skip


def test_an_unmet_interest_is_one_that_goes_beyond_existing_business():
    assert pictures.find_unmet([Interest(place="Germany", have=9.0, want=21.0)]).endswith("Germany, +12 points")
    assert pictures.find_unmet([Interest(place="Mexico", have=19.0, want=6.0)]).startswith("No country")


def status(name: str, *, starts: str, ends: str) -> roadmap.ActivityStatus:
    days = {"starts": date.fromisoformat(starts), "ends": date.fromisoformat(ends)}
    row = example(roadmap.Revision, activity_id=name, kind="planned", counts=True, **days)
    activity = example(roadmap.Activity, activity_id=name, activity_name=name)
    return roadmap.judge_activities([activity], [row], today=TODAY, programme_ends=date(2022, 6, 30))[0]


def test_the_next_months_have_what_is_open_in_them_and_ends_first():
    statuses = [
        status("long", starts="2021-01-01", ends="2022-06-30"), status("soon", starts="2021-12-01", ends="2022-01-15"),
        status("over", starts="2021-01-01", ends="2021-12-30"), status("later", starts="2022-04-01", ends="2022-05-01"),
    ]  # fmt: skip
    assert [one.name for one in pictures.list_spans(statuses, first=TODAY, last=LAST)] == ["soon", "long"]


def test_an_empty_stretch_says_why():
    programme = example(Programme, starts=date(2020, 1, 1), ends=date(2021, 9, 30))
    assert pictures.count_spans([], last=LAST) == "No activity in the next 3 months"
    assert pictures.explain_spans([], programme, today=TODAY) == "The programme ended on 30 Sep 2021."
    assert pictures.explain_spans([], None, today=TODAY) == "No activity has dates in this time."


def test_more_activities_than_are_drawn_are_counted():
    spans = [Span(name=str(place), starts=TODAY, ends=LAST) for place in range(pictures.ACTIVITIES + 1)]
    assert pictures.count_spans(spans, last=LAST) == "5 activities until 31 Mar 2022"
    assert pictures.explain_spans(spans, None, today=TODAY) == "4 ending first"
