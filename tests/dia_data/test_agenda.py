"""The agenda: what is proposed, when the KPIs are due for review, order and times."""

from datetime import date, datetime

import pytest

from dia_data import agenda
from dia_data.attention import Kind, Matter
from tests.examples import example

TODAY = date(2021, 12, 31)


def matter(number: int, **changed) -> Matter:
    usual = {
        "kind": Kind.OFF,
        "subject_kind": "kpi",
        "subject": f"kpi_{number}",
        "title": f"KPI {number}",
        "reason": "3 reported, 9 expected by today, target 14",
        "owner": "GAIA",
        "page": "kpis",
        "address": {"kpi": f"KPI {number}"},
        "weight": 0.5,
    }
    return Matter(**usual | changed)


def test_standing_items_stand_around_what_needs_attention():
    items = agenda.propose_agenda([matter(1)], last_review=None, today=TODAY)
    assert [(one.kind, one.activity_id or one.kpi_id) for one in items] == [
        ("standing", "coordination"),
        ("standing", "kpi_monitoring"),
        ("attention", "kpi_1"),
        ("standing", "online_meetings"),
    ]


def test_an_item_says_why_it_is_there_and_opens_its_view():
    item = agenda.propose_agenda([matter(1)], last_review=None, today=TODAY)[2]
    assert item.note == "off track: 3 reported, 9 expected by today, target 14 · GAIA"
    assert agenda.split_address(item.view) == ("kpis", {"kpi": "KPI 1"})


def test_what_does_not_fit_into_the_time_stays_in_the_queue():
    items = agenda.propose_agenda([matter(number) for number in range(200)], last_review=TODAY, today=TODAY)
    assert sum(one.minutes for one in items) == agenda.MEETING_MINUTES
    assert next(one.title for one in items if one.kind == "attention") == "KPI 0"


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (date(2021, 9, 30), True),
        (date(2021, 10, 1), False),
        (date(2020, 12, 31), True),
        (date(2022, 1, 15), False),
    ],
)
def test_the_kpis_are_reviewed_once_a_quarter(last: date | None, *, due: bool):
    assert agenda.is_review_due(last, today=TODAY) is due


def test_a_dropped_item_takes_no_time():
    items = [
        example(agenda.AgendaItem, item_id="a", minutes=10),
        example(agenda.AgendaItem, item_id="b", minutes=99, is_dropped=True),
        example(agenda.AgendaItem, item_id="c", minutes=5),
    ]
    assert agenda.find_beginnings(items) == {"a": 0, "c": 10}
    assert agenda.sum_minutes(items) == 15


@pytest.mark.parametrize(("position", "order"), [(1, "cab"), (2, "acb"), (3, "abc")])
def test_an_item_moves_to_its_new_place(position: int, order: str):
    assert agenda.move_item(["a", "b", "c"], "c", position) == list(order)


def test_without_an_address_there_is_no_page():
    assert agenda.split_address(None) == ("", {})
    assert agenda.build_address("kpis") == "/kpis"


def meeting(state: str, frozen: str | None) -> agenda.Meeting:
    return example(agenda.Meeting, state=state, frozen_at=datetime.fromisoformat(frozen) if frozen else None)


def test_news_begin_with_the_figures_of_the_last_meeting_that_is_closed():
    meetings = [meeting("planned", None), meeting("held", "2021-11-20"), meeting("closed", "2021-11-02T09:00")]
    since = agenda.find_start_of_news(meetings, last_report=date(2021, 12, 1), today=date(2021, 12, 31))
    assert (since.day, since.occasion) == (date(2021, 11, 2), "the last meeting")
    assert since.moment == datetime.fromisoformat("2021-11-02T09:00")


def test_without_a_closed_meeting_news_begin_with_the_last_reports_and_without_these_a_month_ago():
    today = date(2021, 12, 31)
    reported = agenda.find_start_of_news([meeting("held", "2021-11-20")], last_report=date(2021, 12, 1), today=today)
    silent = agenda.find_start_of_news([], last_report=None, today=today)
    assert [reported.day, silent.day] == [date(2021, 12, 1), date(2021, 11, 30)]
    assert [reported.moment, silent.moment] == [None, None]
