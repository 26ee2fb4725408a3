"""A page of the dashboard in Dash, from the same record, words and figures; compressed, as Dash does it.

The first answer carries the whole page, so no visitor waits for a callback; the filters work all the same.
`python -m tests.bench.peers.dash_page <port> <page>` serves the page of the module `dash_<page>`.
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, dcc, html

from dia_data.queries import choices
from tests.bench.peers.dash_parts import rows

FILTERS = {"country": choices.countries, "sector": choices.sectors, "partner": choices.partners}


def serve(port: str, name: str) -> None:
    """Serve one page until the process ends."""
    content = import_module(f"tests.bench.peers.dash_{name}").content
    app = Dash(__name__, title=name, compress=True, serve_locally=True)
    app.layout = lambda: _page(name, content)

    @app.callback(Output("content", "children"), [Input(name, "value") for name in FILTERS], prevent_initial_call=True)
    def _changed(*chosen: Sequence[str] | None) -> list[Any]:
        return content(*(tuple(codes or ()) for codes in chosen))

    app.run(host="localhost", port=port, debug=False)


def _page(name: str, content: Callable[..., list[Any]]) -> html.Div:
    """Head, filters and content; made for each visit."""
    return html.Div(
        [
            html.H1(name.capitalize()),
            *(_filter(name, options) for name, options in FILTERS.items()),
            dcc.DatePickerSingle(id="as_of", placeholder="As known on", display_format="YYYY-MM-DD"),
            html.Div(content((), (), ()), id="content"),
        ]
    )


def _filter(name: str, options: Callable[..., pd.DataFrame]) -> dcc.Dropdown:
    pairs = rows(options)[["name", "code"]].itertuples(index=False)
    return dcc.Dropdown([{"label": label, "value": code} for label, code in pairs], id=name, multi=True)


if __name__ == "__main__":
    serve(*sys.argv[1:])
