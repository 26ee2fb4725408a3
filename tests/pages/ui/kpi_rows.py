"""Made-up KPIs for tests of what the page makes of them."""

from dataclasses import replace
from datetime import date
from typing import Any

from dia_data.forecasts import Forecast, Kind
from dia_data.kpis import Definition, Expectation, Standing, Status, find_leading
from pages.ui.indicators.kpi_rows import Kpi
from tests.examples import example

FORECAST = Forecast(low=13.0, median=16.0, high=20.0, probability=0.85, kind=Kind.COUNTS, known_until=date(2021, 6, 30))


DEFINITION = example(
    Definition, kpi_id="webinars", kpi_name="Training webinars", definition="Webinars held.", unit="webinars",
    measure="count", scope="consortium", accumulate="sum", position=7, source_id="d31", locator="§10", basis="stated",
)  # fmt: skip


LINE = Expectation(starts=date(2020, 1, 1), baseline=0.0, target_min=14.0, due=date(2021, 9, 30))


def standing(**values: Any) -> Standing:
    """A standing of the whole consortium: 12 of 14, on track, reported 12 days ago."""
    return Standing(
        **{
            "kpi_id": "webinars",
            "scope_key": "consortium",
            "result": 12.0,
            "target_min": 14.0,
            "target_max": None,
            "due": date(2021, 9, 30),
            "progress": 12 / 14,
            "expected": 12.5,
            "expected_by": date(2021, 3, 31),
            "expectation": LINE,
            "expected_basis": "derived",
            "status": Status.ON_TRACK,
            "needed_per_month": 0.7,
            "last_reported": date(2021, 6, 18),
            "days_since_report": 12,
            "forecast": FORECAST,
            "forecast_reason": None,
        }
        | values
    )


def unreported(**values: Any) -> Standing:
    """A standing without any report."""
    nothing = dict.fromkeys(
        ("result", "progress", "needed_per_month", "last_reported", "days_since_report", "forecast")
    )
    reason = {"forecast_reason": "No forecast below 3 reported periods: there are 0.", "status": Status.NOT_REPORTED}
    return standing(**nothing, **reason | values)


def kpi(*standings: Standing, **definition: Any) -> Kpi:
    """A KPI with these standings; without any it is one of the whole consortium, on track."""
    found = standings or (standing(),)
    return Kpi(
        definition=replace(DEFINITION, **{"kpi_id": found[0].kpi_id} | definition),
        standings=found,
        lead=find_leading(found),
        trends={},
        result_basis="entered",
    )


MISSIONS = {"sme_mission_brazil": "BRA"}

GERMANY = standing(kpi_id="meetings", scope_key="DEU", status=Status.ACHIEVED)
BRAZIL = standing(kpi_id="meetings", scope_key="BRA", status=Status.OFF_TRACK, progress=0.1)
MEETINGS = kpi(GERMANY, BRAZIL, kpi_id="meetings", kpi_name="Meetings", scope="market", position=14, owner="SCS")
WEBINARS = kpi()
SILENT = kpi(unreported(kpi_id="fairs"), kpi_name="Fairs", position=1)
