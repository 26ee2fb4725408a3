"""What the peer pages in Dash share: answers asked once, cards and tables."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd
from dash import dcc, html

from dia_data import workspace
from pages.ui import look, words


@cache
def rows(query: Callable[..., Any], **arguments: Any) -> Any:
    """The answer to a question, asked once, as the dashboard does; lists come as tuples."""
    return query(workspace.consortium(), **arguments)


def card(title: str, found: pd.DataFrame, *content: Any) -> html.Div:
    """A title, what it is about, and where its figures are from."""
    return html.Div([html.H2(title), *content, html.P(words.sources(found))])


def chart(figure: Any) -> dcc.Graph:
    """A chart with the dashboard's own settings."""
    return dcc.Graph(figure=figure, config=look.CONFIG)


def table(shown: pd.DataFrame) -> html.Table:
    """A plain table."""
    head = html.Tr([html.Th(name) for name in shown.columns])
    return html.Table([html.Thead(head), html.Tbody([html.Tr([*map(html.Td, line)]) for line in shown.values])])
