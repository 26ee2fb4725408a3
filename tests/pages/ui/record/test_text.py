"""What the forms of /record show and read."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from dia_data.kpis import Expectation, Standing, Status
from dia_data.queries.batches import ValueChange
from dia_data.record.aims import Milestone
from dia_data.record.markets import CurrentMarket
from dia_data.record.standing_reports import KpiOfForm, Reported
from pages.ui import batch_links, moves
from pages.ui.record import text as table
from tests.examples import example

NOON = datetime(2020, 8, 15, 12)  # noqa: DTZ001  # the record writes UTC without an offset

NAMES = {
    "partners": {"scs": "SCS", "gaia": "GAIA"},
    "markets": {"DEU": "Germany", "USA": "USA"},
    "missions": {"sme_mission_usa": "Mission to USA"},
}


def kpi(measure: str, scope: str = "consortium") -> KpiOfForm:
    return example(KpiOfForm, kpi_id="k", measure=measure, scope=scope, unit="things")


def report(period: str, **more: Any) -> Reported:
    return example(Reported, period=period, **more)


def lines(one: KpiOfForm, *reported: Reported, partner: str | None = None, opened: tuple | None = None):
    return table.build_lines(
        one, names=NAMES, partner_id=partner, period="2020-Q3",
        opened=list(reported if opened is None else opened), reported=list(reported),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "partner", "labels"),
    [
        (kpi("count"), None, ["SCS", "GAIA"]),
        (kpi("distinct"), None, ["SCS", "GAIA"]),
        (kpi("percentage"), None, ["SCS", "GAIA"]),
        (kpi("stock"), None, ["Consortium as a whole", "SCS", "GAIA"]),
        (kpi("count", "market"), "scs", ["Germany", "USA"]),
        (kpi("distinct", "mission"), "scs", ["Mission to USA"]),
        (kpi("count", "sme_mission"), "scs", ["Mission to USA"]),
    ],
)
def test_a_report_has_the_lines_that_its_kpi_wants(one: KpiOfForm, partner: str | None, labels: list[str]):
    assert [line.label for line in lines(one, partner=partner)] == labels


def test_a_number_stands_in_its_field_and_last_quarters_beside_it():
    reported = [report("2020-Q2", partner_id="scs", value=2.0), report("2020-Q3", partner_id="scs", value=1250.0)]
    scs, gaia = lines(kpi("count"), *reported)
    assert (scs.before, scs.now, scs.filled) == ("2", "1250", "1250")
    assert (gaia.before, gaia.now, gaia.filled) == ("", "", "")


def test_what_others_report_meanwhile_stands_beside_the_field_and_not_in_it():
    scs, _ = lines(kpi("count"), report("2020-Q3", partner_id="scs", value=4.0), opened=())
    assert (scs.now, scs.filled) == ("4", "")


def test_names_that_are_reported_stand_beside_the_field_and_are_only_added_to():
    reported = [report("2020-Q3", partner_id="scs", organisation=f"SME {place}", value=1.0) for place in range(8)]
    scs, _ = lines(kpi("distinct"), *reported)
    assert scs.filled == ""
    assert scs.now == "8: SME 0, SME 1, SME 2, SME 3, SME 4, SME 5 and 2 more"


def test_numbers_of_smes_are_filled_in_by_name():
    one = report("2020-Q3", partner_id="scs", mission_id="sme_mission_usa", organisation="A: B", value=6.0)
    (line,) = lines(kpi("count", "sme_mission"), one, partner="scs")
    assert line.filled == "A: B: 6"
    rows, _ = table.read_rows([line], [line.filled], period="2020-Q3")
    assert [(row["organisation"], row["value"]) for row in rows] == [("A: B", "6")]


def test_an_empty_field_is_no_row_unless_a_number_stood_there():
    form = lines(kpi("count"), report("2020-Q3", partner_id="gaia", value=1.0))
    rows, places = table.read_rows(form, ["  ", ""], period="2020-Q3")
    assert (rows, places) == ([{"period": "2020-Q3", "partner_id": "gaia", "value": ""}], [1])


def test_each_name_of_a_field_is_a_row_and_its_problem_stands_beside_that_field():
    form = lines(kpi("distinct"))
    rows, places = table.read_rows(form, ["", "Example Ltd\n\n 12 \n"], period="2020-Q3")
    assert [row["organisation"] for row in rows] == ["Example Ltd", "12"]
    assert table.group_problems({1: ["is no name."]}, rows, places) == {1: ["12: is no name."]}


def test_an_sme_without_a_number_is_a_row_without_one():
    rows, _ = table.read_rows(lines(kpi("count", "sme_mission"), partner="scs"), ["Example Ltd"], period="2020-Q3")
    assert (rows[0]["organisation"], rows[0]["value"]) == ("Example Ltd", "")


def test_the_preview_tells_what_is_new_what_changes_and_what_stays():
    reported = [report("2020-Q3", partner_id="scs", value=1.0)]
    form = lines(kpi("count"), *reported)
    rows, places = table.read_rows(form, ["2", "12,0"], period="2020-Q3")
    told = table.find_changes(form, rows, places, reported)
    assert told.rows == [{"Report": "SCS", "So far": "1", "New": "2"}, {"Report": "GAIA", "So far": "–", "New": "12"}]
    rows, places = table.read_rows(form, ["1", ""], period="2020-Q3")
    assert (
        table.find_changes(form, rows, places, reported).unchanged,
        table.find_changes(form, rows, places, reported).rows,
    ) == (1, [])


@pytest.mark.parametrize(("label", "before"), [("2020-Q3", "2020-Q2"), ("2021-Q1", "2020-Q4"), ("2020-05", "2020-Q2")])
def test_the_quarter_before(label: str, before: str):
    assert table.find_quarter_before(label) == before


def standing(status: Status, result: float | None, scope: str = "consortium", kpi_id: str = "k") -> Standing:
    return Standing(
        kpi_id=kpi_id, scope_key=scope, result=result, target_min=10, target_max=14, due=date(2021, 9, 30),
        progress=None, expected=5.04, expected_basis="derived", status=status, needed_per_month=None,
        last_reported=None, days_since_report=None, forecast=None, forecast_reason=None,
        expected_by=date(2021, 6, 30), expectation=example(Expectation),
    )  # fmt: skip


def test_standings_that_move_are_told_with_before_and_after():
    before = [standing(Status.NOT_REPORTED, None), standing(Status.ON_TRACK, 3, "DEU")]
    after = [standing(Status.AT_RISK, 4.25), standing(Status.ON_TRACK, 3, "DEU"), standing(Status.ON_TRACK, 1, "m/SME")]
    first, second = moves.tabulate_moves(
        before, after, names={"k": "Webinars"}, scopes={"consortium": "All", "m": "Mission"}
    )
    assert first == {
        "KPI": "Webinars",
        "Scope": "All",
        "Result": "– → 4.2",
        "Expected": "5 of 10 to 14",
        "Status": "not reported → at risk",
    }
    assert (second["Scope"], second["Status"]) == ("SME, Mission", "– → on track")


def test_a_scope_that_goes_is_told_as_well_as_one_that_comes():
    germany = standing(Status.AT_RISK, 4, "DEU")
    (gone,) = moves.tabulate_moves([germany], [], names={"k": "Meetings"}, scopes={"DEU": "Germany"})
    assert (gone["Scope"], gone["Result"]) == ("Germany", "4 → –")
    (come,) = moves.tabulate_moves([], [germany], names={"k": "Meetings"}, scopes={"DEU": "Germany"})
    assert (come["Scope"], come["Result"]) == ("Germany", "– → 4")


@pytest.mark.parametrize(
    ("before", "so_far"),
    [(None, "no market of the strategy"), (example(CurrentMarket, role="reserve"), "reserve market")],
)
def test_the_change_of_a_role_is_one_line(before: CurrentMarket | None, so_far: str):
    assert table.describe_role_change("Mexico", before, "target_world") == {
        "Market": "Mexico",
        "So far": so_far,
        "New": "target market outside Europe",
    }


def test_a_batch_has_an_address_in_its_workspace():
    assert batch_links.link_batch("kpi_form/kpi_results/9", {"workspace": "demonstration"}) == (
        "./record?report=History+%26+undo&batch=kpi_form%2Fkpi_results%2F9&workspace=demonstration"
    )


def test_what_a_batch_changed_is_told_value_by_value_and_its_reason_once():
    target = example(ValueChange, table="kpi_targets", about={"kpi_id": "Webinars", "scope_key": "each_market"})
    nothing = {"about": {}, "before": None}
    rows = [
        replace(target, field="target_min", before=None, after=1250.0),
        replace(target, field="note", before=None, after="more demand"),
        ValueChange(table="markets", about={"country_code": "Mexico"}, field="role", before="reserve", after=None),
        ValueChange(table="decisions", about={}, field="is_done", before=False, after=True),
        ValueChange(table="events", field="happened_on", after=date(2020, 3, 11), **nothing),
        ValueChange(table="events", field="event_name", after="a/b", **nothing),
        ValueChange(table="meetings", field="frozen_at", after=NOON, **nothing),
    ]
    lines = table.tabulate_changes(rows, why="more demand", scopes={"each_market": "Each target market"})
    assert [tuple(line.values()) for line in lines] == [
        ("target · Webinars · Each target market", "target", "–", "1250"),
        ("role of a market · Mexico", "role", "reserve market", "–"),
        ("decision", "done", "no", "yes"),
        ("event", "happened on", "–", "11 Mar 2020"),
        ("event", "event name", "–", "a/b"),
        ("meeting", "frozen at", "–", "15 Aug 2020, 14:00 Brussels time"),
    ]


def test_a_plan_is_edited_as_lines():
    plan = [
        example(Milestone, month=date(2020, 6, 1), expected=2.5),
        example(Milestone, month=date(2020, 12, 1), expected=7.0),
    ]
    text = table.write_milestones(plan)
    assert text == "2020-06: 2.5\n2020-12: 7"
    assert table.read_milestones(f"{text}\n\n2021-03") == [("2020-06", "2.5"), ("2020-12", "7"), ("2021-03", "")]
