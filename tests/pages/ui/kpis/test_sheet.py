"""The texts and tables of a KPI's drawer."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest

from dia_data.forecasts import Calibration, Kind, Trials
from dia_data.kpis import Status
from dia_data.queries.kpis import RecordedTarget
from dia_data.queries.readings import Reading
from dia_data.queries.results import Overlap, PartnerResult, PlaceResult, Report
from dia_data.wanted import StatedDue
from pages.ui.indicators import kpi_text
from pages.ui.kpis import sheet
from tests.examples import example
from tests.pages.ui.kpi_rows import kpi, standing, unreported

NAMES = {"DEU": "Germany", "BRA": "Brazil", "sme_mission_usa": "USA mission"}


def read(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\\\u2060\u2068\u2069")))


def test_the_summary_says_status_result_scope_and_age():
    row = kpi(
        standing(scope_key="DEU", status=Status.ACHIEVED), standing(scope_key="BRA", status=Status.AT_RISK),
        owner="SCS", scope="market",
    )  # fmt: skip
    assert read(sheet.summarise(row, NAMES)) == (
        ":orange-badge[:material/warning: at risk] · **12 of 14** webinars · Brazil, the worst of 2 markets "
        "(1 at risk, 1 achieved) · "
        "last report 18 Jun 2021 (12 days ago) · owner SCS"
    )
    assert "not reported yet" in sheet.summarise(kpi(unreported()), NAMES)


def test_a_report_of_today_is_not_told_as_days_ago():
    assert "(today)" in sheet.summarise(kpi(standing(days_since_report=0)), NAMES)


def test_the_outlook_holds_expectation_need_and_forecast_or_the_reason_why_there_is_none():
    told = read(sheet.describe_outlook(standing(), "webinars"))
    assert "Expected by 31 Mar 2021, up to which the result is reported: **12.5 (" in told
    assert "Due to be reported since" not in told
    assert "Needed: **0.7 a month from now on**" in told
    assert "Forecast for 30 Sep 2021: **16 (13–20), 85 %**" in told
    assert "No forecast below 3 reported periods" in sheet.describe_outlook(unreported(), "webinars")


@pytest.mark.parametrize(("covered", "width"), [(80, "as wide as they should be"), (60, "narrow"), (95, "too wide")])
def test_forecasts_are_told_with_how_often_those_of_their_kind_covered_what_came(covered: int, width: str):
    counts = Trials(kind=Kind.COUNTS, quarters_ahead=1, count=100, covered=covered, below=2, above=98 - covered)
    names = replace(counts, kind=Kind.NAMES, covered=0)
    told = sheet.describe_calibration(Calibration(trials=[counts, names]), Kind.COUNTS)
    assert f"{covered} % of 100 earlier 80 % intervals contained the actual result; it was lower in 2 %" in told
    assert "Forecasts of counts: " in told
    assert width in told


def test_the_outlook_says_separately_what_is_due_to_be_reported_since():
    told = read(sheet.describe_outlook(standing(quarters_due=("2021-Q2",)), "webinars"))
    assert "- Due to be reported since: **2021 Q2**" in told


def test_the_outlook_says_which_rule_gave_the_status():
    told = read(sheet.describe_outlook(standing(status=Status.NOT_DUE, rule="it is not judged before"), "members"))
    assert "- Why not due: it is not judged before" in told
    assert "Why" not in read(sheet.describe_outlook(unreported(), "members"))


OURS = example(
    Reading, kpi_id="meetings", reading_id="all", printed="supported per country", meaning="Each market", is_ours=True,
    reason="Six are named", is_followed=False, places=("Germany", "Brazil"), locator="§10",
)  # fmt: skip
OTHER = replace(
    OURS, reading_id="missions", meaning="Each country of a mission", is_ours=False, reason="Three are visited",
    is_followed=True, places=("Brazil",), decided_by="Ana", decided_at=datetime(2021, 3, 1, 9),  # noqa: DTZ001
    decided_because="Agreed in March",
)  # fmt: skip


def test_both_readings_stand_beside_the_printed_words_with_who_decided_and_why():
    rows = sheet.tabulate_readings([OURS, OTHER])
    rows = rows.map(read)
    assert rows["Reading"].tolist() == ["our reading", "the other reading, decided by Ana on 1 Mar 2021"]
    assert rows["Printed"].tolist() == ["“supported per country”"] * 2
    assert rows["Read as"].tolist() == ["Each market: Germany and Brazil", "Each country of a mission: Brazil"]
    assert rows["Reason of the decision"].tolist() == ["–", "Agreed in March"]
    undecided = sheet.tabulate_readings([replace(OURS, is_followed=True)])
    assert undecided["Reading"].map(read).tolist() == ["our reading, followed"]
    assert "Reason of the decision" not in undecided


def test_where_words_can_be_read_in_two_ways_the_other_one_is_named_beside_the_result():
    assert read(sheet.describe_choice([replace(OURS, is_followed=True), replace(OTHER, is_followed=False)])) == (
        "“supported per country” is read as each market (ours); it can also mean each country of a mission. "
        "Both readings are under Definition."
    )
    assert "each country of a mission (decided by Ana)" in read(sheet.describe_choice([OURS, OTHER]))
    assert sheet.describe_choice([OURS]) == ""


def test_countries_with_reports_that_do_not_count_are_named():
    places = [example(PlaceResult, place=place) for place in ("Germany", "Brazil", None)]
    assert sheet.note_untracked(places, ["Brazil", "USA"]) == (
        "Not counted: Germany. The KPI is tracked for Brazil and USA alone (see Definition)."
    )
    assert sheet.note_untracked(places, ["Germany", "Brazil"]) == ""


def test_the_definition_sheet_says_with_what_a_kpi_begins_and_what_due_date_the_source_states():
    stated = StatedDue(
        kpi_id="fairs", due=date(2020, 12, 31), statement="Three fairs take place in year 1.", period="year 1",
        locator="§10 footnote 1", basis="derived", note=None,
    )  # fmt: skip
    row = kpi(baseline=6.0, baseline_reason="Six begin.")
    told = {name: read(text) for name, text in sheet.list_definition(row, [stated]).items()}
    assert told["At the start"] == "6: Six begin."
    assert told["Due, as stated"] == ("31 Dec 2020 (year 1, ƒ): “Three fairs take place in year 1.” (§10 footnote 1)")
    unknown = sheet.list_definition(kpi(baseline=None, baseline_reason="Not in the source."))
    assert (read(unknown["At the start"]), "Due, as stated" in unknown) == ("Not in the source.", False)


def test_forecasts_that_were_hardly_tried_are_told_as_such():
    told = sheet.describe_calibration(Calibration(trials=()), Kind.NAMES)
    assert "Forecasts of named organisations: 0 earlier forecasts could be checked on this record, too few" in told


def test_scopes_stand_worst_first():
    row = kpi(standing(scope_key="DEU"), standing(scope_key="BRA", status=Status.OFF_TRACK), scope="market")
    assert sheet.tabulate_scopes(row, NAMES)["scope"].tolist() == ["Brazil", "Germany"]


def test_a_forecast_whose_kind_did_not_hold_is_marked_in_the_list_of_scopes_and_in_the_outlook():
    one = standing()
    assert one.forecast
    marked = sheet.tabulate_scopes(kpi(one), NAMES, [one.forecast.kind])["forecast"].item()
    assert marked == f"{sheet.tabulate_scopes(kpi(one), NAMES)['forecast'].item()} {kpi_text.MISSED}"
    assert kpi_text.MISSED in sheet.describe_outlook(one, "webinars", [one.forecast.kind])
    assert kpi_text.MISSED not in sheet.describe_outlook(one, "webinars")


def test_the_definition_sheet_marks_what_is_ours_and_leaves_out_what_is_not_known():
    told = {name: read(text) for name, text in sheet.list_definition(kpi(slip="Says **nothing**.")).items()}
    assert told["Evidence wanted"].endswith("(ƒ our proposal; D3.1 names no evidence)")
    assert told["Owner"] == "none yet"
    assert told["Known error in the source"] == "Says **nothing**."
    assert "Note" not in told


REPORT = example(
    Report, period="2021-Q2", partner="SCS", value=2.0, basis="entered", recorded_by="Ana",
    recorded_at=datetime(2021, 7, 3, 9, 5), batch_id="b1",  # noqa: DTZ001
)  # fmt: skip


def test_rows_behind_a_number_say_who_when_and_on_what_basis_and_leave_out_empty_columns():
    (row,) = sheet.tabulate_reports([REPORT]).to_dict("records")
    assert row == {
        "period": "2021-Q2", "partner": "SCS", "value": 2.0, "basis": "✎ entered", "recorded_by": "Ana",
        "recorded_at_local": pd.Timestamp("2021-07-03 11:05"), "batch_id": "b1",
    }  # fmt: skip


def test_countries_add_up_what_adds_up_and_count_names_once():
    places = [
        PlaceResult(place="Brazil", reports=2, total=5.0, names=1),
        PlaceResult(place=None, reports=1, total=None, names=0),
    ]
    assert sheet.tabulate_countries(places, "sum").values.tolist() == [["Brazil", "5", 2], ["no country named", "0", 1]]
    assert sheet.tabulate_countries(places, "distinct")["result"].tolist() == ["1", "0"]
    assert sheet.tabulate_countries(places, "latest")["result"].tolist() == ["–", "–"]


def test_an_organisation_of_two_partners_is_named_with_both_and_as_text():
    row = example(Overlap, organisation="*Alpha*", mission_id="sme_mission_usa", reported_by="GAIA, SCS")
    assert read(sheet.list_overlaps([row], NAMES)) == "- ***Alpha*** (USA mission): GAIA, SCS"
    assert sheet.list_overlaps([], NAMES) == ""


def test_partners_without_a_report_are_told_as_such():
    parts = [
        example(PartnerResult, partner="SCS", status="reported", result=3.0, reports=1, last_reported=date(2021, 6, 1)),
        example(PartnerResult, partner="MITC", status="not_reported"),
    ]
    assert sheet.tabulate_partners(parts, "").values.tolist() == [
        ["SCS", ["reported"], "3", 1, date(2021, 6, 1)],
        ["MITC", ["not reported"], "–", 0, None],
    ]


def test_a_target_that_was_taken_back_stays_in_the_history():
    row = RecordedTarget(
        scope_key="each_market", target_min=10.0, target_max=14.0, valid_from=date(2020, 1, 1), basis="stated",
        note=None, kind="document", recorded_by="documents", is_withdrawn=True,
    )  # fmt: skip
    assert sheet.tabulate_targets([row], kpi(scope="market"), NAMES).values.tolist() == [
        ["each market", "10–14", date(2020, 1, 1), "stated", "–", "documents", "undone"]
    ]
