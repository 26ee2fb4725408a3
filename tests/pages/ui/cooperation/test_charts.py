"""The matrix of regions: each pair in two cells, its sign and shade, and what a click on a cell tells."""

from typing import Any

import pandas as pd
import pytest

from dia_data.queries import cooperation
from dia_data.storage.store import Store
from dia_data.wording.strengths import BUSINESS, DIFFERENCE, RD
from pages.ui.charts import echarts, look
from pages.ui.cooperation import charts, gaps

CENTRAL_SOUTHWEST = "Central Western Europe – Southwest Europe"
SIX = range(6)


def drawn(pairs: pd.DataFrame, members: pd.DataFrame, view: str, **more: Any) -> list[dict[str, Any]]:
    wanted = {"selected": None, "highlighted": []} | more
    return echarts.draw(charts.chart_matrix(pairs, members, view=view, **wanted))["series"][0]["data"]


def signs(data: list[dict[str, Any]]) -> dict[tuple[int, int], str]:
    """By line and column."""
    return {(cell["value"][1], cell["value"][0]): cell["label"]["formatter"] for cell in data}


@pytest.mark.parametrize(
    ("view", "column", "printed"),
    [
        (RD, "CW", ["●●●", "●", "", "●●●●", "●", "●"]),
        (BUSINESS, "CW", ["●●●●", "●●", "", "●●●●", "●●", "●●"]),
        (DIFFERENCE, "SW", ["▲▲", "▼", "=", "", "=", "▼"]),
    ],
)
def test_a_cell_has_a_sign_per_step_and_the_diagonal_is_empty_as_in_the_source(
    pairs, members, view: str, column: str, printed: list[str]
):
    place = list(charts.SHORT.values()).index(column)
    found = signs(drawn(pairs, members, view))
    assert [found.get((line, place), "") for line in SIX] == printed


def test_the_matrix_reads_the_same_in_both_directions(pairs, members):
    found = signs(drawn(pairs, members, BUSINESS))
    assert len(found) == 30
    assert all(found[line, column] == found[column, line] for line, column in found)


def test_cells_stand_in_their_order_so_that_a_click_on_one_tells_its_pair(pairs, members):
    cells, data = charts.order_cells(pairs, members), drawn(pairs, members, BUSINESS)
    assert [[cell.column, cell.line, cell.pair] for cell in cells] == [cell["value"][:3] for cell in data]
    assert {(cell.line, cell.column) for cell in cells if cell.pair == CENTRAL_SOUTHWEST} == {(2, 3), (3, 2)}


def test_lines_have_the_names_of_the_regions_and_columns_their_letters(pairs, members):
    option = echarts.draw(charts.chart_matrix(pairs, members, view=RD, selected=None, highlighted=[]))
    assert option["yAxis"][0]["data"][2] == "CW Central Western"
    assert option["xAxis"][0]["data"] == list(charts.SHORT.values())


def test_where_a_pair_is_selected_the_other_cells_have_no_shade(pairs, members):
    data = drawn(pairs, members, BUSINESS, selected=CENTRAL_SOUTHWEST)
    shaded = {cell["value"][2] for cell in data if cell["itemStyle"]["color"] != charts.NO_SHADE}
    assert shaded == {CENTRAL_SOUTHWEST}


def test_text_is_white_on_the_fullest_shade_and_else_takes_the_colour_of_the_theme(pairs, members):
    colours = {cell["label"]["formatter"]: cell["label"].get("color") for cell in drawn(pairs, members, BUSINESS)}
    assert colours == {"●": None, "●●": None, "●●●": None, "●●●●": "#FFFFFF"}


def test_a_strength_that_is_not_known_is_a_dash_that_says_so(pairs, members):
    (cell, *_) = drawn(pairs.assign(rd=float("nan")), members, RD)
    assert (cell["label"]["formatter"], cell["value"][3]) == ("–", "R&D: not in the source")


def test_on_a_phone_the_six_columns_fit_and_type_has_12_pixels(pairs, members):
    narrow = echarts.draw(charts.chart_matrix(pairs, members, view=RD, selected=None, highlighted=[]))["media"][0][
        "option"
    ]
    assert narrow["grid"]["left"] + 6 * narrow["series"][0]["symbolSize"][0] < 326
    assert narrow["xAxis"][0]["axisLabel"]["fontSize"] == look.SMALL == 12


def test_bars_begin_at_zero_and_what_is_not_stated_says_so(loaded: Store):
    named = gaps.select_named(cooperation.next_partners(loaded))
    option = echarts.draw(charts.chart_bars(named))
    assert option["xAxis"][0]["min"] == 0
    wishes, business = option["series"]
    assert [bar["label"]["formatter"] for bar in wishes["data"]][:2] == ["12 %", "not stated"]
    assert [bar["value"] for bar in business["data"]][:2] == [13, 6]
    assert charts.describe_bars(named).startswith("UK 12 % and 13 %; Switzerland not stated and 6 %")
