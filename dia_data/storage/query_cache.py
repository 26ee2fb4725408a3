"""Answers of the record that are kept until something is recorded that they read.

Somebody reports a result, and every page asks all its questions anew; most of them read other tables. What was known on
a past date does not change either. So each answer is kept under the number of the last change of what it reads.
"""

import json
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from dia_data.storage.opening import Connection
from dia_data.storage.tables import FACT_TABLES
from dia_data.storage.versions import get_empty_record

MOST_ANSWERS = 1000
"""Those that were not asked for longest are dropped."""

OF_NO_FACT = frozenset({"batches_as_of", "source_of", "unnest"})
"""Read beside facts: what counts at a moment is known of each change, what a batch comes from never changes, and a list
is unfolded out of what was bound."""

_Key = tuple[str, str, int, str]
"""The form of an answer, its question, the change it was asked after, and the values bound."""


@dataclass(frozen=True, kw_only=True)
class ChangedTables:
    """One change of the record: which tables it touched, and whether it counts for past dates as well."""

    revision: int
    changed_at: datetime
    tables: frozenset[str]
    is_of_documents: bool


def find_touched_tables(batch_id: str) -> frozenset[str]:
    """The tables that a batch holds rows of, which its id names.

    Without a batch a source was described anew: that may change from when on any document is known.
    """
    named = batch_id.split("/")
    return frozenset(named[1].split("+")) if len(named) > 1 else frozenset(FACT_TABLES)


def list_stored_touches(connection: Connection) -> list[ChangedTables]:
    """The changes that a record holds."""
    changes = connection.execute("select revision, batch_id, changed_at from changes order by revision").fetchall()
    found = connection.execute("select batch_id from batches where kind <> 'document'").fetchall()
    entries = {batch_id for (batch_id,) in found}
    return [
        ChangedTables(
            revision=revision,
            changed_at=changed_at,
            tables=find_touched_tables(batch_id),
            is_of_documents=batch_id not in entries,
        )
        for revision, batch_id, changed_at in changes
    ]


FOLLOWS_FROM = {"kpi_sums": "kpi_results"}
"""Tables that follow from a table of facts."""


def find_tables_read(sql: str) -> frozenset[str] | None:
    """The fact tables that a question reads, directly or through readings of the schema; None: it sees every change."""
    return _find_facts_read(sql) or None


@cache
def _find_facts_read(sql: str) -> frozenset[str] | None:
    """The same, where a question may also read none; None: it names something that any change may alter."""
    parsed = _parse(sql)
    if parsed is None:
        return None
    facts: set[str] = set()
    for name in set(_list_names(parsed, frozenset())):
        of_name = _find_facts(name)
        if of_name is None:
            return None
        facts |= of_name
    return frozenset(facts)


_PARSE = """
    select json_serialize_sql($sql::varchar, skip_null := true, skip_empty := true, skip_default := true)
"""


def _parse(sql: str) -> Any:
    """What DuckDB's own parser makes of a question; None: it is no `select`.

    Its `get_table_names` would say the same, but refuses parameters and `using`, and leaves out table functions.
    """
    with get_empty_record().cursor() as cursor:
        found = cursor.execute(_PARSE, {"sql": sql}).fetchone()
    parsed = json.loads(found[0]) if found else {}
    return parsed.get("statements")


def _list_names(part: Any, own: frozenset[str]) -> Iterator[str]:
    """The tables and functions named in a part of a parsed question; `own` are the names given by its `with`."""
    if isinstance(part, list):
        for each in part:
            yield from _list_names(each, own)
    if not isinstance(part, dict):
        return
    for given in part.get("cte_map", {}).get("map", ()):
        yield from _list_names(given["value"], own)
        own |= {given["key"]}
    yield from _name_of(part, own)
    for name, each in part.items():
        if name != "cte_map":
            yield from _list_names(each, own)


def _name_of(part: Mapping[str, Any], own: frozenset[str]) -> Iterator[str]:
    """What one node of a parsed question names; a function that computes a value names nothing unless it is ours."""
    if part.get("type") == "BASE_TABLE" and part["table_name"] not in own:
        yield part["table_name"]
    elif part.get("type") == "TABLE_FUNCTION":
        yield part["function"]["function_name"]
    elif part.get("type") == "FUNCTION" and part["function_name"] in _load_readings():
        yield part["function_name"]


def _find_facts(name: str) -> frozenset[str] | None:
    """The fact tables that a name stands for; None: what it says may change with anything."""
    if name in OF_NO_FACT:
        return frozenset()
    table = FOLLOWS_FROM.get(name, name)
    if table in FACT_TABLES:
        return frozenset({table})
    reading = _load_readings().get(name)
    return _find_facts_read(reading) if reading else None


@cache
def _load_readings() -> Mapping[str, str]:
    """The macros of the schema, each with the question that it stands for."""
    with get_empty_record().cursor() as cursor:
        found = cursor.execute(
            """
            select function_name, if(function_type = 'macro', 'select ', '') || macro_definition
            from duckdb_functions() where not internal
            """
        ).fetchall()
    return dict(found)


class _Touches:
    """The changes of one table: those of documents count for every date, the others from their moment on."""

    def __init__(self) -> None:
        self._of_documents = 0
        self._revisions: list[int] = []
        self._moments: list[datetime] = []

    def add(self, touch: ChangedTables) -> None:
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

    def __init__(self, touches: Iterable[ChangedTables]) -> None:
        """Begin with the changes that the record holds."""
        self._last = 0
        self._of_table: dict[str, _Touches] = {}
        self.invalidate(touches)
        self._kept: OrderedDict[_Key, Future[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def invalidate(self, touches: Iterable[ChangedTables]) -> None:
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
        read = find_tables_read(sql)
        as_of = values.get("as_of")
        if read is None:
            return self._last
        moment = as_of if isinstance(as_of, datetime) else None
        return max((self._of_table[table].last(moment) for table in read if table in self._of_table), default=0)
