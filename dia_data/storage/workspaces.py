"""The open workspaces: one store each for the whole process, up to date with the documents."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from dia_data import demonstration
from dia_data.documents import loading
from dia_data.settings import DATABASE, DEMONSTRATION
from dia_data.storage.store import Clock, Store

_open: dict[str, Store] = {}


def open_consortium() -> Store:
    """The consortium's store; opened, and its documents loaded, by whoever asks first.

    Raises what `Store` and `loading.load` raise; the next call tries again.
    """
    return open_workspace("consortium")


def open_workspace(name: str) -> Store:
    """The store of a workspace in `NAMES`. Raises as `open_consortium`.

    The demonstration is made where there is none, and made anew where program or documents have changed since, unless
    somebody recorded something in it: what was tried out stays until `python -m dia_data demonstration` is run, and the
    file is brought up to date as the consortium's is. One of a newer program is never touched (`DatabaseNewer`).
    """
    store = _open.get(name)
    if store:
        return store
    with _opening[name]:
        if name not in _open:
            _open[name] = OPENERS[name]()
        return _open[name]


def prepare_demonstration(make: Callable[[], None]) -> None:
    """Have the demonstration made by `make` where its next visitor would make it; who comes meanwhile waits for that.

    Raises what `Store` raises about a file that is there, and what `make` raises; the next visitor tries again then.
    """
    with _opening["demonstration"]:
        if is_open("demonstration"):
            return
        store = _open_if_current()
        if store:
            store.close()
        else:
            make()


def is_open(name: str) -> bool:
    """Whether the store of a workspace is open, so that nobody has to wait for it."""
    return name in _open


def close() -> None:
    """Close each store that is open, with all that was recorded in its one file; whoever asks next opens it again."""
    for name, opening in _opening.items():
        with opening:
            store = _open.pop(name, None)
            if store:
                store.close()


def _open_consortium() -> Store:
    return _load_documents(Store(DATABASE))


def _open_demonstration() -> Store:
    """Its clock goes on from its last report: what is tried out there happens then, and nothing is stale at once."""
    store = _open_if_current()
    if store is None:
        demonstration.build(DEMONSTRATION)
        store = Store(DEMONSTRATION)
    store.clock = _make_clock(store)
    return _load_documents(store)


def _open_if_current() -> Store | None:
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


def _make_clock(store: Store) -> Clock:
    last, begun = store.value("select max(changed_at) from changes"), time.monotonic()
    return lambda: last + timedelta(seconds=time.monotonic() - begun)


def _load_documents(store: Store) -> Store:
    try:
        loading.load(store)
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

_opening: Mapping[str, threading.Lock] = {name: threading.Lock() for name in NAMES}
"""One each: nobody waits for a workspace that is made for somebody else."""
