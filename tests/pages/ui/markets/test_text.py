"""The answer of the markets page: who leads, among how many, and nothing where too few are known."""

from dataclasses import replace

import pandas as pd

from pages.ui.markets import text
from tests.pages.ui.growth import ahead, year
from tests.pages.ui.markets.test_facts import BRAZIL, CHINA, EVERY, FRANCE, USA, market, pay, share

GERMANY = market("Germany", world="europe", want=share(21))
ITALY = market("Italy", world="europe", want=share(13))


def test_who_grows_fastest_is_told_with_year_and_how_many_are_known():
    assert text.write_growth(EVERY) == "China grew fastest in 2018: 6 % (3 of 4 markets known)"


def test_a_forecast_and_an_estimate_are_called_so():
    led = [replace(one, growth=(ahead("2019", value),)) for one, value in ((FRANCE, 2), (CHINA, 3), (USA, 4.5))]
    assert text.write_growth(led) == "The USA was forecast to grow fastest in 2019: 4.5 % (3 of 3 markets known)"
    guessed = [replace(one, growth=(replace(year("2018", 1), is_estimate=True),)) for one in (FRANCE, CHINA, BRAZIL)]
    assert text.write_growth(guessed).endswith("were estimated to grow alike in 2018: 1 % (3 of 3 markets known)")
    assert text.write_growth(guessed).startswith("France, China and Brazil")


def test_of_fewer_than_three_figures_none_is_the_most():
    assert text.write_growth([FRANCE, CHINA, BRAZIL]) == ""
    assert text.write_wishes([GERMANY, ITALY, CHINA]) == ""


def test_the_most_wanted_is_told_for_each_part_of_the_world_apart():
    assert text.write_wishes([GERMANY, FRANCE, ITALY, BRAZIL, CHINA, USA]) == (
        "Most wanted by SMEs: Germany among the 3 in Europe (21\u00a0% of the countries named there) "
        "and the USA among the 3 outside Europe (30\u00a0%)."
    )
    assert text.write_wishes(EVERY) == (
        "Most wanted by SMEs: the USA among the 3 outside Europe (30\u00a0% of the countries named there)."
    )


def test_markets_that_compare_with_none_are_told_one_by_one_with_their_newest_growth():
    told = [
        replace(FRANCE, payment=replace(pay(60, 60), words="around 60 days"), rank_words="IDI rank 15 (2017)"),
        replace(BRAZIL, another_growth="another measure: 4.5 %", rank_words="IDI rank 66 (2017)"),
    ]
    assert text.write_each(told, "ICT sector") == (
        "France: ICT sector growth 9 % (2019), usual payment around 60 days, IDI rank 15 (2017); "
        "Brazil: ICT sector growth not in the source (another measure: 4.5 %), usual payment not in the source, "
        "IDI rank 66 (2017)"
    )
    led = replace(CHINA, growth=(ahead("2019", 3),), another_growth="")
    assert text.write_each([led], "ICT sector").startswith("China: ICT sector growth 3 % (2019 forecast), ")
    nothing = replace(CHINA, growth=(), another_growth="")
    assert text.write_each([nothing], "ICT sector").startswith("China: ICT sector growth not in the source, ")


def test_what_is_to_be_collected_are_the_indicators_without_any_figure():
    compared = pd.DataFrame(
        {
            "country_name": ["Mexico", "Mexico", "Mexico", "Peru"],
            "indicator_name": ["Growth", "Growth", "Rank", "Growth"],
            "printed": [None, "3", None, "1"],
        }
    )
    assert text.list_missing(compared) == {"Mexico": ["Rank"], "Peru": []}
    assert text.write_missing(["Growth", "Rank"]) == "To be collected, 2 indicators: Growth and Rank"
    assert text.write_missing([]) == "All compared figures are known"
