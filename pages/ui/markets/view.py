"""All that the markets page shows of the chosen markets, made once for each choice."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dia_data.queries import markets, survey
from pages.ui import market_table
from pages.ui.charts import papers
from pages.ui.data import ask
from pages.ui.exports import Charts
from pages.ui.markets import charts as markets_charts


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
    table: pd.DataFrame
    reading_help: str
    left_out: str
    charts: tuple[tuple[Chart, Chart], ...]
    sizes: pd.DataFrame


def side_by_side(*, countries: list[str]) -> MarketView:
    """The view of some markets, in the order of the strategy."""
    compared = ask(markets.side_by_side, countries=countries)
    interest = ask(markets.interest, countries=countries)
    order = list(dict.fromkeys(compared["country_name"]))
    sector, economy, payments = (
        market_table.of(compared, indicator)
        for indicator in ("sector_value_added_growth", "gdp_growth", "payment_terms")
    )
    return MarketView(
        order=order,
        compared=compared,
        # Of one market alone nothing can be said to lead.
        headlines=market_table.headlines(compared, interest) if len(order) > 1 else [],
        table=market_table.wide(compared, interest, order=order),
        reading_help=market_table.reading_help(compared),
        left_out=market_table.left_out(ask(markets.not_compared), ask(survey.waves)),
        charts=(
            (
                Chart(
                    key="sector_value_added_growth",
                    title="How fast does the ICT sector grow?",
                    alt="Growth of the ICT sector in each market, 2017 to 2019",
                    rows=sector,
                    figure=markets_charts.growth(sector, order=order),
                    paper=papers.growth,
                ),
                Chart(
                    key="gdp_growth",
                    title="How fast does the economy grow?",
                    alt="Growth of GDP in each market, 2017 to 2019",
                    rows=economy,
                    figure=markets_charts.growth(economy, order=order),
                    paper=papers.growth,
                ),
            ),
            (
                Chart(
                    key="payments",
                    title="How long do payments take?",
                    alt="Days until payment in each market",
                    rows=payments,
                    figure=markets_charts.payments(payments, order=order),
                    paper=papers.payments,
                ),
                Chart(
                    key="interest",
                    title="Where are our SMEs, and where do they wish to go?",
                    alt="Existing business and wishes in each market",
                    rows=interest,
                    figure=markets_charts.interest(interest, order=order),
                    paper=papers.interest,
                ),
            ),
        ),
        sizes=ask(markets.sizes, countries=countries),
    )
