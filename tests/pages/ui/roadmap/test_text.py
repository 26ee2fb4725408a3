"""The roadmap in words: each state, count and tie reads as a member would say it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from dia_data import roadmap
from dia_data.queries.activities import Part
from dia_data.roadmap import Activity, ActivityStatus, Link, Move, Revision
from pages.ui.roadmap import text as table
from tests.examples import example

TODAY = date(2021, 12, 31)
ENDS = date(2022, 6, 30)


def row(kind: str, starts: date | None, ends: date | None, **more: Any) -> Revision:
    usual = {"activity_id": "visit", "counts": True, "locator": "§10", "basis": "entered"}
    return example(Revision, kind=kind, starts=starts, ends=ends, **usual | more)


def status(*rows: Revision, today: date = TODAY, **more: Any) -> ActivityStatus:
    usual = {
        "activity_id": "visit", "activity_name": "Visit", "country_code": "CHN", "locator": "§10", "basis": "stated",
    }  # fmt: skip
    activity = example(Activity, **usual | more)
    (found,) = roadmap.judge_activities([activity], rows, today=today, programme_ends=ENDS)
    return found


PLANNED = row("planned", date(2021, 12, 1), date(2021, 12, 30))

STATES = [
    ([], "timing not in the source"),
    ([PLANNED], "overdue 1 day"),
    ([PLANNED, row("revised", date(2021, 12, 1), date(2022, 1, 31))], "running +32 days"),
    ([PLANNED, row("actual", date(2021, 12, 1), date(2021, 12, 20))], "done −10 days"),
    ([PLANNED, row("actual", date(2021, 12, 1), date(2021, 12, 31))], "done late +1 day"),
    ([row("planned", date(2022, 2, 1), date(2022, 2, 5))], "upcoming"),
]


@pytest.mark.parametrize(("rows", "said"), STATES, ids=[said for _, said in STATES])
def test_a_state_is_a_word_and_the_days_that_count(rows: list[Revision], said: str):
    assert table.describe_state(status(*rows)) == said


def test_a_plan_in_the_past_is_not_called_overdue():
    assert table.describe_state(status(PLANNED, today=date(2026, 11, 22))) == "plan in the past"


def agenda(*statuses: ActivityStatus) -> roadmap.Agenda:
    return roadmap.sort_by_due(statuses, today=TODAY)


MOVED = [
    (1, {}, "1 of 3 activities is overdue"),
    (0, {"visit": ["k"]}, "None of 3 activities is overdue; new dates of Visit move the due date of 1 KPI"),
    (
        2,
        {"visit": ["k", "l"], "fair": ["l"]},
        "2 of 3 activities are overdue; new dates of 2 activities move the due dates of 2 KPIs",
    ),
]


@pytest.mark.parametrize(("overdue", "moved", "line"), MOVED)
def test_the_headline_counts_what_is_overdue_and_the_kpis_that_new_dates_move(
    overdue: int, moved: dict[str, list[str]], line: str
):
    found = agenda(*[status(PLANNED)] * overdue)
    assert table.write_headline(found, of=3, moved=moved, names={"visit": "Visit"}) == line


def test_once_the_programme_is_over_the_headline_counts_what_has_no_report_and_no_dates():
    past, undated = status(PLANNED, today=date(2026, 11, 22)), status()
    assert table.write_ended(agenda(past, undated), of=2) == (
        "1 of 2 activities is past its planned end without a report; 1 has no dates"
    )
    assert table.write_ended(agenda(past), of=1) == "1 of 1 activity is past its planned end without a report"


def test_what_calls_for_attention_is_listed_with_the_days_that_count_and_what_is_due_even_where_nothing_is():
    overdue, starting = status(PLANNED), status(row("planned", date(2022, 1, 5), date(2022, 3, 1)))
    every = table.list_attention(agenda(overdue, overdue, starting), today=TODAY)
    assert [(calls.title, [said for _, said in calls.activities]) for calls in every] == [
        ("Overdue", ["1 day", "1 day"]),
        ("Due this month, Dec 2021", []),
        ("Starts next month, Jan 2022", ["5 Jan 2022"]),
    ]
    assert [calls.title for calls in table.list_attention(agenda(), today=TODAY)] == [
        "Due this month, Dec 2021", "Starts next month, Jan 2022",
    ]  # fmt: skip


def test_activities_stand_by_strand_in_the_order_of_the_strands_and_an_unknown_one_comes_last():
    every = [status(activity_name=kind, kind=kind) for kind in ("research", "mission", "coordination")]
    found = [(name, [one.activity.activity_name for one in group]) for name, group in table.group_by_strand(every)]
    assert found == [("Coordination", ["coordination"]), ("Missions", ["mission"]), ("Research", ["research"])]


ACTIVITIES = [
    example(Activity, activity_id="china", country_code="CHN"),
    example(Activity, activity_id="usa", country_code="USA"),
    example(Activity, activity_id="training"),
]
PARTS = [example(Part, activity_id="usa", partner_id="gaia")]

FILTERS = [
    ([], [], ["china", "usa", "training"]),
    (["CHN"], [], ["china"]),
    (["DEU"], [], []),
    ([], ["gaia"], ["china", "usa", "training"]),
    ([], ["scs"], ["china", "training"]),
    (["USA"], ["scs"], []),
]


@pytest.mark.parametrize(("countries", "partners", "left"), FILTERS)
def test_a_country_leaves_its_missions_and_a_partner_what_is_its_own_or_joint(
    countries: list[str], partners: list[str], left: list[str]
):
    shown = table.select_activities(ACTIVITIES, PARTS, countries=countries, partners=partners)
    assert [one.activity_id for one in shown] == left


def test_what_the_filters_did_is_said_and_without_a_filter_nothing():
    said = table.explain_filters(ACTIVITIES, ACTIVITIES[:1], [], countries=["CHN"], partners=["scs"])
    assert said.startswith("2 of 3 activities are hidden: a country keeps")
    assert "which partner takes part in which activity is not recorded" in said
    assert table.explain_filters(ACTIVITIES, ACTIVITIES, PARTS, countries=[], partners=[]) == ""


def test_the_table_takes_source_and_reason_from_the_dates_that_hold():
    revised = row("revised", date(2022, 1, 1), date(2022, 1, 31), reason="Travel rules.", locator=None)
    undated, dated = table.tabulate([status(), status(PLANNED, revised)]).to_dict("records")
    assert (undated["state"], undated["locator"], undated["basis"]) == ("timing not in the source", "§10", "stated")
    assert (dated["reason"], dated["basis"], dated["delay_days"]) == ("Travel rules.", "entered", 32)


def recorded(**more: Any) -> Revision:
    who = {"recorded_by": "Ada", "recorded_at": datetime.fromisoformat("2021-03-01"), "batch_kind": "entry"}
    return row("revised", date(2022, 1, 1), None, **who, **more)


def test_a_revision_says_who_when_and_why_and_an_old_one_that_it_was_replaced():
    assert table.format_revision(recorded(reason="*Rules*")) == (
        "**revised** from 1 Jan 2022 (\u2068Ada\u2069, 1 Mar 2021): \u2068\\*Rules\\*\u2069"
    )
    assert table.format_revision(recorded(counts=False)).endswith("\u2068replaced\u2069]")


def test_a_revision_that_was_taken_back_says_by_whom_and_why():
    back = {"withdrawn_at": datetime.fromisoformat("2021-03-02"), "withdrawn_by": "Bo", "withdrawn_reason": "Slip."}
    assert table.describe_standing(recorded(**back)) == "undone by Bo: Slip."


def move(scope_key: str, **more: Any) -> Move:
    values: dict[str, Any] = {
        "kpi_id": "meetings", "kpi_name": "Meetings", "scope_key": scope_key, "due_before": date(2021, 3, 26),
        "due_after": date(2021, 10, 22), "expected_before": 6.0, "expected_after": 4.5,
    }  # fmt: skip
    return Move(**values | more)


def test_what_a_slip_moves_alike_for_several_smes_is_one_line():
    (line,) = table.list_moves([move("visit/Demo A"), move("visit/Demo B")])
    assert line == (
        "**Meetings**, for 2 SMEs: due 22 Oct 2021 instead of 26 Mar 2021 (210 days later); "
        "expected so far: 4.5 instead of 6"
    )


def test_an_expectation_that_stays_or_is_not_known_is_not_told_as_moved():
    assert table.list_moves([move("visit", expected_after=6.0)])[0].endswith("expected so far: 6")
    assert table.list_moves([move("visit", expected_before=None)])[0].endswith("(210 days later)")


def test_a_slip_leaves_the_plan_of_a_kpi_as_it_was_set():
    (line,) = table.list_moves([move("visit", expected_before=None, follows_plan=True)])
    assert line.endswith("(210 days later); what its plan expects stays as it was set")


def test_public_names_of_ties_are_unique_and_kpis_come_first():
    links = [
        example(Link, kind="swot", reference="w1", name="Little time"),
        example(Link, kind="kpi", reference="k", name="Meetings"),
        example(Link, kind="market", reference="CHN", name="China"),
    ]
    labels = table.label_links(links, {"w1": "W1"})
    assert list(labels.values()) == ["KPI: Meetings", "Market: China", "SWOT: W1"]


def test_a_tie_reads_from_both_ends():
    tie = example(Link, kind="kpi", activity_name="Visit", how="carries", reason="Counts it.", sets_due=True)
    assert table.describe_tie(tie, name="Meetings").startswith("\u2068Meetings\u2069: \u2068Counts it.\u2069 :gray[")
    assert table.describe_tied(tie).startswith("\u2068Visit\u2069 carries it: ")


def test_recurring_activities_tell_when_they_are_due_next():
    meetings = status(row("planned", date(2021, 1, 1), ENDS), activity_name="Meetings", recurrence="monthly")
    assert table.describe_recurring([meetings, status(PLANNED)], today=TODAY) == (
        "Recurring: Meetings (monthly, next by 31 Dec 2021)."
    )
    assert table.describe_recurring([meetings], today=date(2026, 1, 1)) == ""


def test_dates_stay_dates_for_a_workbook():
    line = table._build_line(status(PLANNED, row("revised", date(2021, 12, 1), date(2022, 1, 31))))
    assert [line[f"{kind}_{end}"] for kind in ("planned", "revised", "actual") for end in ("start", "end")] == [
        date(2021, 12, 1), date(2021, 12, 30), date(2021, 12, 1), date(2022, 1, 31), None, None,
    ]  # fmt: skip
    at = datetime(2021, 3, 4, 9, 5)  # noqa: DTZ001
    recorded = replace(PLANNED, activity_name="Visit", recorded_by="Ana", recorded_at=at)
    assert table.tabulate_revisions([recorded])["recorded_at_local"].tolist() == [at + timedelta(hours=1)]
