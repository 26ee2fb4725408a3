"""All that the markets page shows of the chosen markets, made once for each choice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dia_data.queries import markets, survey
from pages.ui import market_table
from pages.ui.charts import papers
from pages.ui.data import ask
from pages.ui.exports import Charts
from pages.ui.markets import charts as markets_charts

BESIDE = 2
"""Charts in a row."""

KINDS: Mapping[str, tuple[Callable[..., go.Figure], Charts]] = {
    "growth": (markets_charts.plot_growth, papers.chart_growth),
    "payment": (markets_charts.plot_payments, papers.chart_payments),
}
"""What draws each kind of chart that an indicator can have, on the page and in a paper."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One chart: the question it answers, the rows behind it, the figure, and its name for those who cannot see it.

    `paper` makes of the rows what a paper draws.
    """

    key: str
    title: str
    alt: str
    rows: pd.DataFrame
    figure: go.Figure
    paper: Charts


@dataclass(frozen=True, kw_only=True)
class MarketView:
    """The markets side by side: who leads, the table and how to read it, the charts two by two, the sizes."""

    order: list[str]
    compared: pd.DataFrame
    headlines: list[market_table.Headline]
    alone: str
    table: pd.DataFrame
    reading_help: str
    left_out: str
    charts: tuple[tuple[Chart, ...], ...]
    sizes: pd.DataFrame


def build_side_by_side(*, countries: list[str]) -> MarketView:
    """The view of some markets, in the order of the strategy."""
    indicators = ask(markets.indicators)
    compared = ask(markets.side_by_side, countries=countries)
    interest = ask(markets.interest, countries=countries)
    order = list(dict.fromkeys(compared["country_name"]))
    charts = [
        *(
            _chart(one, market_table.select_indicators(compared, one["indicator_id"]), order)
            for one in indicators
            if one["chart"]
        ),
        _build_interest(interest, order),
    ]
    return MarketView(
        order=order,
        compared=compared,
        # Of one market alone nothing can be said to lead.
        headlines=market_table.write_headlines(indicators, compared, interest) if len(order) > 1 else [],
        alone=market_table.describe_alone(indicators, compared) if len(order) == 1 else "",
        table=market_table.pivot(compared, interest, order=order),
        reading_help=market_table.explain_signs(compared),
        left_out=market_table.list_left_out(ask(markets.not_compared), ask(survey.waves)),
        charts=tuple(tuple(charts[at : at + BESIDE]) for at in range(0, len(charts), BESIDE)),
        sizes=ask(markets.sizes, countries=countries),
    )


def _chart(indicator: Mapping[str, Any], rows: pd.DataFrame, order: list[str]) -> Chart:
    """The chart of an indicator, of the kind that it names."""
    draw, paper = KINDS[indicator["chart"]]
    years = sorted(filter(market_table.is_year, set(rows["period"])))
    span = f", {years[0]} to {years[-1]}" if years else ""
    return Chart(
        key=indicator["card"],
        title=indicator["chart_title"],
        alt=f"{indicator['measures']} in each market{span}",
        rows=rows,
        figure=draw(rows, order=order),
        paper=paper,
    )


def _build_interest(rows: pd.DataFrame, order: list[str]) -> Chart:
    return Chart(
        key="interest",
        title="Where are our SMEs, and where do they wish to go?",
        alt="Existing business and wishes in each market",
        rows=rows,
        figure=markets_charts.plot_interest(rows, order=order),
        paper=papers.chart_interest,
    )
