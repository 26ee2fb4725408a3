"""The charts of `/markets` as they are usually built in Dash: rows in, Plotly figure out."""

import textwrap
from collections.abc import Collection, Mapping, Sequence
from math import nan
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dia_data.frames import make_rows
from dia_data.queries.markets import CitedReading, Interest
from dia_data.wording.citations import cite_place
from dia_data.wording.figures import NOT_IN_SOURCE, format_share, is_estimate
from pages.ui.charts import look
from pages.ui.charts.look import FONT_SIZE, GREY, PURPLE, PURPLE_LIGHT

LINE_HEIGHT = 44
HEAD_AND_AXIS = 90
LINE_SIGNS = 50
"""Characters of a line inside a chart."""

COLOURS = (PURPLE, PURPLE_LIGHT, GREY)
"""Of the newest years, the newest first; years before them are grey as well, each with a symbol of its own."""

SYMBOL, FORECAST_SYMBOL = "circle", "diamond-open"
OLDER = ("square", "triangle-up", "cross", "star", "triangle-down", "pentagon")

NOTHING: Mapping[str, str] = {}

HOVER = "<b>%{{customdata[0]}}</b> {label}: %{{x}} %<br>%{{customdata[1]}}<extra></extra>"
WISHES = (("have", "existing business", GREY, -0.19), ("want", "wish to develop", PURPLE, 0.19))


def plot_growth(rows: pd.DataFrame, *, order: Sequence[str], instead: Mapping[str, str] = NOTHING) -> go.Figure:
    """One growth indicator per market, a mark for each year; `order` has the market names from top to bottom.

    `instead`: what is said of a market that has no mark.
    """
    measured = [row for row in make_rows(rows, CitedReading) if row.value is not None]
    periods = sorted({row.period for row in measured if row.period}, reverse=True)
    marks = [
        _build_year([row for row in measured if row.period == period], age=age, lines=_place_markets(order))
        for age, period in enumerate(periods)
    ]
    axis = {"ticksuffix": " %"}
    has = [row.country_name for row in measured]
    return _build_figure(marks[::-1], order, axis=axis, has=has, instead=instead)


def _build_year(rows: Sequence[CitedReading], *, age: int, lines: Mapping[str, int]) -> dict[str, Any]:
    """The marks of one year, the newest of age 0; what is a forecast or an estimate looks different."""
    colour, symbol, forecast = _look(age)
    symbols = [forecast if row.is_forecast else f"{symbol}-open" if _is_estimate(row) else symbol for row in rows]
    label = f"{rows[0].period}{_describe_forecasts(rows)}"
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.value for row in rows],
        "y": [lines[row.country_name] for row in rows],
        "name": label,
        "marker": {
            "size": 14,
            "color": colour,
            "symbol": _merge_looks(symbols),
            "line": {"width": _merge_looks([3 * ("open" in one) for one in symbols])},
        },
        "customdata": [(row.country_name, cite_place(row.source_id, row.locator)) for row in rows],
        "hovertemplate": HOVER.format(label=label),
    }


def _look(age: int) -> tuple[str, str, str]:
    """Colour, symbol and the symbol of a forecast."""
    if age < len(COLOURS):
        return COLOURS[age], SYMBOL, FORECAST_SYMBOL
    symbol = OLDER[(age - len(COLOURS)) % len(OLDER)]
    return GREY, symbol, f"{symbol}-open"


def _describe_forecasts(rows: Sequence[CitedReading]) -> str:
    forecasts = sum(bool(row.is_forecast) for row in rows)
    if not forecasts and all(_is_estimate(row) for row in rows):
        return " estimate"
    if forecasts == len(rows):
        return " forecast"
    return " (open: forecast or estimate)" if forecasts or any(_is_estimate(row) for row in rows) else ""


def _is_estimate(row: CitedReading) -> bool:
    return is_estimate(period=row.period, edition=row.edition, is_forecast=row.is_forecast)


def _merge_looks(looks: Sequence[Any]) -> Any:
    """One look where all marks have the same, else that of each."""
    return looks[0] if len(set(looks)) == 1 else list(looks)


