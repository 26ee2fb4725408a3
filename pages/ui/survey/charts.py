"""The charts of the survey page. Nothing here knows the server: rows in, Plotly figure out."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dia_data.wording.citations import cite_place
from dia_data.wording.figures import NOT_IN_SOURCE, format_share, is_known
from pages.ui.charts import look
from pages.ui.charts.look import FONT_SIZE, GREY, PURPLE
from pages.ui.survey import rows as survey_rows
from pages.ui.survey.rows import Place
from pages.ui.survey.text import WHISKER

OTHER = "#CFC9DA"
ON_GREY = "#17141C"
FADED = 0.25
"""How strongly a bar is drawn that the filter does not mean."""

OPTION_HEIGHT, PLACE_HEIGHT, WHOLE_HEIGHT = 58, 38, 46
LETTER_PCT = 0.8
"""Per cent of a bar as wide as a card that one letter takes."""

PARTNER = "◆ "
WISH_ALONE = "wish, no partner there"
BARS = {"have": "business", "want": "wish"}
OFFSETS = {"have": -0.2, "want": 0.2}
DIVIDING_LINE = {"color": GREY, "width": 1, "dash": "dot"}
AXIS = {"fixedrange": True, "tickfont": {"size": FONT_SIZE}}
LEGEND = {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "font": {"size": FONT_SIZE}}


def plot_answers(
    rows: pd.DataFrame, *, marked: Collection[str] = (), beside: Mapping[str, str] | None = None
) -> go.Figure:
    """Bars for one question with several answers, in the order of `rows`; a thin line under each is its interval.

    `marked` options are drawn strongly and the others faintly, where any is marked; `beside` adds words to a label.
    """
    options = rows.to_dict("records")
    at = [float(len(options) - 1 - place) for place in range(len(options))]
    bars = {
        "type": "bar",
        "x": [option["share_pct"] for option in options],
        "y": at,
        "orientation": "h",
        "width": 0.26,
        "marker": {"color": PURPLE, "opacity": [_find_opacity(option["option_id"], marked) for option in options]},
        "showlegend": False,
        "customdata": [
            [option["option_label"], cite_place(option["source_id"], option["locator"])] for option in options
        ],
        "hovertemplate": "<b>%{customdata[0]}</b>: %{x} %<br>%{customdata[1]}<extra></extra>",
    }
    labels = [_label(option, (beside or {}).get(option["option_id"])) for option in options]
    return _build_figure(
        [bars, _build_whiskers(options, at), _build_texts([0.3] * len(at), [height + 0.33 for height in at], labels)],
        height=OPTION_HEIGHT * len(options) + 80,
        xaxis={"range": [0, 100], "ticksuffix": " %", "dtick": 25},
        yaxis={"range": [-0.5, len(options) - 0.4], "visible": False},
    )


def _build_whiskers(options: Sequence[Mapping[Any, Any]], at: Sequence[float]) -> dict[str, Any]:
    known = [
        (option, height) for option, height in zip(options, at, strict=True) if is_known(option["interval_low_pct"])
    ]
    return {
        "type": "scatter",
        "x": [option["share_pct"] for option, _ in known],
        "y": [height - 0.26 for _, height in known],
        "mode": "markers",
        "name": WHISKER,
        "marker": {"symbol": "line-ns", "size": 7, "line": {"width": 1, "color": GREY}},
        "error_x": {
            "symmetric": False,
            "array": [option["interval_high_pct"] - option["share_pct"] for option, _ in known],
            "arrayminus": [option["share_pct"] - option["interval_low_pct"] for option, _ in known],
            "thickness": 1,
            "width": 3,
            "color": GREY,
        },
        "customdata": [
            [option["interval_low_pct"], option["interval_high_pct"], option["base"]] for option, _ in known
        ],
        "hovertemplate": (
            "%{customdata[0]:.0f} to %{customdata[1]:.0f} %: ours, not printed;<br>"
            "95 % Wilson, n = %{customdata[2]} (inferred)<extra></extra>"
        ),
    }


def _build_texts(
    x: Sequence[float], y: Sequence[float], texts: Sequence[str], *, place: str = "middle right"
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "text",
        "text": texts,
        "textposition": place,
        "textfont": {"size": FONT_SIZE},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _label(option: Mapping[Any, Any], beside: str | None) -> str:
    share = f"{option['share_pct']:.1f} %" if is_known(option["share_pct"]) else NOT_IN_SOURCE
    more = f" · {escape(beside)}" if beside else ""
    return f"<b>{share}</b>  {escape(str(option['option_label']))}{more}"


def _find_opacity(value: object, marked: Collection[str]) -> float:
    return 1.0 if not marked or value in marked else FADED


def plot_have_and_want(places: Sequence[Place], *, marked: Collection[str] = ()) -> go.Figure:
    """Have beside want for each place, the gap at the right; “Other” stands apart, faint, below a line.

    A wish where no partner is at home is hatched; a diamond marks the countries of the partners.
    """
    rows = [{**place, "at": _find_height(place, line, len(places))} for line, place in enumerate(places)]
    marked_here = set(marked) & {place["country_code"] for place in places}
    groups = (
        ("existing business", "have", GREY, "", lambda row: not row["is_other"]),
        ("wish to develop", "want", PURPLE, "", lambda row: not row["is_other"] and is_known(row["partners"])),
        (WISH_ALONE, "want", PURPLE, "/", lambda row: not row["is_other"] and not is_known(row["partners"])),
        ("other countries: business", "have", OTHER, "", lambda row: row["is_other"]),
        ("other countries: wish", "want", OTHER, "", lambda row: row["is_other"]),
    )
    traces = [
        _build_bars(
            [row for row in rows if chosen(row)],
            name=name,
            wish=wish,
            colour=colour,
            pattern=pattern,
            marked=marked_here,
        )
        for name, wish, colour, pattern, chosen in groups
    ]
    lines = [row["at"] + 0.72 for row in rows if row["is_other"]]
    return _build_figure(
        [*traces, _build_gaps(rows)],
        height=PLACE_HEIGHT * len(rows) + 100,
        xaxis={"range": _scale_ends(places), "dtick": 10, "ticksuffix": " %"},
        yaxis={
            "range": [min((row["at"] for row in rows), default=0) - 0.7, len(rows) - 0.2],
            "tickvals": [row["at"] for row in rows],
            "ticktext": [_place(row) for row in rows],
        },
        shapes=[
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": at, "y1": at, "line": DIVIDING_LINE}
            for at in lines
        ],
    )


def _scale_ends(places: Sequence[Place]) -> list[float]:
    """Of the axis: as far as the largest share and its interval."""
    return look.scale_axis((place[wish] for place in places for wish in ("have", "want")), usual=40)


def _find_height(place: Place, line: int, lines: int) -> float:
    """From top to bottom; what is not one country stands a little below the rest."""
    return lines - 1 - line - (0.5 if place["is_other"] else 0.0)


def _build_bars(
    rows: Sequence[Place], *, name: str, wish: str, colour: str, pattern: str, marked: Collection[str]
) -> dict[str, Any]:
    named = [row for row in rows if is_known(row[wish])]
    return {
        "type": "bar",
        "x": [row[wish] for row in named],
        "y": [row["at"] + OFFSETS[wish] for row in named],
        "orientation": "h",
        "width": 0.36,
        "name": name,
        "text": [format_share(row[wish]) for row in named],
        "textposition": "outside",
        "textfont": {"size": FONT_SIZE},
        "constraintext": "none",
        "cliponaxis": False,
        "showlegend": colour != OTHER,
        "customdata": [[row["place"]] for row in named],
        "hovertemplate": f"<b>%{{customdata[0]}}</b> {name}: %{{x}} %<extra></extra>",
        "marker": {
            "color": colour,
            "opacity": [_find_opacity(row["country_code"], marked) for row in named],
            "line": {"color": colour, "width": 1},
            "pattern": {"shape": pattern, "size": 6, "solidity": 0.4},
        },
    }


def _place(row: Place) -> str:
    return f"{PARTNER if is_known(row['partners']) else ''}{escape(str(row['place']))} "


def _build_gaps(rows: Sequence[Place]) -> dict[str, Any]:
    """The gap of each place as a column of figures at the right."""
    texts = ["gap ƒ", *("" if row["is_other"] else survey_rows.format_points(row["gap"]) for row in rows)]
    beside = 0.9625 * _scale_ends(rows)[1]
    return _build_texts(
        [beside] * len(texts), [len(rows) - 0.4, *(row["at"] for row in rows)], texts, place="middle center"
    )


def plot_wholes(countries: pd.DataFrame, *, marked: Sequence[str] = ()) -> go.Figure:
    """Each country question as one bar that adds up to a whole, largest part first and “Other” last."""
    parts = _list_parts(countries)
    marked = [code for code in marked if code in {part["country_code"] for part in parts}]
    bars = list(dict.fromkeys(part["bar"] for part in parts))
    lines = {bar: len(bars) - 1 - place for place, bar in enumerate(bars)}
    groups = (
        ("◆ partner at home there", PURPLE, "#FFFFFF", lambda part: is_known(part["partners"])),
        ("no partner", GREY, ON_GREY, lambda part: not part["is_other"] and not is_known(part["partners"])),
        ("Other: countries not named", OTHER, ON_GREY, lambda part: part["is_other"]),
    )
    return _build_figure(
        [
            _build_segments(
                [part for part in parts if chosen(part)],
                lines=lines,
                name=name,
                colour=colour,
                ink=ink,
                marked=marked,
            )
            for name, colour, ink, chosen in groups
        ],
        height=WHOLE_HEIGHT * len(bars) + 90,
        xaxis={"range": [0, 100], "ticksuffix": " %"},
        yaxis={"tickvals": list(lines.values()), "ticktext": list(lines)},
        uniformtext={"minsize": FONT_SIZE, "mode": "hide"},
    )


def _list_parts(countries: pd.DataFrame) -> list[dict[Any, Any]]:
    """The named places, question by question, each with the bar it is a part of and the point where it starts there."""
    named = [row for row in countries.to_dict("records") if is_known(row["share_pct"])]
    named.sort(key=lambda row: (row["part"], row["wish"], bool(row["is_other"]), -row["share_pct"]))
    ends: dict[str, float] = {}
    parts = []
    for row in named:
        bar = f"{row['part']}, {BARS[row['wish']]}"
        start = ends.get(bar, 0.0)
        ends[bar] = start + row["share_pct"]
        parts.append(row | {"bar": bar, "start": start})
    return parts


def _build_segments(
    parts: Sequence[Mapping[Any, Any]],
    *,
    lines: Mapping[str, int],
    name: str,
    colour: str,
    ink: str,
    marked: Sequence[str],
) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": [part["share_pct"] for part in parts],
        "base": [part["start"] for part in parts],
        "y": [lines[part["bar"]] for part in parts],
        "orientation": "h",
        "width": 0.8,
        "name": name,
        "text": [_label_part(part, marked) for part in parts],
        "textposition": "inside",
        "textangle": 0,
        "insidetextanchor": "middle",
        "insidetextfont": {"color": ink, "size": FONT_SIZE},
        "marker": {
            "color": colour,
            "opacity": [_find_opacity(part["country_code"], marked) for part in parts],
            "line": {"color": "#FFFFFF", "width": 1},
        },
        "customdata": [[part["place"], part["bar"], cite_place(part["source_id"], part["locator"])] for part in parts],
        "hovertemplate": "<b>%{customdata[0]}</b> %{x} %<br>%{customdata[1]}, %{customdata[2]}<extra></extra>",
    }


def _label_part(part: Mapping[Any, Any], marked: Sequence[str]) -> str:
    """The name and share of a part, the share alone where the name does not fit; nothing on what is drawn faintly."""
    if marked and part["country_code"] not in marked:
        return ""
    sign = PARTNER if is_known(part["partners"]) else ""
    named = f"{sign}{part['place']} {part['share_pct']:g}"
    return escape(named) if len(named) * LETTER_PCT <= part["share_pct"] else f"{sign}{part['share_pct']:g}"


def _build_figure(
    traces: list[dict[str, Any]], *, height: int, xaxis: dict[str, Any], yaxis: dict[str, Any], **layout: Any
) -> go.Figure:
    """The traces in the look that all charts of the survey share; made in one go, which is faster than step by step."""
    return go.Figure(
        data=traces,
        layout={
            "height": height,
            "barmode": "overlay",
            "margin": {"l": 4, "r": 14, "t": 10, "b": 34},
            "font": {"size": FONT_SIZE},
            "legend": LEGEND,
            "hoverlabel": {"font": {"size": FONT_SIZE}},
            "dragmode": False,
            "xaxis": AXIS | {"zeroline": True, "zerolinecolor": GREY} | xaxis,
            "yaxis": AXIS | {"zeroline": False, "showgrid": False} | yaxis,
            **layout,
        },
    )
