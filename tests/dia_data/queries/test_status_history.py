"""The record replayed day by day says what was seen on each day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from dia_data import local_time
from dia_data.kpis import Status
from dia_data.queries import kpis, status_history
from dia_data.record import aims, batches
from dia_data.record import kpis as recording
from dia_data.status_history import Passed, Spell, Subject, find_status
from dia_data.storage.store import Store
from tests.dia_data.conftest import NOW
from tests.saved import copy_demonstration

LAST = date(2021, 12, 31)
FIRST = date(2020, 1, 1)
DAYS = [
    LAST,
    date(2021, 6, 30),
    date(2021, 10, 1),
    *(date(2020, 1, 5) + timedelta(days=61 * step) for step in range(12)),
]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(copy_demonstration(tmp_path_factory.mktemp("replay")))
    yield store
    store.close()


def select(found: dict[str, list[list[Spell]]], kpi_id: str, scope_key: str) -> list[Spell]:
    return next((of_scope for of_scope in found[kpi_id] if of_scope[0].scope_key == scope_key), [])


def test_on_each_day_it_says_the_status_that_was_seen_then(demonstration: Store):
    replayed = status_history.spells(demonstration, today=LAST)
    for day in DAYS:
        seen = kpis.standings(demonstration, today=day, as_of=local_time.find_end_of_day(day))
        assert seen
        for one in seen:
            found = find_status(select(replayed, one.kpi_id, one.scope_key), day)
            assert found, (day, one.kpi_id, one.scope_key)
            assert found.status == one.status, (day, one.kpi_id, one.scope_key)


def test_each_change_of_a_status_was_seen_on_its_day_and_not_the_day_before(demonstration: Store):
    of_kpi = status_history.spells(demonstration, today=LAST, kpi_id="matchmaking_meetings")
    spells = select(of_kpi, "matchmaking_meetings", "DEU")
    assert len(spells) > 3
    for before, after in pairwise(spells):
        assert before.until + timedelta(days=1) == after.since
        assert after.changes or after.passed
        for day, status in ((before.until, before.status), (after.since, after.status)):
            seen = kpis.standings(demonstration, today=day, as_of=local_time.find_end_of_day(day))
            assert [one.status for one in seen if (one.kpi_id, one.scope_key) == ("matchmaking_meetings", "DEU")] == [
                status
            ]


def test_of_one_kpi_it_says_the_same_as_of_all(demonstration: Store):
    every = status_history.spells(demonstration, today=LAST)
    for kpi_id in ("matchmaking_meetings", "training_webinars", "mission_sme_meetings"):
        assert status_history.spells(demonstration, today=LAST, kpi_id=kpi_id) == {kpi_id: every[kpi_id]}


def test_as_of_a_past_date_nothing_that_came_later_is_known(demonstration: Store):
    day = date(2021, 1, 31)
    then = status_history.spells(demonstration, today=day, as_of=local_time.find_end_of_day(day))
    now = status_history.spells(demonstration, today=LAST)
    for kpi_id, of_scopes in then.items():
        for spells in of_scopes:
            assert spells[-1].until == day
            later = select(now, kpi_id, spells[0].scope_key)
            assert [(one.since, one.status) for one in spells] == [
                (one.since, one.status) for one in later if one.since <= day
            ]


def report(store: Store, day: date, value: float, period: str = "2020-Q2") -> str:
    store.clock = lambda: datetime(day.year, day.month, day.day, 9)  # noqa: DTZ001  the record writes UTC
    row = {"period": period, "partner_id": "scs", "value": value}
    return recording.record_results(store, kpi_id="webinars", rows=[row], author="Ana")


def set_target(store: Store, target: str, valid_from: date) -> None:
    seen = store.value("select batch_id from kpi_targets_as_of(null) where kpi_id = 'webinars'")
    aims.record_target(
        store, kpi_id="webinars", scope_key="consortium", target_min=target, valid_from=valid_from, reason="r",
        author="Ben", seen=seen,
    )  # fmt: skip


def test_what_made_a_status_is_named(reporting: Store):
    batch = report(reporting, date(2020, 8, 15), 2)
    reporting.clock = lambda: datetime(2020, 8, 20, 9)  # noqa: DTZ001
    set_target(reporting, "2", FIRST)
    reporting.clock = lambda: datetime(2020, 8, 25, 9)  # noqa: DTZ001
    batches.withdraw(reporting, batch_id=batch, reason="A slip", author="Cem")
    today = date(2020, 9, 1)
    spells = select(status_history.spells(reporting, today=today, kpi_id="webinars"), "webinars", "consortium")
    assert [(one.since, one.status, one.passed) for one in spells] == [
        (FIRST, Status.NOT_REPORTED, None),
        (date(2020, 8, 15), Status.ON_TRACK, None),
        (date(2020, 8, 20), Status.ACHIEVED, None),
        (date(2020, 8, 25), Status.NOT_REPORTED, None),
    ]
    assert [[(one.subject, one.who, one.is_withdrawn) for one in spell.changes] for spell in spells] == [
        [],
        [(Subject.REPORT, "Ana", False)],
        [(Subject.TARGET, "Ben", False)],
        [(Subject.REPORT, "Cem", True)],
    ]
    assert [(one.partner, one.period) for spell in spells[1:2] for one in spell.changes] == [("SCS", "2020-Q2")]


def test_a_target_that_begins_to_hold_later_makes_a_status_on_its_day(reporting: Store):
    report(reporting, NOW.date(), 2)
    set_target(reporting, "70", date(2020, 9, 1))
    spells = select(status_history.spells(reporting, today=date(2020, 9, 2)), "webinars", "consortium")
    assert (spells[-1].since, spells[-1].status, spells[-1].passed) == (
        date(2020, 9, 1),
        Status.OFF_TRACK,
        Passed.TARGET,
    )


def test_where_the_programme_is_not_dated_there_is_no_status(store: Store):
    assert status_history.spells(store, today=LAST) == {}