def plot_payments(rows: pd.DataFrame, *, order: Sequence[str], instead: Mapping[str, str] = NOTHING) -> go.Figure:
    """Days until payment per market: a dot, or a bar from end to end where a range is printed.

    `instead`: what is said of a market that has neither.
    """
    lines = _place_markets(order)
    spans = {(row.country_name, *_find_ends(row)): row for row in make_rows(rows, CitedReading) if row.printed}
    at = [lines[name] for name, _, _ in spans]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [high - low for _, low, high in spans],
        "base": [low for _, low, _ in spans],
        "y": at,
        "width": 0.2,
        "marker": {"color": PURPLE_LIGHT},
        "hoverinfo": "skip",
    }
    ends = [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": end,
            "y": at,
            "text": [f"{days:g}" for days in end],
            "textposition": "top center",
            "textfont": {"size": FONT_SIZE},
            "marker": {"size": 13, "color": PURPLE},
            "customdata": [
                (row.country_name, row.printed, cite_place(row.source_id, row.locator)) for row in spans.values()
            ],
            "hovertemplate": "<b>%{customdata[0]}</b>: %{customdata[1]}<br>%{customdata[2]}<extra></extra>",
        }
        for end in ([low for _, low, _ in spans], [high for _, _, high in spans])
    ]
    days = [end for _, *ends in spans for end in ends]
    axis = {"range": look.scale_axis(days, usual=130), "ticksuffix": " days", "nticks": 5}
    has = [name for name, _, _ in spans]
    return _build_figure([bars, *ends], order, axis=axis, has=has, instead=instead, legend=False)


def _find_ends(row: CitedReading) -> tuple[float, float]:
    """Both ends of a range; of one value, the value twice."""
    value = nan if row.value is None else row.value
    return (
        value if row.value_low is None else row.value_low,
        value if row.value_high is None else row.value_high,
    )


def plot_interest(rows: pd.DataFrame, *, order: Sequence[str]) -> go.Figure:
    """Have (existing business) beside want (wish to develop), in per cent of the countries named."""
    lines = _place_markets(order)
    named = [row for row in make_rows(rows, Interest) if row.share_pct is not None]
    marks = []
    for wish, label, colour, offset in WISHES:
        group = [row for row in named if row.wish == wish]
        marks.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": [row.share_pct for row in group],
                "y": [lines[row.country_name] - offset for row in group],
                "width": 0.34,
                "name": label,
                "marker": {"color": colour},
                "text": [format_share(row.share_pct) for row in group],
                "textposition": "outside",
                "textfont": {"size": FONT_SIZE},
                "cliponaxis": False,
                "customdata": [(row.country_name, cite_place(row.source_id, row.locator)) for row in group],
                "hovertemplate": HOVER.format(label=label),
            }
        )
    axis = {"range": look.scale_axis((row.share_pct for row in named), usual=36), "ticksuffix": " %"}
    return _build_figure(marks, order, axis=axis, has=[row.country_name for row in named])


def _wrap_reason(said: str) -> str:
    """What stands where a market has no mark, in lines that a chart of half the page holds."""
    return "<br>".join(f" {line}" for line in textwrap.wrap(said, LINE_SIGNS))


def _place_markets(order: Sequence[str]) -> Mapping[str, int]:
    """The height at which each market is drawn; a line is kept for a market without a mark."""
    return {name: len(order) - place for place, name in enumerate(order, start=1)}


def _build_figure(
    marks: Sequence[Mapping[str, Any]],
    order: Sequence[str],
    *,
    axis: Mapping[str, Any],
    has: Collection[str],
    instead: Mapping[str, str] = NOTHING,
    legend: bool = True,
) -> go.Figure:
    """The look that all charts with a line per market share; a market that is not among `has` says so.

    `instead`: what such a market says where something else is known of it.
    Everything is handed over at once: each later update of a Plotly figure checks the whole of it again.
    """
    lines = _place_markets(order)
    unknown = {
        "x": 0,
        "xref": "x domain",
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
        "font": {"color": GREY},
    }
    layout = {
        "height": LINE_HEIGHT * max(len(order), 2) + HEAD_AND_AXIS,
        "margin": {"l": 10, "r": 20, "t": 40, "b": 40},
        "font": {"size": FONT_SIZE},
        "showlegend": legend,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": FONT_SIZE}},
        "barmode": "overlay",
        "dragmode": False,
        "hoverlabel": {"font": {"size": FONT_SIZE}},
        "annotations": [
            {**unknown, "y": lines[name], "text": _wrap_reason(instead.get(name, NOT_IN_SOURCE))}
            for name in order
            if name not in has
        ],
        "xaxis": {"zeroline": True, "zerolinecolor": GREY, "fixedrange": True, "tickfont": {"size": FONT_SIZE}, **axis},
        "yaxis": {
            "range": [-0.6, len(order) - 0.4],
            "tickvals": list(lines.values()),
            "ticktext": list(lines),
            "tickfont": {"size": FONT_SIZE},
            "fixedrange": True,
            "zeroline": False,
        },
    }
    return go.Figure(data=list(marks), layout=layout)
