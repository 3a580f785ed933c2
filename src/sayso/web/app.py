"""The application: pages and their JSON twins over one record, guarded, with one shape of error."""

import socket
import threading
import webbrowser
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import fastapi
import msgspec
import uvicorn
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from sayso import __version__
from sayso.core.errors import SaysoError, UnknownReportError, UsageError
from sayso.record import open_record
from sayso.web import data
from sayso.web.answers import error_answer
from sayso.web.pages import ROUTER
from sayso.web.security import LOCAL_HOSTS, SECURITY_HEADERS, HostCheck, Receive, Scope, SecurityHeaders, Send

_STATIC = Path(__file__).with_name("static")
_CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 422: "bad_request"}


def create_app(record_url: str, *, hosts: Iterable[str] = ()) -> fastapi.FastAPI:
    """Return the application over the record at `record_url`, a path or a `postgresql://` address.

    The record is opened once, for reading, and closed when the application ends.

    Args:
        record_url: Where the record is.
        hosts: Host names to answer to, beside localhost, 127.0.0.1 and [::1]; without port.

    Raises:
        RecordError: There is no record there, or it cannot be opened.
    """
    record = open_record(record_url, create=False)

    @asynccontextmanager
    async def lifespan(_: fastapi.FastAPI) -> AsyncIterator[None]:
        yield
        record.close()

    app = fastapi.FastAPI(
        title="sayso",
        summary="A record of news reports: who said what, and where it stands.",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.record = record
    app.include_router(ROUTER)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    _add_error_answers(app)
    # The one added last sees a request first: the headers are on refusals too.
    app.add_middleware(HostCheck, hosts=LOCAL_HOSTS | frozenset(hosts), refuse=_refuse_host)
    app.add_middleware(SecurityHeaders)
    _describe_json(app)
    return app


def serve(record_url: str, host: str, port: int, open_browser: bool) -> None:
    """Serve the record at `record_url` until interrupted; nothing is printed but warnings and errors.

    Args:
        record_url: Where the record is.
        host: Address to listen on; also a host name that is answered to.
        port: Port to listen on; 0 for any free one.
        open_browser: Whether to open the first page in the browser.

    Raises:
        RecordError: There is no record there, or it cannot be opened.
        UsageError: The address or port cannot be listened on.
    """
    app = create_app(record_url, hosts=_names_of(host))
    listening = listen(host, port)
    try:
        taken = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
        if open_browser:
            threading.Timer(0.5, webbrowser.open, (address(host, taken),)).start()
        # The server ends in good order when interrupted and then raises it again.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    finally:
        listening.close()


def address(host: str, port: int) -> str:
    """Return the address of the first page; where every interface is listened on, the local one."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared with, not bound)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on `host` and `port`.

    Raises:
        UsageError: It cannot: the port is taken or not allowed, or the host is not one of this machine.
    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
        try:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(place)
            made.listen(128)
        except OSError:
            made.close()
            raise
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host} port {port}: {error.strerror or error}; choose another with --port, "
            "or --port 0 for any that is free"
        ) from error
    return made


def _names_of(host: str) -> tuple[str, ...]:
    return (f"[{host}]",) if ":" in host else (host,)


def _add_error_answers(app: fastapi.FastAPI) -> None:
    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        code = _CODES.get(error.status_code, "error")
        message = f"There is nothing at {request.url.path}." if error.status_code == 404 else str(error.detail)
        return error_answer(request, error.status_code, code, message, error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        return error_answer(request, 400, "bad_request", f"{first['loc'][-1]}: {first['msg']}")

    @app.exception_handler(SaysoError)
    async def known(request: Request, error: SaysoError) -> Response:
        if isinstance(error, UnknownReportError):
            return error_answer(request, 404, "unknown_report", str(error))
        if isinstance(error, UsageError):
            return error_answer(request, 400, "bad_request", str(error))
        return error_answer(request, 500, "record_error", str(error))

    @app.exception_handler(Exception)
    async def unknown(request: Request, error: Exception) -> Response:
        # Answered outside the middleware, so the headers are put on here.
        message = "sayso failed to answer; the log has the reason."
        return error_answer(request, 500, "internal_error", message, SECURITY_HEADERS)


async def _refuse_host(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope)
    message = "This address is not one that sayso answers to. Use http://127.0.0.1 with the same port."
    await error_answer(request, 400, "unknown_host", message)(scope, receive, send)


def _describe_json(app: fastapi.FastAPI) -> None:
    """Put the shapes of the JSON twins into the OpenAPI description."""
    pages = {value.__name__: value for value in vars(data).values() if _is_page(value)}
    _, shapes = msgspec.json.schema_components(pages.values(), ref_template="#/components/schemas/{name}")
    made = app.openapi

    def described() -> dict[str, Any]:
        document = made()
        document.setdefault("components", {}).setdefault("schemas", {}).update(shapes)
        return document

    app.openapi = described  # type: ignore[method-assign]


def _is_page(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, data.Page) and value is not data.Page
