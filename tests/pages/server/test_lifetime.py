"""How a server stops, with the record whole in its one file; and what its health says of a file that is gone."""

import asyncio
import json
import os
import shutil
import signal
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

import pytest
from starlette.requests import Request

from dia_data import demonstration, settings
from dia_data.errors import SettingInvalid
from dia_data.settings import ROOT
from dia_data.storage import backup, workspaces
from dia_data.storage.store import Store
from pages._server import lifetime, routes
from tests.bench import servers

HTTP: dict[str, object] = {"type": "http", "method": "GET", "path": "/healthz", "headers": []}


@pytest.fixture
def served(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that the app has open, and no other; nothing is made ahead."""
    monkeypatch.setenv("DIA_DEMONSTRATION_AHEAD", "no")
    monkeypatch.setattr(workspaces, "_open", {"consortium": store})
    return store


def record(store: Store) -> None:
    with store.change() as change:
        change.record(kind="entry", source_id="form", recorded_by="Ana", facts={})


def test_with_the_app_the_record_is_closed_in_its_one_file(served: Store) -> None:
    async def serve() -> None:
        async with lifetime.lifespan(None):
            record(served)

    asyncio.run(serve())
    assert [file.name for file in served.path.parent.iterdir() if not file.name.startswith(".")] == ["dia.duckdb"]
    assert workspaces._open == {}
    with closing(Store(served.path)) as again:
        assert again.revision == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_streams_and_leaves_one_file(number: signal.Signals) -> None:
    with (
        servers.documents() as data,
        servers.running(servers.DASHBOARD, data, answers=("/healthz",)) as server,
        urllib.request.urlopen(f"{server.url}/api/changes") as stream,
    ):
        assert stream.readline().startswith(b"data: ")
        os.kill(server.pid, number)
        os.waitid(os.P_PID, server.pid, os.WEXITED | os.WNOWAIT)
        assert sorted(file.name for file in data.glob("[!.]*.duckdb*")) == ["dia.duckdb"]


def health() -> tuple[int, dict[str, object]]:
    answer = asyncio.run(routes.report_health(Request(HTTP)))
    return answer.status_code, json.loads(answer.body)


def test_health_says_that_the_file_is_gone(served: Store) -> None:
    record(served)
    assert health()[0] == 200
    served.path.rename(Path(f"{served.path}.moved"))
    status, said = health()
    assert (status, said["status"]) == (503, "unavailable")
    assert "the database was removed while the dashboard was running" in str(said["reason"])


def test_the_server_backs_the_record_up_once_a_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = store.path.parent / "backups"
    monkeypatch.setenv("DIA_DATA", str(store.path.parent))
    monkeypatch.setattr(lifetime, "DATABASE", store.path)
    monkeypatch.setattr(lifetime, "BACKUPS", folder)
    monkeypatch.setattr(lifetime, "FIRST_SECONDS", 0)
    monkeypatch.setattr(lifetime, "AGAIN_SECONDS", 0.02)
    record(store)

    async def serve() -> None:
        backing_up = asyncio.create_task(lifetime.back_up_daily())
        while not list(folder.glob("dia-*.duckdb")):
            await asyncio.sleep(0.02)
        backing_up.cancel()
        with suppress(asyncio.CancelledError):
            await backing_up

    asyncio.run(asyncio.wait_for(serve(), timeout=60))
    (made,) = folder.glob("dia-*.duckdb")
    assert backup.verify(made).revision == 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of documents without a database, for this process and for those that it starts."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("*.duckdb*", "backups"))
    monkeypatch.setenv("DIA_DATA", str(data))
    monkeypatch.delenv("DIA_DEMONSTRATION_AHEAD", raising=False)
    monkeypatch.setattr(workspaces, "_open", {})
    monkeypatch.setattr(workspaces, "DEMONSTRATION", data / "demonstration.duckdb")
    return data


def test_the_demonstration_is_made_when_the_server_starts(folder: Path) -> None:
    asyncio.run(lifetime.Making().run())
    with closing(Store(folder / "demonstration.duckdb")) as made:
        assert not demonstration.is_outdated(made)


def test_a_demonstration_that_cannot_be_made_is_told_in_the_log_and_tried_again(
    folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIA_DATA", str(folder / "nowhere"))
    asyncio.run(lifetime.Making().run())
    assert "The demonstration was not made ahead; its first visit makes it" in caplog.text
    assert not workspaces.is_open("demonstration")
    with closing(workspaces.open_workspace("demonstration")) as store:
        assert not demonstration.is_outdated(store)


def test_a_server_that_stops_does_not_wait_for_the_demonstration(folder: Path) -> None:
    async def serve() -> None:
        async with lifetime.lifespan(None):
            pass

    asyncio.run(asyncio.wait_for(serve(), timeout=60))
    assert not (folder / "demonstration.duckdb").exists()


@pytest.mark.parametrize(("said", "is_ahead"), [("no", False), ("yes", True), (None, True)])
def test_a_setting_says_whether_it_is_made_ahead(said: str | None, is_ahead: bool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DIA_DEMONSTRATION_AHEAD", raising=False)
    if said:
        monkeypatch.setenv("DIA_DEMONSTRATION_AHEAD", said)
    assert settings.is_demonstration_ahead() is is_ahead


def test_a_setting_that_says_neither_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIA_DEMONSTRATION_AHEAD", "maybe")
    with pytest.raises(SettingInvalid, match="yes or no"):
        settings.is_demonstration_ahead()
