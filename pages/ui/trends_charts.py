"""The matrix of trends and industries. Nothing here knows the server: rows in, Plotly figure out."""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dia_data import paths
from pages.ui.look import FONT_SIZE, GREY, PURPLE, PURPLE_LIGHT
from pages.ui.trends_table import STRONG, Row, marked_in, short

ROW_HEIGHT = 27
HEAD_AND_LEGEND = 102
COLUMN_WIDTH = 78
NAMES_WIDTH = 304

SQUARE = 20
INK = "#1B1324"
"""Text on light purple squares, in both themes."""

LINE_BREAKS = {"Biopharmaceuticals": "Biopharma-<br>ceuticals"}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of square: what it means and how it is drawn."""

    label: str
    colour: str
    symbol: str = "square"
    text: str = ""
    opacity: float = 1


BLANK = Kind(label="not marked", colour=GREY, opacity=0.16)
FIRM = Kind(label="strong, both directions marked", colour=PURPLE)
ONE_SIDED = Kind(label="strong, one direction marked", colour=PURPLE_LIGHT, text="1")
UNSUPPORTED = Kind(label="strong, no direction marked", colour=PURPLE, symbol="square-open", text="?")
UNPUBLISHED = Kind(label="both directions marked, not strong", colour=GREY, symbol="square-open", text="!")
MARKED_AND_STRONG = Kind(label="marked, and strong in figure 5", colour=PURPLE)
MARKED = Kind(label="marked", colour=PURPLE_LIGHT)
LEGEND = (FIRM, ONE_SIDED, UNSUPPORTED, UNPUBLISHED, MARKED_AND_STRONG, MARKED, BLANK)
"""In this order they stand in the legend."""

PUBLISHED = {
    paths.BOTH: FIRM,
    paths.DOWNSTREAM: ONE_SIDED,
    paths.UPSTREAM: ONE_SIDED,
    paths.NEITHER: UNSUPPORTED,
}

OTHERS = {paths.BOTH: UNPUBLISHED}
"""How a pair is drawn that figure 5 marks, and one that it does not, by what figures 3 and 4 mark."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where each industry and each trend is drawn."""

    across: Mapping[str, int]
    down: Mapping[str, int]


def matrix(pairs: Sequence[Row], *, view: str, chosen: tuple[str | None, str | None]) -> go.Figure:
    """Trends in rows, industries in columns; a square for each pair, the chosen (trend, industry) framed."""
    places = _places(pairs)
    groups: dict[Kind, list[Row]] = {}
    for row in pairs:
        groups.setdefault(_kind(row, view), []).append(row)
    framed = [row for row in pairs if (row["trend_id"], row["industry_id"]) == chosen]
    squares = [_squares(groups[kind], kind, places) for kind in LEGEND if kind in groups]
    # As one dict: a figure that is put together piece by piece is checked again with each piece.
    return go.Figure({"data": [*squares, _frame(framed, places)], "layout": _layout(places)})


def width(pairs: Sequence[Row]) -> int:
    """The pixels that the matrix needs for labels that do not run into each other."""
    return NAMES_WIDTH + COLUMN_WIDTH * len({row["industry_id"] for row in pairs})


def _places(pairs: Sequence[Row]) -> Places:
    """The industries with most strong interdependencies come first; the order is the same in each view."""
    strong = Counter(row["industry_name"] for row in pairs if row["published"])
    across = sorted(dict.fromkeys(row["industry_name"] for row in pairs), key=lambda name: -strong[name])
    down = dict.fromkeys(row["trend_name"] for row in pairs)
    return Places(
        across={name: place for place, name in enumerate(across)}, down={name: place for place, name in enumerate(down)}
    )


def _kind(row: Row, view: str) -> Kind:
    if view == STRONG:
        directions = paths.support(row)
        return PUBLISHED[directions] if row["published"] else OTHERS.get(directions, BLANK)
    if not row[view]:
        return BLANK
    return MARKED_AND_STRONG if row["published"] else MARKED


def _squares(group: Sequence[Row], kind: Kind, places: Places) -> dict[str, Any]:
    return {
        **_at(group, places),
        "mode": "markers+text" if kind.text else "markers",
        "name": f"{kind.label} ({len(group)})",
        "text": kind.text,
        "textfont": {"color": INK if kind.colour == PURPLE_LIGHT else kind.colour, "size": FONT_SIZE},
        "marker": {
            "size": SQUARE,
            "color": kind.colour,
            "symbol": kind.symbol,
            "opacity": kind.opacity,
            "line": {"width": 3 if "open" in kind.symbol else 0},
        },
        "selected": {"marker": {"opacity": kind.opacity}},
        "unselected": {"marker": {"opacity": kind.opacity}},
        "customdata": [_said(row) for row in group],
        "hovertemplate": "<b>%{customdata[2]}<br>× %{customdata[3]}</b><br>%{customdata[4]}<extra></extra>",
    }


def _frame(framed: Sequence[Row], places: Places) -> dict[str, Any]:
    return {
        **_at(framed, places),
        "mode": "markers",
        "cliponaxis": False,
        "marker": {"size": SQUARE + 9, "color": PURPLE, "symbol": "square-open", "line": {"width": 3}},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _at(rows: Sequence[Row], places: Places) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [places.across[row["industry_name"]] for row in rows],
        "y": [places.down[row["trend_name"]] for row in rows],
    }


def _said(row: Row) -> list[str]:
    """What a square answers with: the two ids, then what is shown on hovering."""
    says = marked_in(row).replace(" · ", "<br>")
    return [row["trend_id"], row["industry_id"], short(row["trend_name"]), row["industry_name"], says]


def _layout(places: Places) -> dict[str, Any]:
    quiet = {"tickfont": {"size": FONT_SIZE}, "showgrid": False, "zeroline": False, "fixedrange": True}
    return {
        "height": ROW_HEIGHT * len(places.down) + HEAD_AND_LEGEND,
        "margin": {"l": 0, "r": 10, "t": 68, "b": 34},  # at the top stands the button that enlarges
        "font": {"size": FONT_SIZE},
        "hoverlabel": {"font": {"size": FONT_SIZE}},
        "dragmode": False,
        "legend": {
            "orientation": "h", "y": 0, "yanchor": "top", "x": 0, "xanchor": "left", "itemclick": False,
            "itemdoubleclick": False, "font": {"size": FONT_SIZE},
        },
        "xaxis": {
            **quiet,
            "side": "top",
            "range": [-0.5, len(places.across) - 0.5],
            "tickvals": list(places.across.values()),
            "ticktext": [LINE_BREAKS.get(name) or _wrapped(name, 13) for name in places.across],
            "tickangle": 0,
        },
        "yaxis": {
            **quiet,
            "range": [len(places.down) - 0.4, -0.6],
            "tickvals": list(places.down.values()),
            "ticktext": [_wrapped(short(name), 50) for name in places.down],
        },
    }  # fmt: skip


def _wrapped(name: str, width: int) -> str:
    return "<br>".join(textwrap.wrap(name, width, break_long_words=False))
