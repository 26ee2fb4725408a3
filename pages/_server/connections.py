"""Connections that send at once, and that are given up when nobody takes what is sent.

Without the first, each small message may wait for a receipt of the one before.
Streamlit binds the socket of its server itself, in a way in which asyncio does not recognise it as one of TCP: so its
connections save packets (Nagle's algorithm). With a receiver that delays its receipts, each message of an answer but
the first then waits for 40 ms.
"""

import gc
import socket
from contextlib import suppress

from pages._server.reach import is_listening

UNTAKEN_SECONDS = 60
"""How long what was sent may wait for somebody to take it, before the connection is given up."""

_listening: list[socket.socket] = []
"""The sockets whose connections send at once."""


def send_at_once() -> None:
    """Have the connections that the listening sockets of this process accept from now on send at once."""
    for one in [each for each in gc.get_objects() if isinstance(each, socket.socket)]:
        with suppress(OSError):  # closed meanwhile
            if is_listening(one):
                # What it accepts inherits this.
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                _give_up_untaken(one)
                _listening.append(one)


def _give_up_untaken(one: socket.socket) -> None:
    option = getattr(socket, "TCP_USER_TIMEOUT", None)  # Linux has it
    if option is not None:
        one.setsockopt(socket.IPPROTO_TCP, option, UNTAKEN_SECONDS * 1000)


def is_sending_at_once() -> bool:
    """Whether any socket of this process accepts connections that send at once."""
    return bool(_listening)
