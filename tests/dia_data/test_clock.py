"""A clock may go back: what was acknowledged last counts, and the times in the record never fall."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from dia_data.errors import BatchUnknown
from dia_data.storage.store import Store
from dia_data.storage.versions import TIMES_NEVER_FALL
from tests.conftest import enter

NOON = datetime(2026, 11, 30, 12)  # noqa: DTZ001  # the record writes UTC without an offset
HOUR = timedelta(hours=1)
A_MOMENT = timedelta(microseconds=1)
STEPS = (timedelta(minutes=1), timedelta(minutes=37), timedelta(hours=5), timedelta(days=1), timedelta(days=40))
FACTS = ("six", "seven", "eight")
WALK = 60
"""Changes of one random walk."""


class Hand:
    """A clock that somebody sets by hand."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hand(store: Store) -> Hand:
    """The clock of `store`."""
    store.clock = clock = Hand()
    return clock


def state(store: Store, text: str, fact_id: str = "fact") -> str:
    with store.change() as change:
        return enter(change, {"stated_facts": [{"fact_id": fact_id, "statement": text}]})


def withdraw(store: Store, batch_id: str) -> None:
    with store.change() as change:
        change.withdraw(batch_id, withdrawn_by="a member", reason="It was wrong.")


def read(store: Store, as_of: datetime | None = None) -> dict[str, str]:
    rows = store.rows("select fact_id, statement from stated_facts_as_of($as_of)", as_of=as_of)
    return {row["fact_id"]: row["statement"] for row in rows}


def times(store: Store) -> list[datetime]:
    return [row["changed_at"] for row in store.rows("select changed_at from changes order by revision")]


def test_a_correction_counts_though_the_clock_went_back_before_it(store: Store, hand: Hand):
    state(store, "5")
    hand.now -= HOUR
    state(store, "7")
    assert read(store) == {"fact": "7"}
    assert read(store, NOON) == {"fact": "5"}
    assert read(store, NOON + A_MOMENT) == {"fact": "7"}


def test_what_is_withdrawn_after_the_clock_went_back_was_known_until_then(store: Store, hand: Hand):
    batch = state(store, "5")
    hand.now -= HOUR
    withdraw(store, batch)
    assert (read(store), read(store, NOON), read(store, NOON - A_MOMENT)) == ({}, {"fact": "5"}, {})


def test_the_times_in_the_record_never_fall_and_what_the_clock_said_is_kept(store: Store, hand: Hand):
    first = state(store, "5")
    hand.now -= HOUR
    state(store, "7")
    withdraw(store, first)
    hand.now += 2 * HOUR
    state(store, "8")
    assert times(store) == [NOON, NOON + A_MOMENT, NOON + 2 * A_MOMENT, NOON + HOUR]
    assert [row["clock_said"] for row in store.rows("from changes order by revision")] == [
        None, NOON - HOUR, NOON - HOUR, None,
    ]  # fmt: skip
    batches = store.rows("select recorded_at, withdrawn_at from batches order by revision")
    assert [tuple(row.values()) for row in batches] == [
        (NOON, NOON + 2 * A_MOMENT), (NOON + A_MOMENT, None), (NOON + HOUR, None),
    ]  # fmt: skip


def test_what_is_recorded_at_once_has_one_time_though_the_clock_went_back(store: Store, hand: Hand):
    state(store, "5")
    hand.now -= HOUR
    with store.change() as change:
        enter(change, {"stated_facts": [{"fact_id": "one"}]})
        enter(change, {"stated_facts": [{"fact_id": "two"}]})
    assert times(store) == [NOON, NOON + A_MOMENT, NOON + A_MOMENT]


def test_a_record_that_is_opened_again_remembers_its_last_time(store: Store, hand: Hand):
    state(store, "5")
    store.close()
    again = Store(store.path, clock=Hand(NOON - HOUR))
    state(again, "7")
    assert (read(again), read(again, NOON)) == ({"fact": "7"}, {"fact": "5"})
    again.close()


def test_a_change_that_failed_leaves_no_time_behind(store: Store, hand: Hand):
    with pytest.raises(BatchUnknown):
        withdraw(store, "none")
    hand.now -= HOUR
    state(store, "5")
    assert times(store) == [NOON - HOUR]


# A record that an older program wrote, whose times fell


