"""Draws a chart as an option of ECharts; and what such options have in common. Nothing here knows the server."""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from itertools import groupby
from typing import Any

from pages.ui.charts.chart import (
    CLEAR,
    EMPTY,
    Axis,
    Bar,
    Bars,
    Chart,
    Days,
    Dots,
    Flags,
    Frames,
    Intervals,
    Layout,
    Line,
    Mark,
    Names,
    Node,
    Place,
    Point,
    Rule,
    Scale,
    Spans,
    Stream,
    StreamChart,
    Style,
    Texts,
    Tiles,
    Words,
)
from pages.ui.charts.look import FONT_SIZE, GREY, INK

Option = dict[str, Any]

QUIET: Mapping[str, Any] = {"axisLine": {"show": False}, "axisTick": {"show": False}, "splitLine": {"show": False}}
"""An axis of names alone."""
LINES: Mapping[str, Any] = {"show": True, "lineStyle": {"color": GREY, "opacity": 0.25}}
UNSEEN: Option = {"symbolSize": 1, "itemStyle": {"color": CLEAR, "opacity": 1}, "silent": True, "clip": False}
"""A mark that only carries text: beside a mark text has the colour of the theme, on an axis a fainter one."""
MONTH_MS = 28 * 24 * 3600 * 1000
"""The least between two lines of an axis of days: one for each month."""
ROUND_SHAPES = {"circle": "circle", "diamond": "diamond", "square": "rect"}
KEY_LINE = 14
FLAG, FLAG_EDGE, FLAG_FONT = "#4A4458", "#D5D0DF", 13
"""White figures are read on it; a light edge sets it off where the page is dark."""
TITLE_GAP = 28
FIGURES_OFF = 6
"""Pixels between the scale and the figures right of it."""


def switch_by_width(narrow: Mapping[int, Option], *, wide: Option) -> list[Option]:
    """The forms of a chart; the browser chooses, since it alone knows how wide the chart is.

    `narrow` leads from the width up to which a form holds to the form; of several that hold the narrowest comes last.
    """
    forms = [{"query": {"maxWidth": up_to}, "option": narrow[up_to]} for up_to in sorted(narrow, reverse=True)]
    return [*forms, {"option": wide}]


def fix_grid(**sides: Any) -> Option:
    """A grid that lies where it is told, whatever room the names beside it take."""
    return {"outerBoundsMode": "none", "containLabel": False, **sides}


def keep_looks(style: Mapping[str, Any]) -> Option:
    """A mark that keeps its looks when it is clicked: what is chosen is drawn by us."""
    return {"itemStyle": style, "select": {"itemStyle": style}}


def center_text(font_size: int, *, width: int) -> Option:
    """Text in the middle of a mark. It begins beside it, where it has the colour of the theme, and is moved back."""
    return {"fontSize": font_size, "position": "right", "distance": 0, "align": "center", "offset": [-width / 2, 0]}


def draw(chart: Chart, *, ink: str = INK) -> Option:
    """The chart as an option; `ink` is the colour of the text of its axes, empty where the theme is not known yet.

    Where nothing of a chart is stacked, each of its marks is one series, in their order: what is clicked is told by it.
    """
    across, down = _build_axes(chart, ink)
    keys = list({mark.name: {"name": mark.name, **_shape_key(mark)} for mark in _list_keys(chart)}.values())
    shared: Option = {
        "tooltip": {
            **({"trigger": "axis"} if chart.is_told_together else {}),
            **({"formatter": _tell_bars(chart)} if _has_bars_alone(chart) else {}),
            "confine": True,
            "textStyle": {"fontSize": FONT_SIZE},
        },
        **({"legend": _build_key(chart, keys, ink)} if keys else {}),
        "xAxis": across,
        "yAxis": down,
        **({"title": [_write_subtitle(chart, ink)]} if chart.subtitle else {}),
        "series": [_write_in_ink(one, ink) for one in _build_series(chart)],
        "animation": False,
    }
    wide = _fit(chart, chart.layout)
    if chart.narrow is None:
        return dict(_merge(shared, wide))
    narrow = {chart.narrow_up_to: _fit(chart, chart.narrow)}
    if chart.narrowest:
        narrow[chart.narrowest_up_to] = _fit(chart, chart.narrowest)
    return {**shared, "media": switch_by_width(narrow, wide=wide)}


def _has_bars_alone(chart: Chart) -> bool:
    return all(isinstance(mark, Bars) for mark in chart.marks)


