"""`/markets` in Dash, with the same words, tables and charts from the same record; compressed, as Dash does it.

The first answer carries the whole page, so no visitor waits for a callback; the filters work all the same.
"""

import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, dcc, html

from dia_data import workspace
from dia_data.queries import choices, markets
from pages.ui import look, market_charts, words
from pages.ui import market_table as table

app = Dash(__name__, title="Markets", compress=True, serve_locally=True)


@cache
def rows(query: Callable[..., Any], **arguments: Any) -> Any:
    """The answer to a question, asked once, as the dashboard does; lists come as tuples."""
    return query(workspace.consortium(), **arguments)


def page() -> html.Div:
    """Head, filters and content; called for each visit."""
    return html.Div(
        [
            html.H1("Markets"),
            _filter("country", choices.countries),
            _filter("sector", choices.sectors),
            _filter("partner", choices.partners),
            dcc.DatePickerSingle(id="as_of", placeholder="As known on", display_format="YYYY-MM-DD"),
            html.Div(content([], []), id="content"),
        ]
    )


def _filter(name: str, options: Callable[..., pd.DataFrame]) -> dcc.Dropdown:
    pairs = rows(options)[["name", "code"]].itertuples(index=False)
    return dcc.Dropdown([{"label": label, "value": code} for label, code in pairs], id=name, multi=True)


@app.callback(
    Output("content", "children"), Input("country", "value"), Input("partner", "value"), prevent_initial_call=True
)
def content(countries: Sequence[str] | None, partners: Sequence[str] | None) -> list[Any]:
    """Headlines, tables and charts of the markets chosen."""
    all_markets = rows(markets.targets)
    covered = rows(markets.covered_by, partners=tuple(sorted(partners))) if partners else None
    return _drawn(tuple(table.shown(all_markets, countries=countries or [], covered=covered)))


@cache
def _drawn(shown: Sequence[str]) -> list[Any]:
    """What is shown of some markets, made once, as the dashboard does."""
    all_markets = rows(markets.targets)
    compared = rows(markets.side_by_side, countries=shown)
    interest = rows(markets.interest, countries=shown)
    order = [name for code, name in all_markets[["country_code", "country_name"]].values if code in shown]
    return [
        html.Div([_headline(headline) for headline in table.headlines(compared, interest)]),
        _card("Side by side", compared, _table(table.wide(compared, interest, order=order).reset_index())),
        html.P(table.reading_help(compared)),
        *_charts(compared, interest, order),
        _sizes(shown),
        _reserves(all_markets),
    ]


def _headline(headline: table.Headline) -> html.Div:
    return html.Div([html.P(headline.question), html.H3(headline.leader), html.P(headline.figure)])


def _charts(compared: pd.DataFrame, interest: pd.DataFrame, order: Sequence[str]) -> list[html.Div]:
    sector, gdp, payments = (
        table.of(compared, indicator) for indicator in ("sector_value_added_growth", "gdp_growth", "payment_terms")
    )
    drawn = (
        ("How fast does the ICT sector grow?", sector, market_charts.growth),
        ("How fast does the economy grow?", gdp, market_charts.growth),
        ("How long do payments take?", payments, market_charts.payments),
        ("Where are our SMEs, and where do they wish to go?", interest, market_charts.interest),
    )
    return [
        _card(title, found, dcc.Graph(figure=draw(found, order=order), config=look.CONFIG))
        for title, found, draw in drawn
    ]


def _sizes(shown: Sequence[str]) -> html.Div:
    sizes = rows(markets.sizes, countries=shown)
    amounts = [words.with_unit(row) for row in sizes.to_dict("records")]
    stated = sizes[["country_name", "indicator_name", "period", "locator"]].assign(amount=amounts)
    return _card("Market size as stated", sizes, _table(stated))


def _reserves(all_markets: pd.DataFrame) -> html.Div:
    codes = all_markets.loc[all_markets["role"] == "reserve", "country_code"]
    mentions = rows(markets.notes, countries=tuple(codes))
    points = [html.Li(f"{name}: {text}") for name, text in mentions[["country_name", "text"]].values]
    return _card("If a target market falls away: the reserves", mentions, html.Ul(points))


def _card(title: str, found: pd.DataFrame, content: Any) -> html.Div:
    return html.Div([html.H2(title), content, html.P(words.sources(found))])


def _table(shown: pd.DataFrame) -> html.Table:
    head = html.Tr([html.Th(name) for name in shown.columns])
    return html.Table([html.Thead(head), html.Tbody([html.Tr([*map(html.Td, line)]) for line in shown.values])])


if __name__ == "__main__":
    app.layout = page
    app.run(host="localhost", port=sys.argv[1], debug=False)
