"""Every page, its JSON twin, its errors and what guards it."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from sayso.core.errors import RecordError, UsageError
from sayso.core.reading import Reading
from sayso.web import gather
from sayso.web.app import address, create_app, listen
from sayso.web.data import ErrorPage
from sayso.web.security import CONTENT_SECURITY_POLICY

PATHS = (
    "/",
    "/reports",
    "/search",
    "/search?q=bridge",
    "/speakers",
    "/attributions",
    "/attributions?source=karel&manner=direct",
    "/copies",
    "/failures",
)
VOID = {"meta", "link", "input", "rect", "img", "br", "hr", "path"}


class Outline(HTMLParser):
    """Checks that elements are closed in order and collects what the tests ask about."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.stack == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def every_path(ids: dict[int, str]) -> list[str]:
    return [*PATHS, *(f"/reports/{report}" for report in ids.values()), "/nope"]


def test_pages_are_well_formed_and_accessible(client: Any, ids: dict[int, str]) -> None:
    for path in every_path(ids):
        response = client.get(path)
        assert response.status_code == (404 if path == "/nope" else 200), path
        page = Outline(response.text)
        names = [name for name, _ in page.elements]
        assert names.count("h1") == 1
        assert names.count("main") == 1
        levels = [int(name[1]) for name in names if re.fullmatch(r"h[1-6]", name)]
        assert all(after - before <= 1 for before, after in pairwise(levels)), path
        assert page.all("a")[0] == {"class": "skip", "href": "#main"}
        assert page.all("html")[0]["lang"] == "en"
        labelled = {label["for"] for label in page.all("label")}
        fields = [*page.all("input"), *page.all("select")]
        assert all(field["id"] in labelled for field in fields), path
        found = [attributes["id"] for _, attributes in page.elements if attributes.get("id")]
        assert len(found) == len(set(found)), "ids are unique"
        inner = {(a["href"] or "")[1:] for a in page.all("a") if (a["href"] or "").startswith("#")}
        assert inner <= set(found), f"{path}: links to nothing: {inner - set(found)}"


def test_nothing_is_asked_of_another_host_and_nothing_is_inline(client: Any, ids: dict[int, str]) -> None:
    for path in every_path(ids):
        page = Outline(client.get(path).text)
        for tag, attributes in page.elements:
            assert "style" not in attributes
            assert not [name for name in attributes if name.startswith("on")]
            for name in ("src", "href", "action"):
                value = attributes.get(name)
                assert value is None or value.startswith(("/", "#", "data:,")), (path, tag, value)
                assert value is None or not value.startswith("//")
        assert [tag for tag, _ in page.elements if tag in {"style", "iframe", "object", "img"}] == []


def test_every_local_link_leads_somewhere(client: Any, ids: dict[int, str]) -> None:
    links: set[str] = set()
    for path in every_path(ids):
        page = Outline(client.get(path).text)
        links |= {str(a.get("href")) for tag in ("a", "link") for a in page.all(tag)}
        links |= {str(a.get("src")) for a in page.all("script")}
    local = {link.split("#")[0] for link in links if link.startswith("/")} - {"/nope.json"}
    for link in sorted(local):
        assert client.get(link).status_code == 200, link


def test_headers_on_every_answer(client: Any, ids: dict[int, str]) -> None:
    for path in [*every_path(ids), "/static/sayso.css", "/reports.json", "/nope.json", "/openapi.json"]:
        headers = client.get(path).headers
        assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_policy() -> None:
    assert CONTENT_SECURITY_POLICY.split("; ") == [
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:",
        "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'",
    ]  # fmt: skip


def test_hostile_text_is_shown_and_not_run(client: Any, ids: dict[int, str]) -> None:
    for path in ("/reports", f"/reports/{ids[3]}", "/failures", "/search?q=end"):
        response = client.get(path)
        assert "<script>alert" not in response.text
        assert "<img" not in response.text
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", response.text)
    page = Outline(client.get(f"/reports/{ids[3]}").text)
    assert "<script>alert(1)</script> & ⟨U+202E⟩gnp.exe ⟨U+0000⟩ \"quoted\" 'title'" in page.text
    assert "<img src=x onerror=alert(2)> ⟨U+202E⟩evil⟨U+202C⟩ </p></article> {{ 7*7 }} ⟨U+0007⟩ end." in page.text
    assert not [a for a in page.all("a") if (a["href"] or "").startswith("javascript")]
    asked = client.get("/search", params={"q": '"><script>alert(1)</script>\u202e'})
    assert "<script>alert" not in asked.text
    assert client.get(f"/reports/{ids[3]}.json").json()["reading"]["report"]["title"].startswith("<script>")


def test_json_twins(client: Any, ids: dict[int, str]) -> None:
    for path in every_path(ids):
        bare, _, query = path.partition("?")
        twin = client.get(f"{bare}.json" + (f"?{query}" if query else ""))
        assert twin.headers["content-type"] == "application/json"
        asked = client.get(path, headers={"accept": "application/json"})
        assert asked.headers["vary"] == "accept"
        if path != "/nope":
            assert twin.json() == asked.json()


