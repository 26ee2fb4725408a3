"""The findings above the small pictures, each over what its figures say."""

from datetime import date

import pandas as pd

from dia_data import roadmap
from dia_data.queries.markets import CitedReading
from dia_data.queries.survey import CountryShare
from dia_data.roadmap import Programme
from pages.ui.briefing import pictures
from pages.ui.briefing.charts import Activity, Interest
from tests.examples import example
from tests.pages.ui.growth import ahead, year

TODAY, LAST = date(2021, 12, 31), date(2022, 3, 31)
CHINA = (year("2018", 6.6), ahead("2019", 6.1))
ITALY = (year("2018", 8), ahead("2019", 3.4))


def test_growth_is_listed_by_market_and_year_and_a_market_without_a_figure_stays():
    rows = pd.DataFrame(
        [
            example(CitedReading, country_name="China", period="2019", value=6.1, is_forecast=True),
            example(CitedReading, country_name="China", period="2019", value=5.0),
            example(CitedReading, country_name="Brazil", period="2019"),
        ]
    )
    growth = pictures.list_growth(rows)
    assert list(growth) == ["China", "Brazil"]
    assert [(one.period, one.value, one.is_forecast) for one in growth["China"]] == [("2019", 6.1, True)]
    assert growth["Brazil"] == ()


def test_a_year_that_was_not_over_is_an_estimate_and_hollow_as_a_forecast_is():
    row = example(CitedReading, country_name="China", period="2018", value=6.6, edition="Atradius 2018-06")
    (china,) = pictures.list_growth(pd.DataFrame([row]))["China"]
    assert china.is_expected
    assert pictures.describe_growth("China", [china]) == "China: 2018 6.6 % estimate"


def test_the_years_are_named_and_that_a_forecast_is_hollow():
    assert pictures.explain_years({"China": CHINA, "Brazil": ()}) == "2018–2019, hollow: expected"
    assert pictures.explain_years({"Italy": ITALY[:1]}) == "2018"
    assert pictures.count_known({"China": CHINA, "Brazil": ()}, "2019") == "1 of 2 markets"


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


def test_a_gap_is_where_interest_goes_beyond_existing_business():
    assert pictures.name_biggest_gap([Interest(place="Germany", have=9.0, want=21.0)]).endswith("Germany, +12 points")
    level = [Interest(place=name, have=9.0, want=21.0) for name in ("Germany", "Spain")]
    assert pictures.name_biggest_gap(level) == "Biggest interest gap: Germany and Spain, +12 points"
    assert pictures.name_biggest_gap([Interest(place="Mexico", have=19.0, want=6.0)]).startswith(
        "More interest than business: none of 1 country"
    )


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
    programme = example(Programme, starts=date(2020, 1, 1), ends=date(2021, 9, 30), basis="derived", note=None)
    assert pictures.count_spans([], last=LAST) == "No activity in the next 3 months"
    assert pictures.explain_spans([], programme, today=TODAY) == "The programme ended on 30 Sep 2021 ƒ."
    assert pictures.explain_spans([], None, today=TODAY) == "No activity has dates in this period."


def test_more_activities_than_are_drawn_are_counted():
    spans = [Activity(name=str(place), starts=TODAY, ends=LAST) for place in range(pictures.ACTIVITIES + 1)]
    assert pictures.count_spans(spans, last=LAST) == "5 activities until 31 Mar 2022"
    assert pictures.explain_spans(spans, None, today=TODAY) == "First 4"
