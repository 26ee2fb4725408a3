"""Whether answers leave at once: the option that speed rests on, on the connections that a server accepts."""

import asyncio
import socket

import pytest

from dia_data.storage import workspaces
from pages._server import lifetime


def listening() -> socket.socket:
    """A socket bound as Streamlit binds its own."""
    server = socket.socket(family=socket.AF_INET)
    server.bind(("localhost", 0))
    server.listen()
    return server


def waits_for_receipts(server: socket.socket) -> bool:
    with socket.create_connection(server.getsockname()), server.accept()[0] as accepted:
        return not accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_connection_accepted_while_the_app_is_served_sends_at_once(monkeypatch: pytest.MonkeyPatch):
    async def started() -> None:
        async with lifetime.lifespan(None):
            pass

    monkeypatch.setattr(workspaces, "_open", {})
    with listening() as server:
        assert waits_for_receipts(server)
        asyncio.run(started())
        assert not waits_for_receipts(server)
