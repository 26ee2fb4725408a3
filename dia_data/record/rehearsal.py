"""Record something for trial: what would be said of the record before and after, and nothing is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Generic, NamedTuple, TypeVar, cast

from dia_data.storage.store import Change, Reader, Store

Answer = TypeVar("Answer")


class Rehearsed(NamedTuple, Generic[Answer]):
    """What a question said of the record before something was recorded for trial, and what it said after."""

    before: Answer
    after: Answer


class _Over(Exception):
    """The end of a rehearsal: its change is rolled back."""


class _Stage:
    """Stands in for the store while something is recorded for trial: each change of it is the one rolled back."""

    def __init__(self, change: Change) -> None:
        self._change = change

    @contextmanager
    def change(self) -> Iterator[Change]:
        yield self._change


def rehearse(
    store: Store, function: Callable[..., object], ask: Callable[[Reader], Answer], **arguments: Any
) -> Rehearsed[Answer]:
    """What `ask` says before and after `function(store, **arguments)` of `dia_data.record`; nothing of it is kept.

    Raises what `function` raises. Nobody else can record meanwhile, so `ask` should be quick.
    """
    sentence: list[Answer] = []
    with suppress(_Over), store.change() as change:
        sentence.append(ask(change))
        function(cast("Store", _Stage(change)), **arguments)
        sentence.append(ask(change))
        raise _Over
    return Rehearsed(*sentence)
