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


def plot_have_and_want(places: Sequence[Place], *, marked: Collection[str] = ()) -> go.Figure:
    """Have beside want for each place, the gap at the right; “Other” stands apart, faint, below a line.

    A wish where no partner is at home is hatched; a diamond marks the countries of the partners.
    """
    heights = [_find_height(place, line, len(places)) for line, place in enumerate(places)]
    rows = list(zip(places, heights, strict=True))
    marked_here = set(marked) & {place.country_code for place in places if place.country_code}
    groups: tuple[tuple[str, str, str, str, Callable[[Place], bool]], ...] = (
        ("existing business", "have", GREY, "", lambda place: not place.is_other),
        ("wish to develop", "want", PURPLE, "", lambda place: not place.is_other and bool(place.partners)),
        (WISH_ALONE, "want", PURPLE, "/", lambda place: not place.is_other and not place.partners),
        ("other countries: business", "have", OTHER, "", lambda place: place.is_other),
        ("other countries: wish", "want", OTHER, "", lambda place: place.is_other),
    )
    traces = [
        _build_bars(
            [(place, at) for place, at in rows if chosen(place)],
            name=name,
            wish=wish,
            colour=colour,
            pattern=pattern,
            marked=marked_here,
        )
        for name, wish, colour, pattern, chosen in groups
    ]
    lines = [at + 0.72 for place, at in rows if place.is_other]
    return _build_figure(
        [*traces, _build_gaps(rows)],
        height=PLACE_HEIGHT * len(rows) + 100,
        xaxis={"range": _scale_ends(places), "dtick": 10, "ticksuffix": " %"},
        yaxis={
            "range": [min(heights, default=0) - 0.7, len(rows) - 0.2],
            "tickvals": heights,
            "ticktext": [_place(place) for place in places],
        },
        shapes=[
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": at, "y1": at, "line": DIVIDING_LINE}
            for at in lines
        ],
    )


def _scale_ends(places: Sequence[Place]) -> list[float]:
    """Of the axis: as far as the largest share and its interval."""
    return look.scale_axis((share for place in places for share in (place.have, place.want)), usual=40)


def _find_height(place: Place, line: int, lines: int) -> float:
    """From top to bottom; what is not one country stands a little below the rest."""
    return lines - 1 - line - (0.5 if place.is_other else 0.0)


def _build_bars(
    rows: Sequence[tuple[Place, float]], *, name: str, wish: str, colour: str, pattern: str, marked: Collection[str]
) -> dict[str, Any]:
    shares = [(place, at, {"have": place.have, "want": place.want}[wish]) for place, at in rows]
    named = [(place, at, share) for place, at, share in shares if share is not None]
    return {
        "type": "bar",
        "x": [share for _, _, share in named],
        "y": [at + OFFSETS[wish] for _, at, _ in named],
        "orientation": "h",
        "width": 0.36,
        "name": name,
        "text": [format_share(share) for _, _, share in named],
        "textposition": "outside",
        "textfont": {"size": FONT_SIZE},
        "constraintext": "none",
        "cliponaxis": False,
        "showlegend": colour != OTHER,
        "customdata": [[place.place] for place, _, _ in named],
        "hovertemplate": f"<b>%{{customdata[0]}}</b> {name}: %{{x}} %<extra></extra>",
        "marker": {
            "color": colour,
            "opacity": [_find_opacity(place.country_code, marked) for place, _, _ in named],
            "line": {"color": colour, "width": 1},
            "pattern": {"shape": pattern, "size": 6, "solidity": 0.4},
        },
    }


def _place(place: Place) -> str:
    return f"{PARTNER if place.partners else ''}{escape(place.place)} "


def _build_gaps(rows: Sequence[tuple[Place, float]]) -> dict[str, Any]:
    """The gap of each place as a column of figures at the right."""
    texts = ["gap ƒ", *("" if place.is_other else survey_rows.format_points(place.gap) for place, _ in rows)]
    beside = 0.9625 * _scale_ends([place for place, _ in rows])[1]
    return _build_texts([beside] * len(texts), [len(rows) - 0.4, *(at for _, at in rows)], texts, place="middle center")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A named place as a part of the bar of its question, and the point where it starts there."""

    of: CountryShare
    share_pct: float
    bar: str
    start: float


def plot_wholes(countries: pd.DataFrame, *, marked: Sequence[str] = ()) -> go.Figure:
    """Each country question as one bar that adds up to a whole, largest part first and “Other” last."""
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
