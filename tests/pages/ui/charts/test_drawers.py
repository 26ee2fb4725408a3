"""One description, two drawers: the same marks at the same places, in type that can be read."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from pages.ui.charts import echarts, look, papers, plotly
from pages.ui.charts.chart import (
    Bar,
    Bars,
    Chart,
    Days,
    Dots,
    Intervals,
    Layout,
    Line,
    Names,
    Point,
    Range,
    Rule,
    Scale,
    Span,
    Spans,
    Style,
    Texts,
    Tiles,
    Words,
    find_ends,
)

COUNTRIES = ("Germany", "Brazil", "Japan")
SMALLEST = 13


def lying(*marks: Any, **more: Any) -> Chart:
    """Marks on the lines of three countries."""
    return Chart(
        finding="Turnover fell in Germany",
        compared="turnover",
        over="countries",
        unit="%",
        across=Scale(suffix=" %"),
        down=Names(names=COUNTRIES),
        marks=marks,
        **more,
    )


BARS = Bars(
    name="turnover",
    bars=[
        Bar(line=0, end=-5.75, words=Words(text="−5.75 %", side="left")),
        Bar(line=1, end=None),
        Bar(line=2, end=3.5),
    ],
)
DOTS = Dots(name="wishes", points=[Point(x=21, y=0, words=Words(text="21 %")), Point(x=6, y=2.5)], is_in_key=True)
COURSE = Line(
    name="result",
    points=[Point(x=date(2021, 3, 31), y=4), Point(x=date(2021, 6, 30), y=-2)],
    is_stair=True,
)


def over_time(*marks: Any) -> Chart:
    return Chart(finding="", compared="results", over="days", across=Days(), down=Scale(), marks=marks)


def test_bars_have_the_same_lengths_on_the_same_lines_also_below_zero():
    (drawn,) = echarts.draw(lying(BARS))["series"]
    (trace,) = plotly.draw(lying(BARS)).data
    lengths = [bar["value"] if isinstance(bar, dict) else bar for bar in drawn["data"]]
    assert lengths == [-5.75, "-", 3.5]
    assert dict(zip(trace.y, trace.x, strict=True)) == {0: -5.75, 2: 3.5}


def test_an_axis_without_ends_begins_at_zero_or_below_it_and_nothing_is_cut_off():
    axis, _ = (echarts.draw(lying(BARS))[name][0] for name in ("xAxis", "yAxis"))
    assert not {"min", "max", "scale"} & axis.keys()
    assert plotly.draw(lying(BARS)).layout.xaxis.range is None
    assert find_ends([3, -5.75, None]) == (-5.75, 3)
    assert find_ends([]) == (0, 0)


def test_dots_stand_at_the_same_places_with_the_same_words():
    option, figure = echarts.draw(lying(DOTS)), plotly.draw(lying(DOTS))
    (drawn,) = option["series"]
    trace, key = figure.data
    places = [point["value"] if isinstance(point, dict) else point for point in drawn["data"]]
    assert places == [list(place) for place in zip(trace.x, trace.y, strict=True)] == [[21, 0], [6, 2.5]]
    assert drawn["data"][0]["label"]["formatter"] == trace.text[0] == "21 %"
    assert (drawn["data"][0]["label"]["show"], "show" in drawn["label"]) == (True, False)  # others have no words
    assert option["legend"]["data"][0]["name"] == key.name == "wishes"


def test_a_dot_between_two_names_stands_on_their_lines_as_numbers():
    option = echarts.draw(lying(BARS, DOTS))
    names, numbers = option["yAxis"]
    assert (names["data"], names["inverse"]) == (list(COUNTRIES), True)
    assert (numbers["min"], numbers["max"], numbers["inverse"]) == (-0.5, 2.5, True)
    assert [one.get("yAxisIndex", 0) for one in option["series"]] == [0, 1]
    first, last = plotly.draw(lying(BARS, DOTS)).layout.yaxis.range
    assert first > last  # from top to bottom there too


def test_segments_begin_where_others_end_and_need_no_foot():
    parts = [
        Bars(name="done", bars=[Bar(line=0, end=2), Bar(line=2, end=1)]),
        Bars(name="open", bars=[Bar(line=0, start=2, end=5)]),
    ]
    drawn = echarts.draw(lying(*parts))["series"]
    assert [(one["name"], one["stack"], one["data"]) for one in drawn] == [
        ("done", "all", [2, None, 1]),
        ("open", "all", [3, None, None]),
    ]
    traces = plotly.draw(lying(*parts)).data
    assert [(trace.base, trace.x) for trace in traces] == [((0, 0), (2, 1)), ((2,), (3,))]


def test_segments_that_begin_elsewhere_stand_on_a_foot_that_is_not_seen():
    foot, drawn = echarts.draw(lying(Bars(name="span", bars=[Bar(line=1, start=4, end=6)])))["series"]
    assert (foot["data"], foot["itemStyle"]["color"], foot["silent"]) == ([None, 4, None], "transparent", True)
    assert (drawn["data"], drawn["stack"]) == ([None, 2, None], foot["stack"])


def test_spans_and_intervals_reach_from_end_to_end():
    spans = Spans(name="gap", spans=[Span(line=0, start=9, end=21)])
    interval = Intervals(name="95 %", ranges=[Range(line=0.26, low=50, high=76, at=64)])
    first, second = echarts.draw(lying(spans, interval))["series"]
    assert first["data"][:2] == [[9, 0], [21, 0]]
    assert second["data"][:3] == [[50, 0.26], [64, 0.26], [76, 0.26]]
    bars, whiskers = plotly.draw(lying(spans, interval)).data
    assert (bars.base[0], bars.base[0] + bars.x[0], bars.y[0]) == (9, 21, 0)
    assert (whiskers.x[0] - whiskers.error_x.arrayminus[0], whiskers.x[0] + whiskers.error_x.array[0]) == (50, 76)


def test_a_course_holds_until_the_next_report_in_both():
    (drawn,) = echarts.draw(over_time(COURSE))["series"]
    (trace,) = plotly.draw(over_time(COURSE)).data
    assert (drawn["step"], trace.line.shape) == ("end", "hv")
    assert drawn["data"] == [["2021-03-31", 4], ["2021-06-30", -2]]
    assert list(trace.y) == [4, -2]


def test_tiles_carry_their_text_and_tell_their_lines():
    tile = Point(x=1, y=0, words=Words(text="5"), style=Style(fill="#123456"), tip=["MITC: 5", "Call <b>"])
    chart = Chart(
        finding="", compared="", over="", across=Names(names=["SCS", "MITC"]), down=Names(names=["Call"]),
        marks=[Tiles(name="cells", tiles=[tile])],
    )  # fmt: skip
    (drawn,) = echarts.draw(chart)["series"]
    (trace,) = plotly.draw(chart).data
    assert drawn["data"][0]["value"] == [1, 0, "MITC: 5", "Call <b>"]  # ECharts escapes values
    assert drawn["tooltip"]["formatter"] == "<b>{@[2]}</b><br>{@[3]}"
    assert (trace.x, trace.y, trace.text) == ((1,), (0,), ("5",))
    assert trace.customdata[0][1] == "Call &lt;b&gt;"


def test_a_rule_runs_through_the_whole_chart():
    (drawn,) = echarts.draw(over_time(Rule(at=date(2021, 6, 30), text="today")))["series"]
    assert drawn["markLine"]["data"][0]["xAxis"] == "2021-06-30"
    (shape,) = plotly.draw(over_time(Rule(at=date(2021, 6, 30)))).layout.shapes
    assert (shape.yref, shape.y0, shape.y1) == ("paper", 0, 1)


def test_the_text_of_a_rule_stands_above_lines_of_names_which_are_counted_from_above():
    rule = Rule(at=3, text="today")
    *_, drawn = echarts.draw(lying(DOTS, rule))["series"]
    assert drawn["markLine"]["data"][0]["label"]["position"] == "start"
    *_, drawn = echarts.draw(over_time(COURSE, Rule(at=date(2021, 4, 1), text="today")))["series"]
    assert "position" not in drawn["markLine"]["data"][0]["label"]


def find_sizes(option: Any) -> Iterator[float]:
    """All sizes of type in an option."""
    if isinstance(option, dict):
        for name, value in option.items():
            yield from [value] if name == "fontSize" else find_sizes(value)
    elif isinstance(option, list):
        for one in option:
            yield from find_sizes(one)


@pytest.mark.parametrize("ink", [look.INK, look.INK_ON_DARK])
def test_labels_have_13_pixels_or_more_and_the_colour_of_the_text(ink: str):
    chart = lying(BARS, DOTS, Texts(texts=[Point(x=1, y=1, words=Words(text="text"))]), layout=Layout(font=SMALLEST))
    option, figure = echarts.draw(chart, ink=ink), plotly.draw(chart, ink=ink)
    assert min(find_sizes(option)) >= SMALLEST
    fonts = [figure.layout.xaxis.tickfont, figure.layout.yaxis.tickfont, figure.layout.legend.font, figure.layout.font]
    assert min(font.size for font in fonts) >= SMALLEST
    assert {font.color for font in fonts} == {ink}
    labels = [one["label"] for one in option["series"]]
    assert {label["color"] for label in labels} == {option["xAxis"][0]["axisLabel"]["color"]} == {ink}


def test_while_the_theme_is_not_known_text_has_the_colour_that_it_brings():
    assert "color" not in str(echarts.draw(lying(DOTS), ink="")["xAxis"])


def test_a_narrow_form_sets_what_the_wide_form_sets():
    chart = lying(
        DOTS, layout=Layout(left=100), narrow=Layout(font=look.SMALL, left=0, names="above"), narrow_up_to=400
    )
    narrow, wide = (form["option"] for form in echarts.draw(chart)["media"])
    assert narrow.keys() == wide.keys()
    assert narrow["yAxis"][0]["axisLabel"].keys() == wide["yAxis"][0]["axisLabel"].keys()


def test_papers_have_the_figures_of_bars_and_dots_by_name_and_of_lines_by_day():
    (chart,) = papers.chart_described(lying(BARS, Dots(name="wishes", points=[Point(x=21, y=0)])), title="Turnover")
    assert (chart.title, chart.kind, chart.unit, list(chart.categories)) == ("Turnover", "bar", "%", list(COUNTRIES))
    assert {one.name: list(one.values) for one in chart.series} == {
        "turnover": [-5.75, None, 3.5],
        "wishes": [21, None, None],
    }
    (course,) = papers.chart_described(over_time(COURSE), title="Course")
    assert (course.kind, list(course.categories)) == ("line", ["31 Mar 2021", "30 Jun 2021"])
    assert [list(one.values) for one in course.series] == [[4, -2]]
    assert papers.chart_described(lying(Texts(texts=[])), title="Nothing") == []
