"""A quarter on one sheet: what is due, all of it recorded as one batch or nothing, and what is wrong said by row."""

from datetime import date
from typing import Any

import pytest

from dia_data.errors import EntryChanged, EntryInvalid, RowsInvalid
from dia_data.queries import history, results, sheets
from dia_data.queries.sheets import NotDue, SheetRow
from dia_data.record import batches, kpis, rehearsal, standing_reports
from dia_data.record.sheets import record_sheet
from dia_data.storage.store import Store

TODAY = date(2020, 8, 15)
QUARTER = "2020-Q2"


def row(kpi_id: str, text: str = "", scope_key: str = "consortium", *, nothing: bool = False) -> dict[str, Any]:
    return {"kpi_id": kpi_id, "scope_key": scope_key, "text": text, "is_nothing": nothing}


def fill(store: Store, *rows: dict[str, Any], **more: Any) -> str:
    wanted = {"partner_id": "scs", "period": QUARTER, "author": "Ana", "seen": {}} | more
    return record_sheet(store, rows=rows, **wanted)


def sheet(store: Store, period: str = QUARTER, partner_id: str = "scs") -> dict[tuple[str, str], SheetRow]:
    rows = sheets.list_rows(store, partner_id=partner_id, period=period, today=TODAY)
    return {(one.kpi_id, one.scope_key): one for one in rows}


def values(store: Store, kpi_id: str) -> list[tuple[str | None, float | None]]:
    return [(one.organisation, one.value) for one in standing_reports.list_reported(store, kpi_id=kpi_id)]


def test_a_sheet_has_each_kpi_in_each_of_its_scopes_with_what_was_reported_last_and_what_is_expected(reporting: Store):
    fill(reporting, row("webinars", "2"), period="2020-Q1")
    found = sheet(reporting)
    assert ("meetings", "DEU") in found
    assert ("mission_sme_meetings", "sme_mission_usa") in found
    webinars = found["webinars", "consortium"]
    assert (webinars.last_period, [one.value for one in webinars.last], webinars.result) == ("2020-Q1", [2], 2)
    assert webinars.target_min == 7
    assert 0 < (webinars.expected or 0) < 7
    assert (webinars.reported, webinars.why_not_due) == ((), None)
    assert found["followers", "consortium"].target_min is None


def test_what_is_reported_or_answered_or_reported_for_the_whole_is_not_due(reporting: Store):
    fill(reporting, row("webinars", "2"), row("smes", nothing=True))
    whole = {"period": "2020-Q1", "partner_id": None, "value": 120}
    kpis.record_results(reporting, kpi_id="followers", rows=[whole], author="Ana")
    found = {kpi_id: one.why_not_due for (kpi_id, _), one in sheet(reporting).items()}
    assert (found["webinars"], found["smes"], found["followers"]) == (
        NotDue.REPORTED, NotDue.REPORTED, NotDue.WHOLE,
    )  # fmt: skip
    assert sheet(reporting, partner_id="gaia")["webinars", "consortium"].why_not_due is None


def test_a_whole_quarter_is_one_batch_and_undone_at_once(reporting: Store):
    batch_id = fill(
        reporting,
        row("webinars", " 3 "),
        row("smes", "Example Ltd\n\n Sample GmbH "),
        row("turnover", "1,5"),
        row("meetings", "12", "DEU"),
        row("mission_sme_meetings", "Example Ltd: 6\nSample GmbH:5", "sme_mission_usa"),
    )
    assert values(reporting, "webinars") == [(None, 3)]
    assert values(reporting, "smes") == [("Example Ltd", 1), ("Sample GmbH", 1)]
    assert values(reporting, "turnover") == [(None, 1.5)]
    assert values(reporting, "mission_sme_meetings") == [("Example Ltd", 6), ("Sample GmbH", 5)]
    assert sheets.known_names(reporting) == ["Example Ltd", "Sample GmbH"]
    batches.withdraw(reporting, batch_id=batch_id, reason="wrong quarter", author="Ana")
    assert {kpi: values(reporting, kpi) for kpi in ("webinars", "smes", "meetings")} == {
        "webinars": [], "smes": [], "meetings": [],
    }  # fmt: skip


def test_nothing_to_report_is_0_of_what_adds_up_and_an_answer_for_all_else(reporting: Store):
    batch_id = fill(
        reporting, row("webinars", nothing=True), row("smes", nothing=True), row("followers", nothing=True),
    )  # fmt: skip
    assert values(reporting, "webinars") == [(None, 0)]
    assert (values(reporting, "smes"), values(reporting, "followers")) == ([], [])
    found = sheet(reporting)
    assert [found[kpi, "consortium"].has_nothing for kpi in ("webinars", "smes", "followers")] == [False, True, True]
    assert found["smes", "consortium"].result is None
    reported = results.count_reported_kpis(reporting, of_periods=[QUARTER])
    assert reported == {"scs": 3}
    said = history.batch(reporting, batch_id=batch_id)
    assert said
    assert said.what.endswith("2 answers “nothing to report” on Engaged SMEs and Followers for 2020 Q2 by SCS")
    batches.withdraw(reporting, batch_id=batch_id, reason="there were some", author="Ana")
    assert not sheet(reporting)["smes", "consortium"].has_nothing


