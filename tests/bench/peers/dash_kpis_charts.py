"""`/kpis` as it is usually built in Dash: the list as text, and one chart of Plotly each for targets and for trends."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import plotly.graph_objects as go
from dash import dash_table

from dia_data.wording.columns import describe_column
from pages.ui.indicators import kpi_status
from pages.ui.indicators.kpi_rows import Kpi
from tests.bench.peers.dash_parts import chart, kpis, said

PICTURES = ("against_target", "trend")
LINE_HEIGHT = 24


@cache
def content(countries: Sequence[str], _sectors: Sequence[str], partners: Sequence[str]) -> list[Any]:
    """The list as the page opens with it and its two charts, made once for each choice."""
    every, shown, found = kpis(countries, partners)
    over, below = said(every, found)
    lines = found.groups[0].table.drop_columns(list(PICTURES))
    return [
        *over,
        dash_table.DataTable(
            data=[row | {"status": row["status"][0]} for row in lines.to_pylist()],
            columns=[{"id": name, "name": describe_column(name).title} for name in lines.column_names],
            sort_action="native",
        ),
        chart(_bullets(shown.rows)),
        chart(_trends(shown.rows)),
        below,
    ]


def _bullets(rows: Sequence[Kpi]) -> go.Figure:
    """Result, target and what is expected, each as a share of the target."""
    names = [row.title for row in rows]
    figure = go.Figure()
    figure.add_bar(
        y=names, x=[row.lead.progress or 0 for row in rows], orientation="h", name="Result",
        marker_color=[kpi_status.LOOKS[row.lead.status].colour for row in rows],
    )  # fmt: skip
    figure.add_scatter(y=names, x=[1] * len(rows), mode="markers", name="Target", marker_symbol="line-ns-open")
    figure.add_scatter(
        y=names, x=[row.lead.expected / row.lead.target_min if row.lead.target_min else None for row in rows],
        mode="markers", name="Expected", marker_symbol="diamond",
    )  # fmt: skip
    return figure.update_layout(height=LINE_HEIGHT * (len(rows) + 4))


def _trends(rows: Sequence[Kpi]) -> go.Figure:
    """What each came to, report by report, as a share of the target."""
    figure = go.Figure()
    for row in rows:
        figure.add_scatter(y=[value / (row.lead.target_min or 1) for value in row.trend], mode="lines", name=row.name)
    return figure
