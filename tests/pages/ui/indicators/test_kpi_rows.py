"""KPIs as rows: filters, the finding, what changed, and the lines of the list."""

from dataclasses import replace
from datetime import date

import pytest

from dia_data.forecasts import Kind, Series
from dia_data.kpis import Status
from pages.ui.indicators import kpi_rows
from tests.pages.ui.kpi_rows import BRAZIL, GERMANY, MEETINGS, MISSIONS, SILENT, WEBINARS, kpi, standing, unreported

NAMES = {"DEU": "Germany", "BRA": "Brazil", "sme_mission_brazil": "Brazil mission"}


def test_the_worst_scope_leads_and_all_are_told():
    assert MEETINGS.lead is BRAZIL
    assert kpi_rows.describe_scopes(MEETINGS, NAMES) == "Brazil, worst of 2"
    assert kpi_rows.describe_scopes(kpi(GERMANY, GERMANY, scope="market"), NAMES) == "all 2 markets"
    assert kpi_rows.describe_scopes(WEBINARS, NAMES) == "whole consortium"
    assert kpi_rows.describe_scopes(kpi(unreported(scope_key="each_sme_and_mission"), scope="sme_mission"), NAMES) == (
        "each SME in a mission"
    )


def test_a_country_leaves_its_own_scopes_and_no_kpi_of_the_whole_consortium():
    (found,) = kpi_rows.filter_scopes([WEBINARS, MEETINGS], ["DEU"], MISSIONS)
    assert (found.kpi_id, found.lead) == ("meetings", GERMANY)
    assert kpi_rows.filter_scopes([WEBINARS, MEETINGS], [], MISSIONS) == [WEBINARS, MEETINGS]


def test_a_mission_lies_in_its_country():
    assert kpi_rows.find_country("sme_mission_brazil/Demo SME", MISSIONS) == "BRA"
    assert kpi_rows.find_country("consortium", MISSIONS) is None


def test_rows_are_chosen_by_leading_status_scope_and_id():
    rows = [WEBINARS, MEETINGS, SILENT]
    assert kpi_rows.filter_rows(rows, statuses=["off_track"], ids=None) == [MEETINGS]
    assert kpi_rows.filter_rows(rows, scopes=["consortium"], ids=None) == [WEBINARS, SILENT]
    assert kpi_rows.filter_rows(rows, ids={"fairs"}) == [SILENT]
    assert kpi_rows.filter_rows(rows, ids=set()) == []


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([MEETINGS, WEBINARS], "1 of 2 KPIs needs action"),
        ([MEETINGS, MEETINGS, WEBINARS], "2 of 3 KPIs need action"),
        ([WEBINARS, SILENT], "None of 2 KPIs needs action"),
        ([SILENT, SILENT], "None of 2 KPIs is reported yet"),
        ([SILENT], "The KPI is not reported yet"),
    ],
)
def test_the_finding_is_how_many_need_action(rows: list[kpi_rows.Kpi], finding: str):
    assert kpi_rows.write_headline(rows) == finding


def test_what_the_last_reports_changed_is_counted_and_moves_are_named():
    before = [standing(result=3.0, status=Status.AT_RISK), GERMANY, BRAZIL]
    found = kpi_rows.find_change(before, [WEBINARS, MEETINGS], since=date(2021, 6, 18))
    assert found.moves == (kpi_rows.Moved(kpi_id="webinars", before="at_risk", now="on_track"),)
    assert found.sentence == ("Since the last reports, 18 Jun 2021: 1 KPI has a new result, 1 changed status.")
    unmoved = kpi_rows.find_change([standing(), GERMANY, BRAZIL], [WEBINARS, MEETINGS], since=date(2021, 6, 18))
    assert unmoved.sentence.endswith("0 KPIs have new results, no status changed.")


def test_a_line_says_everything_in_words_besides_its_pictures():
    line = kpi_rows.build_lines([WEBINARS], NAMES).to_pylist()[0]
    assert [said for name, said in line.items() if name not in ("against_target", "trend")] == [
        "7 Training webinars", ["on track"], "12 of 14", "16 (13–20), 85 %", "whole consortium", "12 days", "–",
    ]  # fmt: skip
    assert line["against_target"].startswith("data:image/svg+xml;base64,")
    assert line["trend"] is None


def test_no_rows_are_an_empty_list_with_its_columns():
    assert kpi_rows.build_lines([], NAMES).column_names == kpi_rows.COLUMNS.names
    assert list(kpi_rows.flat_rows([], NAMES).columns) == list(kpi_rows.PLAIN)


def test_the_table_behind_has_a_row_for_each_scope_with_figures_as_numbers():
    rows = kpi_rows.flat_rows([MEETINGS], NAMES)
    assert rows[["scope", "status", "result"]].values.tolist() == [
        ["Germany", "achieved", 12.0],
        ["Brazil", "off track", 12.0],
    ]


def series(accumulate: str, *values: float) -> Series:
    days = [date(2020, month + 1, 1) for month in range(len(values))]
    return Series(
        kpi_id="webinars",
        scope_key="consortium",
        measure="count",
        accumulate=accumulate,
        points=tuple(zip(days, values, strict=True)),
    )


def test_a_kind_whose_forecasts_did_not_hold_is_marked_in_the_list_and_noted_in_the_table():
    missed = {Kind.COUNTS: "Forecasts of counts: too wide."}
    assert kpi_rows.build_lines([WEBINARS], NAMES, missed)["forecast"].to_pylist() == ["16 (13–20), 85 % †"]
    assert kpi_rows.flat_rows([WEBINARS], NAMES, missed)["forecast_note"].tolist() == ["Forecasts of counts: too wide."]
    assert kpi_rows.flat_rows([WEBINARS], NAMES)["forecast_note"].tolist() == [None]


def test_a_trend_adds_up_what_adds_up_and_needs_two_reports():
    assert kpi_rows.trace_course(series("sum", 1, 2, 3)) == [1, 3, 6]
    assert kpi_rows.trace_course(series("latest", 5, 4)) == [5, 4]
    assert kpi_rows.trace_course(series("sum", 1)) == []


def test_kpis_are_put_together_in_the_order_of_their_definitions_and_without_a_target_there_is_none():
    untargeted = replace(WEBINARS.definition, kpi_id="untargeted")
    definitions = [MEETINGS.definition, WEBINARS.definition, untargeted]
    found = kpi_rows.build_rows(
        definitions, [standing(), GERMANY, BRAZIL], [series("sum", 1, 2)], {"webinars": "entered"}
    )
    assert [(row.kpi_id, row.trend) for row in found] == [("meetings", []), ("webinars", [1, 3])]
    assert [row.result_basis for row in found] == [None, "entered"]


def test_a_reported_figure_has_the_basis_of_its_reports_and_a_target_alone_that_of_the_source():
    rows = kpi_rows.flat_rows([rows_of(kpi(unreported()), "demonstration"), rows_of(WEBINARS, "demonstration")], NAMES)
    assert rows[["basis", "target_basis"]].values.tolist() == [["stated", "stated"], ["demonstration", "stated"]]


def rows_of(one: kpi_rows.Kpi, basis: str) -> kpi_rows.Kpi:
    return replace(one, result_basis=basis)