def test_a_result_that_comes_later_counts_instead_of_the_answer(reporting: Store):
    fill(reporting, row("smes", nothing=True))
    fill(reporting, row("smes", "Example Ltd"))
    found = sheet(reporting)["smes", "consortium"]
    assert ([one.organisation for one in found.reported], found.has_nothing) == (["Example Ltd"], False)
    with pytest.raises(RowsInvalid, match="reported already"):
        fill(reporting, row("smes", nothing=True))


WRONG = [
    (row("webinars", "three"), "is not a number"),
    (row("webinars", "-3"), "below zero"),
    (row("webinars", "1.250"), "can be read as 1250 or as 1.25"),
    (row("webinars", "2,5"), "is not a whole number"),
    (row("webinars", " "), "It is empty"),
    (row("webinars", "2", nothing=True), "beside “Nothing to report”"),
    (row("smes", "12"), "is not a name"),
    (row("mission_sme_meetings", "Example Ltd", "sme_mission_usa"), "It is empty. Enter a number"),
    (row("gone", "2"), "not on this sheet any more"),
    (row("meetings", "2", "BRA"), "not on this sheet any more"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_what_is_wrong_is_said_by_its_row_and_nothing_is_recorded(
    reporting: Store, wrong: dict[str, Any], sentence: str
):
    before = reporting.revision
    with pytest.raises(RowsInvalid, match=sentence) as refused:
        fill(reporting, row("turnover", "1,5"), wrong)
    assert (list(refused.value.of_rows), reporting.revision) == ([1], before)


def test_a_row_that_stands_twice_is_refused(reporting: Store):
    with pytest.raises(RowsInvalid, match="stands twice on this sheet"):
        fill(reporting, row("webinars", "2"), row("webinars", "3"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"partner_id": "nobody"}, "“nobody” is unknown; choose one of"),
        ({"partner_id": None}, "nothing is chosen"),
        ({"period": "2020-05"}, "“2020-05” is not a quarter"),
        ({"period": "spring"}, "“spring” is not a quarter"),
        ({"author": " "}, "Your name: it is empty"),
        ({"period": "2020-Q4"}, "is in the future"),
        ({"period": "2022-Q1"}, "is in the future"),
    ],
)
def test_a_sheet_of_nobody_or_of_no_quarter_is_refused(reporting: Store, wrong: dict[str, Any], sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        fill(reporting, row("webinars", "2"), **wrong)


@pytest.mark.parametrize("rows", [[], ["webinars"], [{"kpi_id": "webinars"}], [row("webinars") | {"text": 3}]])
def test_what_is_no_sheet_is_refused(reporting: Store, rows: list[Any]):
    with pytest.raises(EntryInvalid):
        fill(reporting, *rows)


def test_rows_that_stand_just_so_are_left_out_and_what_somebody_changed_meanwhile_is_said_row_by_row(reporting: Store):
    fill(reporting, row("webinars", "2"), row("turnover", "1"))
    with pytest.raises(EntryChanged, match=r"Ana .* reported 2 webinars .*; Ana .* reported 1 % "):
        fill(reporting, row("webinars", "3"), row("turnover", "2"), author="Ben")
    seen = {one.result_id: one.batch_id for found in sheet(reporting).values() for one in found.reported}
    fill(reporting, row("webinars", "3"), row("turnover", "1"), author="Ben", seen=seen)
    assert [one.recorded_by for kpi in ("webinars", "turnover") for one in standing_reports.list_reported(
        reporting, kpi_id=kpi
    )] == ["Ben", "Ana"]  # fmt: skip
    seen = {one.result_id: one.batch_id for found in sheet(reporting).values() for one in found.reported}
    with pytest.raises(EntryInvalid, match="All of it is reported already"):
        fill(reporting, row("webinars", "3"), author="Ben", seen=seen)


def test_a_sheet_is_rehearsed_without_being_kept(reporting: Store):
    before = reporting.revision
    rehearsed = rehearsal.rehearse(
        reporting, record_sheet, lambda reader: reader.value("select count(*) from kpi_results"), partner_id="scs",
        period=QUARTER, rows=[row("webinars", "2"), row("smes", nothing=True)], author="Ana", seen={},
    )  # fmt: skip
    assert (rehearsed, reporting.revision) == ((0, 1), before)
