"""The open workspaces: one store each for the whole process, up to date with the documents."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from dia_data import demonstration, documents
from dia_data.settings import DATABASE, DEMONSTRATION
from dia_data.store import Clock, Store

_opening = threading.Lock()
_open: dict[str, Store] = {}


def consortium() -> Store:
    """The consortium's store; opened, and its documents loaded, by whoever asks first.

    Raises what `Store` and `documents.load` raise; the next call tries again.
    """
    return opened("consortium")


def opened(name: str) -> Store:
    """The store of a workspace in `NAMES`; the demonstration is made where there is none. Raises as `consortium`."""
    with _opening:
        if name not in _open:
            _open[name] = OPENERS[name]()
        return _open[name]


def _open_consortium() -> Store:
    return _with_documents(Store(DATABASE))


def _open_demonstration() -> Store:
    """Its clock goes on from its last report: what is tried out there happens then, and nothing is stale at once."""
    if not DEMONSTRATION.exists():
        demonstration.build(DEMONSTRATION)
    store = Store(DEMONSTRATION)
    store.clock = _going_on_from(store)
    return _with_documents(store)


def _going_on_from(store: Store) -> Clock:
    last, begun = store.value("select max(changed_at) from changes"), time.monotonic()
    return lambda: last + timedelta(seconds=time.monotonic() - begun)


def _with_documents(store: Store) -> Store:
    try:
        documents.load(store)
    except BaseException:
        store.close()
        raise
    return store


OPENERS: Mapping[str, Callable[[], Store]] = {
    "consortium": _open_consortium,
    "demonstration": _open_demonstration,
}

NAMES = tuple(OPENERS)
"""The workspaces; the first is the real one."""