def _tell_bars(chart: Chart) -> str:
    return f"{{a}}: {{c}}{_find_suffix(chart)}"


def enlarge(option: Any, font: int) -> Any:
    """The same chart with all type of that size."""
    if isinstance(option, Mapping):
        return {name: font if name == "fontSize" else enlarge(value, font) for name, value in option.items()}
    return [enlarge(value, font) for value in option] if isinstance(option, list) else option


def draw_together(charts: Sequence[Chart], *, ink: str = INK) -> Option:
    """Several charts in one picture, each on its own scales, in their order."""
    together: Option = {"title": [], "grid": [], "xAxis": [], "yAxis": [], "series": []}
    options = [draw(chart, ink=ink) for chart in charts]
    for number, option in enumerate(options):
        moved = {f"{name}Index": len(together[name]) for name in ("xAxis", "yAxis")}
        together["title"] += option.get("title", [])
        together["grid"].append(option["grid"])
        for name in ("xAxis", "yAxis"):
            together[name] += [{**axis, "gridIndex": number} for axis in option[name]]
        together["series"] += [_move(one, moved, number) for one in option["series"]]
    return {**together, "tooltip": options[0]["tooltip"], "animation": False}


def _move(series: Option, axes: Mapping[str, int], number: int) -> Option:
    """A series of one of several charts: on the axes of its own, and stacked on nothing of another."""
    stack = {"stack": f"{series['stack']} {number}"} if "stack" in series else {}
    return {**series, **stack, **{name: series.get(name, 0) + before for name, before in axes.items()}}


def _write_subtitle(chart: Chart, ink: str) -> Option:
    style = {"fontSize": chart.layout.font, "fontWeight": "normal", **_ink(ink)}
    return {"text": chart.subtitle, "left": 0, "top": 0, "padding": 0, "textStyle": style}


def _list_keys(chart: Chart) -> list[Dots | Bars | Intervals | Line]:
    return [mark for mark in chart.marks if isinstance(mark, Dots | Bars | Intervals | Line) and mark.is_in_key]


def _shape_key(mark: Dots | Bars | Intervals | Line) -> Option:
    return {"icon": ROUND_SHAPES[mark.shape]} if isinstance(mark, Dots) else {}


def _build_key(chart: Chart, keys: Sequence[Option], ink: str) -> Option:
    style = {"fontSize": chart.layout.font, **_ink(ink)}
    return {
        chart.key: chart.layout.key_at, "left": 0, "itemWidth": KEY_LINE, "selectedMode": False, "data": list(keys),
        "textStyle": style,
    }  # fmt: skip


def _ink(ink: str) -> Option:
    """The colour of text; where it is not known yet, the theme has its own."""
    return {"color": ink} if ink else {}


def _write_in_ink(series: Option, ink: str) -> Option:
    """A series with its labels in the colour of the text; marks whose words have one of their own keep it."""
    return {**series, "label": {**_ink(ink), **series["label"]}} if "label" in series else series


# --- axes -------------------------------------------------------------------------------------------------------------


def _build_axes(chart: Chart, ink: str) -> tuple[list[Option], list[Option]]:
    across, down = [_build_axis(chart, chart.across, ink, is_across=True)], []
    if chart.is_lying and (chart.figures or chart.follows_theme):
        across.append({"type": "value", "min": 0, "max": 1, "show": False})
    if not (chart.is_lying and chart.follows_theme and not _has_slots(chart)):
        down.append(_build_axis(chart, chart.down, ink, is_across=False))
    if chart.is_lying and _has_free(chart):
        down.append(_build_free_axis(chart.down))
    for flags in _list_flags(chart):
        across[0]["boundaryGap"] = [f"{flags.margin:.0%}", 0]
        down[0]["boundaryGap"] = [0, f"{flags.room:.0%}"]
        down.append({"type": "value", "min": 0, "max": 1, "show": False})
    if chart.beside:
        across.append(_build_head(chart.beside.title, chart.beside.scale, ink))
        names: Option = {"type": "category", "inverse": True, "data": list(chart.lines), **QUIET}
        down.append({**names, "gridIndex": 1, "axisLabel": {"show": False}})
    return across, down


def _list_flags(chart: Chart) -> list[Flags]:
    return [mark for mark in chart.marks if isinstance(mark, Flags)]


def _has_slots(chart: Chart) -> bool:
    """Whether marks fill the lines of names; others lie anywhere along them."""
    return any(isinstance(mark, Bars | Tiles) for mark in chart.marks)


