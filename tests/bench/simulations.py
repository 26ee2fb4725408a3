"""Series of known making for each kind of KPI, and those of the demonstration, to try forecasts on."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np

from dia_data.demonstration import results
from dia_data.documents import loading
from dia_data.forecasts import Series
from dia_data.forecasts.series import list_quarter_ends
from dia_data.queries import kpis
from dia_data.record.entries import DEMONSTRATION
from dia_data.record.reports import build_result_id
from dia_data.storage.store import Store

STARTS = date(2020, 1, 1)
QUARTERS = 10
ENDS = list_quarter_ends(STARTS, STARTS + timedelta(days=round(QUARTERS * 365.25 / 4)))
DEMONSTRATED_UNTIL = date(2021, 12, 31)
REPORTED_AT = datetime(2022, 1, 20, 12)  # noqa: DTZ001  the record writes UTC without an offset

SERIES_OF_A_KIND = 25

DRIFT = 0.15
"""How much the logarithm of a pace moves in a quarter (standard deviation)."""

GROWTHS = (0.0, 0.03, 0.06)
"""By how much it grows on average; each third of the series by another."""

IRREGULARITIES = (0.3, 0.6, 1.0, 1.5)
"""How the variance of a quarter stands to its mean: by a schedule (below 1), by chance (1), in bursts (above 1)."""

COUNTS, NAMES, EVENTS = (0.3, 20.0), (0.3, 8.0), (0.5, 2.5)
"""The least and the greatest pace per quarter at the start; logarithms are spread evenly between them."""

SIZES, SIZES_VARY = (8.0, 25.0), 0.25
"""The least and the greatest mean size of an event, and how much sizes vary of that."""

STEPS, STEPS_VARY, STEPS_DRIFT = (2.0, 15.0), 0.25, 0.08
"""The same of what a standing number rises by in a quarter, and how much the logarithm of that moves."""

MEMBERS, COMING_AND_GOING = 6.0, (-1, 0, 0, 0, 1, 1)
"""Every other standing number is a small group: how many it has at first, and by what it may change in a quarter."""

Chance = np.random.Generator


def simulate(seed: int) -> list[Series]:
    """Some series of each kind over ten quarters, the same for each seed."""
    chance = np.random.default_rng(seed)
    makers: Sequence[Callable[[Chance, int], Series]] = (_count, _name, _attend, _stand)
    return [make(chance, number) for make in makers for number in range(SERIES_OF_A_KIND)]


def demonstrate(seeds: Sequence[int]) -> Iterator[list[Series]]:
    """The series of the demonstration, with what chance gives to whom drawn anew for each seed, all reported in time.

    What came in a quarter is set by hand there: seeds differ in who reports it, which SMEs overlap and who is missing.
    """
    with TemporaryDirectory(prefix="bench-") as folder, closing(Store(Path(folder) / "dia.duckdb")) as store:
        loading.load(store)
        store.clock = lambda: REPORTED_AT
        for seed in seeds:
            found = [
                {"result_id": build_result_id(row["kpi_id"], row), "basis": DEMONSTRATION, **row}
                for row in results.list_results(Random(seed))  # noqa: S311 -- nothing secret
            ]
            with store.change() as change:
                batch_id = change.record(
                    kind="entry", source_id="d31", recorded_by="bench", facts={"kpi_results": found}
                )
            yield kpis.series(store, today=DEMONSTRATED_UNTIL)
            with store.change() as change:
                change.withdraw(batch_id, withdrawn_by="bench", reason="the next seed")


def _count(chance: Chance, number: int) -> Series:
    return _series(f"count {number}", _counts(chance, number, COUNTS), accumulate="sum")


def _name(chance: Chance, number: int) -> Series:
    return _series(f"name {number}", _counts(chance, number, NAMES), accumulate="distinct")


def _attend(chance: Chance, number: int) -> Series:
    """People at events: each event has a size of its own."""
    events = _counts(chance, 0, EVENTS)
    size = chance.uniform(*SIZES)
    people = [sum(max(1.0, round(chance.normal(size, SIZES_VARY * size))) for _ in range(int(held))) for held in events]
    return _series(f"people {number}", people, accumulate="sum", events=events)


def _stand(chance: Chance, number: int) -> Series:
    level = float(chance.integers(5, 30)) if number % 2 else MEMBERS
    step, levels = chance.uniform(*STEPS), [level]
    for _ in range(QUARTERS - 1):
        level += round(chance.normal(step, STEPS_VARY * step)) if number % 2 else chance.choice(COMING_AND_GOING)
        step *= np.exp(chance.normal(0, STEPS_DRIFT))
        levels.append(float(level))
    return _series(f"stock {number}", levels, accumulate="latest")


def _counts(chance: Chance, number: int, paces: tuple[float, float]) -> list[float]:
    """What comes each quarter, at a pace that moves."""
    pace = np.exp(chance.uniform(*np.log(paces)))
    growth, irregularity = GROWTHS[number % len(GROWTHS)], chance.choice(IRREGULARITIES)
    found = []
    for _ in range(QUARTERS):
        found.append(float(_draw(chance, pace, irregularity)))
        pace *= np.exp(chance.normal(growth, DRIFT))
    return found


def _draw(chance: Chance, mean: float, irregularity: float) -> int:
    if irregularity > 1:
        return int(chance.negative_binomial(mean / (irregularity - 1), 1 / irregularity))
    if irregularity < 1:
        trials = mean / (1 - irregularity)
        whole = int(trials) + (chance.random() < trials % 1)
        return int(chance.binomial(whole, 1 - irregularity))
    return int(chance.poisson(mean))


def _series(kpi_id: str, values: Sequence[float], *, accumulate: str, events: Sequence[float] = ()) -> Series:
    # That no organisation is new is reported by naming none.
    points = [(end, value) for end, value in zip(ENDS, values, strict=True) if value or accumulate != "distinct"]
    return Series(
        kpi_id=kpi_id,
        scope_key="consortium",
        measure="stock" if accumulate == "latest" else "count",
        accumulate=accumulate,
        points=points,
        watched_until=ENDS[-1],
        periods=len(points),
        events=list(zip(ENDS, events, strict=True)) if events else (),
    )
