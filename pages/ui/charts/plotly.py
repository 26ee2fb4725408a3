"""Draws a chart as a Plotly figure, in the look of the other charts. Nothing here knows the server."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from pages.ui.charts.chart import (
    CLEAR,
    Axis,
    Bar,
    Bars,
    Chart,
    Days,
    Dots,
    Flags,
    Frames,
    Intervals,
    Line,
    Mark,
    Names,
    Point,
    Rule,
    Scale,
    Spans,
    StreamChart,
    Style,
    Texts,
    Tiles,
    Words,
)
from pages.ui.charts.look import FONT_SIZE, GREY, INK

Trace = dict[str, Any]

KEY = {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0}
MARGIN = {"l": 4, "r": 14, "t": 10, "b": 34}
DASHES = {"solid": "solid", "dashed": "dash", "dotted": "dot"}
SIDES = {
    "left": "middle left", "right": "middle right", "top": "top center", "bottom": "bottom center",
    "inside": "middle center",
}  # fmt: skip
BAR_SIDES = {"inside": "inside"}
EDGE = {"color": "#FFFFFF", "width": 1}
"""Between segments."""
FLAG, FLAG_FONT = "#4A4458", 13
LINE_PIXELS = 30
"""The height of a line that bars and spans in pixels are measured against."""
HEAD_AT, ABOVE_HEAD = -0.6, 0.8
"""In lines: where the head of the figures stands, and where the axis begins above it."""


def draw(chart: Chart, *, ink: str = INK, height: int | None = None) -> go.Figure:
    """The chart as a figure; `ink` is the colour of its text. Marks keep their order; the key comes with them."""
    traces = [trace for mark in chart.marks for trace in _draw_mark(chart, mark)]
    if chart.figures:
        traces.append(_draw_figures(chart))
    return _build_figure(chart, traces, ink=ink, height=height)


def draw_streams(chart: StreamChart, *, ink: str = INK, height: int | None = None) -> go.Figure:
    """Streams between columns of names; Streamlit learns nothing of clicks on them."""
    places = {node.name: place for place, node in enumerate(chart.nodes)}
    text = {"size": chart.font, "color": ink}
    nodes = {
        "label": [escape(node.label) for node in chart.nodes],
        "color": [node.fill for node in chart.nodes],
        "customdata": ["<br>".join(map(escape, node.tip)) for node in chart.nodes],
        "hovertemplate": "%{customdata}<extra></extra>",
        "pad": chart.gap,
        "line": {"width": 0},
    }
    links = {
        "source": [places[one.start] for one in chart.streams],
        "target": [places[one.end] for one in chart.streams],
        "value": [one.carries for one in chart.streams],
        "color": [_thin(one.fill) for one in chart.streams],
        "customdata": ["<br>".join(map(escape, one.tip)) for one in chart.streams],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    traces = [{"type": "sankey", "node": nodes, "link": links, "textfont": text}]
    return go.Figure(data=traces, layout={"height": height, "margin": MARGIN, "font": text})


def _thin(colour: str) -> str:
    """A colour through which what lies below is seen."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"


