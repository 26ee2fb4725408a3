"""All that the markets page shows of the chosen markets, made once for each choice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dia_data.queries import markets, sources, survey
from dia_data.queries.markets import Indicator
from dia_data.wording.citations import quote_statements
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

    `paper` makes of the rows what a paper draws; `note` says what they must not be taken for.
    """

    key: str
    title: str
    alt: str
    rows: pd.DataFrame
    figure: go.Figure
    paper: Charts
    note: str


@dataclass(frozen=True, kw_only=True)
class MarketView:
    """The markets side by side: who leads, the table and how to read it, the charts two by two, the sizes."""

    order: list[str]
    compared: pd.DataFrame
    headlines: list[market_table.Headline]
    each: str
    table: pd.DataFrame
    reading_help: str
    left_out: str
    dated: str
    charts: tuple[tuple[Chart, ...], ...]
    sizes: pd.DataFrame


def build_side_by_side(*, countries: list[str]) -> MarketView:
    """The view of some markets, in the order of the strategy."""
    indicators = ask(markets.indicators)
    compared = ask(markets.side_by_side, countries=countries)
    others = ask(markets.other_measures, countries=countries)
    interest = ask(markets.interest, countries=countries)
    order = list(dict.fromkeys(compared["country_name"]))
    charts = [
        *(
            _chart(one, market_table.select_indicators(compared, one.indicator_id), others, order)
            for one in indicators
            if one.chart
        ),
        _build_interest(interest, order),
    ]
    headlines = market_table.write_headlines(indicators, compared, interest)
    return MarketView(
        order=order,
        compared=_add_others(compared, others),
        headlines=[one for one in headlines if one.is_found],
        each=market_table.describe_each(indicators, compared, others),
        table=market_table.pivot(compared, interest, others, order=order),
        reading_help=market_table.explain_signs(compared),
        left_out=market_table.list_left_out(ask(markets.not_compared), ask(survey.waves)),
        dated=quote_statements(ask(sources.statements, topic="document"), source_id="d31"),
        charts=tuple(tuple(charts[at : at + BESIDE]) for at in range(0, len(charts), BESIDE)),
        sizes=ask(markets.sizes, countries=countries),
    )


def _add_others(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Rows, and below them the other measures of markets that lack the compared ones; none: the rows as they are."""
    return pd.concat([rows, others.drop(columns="stands_for")], ignore_index=True) if len(others) else rows


def _chart(indicator: Indicator, rows: pd.DataFrame, others: pd.DataFrame, order: list[str]) -> Chart:
    """The chart of an indicator, of the kind that it names."""
    draw, paper = KINDS[indicator.chart]
    years = sorted(filter(market_table.is_year, set(rows["period"])))
    span = f", {years[0]} to {years[-1]}" if years else ""
    instead = {
        market: said
        for market in order
        if (said := market_table.describe_other_measures(others, indicator.indicator_id, market))
    }
    estimates = market_table.explain_estimates(rows)
    notes = [f"{estimates[:1].upper()}{estimates[1:]}." if estimates else "", market_table.explain_qualifiers(rows)]
    return Chart(
        key=indicator.card,
        title=indicator.chart_title,
        alt="; ".join([f"{indicator.measures} in each market{span}", *(f"{one}: {instead[one]}" for one in instead)]),
        rows=_add_others(rows, others[others["stands_for"] == indicator.indicator_id]),
        figure=draw(rows, order=order, instead=instead),
        paper=paper,
        note=" ".join(filter(None, notes)),
    )


def _build_interest(rows: pd.DataFrame, order: list[str]) -> Chart:
    return Chart(
        key="interest",
        title="Which countries do SMEs name, for existing business and as a wish?",
        alt="Existing business and wishes: the share of each market in the countries named",
        rows=rows,
        figure=markets_charts.plot_interest(rows, order=order),
        paper=papers.chart_interest,
        note="Per cent of the countries named in one question, not of SMEs; Europe and the world were asked apart.",
    )
