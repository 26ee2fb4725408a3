"""The charts of the survey page. Nothing here knows the server: rows in, Plotly figure out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dia_data.frames import make_rows
from dia_data.queries.survey import Answer, CountryShare
from dia_data.wording.citations import cite_place
from dia_data.wording.figures import NOT_IN_SOURCE, format_share
from pages.ui.charts import look
from pages.ui.charts.look import FONT_SIZE, GREY, INK, PURPLE, PURPLE_LIGHT
from pages.ui.survey import rows as survey_rows
from pages.ui.survey.rows import Place
from pages.ui.survey.text import WHISKER

OTHER = "#CFC9DA"
ON_GREY = "#17141C"
FADED = 0.25
"""How strongly a bar is drawn that the filter does not mean."""
FADED_OTHER = 0.5
"""How strongly what is not one country is drawn, and nothing is marked."""

OPTION_HEIGHT, PLACE_HEIGHT, WHOLE_HEIGHT = 58, 30, 46
LETTER_PCT = 0.8
"""Per cent of a bar as wide as a card that one letter takes."""

PARTNER = "◆ "
HAVE, WANT, AT_HOME = "business", "wishes", "partner there"
"""What the marks of a country are called in the legend."""
BARS = {"have": "business", "want": "wish"}
DOTS = {"have": (HAVE, GREY), "want": (WANT, PURPLE)}
DOT, DIAMOND = 13, 9
PARTNER_AT, LEFT_END, USUAL_END = -7.5, -9, 44
"""Where the signs of partners stand, left of the shares, and the ends of the axis of shares."""
DIVIDING_LINE = {"color": GREY, "width": 1, "dash": "dot"}
LEGEND = {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0}


def plot_answers(
    rows: pd.DataFrame,
    *,
    marked: Collection[str] = (),
    beside: Mapping[str, str] | None = None,
    ink: str = INK,
) -> go.Figure:
    """Bars for one question with several answers, in the order of `rows`; a thin line under each is its interval.

    `marked` options are drawn strongly and the others faintly, where any is marked; `beside` adds words to a label.
    `ink` is the colour of the text.
    """
    options = make_rows(rows, Answer)
    at = [float(len(options) - 1 - place) for place in range(len(options))]
    bars = {
        "type": "bar",
        "x": [option.share_pct for option in options],
        "y": at,
        "orientation": "h",
        "width": 0.26,
        "marker": {"color": PURPLE, "opacity": [_find_opacity(option.option_id, marked) for option in options]},
        "showlegend": False,
        "customdata": [[option.option_label, cite_place(option.source_id, option.locator)] for option in options],
        "hovertemplate": "<b>%{customdata[0]}</b>: %{x} %<br>%{customdata[1]}<extra></extra>",
    }
    labels = [_label(option, (beside or {}).get(option.option_id)) for option in options]
    return _build_figure(
        [bars, _build_whiskers(options, at), _build_texts([0.3] * len(at), [height + 0.33 for height in at], labels)],
        height=OPTION_HEIGHT * len(options) + 80,
        xaxis={"range": [0, 100], "ticksuffix": " %", "dtick": 25},
        yaxis={"range": [-0.5, len(options) - 0.4], "visible": False},
        ink=ink,
    )


def _build_whiskers(options: Sequence[Answer], at: Sequence[float]) -> dict[str, Any]:
    known = [
        (height, option.share_pct, option.interval_low_pct, option.interval_high_pct, option.base)
        for option, height in zip(options, at, strict=True)
        if option.share_pct is not None and option.interval_low_pct is not None and option.interval_high_pct is not None
    ]
    return {
        "type": "scatter",
        "x": [share for _, share, *_ in known],
        "y": [height - 0.26 for height, *_ in known],
        "mode": "markers",
        "name": WHISKER,
        "marker": {"symbol": "line-ns", "size": 7, "line": {"width": 1, "color": GREY}},
        "error_x": {
            "symmetric": False,
            "array": [high - share for _, share, _, high, _ in known],
            "arrayminus": [share - low for _, share, low, _, _ in known],
            "thickness": 1,
            "width": 3,
            "color": GREY,
        },
        "customdata": [[low, high, base] for _, _, low, high, base in known],
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


def _label(option: Answer, beside: str | None) -> str:
    share = NOT_IN_SOURCE if option.share_pct is None else f"{option.share_pct:.1f} %"
    more = f" · {escape(beside)}" if beside else ""
    return f"<b>{share}</b>  {escape(option.option_label)}{more}"


def _find_opacity(value: object, marked: Collection[str]) -> float:
    return 1.0 if not marked or value in marked else FADED


def plot_have_and_want(places: Sequence[Place], *, marked: Collection[str] = (), ink: str = INK) -> go.Figure:
    """A dumbbell for each place, from existing business to wishes, in the order of `places`; the gap at the right.

    “Other” stands apart, faint, below a line; a diamond marks the countries of the partners. `ink` is the colour of
    the text.
    """
    rows = [(place, _find_height(place, line, len(places))) for line, place in enumerate(places)]
    heights = [at for _, at in rows]
    marked_here = set(marked) & {place.country_code for place in places if place.country_code}
    lines = [at + 0.72 for place, at in rows if place.is_other]
    return _build_figure(
        [
            _build_spans(rows, marked_here),
            _build_dots(rows, "have", marked_here),
            _build_dots(rows, "want", marked_here),
            *(_build_key(name, colour) for name, colour in DOTS.values()),
            _build_partner_signs(rows),
            _build_gaps(rows),
        ],
        height=PLACE_HEIGHT * len(rows) + 90,
        xaxis={
            "range": [LEFT_END, _find_end(places)],
            "dtick": 10,
            "ticksuffix": " %",
            "zeroline": False,
        },
        yaxis={
            "range": [min(heights, default=0) - 0.7, len(rows) - 0.2],
            "tickvals": heights,
            "ticktext": [f"{escape(place.place)} " for place in places],
        },
        shapes=[
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": at, "y1": at, "line": DIVIDING_LINE}
            for at in lines
        ],
        ink=ink,
    )


def _find_end(places: Sequence[Place]) -> float:
    """Of the axis: the same for each part of the world, and further where a share lies beyond that."""
    return look.scale_axis((share for place in places for share in (place.have, place.want)), usual=USUAL_END)[1]


def _find_height(place: Place, line: int, lines: int) -> float:
    """From top to bottom; what is not one country stands a little below the rest."""
    return lines - 1 - line - (0.5 if place.is_other else 0.0)


def _find_strength(place: Place, marked: Collection[str]) -> float:
    return FADED_OTHER if place.is_other and not marked else _find_opacity(place.country_code, marked)


def _build_spans(rows: Sequence[tuple[Place, float]], marked: Collection[str]) -> dict[str, Any]:
    """What joins the two shares of a place: purple where wishes exceed business, grey where it is the other way."""
    spans = [
        (at, place.have, place.want, _find_strength(place, marked))
        for place, at in rows
        if place.have is not None and place.want is not None
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [min(have, want) for _, have, want, _ in spans],
        "x": [abs(want - have) for _, have, want, _ in spans],
        "y": [at for at, *_ in spans],
        "width": 0.16,
        "marker": {
            "color": [PURPLE_LIGHT if want > have else GREY for _, have, want, _ in spans],
            "opacity": [strength for *_, strength in spans],
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _build_dots(rows: Sequence[tuple[Place, float]], wish: str, marked: Collection[str]) -> dict[str, Any]:
    """One end of each dumbbell with its share, which stands on the outer side."""
    name, colour = DOTS[wish]
    named = [
        (place, at, share, other)
        for place, at in rows
        for share, other in [(place.have, place.want) if wish == "have" else (place.want, place.have)]
        if share is not None
    ]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [share for _, _, share, _ in named],
        "y": [at for _, at, *_ in named],
        "text": [format_share(share) for _, _, share, _ in named],
        "textposition": [_place_share(share, other, wish) for *_, share, other in named],
        "textfont": {"size": FONT_SIZE},
        "cliponaxis": False,
        "marker": {
            "size": DOT,
            "color": colour,
            "opacity": [_find_strength(place, marked) for place, *_ in named],
        },
        "showlegend": False,
        "customdata": [[place.place] for place, *_ in named],
        "hovertemplate": f"<b>%{{customdata[0]}}</b>, {name}: %{{x}} %<extra></extra>",
    }


def _build_key(name: str, colour: str) -> dict[str, Any]:
    """What stands in the legend for dots: of its own, as theirs would be faint where the first of them is."""
    marker = {"size": DOT, "color": colour}
    return {"type": "scatter", "mode": "markers", "name": name, "x": [None], "y": [None], "marker": marker}


def _place_share(share: float, other: float | None, wish: str) -> str:
    """On which side of its dot a share is written: away from the other one."""
    if other is None:
        return "middle right"
    is_left = share < other or (share == other and wish == "have")
    return "middle left" if is_left else "middle right"


def _build_partner_signs(rows: Sequence[tuple[Place, float]]) -> dict[str, Any]:
    """A diamond beside the name of each country where a partner is at home."""
    ours = [(place, at) for place, at in rows if place.partners]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": AT_HOME,
        "x": [PARTNER_AT] * len(ours),
        "y": [at for _, at in ours],
        "marker": {"symbol": "diamond", "size": DIAMOND, "color": PURPLE},
        "cliponaxis": False,
        "showlegend": bool(ours),
        "customdata": [[escape(place.place), escape(place.partners or "")] for place, _ in ours],
        "hovertemplate": "<b>%{customdata[0]}</b>: %{customdata[1]}<extra></extra>",
    }


def _build_gaps(rows: Sequence[tuple[Place, float]]) -> dict[str, Any]:
    """The gap of each place as a column of figures at the right."""
    texts = ["gap ƒ", *("" if place.is_other else survey_rows.format_points(place.gap) for place, _ in rows)]
    beside = 0.9625 * _find_end([place for place, _ in rows])
    return _build_texts([beside] * len(texts), [len(rows) - 0.4, *(at for _, at in rows)], texts, place="middle center")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A named place as a part of the bar of its question, and the point where it starts there."""

    of: CountryShare
    share_pct: float
    bar: str
    start: float


