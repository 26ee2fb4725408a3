"""Time lines, and bars to both sides: native in office files, drawn in others, and told in words."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import pptx
import pytest
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn

from dia_data.papers import html, pdf, stacking, svg
from dia_data.papers import pptx as slides
from dia_data.papers import xlsx as workbooks
from dia_data.papers.deck import MOST_CATEGORIES, plan_slides
from dia_data.papers.layout import describe_chart
from dia_data.papers.paper import Chart, Paper, Series, Span

PLANNED, ACTUAL, DELAY = range(3)
COLOURS = ("#8A8594", "#8B4FBF", "#D1450B")


def day(number: int) -> date:
    return date(2021, 1, number)


def chart_spans(*spans: Span, categories: Sequence[str] = ("Call",)) -> Chart:
    """A time line of days of one month."""
    values = [[None] * len(categories) for _ in COLOURS]
    names = zip(("planned", "actual", "delay"), values, COLOURS, strict=True)
    return Chart(
        title="Time line",
        kind="spans",
        categories=categories,
        series=[Series(name=name, values=of, colour=colour) for name, of, colour in names],
        spans=spans,
    )


def span(series: int, first: int, last: int, *, line: int = 0) -> Span:
    return Span(line=line, series=series, first=day(first), last=day(last))


LATE = (span(PLANNED, 1, 10), span(ACTUAL, 4, 15), span(DELAY, 11, 15))
MOVED = (span(PLANNED, 1, 5, line=1), span(ACTUAL, 16, 20, line=1), span(DELAY, 6, 20, line=1))
BOTH = chart_spans(*LATE, *MOVED, categories=["Call", "Mission"])
SIDES = Chart(
    title="Evidence",
    kind="diverging",
    categories=["S1", "S2"],
    series=[
        Series(name="against", values=[1.0, 0.0], colour="#6B6577"),
        Series(name="for", values=[3.0, 0.0], colour="#8B4FBF"),
    ],
    unit="links",
)


def seen(chart: Chart, line: int = 0) -> list[tuple[int | None, int]]:
    """What is seen on a line, from day 0 on: the series, and for how many days."""
    return [
        (layer.series, days) for layer in stacking.stack(chart) if (days := layer.days[line]) is not None
    ]  # fmt: skip


def native(chart: Chart) -> Any:
    made = slides.write(Paper(title="t", as_of=day(1), workspace="w", blocks=[chart]))
    (drawn,) = [
        shape.chart for slide in pptx.Presentation(io.BytesIO(made)).slides for shape in slide.shapes if shape.has_chart
    ]
    return drawn


def test_later_dates_lie_over_earlier_ones_and_together_they_reach_from_the_first_to_the_last_day():
    before = stacking.count_days(day(1))
    assert seen(BOTH) == [(None, before), (PLANNED, 3), (ACTUAL, 7), (DELAY, 5)]


def test_dates_that_a_delay_would_hide_altogether_are_seen_over_it():
    before = stacking.count_days(day(1))
    assert seen(BOTH, line=1) == [(None, before), (PLANNED, 5), (DELAY, 10), (ACTUAL, 5)]


def test_between_dates_apart_nothing_is_seen():
    chart = chart_spans(span(PLANNED, 1, 2), span(ACTUAL, 5, 6))
    assert seen(chart)[1:] == [(PLANNED, 2), (None, 2), (ACTUAL, 2)]


def test_a_line_without_dates_has_nothing():
    assert seen(chart_spans(span(PLANNED, 1, 2, line=1), categories=["a", "b"])) == []


@pytest.mark.parametrize("chart", [BOTH, chart_spans(span(PLANNED, 1, 2)), chart_spans(*LATE)])
def test_the_first_layers_of_all_series_stand_in_the_middle(chart: Chart):
    layers = stacking.stack(chart)
    places = stacking.find_first(layers)
    assert len(places) == len(chart.series)
    assert {len(layers) - 1 - place for place in places} == places


def test_a_time_line_of_slides_is_a_native_stacked_chart_whose_offsets_are_not_seen():
    drawn = native(BOTH)
    assert drawn.chart_type == XL_CHART_TYPE.BAR_STACKED
    fills = [
        None if fill.type is None or fill.type == 5 else str(fill.fore_color.rgb)
        for fill in (one.format.fill for one in drawn.plots[0].series)
    ]
    named = {(one.name, fill) for one, fill in zip(drawn.plots[0].series, fills, strict=True)}
    assert named == {
        ("not dated", None), ("planned", "8A8594"), ("actual", "8B4FBF"), ("delay", "D1450B"),
    }  # fmt: skip
    assert drawn.value_axis.tick_labels.number_format == "mmm yyyy"
    assert drawn.value_axis.minimum_scale == stacking.count_days(day(1)) - 14


def test_the_legend_of_a_time_line_names_each_kind_of_dates_once():
    drawn = native(BOTH)
    gone = {int(one.get("val")) for one in drawn.legend._element.iter(qn("c:idx"))}
    shown = [one.name for place, one in enumerate(drawn.plots[0].series) if place not in gone]
    assert shown == ["planned", "actual", "delay"]


def test_a_time_line_is_drawn_with_its_dates_within_each_other_and_told():
    drawn = svg.draw_svg(BOTH)
    assert [drawn.count(f'fill="{colour}"') for colour in COLOURS] == [3, 3, 3]  # two spans, and the key
    assert "Time line: Time line" in describe_chart(BOTH)
    assert "delay: Call 11 Jan 2021 to 15 Jan 2021, Mission 6 Jan 2021 to 20 Jan 2021" in describe_chart(BOTH)
    paper = Paper(title="t", as_of=day(1), workspace="w", blocks=[BOTH, SIDES])
    assert "4 Jan 2021 to 15 Jan 2021" in html.write(paper).decode()
    assert pdf.write(paper).startswith(b"%PDF")


def test_a_time_line_over_years_has_few_months_and_one_without_dates_none():
    far = Span(line=0, series=0, first=date(2015, 5, 1), last=date(2024, 2, 1))
    assert 2 < svg.draw_svg(chart_spans(far)).count("<line") < 8
    assert "<line" not in svg.draw_svg(chart_spans())


def test_a_workbook_has_the_first_and_the_last_day_of_each_of_its_spans():
    made = workbooks.write(Paper(title="t", as_of=day(1), workspace="w", blocks=[BOTH]))
    cells = [[cell.value for cell in row] for sheet in openpyxl.load_workbook(io.BytesIO(made)) for row in sheet]
    rows = [row for row in cells if "delay" in row]
    assert [(row[0], row[2].date(), row[3].date()) for row in rows] == [
        ("Call", day(11), day(15)), ("Mission", day(6), day(20)),
    ]  # fmt: skip


def test_of_a_long_time_line_the_first_lines_are_drawn_with_their_dates():
    names = [f"Activity {place}" for place in range(40)]
    long = chart_spans(*(span(PLANNED, 1, 2, line=line) for line in range(40)), categories=names)
    (slide,) = plan_slides(Paper(title="t", as_of=day(1), workspace="w", blocks=[long])).slides
    assert len(slide.charts[0].spans) == len(slide.charts[0].categories) == MOST_CATEGORIES


def test_bars_to_both_sides_are_native_and_have_no_sign():
    drawn = native(SIDES)
    assert [list(one.values) for one in drawn.plots[0].series] == [[-1, -0.0], [3, 0]]
    assert (drawn.plots[0].overlap, drawn.value_axis.tick_labels.number_format) == (100, "0;0")
    assert drawn.plots[0].data_labels.number_format == "0;0;"
    assert [str(one.format.fill.fore_color.rgb) for one in drawn.plots[0].series] == ["6B6577", "8B4FBF"]


def test_bars_to_both_sides_are_drawn_with_counts_and_nothing_where_there_is_none():
    drawn = svg.draw_svg(SIDES)
    assert [drawn.count(f'fill="{one.colour}"') for one in SIDES.series] == [2, 2]  # one bar, and the key
    assert ">-1<" not in drawn
    assert describe_chart(SIDES) == "Bars to both sides: Evidence. links. against: S1 1, S2 0; for: S1 3, S2 0"


def test_bars_to_both_sides_need_two_series():
    with pytest.raises(ValueError, match="not two series"):
        Chart(title="t", kind="diverging", categories=["a"], series=[Series(name="s", values=[1.0])])
