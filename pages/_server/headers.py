"""What every answer tells a browser: to load and run what this server sends and nothing else, in no frame of others."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._server.assets import STREAMLIT

POLICY = "content-security-policy"

# Streamlit writes its styles into the page, and runs the scripts of components from blobs that its own script makes.
SOURCES = {
    "default-src": "'self'",
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' data: blob:",
    "connect-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
OFF = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "publickey-credentials-get", "usb"),
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": ", ".join(f"{feature}=()" for feature in OFF),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def build_policy(page: str) -> str:
    """What a page may load and run: the scripts that are written into it, and what this server sends."""
    written = "".join(f" {_hash_script(script)}" for script in INLINE_SCRIPT.findall(page))
    return "; ".join(f"{kind} {sources}{written if kind == 'script-src' else ''}" for kind, sources in SOURCES.items())


def _hash_script(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


class SafeHeaders:
    """ASGI middleware that says this with each answer of the `app`, also where the app fails.

    An answer that has a policy of its own keeps it.
    """

    def __init__(self, app: ASGIApp, *, streamlit_files: Path = STREAMLIT) -> None:
        self._app = app
        shipped = (streamlit_files / "index.html").read_text(encoding="utf-8")
        self._headers = {POLICY: build_policy(shipped), **HEADERS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on to the app, and its answer back with these headers."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_labelled(message: Message) -> None:
            nonlocal begun
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                begun = True
                self._label(message)
            await send(message)

        try:
            await self._app(scope, receive, send_labelled)
        except Exception:
            if not begun and scope["type"] == "http":
                failed = PlainTextResponse(
                    "Something went wrong. The details are in the server’s log.", status_code=500
                )
                await failed(scope, receive, send_labelled)
            raise

    def _label(self, message: Message) -> None:
        headers = MutableHeaders(raw=list(message.get("headers", [])))
        for name, value in self._headers.items():
            headers.setdefault(name, value)
        message["headers"] = headers.raw
