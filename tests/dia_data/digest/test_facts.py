"""Which quarters, KPIs and moves the digest of a partner tells."""

from datetime import date

import pytest

from dia_data.agenda import Meeting
from dia_data.digest import facts
from dia_data.kpis import Expectation, Standing, Status
from dia_data.queries.sheets import NotDue, SheetRow
from tests.examples import example

STARTS, ENDS = date(2020, 1, 1), date(2021, 9, 30)


@pytest.mark.parametrize(
    ("today", "chosen"),
    [
        (date(2019, 12, 31), []),
        (date(2020, 2, 1), ["2020-Q1"]),
        (date(2020, 3, 31), ["2020-Q1"]),
        (date(2020, 4, 1), ["2020-Q1", "2020-Q2"]),
        (date(2021, 9, 30), ["2021-Q2", "2021-Q3"]),
        (date(2026, 12, 1), ["2021-Q3"]),
    ],
)
def test_told_are_the_last_quarter_that_has_ended_and_the_one_that_runs(today: date, chosen: list[str]) -> None:
    assert facts.choose_quarters(STARTS, ENDS, today=today) == chosen


def row(kpi_id: str, place: str | None = None, why: NotDue | None = None) -> SheetRow:
    return example(SheetRow, kpi_id=kpi_id, kpi_name=kpi_id.title(), place=place, why_not_due=why)


def test_open_lines_are_told_by_kpi_with_their_places_and_what_is_not_due_is_not_counted() -> None:
    quarter = facts.count_quarter(
        [
            row("webinars"),
            row("meetings", "Germany"),
            row("meetings", "France", NotDue.REPORTED),
            row("meetings", "USA"),
            row("partners", why=NotDue.REPORTED),
            row("turnover", why=NotDue.AFTER_END),
        ],
        "2021-Q3",
    )
    assert (quarter.due, quarter.still_open, quarter.ends) == (5, 3, date(2021, 9, 30))
    assert [(one.kpi_name, one.places) for one in quarter.kpis] == [
        ("Webinars", ()),
        ("Meetings", ("Germany", "USA")),
    ]
    due = facts.Due(quarters=(facts.count_quarter([], "2021-Q2"), quarter))
    assert due.first_quarter is quarter


def standing(kpi_id: str, status: Status, scope_key: str = "consortium") -> Standing:
    return example(
        Standing,
        kpi_id=kpi_id,
        scope_key=scope_key,
        status=status,
        expectation=example(Expectation, starts=STARTS, due=ENDS),
    )


def test_a_kpi_moved_where_its_leading_status_is_another_one_and_what_got_worse_comes_first() -> None:
    before = [
        standing("a", Status.AT_RISK),
        standing("b", Status.ON_TRACK),
        standing("c", Status.ON_TRACK, "DEU"),
        standing("c", Status.OFF_TRACK, "USA"),
    ]
    now = [
        standing("a", Status.ACHIEVED),
        standing("b", Status.OFF_TRACK),
        standing("c", Status.OFF_TRACK, "DEU"),
        standing("c", Status.OFF_TRACK, "USA"),
        standing("d", Status.OFF_TRACK),
    ]
    moves = facts.find_moves(before, now, [(kpi_id, kpi_id.upper(), "SCS") for kpi_id in "abcd"])
    assert [(one.kpi_name, one.before, one.now, one.is_worse) for one in moves] == [
        ("B", Status.ON_TRACK, Status.OFF_TRACK, True),
        ("A", Status.AT_RISK, Status.ACHIEVED, False),
    ]


def test_the_next_meeting_is_the_first_that_is_planned_from_today_on() -> None:
    today = date(2021, 12, 31)
    held = [("closed", date(2021, 12, 31)), ("planned", date(2021, 12, 1)), ("planned", date(2022, 2, 8))]
    meetings = [example(Meeting, state=state, held_on=day) for state, day in held]
    assert facts.find_next(meetings, today=today) is meetings[2]
    coming = example(Meeting, state="planned", held_on=today)
    assert facts.find_next([*meetings, coming], today=today) is coming
    assert facts.find_next(meetings[:2], today=today) is None
