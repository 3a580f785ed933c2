import gzip
import io
import os
from collections import Counter
from pathlib import Path

import pytest

from sayso.core.original import Failure, Given, Original
from sayso.ingest import sniff as kinds
from sayso.ingest.find import FindOptions, find
from sayso.ingest.limits import Limits

from .hostile import zipped

PNG = b"\x89PNG\r\n\x1a\n...."


def found(*paths: Path | str, options: FindOptions | None = None, **limits: int) -> list[Original | Failure]:
    return list(find(paths, options or FindOptions(), Limits(**limits)))


def uris(results: list[Original | Failure], folder: Path) -> list[str]:
    return [each.uri.replace(f"{folder}/", "") for each in results]


def only_failure(results: list[Original | Failure]) -> Failure:
    (failure,) = results
    assert isinstance(failure, Failure)
    return failure


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files: dict[str, bytes] = {
        "b.txt": b"Second",
        "a.html": b"<html>First",
        "c/z.md": b"Fourth",
        "c/a.TXT": b"Third",
        "B.txt": b"Capitals come first",
        "note": b"No extension",
        "page.php": b"<!doctype html><p>x",
        "words.foo": b"An extension nobody knows",
        "photo.png": PNG,
        "style.css": b"a {}",
        "b.ann": b"T1",
        "code.py": b"x = 1",
        ".git/a.txt": b"hidden",
        "__MACOSX/a.txt": b"hidden",
        ".DS_Store": b"hidden",
        "data": bytes(range(32)) * 9,
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_folder_is_walked_by_name_and_the_rest_counted(folder: Path) -> None:
    skipped: Counter[str] = Counter()
    results = list(find([folder], FindOptions(), Limits(), skipped=skipped))
    assert uris(results, folder) == ["B.txt", "a.html", "b.txt", "c/a.TXT", "c/z.md", "note", "page.php"]
    assert all(isinstance(each, Original) for each in results)
    assert skipped == {"hidden": 3, ".png": 1, ".css": 1, ".ann": 1, ".py": 1, ".foo": 1, "no extension": 1}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("words.foo", kinds.TEXT),
        ("photo.png", "not reports"),
        ("code.py", "not reports"),
        ("data", "binary"),
        (".DS_Store", kinds.TEXT),
    ],
)
def test_what_the_user_names_is_tried(folder: Path, name: str, expected: str) -> None:
    (result,) = found(folder / name)
    assert expected in (result.reason if isinstance(result, Failure) else str(result.media_type))


@pytest.mark.parametrize("name", ["a.doc", "a.rtf", "a.rar", "a.xml", "a.pdf", "a.html"])
def test_reports_that_cannot_be_read_are_failures_in_folders_too(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    failure = only_failure(found(tmp_path))
    assert (failure.uri, failure.stage) == (str(tmp_path / name), "open")
    assert failure.sha256 is not None


def test_a_file_reached_twice_is_found_once(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "b.txt")
    (folder / "again").symlink_to(folder / "c")
    paths = [folder / "b.txt", folder, folder / "c", str(folder / "c" / ".." / "a.html")]
    results = uris(found(*paths), folder)
    assert results == ["b.txt", "B.txt", "a.html", "again/a.TXT", "again/z.md", "note", "page.php"]


def test_loops_pipes_and_dead_links_are_failures_and_the_walk_goes_on(tmp_path: Path) -> None:
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "loop").symlink_to(tmp_path)
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "z.txt").write_text("Still read")
    results = found(tmp_path, "/dev/null")
    assert uris(results, tmp_path) == ["dead.txt", "in/loop", "pipe.txt", "z.txt", "/dev/null"]
    reasons = [each.reason for each in results if isinstance(each, Failure)]
    assert [each.stage for each in results if isinstance(each, Failure)] == ["find"] * 4
    for reason, words in zip(reasons, ["no such file", "leads back to", "named pipe", "device"], strict=True):
        assert words in reason


