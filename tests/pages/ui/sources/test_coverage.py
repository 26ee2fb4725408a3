"""The maps of what is known: each cell counts what is there and says how we know it, and what is lost is no figure."""

from typing import Any

import pandas as pd

from dia_data.queries.sources import Coverage
from pages.ui.charts import echarts
from pages.ui.sources import charts, coverage

SMALLEST_CARD = 254
"""How wide a card is inside where the screen has 320 pixels."""

FOUND = [
    Coverage(source_id="d31", topic="Markets", basis="approximate", figures=12),
    Coverage(source_id="d31", topic="Markets", basis="stated", figures=119),
    Coverage(source_id="d31", topic="Credit risk", basis=None, figures=27),
    Coverage(source_id=None, topic="Markets", basis="entered", figures=1),
]
GAPS = pd.DataFrame(
    {
        "indicator_name": ["Growth", "Growth"],
        "country_name": ["Italy", "Brazil"],
        "periods": ["2017, 2018", None],
    }
)


def test_a_cell_is_named_by_topic_document_and_how_we_know_it():
    assert [coverage.name_cell(one) for one in FOUND] == [
        "Markets, D3.1: approximate", "Markets, D3.1: stated", "Credit risk, D3.1: lost", "Markets, recorded: entered",
    ]  # fmt: skip


def test_columns_are_the_bases_in_their_order_and_last_what_is_lost():
    assert coverage.list_columns(FOUND) == ["stated", "approximate", "entered", "lost"]


def test_more_figures_are_shaded_more_and_what_is_lost_is_an_outline():
    few, many, lost, one = coverage.build_cells(FOUND)
    assert one.strength < few.strength < many.strength
    assert (lost.strength, lost.is_missing, lost.label) == (0, True, "27")
    assert "no figures" in lost.text
    assert few.text == "12 figures, printed as approximate, such as “around” or “nearly”"


def test_a_market_figure_counts_its_periods_or_says_that_it_is_not_in_the_source():
    known, missing = coverage.build_gap_cells(GAPS)
    assert (known.label, known.text) == ("2", "2 periods: 2017 and 2018")
    assert (missing.label, missing.text, missing.is_missing) == ("", "not in the source", True)


def test_a_market_figure_without_a_period_is_not_said_to_have_one():
    (cell,) = coverage.build_gap_cells(GAPS.head(1).assign(periods="not stated"))
    assert (cell.label, cell.text) == ("•", "stated without a period")


def test_the_table_has_a_line_per_topic_and_source_and_a_column_per_basis():
    rows = coverage.tabulate(FOUND)
    assert rows[["source_id", "topic"]].values.tolist() == [
        ["D3.1", "Markets"], ["D3.1", "Credit risk"], ["recorded", "Markets"],
    ]  # fmt: skip
    assert rows["figures_stated"].iloc[0] == 119
    assert rows["figures_lost"].dropna().tolist() == [27]


def test_a_paper_has_bars_for_the_figures_and_none_for_what_is_lost():
    (chart,) = coverage.chart_topics(coverage.tabulate(FOUND))
    assert [series.name for series in chart.series] == ["stated", "approximate", "entered"]
    assert coverage.chart_topics(pd.DataFrame()) == []


def test_a_paper_counts_what_is_known_of_each_market_and_what_is_not_in_the_source():
    (chart,) = coverage.chart_known(GAPS.assign(period=GAPS["periods"].fillna(coverage.NOT_IN_SOURCE)))
    assert chart.categories == ["Italy", "Brazil"]
    assert {one.name: list(one.values) for one in chart.series} == {"known": [1, 0], "not in the source": [0, 1]}
    assert coverage.chart_known(pd.DataFrame()) == []


def draw(cells: list[charts.Cell], sizes: charts.Sizes, *, rows: list[str], columns: list[str]) -> dict[str, Any]:
    return echarts.draw(charts.chart_map(cells, rows=rows, columns=columns, sizes=sizes, over="markets"))


def test_a_map_draws_its_cells_in_order_and_a_dash_where_nothing_is_known():
    option = draw(coverage.build_gap_cells(GAPS), coverage.MARKETS, rows=["Growth"], columns=["Italy", "Brazil"])
    (series,) = option["series"]
    assert [one["value"][:2] for one in series["data"]] == [[0, 0], [1, 0]]
    assert [one["label"]["formatter"] for one in series["data"]] == ["2", "–"]
    assert series["data"][1]["itemStyle"]["borderType"] == "dashed"
    assert all(one["select"]["itemStyle"] == one["itemStyle"] for one in series["data"])
    assert series["tooltip"]["formatter"] == "<b>{@[2]}</b><br>{@[3]}"


def test_all_forms_of_a_map_set_the_same_and_type_is_large_enough_to_read():
    option = draw(
        coverage.build_cells(FOUND), coverage.TOPICS,
        rows=["Markets, D3.1", "Credit risk, D3.1", "Markets, recorded"], columns=coverage.list_columns(FOUND),
    )  # fmt: skip
    narrow, narrowest, wide = (one["option"] for one in option["media"])
    assert narrow.keys() == narrowest.keys() == wide.keys()
    assert narrow["grid"].keys() == narrowest["grid"].keys() == wide["grid"].keys()
    sizes = [one["series"][0]["label"]["fontSize"] for one in (narrow, narrowest, wide)]
    assert sizes == [12, 12, 13]


def test_on_the_smallest_phone_a_map_with_all_its_columns_takes_no_more_than_its_card():
    for sizes, columns in ((coverage.TOPICS, 6), (coverage.MARKETS, 8)):
        assert sizes.narrowest.names + sizes.narrowest.column * columns <= SMALLEST_CARD