def test_the_twin_of_a_report_holds_its_reading(client: Any, ids: dict[int, str]) -> None:
    shown = client.get(f"/reports/{ids[1]}.json").json()
    reading = Reading.from_json(msgspec.json.encode(shown["reading"]))
    assert [found.id for found in reading.attributions] == ["a1", "a2", "a3", "a4", "a5"]
    (copy,) = shown["copies"]
    assert copy["report"] == ids[2]
    assert 0.5 < copy["jaccard"] < copy["containment"] == 1.0
    assert client.get(f"/reports/{ids[5]}.json").json()["copies"] == []


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("application/json", "application/json"),
        ("application/json;q=0.9, text/html;q=0.5", "application/json"),
        ("application/json;q=0.5, text/html", "text/html"),
        ("application/json;q=x", "text/html"),
        ("APPLICATION/JSON", "application/json"),
    ],
)
def test_what_is_asked_for_is_answered(client: Any, accept: str | None, kind: str) -> None:
    headers = {"accept": accept} if accept is not None else {"accept": ""}
    assert client.get("/reports", headers=headers).headers["content-type"].startswith(kind)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nope.json", 404, "not_found"),
        ("GET", "/reports/r-00.json", 404, "unknown_report"),
        ("GET", "/reports/r-00/original", 404, "unknown_report"),
        ("GET", "/reports.json?limit=0", 400, "bad_request"),
        ("GET", "/reports.json?limit=ten", 400, "bad_request"),
        ("GET", "/reports.json?offset=-1", 400, "bad_request"),
        ("GET", "/reports.json?since=yesterday", 400, "bad_request"),
        ("GET", "/attributions.json?manner=loud", 400, "bad_request"),
        ("GET", f"/search.json?q={'x' * 501}", 400, "bad_request"),
        ("GET", "/static/../app.py", 404, "not_found"),
        ("GET", "/docs", 404, "not_found"),
        ("POST", "/reports.json", 405, "method_not_allowed"),
        ("DELETE", "/reports.json", 405, "method_not_allowed"),
    ],
)
def test_errors_have_one_shape(client: Any, method: str, path: str, status: int, code: str) -> None:
    response = client.request(method, path, headers={"accept": "application/json"})
    assert response.status_code == status
    error = msgspec.json.decode(response.content, type=ErrorPage, strict=True).error
    assert error.code == code
    assert error.message
    assert list(response.json()) == ["error"]
    page = client.request(method, path.replace(".json", ""), headers={"accept": "text/html"})
    assert page.status_code == status
    assert 'href="/"' in page.text, "there is a way back"


def test_an_unforeseen_error_tells_nothing(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Any:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(gather, "overview", fail)
    response = client.get("/.json")
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal_error"
    assert "secret" not in response.text
    assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200), ("127.0.0.1:8017", 200), ("LOCALHOST:1", 200), ("[::1]:8017", 200), ("[::1]", 200),
        ("evil.example", 400), ("127.0.0.1.evil.example", 400), ("", 400), ("[::1", 400), ("[::1]x", 400),
        ("localhost@evil.example", 400),
    ],
)  # fmt: skip
def test_only_local_host_names(client: Any, host: str, status: int) -> None:
    response = client.get("/reports.json", headers={"host": host})
    assert response.status_code == status
    if status == 400:
        assert response.json()["error"]["code"] == "unknown_host"
        assert response.headers["x-content-type-options"] == "nosniff"


def test_a_host_name_can_be_added(filled: Any, client: Any) -> None:
    app = create_app(str(filled[0]), hosts=["record.example"])
    try:
        asked = type(client)(app)
        assert asked.get("/.json", headers={"host": "record.example:80"}).status_code == 200
        assert asked.get("/.json", headers={"host": "other.example"}).status_code == 400
    finally:
        app.state.record.close()


def test_head_is_get_without_a_body(client: Any) -> None:
    response = client.request("HEAD", "/reports")
    assert response.status_code == 200
    assert response.content == b""
    assert response.headers["content-type"].startswith("text/html")


def test_the_original_is_a_download(client: Any, ids: dict[int, str]) -> None:
    response = client.get(f"/reports/{ids[1]}/original")
    assert response.content == b"<p>1</p>"
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"] == 'attachment; filename="1.html"'
    assert response.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert response.headers["x-content-type-options"] == "nosniff"


def test_openapi_knows_the_shapes(client: Any) -> None:
    document = client.get("/openapi.json").json()
    assert "/reports/{report_id}.json" in document["paths"]
    assert set(document["paths"]["/reports.json"]) == {"get"}
    shapes = document["components"]["schemas"]
    wanted = re.findall(r'"#/components/schemas/([^"]+)"', msgspec.json.encode(document).decode())
    assert set(wanted) <= set(shapes)
    assert {"ReportPage", "Reading", "ErrorPage"} <= set(shapes)


def test_there_must_be_a_record(tmp_path: Any) -> None:
    with pytest.raises(RecordError):
        create_app(str(tmp_path / "none.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_says_how_to_choose_another() -> None:
    first = listen("127.0.0.1", 0)
    try:
        with pytest.raises(UsageError, match="choose another with --port"):
            listen("127.0.0.1", first.getsockname()[1])
    finally:
        first.close()


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8017/"),
        ("::1", "http://[::1]:8017/"),
        ("0.0.0.0", "http://127.0.0.1:8017/"),  # noqa: S104 (nothing is bound)
        ("localhost", "http://localhost:8017/"),
    ],
)
def test_the_address_to_open(host: str, shown: str) -> None:
    assert address(host, 8017) == shown
