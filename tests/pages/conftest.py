"""Pages without a server: the real documents behind them, and the address they are opened with."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from dia_data.settings import ROOT
from dia_data.storage import workspaces
from dia_data.storage.store import Store
from tests.saved import copy_demonstration, copy_record

Opened = Callable[..., AppTest]
SCAN = "scan_component_manifests"
LAST_DAY = datetime.fromisoformat("2021-12-31T12:00")
"""The day of the last report in the demonstration."""


@pytest.fixture(scope="session", autouse=True)
def components() -> Iterator[None]:
    """`AppTest` looks through all that is installed for components, each time anew, and finds the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, SCAN, cache(getattr(manifest_scanner, SCAN)))
        yield


_asked: dict[str, Store] = {}
"""The stores that pages asked last, by workspace."""


def show(monkeypatch: pytest.MonkeyPatch, **stores: Store) -> None:
    """Have pages ask these stores for their workspaces; what is kept of another record is not of this one."""
    if any(_asked.get(name) is not store for name, store in stores.items()):
        forget()
    _asked.update(stores)
    for name, store in stores.items():
        monkeypatch.setitem(workspaces._open, name, store)


def forget() -> None:
    """Have all that pages keep asked and drawn anew."""
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(autouse=True)
def consortium(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store that pages ask."""
    show(monkeypatch, consortium=loaded)
    return loaded


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, consortium: Store) -> Iterator[Store]:
    """A record of the documents that a test may record in."""
    store = Store(copy_record(tmp_path))
    show(monkeypatch, consortium=store)
    yield store
    store.close()


@pytest.fixture
def opened() -> Opened:
    """Opens a page with what its address says, and returns what is on it."""

    def open_page(name: str = "briefing", **address: str | list[str]) -> AppTest:
        app = AppTest.from_file(ROOT / "pages" / "_app.py", default_timeout=30)
        app.query_params.update(address)
        app.switch_page(f"{name}.py").run()
        assert not app.exception, app.exception
        return app

    return open_page


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demonstration on the day of its last report. Tests read it; none records anything in it."""
    store = Store(copy_demonstration(tmp_path_factory.mktemp("year")), clock=lambda: LAST_DAY)
    yield store
    store.close()


@pytest.fixture
def running(request: pytest.FixtureRequest, year: Store, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens a page in the demonstration with what its address says; where none is named, the `PAGE` of the module."""
    show(monkeypatch, demonstration=year)
    return lambda name=request.module.PAGE, **address: opened(name, workspace="demonstration", **address)
