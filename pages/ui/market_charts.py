"""The charts of the markets page. Nothing here knows the server: rows in, Plotly figure out."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from pages.ui.look import FONT_SIZE, GREY, PURPLE, PURPLE_LIGHT

LINE_HEIGHT = 44
HEAD_AND_AXIS = 90

YEARS = (
    ("2017", "2017", GREY, "circle"),
    ("2018", "2018", PURPLE_LIGHT, "circle"),
    ("2019", "2019 forecast", PURPLE, "diamond-open"),
)
WISHES = (("want", "wish to develop", PURPLE, 0.19), ("have", "existing business", GREY, -0.19))


def growth(rows: pd.DataFrame, *, order: Sequence[str]) -> go.Figure:
    """One growth indicator per market, a mark for each year; `order` has the market names from top to bottom."""
    lines = _lines(order)
    figure = go.Figure()
    for year, label, colour, symbol in YEARS:
        of_year = rows[(rows["period"] == year) & rows["value"].notna()]
        figure.add_scatter(
            x=of_year["value"],
            y=of_year["country_name"].map(lines),
            mode="markers",
            name=label,
            marker={"size": 14, "color": colour, "symbol": symbol, "line": {"width": 3 if "open" in symbol else 0}},
            customdata=of_year[["country_name", "locator"]],
            hovertemplate=f"<b>%{{customdata[0]}}</b> {label}: %{{x}} %<br>D3.1 %{{customdata[1]}}<extra></extra>",
        )
    figure.update_xaxes(ticksuffix=" %")
    return _per_market(figure, order, known=rows.loc[rows["value"].notna(), "country_name"])


def payments(rows: pd.DataFrame, *, order: Sequence[str]) -> go.Figure:
    """Days until payment per market: a dot, or a bar from end to end where a range is printed."""
    lines = _lines(order)
    stated = rows[rows["printed"].notna()].drop_duplicates(["country_name", "value", "value_low", "value_high"])
    at, low = stated["country_name"].map(lines), stated["value_low"].fillna(stated["value"])
    high = stated["value_high"].fillna(stated["value"])
    figure = go.Figure(
        go.Bar(x=high - low, base=low, y=at, orientation="h", width=0.2, marker_color=PURPLE_LIGHT, hoverinfo="skip")
    )
    for end in (low, high):
        figure.add_scatter(
            x=end,
            y=at,
            mode="markers+text",
            text=end.map("{:g}".format),
            textposition="top center",
            marker={"size": 13, "color": PURPLE},
            customdata=stated[["country_name", "printed", "locator"]],
            hovertemplate="<b>%{customdata[0]}</b>: %{customdata[1]}<br>D3.1 %{customdata[2]}<extra></extra>",
        )
    figure.update_layout(showlegend=False)
    figure.update_xaxes(range=[0, 130], ticksuffix=" days", nticks=5)
    return _per_market(figure, order, known=stated["country_name"])


def interest(rows: pd.DataFrame, *, order: Sequence[str]) -> go.Figure:
    """Have (existing business) beside want (wish to develop), in per cent of the countries named."""
    lines = _lines(order)
    named = rows[rows["share_pct"].notna()]
    figure = go.Figure()
    for wish, label, colour, offset in WISHES:
        group = named[named["wish"] == wish]
        figure.add_bar(
            x=group["share_pct"],
            y=group["country_name"].map(lines) - offset,
            orientation="h",
            width=0.34,
            name=label,
            marker_color=colour,
            text=group["share_pct"].map("{:g} %".format),
            textposition="outside",
            cliponaxis=False,
            customdata=group[["country_name", "locator"]],
            hovertemplate=f"<b>%{{customdata[0]}}</b> {label}: %{{x}} %<br>D3.1 %{{customdata[1]}}<extra></extra>",
        )
    figure.update_layout(barmode="overlay", legend_traceorder="reversed")
    figure.update_xaxes(range=[0, 36], ticksuffix=" %")
    return _per_market(figure, order, known=named["country_name"])


def _lines(order: Sequence[str]) -> Mapping[str, int]:
    """The height at which each market is drawn; a line is kept for a market without a mark."""
    return {name: len(order) - place for place, name in enumerate(order, start=1)}


def _per_market(figure: go.Figure, order: Sequence[str], *, known: pd.Series) -> go.Figure:
    """The look that all charts with a line per market share; a market that is not known says so."""
    lines = _lines(order)
    for name in order:
        if name not in set(known):
            figure.add_annotation(
                x=0, xref="x domain", y=lines[name], text=" not in the source", showarrow=False, xanchor="left",
                font={"color": GREY, "size": FONT_SIZE},
            )  # fmt: skip
    figure.update_layout(
        height=LINE_HEIGHT * max(len(order), 2) + HEAD_AND_AXIS,
        margin={"l": 10, "r": 20, "t": 40, "b": 40},
        font_size=FONT_SIZE,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": FONT_SIZE}},
        hoverlabel_font_size=FONT_SIZE,
        dragmode=False,
    )
    figure.update_xaxes(zeroline=True, zerolinecolor=GREY, fixedrange=True, tickfont_size=FONT_SIZE)
    return figure.update_yaxes(
        range=[-0.6, len(order) - 0.4],
        tickvals=list(lines.values()),
        ticktext=list(lines),
        tickfont_size=FONT_SIZE,
        fixedrange=True,
        zeroline=False,
    )