def as_written_before(path: Path, *said: datetime) -> None:
    """Have the changes of a file say these times, as an older program wrote them, and mend them as the upgrade does."""
    with duckdb.connect(str(path)) as file:
        for revision, moment in enumerate(said, start=1):
            values = {"revision": revision, "moment": moment}
            file.execute("update changes set changed_at = $moment where revision = $revision", values)
        file.execute(
            "update batches set recorded_at = changed_at from changes where changes.batch_id = batches.batch_id"
        )
        file.execute("update changes set clock_said = null")
        file.execute(TIMES_NEVER_FALL)


def test_an_older_file_whose_times_fell_is_read_right_and_keeps_what_was_written(store: Store, hand: Hand):
    for text in ("5", "7", "8", "9"):
        state(store, text)
    store.close()
    as_written_before(store.path, NOON, NOON - HOUR, NOON - 2 * HOUR, NOON + HOUR)
    again = Store(store.path)
    moments = [NOON, NOON + A_MOMENT, NOON + 2 * A_MOMENT, NOON + HOUR]
    assert times(again) == moments
    assert [read(again, moment)["fact"] for moment in moments] == ["5", "7", "8", "9"]
    assert [row["clock_said"] for row in again.rows("from changes order by revision")] == [
        None, NOON - HOUR, NOON - 2 * HOUR, None,
    ]  # fmt: skip
    again.close()


def test_a_meeting_of_an_older_file_shows_all_that_was_recorded_before_it_began(store: Store, hand: Hand):
    state(store, "5")
    with store.change() as change:
        enter(change, {"meetings": [{"meeting_id": "m", "state": "held", "frozen_at": NOON - HOUR}]})
    state(store, "7")
    store.close()
    as_written_before(store.path, NOON, NOON - HOUR, NOON - HOUR)
    again = Store(store.path)
    frozen = again.value("select frozen_at from meetings_as_of(null)")
    assert (read(again, frozen), read(again)) == ({"fact": "5"}, {"fact": "7"})
    again.close()


def test_an_older_file_whose_times_never_fell_keeps_them_all(store: Store, hand: Hand):
    for text in ("5", "7", "8"):
        state(store, text)
    store.close()
    as_written_before(store.path, NOON - HOUR, NOON - HOUR, NOON)
    again = Store(store.path)
    assert times(again) == [NOON - HOUR, NOON - HOUR, NOON]
    again.close()


# Any sequence


class Walk:
    """Random changes, and what a reader who trusts each acknowledgement expects after every one of them."""

    def __init__(self, store: Store, hand: Hand, chance: Random) -> None:
        self.store, self.hand, self.chance = store, hand, chance
        self.standing: list[tuple[str, str, str]] = []
        self.states: list[dict[str, str]] = [{}]

    def expected(self) -> dict[str, str]:
        return {fact: text for _, fact, text in self.standing}

    def step(self, number: int) -> None:
        self.hand.now += self.chance.choice(STEPS) * self.chance.choice((-1, 1))
        if self.standing and self.chance.random() < 0.3:
            batch, *_ = gone = self.chance.choice(self.standing)
            withdraw(self.store, batch)
            self.standing.remove(gone)
        else:
            fact, text = self.chance.choice(FACTS), f"statement {number}"
            self.standing.append((state(self.store, text, fact), fact, text))
        self.states.append(self.expected())
        assert read(self.store) == self.expected()

    def check_each_past(self) -> None:
        """Each state is found again at its own time, so the state as of a time is that after some revision."""
        moments = times(self.store)
        assert moments == sorted(moments)
        for place, moment in enumerate(moments, start=1):
            last = max(at for at, other in enumerate(moments, start=1) if other == moment)
            assert read(self.store, moment) == self.states[last], place
        assert read(self.store, moments[0] - A_MOMENT) == {}


def walk(store: Store, hand: Hand, *, seed: int, steps: int) -> None:
    taken = Walk(store, hand, Random(seed))  # noqa: S311 -- nothing secret
    for number in range(steps):
        taken.step(number)
    taken.check_each_past()


@pytest.mark.parametrize("seed", range(2))
def test_after_any_changes_at_any_times_the_newest_statement_counts_now_and_each_past_is_kept(
    store: Store, hand: Hand, seed: int
):
    walk(store, hand, seed=seed, steps=WALK)


def test_the_past_is_the_same_from_a_file_that_is_opened_again(store: Store, hand: Hand):
    taken: Any = Walk(store, hand, Random(7))  # noqa: S311 -- nothing secret
    for number in range(WALK // 3):
        taken.step(number)
    store.close()
    taken.store = Store(store.path, clock=hand)
    taken.check_each_past()
    taken.step(WALK)
    taken.store.close()
