"""What the digest tells each partner, from what members recorded."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from dia_data import local_time
from dia_data.agenda import Item
from dia_data.attention import Kind
from dia_data.digest.facts import Digest
from dia_data.digest.page import build_page
from dia_data.kpis import Status
from dia_data.queries import digests
from dia_data.record import aims, decisions, events, kpis, meetings
from dia_data.storage.store import Store
from tests.saved import copy_demonstration

ROW = {"kpi_id": "webinars", "period": "2020-Q2", "partner_id": "scs", "value": 1}


def ask(store: Store, *, as_of: datetime | None = None) -> dict[str, Digest]:
    today = local_time.find_day(as_of or store.clock())
    return {one.partner_id: one for one in digests.list_digests(store, today=today, as_of=as_of)}


def report(store: Store, kpi_id: str = "webinars", period: str = "2020-Q2", **row: object) -> None:
    kpis.record_results(store, kpi_id=kpi_id, rows=[{"period": period, "partner_id": "scs"} | row], author="Ana")


def test_each_partner_is_told_its_own_open_lines(reporting: Store):
    report(reporting, value=1)
    told = ask(reporting)
    assert list(told) == ["scs", "gaia"]
    before, running = told["scs"].due.quarters
    assert (before.period, running.period) == ("2020-Q2", "2020-Q3")
    assert (before.due, before.still_open) == (told["gaia"].due.quarters[0].due, before.due - 1)
    of_scs, of_gaia = ({one.kpi_name for one in told[code].due.quarters[0].kpis} for code in ("scs", "gaia"))
    assert of_gaia - of_scs == {"Training webinars"}
    meetings_of_gaia = next(one for one in running.kpis if one.kpi_name == "Matchmaking meetings")
    assert meetings_of_gaia.places == ("Germany", "USA")


def test_open_decisions_and_kpis_that_need_action_are_told_to_their_owner(reporting: Store):
    planned = meetings.plan(reporting, meeting_name="August", held_on=date(2020, 8, 15), items=[], author="Ana")
    meetings.begin(reporting, meeting_id=planned, author="Ana")
    for partner_id, text in (("gaia", "Meet the hosts"), (None, "Think again")):
        decisions.decide(
            reporting, meeting_id=planned, item_id=None, text=text, partner_id=partner_id, due=date(2020, 9, 1),
            author="Ana",
        )  # fmt: skip
    aims.record_owner(reporting, kpi_id="webinars", partner_id="gaia", author="Ana", seen=None)
    report(reporting, value=0)
    told = ask(reporting)
    assert [one.text for one in told["gaia"].due.decisions] == ["Meet the hosts"]
    assert told["scs"].due.decisions == ()
    assert [(one.title, one.kind) for one in told["gaia"].due.kpis] == [("Training webinars", Kind.OFF)]
    assert (told["scs"].due.kpis, told["scs"].owned, told["gaia"].owned) == ((), frozenset(), {"webinars"})


def test_an_activity_is_told_to_those_who_have_a_part_in_it(reporting: Store):
    events.add(
        reporting, event_name="Call", happened_on=date(2020, 3, 2), partner_id="scs", activity_id="sme_call",
        author="Ana",
    )  # fmt: skip
    told = ask(reporting)
    assert [(one.status.activity_id, one.how) for one in told["scs"].due.activities] == [
        ("sme_call", ("has an event of it",))
    ]
    assert told["gaia"].due.activities == ()


def test_news_begin_with_the_figures_of_the_last_meeting_that_is_closed(reporting: Store):
    report(reporting, value=0)
    reporting.clock = lambda: datetime(2020, 8, 16)  # noqa: DTZ001
    held = meetings.plan(reporting, meeting_name="August", held_on=date(2020, 8, 16), items=[], author="Ana")
    meetings.begin(reporting, meeting_id=held, author="Ana")
    meetings.close(reporting, meeting_id=held, author="Ana")
    reporting.clock = lambda: datetime(2020, 8, 20)  # noqa: DTZ001
    report(reporting, value=5, partner_id="gaia")
    news = ask(reporting)["scs"].news
    assert (news.since.day, news.since.occasion) == (date(2020, 8, 16), "the last meeting")
    assert news.recorded[0] == "1 result of Training webinars for 2020 Q2 by GAIA"
    assert not any("by SCS" in one for one in news.recorded)
    assert [(one.kpi_name, one.before, one.now) for one in news.moves] == [
        ("Training webinars", Status.OFF_TRACK, Status.ON_TRACK)
    ]
    earlier = ask(reporting, as_of=datetime(2020, 8, 15, 20))["scs"].news  # noqa: DTZ001
    assert earlier.since.occasion == "the last reports"


def test_the_next_meeting_is_told_with_its_agenda_or_with_what_needs_attention(reporting: Store):
    report(reporting, value=0)
    without = ask(reporting)["scs"].meeting
    assert (without.meeting, without.items) == (None, ())
    assert without.first[0].title == "Training webinars"
    meetings.plan(
        reporting, meeting_name="September", held_on=date(2020, 9, 15),
        items=[Item(title="Webinars", kind="own", minutes=5)], author="Ana",
    )  # fmt: skip
    planned = ask(reporting)["scs"].meeting
    assert planned.meeting
    assert (planned.meeting.meeting_name, [one.title for one in planned.items]) == ("September", ["Webinars"])


def test_a_record_without_anything_has_no_partner_to_tell(store: Store):
    assert digests.list_digests(store, today=date(2021, 1, 1)) == []


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Store]:
    store = Store(copy_demonstration(tmp_path))
    last = store.value("select max(changed_at) from changes")
    store.clock = lambda: last
    yield store
    store.close()


def test_the_demonstration_is_known_by_what_is_in_it_and_each_of_its_pages_has_all_sections(year: Store):
    told = ask(year)
    assert len(told) == 6
    for one in told.values():
        page = build_page(one)
        assert page.is_demonstration
        assert all(section.parts for section in page.sections)
    assert sum(len(one.due.kpis) for one in told.values()) > 0
    assert sum(len(one.due.recommendations) for one in told.values()) > 0
    assert ask(year, as_of=year.clock() - timedelta(days=400))["scs"].meeting.meeting is None