def plot_wholes(countries: pd.DataFrame, *, marked: Sequence[str] = (), ink: str = INK) -> go.Figure:
    """Each country question as one bar that adds up to a whole, largest part first and “Other” last.

    `ink` is the colour of the text outside the bars.
    """
    parts = _list_parts(countries)
    marked = [code for code in marked if code in {part.of.country_code for part in parts}]
    bars = list(dict.fromkeys(part.bar for part in parts))
    lines = {bar: len(bars) - 1 - place for place, bar in enumerate(bars)}
    groups: tuple[tuple[str, str, str, Callable[[CountryShare], bool]], ...] = (
        ("◆ partner at home there", PURPLE, "#FFFFFF", lambda share: bool(share.partners)),
        ("no partner", GREY, ON_GREY, lambda share: not share.is_other and not share.partners),
        ("Other: countries not named", OTHER, ON_GREY, lambda share: share.is_other),
    )
    return _build_figure(
        [
            _build_segments(
                [part for part in parts if chosen(part.of)],
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
        ink=ink,
    )


def _list_parts(countries: pd.DataFrame) -> list[Segment]:
    """The named places, question by question."""
    rows = make_rows(countries, CountryShare)
    named = [(row, row.share_pct) for row in rows if row.share_pct is not None]
    named.sort(key=lambda one: (one[0].part, one[0].wish, one[0].is_other, -one[1]))
    ends: dict[str, float] = {}
    parts = []
    for row, share in named:
        bar = f"{row.part}, {BARS[row.wish]}"
        start = ends.get(bar, 0.0)
        ends[bar] = start + share
        parts.append(Segment(of=row, share_pct=share, bar=bar, start=start))
    return parts


def _build_segments(
    parts: Sequence[Segment],
    *,
    lines: Mapping[str, int],
    name: str,
    colour: str,
    ink: str,
    marked: Sequence[str],
) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": [part.share_pct for part in parts],
        "base": [part.start for part in parts],
        "y": [lines[part.bar] for part in parts],
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
            "opacity": [_find_opacity(part.of.country_code, marked) for part in parts],
            "line": {"color": "#FFFFFF", "width": 1},
        },
        "customdata": [[part.of.place, part.bar, cite_place(part.of.source_id, part.of.locator)] for part in parts],
        "hovertemplate": "<b>%{customdata[0]}</b> %{x} %<br>%{customdata[1]}, %{customdata[2]}<extra></extra>",
    }


