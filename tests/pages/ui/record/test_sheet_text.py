"""The sheet of a quarter in words: its headline, its rows, what would change."""

from datetime import date
from typing import Any

from dia_data.grids import Line
from dia_data.queries.sheets import NotDue, SheetReport, SheetRow
from pages.ui.record import sheet_text as text
from tests.examples import example

Q2 = "2020-Q2"


def row(kpi_id: str = "webinars", **more: Any) -> SheetRow:
    usual = {
        "kpi_name": kpi_id.capitalize(), "measure": "count", "accumulate": "sum", "scope": "consortium",
        "scope_key": "consortium", "place": None, "last_period": None, "last": (), "reported": (), "has_nothing": False,
        "result": None, "target_min": 7.0, "target_max": None, "expected": 3.25, "why_not_due": None,
        "not_due_day": None,
    }  # fmt: skip
    return example(SheetRow, kpi_id=kpi_id, **usual | more)


def report(value: float, period: str = Q2, organisation: str | None = None) -> SheetReport:
    return example(SheetReport, value=value, period=period, organisation=organisation)


def entered(kpi_id: str = "webinars", typed: str = "", *, nothing: bool = False) -> dict[str, Any]:
    return {"kpi_id": kpi_id, "scope_key": "consortium", "text": typed, "is_nothing": nothing}


def build(one: SheetRow) -> Line:
    (line,) = text.build_grid([one], partner_id="scs", period=Q2, title="SCS").lines
    return line


def test_the_headline_counts_what_is_open_among_what_is_due():
    done, other = row(why_not_due=NotDue.REPORTED), row(why_not_due=NotDue.WHOLE)
    assert (
        text.describe_progress("SCS", [row(), row(), done, other], Q2) == "SCS: 2 of 3 lines due for 2020 Q2 are open."
    )
    assert text.describe_progress("SCS", [row(), done], Q2) == "SCS: 1 of 2 lines due for 2020 Q2 is open."
    assert text.describe_progress("SCS", [done, other], Q2) == "SCS: all 1 line due for 2020 Q2 are reported."
    assert text.describe_progress("SCS", [other], Q2) == "SCS: nothing is due for 2020 Q2."
    assert [text.measure_progress(rows) for rows in ([row(), done], [other])] == [0.5, 1]


def test_a_row_says_what_was_reported_last_what_all_have_reported_and_what_is_expected():
    found = build(row(last_period="2020-Q1", last=(report(2, "2020-Q1"),), result=9.0, target_max=10.0))
    assert tuple(found.shows.values()) == ("2, 2020 Q1", "9 of 7–10", "3.2")
    found = build(row(target_min=None, expected=None))
    assert tuple(found.shows.values()) == ("Not reported yet", "–", "–")


def test_a_number_that_is_reported_stands_in_its_field_and_names_are_only_added():
    found = build(row(reported=(report(3),), why_not_due=NotDue.REPORTED))
    assert (found.holds["value"], found.stands, found.group) == ("3", "3", "reported")
    month = build(row(reported=(report(3, "2020-05"),)))
    assert (month.holds["value"], month.stands) == ("", "3 (May 2020)")
    names = build(row(measure="distinct", reported=(report(1, organisation="Example Ltd"),)))
    assert (names.holds["value"], names.stands, names.takes["value"]) == ("", "Example Ltd", "names")
    meetings = build(row(scope="sme_mission", reported=(report(6, organisation="Example Ltd"),)))
    assert (meetings.holds["value"], meetings.shows["so_far"]) == ("Example Ltd: 6", "7 wanted of each SME")


def test_what_was_entered_becomes_what_the_record_takes():
    rows = text.build_rows(
        [{"key": "webinars|consortium", "value": "3", "nothing": ""}, {"key": "smes|USA", "nothing": "x"}]
    )
    assert rows == [
        entered(typed="3"),
        {"kpi_id": "smes", "scope_key": "USA", "text": "", "is_nothing": True},
    ]


def test_what_is_not_due_says_why():
    found = build(row(why_not_due=NotDue.TO_COME, not_due_day=date(2021, 5, 20)))
    assert (found.group, found.why) == ("other", "Not expected before 20 May 2021")


def test_the_preview_has_the_values_and_sums_up_where_there_is_nothing_to_report():
    rows = [row(reported=(report(2),)), row("smes", measure="distinct")]
    sheet = [entered(typed=" 3 "), entered("smes", nothing=True)]
    assert text.tabulate_changes(sheet, rows, Q2) == [{"Report": "Webinars", "So far": "2", "New": "3"}]
    assert text.describe_nothing(sheet, rows) == "Nothing to report in 1 line: Smes."
    assert text.describe_nothing(sheet[:1], rows) == ""


def test_names_that_look_like_a_known_one_are_offered_where_names_are_counted():
    rows = [row(), row("smes", measure="distinct")]
    sheet = [entered(typed="3"), entered("smes", "Exmaple Ltd\nAnother")]
    assert text.find_offers(sheet, rows, ["Example Ltd"]) == {"smes|consortium": {"Exmaple Ltd": "Example Ltd"}}
