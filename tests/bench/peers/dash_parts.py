"""What the peer pages in Dash share: answers asked once, cards and tables."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pandas as pd
from dash import dcc, html

from dia_data.storage import workspaces
from dia_data.wording.citations import cite_sources
from pages.ui import data
from pages.ui.charts import look
from pages.ui.indicators import kpi_overview
from pages.ui.indicators.kpi_overview import Overview
from pages.ui.kpis import draw, groups, view
from pages.ui.kpis.view import Listing, Shown
from pages.ui.markdown import escape_markdown


def kpis(countries: Sequence[str], partners: Sequence[str]) -> tuple[Overview, Shown, Listing]:
    """All KPIs, those that fit the choice, and their list as the page opens with it."""
    chosen = {
        "today": data.get_today(), "countries": list(countries), "partners": list(partners), "statuses": [],
        "scopes": [], "order": groups.ORDERS[0],
    }  # fmt: skip
    every = data.cached_view(kpi_overview.build_overview, today=data.get_today())
    return every, data.cached_view(view.select_rows, **chosen), data.cached_view(view.build_listing, **chosen)


def said(every: Overview, listing: Listing) -> tuple[list[Any], html.P]:
    """What stands over the list of KPIs, and what stands below it."""
    over = [
        html.H3(listing.title),
        html.P(every.change.sentence if every.change else every.silence),
    ]
    return over, html.P(escape_markdown(" ".join(filter(None, (draw.READ, listing.hidden, listing.source)))))


@cache
def rows(query: Callable[..., Any], **arguments: Any) -> Any:
    """The answer to a question, asked once, as the dashboard does; lists come as tuples."""
    return query(workspaces.open_consortium(), **arguments)


def card(title: str, found: pd.DataFrame, *content: Any) -> html.Div:
    """A title, what it is about, and where its figures are from."""
    return html.Div([html.H2(title), *content, html.P(cite_sources(found))])


def chart(figure: Any) -> dcc.Graph:
    """A chart with the dashboard's own settings."""
    return dcc.Graph(figure=figure, config=look.CONFIG)


def table(shown: pd.DataFrame) -> html.Table:
    """A plain table."""
    head = html.Tr([html.Th(name) for name in shown.columns])
    return html.Table([html.Thead(head), html.Tbody([html.Tr([*map(html.Td, line)]) for line in shown.values])])
