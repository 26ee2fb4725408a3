"""In what order those hear of a change who wait for it; that they hear of it is tested in browsers."""

import asyncio

from pages._server.stream import HEAD_START_SECONDS, PACE_SECONDS, Turns


def test_the_first_hears_of_a_change_at_once_and_the_others_one_after_another():
    async def waited(turns: Turns) -> float:
        await turns.take()
        return asyncio.get_running_loop().time()

    async def all_waited() -> list[float]:
        turns, begun = Turns(), asyncio.get_running_loop().time()
        return [heard - begun for heard in await asyncio.gather(*(waited(turns) for _ in range(4)))]

    first, *others = asyncio.run(all_waited())
    assert first < HEAD_START_SECONDS
    clock_tick = 0.001
    for place, heard in enumerate(others):
        assert heard > HEAD_START_SECONDS + place * PACE_SECONDS - clock_tick
