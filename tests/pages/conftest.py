"""Pages without a server: the real documents behind them, and the address they are opened with."""

from collections.abc import Callable, Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dia_data import documents, workspace
from dia_data.settings import ROOT
from dia_data.store import Store

Opened = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def consortium(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that pages ask."""
    monkeypatch.setitem(workspace._open, "consortium", loaded)
    return loaded


@pytest.fixture
def own(tmp_path, monkeypatch: pytest.MonkeyPatch, consortium: Store) -> Iterator[Store]:
    """A record of the documents that a test may record in; answers kept of another record are not those of this one."""
    st.cache_data.clear()
    store = Store(tmp_path / "dia.duckdb")
    documents.load(store)
    monkeypatch.setitem(workspace._open, "consortium", store)
    yield store
    st.cache_data.clear()
    store.close()


@pytest.fixture
def opened() -> Opened:
    """Opens a page with what its address says, and returns what is on it."""

    def open_page(name: str = "briefing", **address: str | list[str]) -> AppTest:
        app = AppTest.from_file(ROOT / "pages" / "_app.py", default_timeout=30)
        app.query_params.update(address)
        app.run()
        if name != "briefing":
            app.switch_page(f"{name}.py").run()
        assert not app.exception, app.exception
        return app

    return open_page
