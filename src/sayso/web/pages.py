"""The pages: each is one function that gathers what it shows, served as HTML and, under `.json`, as JSON."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, get_args
from urllib.parse import unquote

import fastapi
from starlette.requests import Request
from starlette.responses import Response

from sayso.core.reading import Manner, Stance
from sayso.record import Record
from sayso.web import gather
from sayso.web.answers import answer
from sayso.web.data import (
    AttributionFilters,
    AttributionsPage,
    CopiesPage,
    FailuresPage,
    Overview,
    Page,
    ReportFilters,
    ReportPage,
    ReportsPage,
    SearchPage,
    SpeakersPage,
)
from sayso.web.margin import marked_text
from sayso.web.security import ORIGINAL_POLICY
from sayso.web.segments import Mark, segments
from sayso.web.timeline import timeline

ROUTER = fastapi.APIRouter()

Limit = Annotated[int, fastapi.Query(ge=1, le=500, description="How many rows at most.")]
Offset = Annotated[int, fastapi.Query(ge=0, le=2**31, description="How many rows to pass over.")]
Name = Annotated[str | None, fastapi.Query(max_length=500)]
Handler = Callable[..., Response]


def _page(path: str, shape: type[Page]) -> Callable[[Handler], Handler]:
    """Serve a function at `path` and at its JSON twin; `shape` is what its JSON looks like."""
    reference = {"$ref": f"#/components/schemas/{shape.__name__}"}
    told: dict[int | str, dict[str, Any]] = {
        200: {"description": shape.__doc__ or "", "content": {"application/json": {"schema": reference}}},
        "4XX": {
            "description": "What is wrong with the request.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorPage"}}},
        },
    }

    def add(function: Handler) -> Handler:
        ROUTER.get(f"{path}.json", response_class=Response, responses=told, name=f"{function.__name__}_json")(function)
        ROUTER.get(path, response_class=Response, include_in_schema=False)(function)
        return function

    return add


def _record(request: Request) -> Record:
    record: Record = request.app.state.record
    return record


@_page("/", Overview)
def overview(request: Request) -> Response:
    """What the record holds, in numbers."""
    page = gather.overview(_record(request))
    return answer(request, "overview.html", page, timeline=timeline(page.days))


@_page("/reports", ReportsPage)
def reports(
    request: Request,
    outlet: Name = None,
    since: Annotated[str | None, fastapi.Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="ISO 8601 date.")] = None,
    until: Annotated[str | None, fastapi.Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="ISO 8601 date.")] = None,
    language: Name = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """Reports, newest first."""
    # A form sends what is left empty as an empty string.
    filters = ReportFilters(outlet=outlet or None, since=since or None, until=until or None, language=language or None)
    return answer(request, "reports.html", gather.reports(_record(request), filters, limit, offset))


@_page("/reports/{report_id}", ReportPage)
def report(request: Request, report_id: str) -> Response:
    """One report with everything that was read from it."""
    page = gather.report(_record(request), report_id)
    return answer(request, "report.html", page, blocks=marked_text(page.reading))


@ROUTER.get("/reports/{report_id}/original", response_class=Response)
def original(request: Request, report_id: str) -> Response:
    """The bytes that a report came from, as a download that no browser runs."""
    found = gather.original(_record(request), report_id)
    name = download_name(found.uri)
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": ORIGINAL_POLICY,
    }
    return Response(found.content, headers=headers, media_type="application/octet-stream")


@_page("/search", SearchPage)
def search(
    request: Request,
    q: Annotated[str, fastapi.Query(max_length=500, description="Words; in quotation marks, a phrase.")] = "",
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Reports that have the words, best first, with the hits marked."""
    page = gather.search(_record(request), q.strip(), limit, offset)
    return answer(
        request,
        "search.html",
        page,
        pieces=[hit_segments(len(row.snippet), row.marks) for row in page.rows],
        title_pieces=[hit_segments(len(row.title or ""), row.title_marks) for row in page.rows],
    )


@_page("/speakers", SpeakersPage)
def speakers(request: Request, limit: Limit = 100, offset: Offset = 0) -> Response:
    """Sources by how much is attributed to them."""
    return answer(request, "speakers.html", gather.speakers(_record(request), limit, offset))


@_page("/attributions", AttributionsPage)
def attributions(
    request: Request,
    source: Name = None,
    manner: Manner | Literal[""] = "",
    stance: Stance | Literal[""] = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """What is attributed to whom, each leading to where it stands."""
    filters = AttributionFilters(source=source or None, manner=manner or None, stance=stance or None)
    page = gather.attributions(_record(request), filters, limit, offset)
    return answer(request, "attributions.html", page, manners=get_args(Manner), stances=get_args(Stance))


@_page("/copies", CopiesPage)
def copies(request: Request, limit: Limit = 20, offset: Offset = 0) -> Response:
    """Groups of reports that are copies of each other."""
    return answer(request, "copies.html", gather.copies(_record(request), limit, offset))


@_page("/failures", FailuresPage)
def failures(request: Request, limit: Limit = 100, offset: Offset = 0) -> Response:
    """Documents that could not be read, and why."""
    return answer(request, "failures.html", gather.failures(_record(request), limit, offset))


def hit_segments(length: int, hits: tuple[tuple[int, int], ...]) -> Any:
    """Return the segments of a text of `length` code points in which `hits` are marked."""
    marks = [
        Mark(id=str(number), owner="", kind="hit", start=start, end=end) for number, (start, end) in enumerate(hits)
    ]
    return segments(length, marks)


def download_name(uri: str) -> str:
    """Return a file name for the original found at `uri`: its last part, plain letters only."""
    last = unquote(uri.split("?")[0].split("#")[0]).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    kept = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "_" for letter in last)
    return kept.strip("._")[-100:] or "original"
