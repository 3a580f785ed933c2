import bz2
import gzip
import io
import lzma
import random
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.original import Failure, Original
from sayso.ingest import sniff as kinds
from sayso.ingest.archives import clean_name
from sayso.ingest.find import FindOptions, find
from sayso.ingest.limits import Limits
from sayso.ingest.streams import Budget, Expanding, buffered

from .hostile import docx, page, pdf, tarred, warc, zipped

SEED = random.Random(5)
MEMBERS: dict[str, str | bytes] = {"a.txt": "Harvan", "in/b.html": page(SEED), "c.pdf": pdf(SEED), "d.docx": docx(SEED)}
BYTES = {name: content.encode() if isinstance(content, str) else content for name, content in MEMBERS.items()}
TYPES = [kinds.TEXT, kinds.HTML, kinds.PDF, kinds.DOCX]


def found(tmp_path: Path, name: str, content: bytes, **limits: int) -> list[Original | Failure]:
    path = tmp_path / name
    path.write_bytes(content)
    results = list(find([path], FindOptions(), Limits(**limits)))
    for each in results:
        assert each.uri.startswith(str(path))
    return results


def inside(results: list[Original | Failure]) -> list[str]:
    return [each.uri.partition("!/")[2] for each in results]


def reasons(results: list[Original | Failure]) -> list[str]:
    return [each.reason for each in results if isinstance(each, Failure)]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("r.zip", lambda: zipped(MEMBERS)),
        ("r.bin", lambda: zipped(MEMBERS, zipfile.ZIP_STORED)),
        ("bz.zip", lambda: zipped(MEMBERS, zipfile.ZIP_BZIP2)),
        ("r.tar", lambda: tarred(BYTES)),
        ("r.tar.gz", lambda: gzip.compress(tarred(BYTES))),
        ("r.tgz", lambda: gzip.compress(tarred(BYTES))),
        ("r.tar.bz2", lambda: bz2.compress(tarred(BYTES))),
        ("r.tar.xz", lambda: lzma.compress(tarred(BYTES))),
    ],
)
def test_every_member_of_an_archive(tmp_path: Path, name: str, pack: Callable[[], bytes]) -> None:
    results = found(tmp_path, name, pack())
    assert inside(results) == list(MEMBERS)
    originals = [each for each in results if isinstance(each, Original)]
    assert [each.content for each in originals] == list(BYTES.values())
    assert [each.media_type for each in originals] == TYPES


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.html.gz", gzip.compress(page(SEED)), kinds.HTML),
        ("a.txt.bz2", bz2.compress(b"Harvan"), kinds.TEXT),
        ("a.txt.xz", lzma.compress(b"Harvan"), kinds.TEXT),
        ("several.txt.gz", gzip.compress(b"Har") + gzip.compress(b"van") + b"\0" * 9, kinds.TEXT),
        ("trailing.txt.gz", gzip.compress(b"Harvan") + b"trailing", kinds.TEXT),
    ],
)
def test_a_compressed_file_is_one_document(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (result,) = found(tmp_path, name, content)
    assert isinstance(result, Original)
    assert (result.uri, result.media_type) == (str(tmp_path / name), kind)
    if kind == kinds.TEXT:
        assert result.content == b"Harvan"


def test_nested_containers_have_nested_addresses(tmp_path: Path) -> None:
    table = gzip.compress(b'{"text": "One"}\n{"text": "Two"}\n')
    inner = zipped({"in/a.txt": "x", "rows.jsonl.gz": table})
    outer = gzip.compress(tarred({"n.zip": inner, "z.txt": b"Last"}))
    results = found(tmp_path, "o.tgz", outer)
    expected = ["n.zip!/in/a.txt", "n.zip!/rows.jsonl.gz!/row/1", "n.zip!/rows.jsonl.gz!/row/2", "z.txt"]
    assert inside(results) == expected


def test_hidden_and_other_members_are_passed_over(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "__MACOSX/._a.txt": "x",
        ".git/b.txt": "x",
        "p.png": "x",
        "s.css": "x",
        "a.txt": "x",
    }
    assert inside(found(tmp_path, "a.zip", zipped(members))) == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/a.txt", "etc/a.txt"),
        ("/abs/a.txt", "abs/a.txt"),
        ("C:\\in\\a.txt", "in/a.txt"),
        ("./in//./a.txt", "in/a.txt"),
        ("d!/a.txt", "d%21/a.txt"),
        ("..", "unnamed"),
        ("a\x1b[2J\n\u202e.txt", "a\\x1b[2J\\n\\u202e.txt"),
        ("\udcff.txt", "\\xff.txt"),
    ],
)
def test_member_names_are_harmless(name: str, expected: str) -> None:
    assert clean_name(name) == expected


