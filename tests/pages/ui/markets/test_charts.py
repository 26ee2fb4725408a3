"""The chart of a market says what is known, on scales that all cards share, and that it is not."""

from typing import Any

import pytest

from dia_data.queries import markets
from dia_data.storage.store import Store
from pages.ui.markets import charts
from pages.ui.markets.facts import Answers, Facts, build_facts

CODES = ["DEU", "BRA", "ITA"]
GROWS = "ICT sector"


@pytest.fixture
def facts(loaded: Store) -> dict[str, Facts]:
    answers = Answers(
        targets=markets.targets(loaded),
        indicators=markets.indicators(loaded),
        compared=markets.side_by_side(loaded, countries=CODES),
        others=markets.other_measures(loaded, countries=CODES),
        interest=markets.interest(loaded, countries=CODES),
        standings={"DEU": ["on_track"]},
    )
    return {one.name: one for one in build_facts(answers, CODES)}


def plot(facts: dict[str, Facts], name: str) -> dict[str, Any]:
    return charts.plot_market(facts[name], charts.find_scales(list(facts.values())), growth_of=GROWS)


def texts(chart: dict[str, Any]) -> list[str]:
    return [title["text"] for title in chart["title"]]


def lines(chart: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in chart["series"] if one["type"] == "line" and one["xAxisIndex"] == 0]


def test_the_line_is_solid_up_to_the_last_year_and_dashed_to_the_forecast(facts: dict[str, Facts]):
    solid, dashed = lines(plot(facts, "Germany"))
    assert [point["value"] for point in solid["data"]] == [["2017", 4.2], ["2018", 3.9]]
    assert [point["symbol"] for point in solid["data"]] == ["circle", "emptyCircle"]
    assert [point["value"] for point in dashed["data"]] == [["2018", 3.9], ["2019", 3.4]]
    assert (solid["lineStyle"]["type"], dashed["lineStyle"]["type"]) == ("solid", "dashed")
    assert [point["label"].get("show", True) for point in dashed["data"]] == [False, True]
    assert dashed["data"][-1]["name"] == "2019: 3.4 % forecast (D3.1 §5.4.1 table)"


def test_a_market_without_growth_has_a_grey_field_that_says_so_and_its_other_measures(facts: dict[str, Facts]):
    chart = plot(facts, "Brazil")
    (field,) = lines(chart)
    assert (field["data"], field["markArea"]["itemStyle"]) == ([], charts.EMPTY)
    first, *others = texts(chart)[-1].split("\n")
    assert first == "Not in the source"
    assert max(map(len, others)) <= charts.TEXT_SIGNS
    assert " ".join(others).replace("\u00a0", " ") == (
        "another measure: ICT sector growth 2017 4.5 % and ICT market growth per year around 10–11 %"
    )


def test_each_bar_has_its_figure_in_words_and_begins_at_zero(facts: dict[str, Facts]):
    chart = plot(facts, "Germany")
    assert texts(chart) == [
        "ICT sector growth, %",
        "Wish 21 %",
        "Existing business 9 %",
        "Payment on average 30–60 days",
    ]
    (bars,) = [one for one in chart["series"] if one["type"] == "bar"]
    assert [bar["value"] for bar in bars["data"] if bar != charts.NOTHING] == [21, 9]
    assert all(axis["min"] == 0 for axis in chart["xAxis"][1:])


def test_a_payment_is_a_segment_one_value_a_mark_and_none_a_grey_bar(facts: dict[str, Facts]):
    ends = {name: plot(facts, name)["series"][-1] for name in facts}
    assert [point["value"][0] for point in ends["Germany"]["data"]] == [30, 60]
    assert [point["value"][0] for point in ends["Italy"]["data"]] == [120]
    assert ends["Brazil"]["data"][-1]["itemStyle"] == charts.EMPTY
    assert "Payment around 120 days" in texts(plot(facts, "Italy"))
    assert "Payment: Not in the source" in texts(plot(facts, "Brazil"))


def test_all_cards_share_their_scales_and_no_figure_lies_beyond_them(facts: dict[str, Facts]):
    scales = charts.find_scales(list(facts.values()))
    assert (scales.growth, scales.share, scales.days) == ((-2.3, 4.2), 21, 120)
    every = [plot(facts, name) for name in facts]
    assert len({repr([(one["yAxis"], one["xAxis"][1:]) for one in [chart]]) for chart in every}) == 1


def test_without_any_figure_the_scales_still_have_two_ends(facts: dict[str, Facts]):
    nothing = charts.find_scales([])
    assert (nothing.growth, nothing.share, nothing.days) == ((0.0, 1.0), 1.0, 1.0)


def test_the_chart_is_told_in_words(facts: dict[str, Facts]):
    assert charts.describe_market(facts["Germany"], growth_of=GROWS) == (
        "Germany: ICT sector growth: 2017 4.2 %, 2018 3.9 % estimate, 2019 3.4 % forecast; Wish 21 %; "
        "Existing business 9 %; Payment on average 30–60 days"
    )
