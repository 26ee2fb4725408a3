"""Who may ask: whoever calls this server by a name that it has, and no page that another server sent.

Streamlit checks where a websocket comes from too late: for a page of another host it first asks a third for the address
of this computer, and nobody is answered until that one does.
"""

import os
import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from pages._server.refusals import refuse

SETTING = "DIA_HOSTS"
"""Names under which a proxy passes requests on, separated by commas: `dia.example.org, localhost:9000`."""

MISSING = "A request must say once, in its Host header, under which name it asks."
UNKNOWN_HOST = (
    "The dashboard does not answer under this name. Open it under the address that it shows when it starts; "
    f"for another one (a proxy, a forwarded port), whoever runs it names that in {SETTING}."
)
UNKNOWN_ORIGIN = (
    "The dashboard answers its own pages alone, and this request comes from a page of another server. "
    f"Where a proxy stands between them, whoever runs the dashboard names it in {SETTING}."
)

ADDRESS = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)\.?(?::(\d{1,5}))?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """A name or number of a computer, and a port where one is given."""

    name: str
    port: int | None

    @property
    def is_this_computer(self) -> bool:
        """Whether nobody but this computer can be meant."""
        return self.name == "localhost" or is_loopback(self.name)


def parse_address(text: str) -> Address | None:
    """The address that a text such as `localhost:8501` or `[::1]` is; None where it is none."""
    found = ADDRESS.fullmatch(text.strip())
    return Address(found[1].strip("[]").lower(), int(found[2]) if found[2] else None) if found else None


def is_loopback(number: str) -> bool:
    """Whether this is a number of this computer that only it can use."""
    try:
        return _parse_ip(number).is_loopback
    except ValueError:
        return False


def is_reachable(number: str) -> bool:
    """Whether this is a number of this computer that others can use, or stands for all that it has."""
    try:
        return not _parse_ip(number).is_loopback
    except ValueError:
        return False


def _parse_ip(text: str) -> IPv4Address | IPv6Address:
    """Raises `ValueError` for what is not a number of a computer."""
    found = ip_address(text.partition("%")[0])
    return getattr(found, "ipv4_mapped", None) or found


def list_given_addresses() -> frozenset[Address]:
    """The addresses that whoever runs the server gave it; what is none is left out."""
    options = (st.get_option("browser.serverAddress"), st.get_option("server.address"))
    found = (parse_address(str(text or "")) for text in (*_list_given_texts(), *options))
    return frozenset(one for one in found if one)


def list_misnamed() -> list[str]:
    """What stands among the addresses given and is none."""
    return [text for text in _list_given_texts() if not parse_address(text)]


def _list_given_texts() -> list[str]:
    return [text.strip() for text in os.environ.get(SETTING, "").split(",") if text.strip()]


class KnownHosts:
    """ASGI middleware that refuses what asks under a foreign name, or from a foreign page, before the `app` sees it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._stated = list_given_addresses()
        # A name of this computer without a port says less than it seems to: another server may have another port.
        self._far = frozenset(one for one in self._stated if not one.is_this_computer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on to the app, or say why not."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        host = parse_address(hosts[0]) if len(hosts) == 1 else None
        if not host:
            await refuse(scope, receive, send, status=400, sentence=MISSING)
        elif not self._is_ours(host, scope):
            await refuse(scope, receive, send, status=421, sentence=UNKNOWN_HOST)
        elif not all(self._is_own_page(origin, host, scope) for origin in origins):
            await refuse(scope, receive, send, status=403, sentence=UNKNOWN_ORIGIN)
        else:
            await self._app(_rewrite_host(scope, origins), receive, send)

    def _is_ours(self, host: Address, scope: Scope) -> bool:
        """Whether a host is this server. The number at which it was reached is its own, whatever that is."""
        number, port = scope.get("server") or ("", None)
        if host in self._stated or Address(host.name, None) in self._far:
            return True
        return (host.is_this_computer or host.name == number) and (port is None or host.port in {None, port})

    def _is_own_page(self, origin: str, host: Address, scope: Scope) -> bool:
        """Whether a page is one that this server sent: from the host asked, or from another address of the server.

        Another server on this computer has another port, and its pages are not ours.
        """
        parts = urlsplit(origin)
        page = parse_address(parts.netloc) if parts.scheme in {"http", "https"} else None
        if not page or page == host:
            return bool(page)
        return self._is_ours(page, scope) and (page.port is not None or not page.is_this_computer)


def _rewrite_host(scope: Scope, origins: list[str]) -> Scope:
    """The same request, asked of the host that its page is from: Streamlit asks a third about any other."""
    if scope["type"] != "websocket" or not origins:
        return scope
    host = urlsplit(origins[0]).netloc.encode()
    others = [header for header in scope["headers"] if header[0] != b"host"]
    return {**scope, "headers": [*others, (b"host", host)]}
