"""In what order those hear of a change who wait for it; that they hear of it is tested in browsers."""

import asyncio
import time
from datetime import datetime, timedelta

import pytest

from dia_data.storage.store import Store
from pages._server.stream import HEAD_START_SECONDS, PACE_SECONDS, SPREAD_SECONDS, Turns, _stream_revisions

CHANGED = 1000.0
"""When something was recorded."""
MIDNIGHT = datetime(2026, 11, 30, 23)  # noqa: DTZ001  # in Brussels; the record writes UTC without an offset


def waits(number: int) -> list[float]:
    """The seconds that each of so many waits who all hear of one change."""
    turns = Turns()
    return [turns.wait(now=CHANGED, among=number) for _ in range(number)]


def test_the_first_hears_of_a_change_at_once_and_the_others_one_after_another():
    assert waits(4) == pytest.approx([0, *(HEAD_START_SECONDS + place * PACE_SECONDS for place in range(3))])


@pytest.mark.parametrize("number", [100, 300, 1000, 10_000])
def test_the_last_hears_of_it_as_soon_however_many_there_are(number: int):
    assert max(waits(number)) <= HEAD_START_SECONDS + SPREAD_SECONDS


def test_who_asks_later_waits_for_nobody_who_is_done():
    turns = Turns()
    for _ in range(10):
        turns.wait(now=CHANGED, among=10)
    assert turns.wait(now=CHANGED + 1, among=1) == 0


def test_a_new_day_is_announced_though_nothing_was_recorded(store: Store):
    begun = time.monotonic()
    store.clock = lambda: MIDNIGHT + timedelta(seconds=time.monotonic() - begun - 0.05)

    async def heard() -> list[str]:
        events = _stream_revisions(store)
        return [await anext(events), await anext(events)]

    assert asyncio.run(asyncio.wait_for(heard(), 5)) == [
        "data: 0\nid: 2026-11-30\n\n", "data: 0\nid: 2026-12-01\n\n",
    ]  # fmt: skip
