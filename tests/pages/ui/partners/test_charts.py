"""The matrix of industries and partners: how each pair is known, and whose profile a click opens."""

import pandas as pd
import pytest

from dia_data.queries import partners
from dia_data.storage.store import Store
from pages.ui.charts import echarts
from pages.ui.charts.chart import CLEAR
from pages.ui.partners import charts


@pytest.fixture(scope="module")
def coverage(loaded: Store) -> pd.DataFrame:
    return partners.coverage(loaded)


@pytest.fixture(scope="module")
def ids(loaded: Store) -> list[str]:
    return partners.profiles(loaded)["partner_id"].tolist()


def test_a_pair_is_known_from_the_list_from_a_description_from_both_or_from_neither(coverage: pd.DataFrame, ids):
    known = {cell.tip.partition(":")[0]: cell.known for cell in charts.list_cells(coverage, ids)}
    assert known["MITC, Automotive"] == charts.LISTED_AND_DESCRIBED
    assert known["BNPT, Automotive"] == charts.LISTED
    assert known["SCS, Logistics"] == charts.DESCRIBED
    assert known["TICE.PT, Logistics"] == charts.NEITHER
    assert known["GAIA/BasqueGames, Logistics"] == charts.LINKED


def test_a_field_that_our_links_lead_on_from_is_named_where_neither_section_names_the_industry(
    coverage: pd.DataFrame, ids
):
    tips = {cell.tip.partition(":")[0]: cell.tip for cell in charts.list_cells(coverage, ids)}
    assert tips["GAIA/BasqueGames, Logistics"] == (
        "GAIA/BasqueGames, Logistics: in neither section as a target industry; by our links (ƒ) “Smart Logistic” (§6) "
        "leads to the same emerging industry"
    )
    assert "“Mobility” (§6)" in tips["TICE.PT, Automotive"]
    assert "“Mobility & Logistics” (§6) leads" in tips["SCS, Railways & transport"]


def test_what_we_read_from_a_description_is_hollow_and_what_is_printed_filled(coverage: pd.DataFrame, ids):
    data = echarts.draw(charts.chart_matrix(coverage, ids))["series"][0]["data"]
    colours = {cell["label"]["formatter"]: cell["itemStyle"]["color"] for cell in data}
    assert colours[charts.DESCRIBED] == colours[charts.NEITHER] == CLEAR
    assert len({colours[charts.LISTED_AND_DESCRIBED], colours[charts.LISTED], CLEAR}) == 3


def test_cells_stand_in_their_order_so_that_a_click_on_one_tells_its_partner(coverage: pd.DataFrame, ids):
    cells, data = (
        charts.list_cells(coverage, ids),
        echarts.draw(charts.chart_matrix(coverage, ids))["series"][0]["data"],
    )
    assert [[cell.column, cell.line, cell.tip] for cell in cells] == [cell["value"] for cell in data]
    assert all(ids[cell.column] == cell.partner_id for cell in cells)


def test_there_is_a_column_for_each_partner_shown_however_many(coverage: pd.DataFrame, ids):
    newcomer = coverage[coverage["partner_id"] == "scs"].assign(partner_id="new", partner="NEW")
    option = echarts.draw(charts.chart_matrix(pd.concat([coverage, newcomer]), [*ids, "new"]))
    assert option["xAxis"][0]["data"][-1] == "NEW"
    assert echarts.draw(charts.chart_matrix(coverage, ["mitc"]))["xAxis"][0]["data"] == ["MITC"]


def test_the_matrix_is_told_in_words(coverage: pd.DataFrame, ids):
    told = charts.describe_matrix(coverage, ids)
    assert "SCS, Logistics: in the description (§6), as we read it; not in the list (§5.2.3)" in told
    assert "neither" not in told
