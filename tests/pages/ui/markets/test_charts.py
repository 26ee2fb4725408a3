"""Charts say for each market what is known, and that it is not."""

import pandas as pd

from dia_data.queries import markets
from dia_data.storage.store import Store
from pages.ui.markets import charts

ORDER = ["Germany", "Brazil", "Italy"]
CODES = ["DEU", "BRA", "ITA"]


def compared(store: Store, indicator: str) -> pd.DataFrame:
    rows = markets.side_by_side(store, countries=CODES)
    return rows[rows["indicator_id"] == indicator]


def test_growth_has_a_mark_for_each_year_and_the_forecast_looks_different(loaded: Store):
    figure = charts.plot_growth(compared(loaded, "sector_value_added_growth"), order=ORDER)
    assert [trace.name for trace in figure.data] == ["2017", "2018 estimate", "2019 forecast"]
    assert [trace.marker.symbol for trace in figure.data] == ["circle", "circle-open", "diamond-open"]
    assert sorted(figure.data[0].x) == [-2.3, 4.2]


def test_a_market_without_a_figure_keeps_its_line_and_says_so(loaded: Store):
    figure = charts.plot_growth(compared(loaded, "sector_value_added_growth"), order=ORDER)
    assert list(figure.layout.yaxis.ticktext) == ORDER
    (said,) = figure.layout.annotations
    assert said.text.strip() == "not in the source"
    other = charts.plot_growth(
        compared(loaded, "sector_value_added_growth"), order=ORDER, instead={"Brazil": "another measure: 4.5 %"}
    )
    assert [one.text.strip() for one in other.layout.annotations] == ["another measure: 4.5 %"]
    long = charts.plot_growth(compared(loaded, "gdp_growth"), order=ORDER, instead={"Brazil": "another measure " * 6})
    assert max(len(line) for line in long.layout.annotations[0].text.split("<br>")) <= charts.LINE_SIGNS + 1
    assert said.y == dict(zip(ORDER, figure.layout.yaxis.tickvals, strict=True))["Brazil"]


def test_payments_draw_a_range_from_end_to_end_and_one_value_as_a_dot(loaded: Store):
    bar, low, high = charts.plot_payments(compared(loaded, "payment_terms"), order=ORDER).data
    assert list(bar.base) == [30, 120]
    assert list(bar.x) == [30, 0]
    assert (list(low.x), list(high.x)) == ([30, 120], [60, 120])


def test_interest_has_have_and_want_for_each_market(loaded: Store):
    figure = charts.plot_interest(markets.interest(loaded, countries=CODES), order=ORDER)
    shares = {trace.name: list(trace.x) for trace in figure.data}
    assert shares == {"wish to develop": [21, 13, 7], "existing business": [9, 10, 10]}


def test_no_rows_make_a_chart_that_says_so_for_each_market(loaded: Store):
    nothing = compared(loaded, "gdp_growth").iloc[:0]
    assert len(charts.plot_growth(nothing, order=ORDER).layout.annotations) == len(ORDER)
    assert len(charts.plot_payments(nothing, order=ORDER).layout.annotations) == len(ORDER)


def test_no_figure_lies_beyond_the_end_of_its_axis(loaded: Store):
    interest = markets.interest(loaded, countries=CODES)
    interest["share_pct"] = [*interest["share_pct"][:-2], 88.0, 0.5]
    terms = compared(loaded, "payment_terms").assign(value_high=400.0)
    for figure, largest in (
        (charts.plot_interest(interest, order=ORDER), 88),
        (charts.plot_payments(terms, order=ORDER), 400),
    ):
        low, high = figure.layout.xaxis.range
        assert (low, high > largest) == (0, True)
