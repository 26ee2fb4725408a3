"""How long each question takes through the store, beside the same SQL in bare DuckDB."""

import inspect
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import duckdb

from dia_data.queries import checks, choices, markets, sources
from dia_data.storage import query_cache
from dia_data.storage.opening import SETTINGS
from dia_data.storage.store import Reader, Store
from tests.bench import servers
from tests.bench.findings import Finding

GOAL_RATIO, GOAL_PLUS_SECONDS = 2, 0.001
REPEATS = 30


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something that is asked of a reader; `group` is its module."""

    group: str
    name: str
    ask: Callable[[Reader], object]


class Recorder(Reader):
    """A reader over a bare connection that notes what it is asked."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.asked: list[tuple[str, dict[str, object]]] = []

    def _asked(self, sql, values, fetch):
        self.asked.append((sql, dict(values)))
        return fetch(self._connection.execute(sql, dict(values)))


def measure() -> list[Finding]:
    """Of each group of questions the one that is furthest from its goal."""
    found = measure_each()
    groups = dict.fromkeys(group for group, _ in found)
    return [
        max((finding for of_group, finding in found if of_group == group), key=lambda one: one.strain())
        for group in groups
    ]


def measure_each() -> list[tuple[str, Finding]]:
    """Every question: its group, and how it did."""
    with servers.record() as data:
        path = data / "dia.duckdb"
        query_cache.MOST_ANSWERS = 0  # else each question is asked of DuckDB once, and then never again
        store = Store(path)
        with duckdb.connect(str(path), config=dict(SETTINGS)) as bare:
            found = [(question.group, _compare(question, store, bare)) for question in _questions(store)]
        store.close()
    return found


def _compare(question: Question, store: Store, bare: duckdb.DuckDBPyConnection) -> Finding:
    recorder = Recorder(bare)
    question.ask(recorder)
    through_store, in_bare = [], []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        question.ask(store)
        through_store.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        for sql, values in recorder.asked:
            bare.execute(sql, values).df()
        in_bare.append(time.perf_counter() - begun)
    return Finding(
        what=f"{question.group}: {question.name}",
        times=through_store,
        peer_name="bare DuckDB",
        peer=in_bare,
        ratio=GOAL_RATIO,
        plus=GOAL_PLUS_SECONDS,
    )


def _questions(store: Store) -> Iterator[Question]:
    codes = list(markets.targets(store)["country_code"])
    values = {
        "countries": codes,
        "country": codes[0],
        "partners": ["gaia"],
        "words": "growth germany",
        "topic": "document",
        "source_id": "d31",
        "basis": "stated",
    }
    for module in (choices, markets, sources):
        for name, query in inspect.getmembers(module, inspect.isfunction):
            if query.__module__ == module.__name__ and _is_question(query):
                group = module.__name__.rpartition(".")[2]
                yield Question(group=group, name=name, ask=partial(query, **_wanted(query, values)))
    for kind, of_kind in checks.KINDS.items():
        for check in of_kind:
            yield Question(group=f"checks, {kind}", name=check.name, ask=check.broken_by)


def _is_question(query: Callable) -> bool:
    return not query.__name__.startswith("_") and next(iter(inspect.signature(query).parameters), "") == "reader"


def _wanted(query: Callable, values: dict[str, object]) -> dict[str, object]:
    """The values for the arguments that a query must be given. Raises `KeyError` for one that has no value here."""
    required = [
        parameter.name
        for parameter in inspect.signature(query).parameters.values()
        if parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty
    ]
    return {name: values[name] for name in required}