def _label_part(part: Segment, marked: Sequence[str]) -> str:
    """The name and share of a part, the share alone where the name does not fit; nothing on what is drawn faintly."""
    if marked and part.of.country_code not in marked:
        return ""
    sign = PARTNER if part.of.partners else ""
    named = f"{sign}{part.of.place} {part.share_pct:g}"
    return escape(named) if len(named) * LETTER_PCT <= part.share_pct else f"{sign}{part.share_pct:g}"


def _build_figure(
    traces: list[dict[str, Any]],
    *,
    height: int,
    xaxis: dict[str, Any],
    yaxis: dict[str, Any],
    ink: str,
    **layout: Any,
) -> go.Figure:
    """The traces in the look that all charts of the survey share; made in one go, which is faster than step by step."""
    axis = {"fixedrange": True, "tickfont": {"size": FONT_SIZE, "color": ink}}
    return go.Figure(
        data=traces,
        layout={
            "height": height,
            "barmode": "overlay",
            "margin": {"l": 4, "r": 14, "t": 10, "b": 34},
            "font": {"size": FONT_SIZE, "color": ink},
            "legend": LEGEND | {"font": {"size": FONT_SIZE, "color": ink}},
            "hoverlabel": {"font": {"size": FONT_SIZE}},
            "dragmode": False,
            "xaxis": axis | {"zeroline": True, "zerolinecolor": GREY} | xaxis,
            "yaxis": axis | {"zeroline": False, "showgrid": False} | yaxis,
            **layout,
        },
    )
