"""Markets in words: who is shown, who leads."""

import pandas as pd
import pytest

from dia_data.queries.markets import Indicator
from pages.ui import market_table
from tests.examples import example

MARKETS = pd.DataFrame(
    {"country_code": ["DEU", "BRA", "MEX"], "role": ["target_europe", "target_world", "reserve"]},
)


def rows(indicator: str, period: str, **values: float | None) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "indicator_id": indicator, "indicator_name": indicator, "period": period, "country_name": name,
                "value": value, "value_low": None, "edition": "e", "qualifier": None,
                "value_high": None, "label": None, "is_forecast": False, "basis": "stated", "unit": "%",
                "printed": None if value is None else str(value),
            }
            for name, value in values.items()
        ]
    ).astype({"value": float, "value_low": float, "value_high": float})  # fmt: skip


NO_OTHERS = rows("another", "2017", Brazil=4.5).assign(stands_for="growth").iloc[:0]
NO_INTEREST = pd.DataFrame({"wish": [], "world": [], "country_name": [], "share_pct": []})

GROWTH = example(
    Indicator, indicator_id="growth", unit="%", short_name="sector", chart="growth", headline_at=1,
    headline="Fastest growth, {period}", leads="highest",
)  # fmt: skip
RANK = example(Indicator, indicator_id="rank", unit="rank", headline_at=2, headline="Best rank", leads="lowest")
TERMS = example(
    Indicator, indicator_id="terms", unit="days", short_name="payments", chart="payment", headline_at=3,
    headline="Longest payments", leads="highest",
)  # fmt: skip
INDICATORS = [RANK, GROWTH, TERMS]


def test_without_a_filter_the_targets_are_shown_and_no_reserve():
    assert market_table.select_markets(MARKETS, countries=[], covered=None) == ["DEU", "BRA"]


def test_a_chosen_reserve_is_shown():
    assert market_table.select_markets(MARKETS, countries=["MEX"], covered=None) == ["MEX"]


def test_of_the_chosen_markets_only_covered_ones_are_shown():
    assert market_table.select_markets(MARKETS, countries=["DEU", "BRA"], covered=["BRA"]) == ["BRA"]
    assert market_table.select_markets(MARKETS, countries=[], covered=[]) == []


def test_markets_that_lead_together_are_named_together():
    growth = rows("growth", "2019", Germany=3.4, France=3.4, USA=3.0)
    (lead, *_) = market_table.write_headlines(INDICATORS, growth, NO_INTEREST)
    assert (lead.leader, lead.figure) == ("Germany and France", "3.4 %")


def test_the_best_rank_is_the_lowest():
    ranks = rows("rank", "2017", Germany=12, Brazil=66, China=80)
    lead = next(
        lead for lead in market_table.write_headlines(INDICATORS, ranks, NO_INTEREST) if "rank" in lead.question
    )
    assert (lead.leader, lead.figure) == ("Germany", "rank 12")


def test_where_nothing_is_known_nobody_leads():
    growth = rows("growth", "2019", Brazil=None)
    (lead, *_) = market_table.write_headlines(INDICATORS, growth, NO_INTEREST)
    assert (lead.question, lead.leader, lead.figure) == ("Fastest growth, newest figure", "–", "not in the source")


def test_markets_are_compared_in_the_year_known_of_most_and_of_equals_in_the_last():
    both = pd.concat(
        [
            rows("growth", "2019", Germany=3.4, Brazil=2.0, Italy=1.0, USA=1.0),
            rows("growth", "2020", Germany=None, Brazil=9.0, Italy=2.0, USA=1.0),
        ]
    )
    (lead, *_) = market_table.write_headlines(INDICATORS, both, NO_INTEREST)
    assert (lead.question, lead.leader, lead.figure) == ("Fastest growth, 2019", "Germany", "3.4 %")
    (lead, *_) = market_table.write_headlines(INDICATORS, both[both["country_name"] != "Germany"], NO_INTEREST)
    assert (lead.question, lead.leader, lead.figure) == ("Fastest growth, 2020", "Brazil", "9 %")


def test_a_headline_says_of_how_many_of_the_markets_shown_the_figure_is_known():
    growth = rows("growth", "2019", Germany=3.4, France=3.0, Italy=1.0, Brazil=None)
    (lead, *_) = market_table.write_headlines(INDICATORS, growth, NO_INTEREST)
    assert (lead.leader, lead.over) == ("Germany", "3 of 4 markets")


def test_of_two_figures_none_leads():
    growth = rows("growth", "2019", Germany=3.4, Italy=1.0, Brazil=None)
    questions = [lead.question for lead in market_table.write_headlines(INDICATORS, growth, NO_INTEREST)]
    assert not any("growth" in question for question in questions)


