"""Turns what a page shows into an answer: HTML for people, the same values as JSON for programs."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import jinja2
import msgspec
from starlette.requests import Request
from starlette.responses import Response

from sayso import __version__
from sayso.core.pronouns import is_pronoun
from sayso.web.data import ErrorBody, ErrorPage, Page

_CONTROLS = {
    code: f"\u27e8U+{code:04X}\u27e9"
    # A direction override in a headline could turn what follows it on the page around.
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if chr(code) not in "\t\n\r"
}
"""How control characters are shown: visibly, and without their effect."""


def visible(value: Any) -> Any:
    """Return `value`, control characters in text replaced by visible ones; other values as they are."""
    return value.translate(_CONTROLS) if type(value) is str else value


def thousands(number: int) -> str:
    """Return `number` with thin spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def spoken_name(source: str) -> str:
    """Return the words of a source as a name is shown: white space folded, no punctuation left hanging at its end.

    >>> spoken_name("its spokesman,  Colonel Karel,")
    'its spokesman, Colonel Karel'
    """
    return " ".join(source.split()).rstrip(",;:–—- ") or source


def link(path: str, **query: Any) -> str:
    """Return `path` with the parts of `query` that are not null or empty."""
    kept = {name: value for name, value in query.items() if value is not None and value != ""}
    return f"{path}?{urlencode(kept)}" if kept else path


def environment() -> jinja2.Environment:
    """Return the template environment: everything escaped, an unknown name an error."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("sayso.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
    )
    made.filters["thousands"] = thousands
    made.filters["spoken_name"] = spoken_name
    made.tests["pronoun"] = is_pronoun
    made.globals.update(link=link, version=__version__)
    return made


_ENVIRONMENT = environment()


def wants_json(request: Request) -> bool:
    """Whether the request asks for JSON: by a path that ends in `.json`, or by preferring it in `Accept`."""
    if request.url.path.endswith(".json"):
        return True
    weights = {"text/html": 0.0, "application/json": 0.0}
    for part in request.headers.get("accept", "").split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name.lower() in weights:
            weights[name.lower()] = max(_quality(parameters), weights[name.lower()])
    return weights["application/json"] > weights["text/html"]


def answer(request: Request, template: str, page: Page, status: int = 200, **view: Any) -> Response:
    """Return `page` as JSON where the request asks for it, else as HTML by `template`.

    `view` is what only the template needs: values that follow from `page`.
    """
    headers = {"vary": "accept"}
    if wants_json(request):
        content = msgspec.json.encode(page) + b"\n"
        return Response(content, status, headers, media_type="application/json")
    html = _ENVIRONMENT.get_template(template).render(
        page=page, path=request.url.path, twin=twin(request), query=dict(request.query_params), **view
    )
    # A lone surrogate cannot be written in UTF-8; none is in a stored text, but a query may hold one.
    return Response(html.encode("utf-8", "replace"), status, headers, media_type="text/html; charset=utf-8")


def twin(request: Request) -> str:
    """Return the address of the JSON twin of the page that `request` asks for."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}.json{query}"


def error_answer(
    request: Request, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return an error in its one shape, as JSON or as a page with a way back."""
    page = ErrorPage(error=ErrorBody(code=code, message=message))
    made = answer(request, "error.html", page, status, number=status)
    made.headers.update(headers or {})
    return made


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
