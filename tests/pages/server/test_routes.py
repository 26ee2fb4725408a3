"""What programs are told: whether the dashboard can record."""

import asyncio
import json

import pytest
from starlette.requests import Request

from dia_data.storage import files, workspaces
from dia_data.storage.store import Store
from pages._server import routes


def health() -> tuple[int, dict[str, object]]:
    answer = asyncio.run(routes.report_health(Request({"type": "http"})))
    return answer.status_code, json.loads(bytes(answer.body))


def test_health_says_so_while_the_disk_has_no_room_for_the_next_change(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(workspaces._open, "consortium", store)
    assert health()[0] == 200
    with monkeypatch.context() as full:
        full.setattr(files, "LEAST_ROOM", 2**62)
        status, told = health()
    assert status == 503
    assert str(told["reason"]).startswith(f"The database {store.path.name} cannot be written (No space left on device)")
    assert health()[0] == 200