@pytest.mark.parametrize(
    ("path", "words"), [("", "empty"), ("no/such", "no such file"), ("a\0b", "null"), ("x" * 5000, "name")]
)
def test_impossible_paths(path: str, words: str) -> None:
    failure = only_failure(found(path))
    assert words in failure.reason.lower()
    assert failure.uri.isprintable()


@pytest.mark.skipif(os.geteuid() == 0, reason="everything can be read by root")
def test_permission_is_denied(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    assert "permission" in only_failure(found(tmp_path / "a.txt")).reason


def test_errors_while_reading_are_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.txt").write_text("x")
    whole = Path.open

    def broken(path: Path, *args: object, **kwargs: object) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return whole(path, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", broken)
    first, second = found(tmp_path)
    assert isinstance(first, Failure)
    assert "permission" in first.reason
    assert isinstance(second, Original)


def test_names_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\xff\n.txt")).write_text("x")
    (result,) = found(tmp_path)
    assert result.uri == f"{tmp_path}/a\\xff\\n.txt"


def test_deep_folders(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("Deep down")
    (result,) = found(tmp_path)
    assert isinstance(result, Original)


def test_what_the_user_says_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.jsonl").write_text('{"text": "x", "published": "2020", "outlet": "Tesk Daily", "id": 7}')
    said = Given(published="2023-04-25", published_by_user=True, outlet="Harvan Post")
    text, row = found(tmp_path, options=FindOptions(published="2023-04-25", outlet="Harvan Post"))
    assert isinstance(text, Original)
    assert isinstance(row, Original)
    assert text.given == said
    assert (row.given.published, row.given.outlet, row.given.external_id) == ("2023-04-25", "Harvan Post", "7")
    assert row.given.published_by_user
    (row,) = (each for each in found(tmp_path / "b.jsonl") if isinstance(each, Original))
    assert row.given == Given(external_id="7", published="2020", outlet="Tesk Daily")


def test_as_is_is_for_text_and_rows(tmp_path: Path) -> None:
    contents = {
        "a.txt": b"x\r\n",
        "b.txt": b"<html>x",
        "c.html": b"<html>x",
        "d.jsonl": b'{"text": "x\\r\\n"}',
        "e.md": b"x",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    results = [each for each in found(tmp_path, options=FindOptions(as_is=True)) if isinstance(each, Original)]
    assert [each.as_is for each in results] == [True, True, False, True, True]
    assert results[1].media_type == kinds.TEXT
    assert not any(each.as_is for each in found(tmp_path) if isinstance(each, Original))


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b'{"text": "One"}\n{"text": "Two"}\n', "-", ["-!/row/1", "-!/row/2"]),
        (b"Plain words", "-", ["-"]),
        (b"<html>A page", "-", ["-"]),
        (b"id,text\n1,x\n", "rows.csv", ["rows.csv!/row/1"]),
        (zipped({"a.txt": "x", "b.txt": "y"}), "-", ["-!/a.txt", "-!/b.txt"]),
        (gzip.compress(b'{"text": "One"}'), "-", ["-!/row/1"]),
        (b"", "-", ["-"]),
    ],
)
def test_standard_input(content: bytes, name: str, expected: list[str]) -> None:
    stdin = io.BytesIO(content)
    results = list(find(["-"], FindOptions(stdin_name=name), Limits(), stdin))
    assert [each.uri for each in results] == expected
    assert not stdin.closed


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "c.pdf", "d"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(200_000_000)
    results = found(tmp_path)
    assert len(results) == 4
    for each in results:
        assert isinstance(each, Failure)
        assert "200,000,000" in each.reason
        assert "--limit max_file_bytes=" in each.reason


def test_a_container_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "x"}\n' * 100)
    assert "max_container_bytes" in only_failure(found(tmp_path, max_container_bytes=1_000)).reason


def test_json_documents_are_told_from_json_lines(tmp_path: Path) -> None:
    (tmp_path / "lines.json").write_text('{"text": "x"}\n')
    (tmp_path / "one.json").write_text('{\n "text": "x"\n}')
    lines, one = found(tmp_path / "lines.json", tmp_path / "one.json")
    assert isinstance(lines, Original)
    assert isinstance(one, Failure)
    assert ".jsonl" in one.reason