def _build_figure(chart: Chart, traces: list[Trace], *, ink: str, height: int | None) -> go.Figure:
    """All in one go, which is faster than step by step."""
    text = {"size": chart.layout.font, "color": ink}
    rules = [mark for mark in chart.marks if isinstance(mark, Rule)]
    return go.Figure(
        data=traces,
        layout={
            "height": height or chart.layout.height,
            "barmode": "overlay",
            "margin": MARGIN,
            "font": text,
            "legend": KEY | {"font": text},
            "hoverlabel": {"font": {"size": FONT_SIZE}},
            "dragmode": False,
            "xaxis": _build_axis(chart, chart.across, text, is_across=True),
            "yaxis": _build_axis(chart, chart.down, text, is_across=False),
            "yaxis2": {"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True},
            "title": {"text": escape(chart.subtitle), "font": text} if chart.subtitle else {},
            "hovermode": "x unified" if chart.is_told_together else "closest",
            "shapes": [_draw_rule(rule) for rule in rules],
            "uniformtext": {"minsize": FONT_SIZE, "mode": "hide"} if _is_filled_with_text(chart) else {},
        },
    )


def _is_filled_with_text(chart: Chart) -> bool:
    """Whether text stands in bars, where it may not fit: it is left out then and never made smaller."""
    bars = [bar for mark in chart.marks if isinstance(mark, Bars) for bar in mark.bars]
    return any(bar.words and bar.words.side == "inside" for bar in bars)


def _build_axis(chart: Chart, axis: Axis, text: Mapping[str, Any], *, is_across: bool) -> Trace:
    shared = {"fixedrange": True, "tickfont": dict(text), "visible": axis.is_shown}
    if isinstance(axis, Names):
        head = ABOVE_HEAD if chart.figures_head else 0.6
        first, last = min(axis.at, default=0.0), max(axis.at, default=0.0)
        ends = [first - 0.5, last + 0.5] if is_across else [last + 0.6, first - head]
        names = [escape(name) + ("" if is_across else " ") for name in axis.names]
        side = {"side": "top"} if is_across and chart.is_matrix else {}
        more = {"range": ends, "tickvals": axis.at, "ticktext": names, "zeroline": False, "showgrid": axis.has_lines}
        return {**shared, **more, **side}
    if isinstance(axis, Days):
        days = [axis.first.isoformat(), axis.last.isoformat()] if axis.first and axis.last else []
        ends_of: Trace = {"range": days} if days else {}
        return {**shared, **ends_of, "type": "date", "tickformat": "%b %Y", "showgrid": axis.has_lines}
    ends_of = {"range": [axis.least, axis.most]} if axis.least is not None and axis.most is not None else {}
    steps = {"dtick": axis.step} if axis.step else {"nticks": axis.parts + 1} if axis.parts else {}
    has_zero = axis.least is None or axis.least >= 0 or not axis.is_shown
    zero = {"zeroline": has_zero, "zerolinecolor": GREY}
    return {**shared, **ends_of, **steps, **zero, "ticksuffix": axis.suffix, "title": {"text": axis.title}}


# --- marks ------------------------------------------------------------------------------------------------------------


def _draw_mark(chart: Chart, mark: Mark) -> Iterator[Trace]:
    if not isinstance(mark, Rule):
        yield from DRAWN[type(mark)](chart, mark)


def _paint(styles: Sequence[Style]) -> Trace:
    """Styles in the words of Plotly, one for each point, or one for all where they are the same."""
    fills = [CLEARED if style.fill == CLEAR else style.fill for style in styles]
    painted: Trace = {"color": fills, "opacity": [style.strength for style in styles]}
    if any(style.edge for style in styles):
        edges = [style.edge or fill for style, fill in zip(styles, fills, strict=True)]
        painted["line"] = {"color": edges, "width": [style.edge_width for style in styles]}
    return painted


CLEARED = "rgba(0,0,0,0)"


def _tell(points: Sequence[Point | Bar], otherwise: str) -> Trace:
    """What is told when a mark is pointed at: its own lines, or else its figure."""
    lines = max((len(point.tip) for point in points), default=0)
    if not lines:
        return {"hovertemplate": f"{otherwise}<extra></extra>"}
    first, *more = [f"%{{customdata[{place}]}}" for place in range(lines)]
    told = "<br>".join([f"<b>{first}</b>", *more])
    return {"customdata": [[escape(line) for line in point.tip] for point in points],
            "hovertemplate": f"{told}<extra></extra>"}  # fmt: skip


def _find_suffix(chart: Chart) -> str:
    scales = [axis for axis in (chart.across, chart.down) if isinstance(axis, Scale)]
    return scales[0].suffix if scales else ""


def _draw_dots(chart: Chart, mark: Dots) -> Iterator[Trace]:
    """The dots; and what stands in the key, of its own, as theirs would be faint where the first of them is."""
    figure = "x" if chart.is_lying else "y"
    told = _tell(mark.points, f"{escape(mark.name)}: %{{{figure}}}{_find_suffix(chart)}")
    yield {
        "type": "scatter",
        "mode": "markers+text" if any(point.words for point in mark.points) else "markers",
        "name": mark.name,
        "x": [point.x for point in mark.points],
        "y": [point.y for point in mark.points],
        **_write_texts(chart, mark.points),
        "cliponaxis": False,
        "marker": {"size": mark.size, "symbol": mark.shape, **_paint([one.style or mark.style for one in mark.points])},
        "showlegend": False,
        **(told if mark.is_pointed_at else {"hoverinfo": "skip"}),
    }
    if mark.is_in_key:
        shown = {"size": mark.size, "symbol": mark.shape, **_paint([mark.style])}
        yield {"type": "scatter", "mode": "markers", "name": mark.name, "x": [None], "y": [None], "marker": shown}


def _write_texts(chart: Chart, points: Sequence[Point]) -> Trace:
    if not any(point.words for point in points):
        return {}
    inks = [point.words.ink if point.words else "" for point in points]
    colours = {"color": [ink or GREY for ink in inks]} if all(inks) else {}
    return {
        "text": [_write(point.words) if point.words else "" for point in points],
        "textposition": [SIDES[point.words.side] if point.words else "middle right" for point in points],
        "textfont": {"size": chart.layout.font, **colours},
    }


def _write(words: Words) -> str:
    return f"<b>{escape(words.lead)}</b>  {escape(words.text)}" if words.lead else escape(words.text)


def _draw_bars(chart: Chart, mark: Bars) -> Iterator[Trace]:
    known = [bar for bar in mark.bars if bar.end is not None or bar.words]
    lines, lengths = [bar.line for bar in known], [(bar.end or 0) - bar.start for bar in known]
    figures = {"x": lengths, "y": lines} if chart.is_lying else {"x": lines, "y": lengths}
    told = _tell(known, f"{escape(mark.name)}: %{{{'x' if chart.is_lying else 'y'}}}{_find_suffix(chart)}")
    yield {
        "type": "bar",
        "name": mark.name,
        **figures,
        "base": [bar.start for bar in known],
        "orientation": "h" if chart.is_lying else "v",
        "width": _measure(mark.thick),
        **({"offset": _place_beside(chart, mark)} if mark.is_beside else {}),
        "marker": {"line": EDGE if any(bar.start for bar in known) else {"width": 0},
                   **_paint([bar.style or mark.style for bar in known])},
        **_write_bars(chart, known),
        "showlegend": mark.is_in_key,
        **(told if mark.is_pointed_at else {"hoverinfo": "skip"}),
    }  # fmt: skip


def _write_bars(chart: Chart, bars: Sequence[Bar]) -> Trace:
    if not any(bar.words for bar in bars):
        return {"textposition": "none"}
    inks = [(bar.words.ink if bar.words else "") or INK for bar in bars]
    return {
        "text": [escape(bar.words.text) if bar.words else "" for bar in bars],
        "textposition": ["inside" if bar.words and bar.words.side == "inside" else "outside" for bar in bars],
        "textangle": 0,
        "insidetextanchor": "middle",
        "insidetextfont": {"size": chart.layout.font, "color": inks},
        "outsidetextfont": {"size": chart.layout.font},
    }  # fmt: skip


def _measure(thick: float) -> float:
    return thick if thick <= 1 else thick / LINE_PIXELS


def _place_beside(chart: Chart, mark: Bars) -> float:
    """Where bars beside each other begin: the first ones above, all of them around the middle of their line."""
    beside = [one for one in chart.marks if isinstance(one, Bars) and one.is_beside]
    thick = _measure(mark.thick)
    return (beside.index(mark) - len(beside) / 2) * thick


def _draw_spans(chart: Chart, mark: Spans) -> Iterator[Trace]:
    """Thin bars between two figures; between two days, thick lines."""
    if isinstance(chart.across, Days):
        places = [(place, span.line) for span in mark.spans for place in (span.start, span.end, None)]
        line = {"color": mark.style.fill, "width": mark.thick}
        yield {"type": "scatter", "mode": "lines", "name": mark.name, "x": [x for x, _ in places],
               "y": [y for _, y in places], "line": line, "hoverinfo": "skip", "showlegend": False}  # fmt: skip
        return
    ends = [sorted((_as_figure(span.start), _as_figure(span.end))) for span in mark.spans]
    yield {
        "type": "bar",
        "name": mark.name,
        "orientation": "h",
        "base": [low for low, _ in ends],
        "x": [high - low for low, high in ends],
        "y": [span.line for span in mark.spans],
        "width": _measure(mark.thick),
        "marker": {"line": {"width": 0}, **_paint([span.style or mark.style for span in mark.spans])},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _as_figure(place: Any) -> float:
    return float(place)


def _draw_intervals(_chart: Chart, mark: Intervals) -> Iterator[Trace]:
    yield {
        "type": "scatter",
        "x": [one.at for one in mark.ranges],
        "y": [one.line for one in mark.ranges],
        "mode": "markers",
        "name": mark.name,
        "marker": {"symbol": "line-ns", "size": 7, "line": {"width": 1, "color": mark.style.fill}},
        "error_x": {
            "symmetric": False,
            "array": [one.high - one.at for one in mark.ranges],
            "arrayminus": [one.at - one.low for one in mark.ranges],
            "thickness": 1,
            "width": 3,
            "color": mark.style.fill,
        },
        "showlegend": mark.is_in_key,
        "customdata": [[escape(line) for line in one.tip] for one in mark.ranges],
        "hovertemplate": "<br>".join(
            f"%{{customdata[{place}]}}" for place in range(max((len(one.tip) for one in mark.ranges), default=0))
        ) + "<extra></extra>",
    }  # fmt: skip


def _draw_line(chart: Chart, mark: Line) -> Iterator[Trace]:
    dots = {"marker": {"size": mark.dot, **_paint([one.style or mark.style for one in mark.points])}}
    yield {
        "type": "scatter",
        "mode": "+".join(["lines", *(["markers"] if mark.dot else []),
                          *(["text"] if any(one.words for one in mark.points) else [])]),
        "name": mark.name,
        "x": [point.x for point in mark.points],
        "y": [point.y for point in mark.points],
        **_write_texts(chart, mark.points),
        "line": {"color": mark.style.fill, "width": mark.width, "dash": DASHES[mark.dash],
                 "shape": "hv" if mark.is_stair else "linear"},
        **(dots if mark.dot else {}),
        **({"fill": "tozeroy"} if mark.filled else {}),
        "showlegend": mark.is_in_key,
        **_tell(mark.points, f"{escape(mark.name)}: %{{y}}{_find_suffix(chart)}"),
    }  # fmt: skip


def _draw_tiles(chart: Chart, mark: Tiles) -> Iterator[Trace]:
    yield {
        "type": "scatter",
        "mode": "markers+text",
        "name": mark.name,
        "x": [tile.x for tile in mark.tiles],
        "y": [tile.y for tile in mark.tiles],
        **_write_texts(chart, mark.tiles),
        "marker": {"symbol": "square", "size": min(chart.layout.tile),
                   **_paint([one.style or Style() for one in mark.tiles])},
        "showlegend": False,
        **_tell(mark.tiles, ""),
    }  # fmt: skip


def _draw_frames(chart: Chart, mark: Frames) -> Iterator[Trace]:
    size = min(chart.layout.tile) + mark.larger
    yield {
        "type": "scatter",
        "mode": "markers",
        "name": mark.name,
        "x": [point.x for point in mark.points],
        "y": [point.y for point in mark.points],
        "marker": {"symbol": "square", "size": size, **_paint([mark.style for _ in mark.points])},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _draw_texts(chart: Chart, mark: Texts) -> Iterator[Trace]:
    yield {
        "type": "scatter",
        "mode": "text",
        "x": [one.x for one in mark.texts],
        "y": [one.y for one in mark.texts],
        **_write_texts(chart, mark.texts),
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _draw_figures(chart: Chart) -> Trace:
    """The column of figures at the right, with its head."""
    at = chart.down.at if isinstance(chart.down, Names) else []
    most = chart.across.most if isinstance(chart.across, Scale) and chart.across.most else 1.0
    head = [chart.figures_head] if chart.figures_head else []
    texts = [*head, *chart.figures]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0.9625 * most] * len(texts),
        "y": [*([HEAD_AT] if head else []), *at],
        "text": [escape(text) for text in texts],
        "textposition": "middle center",
        "textfont": {"size": chart.layout.font},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _draw_flags(_chart: Chart, mark: Flags) -> Iterator[Trace]:
    """On a second axis, which reaches from 0 to 1."""
    yield {
        "type": "scatter",
        "mode": "markers+text",
        "name": mark.name,
        "x": [flag.at for flag in mark.flags],
        "y": [flag.height for flag in mark.flags],
        "yaxis": "y2",
        "text": [flag.text for flag in mark.flags],
        "textfont": {"size": FLAG_FONT, "color": "#FFFFFF"},
        "marker": {"symbol": "square", "size": [flag.size[1] for flag in mark.flags], "color": FLAG},
        "hovertext": [escape(flag.tip) for flag in mark.flags],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _draw_rule(rule: Rule) -> Trace:
    line = {"color": GREY, "width": 1, "dash": DASHES[rule.dash]}
    if rule.is_upright:
        return {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": rule.at, "x1": rule.at, "line": line}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": rule.at, "y1": rule.at, "line": line}


DRAWN: Mapping[type, Callable[[Chart, Any], Iterator[Trace]]] = {
    Dots: _draw_dots,
    Bars: _draw_bars,
    Spans: _draw_spans,
    Intervals: _draw_intervals,
    Line: _draw_line,
    Tiles: _draw_tiles,
    Frames: _draw_frames,
    Flags: _draw_flags,
    Texts: _draw_texts,
}
