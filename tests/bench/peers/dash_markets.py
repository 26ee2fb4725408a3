"""`/markets`: headlines, the table, four charts, sizes and reserves."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas as pd
from dash import html

from dia_data.frames import make_rows
from dia_data.queries import markets
from dia_data.queries.markets import Reading
from dia_data.wording.figures import format_with_unit
from pages.ui import market_table as table
from tests.bench.peers import dash_markets_charts as charts
from tests.bench.peers.dash_parts import card, chart, rows
from tests.bench.peers.dash_parts import table as table_of


def content(countries: Sequence[str], _sectors: Sequence[str], partners: Sequence[str]) -> list[Any]:
    """Headlines, tables and charts of the markets chosen."""
    covered = rows(markets.covered_by, partners=tuple(sorted(partners))) if partners else None
    return _drawn(tuple(table.select_markets(rows(markets.targets), countries=countries, covered=covered)))


@cache
def _drawn(shown: Sequence[str]) -> list[Any]:
    """What is shown of some markets, made once, as the dashboard does."""
    all_markets = rows(markets.targets)
    compared = rows(markets.side_by_side, countries=shown)
    interest = rows(markets.interest, countries=shown)
    others = rows(markets.other_measures, countries=shown)
    order = [name for code, name in all_markets[["country_code", "country_name"]].values if code in shown]
    return [
        html.Div(
            [_headline(headline) for headline in table.write_headlines(rows(markets.indicators), compared, interest)]
        ),
        card("Side by side", compared, table_of(table.pivot(compared, interest, others, order=order).reset_index())),
        html.P(table.explain_signs(compared)),
        *_charts(compared, interest, order),
        _sizes(shown),
        _reserves(all_markets),
    ]


def _headline(headline: table.Headline) -> html.Div:
    return html.Div([html.P(headline.question), html.H3(headline.leader), html.P(headline.figure)])


def _charts(compared: pd.DataFrame, interest: pd.DataFrame, order: Sequence[str]) -> list[html.Div]:
    sector, gdp, payments = (
        table.select_indicators(compared, indicator)
        for indicator in ("sector_value_added_growth", "gdp_growth", "payment_terms")
    )
    drawn = (
        ("How fast does the ICT sector grow?", sector, charts.plot_growth),
        ("How fast does the economy grow?", gdp, charts.plot_growth),
        ("How long do payments take?", payments, charts.plot_payments),
        ("Where are our SMEs, and where do they wish to go?", interest, charts.plot_interest),
    )
    return [card(title, found, chart(draw(found, order=order))) for title, found, draw in drawn]


def _sizes(shown: Sequence[str]) -> html.Div:
    sizes = rows(markets.sizes, countries=shown)
    amounts = [format_with_unit(row) for row in make_rows(sizes, Reading)]
    stated = sizes[["country_name", "indicator_name", "period", "locator"]].assign(amount=amounts)
    return card("Market size as stated", sizes, table_of(stated))


def _reserves(all_markets: pd.DataFrame) -> html.Div:
    codes = all_markets.loc[all_markets["role"] == "reserve", "country_code"]
    mentions = rows(markets.notes, countries=tuple(codes))
    points = [html.Li(f"{name}: {text}") for name, text in mentions[["country_name", "text"]].values]
    return card("Reserve markets, in case a target market drops out", mentions, html.Ul(points))
