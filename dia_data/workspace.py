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
    """The store of a workspace in `NAMES`. Raises as `consortium`.

    The demonstration is made where there is none, and made anew where program or documents have changed since, unless
    somebody recorded something in it: what was tried out stays until `python -m dia_data demonstration` is run, and the
    file is brought up to date as the consortium's is. One of a newer program is never touched (`DatabaseNewer`).
    """
    with _opening:
        if name not in _open:
            _open[name] = OPENERS[name]()
        return _open[name]


def close() -> None:
    """Close each store that is open, with all that was recorded in its one file; whoever asks next opens it again."""
    with _opening:
        while _open:
            _, store = _open.popitem()
            store.close()


def _open_consortium() -> Store:
    return _with_documents(Store(DATABASE))


def _open_demonstration() -> Store:
    """Its clock goes on from its last report: what is tried out there happens then, and nothing is stale at once."""
    store = _demonstration_as_it_is()
    if store is None:
        demonstration.build(DEMONSTRATION)
        store = Store(DEMONSTRATION)
    store.clock = _going_on_from(store)
    return _with_documents(store)


def _demonstration_as_it_is() -> Store | None:
    """The demonstration that is there; None where there is none, or where it is to be made anew."""
    if not DEMONSTRATION.exists():
        return None
    store, stays = Store(DEMONSTRATION), False
    try:
        stays = demonstration.was_tried_out(store) or not demonstration.is_outdated(store)
    finally:
        if not stays:
            store.close()
    return store if stays else None


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