def interest(**wishes: float | None) -> pd.DataFrame:
    european = ("Germany", "Italy", "France")
    return pd.DataFrame(
        [
            {
                "wish": "want",
                "world": "europe" if name in european else "world",
                "country_name": name,
                "share_pct": share,
            }
            for name, share in wishes.items()
        ]
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (interest(Italy=13, Germany=21, China=12), []),
        (
            interest(Germany=21, Italy=None, France=None),
            [("Most wanted in Europe", "Germany", "21 % of the European countries named", "1 of 3 markets")],
        ),
        (
            interest(Germany=21, Italy=13, France=13, China=12, USA=30),
            [("Most wanted in Europe", "Germany", "21 % of the European countries named", "3 of 3 markets")],
        ),
        (
            interest(China=12, USA=30, Brazil=7),
            [("Most wanted outside Europe", "USA", "30 % of the countries named outside Europe", "3 of 3 markets")],
        ),
    ],
)
def test_the_most_wanted_is_one_of_at_least_three_of_its_part_of_the_world(asked: pd.DataFrame, said: list[tuple]):
    leads = market_table.write_headlines([], rows("growth", "2019", Italy=1.0), asked)
    assert [(lead.question, lead.leader, lead.figure, lead.over) for lead in leads] == said


def test_a_headline_says_that_its_figure_is_a_forecast():
    forecast = rows("growth", "2019", Germany=3.4, Italy=1.0, USA=2.0).assign(is_forecast=True)
    growth, *_ = market_table.write_headlines(INDICATORS, forecast, NO_INTEREST)
    assert (growth.question, growth.is_forecast) == ("Fastest growth, 2019 (f)", True)


def test_an_average_is_told_in_the_words_of_the_source_and_not_as_a_most():
    terms = rows("terms", "not stated", Italy=120, USA=None, China=30).assign(
        value_high=[None, 90, None],
        value_low=[None, 30, None],
        printed=["120", "30 to 90", "30"],
        unit="days",
        qualifier=["on average", "commonly", None],
    )
    (lead,) = [one for one in market_table.write_headlines([TERMS], terms, NO_INTEREST) if "payments" in one.question]
    assert (lead.leader, lead.figure) == ("Italy", "on average 120 days")
    (lead,) = market_table.write_headlines([TERMS], terms.assign(value=[60, None, 30]), NO_INTEREST)
    assert (lead.leader, lead.figure) == ("USA", "commonly 30–90 days")


OTHERS = pd.concat(
    [
        rows("sector", "2017", Brazil=4.5).assign(indicator_name="ICT sector growth"),
        rows("market", "not stated", Brazil=10).assign(
            indicator_name="ICT market growth per year", value=None, value_low=10, value_high=11, qualifier="around"
        ),
    ]
).assign(stands_for="growth")
ANOTHER = "another measure: ICT sector growth 2017 4.5 % and ICT market growth per year around 10–11 %"


def test_where_the_compared_figure_is_missing_another_measure_is_told_and_named_as_such():
    growth = rows("growth", "2019", Brazil=None, Italy=3.4)
    assert market_table.describe_other_measures(OTHERS, "growth", "Brazil") == ANOTHER
    table = market_table.pivot(growth, NO_INTEREST, OTHERS, order=["Brazil", "Italy"])
    assert table.iloc[0].tolist() == [ANOTHER, "3.4"]


def test_a_year_that_was_not_over_when_it_was_published_is_an_estimate():
    edition = "Monitor 2018-06"
    years = pd.concat([rows("growth", year, Italy=1.8).assign(edition=edition) for year in ("2017", "2018", "2019")])
    years["is_forecast"] = years["period"] == "2019"
    table = market_table.pivot(years, NO_INTEREST, NO_OTHERS, order=["Italy"])
    assert table.iloc[0].tolist() == ["1.8 → 1.8 (e) → 1.8 (f)".replace(" ", "\u00a0")]
    assert market_table.explain_estimates(years) == (
        "estimate, as we read it: the year was not over: 2018, published in Jun 2018"
    )
    assert market_table.explain_estimates(years.iloc[:1]) == ""


def test_a_year_that_is_not_known_of_a_market_is_a_dash_between_those_that_are():
    years = pd.concat(
        [rows("growth", "2019", Germany=3.4, Brazil=None), rows("growth", "2020", Germany=None, Brazil=2.9)]
    )
    years["indicator_name"] = "Growth"
    table = market_table.pivot(years, NO_INTEREST, NO_OTHERS, order=["Germany", "Brazil", "Italy"])
    assert table.loc["Growth 2019 → 2020, %"].tolist() == [
        "3.4\u00a0→\u00a0–", "–\u00a0→\u00a02.9", "not in the source",
    ]  # fmt: skip


def test_filters_that_leave_no_market_are_told_apart():
    named = MARKETS.assign(country_name=["Germany", "Brazil", "Mexico"])
    said = market_table.explain_nothing_shown(named, countries=["SWE"], covered=["DEU"])
    assert "the country filter alone leaves none; the partner filter alone leaves Germany" in said
