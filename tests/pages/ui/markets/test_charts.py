"""The chart of a market says what is known, on scales that all cards share, and that it is not."""

from typing import Any

import pytest

from dia_data.queries import markets
from dia_data.storage.store import Store
from pages.ui.charts import echarts
from pages.ui.charts.chart import Bars, Chart, Line, Texts
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


def plot(facts: dict[str, Facts], name: str) -> list[Chart]:
    return charts.chart_market(facts[name], charts.find_scales(list(facts.values())), growth_of=GROWS)


def draw(facts: dict[str, Facts], name: str) -> dict[str, Any]:
    return echarts.draw_together(plot(facts, name))


def of_kind(chart: Chart, kind: type) -> list[Any]:
    return [mark for mark in chart.marks if isinstance(mark, kind)]


def texts(drawn: list[Chart]) -> list[str]:
    growth, *others = drawn
    return [growth.subtitle, *(name for chart in others for name in chart.lines)]


def test_the_line_is_solid_up_to_the_last_year_and_dashed_to_the_forecast(facts: dict[str, Facts]):
    growth, *_ = plot(facts, "Germany")
    solid, dashed = of_kind(growth, Line)
    periods = growth.lines
    assert [(periods[point.x], point.y) for point in solid.points] == [("2017", 4.2), ("2018", 3.9)]
    assert [(periods[point.x], point.y) for point in dashed.points] == [("2018", 3.9), ("2019", 3.4)]
    assert (solid.dash, dashed.dash) == ("solid", "dashed")
    assert [bool(point.words) for point in dashed.points] == [False, True]
    assert list(dashed.points[-1].tip) == ["2019: 3.4 % forecast (D3.1 §5.4.1 table)"]
    first, second = draw(facts, "Germany")["series"][:2]
    assert [point.get("symbol", first["symbol"]) for point in first["data"]] == ["circle", "emptyCircle"]
    assert second["lineStyle"]["type"] == "dashed"


def test_a_market_without_growth_has_a_grey_field_that_says_so_and_its_other_measures(facts: dict[str, Facts]):
    growth, *_ = plot(facts, "Brazil")
    (field,) = of_kind(growth, Bars)
    (told,) = of_kind(growth, Texts)
    assert (field.bars[0].end, field.style, of_kind(growth, Line)) == (1, charts.EMPTY, [])
    first, *others = told.texts[0].words.text.split("\n")
    assert first == "Not in the source"
    assert max(map(len, others)) <= charts.TEXT_SIGNS
    assert " ".join(others).replace("\u00a0", " ") == (
        "another measure: ICT sector growth 2017 4.5 % and ICT market growth per year around 10–11 %"
    )


def test_each_bar_has_its_figure_in_words_and_begins_at_zero(facts: dict[str, Facts]):
    drawn = plot(facts, "Germany")
    assert texts(drawn) == [
        "ICT sector growth, %",
        "Interest 21 %",
        "Existing business 9 %",
        "Payment on average 30–60 days",
    ]
    (bars,) = of_kind(drawn[1], Bars)
    assert [(bar.start, bar.end) for bar in bars.bars] == [(0, 21), (0, 9)]
    option = draw(facts, "Germany")
    (series,) = [one for one in option["series"] if one["type"] == "bar"]
    assert [bar["value"] for bar in series["data"]] == [21, 9]
    assert all(axis["min"] == 0 for axis in option["xAxis"][1:])


def test_a_payment_is_a_segment_one_value_a_mark_and_none_a_grey_bar(facts: dict[str, Facts]):
    ends = {name: plot(facts, name)[-1].marks[-1] for name in facts}
    assert [point.x for point in ends["Germany"].points] == [30, 60]
    assert [point.x for point in ends["Italy"].points] == [120]
    assert ends["Brazil"].bars[-1].style == charts.EMPTY
    assert "Payment around 120 days" in texts(plot(facts, "Italy"))
    assert "Payment: Not in the source" in texts(plot(facts, "Brazil"))


def test_all_cards_share_their_scales_and_no_figure_lies_beyond_them(facts: dict[str, Facts]):
    scales = charts.find_scales(list(facts.values()))
    assert (scales.growth, scales.share, scales.days) == ((-2.3, 4.2), 21, 120)
    every = [plot(facts, name) for name in facts]
    assert len({repr([one.across for one in drawn[1:]]) for drawn in every}) == 1
    assert len({repr(drawn[0].down) for drawn in every if of_kind(drawn[0], Line)}) == 1
    assert (every[0][0].down.least <= -2.3, every[0][0].down.most) == (True, 4.2)


def test_each_chart_of_a_card_has_axes_of_its_own_in_one_picture(facts: dict[str, Facts]):
    option = draw(facts, "Germany")
    assert len(option["grid"]) == 3
    for one in option["series"]:
        across, down = (option[name][one[f"{name}Index"]] for name in ("xAxis", "yAxis"))
        assert across["gridIndex"] == down["gridIndex"]
    stacks = [one["stack"] for one in draw(facts, "Brazil")["series"] if "stack" in one]
    assert len(set(stacks)) == len(stacks) > 1


def test_without_any_figure_the_scales_still_have_two_ends(facts: dict[str, Facts]):
    nothing = charts.find_scales([])
    assert (nothing.growth, nothing.share, nothing.days) == ((0.0, 1.0), 1.0, 1.0)


def test_the_chart_is_told_in_words(facts: dict[str, Facts]):
    assert charts.describe_market(facts["Germany"], growth_of=GROWS) == (
        "Germany: ICT sector growth: 2017 4.2 %, 2018 3.9 % estimate, 2019 3.4 % forecast; Interest 21 %; "
        "Existing business 9 %; Payment on average 30–60 days"
    )


def test_on_a_phone_the_charts_stand_one_above_the_other_and_say_the_same(facts: dict[str, Facts]):
    beside = plot(facts, "Brazil")
    growth, *others = charts.stack(beside)
    assert texts([growth, *others]) == texts(beside)
    assert growth.layout.bottom >= charts.STACKED_HEIGHT - charts.HEIGHT
    assert {one.layout.left for one in others} == {0}
    assert min(one.layout.top for one in others) > charts.HEIGHT
    assert max(one.layout.top + one.layout.height for one in others) <= charts.STACKED_HEIGHT
