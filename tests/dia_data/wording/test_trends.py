"""Mega trends in words."""

from dia_data.wording.trends import shorten_trend


def test_a_trend_is_named_as_in_the_figures_without_its_examples():
    assert shorten_trend("Changes in entrepreneurship culture (crowd funding, etc.)") == (
        "Changes in entrepreneurship culture"
    )
