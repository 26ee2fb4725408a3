"""Who grows fastest is told in the past, of one year, and of enough markets only."""

from dataclasses import replace

from pages.ui import market_growth
from tests.pages.ui.growth import ahead, year

CHINA, ITALY, USA = (year("2018", 6.6), ahead("2019", 6.1)), (ahead("2019", 3.4),), (ahead("2019", 3),)


def test_what_was_forecast_is_not_told_as_what_is():
    growth = {"China": CHINA, "Italy": ITALY, "USA": USA, "Brazil": ()}
    assert market_growth.write_fastest(growth) == "China was forecast to grow fastest in 2019: 6.1 %"
    assert market_growth.shorten_fastest(growth) == "China: fastest growth forecast, 6.1 % (2019)"


def test_of_two_figures_none_is_called_the_most():
    assert market_growth.write_fastest({"China": CHINA, "Italy": ITALY, "Brazil": ()}) == ""
    assert market_growth.write_fastest({}) == market_growth.shorten_fastest({}) == ""


def test_a_year_that_one_market_alone_has_is_not_the_compared_one():
    growth = {"China": CHINA, "Italy": ITALY, "USA": USA, "Brazil": (year("2020", 9),)}
    assert market_growth.find_common_period(growth) == "2019"
    assert list(market_growth.select_period(growth, "2020")) == ["Brazil"]


def test_an_estimate_is_called_one_and_those_who_lead_together_are_named_together():
    guessed = {name: (replace(year("2018", 3), is_estimate=True),) for name in ("A", "B")} | {"C": (year("2018", 1),)}
    assert market_growth.write_fastest(guessed) == "A and B were estimated to grow fastest in 2018: 3 %"
    level = {name: (year("2017", 3),) for name in ("USA", "B", "C")}
    assert market_growth.write_fastest(level) == "The USA, B and C grew alike in 2017: 3 %"
