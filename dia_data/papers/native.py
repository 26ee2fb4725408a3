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

from dia_data.papers import brand
from dia_data.papers.layout import AS_TEXT, shorten, strip_control_chars
from dia_data.papers.paper import Chart

KINDS = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "bullet": XL_CHART_TYPE.BAR_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}

FONT = "Arial"
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
    for one in chart.series:
        data.add_series(strip_control_chars(one.name), list(one.values))
    return data


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
    made.has_legend = len(chart.series) > 1
    if made.has_legend:
        made.legend.position = XL_LEGEND_POSITION.BOTTOM
        made.legend.include_in_layout = False
    _style_axes(made, chart, size=size)
    if chart.kind == "line":
        _colour_lines(made)
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
    if not chart.has_negatives:
        values.minimum_scale = 0


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


def _colour_bars(made: OfficeChart, chart: Chart, *, size: float, most_labels: int) -> None:
    plot = made.plots[0]
    plot.gap_width = GAP_WIDTH
    plot.overlap = 0
    plot.has_data_labels = len(chart.categories) * len(chart.series) <= most_labels
    if plot.has_data_labels:
        labels: Any = plot.data_labels
        labels.font.size = Pt(size - 1)
        labels.show_value = True
    for place, series in enumerate(plot.series):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = parse_colour(_find_series_colour(place))
    for place, colour in enumerate(chart.colours):
        fill = plot.series[0].points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = parse_colour(colour)


def _find_series_colour(place: int) -> str:
    return brand.SERIES[place % len(brand.SERIES)]
