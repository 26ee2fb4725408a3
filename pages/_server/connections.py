"""Connections that send at once: without it, each small message may wait for a receipt of the one before.

Streamlit binds the socket of its server itself, in a way in which asyncio does not recognise it as one of TCP: so its
connections save packets (Nagle's algorithm). With a receiver that delays its receipts, each message of an answer but
the first then waits for 40 ms.
"""

import gc
import socket
from contextlib import suppress

_listening: list[socket.socket] = []
"""The sockets whose connections send at once."""


def send_at_once() -> None:
    """Have the connections that the listening sockets of this process accept from now on send at once."""
    for one in [each for each in gc.get_objects() if isinstance(each, socket.socket)]:
        with suppress(OSError):  # closed meanwhile
            if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts inherits this
                _listening.append(one)


def sending_at_once() -> bool:
    """Whether any socket of this process accepts connections that send at once."""
    return bool(_listening)