def _has_free(chart: Chart) -> bool:
    return bool(chart.figures) or chart.follows_theme or not all(isinstance(one, Bars | Tiles) for one in chart.marks)


def _build_axis(chart: Chart, axis: Axis, ink: str, *, is_across: bool) -> Option:
    if isinstance(axis, Names):
        return _build_names(chart, axis, ink, is_across=is_across)
    return _build_days(axis, ink) if isinstance(axis, Days) else _build_scale(axis, ink)


def _build_names(chart: Chart, axis: Names, ink: str, *, is_across: bool) -> Option:
    order = {"inverse": True, "z": 3} if not is_across else {"position": "top"} if chart.is_matrix else {}
    if not axis.is_shown or (chart.follows_theme and not chart.is_matrix):
        return {"type": "category", "data": list(axis.names), **order, "show": False}
    lines = {"splitLine": {"show": True, "lineStyle": {"color": GREY, "opacity": 0.35}}} if axis.has_lines else {}
    return {"type": "category", "data": list(axis.names), **QUIET, **lines, **order, "axisLabel": _ink(ink)}


def _build_free_axis(axis: Axis) -> Option:
    """The lines of the names as numbers: marks stand on them wherever the names are."""
    at = axis.at if isinstance(axis, Names) else [0.0]
    ends = {"min": min(at, default=0) - 0.5, "max": max(at, default=0) + 0.5}
    return {"type": "value", "inverse": True, "show": False, **ends}


def _build_scale(axis: Scale, ink: str) -> Option:
    ends = {name: end for name, end in (("min", axis.least), ("max", axis.most)) if end is not None}
    steps = {"interval": axis.step} if axis.step else {"splitNumber": axis.parts} if axis.parts else {}
    if not axis.is_shown and not axis.has_lines:
        return {"type": "value", **ends, "show": False}
    label = {"formatter": f"{{value}}{axis.suffix}", **_ink(ink)} if axis.is_shown else {"show": False}
    lines = {"splitLine": LINES} if axis.has_lines else {}
    title = (
        {"name": axis.title, "nameLocation": "middle", "nameGap": TITLE_GAP, "nameTextStyle": _ink(ink)}
        if axis.title
        else {}
    )
    return {"type": "value", **ends, **steps, **title, **QUIET, **lines, "axisLabel": label}


def _build_days(axis: Days, ink: str) -> Option:
    ends = {name: day.isoformat() for name, day in (("min", axis.first), ("max", axis.last)) if day}
    label = {"formatter": "{MMM} {yyyy}", "hideOverlap": True, "align": "left", **_ink(ink)}
    lines = {"splitLine": LINES} if axis.has_lines else {}
    return {"type": "time", **ends, "minInterval": MONTH_MS, **QUIET, **lines, "axisLabel": label}


def _build_head(title: str, scale: Scale, ink: str) -> Option:
    """The scale of what stands beside the others; its name is the head of their column."""
    return {
        "type": "value", "gridIndex": 1, "position": "top", "min": scale.least, "max": scale.most,
        "axisLabel": {"show": False}, "name": title, "nameTextStyle": _ink(ink), "nameLocation": "start", **QUIET,
    }  # fmt: skip


# --- what differs with the width --------------------------------------------------------------------------------------


def _fit(chart: Chart, layout: Layout) -> Option:
    """Where a chart stands on one width of screen, and how large its text and its tiles are."""
    sized = [fitted for mark in chart.marks if (fitted := _size(chart, mark, layout))]
    across = [_fit_axis(chart, chart.across, layout, is_across=True)]
    down = [_fit_axis(chart, chart.down, layout, is_across=False)]
    if chart.beside:
        across.append(_fit_head(layout))
    key = {chart.key: layout.key_at, "textStyle": {"fontSize": layout.font}}
    keys = {"legend": key} if _list_keys(chart) and chart.narrow else {}
    return {
        "grid": _fit_grid(chart, layout), **keys, "xAxis": across, "yAxis": down,
        **({"series": sized} if chart.narrow else {}),
    }  # fmt: skip


def _fit_grid(chart: Chart, layout: Layout) -> Option | list[Option]:
    named = ("left", "right", "top", "bottom", "width", "height")
    sides = {name: side for name in named if (side := getattr(layout, name)) is not None}
    if not sides or layout.left is None:
        return {"left": 8, "right": 24, "top": 8, "bottom": 8, **sides, "containLabel": True}
    if chart.beside is None:
        return fix_grid(**sides)
    beside = {"left": layout.beside_left, "width": layout.beside_width, "top": layout.top, "height": layout.height}
    return [fix_grid(**sides), fix_grid(**beside)]


