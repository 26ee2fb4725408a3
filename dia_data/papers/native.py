"""Charts of office files: native and editable, with their figures in an embedded workbook."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pptx.chart.chart import Chart as OfficeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.opc.package import OpcPackage
from pptx.oxml.ns import qn
from pptx.parts.chart import ChartPart
from pptx.util import Pt
from xlsxwriter import Workbook

from dia_data.papers import brand, stacking
from dia_data.papers.layout import AS_TEXT, shorten, strip_control_chars
from dia_data.papers.paper import Chart

KINDS = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "bullet": XL_CHART_TYPE.BAR_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "diverging": XL_CHART_TYPE.BAR_STACKED,
    "spans": XL_CHART_TYPE.BAR_STACKED,
}
BOTH_SIDES = "0;0;"
"""Counts to both sides of zero, which is left out: none of them has a sign."""
MONTHS = "mmm yyyy"
AIR = 14
"""Days left free before and behind all spans."""
BETWEEN_TICKS = 92
NOT_SEEN = "not dated"
"""What parts of stacked bars are called that only hold others in their places."""

FONT = "Arial"
WHITE = "#FFFFFF"
LONGEST_LABEL = 48
GAP_WIDTH = 45
MANY_BARS = 40
"""Beyond so many bars the figures beside them would run into each other."""


def parse_colour(code: str) -> RGBColor:
    """A colour such as `#8B4FBF` for an office file."""
    return RGBColor.from_string(code.removeprefix("#"))


class _Workbook(CategoryWorkbookWriter):  # type: ignore[misc]  # python-pptx names no types
    """The workbook in a chart, in which labels stay text; as shipped one that begins with “=” becomes a formula."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Workbook, Any]]:
        with Workbook(xlsx_file, {"in_memory": True, **AS_TEXT}) as book:
            yield book, book.add_worksheet()


class _Figures(CategoryChartData):  # type: ignore[misc]
    @property
    def _workbook_writer(self) -> _Workbook:
        return _Workbook(self)


def build_chart_data(chart: Chart) -> CategoryChartData:
    """What the chart shows, for the embedded workbook; a label that repeats stays a category of its own."""
    data = _Figures(number_format="General")
    data.categories = [shorten(strip_control_chars(label), LONGEST_LABEL) for label in chart.categories]
    for name, values in _list_series(chart):
        data.add_series(strip_control_chars(name), values)
    return data


def _list_series(chart: Chart) -> list[tuple[str, list[float | None]]]:
    """Each series as the file has it: of bars to the left below zero, of spans end to end from day 0 on."""
    if chart.kind == "spans":
        return [
            (NOT_SEEN if layer.series is None else chart.series[layer.series].name, list(layer.days))
            for layer in stacking.stack(chart)
        ]
    named = [(one.name, list(one.values)) for one in chart.series]
    if chart.kind == "diverging":
        name, values = named[0]
        named[0] = (name, [None if value is None else -value for value in values])
    return named


def build_part(chart: Chart, *, size: float) -> Any:
    """The chart with its workbook as a part of no package yet, for files that python-pptx does not write."""
    made = ChartPart.new(KINDS[chart.kind], build_chart_data(chart), OpcPackage(None))
    style_chart(made.chart, chart, size=size)
    return made


def style_chart(made: OfficeChart, chart: Chart, *, size: float, most_labels: int = MANY_BARS) -> None:
    """Give a chart its colours and type of `size` points; more bars than `most_labels` have no figures beside them."""
    made.font.size, made.font.name = Pt(size), FONT
    made.font.color.rgb = parse_colour(brand.TEXT)
    made.has_title = False
    made.has_legend = len(chart.series) > 1 or chart.kind == "spans"
    if made.has_legend:
        made.legend.position = XL_LEGEND_POSITION.BOTTOM
        made.legend.include_in_layout = False
    _style_axes(made, chart, size=size)
    if chart.kind == "line":
        _colour_lines(made)
    elif chart.kind == "spans":
        _colour_spans(made, chart)
    else:
        _colour_bars(made, chart, size=size, most_labels=most_labels)


