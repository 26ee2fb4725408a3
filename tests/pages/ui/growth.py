"""Years of growth for tests."""

from dataclasses import replace

from pages.ui.market_growth import Year
from tests.examples import example


def year(period: str, value: float) -> Year:
    """A figure of a year that was over."""
    return example(Year, period=period, value=value, words=str(value), is_forecast=False, is_estimate=False)


def ahead(period: str, value: float) -> Year:
    """A forecast."""
    return replace(year(period, value), is_forecast=True)