@given(st.text())
def test_any_member_name_gives_a_harmless_address(name: str) -> None:
    clean = clean_name(name.encode("utf-8", "replace").decode())
    assert clean
    assert not clean.startswith("/")
    assert ".." not in clean.split("/")
    assert "!/" not in clean


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "One")
        archive.writestr("a.txt", "Two")
    results = found(tmp_path, "a.zip", out.getvalue())
    assert inside(results) == ["a.txt", "a.txt#2"]
    assert [each.content for each in results if isinstance(each, Original)] == [b"One", b"Two"]


def test_names_in_utf8_without_its_flag(tmp_path: Path) -> None:
    content = bytearray(zipped({"Мост.txt": "x"}))
    for mark, place in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        content[content.index(mark) + place] &= ~0x08
    assert inside(found(tmp_path, "a.zip", bytes(content))) == ["Мост.txt"]


def test_a_bad_member_does_not_hide_the_others(tmp_path: Path) -> None:
    content = zipped({"a.txt": "A" * 90, "b.txt": "B" * 90, "c.txt": "C" * 90}, zipfile.ZIP_STORED)
    results = found(tmp_path, "a.zip", content.replace(b"B" * 90, b"B" * 80 + b"X" * 10))
    assert inside(results) == ["a.txt", "b.txt", "c.txt"]
    assert [isinstance(each, Failure) for each in results] == [False, True, False]
    assert "CRC" in reasons(results)[0]


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("name", ["r.tar.gz", "r.tar.bz2", "r.tar.xz", "r.tar", "r.zip"])
def test_what_is_cut_short_is_said_to_be(tmp_path: Path, name: str, at: float) -> None:
    big = {f"{n}.txt": random.Random(n).randbytes(3_000).hex().encode() for n in range(4)}
    packed = tarred(big)
    whole = {
        "r.tar.gz": gzip.compress(packed),
        "r.tar.bz2": bz2.compress(packed),
        "r.tar.xz": lzma.compress(packed),
        "r.tar": packed.rstrip(b"\0"),
        "r.zip": zipped(dict(big)),
    }[name]
    results = found(tmp_path, name, whole[: int(len(whole) * at)])
    assert any("cut short" in reason for reason in reasons(results))
    for each in results:
        if isinstance(each, Original):
            assert each.content == big[each.uri.rpartition("/")[2]]


def test_a_tar_without_its_end_mark_is_reported(tmp_path: Path) -> None:
    whole = tarred({"a.txt": b"x" * 512, "b.txt": b"y" * 512})
    results = found(tmp_path, "r.tar", whole[:1024])
    assert isinstance(results[0], Original)
    assert "end mark" in reasons(results)[0]


def test_a_corrupt_header_inside_a_tar_is_not_taken_for_its_end(tmp_path: Path) -> None:
    content = bytearray(tarred({"a.txt": b"x", "b.txt": b"y", "c.txt": b"z"}))
    content[1024 + 150] ^= 0xFF
    results = found(tmp_path, "r.tar", bytes(content))
    assert inside(results) == ["a.txt", ""]
    assert "corrupt" in reasons(results)[0]


