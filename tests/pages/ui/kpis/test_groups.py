"""In which order KPIs stand, and in which groups."""

import pytest

from pages.ui.kpis import groups
from tests.pages.ui.kpi_rows import BRAZIL, GERMANY, MEETINGS, MISSIONS, SILENT, WEBINARS


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("Worst first", ["meetings", "fairs", "webinars"]),
        ("As in D3.1", ["fairs", "webinars", "meetings"]),
        ("By scope", ["webinars", "fairs", "meetings"]),
        ("By owner", ["meetings", "webinars", "fairs"]),
    ],
)
def test_rows_stand_in_the_chosen_order(order: str, ids: list[str]):
    assert [row.kpi_id for row in groups.order_rows([WEBINARS, MEETINGS, SILENT], order)] == ids


def test_by_market_a_kpi_stands_in_each_with_its_scopes_there_and_the_others_last():
    markets = {"BRA": "Brazil", "DEU": "Germany", "ITA": "Italy"}
    found = groups.group_rows([WEBINARS, MEETINGS], groups.BY_MARKET, markets=markets, missions=MISSIONS)
    assert [(group.heading, [(row.kpi_id, row.lead) for row in group.rows]) for group in found] == [
        ("Brazil", [("meetings", BRAZIL)]),
        ("Germany", [("meetings", GERMANY)]),
        ("whole consortium", [("webinars", WEBINARS.lead)]),
    ]


def test_an_order_without_groups_is_one_group_without_a_heading():
    (group,) = groups.group_rows([WEBINARS, SILENT], "Worst first", markets={}, missions={})
    assert (group.heading, group.rows) == ("", (WEBINARS, SILENT))
