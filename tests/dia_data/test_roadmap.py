"""How activities keep to their dates, worked out by hand."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from dia_data import roadmap
from dia_data.kpis import Expectation, Standing, Status
from dia_data.roadmap import Activity, ActivityStatus, Link, PlanSet, Programme, Revision, State
from tests.examples import example

TODAY = date(2021, 3, 15)
PROGRAMME = example(Programme, starts=date(2020, 1, 1), ends=date(2021, 9, 30))


def dated(kind: str, starts: str | None, ends: str | None, **more: Any) -> Revision:
    """Dates that hold."""
    span = {"starts": starts and date.fromisoformat(starts), "ends": ends and date.fromisoformat(ends)}
    return example(Revision, **{"activity_id": "visit", "kind": kind, "counts": True} | span | more)


def status(*revisions: Revision, today: date = TODAY, programme_ends: date | None = PROGRAMME.ends) -> ActivityStatus:
    activity = example(Activity, activity_id="visit", activity_name="Visit")
    (found,) = roadmap.judge_activities([activity], revisions, today=today, programme_ends=programme_ends)
    return found


PLANNED = dated("planned", "2021-02-01", "2021-03-10")

STATES = [
    ([], State.NOT_DATED, None),
    ([dated("planned", "2021-04-01", "2021-04-30")], State.UPCOMING, 0),
    ([dated("planned", "2021-03-15", "2021-03-15")], State.RUNNING, 0),
    ([dated("planned", "2021-03-01", None)], State.RUNNING, None),
    ([PLANNED], State.OVERDUE, 0),
    ([PLANNED, dated("revised", "2021-02-01", "2021-04-09")], State.RUNNING, 30),
    ([PLANNED, dated("actual", "2021-02-03", None)], State.OVERDUE, 0),
    ([PLANNED, dated("actual", "2021-02-03", "2021-03-10")], State.DONE, 0),
    ([PLANNED, dated("actual", "2021-02-03", "2021-03-05")], State.DONE, -5),
    ([PLANNED, dated("actual", "2021-02-03", "2021-03-12")], State.DONE_LATE, 2),
    ([dated("actual", "2021-02-03", "2021-03-12")], State.DONE, None),
]


@pytest.mark.parametrize(("revisions", "state", "delay"), STATES)
def test_state_and_delay_follow_from_what_was_planned_revised_and_done(
    revisions: list[Revision], state: State, delay: int | None
):
    found = status(*revisions)
    assert (found.state, found.delay_days) == (state, delay)


def test_an_overdue_activity_counts_the_days_since_its_end():
    assert status(PLANNED).overdue_days == 5
    assert status(dated("planned", "2021-04-01", "2021-04-30")).overdue_days == 0


def test_once_the_programme_is_over_a_missed_end_is_a_plan_in_the_past():
    late = date(2026, 11, 22)
    assert status(PLANNED, today=late).state is State.PAST
    assert status(PLANNED, today=late, programme_ends=None).state is State.OVERDUE


def test_dates_that_were_replaced_or_taken_back_do_not_hold():
    replaced = dated("revised", "2021-02-01", "2021-08-31", counts=False)
    assert status(PLANNED, replaced).ends == date(2021, 3, 10)


def test_a_delay_is_counted_from_the_plan_as_moved_with_the_whole_programme():
    moved = dated("revised", "2027-02-01", "2027-03-10", moved_with_programme=True)
    assert status(moved, PLANNED).delay_days == 0
    replaced = replace(moved, counts=False)
    slipped = dated("revised", "2027-02-01", "2027-03-20")
    assert status(slipped, replaced, PLANNED).delay_days == 10


def test_a_move_of_the_programme_that_was_taken_back_moves_no_plan():
    back = {"counts": False, "moved_with_programme": True, "withdrawn_at": datetime.fromisoformat("2021-01-01")}
    found = status(dated("revised", "2027-02-01", "2027-03-10", **back), PLANNED)
    assert found.baseline == PLANNED


def test_the_agenda_tells_what_is_overdue_due_this_month_and_starting_next_month():
    spans = {
        "missed": ("2021-01-01", "2021-03-14"),
        "due today": ("2021-01-01", "2021-03-15"),
        "due on the last day": ("2021-03-20", "2021-03-31"),
        "starts on the first": ("2021-04-01", "2021-06-30"),
        "starts on the last": ("2021-04-30", "2021-06-30"),
        "starts later": ("2021-05-01", "2021-06-30"),
    }
    every = [example(Activity, activity_id=name, activity_name=name) for name in (*spans, "undated")]
    revisions = [dated("planned", *span, activity_id=name) for name, span in spans.items()]
    found = roadmap.sort_by_due(
        roadmap.judge_activities(every, revisions, today=TODAY, programme_ends=PROGRAMME.ends), today=TODAY
    )
    groups = (found.overdue, found.due_this_month, found.starts_next_month, found.not_dated, found.past)
    assert [[one.activity_id for one in group] for group in groups] == [
        ["missed"],
        ["due today", "due on the last day"],
        ["starts on the first", "starts on the last"],
        ["undated"],
        [],
    ]


def test_the_month_after_december_is_january():
    starting = status(dated("planned", "2022-01-31", "2022-02-10"), today=date(2021, 12, 31), programme_ends=None)
    assert roadmap.sort_by_due([starting], today=date(2021, 12, 31)).starts_next_month == [starting]


def test_a_monthly_activity_is_due_by_the_end_of_each_month_and_at_last_when_it_ends():
    found = roadmap.list_occurrences("monthly", date(2020, 11, 16), date(2021, 2, 10))
    assert [day.isoformat() for day in found] == ["2020-11-30", "2020-12-31", "2021-01-31", "2021-02-10"]


def test_a_quarterly_activity_is_due_every_third_month():
    found = roadmap.list_occurrences("quarterly", PROGRAMME.starts, PROGRAMME.ends)
    assert [day.isoformat() for day in found] == [
        "2020-03-31", "2020-06-30", "2020-09-30", "2020-12-31", "2021-03-31", "2021-06-30", "2021-09-30",
    ]  # fmt: skip


def test_what_happens_once_or_has_no_dates_does_not_recur():
    assert roadmap.list_occurrences(None, PROGRAMME.starts, PROGRAMME.ends) == []
    assert roadmap.list_occurrences("monthly", None, PROGRAMME.ends) == []


def standing(kpi_id: str, scope_key: str, **more: Any) -> Standing:
    values: dict[str, Any] = {
        "kpi_id": kpi_id, "scope_key": scope_key, "result": None, "target_min": 20.0, "target_max": None,
        "due": date(2021, 9, 30), "progress": None, "expected": 10.0, "expected_basis": "derived",
        "status": Status.NOT_REPORTED, "needed_per_month": None, "last_reported": None, "days_since_report": None,
        "forecast": None, "forecast_reason": None, "expected_by": TODAY,
    }  # fmt: skip
    expectation = Expectation(starts=PROGRAMME.starts, baseline=0.0, target_min=20.0, due=date(2021, 9, 30))
    return Standing(**{"expectation": expectation} | values | more)


def link(kpi_id: str, *, sets_due: bool = True) -> Link:
    scope_key = "visit" if sets_due else None
    return example(
        Link, activity_id="visit", reference=kpi_id, name=kpi_id, sets_due=sets_due, scope_key=scope_key
    )  # fmt: skip


SLIPPED = (PLANNED, dated("revised", "2021-08-01", "2021-08-31"))


def test_a_slip_moves_the_due_dates_that_the_activity_sets_and_what_is_expected_so_far():
    links = [link("applications"), link("agreements", sets_due=False)]
    standings = [standing("applications", "visit"), standing("applications", "other"), standing("agreements", "visit")]
    (moved,) = roadmap.find_moves(status(*SLIPPED), links, standings, programme=PROGRAMME)
    assert (moved.kpi_id, moved.scope_key) == ("applications", "visit")
    assert (moved.due_before, moved.due_after) == (date(2021, 3, 10), date(2021, 8, 31))
    assert (moved.expected_before, moved.expected_after) == (20.0, 10.0)


def test_a_slip_moves_the_kpi_of_each_sme_on_the_mission():
    standings = [standing("meetings", "visit/Demo A"), standing("meetings", "other/Demo B")]
    moved = roadmap.find_moves(status(*SLIPPED), [link("meetings")], standings, programme=PROGRAMME)
    assert [one.scope_key for one in moved] == ["visit/Demo A"]


def test_a_kpi_without_a_standing_still_gets_another_due_date():
    (moved,) = roadmap.find_moves(status(*SLIPPED), [link("meetings")], [], programme=PROGRAMME)
    assert (moved.scope_key, moved.expected_before, moved.expected_after) == ("visit", None, None)


def test_nothing_is_said_of_an_expectation_that_follows_a_plan_of_its_own():
    planned = standing("applications", "visit", expected_basis="entered")
    (moved,) = roadmap.find_moves(status(*SLIPPED), [link("applications")], [planned], programme=PROGRAMME)
    assert (moved.expected_before, moved.follows_plan) == (None, True)


PLAN = example(
    PlanSet, kpi_id="meetings", kpi_name="Meetings", scope_key="each_sme_and_mission", recorded_by="Ada",
    recorded_at=datetime.fromisoformat("2020-05-04T10:00"), dues={"visit": date(2021, 3, 10)},
    programme_ends=date(2021, 9, 30),
)  # fmt: skip


def test_a_common_plan_lags_for_each_sme_on_a_mission_that_moved_and_for_no_other():
    standings = [
        standing("meetings", "visit/Demo A", due=date(2021, 8, 31)), standing("meetings", "other/Demo B"),
        standing("agreements", "visit", due=date(2021, 8, 31)),
    ]  # fmt: skip
    (lag,) = roadmap.find_lags([PLAN], standings)
    assert (lag.scope_key, lag.due_then, lag.due_now, lag.days) == (
        "visit/Demo A", date(2021, 3, 10), date(2021, 8, 31), 174,
    )  # fmt: skip


def test_a_plan_of_its_own_counts_before_the_common_one():
    own = replace(PLAN, scope_key="visit", dues={"visit": date(2021, 8, 31)})
    assert roadmap.find_lags([PLAN, own], [standing("meetings", "visit", due=date(2021, 8, 31))]) == []


def test_nothing_is_said_of_a_plan_that_was_set_before_the_programme_had_dates():
    undated = replace(PLAN, dues={}, programme_ends=None)
    assert roadmap.find_lags([undated], [standing("meetings", "visit")]) == []


def test_without_a_planned_end_a_revised_one_moves_the_due_date_from_the_end_of_the_programme():
    revised = status(dated("revised", "2021-08-01", "2021-08-31"))
    (moved,) = roadmap.find_moves(revised, [link("meetings")], [], programme=PROGRAMME)
    assert moved.due_before == PROGRAMME.ends


def test_the_kpis_that_activities_move_are_told_by_activity_and_those_that_move_none_are_left_out():
    slipped, punctual = status(*SLIPPED), status(PLANNED)
    links = [link("meetings"), link("applications"), link("meetings")]
    found = roadmap.find_moved_kpis([slipped], links, programme=PROGRAMME)
    assert found == {slipped.activity_id: ["applications", "meetings"]}
    assert roadmap.find_moved_kpis([punctual], links, programme=PROGRAMME) == {}


@pytest.mark.parametrize("revisions", [[], [PLANNED], [PLANNED, dated("actual", "2021-03-01", "2021-03-30")]])
def test_due_dates_stay_where_only_the_actual_end_differs_or_nothing_does(revisions: list[Revision]):
    assert roadmap.find_moves(status(*revisions), [link("meetings")], [], programme=PROGRAMME) == []