def test_links_and_devices_in_a_tar(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("l", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("f", tarfile.FIFOTYPE),
            ("d", tarfile.CHRTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("a.txt")
        info.size = 1
        archive.addfile(info, io.BytesIO(b"x"))
    assert inside(found(tmp_path, "r.tar", out.getvalue())) == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "content", "limits", "setting"),
    [
        ("a.zip", zipped({"a.txt": b"0" * 20_000_000, "b.txt": "fine"}), {}, "max_ratio"),
        ("a.txt.gz", gzip.compress(b"0" * 20_000_000), {}, "max_ratio"),
        ("a.tar.xz", lzma.compress(tarred({"a.txt": b"0" * 20_000_000})), {}, "max_ratio"),
        ("a.zip", zipped({f"{n}.txt": b"0" * 4_000_000 for n in range(9)}), {}, "max_ratio"),
        ("a.zip", zipped({"a.txt": "abc" * 99}), {"max_expanded_bytes": 100}, "max_expanded_bytes"),
        ("a.txt.gz", gzip.compress(b"abc" * 99), {"max_expanded_bytes": 100}, "max_expanded_bytes"),
        ("a.zip", zipped({"a.txt": "abc" * 99}), {"max_file_bytes": 100}, "max_file_bytes"),
        ("a.txt.gz", gzip.compress(b"abc" * 99), {"max_file_bytes": 100}, "max_file_bytes"),
        ("a.tar", tarred({"a.txt": b"abc" * 99}), {"max_file_bytes": 100}, "max_file_bytes"),
        ("a.zip", zipped({f"{n}.txt": "x" for n in range(5)}), {"max_members": 3}, "max_members"),
        ("a.tar", tarred({f"{n}.txt": b"x" for n in range(5)}), {"max_members": 3}, "max_members"),
        ("a.warc", warc(SEED, 5), {"max_members": 3}, "max_members"),
        ("a.zip", zipped({"b.zip": zipped({"c.txt": "x"})}), {"max_depth": 1}, "max_depth"),
        ("a.gz", gzip.compress(gzip.compress(b"x")), {"max_depth": 1}, "max_depth"),
        ("a.zip", zipped({"a.txt": "x"}), {"max_container_bytes": 10}, "max_container_bytes"),
    ],
)
def test_limits(tmp_path: Path, name: str, content: bytes, limits: dict[str, int], setting: str) -> None:
    results = found(tmp_path, name, content, **limits)
    (reason,) = set(reasons(results))
    assert f"--limit {setting}=" in reason
    if setting == "max_members":
        assert sum(isinstance(each, Original) for each in results) == 3


def test_a_tar_in_gzip_is_one_level(tmp_path: Path) -> None:
    (result,) = found(tmp_path, "a.tgz", gzip.compress(tarred({"a.txt": b"x"})), max_depth=1)
    assert isinstance(result, Original)


def test_small_files_that_compress_well_are_no_bombs(tmp_path: Path) -> None:
    content = b"The road is closed. " * 100_000
    (member,) = found(tmp_path, "a.zip", zipped({"a.txt": content}))
    assert isinstance(member, Original)
    assert member.content == content


def test_a_bomb_in_an_archive_does_not_hide_the_rest(tmp_path: Path) -> None:
    bomb = gzip.compress(b"0" * 20_000_000)
    filler = random.Random(1).randbytes(200_000).hex()
    results = found(tmp_path, "a.tar", tarred({"a.txt": filler.encode(), "b.gz": bomb, "c.txt": b"Still read"}))
    assert inside(results) == ["a.txt", "b.gz", "c.txt"]
    assert [isinstance(each, Failure) for each in results] == [False, True, False]


@pytest.mark.skipif(not Path("/proc").exists(), reason="makes a large sparse file")
def test_a_large_container_is_streamed(tmp_path: Path) -> None:
    line = b'{"text": "' + b"The road is closed. " * 500 + b'"}\n'
    path = tmp_path / "rows.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for number in range(4_000):
            file.write(line.replace(b"road", b"road %d" % number))
    tracemalloc.start()
    count = sum(isinstance(each, Original) for each in find([path], FindOptions(), Limits(max_ratio=10_000)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4_000
    assert most < 3_000_000


def test_warc_pages(tmp_path: Path) -> None:
    results = found(tmp_path, "w.warc", warc(SEED, 3))
    assert inside(results) == ["record/1", "record/2", "record/3"]
    first = results[0]
    assert isinstance(first, Original)
    assert first.media_type == "text/html; charset=utf-8"
    assert first.given.url == "https://tesk.example/0"
    assert first.given.fetched_at == "2023-04-25T06:00:00Z"
    assert first.content.startswith(b"<!DOCTYPE html>")
    (tmp_path / "w.warc.gz").write_bytes(gzip.compress(warc(random.Random(5), 3)))
    assert inside(list(find([tmp_path / "w.warc.gz"], FindOptions(), Limits()))) == ["record/1", "record/2", "record/3"]


def record(http: bytes, body: bytes, kind: bytes = b"response", url: bytes = b"https://tesk.example/") -> bytes:
    block = http + b"\r\n\r\n" + body if http else body
    head = b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
    return head % (kind, url, len(block)) + block + b"\r\n\r\n"


RAW_DEFLATE = zlib.compress(b"<html>Tesk", wbits=-15)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (record(OK, b"<html>Tesk"), b"<html>Tesk"),
        (record(OK + b"\r\nContent-Encoding: gzip", gzip.compress(b"<html>Tesk")), b"<html>Tesk"),
        (record(OK + b"\r\nContent-Encoding: gzip", b"<html>Tesk"), b"<html>Tesk"),
        (record(OK + b"\r\nContent-Encoding: deflate", zlib.compress(b"<html>Tesk")), b"<html>Tesk"),
        (record(OK + b"\r\nContent-Encoding: deflate", RAW_DEFLATE), b"<html>Tesk"),
        (record(OK + b"\r\nTransfer-Encoding: chunked", b"6\r\n<html>\r\n4\r\nTesk\r\n0\r\n\r\n"), b"<html>Tesk"),
        (record(b"", b"<html>Tesk", b"resource"), b"<html>Tesk"),
        (record(OK + b"\r\nContent-Encoding: br", b"...."), "'br'"),
        (record(OK, b"\x89PNG\r\n\x1a\n"), "PNG"),
        (record(b"not http", b""), "no HTTP response"),
        (record(OK.replace(b"200", b"404"), b"<html>Gone"), None),
        (record(OK.replace(b"text/html", b"image/png"), b"x"), None),
        (record(b"GET / HTTP/1.1", b"", b"request"), None),
        (record(OK, b"", b"revisit"), None),
        (record(b"", b"x", b"response", b"dns:tesk.example"), None),
    ],
)
def test_warc_records(tmp_path: Path, content: bytes, expected: bytes | str | None) -> None:
    last = record(OK, b"<html>Last")
    *results, end = found(tmp_path, "w.warc", content + last)
    assert isinstance(end, Original)
    assert end.uri.endswith("!/record/2")
    if isinstance(expected, bytes):
        (page,) = results
        assert isinstance(page, Original)
        assert page.content == expected
    else:
        assert len(results) == (expected is not None)
        assert (expected or "") in " ".join(reasons(results))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (warc(SEED, 2)[:-300], "cut short"),
        (warc(SEED, 1) + b"garbage\r\n\r\n", "does not begin with WARC"),
        (warc(SEED, 1).replace(b"Content-Length: ", b"Content-Length: x"), "Content-Length"),
        (b"WARC/1.0\r\nA: " + b"x" * 2_000_000, "headers without end"),
    ],
)
def test_broken_warc_files(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in " ".join(reasons(found(tmp_path, "w.warc", content)))


@given(st.binary(max_size=3_000), st.sampled_from(["gzip", "bzip2", "xz", "deflate"]), st.integers(1, 700))
def test_what_expands_is_what_was_compressed(content: bytes, kind: str, step: int) -> None:
    pack = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress, "deflate": zlib.compress}[kind]
    packed = io.BytesIO(pack(content))
    with buffered(Expanding(packed, kind, Budget(Limits()))) as stream:
        assert b"".join(iter(lambda: stream.read(step), b"")) == content


def test_nothing_is_written_to_disk(tmp_path: Path) -> None:
    found(tmp_path, "a.zip", zipped({"../b.txt": "x", "c.zip": zipped({"d.txt": "x"})}))
    assert list(tmp_path.iterdir()) == [tmp_path / "a.zip"]
    assert not (tmp_path.parent / "b.txt").exists()
