"""The agenda: what is proposed, when the KPIs are due for review, order and times."""

from datetime import date, datetime

import pytest

from dia_data import agenda
from dia_data.attention import Kind, Matter, OpenDecision
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
        ("standing", "kpi_monitoring"),
        ("attention", "kpi_1"),
        ("standing", "coordination"),
        ("standing", "online_meetings"),
    ]


def test_an_item_says_why_it_is_there_and_opens_its_view():
    item = agenda.propose_agenda([matter(1)], last_review=None, today=TODAY)[1]
    assert item.note == "off track: 3 reported, 9 expected by today, target 14 · GAIA"
    assert agenda.split_address(item.view) == ("kpis", {"kpi": "KPI 1"})


def test_what_does_not_fit_into_the_time_stays_in_the_queue():
    items = agenda.propose_agenda([matter(number) for number in range(200)], last_review=TODAY, today=TODAY)
    assert sum(one.minutes for one in items) == agenda.MEETING_MINUTES
    assert next(one.title for one in items if one.kind == "attention") == "KPI 0"


def test_a_meeting_begins_with_decisions_news_and_who_has_not_reported():
    decisions = [
        example(OpenDecision, decision_id="a", text="Call them", partner="SCS", due=date(2021, 12, 1)),
        example(OpenDecision, decision_id="b", text="Ask"),
    ]
    news = agenda.News(
        decisions=decisions, recorded=["5 results (Ana)", "1 target (Ben)", "3", "4", "5"], occasion="the last meeting",
        silent=["GAIA", "MITC", "SCS", "BNPT", "MESAP"], quarter="2021-Q3",
    )  # fmt: skip
    items = agenda.propose_agenda([matter(1)], last_review=TODAY, today=TODAY, news=news)
    assert [(one.title, one.note) for one in items[:3]] == [
        ("Open decisions: 2, 1 of them overdue", "“Call them” (SCS, due 1 Dec 2021); “Ask” (nobody named, no day)"),
        ("What changed since the last meeting", "5 results (Ana); 1 target (Ben); 3; 2 more"),
        ("No report for 2021 Q3 yet: GAIA, MITC, SCS and 2 more", None),
    ]
    assert items[3].kpi_id == "kpi_1"


def test_what_is_of_one_kind_is_one_item_after_the_kpis_and_warnings_come_last():
    matters = [
        matter(1),
        matter(2, kind=Kind.SLIPPED, subject_kind="activity", title="A fair", reason="9 days later than planned"),
        matter(3, kind=Kind.STALE),
        matter(4, kind=Kind.STALE, subject_kind="partner", title="Reports of SCS"),
        matter(5, kind=Kind.DISPUTED, subject_kind="activity", title="A call"),
        matter(6, kind=Kind.TRIPPED, subject_kind="rule", title="Late payment", figure="China 60 days (2017)"),
        matter(7, kind=Kind.TRIPPED, subject_kind="rule", title="Low growth", figure="Italy 0.9 % (2019)"),
    ]
    items = agenda.propose_agenda(matters, last_review=TODAY, today=TODAY)
    assert [one.title for one in items] == [
        "KPI 1",
        "Coordination and quality control of the activities",
        "Figures without a report for long: 2",
        "Market warnings: 2",
        "A call",
        "Next online meeting: date and agenda",
    ]
    assert items[1].note == "D3.1 §10. A fair: 9 days later than planned"
    assert items[3].note == "Late payment: China 60 days (2017); Low growth: Italy 0.9 % (2019)"
    about = example(agenda.AgendaItem, **vars(items[3]))
    assert [figure for _, figure in agenda.split_matters(about)] == ["China 60 days (2017)", "Italy 0.9 % (2019)"]


def settled(one: Matter, *, until: date | None = None, figure: str = "", is_open: bool = False) -> agenda.Settled:
    return example(agenda.Settled, matter=one.key, figure=figure or one.rests_on, until=until, is_open=is_open)


def test_what_was_settled_comes_back_with_another_figure_and_what_was_put_off_on_its_day():
    one = matter(1)
    cases = {
        "settled": settled(one),
        "another figure": settled(one, figure="2 reported"),
        "taken up again": settled(one, is_open=True),
        "put off": settled(one, until=date(2022, 1, 1), figure="2 reported"),
        "its day": settled(one, until=TODAY),
    }
    left = {name: [*agenda.leave_out_settled([one], [case], today=TODAY)] == [one] for name, case in cases.items()}
    assert left == {
        "settled": False, "another figure": True, "taken up again": True, "put off": False, "its day": True,
    }  # fmt: skip


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
