"""What guards the pages: headers on every answer, only known host names, reading only."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Host names under which a program on the user's own machine is reached."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
ORIGINAL_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""Policy for original bytes, which are hostile until proven otherwise."""

SECURITY_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}


class SecurityHeaders:
    """Adds the security headers to every answer that does not set its own, and answers HEAD as GET without a body."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        if head:
            scope = {**scope, "method": "GET"}

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                present = {name.lower() for name, _ in headers}
                headers += [
                    (name.encode(), value.encode())
                    for name, value in SECURITY_HEADERS.items()
                    if name.encode() not in present
                ]
                message = {**message, "headers": headers}
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, guarded)


class HostCheck:
    """Refuses requests whose Host header names none of `hosts`: no web site can reach the pages by DNS rebinding.

    The port is not compared. `refuse` answers in place of the app.
    """

    def __init__(self, app: App, *, hosts: frozenset[str], refuse: App) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] in {"http", "websocket"} and host_of(scope) not in self._hosts:
            await self._refuse(scope, receive, send)
            return
        await self._app(scope, receive, send)


def host_of(scope: Scope) -> str | None:
    """Return the host name of a request in lower case, without its port; None unless there is exactly one."""
    given = [value for name, value in scope["headers"] if name.lower() == b"host"]
    if len(given) != 1:
        return None
    host: str = given[0].decode("latin-1").lower()
    if host.startswith("["):
        name, bracket, rest = host.partition("]")
        return name + bracket if bracket and (not rest or rest.startswith(":")) else None
    return host.partition(":")[0]
