"""Pages without a server: the real documents behind them, and the address they are opened with."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dia_data import workspace
from dia_data.settings import ROOT
from dia_data.store import Store

Opened = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def consortium(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that pages ask."""
    monkeypatch.setitem(workspace._open, "consortium", loaded)
    return loaded


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
