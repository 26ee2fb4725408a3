"""Deciding for which countries KPIs are tracked: one batch, undone and asked as of any day like every other."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dia_data.errors import EntryChanged, EntryInvalid
from dia_data.queries import batches as asked_batches
from dia_data.queries import history, kpis
from dia_data.queries import readings as asked
from dia_data.record import aims, batches, markets, readings, rehearsal
from dia_data.record.kpis import find_kpi
from dia_data.storage.store import Reader, Store
from tests.saved import copy_record

TODAY = date(2020, 8, 15)


def decide(store: Store, reading_id: str = "missions", **changed: Any) -> str:
    now = {kpi_id: one.batch_id for kpi_id, one in readings.find_choices(store).items()}
    usual = {
        "kpi_ids": ["meetings"], "reading_id": reading_id, "reason": "The missions are meant", "author": "Ana",
        "seen": now,
    }  # fmt: skip
    return readings.decide_reading(store, **usual | changed)


def scopes(reader: Reader, kpi_id: str = "meetings", *, as_of: datetime | None = None) -> list[str]:
    return [one.scope_key for one in kpis.standings(reader, today=TODAY, as_of=as_of) if one.kpi_id == kpi_id]


def test_without_a_decision_our_reading_is_followed(reporting: Store):
    assert scopes(reporting) == ["DEU", "USA"]
    assert [(row.reading_id, row.is_followed, row.places) for row in asked.list_readings(reporting)] == [
        ("all", True, ("Germany", "USA")),
        ("missions", False, ("USA",)),
    ]


def test_a_decision_changes_the_scopes_and_says_who_decided_and_why(reporting: Store):
    batch_id = decide(reporting)
    assert scopes(reporting) == ["USA"]
    ours, other = asked.list_readings(reporting)
    assert (ours.is_followed, ours.decided_by) == (False, None)
    assert (other.is_followed, other.decided_by, other.decided_because) == (True, "Ana", "The missions are meant")
    (entry,) = history.entries(reporting, most=1)
    assert (entry.batch_id, entry.what) == (batch_id, "1 reading of Matchmaking meetings: Each country of a mission")


def test_a_second_decision_replaces_the_first_and_undoing_it_brings_the_first_back(reporting: Store):
    first = decide(reporting)
    second = decide(reporting, "all", reason="All six after all")
    assert scopes(reporting) == ["DEU", "USA"]
    batches.withdraw(reporting, batch_id=second, reason="Too early", author="Ben")
    assert scopes(reporting) == ["USA"]
    batches.withdraw(reporting, batch_id=first, reason="Too early", author="Ben")
    assert scopes(reporting) == ["DEU", "USA"]
    assert [row.decided_by for row in asked.list_readings(reporting)] == [None, None]


def test_what_a_decision_changed_is_told_in_words(reporting: Store):
    decide(reporting)
    (change,) = asked_batches.changes(reporting, batch_id=decide(reporting, "all", reason="All six after all"))[:1]
    assert (change.about["kpi_id"], change.field) == ("Matchmaking meetings", "reading_id")
    assert (change.before, change.after) == ("Each country of a mission", "Each of the target markets")


def test_before_a_decision_the_record_says_what_it_said_then(reporting: Store):
    moments = []
    now = reporting.clock()
    for step, what in enumerate((lambda: None, decide, lambda store: decide(store, "all"))):
        reporting.clock = lambda day=step: now + timedelta(days=day)
        if step:
            what(reporting)
        moments.append((reporting.clock() + timedelta(hours=1), scopes(reporting)))
    assert [said for _, said in moments] == [["DEU", "USA"], ["USA"], ["DEU", "USA"]]
    assert [scopes(reporting, as_of=moment) for moment, _ in moments] == [said for _, said in moments]


def test_a_decision_that_was_taken_back_is_seen_until_then(reporting: Store):
    now = reporting.clock()
    batch_id = decide(reporting)
    reporting.clock = lambda: now + timedelta(days=2)
    batches.withdraw(reporting, batch_id=batch_id, reason="Too early", author="Ben")
    assert scopes(reporting, as_of=now + timedelta(days=1)) == ["USA"]
    assert scopes(reporting) == ["DEU", "USA"]


def test_targets_and_plans_are_set_for_the_countries_that_are_tracked(reporting: Store):
    decide(reporting)
    kpi = find_kpi(reporting, "meetings")
    assert list(aims.list_scope_keys(reporting, kpi)) == ["each_market", "USA"]


def test_our_reading_follows_the_roles_of_markets_and_the_other_the_missions(reporting: Store):
    mexico = markets.find_current(reporting)["MEX"].batch_id
    markets.assign(reporting, country_code="MEX", role="target_world", reason="Agreed", author="Ana", seen=mexico)
    assert scopes(reporting) == ["DEU", "USA", "MEX"]
    decide(reporting)
    assert scopes(reporting) == ["USA"]


def test_trying_a_decision_keeps_nothing(reporting: Store):
    arguments = {"kpi_ids": ["meetings"], "reading_id": "missions", "reason": "Tried", "author": "Ana"}
    found = rehearsal.rehearse(reporting, readings.decide_reading, scopes, **arguments)
    assert (found.before, found.after, scopes(reporting)) == (["DEU", "USA"], ["USA"], ["DEU", "USA"])


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": " "}, "Reason: it is empty. Give a short reason for the decision"),
        ({"author": ""}, "Your name"),
        ({"kpi_ids": []}, "KPI: nothing is chosen"),
        ({"kpi_ids": ["webinars"]}, "KPI: “webinars” has no words that can be read in several ways"),
        ({"reading_id": None}, "Reading: nothing is chosen"),
        ({"reading_id": "neither"}, "Reading: “neither” is none of Matchmaking meetings"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(reporting: Store, changed: dict, sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        decide(reporting, **changed)


def test_what_is_decided_already_is_refused_and_what_was_decided_meanwhile_is_shown(reporting: Store):
    decide(reporting)
    with pytest.raises(EntryInvalid, match="this is decided already"):
        decide(reporting)
    with pytest.raises(EntryChanged, match=r"Ana \(.*\) decided on Matchmaking meetings: Each country of a mission"):
        decide(reporting, "all", seen={}, author="Ben")


def test_a_decision_that_was_taken_back_meanwhile_is_shown(reporting: Store):
    seen = {"meetings": decide(reporting)}
    batches.withdraw(reporting, batch_id=seen["meetings"], reason="Too early", author="Ben")
    with pytest.raises(EntryChanged, match="that you saw was undone"):
        decide(reporting, seen=seen)


# The five KPIs of D3.1

AMBIGUOUS = {10, 12, 14, 19, 20}
EUROPE_AND_WORLD = ["DEU", "FRA", "ITA", "BRA", "CHN", "USA"]


@pytest.fixture
def documents(tmp_path: Path) -> Any:
    opened = Store(copy_record(tmp_path))
    yield opened
    opened.close()


def test_five_kpis_of_the_strategy_can_be_read_in_two_ways_and_two_in_one_alone(documents: Store):
    of_kpi: dict[int, list[asked.Reading]] = {}
    for row in asked.list_readings(documents):
        of_kpi.setdefault(row.position, []).append(row)
    assert {position for position, rows in of_kpi.items() if len(rows) > 1} == AMBIGUOUS
    assert {position for position, rows in of_kpi.items() if len(rows) == 1} == {11, 13}
    for position in AMBIGUOUS:
        ours, other = of_kpi[position]
        assert (ours.is_ours, ours.is_followed, len(ours.places)) == (True, True, 6)
        assert (other.is_ours, other.is_followed, other.places) == (False, False, ("Brazil", "China", "USA"))
        assert all(row.printed and row.reason and row.locator for row in (ours, other))
    assert of_kpi[11][0].places == ("Brazil", "China", "USA")


def test_one_decision_on_all_five_is_one_batch_and_leaves_the_other_kpis_alone(documents: Store):
    before = kpis.standings(documents, today=TODAY)
    five = list(readings.list_open(documents))
    readings.decide_reading(
        documents, kpi_ids=five, reading_id="mission_countries", reason="Agreed in the meeting", author="Ana"
    )
    assert len(history.entries(documents, most=9)) == 1
    for kpi_id in five:
        assert scopes(documents, kpi_id) == ["BRA", "CHN", "USA"]
    after = kpis.standings(documents, today=TODAY)
    assert [one for one in before if one.kpi_id not in five] == [one for one in after if one.kpi_id not in five]
    assert len(before) - len(after) == 5 * 3
