"""What somebody is answered who is refused: one sentence, over HTTP or instead of a websocket."""

from collections.abc import Mapping

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

POLICY_VIOLATION = 1008


async def refuse(
    scope: Scope, receive: Receive, send: Send, *, status: int, sentence: str, headers: Mapping[str, str] | None = None
) -> None:
    """Answer a request with this status and sentence; a websocket before it is accepted, where the server can do so."""
    if scope["type"] == "websocket":
        await receive()  # that somebody wishes to connect
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
    await PlainTextResponse(sentence, status_code=status, headers=headers)(scope, receive, send)
