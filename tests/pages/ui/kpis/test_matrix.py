"""Matrices of KPIs: each cell says its status by its sign and its figure."""

from datetime import date

import pandas as pd

from dia_data.kpis import Status
from pages.ui.kpis import matrix
from tests.pages.ui.kpi_rows import kpi, standing, unreported

MARKETS = {"DEU": "Germany", "BRA": "Brazil"}
MISSIONS = {"sme_mission_brazil": "BRA"}
TODAY = date(2021, 6, 30)

MEETINGS = kpi(standing(scope_key="DEU", status=Status.ACHIEVED), unreported(scope_key="BRA"), scope="market")
SMES = kpi(
    standing(kpi_id="smes", scope_key="sme_mission_brazil/A", result=3.0, status=Status.OFF_TRACK),
    standing(kpi_id="smes", scope_key="sme_mission_brazil/B"),
    scope="sme_mission",
)
WEBINARS = kpi()


def test_markets_show_result_and_status_and_leave_out_what_has_no_target_there():
    made = matrix.arrange_by_market([WEBINARS, MEETINGS, SMES], MARKETS, MISSIONS)
    assert made.frame[["Germany", "Brazil"]].values.tolist() == [
        [["✓ 12 of 14"], ["○ – of 14"]],
        [[], ["✕ 3 of 14, worst of 2"]],
    ]
    assert made.kpi_ids == ("webinars", "smes")
    assert made.statuses == ("achieved", "not_reported", "off_track")


def part(partner: str, **values: object) -> dict[str, object]:
    return {
        "kpi_id": "webinars", "partner_id": partner.lower(), "partner": partner, "reports": 2, "result": 3.0,
        "unit": "webinars", "last_reported": pd.Timestamp("2021-06-20"), "status": "reported",
    } | values  # fmt: skip


PARTS = [
    part("SCS"),
    part("GAIA", last_reported=pd.Timestamp("2021-01-01"), status="stale"),
    part("MITC", reports=0, result=float("nan"), last_reported=pd.NaT, status="not_reported"),
]


def test_partners_show_what_they_reported_and_its_age():
    made = matrix.arrange_by_partner([WEBINARS], PARTS, [], today=TODAY)
    assert made.frame.iloc[0].tolist() == ["7 Training webinars", ["■ 3 · 10 days"], ["◔ 3 · 180 days"], ["○ –"]]


def test_the_partner_filter_leaves_the_chosen_columns():
    assert matrix.arrange_by_partner([WEBINARS], PARTS, ["gaia"], today=TODAY).columns == ("GAIA",)


def test_every_text_has_the_colour_of_its_status_and_the_table_behind_its_word():
    made = matrix.arrange_by_market([MEETINGS], MARKETS, MISSIONS)
    assert len(made.colours) == 2
    assert made.plain[["column", "shown", "status"]].values.tolist() == [
        ["Germany", "12 of 14", "achieved"],
        ["Brazil", "– of 14", "not reported"],
    ]


def test_no_rows_are_an_empty_matrix():
    made = matrix.arrange_by_market([], MARKETS, MISSIONS)
    assert (made.kpi_ids, list(made.frame.columns)) == ((), ["kpi_name", "Germany", "Brazil"])
