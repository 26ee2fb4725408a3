"""The chart of the evaluation page: who judges what how. Nothing here knows the server."""

from collections.abc import Collection, Mapping, Sequence
from textwrap import shorten

import plotly.graph_objects as go

from dia_data.evaluations import Spread
from pages.ui.charts.look import FONT_SIZE, GREY, PURPLE, PURPLE_LIGHT

LINE_HEIGHT = 34
HEAD_AND_AXIS = 90
LONGEST_NAME = 46
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star")
APART = 0.13
"""Between the marks of partners who say the same, in lines."""


def plot_dots(
    spreads: Sequence[Spread], names: Mapping[str, str], partners: Sequence[str], *, chosen: Collection[str] = ()
) -> go.Figure:
    """A line per activity from the lowest to the highest judgement, and on it a mark for each partner.

    Partners that are `chosen` stand out; without a choice all do.
    """
    lines = {spread.activity_id: place for place, spread in enumerate(reversed(spreads))}
    spans = [
        {
            "type": "bar",
            "orientation": "h",
            "base": [spread.values[0] for spread in spreads],
            "x": [spread.values[-1] - spread.values[0] for spread in spreads],
            "y": [lines[spread.activity_id] for spread in spreads],
            "width": 0.16,
            "marker": {"color": PURPLE_LIGHT, "opacity": 0.5},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]
    marks = [
        _build_marks(spreads, names, partner, lines, place=place, stands_out=not chosen or partner in chosen)
        for place, partner in enumerate(partners)
    ]
    labels = [shorten(names[spread.activity_id], LONGEST_NAME, placeholder=" …") for spread in reversed(spreads)]
    return go.Figure(
        data=[*spans, *marks],
        layout={
            "height": HEAD_AND_AXIS + LINE_HEIGHT * len(spreads),
            "margin": {"l": 0, "r": 10, "t": 40, "b": 30},
            "font": {"size": FONT_SIZE},
            "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
            "xaxis": {
                "range": [0.6, 5.4],
                "tickvals": [1, 2, 3, 4, 5],
                "ticktext": ["1 low", "2", "3", "4", "5 high"],
                "fixedrange": True,
            },
            "yaxis": {
                "tickvals": list(range(len(labels))),
                "ticktext": labels,
                "range": [-0.6, len(labels) - 0.4],
                "fixedrange": True,
                "automargin": True,
            },
        },
    )


def _build_marks(
    spreads: Sequence[Spread],
    names: Mapping[str, str],
    partner: str,
    lines: Mapping[str, int],
    *,
    place: int,
    stands_out: bool,
) -> dict[str, object]:
    judged = [spread for spread in spreads if partner in spread.by_partner]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": partner,
        "x": [spread.by_partner[partner] for spread in judged],
        "y": [lines[spread.activity_id] + _shift(spread, partner) for spread in judged],
        "marker": {"size": 12, "symbol": SYMBOLS[place % len(SYMBOLS)], "color": PURPLE if stands_out else GREY},
        "opacity": 1 if stands_out else 0.45,
        "customdata": [names[spread.activity_id] for spread in judged],
        "hovertemplate": f"<b>{partner}</b>: %{{x}}<br>%{{customdata}}<extra></extra>",
    }


def _shift(spread: Spread, partner: str) -> float:
    """How far up or down a mark stands, so that partners who say the same are all seen."""
    same = [other for other, value in spread.by_partner.items() if value == spread.by_partner[partner]]
    return (same.index(partner) - (len(same) - 1) / 2) * APART
