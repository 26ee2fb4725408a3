"""Figures in words: one row, one wording."""

from dataclasses import replace

import pytest

from dia_data.queries.markets import Reading
from dia_data.wording.figures import format_chance, format_count, format_figure, format_share, format_with_unit
from tests.examples import example

FIGURE = example(Reading, is_forecast=False, basis="stated", printed="x", unit="%")


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"value": 3.0, "printed": "3,0"}, "3.0"),
        ({"value": -2.3, "printed": "-2,3"}, "−2.3"),
        ({"value": 3.4, "printed": "3,4", "is_forecast": True}, "3.4 (f)"),
        ({"value": 60, "printed": "around 60 days", "basis": "approximate"}, "≈ 60"),
        ({"value_low": 30, "value_high": 60}, "30–60"),
        ({"value_low": 18, "basis": "approximate"}, "more than 18"),
        ({"value": 60, "basis": "approximate", "qualifier": "around"}, "around 60"),
        ({"value_low": 30, "value_high": 60, "qualifier": "on average"}, "on average 30–60"),
        ({"value_low": 18, "basis": "approximate", "qualifier": "exceeded"}, "more than 18"),
        ({"value": 1.8, "printed": "1,8", "period": "2018", "edition": "Monitor 2018-06"}, "1.8 (e)"),
        ({"value": 1.8, "printed": "1,8", "period": "2017", "edition": "Monitor 2018-06"}, "1.8"),
        ({"value": 12, "period": "2017", "edition": "IDI 2017"}, "12"),
        ({"value": 3.4, "period": "2019", "edition": "Monitor 2018-06", "is_forecast": True}, "3.4 (f)"),
        ({"value_high": 5}, "less than 5"),
        ({"label": "very high"}, "very high"),
        ({"value": 1234567.0, "printed": "1 234 567"}, "1,234,567"),
        ({"printed": None}, "not in the source"),
    ],
)
def test_a_figure_reads(row: dict, text: str):
    assert format_figure(replace(FIGURE, **row)) == text


@pytest.mark.parametrize(
    ("unit", "text"), [("%", "3.4 %"), ("EUR billion", "3.4 EUR billion"), ("rank", "3.4"), ("word", "3.4")]
)
def test_a_unit_follows_the_figure_unless_it_needs_none(unit: str, text: str):
    assert format_with_unit(replace(FIGURE, value=3.4, printed="3,4", unit=unit)) == text


def test_a_forecast_says_so_after_the_unit():
    assert format_with_unit(replace(FIGURE, value=29, unit="EUR billion", is_forecast=True)) == "29 EUR billion (f)"


def test_what_is_not_known_has_no_unit():
    assert format_with_unit(replace(FIGURE, printed=None)) == "not in the source"


@pytest.mark.parametrize(
    ("number", "plural", "said"),
    [(1, "", "1 day"), (0, "", "0 days"), (1250, "", "1,250 days"), (1.5, "", "1.5 days"), (2, "dozens", "2 dozens")],
)
def test_a_count_agrees_with_its_noun(number: float, plural: str, said: str):
    assert format_count(number, "day", plural) == said


@pytest.mark.parametrize(("percent", "text"), [(12.0, "12 %"), (64.6, "64.6 %"), (-1.5, "−1.5 %"), (None, "–")])
def test_a_share_has_the_decimals_it_has_and_a_dash_where_it_is_not_known(percent: float | None, text: str):
    assert format_share(percent) == text


@pytest.mark.parametrize(("probability", "text"), [(1, "> 99 %"), (0.996, "> 99 %"), (0.99, "99 %"), (0.001, "< 1 %")])
def test_no_chance_is_told_as_certain(probability: float, text: str):
    assert format_chance(probability) == text
