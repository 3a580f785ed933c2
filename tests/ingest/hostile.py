"""Makes corrupt and hostile files from a seed, for the tests that nothing is lost and nothing crashes."""

import bz2
import gzip
import io
import json
import lzma
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

_SENTENCE = "the bridge at Harvan was closed on Friday after shelling near Tesk said colonel Iveli of the border guard"
WORDS = _SENTENCE.split()
SPARSE_BYTES = 200_000_000
Make = Callable[[random.Random], bytes]


def make_hostile(folder: Path, seed: int, count: int) -> list[Path]:
    """Write `count` files into `folder` and return their paths, in order; the same seed gives the same files.

    Every kind below comes up in turn, so that with `count` of 60 or more each is there. None takes more than about
    a megabyte of disk; one is a sparse file of 200 MB.
    """
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    kinds = sorted(_KINDS)
    paths = []
    for number in range(count):
        name = kinds[number % len(kinds)]
        path = folder / f"{number:04d}-{name}"
        if name == _SPARSE:
            with path.open("wb") as file:
                file.truncate(SPARSE_BYTES)
        else:
            path.write_bytes(_KINDS[name](chance))
        paths.append(path)
    return paths


def prose(chance: random.Random, words: int = 80) -> str:
    """Return a few paragraphs of invented news."""
    return " ".join(chance.choice(WORDS) for _ in range(words)).replace(" said ", '. "We stay," he said. ')


def page(chance: random.Random) -> bytes:
    """Return a whole HTML page."""
    body = "".join(f"<p>{prose(chance)}</p>" for _ in range(5))
    return (
        f"<!DOCTYPE html><html><head><title>Harvan</title></head><body><article>{body}</article></body></html>".encode()
    )


def pdf(chance: random.Random) -> bytes:
    """Return a small PDF with a text layer."""
    shown = prose(chance, 12).replace("(", "").replace(")", "").encode()
    stream = zlib.compress(b"BT /F1 12 Tf 72 700 Td (" + shown + b") Tj ET")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >> stream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)