def _fit_axis(chart: Chart, axis: Axis, layout: Layout, *, is_across: bool) -> Option:
    if not axis.is_shown or (isinstance(axis, Names) and chart.follows_theme and not chart.is_matrix):
        return {}
    if not isinstance(axis, Names):
        title = {"nameTextStyle": {"fontSize": layout.font}} if isinstance(axis, Scale) and axis.title else {}
        return {"axisLabel": {"fontSize": layout.font}, **title}
    label: Option = {"interval": 0, "fontSize": layout.font}
    if is_across:
        height = {"lineHeight": layout.head_height} if layout.head_height else {}
        return {"axisLabel": {**label, "rotate": 90 if layout.heads == "upright" else 0, **height}}
    letters = layout.name_letters
    wrapped = {"data": [_wrap(name, letters) for name in axis.names]} if letters else {}
    return {**wrapped, "axisLabel": {**label, **_place_names(layout)}}


def _place_names(layout: Layout) -> Option:
    """Left of their lines and ending there, beginning at the left edge, or above them."""
    width = {"width": layout.name_width, "overflow": "break"} if layout.name_width else {}
    width |= {"lineHeight": layout.line_height} if layout.line_height else {}
    if layout.names == "above":
        padding = [0, 0, layout.lift, 0]
        return {
            "inside": True,
            "margin": 0,
            "align": "left",
            "verticalAlign": "bottom",
            "padding": padding,
            **width,
        }
    side = {"margin": layout.left, "align": "left"} if layout.names == "start" else {"margin": 10, "align": "right"}
    return {"inside": False, **side, "verticalAlign": "middle", "padding": 0, **width}


def _wrap(name: str, letters: int) -> str:
    return "\n".join(textwrap.wrap(name, letters, break_on_hyphens=False))


def _fit_head(layout: Layout) -> Option:
    is_upright = layout.heads == "upright"
    style = {"fontSize": layout.font, "align": "left", "verticalAlign": "middle" if is_upright else "bottom"}
    style["padding"] = 0 if is_upright else [0, 0, 8, 0]
    return {"nameTextStyle": style, "nameRotate": 90 if is_upright else 0, "nameGap": 0}


def _size(chart: Chart, mark: Mark, layout: Layout) -> Option:
    down = {"symbolOffset": [0, layout.tile_down]} if _moves(chart) else {}
    if isinstance(mark, Tiles):
        text = center_text(layout.font, width=layout.tile[0])
        return {"id": mark.name, "symbolSize": list(layout.tile), **down, "label": text}
    if isinstance(mark, Frames):
        return {"id": mark.name, "symbolSize": [side + mark.larger for side in layout.tile], **down}
    return {"id": mark.name, **down} if isinstance(mark, Dots) and mark.points and down else {}


def _moves(chart: Chart) -> bool:
    return chart.is_matrix and any(layout and layout.tile_down for layout in (chart.layout, chart.narrow))


