"""Matrices of KPIs: each cell says its status by its sign and its figure."""

from dataclasses import replace
from datetime import date

from dia_data.kpis import Status
from dia_data.queries.results import PartnerResult
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


SCS = PartnerResult(
    kpi_id="webinars", partner_id="scs", partner="SCS", reports=2, result=3.0, unit="webinars",
    last_reported=date(2021, 6, 20), status="reported",
)  # fmt: skip
GAIA = replace(SCS, partner_id="gaia", partner="GAIA", last_reported=date(2021, 1, 1), status="stale")
MITC = replace(
    SCS, partner_id="mitc", partner="MITC", reports=0, result=None, last_reported=None, status="not_reported"
)
PARTS = [SCS, GAIA, MITC]


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