def _style_axes(made: OfficeChart, chart: Chart, *, size: float) -> None:
    values, categories = made.value_axis, made.category_axis
    values.major_gridlines.format.line.color.rgb = parse_colour(brand.GREY_LIGHT)
    values.format.line.fill.background()
    values.has_title = bool(chart.unit)
    if chart.unit:
        frame = values.axis_title.text_frame
        frame.text = strip_control_chars(chart.unit)
        frame.paragraphs[0].runs[0].font.size = Pt(size)
        frame.paragraphs[0].runs[0].font.bold = False
    categories.format.line.color.rgb = parse_colour(brand.GREY)
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.kind != "line":
        categories.reverse_order = True  # else the first category stands at the bottom
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    if chart.kind != "line":
        _name_each(categories)
    if chart.kind == "spans":
        _scale_days(values, chart)
    elif chart.kind == "diverging":
        values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "0;0", False
        values.major_unit = _find_step(chart)
    elif not chart.has_negatives:
        values.minimum_scale = 0


def _find_step(chart: Chart) -> float:
    """A step of whole counts, of which about ten are on the scale."""
    most = max((value or 0 for one in chart.series for value in one.values), default=0)
    return max(1, round(most / 5))


def _scale_days(axis: Any, chart: Chart) -> None:
    days = [stacking.count_days(day) for span in chart.spans for day in (span.first, span.last)]
    if days:
        axis.minimum_scale, axis.maximum_scale = min(days) - AIR, max(days) + AIR
        axis.major_unit = max(BETWEEN_TICKS, round((max(days) - min(days)) / 8))
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = MONTHS, False


def _name_each(axis: Any) -> None:
    """Have no label left out where there is little room: a bar without its name says nothing."""
    skip = axis._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})  # noqa: SLF001  python-pptx has no word for it
    axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)  # noqa: SLF001


def _colour_lines(made: OfficeChart) -> None:
    for place, series in enumerate(made.plots[0].series):
        series.smooth = False
        series.format.line.color.rgb = parse_colour(_find_series_colour(place))
        series.format.line.width = Pt(2.25)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = parse_colour(_find_series_colour(place))
        series.marker.format.line.color.rgb = parse_colour(_find_series_colour(place))


def _colour_spans(made: OfficeChart, chart: Chart) -> None:
    """Each layer in the colour of its series; those that only hold others in their places are not seen."""
    plot = made.plots[0]
    plot.gap_width, plot.overlap, plot.has_data_labels = GAP_WIDTH, 100, False
    layers = stacking.stack(chart)
    named = stacking.find_first(layers)
    for place, (series, layer) in enumerate(zip(plot.series, layers, strict=True)):
        series.invert_if_negative = False
        if layer.series is None:
            series.format.fill.background()
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = parse_colour(find_colour(chart, layer.series))
        if place not in named:
            _leave_out_of_legend(made, place)


def _leave_out_of_legend(made: OfficeChart, place: int) -> None:
    """Have no line for a series in the legend, for which python-pptx has no word."""
    if not made.has_legend:
        return
    legend = made.legend._element  # noqa: SLF001
    entry = legend.makeelement(qn("c:legendEntry"), {})
    for name, value in (("c:idx", str(place)), ("c:delete", "1")):
        entry.append(entry.makeelement(qn(name), {"val": value}))
    before = [*legend.findall(qn("c:legendPos")), *legend.findall(qn("c:legendEntry"))]
    before[-1].addnext(entry)


def _colour_bars(made: OfficeChart, chart: Chart, *, size: float, most_labels: int) -> None:
    plot = made.plots[0]
    plot.gap_width = GAP_WIDTH
    plot.overlap = 100 if chart.kind == "diverging" else 0
    beside = 1 if chart.kind == "diverging" else len(chart.series)
    plot.has_data_labels = len(chart.categories) * beside <= most_labels
    if plot.has_data_labels:
        labels: Any = plot.data_labels
        labels.font.size = Pt(size - 1)
        labels.show_value = True
        if chart.kind == "diverging":
            labels.number_format, labels.number_format_is_linked = BOTH_SIDES, False
            labels.font.color.rgb = parse_colour(WHITE)
    for place, series in enumerate(plot.series):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = parse_colour(find_colour(chart, place))
    for place, colour in enumerate(chart.colours):
        fill = plot.series[0].points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = parse_colour(colour)


def find_colour(chart: Chart, place: int) -> str:
    """The colour of a series: its own, or that of its place."""
    return chart.series[place].colour or _find_series_colour(place)


def _find_series_colour(place: int) -> str:
    return brand.SERIES[place % len(brand.SERIES)]