def _merge(one: Any, other: Any) -> Any:
    """One option with what another one adds, axis by axis."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {**one, **{name: _merge(one[name], new) if name in one else new for name, new in other.items()}}
    if isinstance(one, list) and isinstance(other, list) and all(isinstance(part, Mapping) for part in one + other):
        return [_merge(part, other[place]) if place < len(other) else part for place, part in enumerate(one)]
    return other


# --- marks ------------------------------------------------------------------------------------------------------------


def _build_series(chart: Chart) -> Iterator[Option]:
    tops: dict[float, float] = {}
    rules = [mark for mark in chart.marks if isinstance(mark, Rule)]
    for mark in chart.marks:
        if isinstance(mark, Bars):
            yield from _draw_bars(chart, mark, tops)
        elif not isinstance(mark, Rule | Flags):
            yield from (_put(chart, one) for one in DRAWN[type(mark)](chart, mark))
    if chart.follows_theme:
        yield from _draw_names(chart)
    if chart.figures:
        yield _draw_figures(chart)
    if rules:
        yield _put(chart, _draw_rules(rules, is_turned=chart.is_lying))
    yield from map(_draw_flags, _list_flags(chart))
    if chart.beside:
        yield from _draw_beside(chart, chart.beside.marks)


def _put(chart: Chart, series: Option) -> Option:
    """A series on the axes where it belongs: beside bars, whose lines have names, on the lines as numbers."""
    is_between = chart.is_lying and not (chart.follows_theme and not _has_slots(chart))
    return {**series, "yAxisIndex": 1} if is_between else series


def _write_place(place: Place) -> float | str:
    return place.isoformat() if isinstance(place, date) else place


def paint(style: Style) -> Option:
    """A style in the words of ECharts."""
    edge = {"borderColor": style.edge, "borderWidth": style.edge_width} if style.edge else {}
    dash = {"borderType": style.edge_dash} if style.edge and style.edge_dash != "solid" else {}
    # On its own a point of a scatter is a little faint.
    return {"color": style.fill, "opacity": style.strength, **edge, **dash}


def _write_words(words: Words) -> Option:
    return {
        "show": True,
        "formatter": f"{words.lead}  {words.text}".strip(),
        "position": words.side,
        **({"color": words.ink} if words.ink else {}),
    }


def _write_label(chart: Chart, marks: Sequence[Point]) -> Option:
    """How all labels of a series are written."""
    if not any(mark.words for mark in marks):
        return {}
    return {"label": {"fontSize": chart.layout.font, "distance": 4, "opacity": 1}}


def _draw_point(point: Point) -> Any:
    value = [_write_place(point.x), _write_place(point.y), *point.tip]
    if point.words is None and point.style is None:
        return value
    style = {"itemStyle": paint(point.style)} if point.style else {}
    label = {"label": _write_words(point.words)} if point.words else {}
    return {"value": value, **style, **label}


def _tell(chart: Chart, points: Sequence[Point], figure: int) -> Option:
    """What is told when a point is pointed at: its own lines, or else its figure."""
    lines = max((len(point.tip) for point in points), default=0)
    if lines:
        first, *more = [f"{{@[{place}]}}" for place in range(2, 2 + lines)]
        return {"tooltip": {"formatter": "<br>".join([f"<b>{first}</b>", *more]) if more else first}}
    return {"tooltip": {"formatter": f"{{a}}: {{@[{figure}]}}{_find_suffix(chart)}"}}


def _find_suffix(chart: Chart) -> str:
    scales = [axis for axis in (chart.across, chart.down) if isinstance(axis, Scale)]
    return scales[0].suffix if scales else ""


def _name_mark(chart: Chart, mark: Dots | Tiles | Frames) -> Option:
    """What a mark is called; where its place depends on the width, that is set later."""
    if chart.narrow:
        return {"name": mark.name, "id": mark.name}
    return {"name": mark.name, **({"symbolOffset": [0, chart.layout.tile_down]} if _moves(chart) else {})}


def _draw_dots(chart: Chart, mark: Dots) -> Iterator[Option]:
    pointed = _tell(chart, mark.points, 0 if chart.is_lying else 1) if mark.is_pointed_at else {"silent": True}
    yield {
        "type": "scatter",
        **_name_mark(chart, mark),
        "symbol": ROUND_SHAPES[mark.shape],
        "symbolSize": mark.size,
        **(keep_looks(paint(mark.style)) if mark.is_clicked else {"itemStyle": paint(mark.style)}),
        **({"selectedMode": "single"} if mark.is_clicked else {}),
        "data": [_draw_point(point) for point in mark.points],
        **_write_label(chart, mark.points),
        **pointed,
        "z": 4,
    }


def _draw_tiles(chart: Chart, mark: Tiles) -> Iterator[Option]:
    text = center_text(chart.layout.font, width=chart.layout.tile[0])
    yield {
        "type": "scatter",
        **_name_mark(chart, mark),
        "symbol": "rect",
        **({"label": {"opacity": 1}} if chart.narrow else {"symbolSize": list(chart.layout.tile), "label": text}),
        "data": [_draw_tile(tile) for tile in mark.tiles],
        **({"selectedMode": "single"} if mark.is_clicked else {}),
        **_tell(chart, mark.tiles, 2),
    }


def _draw_frames(chart: Chart, mark: Frames) -> Iterator[Option]:
    size = {} if chart.narrow else {"symbolSize": [side + mark.larger for side in chart.layout.tile]}
    yield {
        "type": "scatter", **_name_mark(chart, mark), "symbol": "rect", **size, "itemStyle": paint(mark.style),
        "silent": True, "z": 4, "data": [_draw_point(point) for point in mark.points],
    }  # fmt: skip


def _draw_tile(tile: Point) -> Option:
    value = [_write_place(tile.x), _write_place(tile.y), *tile.tip]
    style = keep_looks(paint(tile.style or Style()))
    if tile.words is None:
        return {"value": value, **style}
    ink = {"color": tile.words.ink} if tile.words.ink else {}
    return {"value": value, **style, "label": {"show": True, "formatter": tile.words.text, "opacity": 1, **ink}}


def _draw_spans(_chart: Chart, mark: Spans) -> Iterator[Option]:
    """A series for each look, each with gaps between its spans."""
    looks = [(span.style or mark.style, span) for span in mark.spans]
    for style, found in groupby(sorted(looks, key=lambda one: one[0].fill), key=lambda one: one[0]):
        data: list[Any] = []
        for _, span in found:
            data += [[_write_place(span.start), span.line], [_write_place(span.end), span.line], [EMPTY, span.line]]
        line = {"color": style.fill, "opacity": style.strength, "width": mark.thick}
        yield {"type": "line", "name": mark.name, "data": data, "symbol": "none", "silent": True, "lineStyle": line}


def _draw_intervals(_chart: Chart, mark: Intervals) -> Iterator[Option]:
    data: list[Any] = []
    for one in mark.ranges:
        data += [[one.low, one.line], [one.at, one.line], [one.high, one.line], [EMPTY, one.line]]
    yield {
        "type": "line", "name": mark.name, "data": data, "symbol": "rect", "symbolSize": [1, 7], "showAllSymbol": True,
        "silent": True, "lineStyle": {"color": mark.style.fill, "width": 1}, "itemStyle": paint(mark.style),
    }  # fmt: skip


def _draw_line(chart: Chart, mark: Line) -> Iterator[Option]:
    line = {"color": mark.style.fill, "width": mark.width, **({"type": mark.dash} if mark.dash != "solid" else {})}
    yield {
        "type": "line",
        "name": mark.name,
        **({"step": "end"} if mark.is_stair else {}),
        **({"symbol": "circle", "symbolSize": mark.dot} if mark.dot else {"symbol": "none"}),
        "data": [_draw_dot_on_line(point) for point in mark.points],
        "lineStyle": line,
        "itemStyle": paint(mark.style),
        **({"areaStyle": {"color": mark.style.fill, "opacity": mark.filled}} if mark.filled else {}),
        **_write_label(chart, mark.points),
        **(_tell(chart, mark.points, 1) if any(point.tip for point in mark.points) else {}),
    }


def _draw_dot_on_line(point: Point) -> Any:
    """A dot; a hollow one hides the line below it."""
    drawn = _draw_point(point)
    if point.style is None or point.style.fill != CLEAR:
        return drawn
    return {**drawn, "symbol": "emptyCircle", "itemStyle": {"color": point.style.edge}}


def _draw_texts(chart: Chart, mark: Texts) -> Iterator[Option]:
    data = [
        [_write_place(one.x), _write_place(one.y), f"{one.words.lead}  {one.words.text}".strip() if one.words else ""]
        for one in mark.texts
    ]  # fmt: skip
    yield _write_texts(data, font=chart.layout.font, offset=list(mark.lift))


def _write_texts(data: Sequence[Any], *, font: int, **label: Any) -> Option:
    """Text that begins at its places, in the colour of the theme."""
    start = {"show": True, "position": "right", "distance": 0, "formatter": "{@[2]}", "fontSize": font}
    return {"type": "scatter", "data": list(data), **UNSEEN, "label": {**start, **label}}


def _measure_names(chart: Chart) -> float:
    return chart.layout.left if isinstance(chart.layout.left, int | float) else 0


def _draw_names(chart: Chart) -> Iterator[Option]:
    """Names as texts, in the colour of the theme: left of their lines, or below their columns."""
    axis = chart.down if chart.is_lying else chart.across
    if not isinstance(axis, Names) or not axis.is_shown:
        return
    font = chart.layout.font
    if chart.is_lying:
        data = [[0, place, name] for place, name in zip(axis.at, axis.names, strict=True)]
        yield _put(chart, {**_write_texts(data, font=font, offset=[-_measure_names(chart), 0]), "xAxisIndex": 1})
    else:
        data = [[place, 0, name] for place, name in zip(axis.at, axis.names, strict=True)]
        yield _write_texts([{"value": one} for one in data], font=font, position="bottom", lineHeight=font + 2)


def _draw_figures(chart: Chart) -> Option:
    at = chart.down.at if isinstance(chart.down, Names) else []
    data = [[1, place, text] for place, text in zip(at, chart.figures, strict=True)]
    return _put(
        chart, {**_write_texts(data, font=chart.layout.font, offset=[FIGURES_OFF, 0]), "xAxisIndex": 1}
    )  # fmt: skip


def _draw_rules(rules: Sequence[Rule], *, is_turned: bool) -> Option:
    """`is_turned`: they are drawn from above, as lines of names are counted, and their text stands there."""
    above = {"position": "start"} if is_turned else {}
    data = [
        {
            "xAxis" if rule.is_upright else "yAxis": _write_place(rule.at),
            "lineStyle": {"type": rule.dash},
            "label": {"show": bool(rule.text), "formatter": rule.text, "fontSize": FONT_SIZE, **above},
        }
        for rule in rules
    ]
    lines = {"symbol": "none", "silent": True, "lineStyle": {"color": GREY, "width": 1}, "data": data}
    return {"type": "line", "data": [], "markLine": lines}


def _draw_flags(mark: Flags) -> Option:
    """On a second axis, which reaches from 0 to 1."""
    lines = {
        "symbol": "none",
        "silent": True,
        "label": {"show": False},
        "lineStyle": {"color": GREY, "type": "solid", "width": 1, "opacity": 0.45},
        "data": [{"xAxis": _write_place(flag.at)} for flag in mark.flags],
    }
    return {
        "type": "scatter",
        "name": mark.name,
        "yAxisIndex": 1,
        "symbol": "roundRect",
        "itemStyle": {"color": FLAG, "borderColor": FLAG_EDGE, "borderWidth": 1, "opacity": 1},
        "label": {"show": True, "formatter": "{b}", "fontSize": FLAG_FONT, "fontWeight": "bold", "color": "#FFFFFF"},
        "encode": {"x": 0, "y": 1, "tooltip": [2]},
        "data": [
            {
                "name": flag.text,
                "value": [_write_place(flag.at), flag.height, flag.tip],
                "symbolSize": list(flag.size),
                "symbolOffset": [flag.right, 0],
            }
            for flag in mark.flags
        ],
        "markLine": lines,
    }


def _draw_beside(chart: Chart, marks: Sequence[Mark]) -> Iterator[Option]:
    for mark in marks:
        drawn = _draw_bars(chart, mark, {}) if isinstance(mark, Bars) else DRAWN[type(mark)](chart, mark)
        yield from ({**one, "xAxisIndex": 1, "yAxisIndex": 1} for one in drawn)


# --- bars -------------------------------------------------------------------------------------------------------------


def _draw_bars(chart: Chart, mark: Bars, tops: dict[float, float]) -> Iterator[Option]:
    """A series for each layer of bars on the same lines; where they do not begin at the end of others, with a foot.

    `tops` are the ends of what is stacked so far.
    """
    for number, layer in enumerate(_list_layers(mark.bars)):
        is_on_top = not mark.is_beside and all(bar.start == tops.get(bar.line, 0.0) for bar in layer)
        stack = {} if mark.is_beside else {"stack": "all" if is_on_top else f"{mark.name} {number}"}
        if is_on_top:
            tops |= {bar.line: bar.end for bar in layer if bar.end is not None}
        elif any(bar.start for bar in layer):
            foot = [Bar(line=bar.line, end=bar.start) for bar in layer]
            unseen = {"itemStyle": {"color": CLEAR}, "silent": True, "barGap": "-100%"}
            yield {"type": "bar", **stack, **_size_bar(mark), **unseen, "data": _fill_lines(chart, foot, _measure_bar)}
        yield {
            "type": "bar", "name": mark.name, **stack, **_size_bar(mark), **_style_bars(chart, mark),
            "data": _fill_lines(chart, layer, _draw_bar),
        }  # fmt: skip


def _list_layers(bars: Sequence[Bar]) -> list[list[Bar]]:
    """The bars in groups with at most one on each line."""
    layers: list[list[Bar]] = [[]]
    for bar in bars:
        free = next((layer for layer in layers if all(one.line != bar.line for one in layer)), None)
        if free is None:
            layers.append([bar])
        else:
            free.append(bar)
    return layers


def _size_bar(mark: Bars) -> Option:
    return {"barWidth": f"{mark.thick:.0%}" if mark.thick <= 1 else mark.thick}


def _style_bars(chart: Chart, mark: Bars) -> Option:
    weight = {"fontWeight": "bold"} if mark.is_bold else {}
    label = {"label": {"fontSize": chart.layout.font}} if any(bar.words for bar in mark.bars) else {}
    style = paint(mark.style)
    tip: Option = {"silent": True}
    if mark.is_pointed_at:
        has_own = any(bar.tip for bar in mark.bars)
        otherwise = {} if _has_bars_alone(chart) else {"tooltip": {"formatter": _tell_bars(chart)}}
        tip = {"tooltip": {"formatter": "{b}"}} if has_own else otherwise
    return {
        "emphasis": {"disabled": True},
        **({"selectedMode": "single", **keep_looks(style)} if mark.is_clicked else {"itemStyle": style}),
        **({"label": label["label"] | weight} if label else {}),
        **tip,
    }


def _measure_bar(bar: Bar) -> Any:
    """A bar as its length alone."""
    if bar.end is None:
        return 0 if bar.words else EMPTY
    return round(bar.end - bar.start, 6)


def _draw_bar(bar: Bar) -> Any:
    if bar.words is None and bar.style is None and not bar.tip:
        return _measure_bar(bar)
    named = {"name": "\n".join(bar.tip)} if bar.tip else {}
    style = {"itemStyle": paint(bar.style)} if bar.style else {}
    label = {"label": _write_words(bar.words)} if bar.words else {}
    return {"value": _measure_bar(bar), **named, **style, **label}


def _fill_lines(chart: Chart, bars: Sequence[Bar], draw_one: Callable[[Bar], Any]) -> list[Any]:
    """The bars in the order of their lines, with nothing where a line has none."""
    found = {bar.line: bar for bar in bars}
    return [draw_one(found[place]) if place in found else None for place in range(len(chart.lines))]


DRAWN: Mapping[type, Callable[[Chart, Any], Iterator[Option]]] = {
    Dots: _draw_dots,
    Spans: _draw_spans,
    Intervals: _draw_intervals,
    Line: _draw_line,
    Tiles: _draw_tiles,
    Frames: _draw_frames,
    Texts: _draw_texts,
}


# --- streams ----------------------------------------------------------------------------------------------------------

NODE_WIDTH, NODES_FOOT, STREAM_STRENGTH = 12, 20, 0.35


def draw_streams(chart: StreamChart, *, ink: str = INK) -> Option:
    """Streams between columns of names; `ink` is the colour of text."""
    head = {"fontSize": chart.font, "fontWeight": "bold", **_ink(ink), "overflow": "break", "width": chart.head_width}
    return {
        "title": [
            {"text": text, "top": 4, "left": at, "padding": 0, "textStyle": head} for text, at in chart.heads.items()
        ],
        "tooltip": {"confine": True, "textStyle": {"fontSize": FONT_SIZE}},
        "series": [
            {
                "type": "sankey",
                "data": [_draw_node(node, chart.font, ink) for node in chart.nodes],
                "links": [_draw_stream(one) for one in chart.streams],
                "left": chart.left,
                "right": chart.right,
                "top": chart.top,
                "bottom": NODES_FOOT,
                "nodeWidth": NODE_WIDTH,
                "nodeGap": chart.gap,
                "draggable": False,
                "layoutIterations": 64,
                "emphasis": {"focus": "adjacency"},
            }
        ],
        "animation": False,
    }


def _draw_node(node: Node, font: int, ink: str) -> Option:
    return {
        "name": node.name,
        "depth": node.column,
        "itemStyle": {"color": node.fill, "borderWidth": 0},
        "label": {
            "position": node.side, **_ink(ink), "fontSize": font, "lineHeight": font + 2, "width": node.label_width,
            "overflow": "break", "formatter": node.label,
        },
        "tooltip": {"formatter": _write_tip(node.tip)},
    }  # fmt: skip


def _draw_stream(one: Stream) -> Option:
    return {
        "source": one.start,
        "target": one.end,
        "value": one.carries,
        "lineStyle": {"color": one.fill, "opacity": STREAM_STRENGTH, "curveness": 0.5},
        "tooltip": {"formatter": _write_tip(one.tip)},
    }


def _write_tip(lines: Sequence[str]) -> str:
    """Lines as a template that has nothing to fill in: braces of what members typed would be taken for some."""
    first, *more = [escape(line).replace("{", "&#123;") for line in lines]
    return "<br>".join([f"<b>{first}</b>", *more])