def docx(chance: random.Random) -> bytes:
    """Return a small Word document."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    body = "".join(f"<w:p><w:r><w:t>{prose(chance, 20)}</w:t></w:r></w:p>" for _ in range(4))
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return zipped(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/><Override PartName="/word/document.xml" ContentType="{office}"/></Types>',
            "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships"><Relationship Id="rId1" Type="{relation}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
        }
    )


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    """Return a tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def warc(chance: random.Random, records: int = 4) -> bytes:
    """Return a WARC file of HTML responses."""
    out = b""
    for number in range(records):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(chance)
        out += (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://tesk.example/{number}\r\n"
            "WARC-Date: 2023-04-25T06:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000"
            f"{number}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        ).encode() + http
        out += b"\r\n\r\n"
    return out


def mail(chance: random.Random) -> bytes:
    """Return a mail message."""
    head = "From: desk@tesk.example\r\nTo: b@tesk.example\r\nSubject: Harvan\r\nMIME-Version: 1.0\r\nMessage-ID: <1@x>"
    return f"{head}\r\nDate: Tue, 25 Apr 2023 06:00:00 +0000\r\n\r\n{prose(chance)}\r\n".encode()


def json_rows(chance: random.Random, rows: int) -> bytes:
    """Return JSON lines."""
    return b"".join(json.dumps({"id": n, "text": prose(chance, 8)}).encode() + b"\n" for n in range(rows))


def cut(make: Make) -> Make:
    """Return a maker of the same files, cut short at a random place."""

    def made(chance: random.Random) -> bytes:
        whole = make(chance)
        return whole[: chance.randrange(1, len(whole))]

    return made


def flipped(make: Make) -> Make:
    """Return a maker of the same files with random bytes changed."""

    def made(chance: random.Random) -> bytes:
        content = bytearray(make(chance))
        for _ in range(chance.randrange(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        return bytes(content)

    return made


def _zip(chance: random.Random) -> bytes:
    return zipped({"a.txt": prose(chance), "b.html": page(chance), "rows.jsonl": json_rows(chance, 3)})


def _tar(chance: random.Random) -> bytes:
    return tarred({"a.txt": prose(chance).encode(), "in/b.html": page(chance), "c.zip": _zip(chance)})


def _flat_bomb(chance: random.Random) -> bytes:
    return zipped({f"{n}.txt": b"0" * 12_000_000 for n in range(chance.randrange(1, 3))})


def _nested_bomb(chance: random.Random) -> bytes:
    inner = zipped({"0.txt": b"0" * 3_000_000})
    for _ in range(chance.randrange(2, 4)):
        inner = zipped({f"{n}.zip": inner for n in range(6)})
    return inner


def _layers(chance: random.Random) -> bytes:
    content = prose(chance).encode()
    for number in range(chance.randrange(6, 30)):
        content = zipped({"in.zip" if number else "a.txt": content})
    return content


def _gzip_layers(chance: random.Random) -> bytes:
    content = prose(chance).encode()
    for _ in range(chance.randrange(6, 30)):
        content = gzip.compress(content, mtime=0)
    return content


def _deep_page(chance: random.Random) -> bytes:
    deep = chance.randrange(2_000, 30_000)
    return b"<!DOCTYPE html><html><body>" + b"<div>" * deep + prose(chance).encode() + b"</div>" * deep


def _bad_table(chance: random.Random) -> bytes:
    lines = ["id,text,title"]
    for number in range(10_000):
        choice = chance.randrange(10)
        lines.append(
            f"{number},,{choice}" if choice == 0
            else f"{number},a,b,c,d,e" if choice == 1
            else f'{number},"quoted" wrongly,x' if choice == 2
            else f"{number},The road at Tesk is open again.,t"
        )  # fmt: skip
    return "\n".join(lines).encode()


def _bad_rows(chance: random.Random) -> bytes:
    bad = [
        b"{",
        b"[1,2]",
        b'{"text": 5}',
        b'{"text": ""}',
        b'{"text": "\\ud800"}',
        b'{"text": "\xff\xfe"}',
        b"\x00",
        b'"x"',
    ]
    bad.append(b"[" * 5_000)
    good = json.dumps({"text": "The road at Tesk is open again."}).encode()
    return b"\n".join(chance.choice(bad) if chance.random() < 0.2 else good for _ in range(2_000))


def _mixed_text(chance: random.Random) -> bytes:
    pieces = [prose(chance, 10).encode(chance.choice(["utf-8", "utf-16", "cp1252", "utf-16-be"])) for _ in range(9)]
    return b"\x93".join(pieces) + "é ж “x”".encode()


def _endless_tar_member(chance: random.Random) -> bytes:
    header = bytearray(tarred({"a.txt": b"x"})[:512])
    header[124:136] = b"\x80" + (1 << chance.randrange(40, 62)).to_bytes(11, "big")
    header[148:156] = b"        "
    header[148:156] = b"%06o\x00 " % sum(header)
    return bytes(header) + b"x" * 2_000


def _encrypted_zip(chance: random.Random) -> bytes:
    content = bytearray(_zip(chance))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def _lying_zip(chance: random.Random) -> bytes:
    content = bytearray(_zip(chance))
    at = content.find(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, chance.choice([1, 0xFFFFFFF0, 100_000_000]))
    return bytes(content)


def _tricky_names(chance: random.Random) -> bytes:
    text = prose(chance)
    return zipped(
        {"../../etc/a.txt": text, "/abs/b.txt": text, "C:\\c.txt": text, "d!/e\x1b[2J\n.txt": text, "..": text}
    )


def _noise(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(1, 4_000))


def _feed(chance: random.Random) -> bytes:
    items = "".join(f"<item><title>T</title><description>{prose(chance)}</description></item>" for _ in range(3))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tesk</title>{items}</channel></rss>'.encode()


_SPARSE = "sparse.txt"
_KINDS: dict[str, Make] = {
    _SPARSE: lambda _: b"",
    "empty.html": lambda _: b"",
    "blank.txt": lambda _: b" \r\n\t" * 50,
    "nul.txt": lambda c: b"\x00" * c.randrange(1, 90_000),
    "some-nul.txt": lambda c: prose(c).replace(" ", " \x00", 2).encode(),
    "png.txt": lambda c: b"\x89PNG\r\n\x1a\n" + c.randbytes(200),
    "jpeg.html": lambda c: b"\xff\xd8\xff\xe0" + c.randbytes(200),
    "old.doc": lambda c: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + c.randbytes(600),
    "text.pdf": lambda c: prose(c).encode(),
    "text.docx": lambda c: prose(c).encode(),
    "text.zip": lambda c: prose(c).encode(),
    "text.tar.gz": lambda c: prose(c).encode(),
    "zip.docx": _zip,
    "docx.zip": docx,
    "pdf.html": pdf,
    "noise.txt": _noise,
    "noise.html": _noise,
    "noise.pdf": lambda c: b"%PDF-1.7\n" + _noise(c),
    "noise.docx": lambda c: b"PK\x03\x04" + _noise(c),
    "noise.zip": lambda c: b"PK\x03\x04" + _noise(c),
    "noise.gz": lambda c: b"\x1f\x8b\x08" + _noise(c),
    "noise.tar": lambda c: c.randbytes(257) + b"ustar\x00" + c.randbytes(3_000),
    "noise.warc": lambda c: b"WARC/1.0\r\n" + _noise(c),
    "noise.eml": lambda c: b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=" + _noise(c),
    "noise.csv": _noise,
    "noise.jsonl": _noise,
    "noise": _noise,
    "utf16-noise.txt": lambda c: b"\xff\xfe" + c.randbytes(3_001),
    "mixed.txt": _mixed_text,
    "mixed.html": lambda c: b"<html><body><p>" + _mixed_text(c),
    "deep.html": _deep_page,
    "unclosed.html": lambda c: b"<html><body><p>" + b"<a href='" * 3_000 + prose(c).encode(),
    "cut.html": cut(page),
    "cut.pdf": cut(pdf),
    "cut.docx": cut(docx),
    "cut.zip": cut(_zip),
    "cut.tar": cut(_tar),
    "cut.tgz": cut(lambda c: gzip.compress(_tar(c), mtime=0)),
    "cut.txt.bz2": cut(lambda c: bz2.compress(prose(c).encode())),
    "cut.txt.xz": cut(lambda c: lzma.compress(prose(c).encode())),
    "cut.warc": cut(warc),
    "cut.warc.gz": cut(lambda c: gzip.compress(warc(c), mtime=0)),
    "cut.eml": cut(mail),
    "cut.rss": cut(_feed),
    "cut.jsonl": cut(lambda c: json_rows(c, 20)),
    "flipped.pdf": flipped(pdf),
    "flipped.docx": flipped(docx),
    "flipped.zip": flipped(_zip),
    "flipped.tar": flipped(_tar),
    "flipped.tar.xz": flipped(lambda c: lzma.compress(_tar(c))),
    "flipped.warc": flipped(warc),
    "flipped.rss": flipped(_feed),
    "flat-bomb.zip": _flat_bomb,
    "nested-bomb.zip": _nested_bomb,
    "bomb.txt.gz": lambda _: gzip.compress(b"0" * 40_000_000, mtime=0),
    "bomb.tar.bz2": lambda _: bz2.compress(tarred({"0.txt": b"0" * 12_000_000})),
    "layers.zip": _layers,
    "layers.gz": _gzip_layers,
    "table.csv": _bad_table,
    "rows.jsonl": _bad_rows,
    "no-text.csv": lambda _: b"id,body\n1,x\n",
    "unclosed.csv": lambda c: b'id,text\n1,"' + prose(c).encode() + b"\n2,x\n" * 200,
    "endless.tar": _endless_tar_member,
    "encrypted.zip": _encrypted_zip,
    "lying.zip": _lying_zip,
    "names.zip": _tricky_names,
    "other.xml": lambda _: b'<?xml version="1.0"?><a>' + b"<b>" * 4_000,
    "entities.rss": lambda _: (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
        b'<rss version="2.0"><channel><title>&b;&b;&b;</title></channel></rss>'
    ),
}
