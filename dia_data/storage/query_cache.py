"""Answers of the record that are kept until something is recorded that they read.

Somebody reports a result, and every page asks all its questions anew; most of them read other tables. What was known on
a past date does not change either. So each answer is kept under the number of the last change of what it reads.
"""

import re
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from dia_data.storage.tables import FACT_TABLES
from dia_data.storage.versions import SCHEMA

MOST_ANSWERS = 1000
"""Those that were not asked for longest are dropped."""

OF_EVERYTHING = frozenset({"batches", "changes", "sources", "duckdb_columns", "duckdb_tables"})
"""Whoever reads one of these sees each change."""

_Key = tuple[str, str, int, str]
"""The form of an answer, its question, the change it was asked after, and the values bound."""

WORD = re.compile(r"\w+")
AS_OF = "_as_of"


@dataclass(frozen=True, kw_only=True)
class Touch:
    """One change of the record: which tables it touched, and whether it counts for past dates as well."""

    revision: int
    changed_at: datetime
    tables: frozenset[str]
    is_of_documents: bool


def touched(batch_id: str) -> frozenset[str]:
    """The tables that a batch holds rows of, which its id names.

    Without a batch a source was described anew: that may change from when on any document is known.
    """
    named = batch_id.split("/")
    return frozenset(named[1].split("+")) if len(named) > 1 else frozenset(FACT_TABLES)


FOLLOWS_FROM = {"kpi_sums": "kpi_results"}
"""Tables that follow from a table of facts."""


@cache
def tables_read(sql: str) -> frozenset[str] | None:
    """The fact tables that a question reads, directly or through a reading of the schema; None: it sees everything."""
    names = set(WORD.findall(sql))
    if names & OF_EVERYTHING:
        return None
    through = [read for reading, read in _readings().items() if reading in names]
    stems = (name.removesuffix(AS_OF) for name in names)
    direct = {FOLLOWS_FROM.get(stem, stem) for stem in stems} & FACT_TABLES.keys()
    return frozenset(direct.union(*through)) or None


@cache
def _readings() -> Mapping[str, frozenset[str]]:
    """What the macros of the schema read that are no reading of one table alone, such as that of all figures."""
    found = {}
    for file in SCHEMA.glob("*.sql"):
        for macro in re.split(r"create or replace macro ", file.read_text(encoding="utf-8"))[1:]:
            name, _, text = macro.partition("(")
            if name.removesuffix(AS_OF) not in FACT_TABLES:
                names = {word.removesuffix(AS_OF) for word in WORD.findall(text)}
                found[name] = frozenset(names & FACT_TABLES.keys())
    return found


class _Touches:
    """The changes of one table: those of documents count for every date, the others from their moment on."""

    def __init__(self) -> None:
        self._of_documents = 0
        self._revisions: list[int] = []
        self._moments: list[datetime] = []

    def add(self, touch: Touch) -> None:
        """Add a change; no moment lies before that of the change before."""
        if touch.is_of_documents:
            self._of_documents = touch.revision
        else:
            self._revisions.append(touch.revision)  # first: whoever asks meanwhile looks up what the moments say
            self._moments.append(touch.changed_at)

    def last(self, moment: datetime | None) -> int:
        """The number of the last change that was known at a moment (None: of all)."""
        known = len(self._moments) if moment is None else bisect_right(self._moments, moment)
        return max(self._of_documents, self._revisions[known - 1] if known else 0)


class Answers:
    """The answers kept of one store. Threads may share it."""

    def __init__(self, touches: Iterable[Touch]) -> None:
        """Begin with the changes that the record holds."""
        self._last = 0
        self._of_table: dict[str, _Touches] = {}
        self.tell(touches)
        self._kept: OrderedDict[_Key, Future[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def tell(self, touches: Iterable[Touch]) -> None:
        """Take note of further changes."""
        for touch in touches:
            for table in touch.tables:
                self._of_table.setdefault(table, _Touches()).add(touch)
            self._last = max(self._last, touch.revision)

    def get(self, sql: str, values: Mapping[str, object], form: str, ask: Callable[[], Any]) -> Any:
        """The answer as kept, or what `ask` returns; `form` tells kinds of answers to one question apart.

        Of several who want it at the same moment one asks, and the others wait. The answer is shared: whoever hands it
        on hands on a copy.
        """
        key = (form, sql, self._state(sql, values), repr(sorted(values.items())))
        with self._lock:
            is_asked = key in self._kept
            answer = self._kept.setdefault(key, Future())
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_ANSWERS:
                self._kept.popitem(last=False)
        if not is_asked:
            self._ask(key, answer, ask)
        return answer.result()

    def _ask(self, key: _Key, answer: Future[Any], ask: Callable[[], Any]) -> None:
        """Settle the answer; an error is for those who wait now, and whoever comes later asks again."""
        try:
            answer.set_result(ask())
        except BaseException as error:  # noqa: BLE001  they wait for ever unless told
            with self._lock:
                self._kept.pop(key, None)
            answer.set_exception(error)

    def _state(self, sql: str, values: Mapping[str, object]) -> int:
        """The number of the last change that the question sees."""
        read = tables_read(sql)
        as_of = values.get("as_of")
        if read is None:
            return self._last
        moment = as_of if isinstance(as_of, datetime) else None
        return max((self._of_table[table].last(moment) for table in read if table in self._of_table), default=0)
