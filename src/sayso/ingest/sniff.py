"""What a document is, told by its bytes first and by its name second."""

import re
from pathlib import PurePosixPath

from sayso.core.errors import UnreadableError, UnsupportedError
from sayso.ingest.decoding import bare_utf16, bom_encoding

HTML = "text/html"
TEXT = "text/plain"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIL = "message/rfc822"
MHTML = "multipart/related"
RSS = "application/rss+xml"
ATOM = "application/atom+xml"
ROW = "application/vnd.sayso.row+json"

BY_EXTENSION = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), HTML),
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), TEXT),
    ".pdf": PDF,
    ".docx": DOCX,
    ".eml": MAIL,
    ".mhtml": MHTML,
    ".mht": MHTML,
    ".rss": RSS,
    ".atom": ATOM,
}
"""Media type by file name extension, of the documents that are read."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"8BPS", "a Photoshop image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a Windows program"),
    (b"OggS", "Ogg sound or video"),
    (b"ID3", "MP3 sound"),
    (b"fLaC", "FLAC sound"),
    (b"\x1aE\xdf\xa3", "a Matroska video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"\x80\x04\x95", "a Python pickle"),
)
_UNSUPPORTED: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Microsoft Office or Outlook file (.doc, .xls, .msg); save it as .docx or .pdf",
    ),
    (b"{\\rtf", "an RTF document; save it as .docx or .pdf"),
    (b"%!PS", "a PostScript document; save it as .pdf"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; pack it as .zip or .tar.gz"),
    (b"Rar!\x1a\x07", "a RAR archive; pack it as .zip or .tar.gz"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file; pack it as .gz or .zip"),
)
_CONTAINERS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"WARC/", "warc"),
)
CONTAINER_EXTENSIONS = {
    ".zip": "zip",
    ".tar": "tar",
    **dict.fromkeys((".gz", ".tgz"), "gzip"),
    **dict.fromkeys((".bz2", ".tbz", ".tbz2"), "bzip2"),
    **dict.fromkeys((".xz", ".txz"), "xz"),
    ".warc": "warc",
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines"), "jsonl"),
    ".csv": "csv",
    **dict.fromkeys((".tsv", ".tab"), "tsv"),
}
"""Kind of container or table by file name extension."""
TABLES = frozenset({"jsonl", "csv", "tsv"})
_OFFICE = {
    "word/": (DOCX, ""),
    "xl/": (None, "an Excel workbook; save it as .csv"),
    "ppt/": (None, "a PowerPoint file; save it as .pdf"),
    "META-INF/container.xml": (None, "an EPUB book; save it as .html or .pdf"),
    "content.xml": (None, "an OpenDocument file; save it as .docx or .pdf"),
}
_ZIP_NAMED = frozenset({".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".pptx", ".odt", ".ods", ".odp", ".epub"})

_HEAD_BYTES = 8192
_TEXT_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PREAMBLE = re.compile(r"\s*(?:<\?xml[^>]*\?>|<\?xml-[^>]*\?>|<!--.*?-->|\s)*", re.DOTALL)
_DOCTYPE_HTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_XML_DOCTYPE = re.compile(r"<!DOCTYPE\s[^>\[]*(?:\[.*?\]\s*)?>\s*", re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)([^>]*)")
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(?:[ \t]|$)")
_MAIL_MARKS = frozenset({"received", "message-id", "mime-version", "return-path", "x-mailer", "delivered-to"})
_MAIL_TO = frozenset({"to", "received", "delivered-to", "cc", "return-path"})


def sniff(content: bytes, name: str = "", declared: str | None = None) -> str:
    r"""Return the media type of a document.

    Args:
        content: All bytes of the document; an archive is not a document.
        name: Its file name or the path of its address, for the extension.
        declared: Media type given by an HTTP or mail header, with or without parameters.

    Returns:
        One of `HTML`, `TEXT`, `PDF`, `DOCX`, `MAIL`, `MHTML`, `RSS`, `ATOM`. Plain text that merely contains tags is
        `TEXT`, a whole HTML page is `HTML` whatever its name.

    Raises:
        UnreadableError: Empty, binary, or something else than its name says that cannot be read.
        UnsupportedError: A format that sayso does not read.

    >>> sniff(b"<!DOCTYPE html>\n<title>Bridge reopened</title>", "page.txt")
    'text/html'
    """
    _refuse_empty(content)
    extension = extension_of(name)
    said = BY_EXTENSION.get(extension)
    called = f"named {extension}, but " if extension else ""
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content, called)
    refuse_other_formats(content, name)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return PDF
    if said == PDF and b"%PDF-" in content[:1024]:
        return PDF
    if said in (PDF, DOCX):
        kind = "binary data" if is_binary(content) else "plain text"
        raise UnreadableError(f"named {extension}, but the bytes are {kind}")
    if is_binary(content):
        raise UnreadableError(f"{called}the bytes are binary data of a kind that is not known")
    return _text_type(_head_text(content), said, _bare_type(declared), extension)


def container(head: bytes, name: str) -> str | None:
    """Return the kind of container or table (`zip`, `tar`, `gzip`, `bzip2`, `xz`, `warc`, `jsonl`, `csv`, `tsv`).

    Returns None for a document. Office documents are zip archives inside but documents to us: by name here, by their
    members once opened (`office_members`).

    Args:
        head: The first bytes, at least 512 where there are so many.
        name: File name, for the extension.

    Raises:
        UnreadableError: Named like a container or table, but the bytes are something else.
    """
    extension = extension_of(name)
    said = CONTAINER_EXTENSIONS.get(extension)
    found = _container_by_bytes(head)
    if found == "zip" and extension in _ZIP_NAMED:
        return None
    if found is not None:
        return found
    if said is None or not head:
        return None
    if said in TABLES:
        refuse_other_formats(head, name)
        if is_binary(head):
            raise UnreadableError(f"named {extension}, but the bytes are binary data, not a table")
        return said
    refuse_other_formats(head, name)
    if said == "tar" and is_binary(head):
        return "tar"  # tar files of before 1988 have no mark
    kind = "binary data of a kind that is not known" if is_binary(head) else "plain text"
    raise UnreadableError(f"named {extension}, but the bytes are {kind}")


def office_members(names: list[str], called: str = "") -> str | None:
    """Return `DOCX` if these are the members of a Word document, None if of an ordinary zip archive.

    Raises:
        UnsupportedError: They are those of another office format.
    """
    if "[Content_Types].xml" not in names and "mimetype" not in names[:1]:
        return None
    for start, (media_type, what) in _OFFICE.items():
        if any(name.startswith(start) for name in names):
            if media_type is None:
                raise UnsupportedError(f"{called}it is {what}")
            return media_type
    return None


def refuse_other_formats(content: bytes, name: str = "") -> None:
    """Raise UnreadableError or UnsupportedError if `content` begins like a format that sayso does not read.

    Raises:
        UnreadableError: An image, sound, a program and the like.
        UnsupportedError: A document or archive in a format that is not read.
    """
    extension = extension_of(name)
    called = f"named {extension}, but " if extension in BY_EXTENSION or extension in CONTAINER_EXTENSIONS else ""
    for mark, what in _UNSUPPORTED:
        if content.startswith(mark):
            raise UnsupportedError(f"{called}the bytes are {what}")
    for mark, what in _MAGIC:
        if content.startswith(mark):
            _refuse_media(called, what)
    if content[4:8] == b"ftyp":
        _refuse_media(called, "a video, or a HEIF image")
    if content[:4] == b"RIFF" and content[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        _refuse_media(called, "a WebP image, sound or video")


def is_binary(content: bytes) -> bool:
    """Whether the first bytes hold more control bytes than text in any encoding would."""
    head = content[:_HEAD_BYTES]
    if bom_encoding(head) is not None or bare_utf16(head) is not None:
        return False  # whether it is text after all shows when it is decoded
    control = len(_TEXT_CONTROL.findall(head))
    return control > max(2, len(head) // 20)


def extension_of(name: str) -> str:
    """Return the lower-case extension of a file name or address with its dot, or an empty string.

    >>> extension_of("pages/story.HTML?print=1")
    '.html'
    """
    bare = re.split(r"[?#]", name, maxsplit=1)[0]
    suffix = PurePosixPath(bare.replace("\\", "/")).suffix.lower()
    return suffix if re.fullmatch(r"\.(?=[0-9]*[a-z])[a-z0-9]{1,10}", suffix) else ""


def _refuse_media(called: str, what: str) -> None:
    if called:
        raise UnreadableError(f"{called}the bytes are {what}")
    raise UnsupportedError(f"the file is {what}, which holds no text that sayso reads")


def _refuse_empty(content: bytes) -> None:
    if not content:
        raise UnreadableError("the file is empty")
    if not content[:65536].strip(b" \t\r\n\f\v\x00\xef\xbb\xbf\xff\xfe") and not content.strip(b" \t\r\n\f\v\x00"):
        raise UnreadableError("the file holds nothing but white space or NUL bytes")


def _container_by_bytes(head: bytes) -> str | None:
    for mark, kind in _CONTAINERS:
        if head.startswith(mark):
            return kind
    if head[:3] == b"BZh" and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
        return "bzip2"
    if head[257:262] == b"ustar":
        return "tar"
    return None


def _office_type(content: bytes, called: str) -> str:
    """Tell a Word document from other zip files by the names in its directory, without opening it."""
    tail = content[-2_000_000:]
    names = (
        ["[Content_Types].xml"] if b"[Content_Types].xml" in content[:4096] or b"[Content_Types].xml" in tail else []
    )
    names += ["mimetype"] if content[30:38] == b"mimetype" else []
    names += [start for start in _OFFICE if start.encode() in tail or start.encode() in content[:65536]]
    found = office_members(names, called)
    if found is None:
        raise UnreadableError(f"{called}the bytes are a zip archive without a document in it, or one cut short")
    return found


def _head_text(content: bytes) -> str:
    """Return the first characters, decoded well enough to see tags and headers."""
    head = content[:_HEAD_BYTES]
    encoding = bom_encoding(head) or bare_utf16(head) or "utf-8"
    return head.decode(encoding, "replace").lstrip("\ufeff")


def _bare_type(declared: str | None) -> str | None:
    return declared.split(";")[0].strip().lower() if declared else None


def _text_type(head: str, said: str | None, declared: str | None, extension: str) -> str:
    start = head[_PREAMBLE.match(head).end() :]  # type: ignore[union-attr]
    if _DOCTYPE_HTML.match(start):
        return HTML
    mail = _mail_type(head, said, declared)
    if mail is not None:
        return mail
    page = said == HTML or (said is None and declared in (HTML, "application/xhtml+xml"))
    if head.lstrip().startswith("<?xml") or said in (RSS, ATOM) or extension == ".xml":
        return _xml_type(start, page, said)
    root = _ROOT.match(start)
    if root is not None and root[1] in ("rss", "feed", "rdf:RDF") and said is None and not page:
        return _xml_type(start, page, said)
    return HTML if page else TEXT


def _xml_type(start: str, page: bool, said: str | None) -> str:
    root = _ROOT.match(_XML_DOCTYPE.sub("", start, count=1))
    name = root[1] if root else ""
    if name == "rss" or (root is not None and name == "rdf:RDF" and "purl.org/rss" in start):
        return RSS
    if name == "feed" or name.endswith(":feed"):
        return ATOM
    if page:
        return HTML
    if name:
        raise UnsupportedError(f"XML with the root element <{name}>, which is no RSS or Atom feed")
    if said in (RSS, ATOM):
        raise UnreadableError("named like a feed, but the bytes are plain text, not XML")
    raise UnreadableError("named or begun like XML, but it has no root element")


def _mail_type(head: str, said: str | None, declared: str | None) -> str | None:
    fields = _header_fields(head)
    saved_page = "snapshot-content-location" in fields or (
        fields.get("content-type", "").lower().startswith("multipart/related") and not _MAIL_TO & fields.keys()
    )
    if said in (MAIL, MHTML) or declared in (MAIL, MHTML):
        if not fields:
            what = "mail" if MAIL in (said, declared) else "saved page"
            raise UnreadableError(f"meant to be a {what}, but the bytes do not begin with header lines")
        return MHTML if said == MHTML or saved_page else MAIL
    if saved_page and "mime-version" in fields:
        return MHTML
    if said == HTML or not {"from", "subject", "date"} & fields.keys():
        return None
    return MAIL if len(_MAIL_MARKS & fields.keys()) >= 2 or "message-id" in fields else None


def _header_fields(head: str) -> dict[str, str]:
    """Return the header lines that `head` begins with, by lower-case name; none if it begins with anything else."""
    fields: dict[str, str] = {}
    last = ""
    for number, line in enumerate(head.split("\n")):
        bare = line.rstrip("\r")
        if not bare:
            break
        found = _HEADER_LINE.match(bare)
        if found is not None:
            last = found[1].lower()
            fields.setdefault(last, bare[found.end() :].strip())
        elif last and bare[0] in " \t":
            fields[last] += " " + bare.strip()
        elif number or not bare.startswith("From "):  # "From " begins a message of a mailbox file
            return {}
    return fields
