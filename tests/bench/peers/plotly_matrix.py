"""The matrix of `/trends` as Plotly draws it: the same squares in the same places as the dashboard draws in ECharts."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dia_data.paths import Pair
from dia_data.wording.trends import shorten_trend
from pages.ui.charts import look
from pages.ui.trends import charts

SYMBOLS = {True: "square", False: "square-open"}


def matrix(pairs: Sequence[Pair], *, view: str) -> go.Figure:
    """Trends in rows, industries in columns, a square for each pair."""
    drawn = charts.plot_matrix(pairs, view=view, chosen=(None, None))
    squares = drawn["series"][0]["data"]
    kinds: dict[tuple[str, float], list[dict[str, Any]]] = {}
    for square in squares:
        kinds.setdefault((square["itemStyle"]["borderColor"], square["itemStyle"]["opacity"]), []).append(square)
    axis = {"tickfont": {"size": look.FONT_SIZE}, "showgrid": False, "zeroline": False, "fixedrange": True}
    across, down = (drawn[name]["data"] for name in ("xAxis", "yAxis"))
    return go.Figure(
        {
            "data": [_trace(group, colour, opacity) for (colour, opacity), group in kinds.items()],
            "layout": {
                "height": charts.HEIGHT,
                "dragmode": False,
                "legend": {"orientation": "h", "y": 0, "yanchor": "top", "font": {"size": look.FONT_SIZE}},
                "xaxis": {
                    **axis, "side": "top", "range": [-0.5, len(across) - 0.5], "tickvals": list(range(len(across))),
                    "ticktext": [name.replace("\n", "<br>") for name in across],
                },
                "yaxis": {
                    **axis, "range": [len(down) - 0.4, -0.6], "tickvals": list(range(len(down))),
                    "ticktext": [shorten_trend(name) for name in down],
                },
            },
        }
    )  # fmt: skip


def _trace(group: Sequence[dict[str, Any]], colour: str, opacity: float) -> dict[str, Any]:
    symbols = [SYMBOLS[square["itemStyle"]["borderWidth"] == 0] for square in group]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": f"{len(group)}",
        "x": [square["value"][0] for square in group],
        "y": [square["value"][1] for square in group],
        "text": [square.get("label", {}).get("formatter", "") for square in group],
        "customdata": [square["value"][2:] for square in group],
        "hovertemplate": "<b>%{customdata[0]}<br>× %{customdata[1]}</b><extra></extra>",
        "marker": {"size": charts.SQUARE, "color": colour, "symbol": symbols, "opacity": opacity},
    }
