"""The open workspace: one store for the whole process, up to date with the documents."""

import threading

from dia_data import documents
from dia_data.settings import DATABASE
from dia_data.store import Store

_opening = threading.Lock()
_open: dict[str, Store] = {}


def consortium() -> Store:
    """The consortium's store; opened, and its documents loaded, by whoever asks first.

    Raises what `Store` and `documents.load` raise; the next call tries again.
    """
    with _opening:
        if "consortium" not in _open:
            store = Store(DATABASE)
            try:
                documents.load(store)
            except BaseException:
                store.close()
                raise
            _open["consortium"] = store
        return _open["consortium"]
