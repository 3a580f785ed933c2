"""Bytes to text: byte order marks, declared charsets, UTF-8, and a guess where nothing else holds."""

import codecs
import logging
import re
import unicodedata
import warnings
from collections.abc import Iterator

import charset_normalizer

from sayso.core.errors import UnreadableError
from sayso.ingest.mojibake import SHOWN_UTF8

MIXED_ERRORS = "sayso-cp1252"
"""Codec error handler: bytes that are not UTF-8 are read as windows-1252."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 32_768
_MOST_BAD_SHARE = 0.02
_FEW_HIGH_SHARE = 0.02
_BAD = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ufdd0-\ufdef\ufffe\uffff]")
_ESCAPED = re.compile("[\udc80-\udcff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.\-]{2,40})["']""")
# What the web calls these is a superset of what the name says (WHATWG Encoding Standard, labels).
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
}
# Codecs of Python that no document is in, or that would let bytes stand for arbitrary code points.
_NOT_CHARSETS = frozenset({"unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "mbcs", "oem"})
# What text without a declaration is in, all but always; other guesses come after these.
_COMMON = frozenset(
    {"cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8-r", "koi8-u"}
    | {
        "gb18030",
        "cp950",
        "cp932",
        "euc_jp",
        "euc_jis_2004",
        "cp949",
        "cp874",
        "iso8859-2",
        "iso8859-5",
        "iso8859-6",
        "iso8859-7",
    }
)
_SEVEN_BIT = ("iso2022", "utf-7", "hz")

logging.getLogger("charset_normalizer").addHandler(logging.NullHandler())


def decode(content: bytes, declared: str | None = None, *, as_is: bool = False) -> str:
    r"""Return the text that `content` holds.

    A byte order mark decides; then UTF-8, if it is valid; then the charset that is declared, by the caller or in the
    bytes (XML prolog, HTML meta); then a guess. Text that is UTF-8 but for a few bytes has those read as windows-1252.
    Line ends become `\n`, a byte order mark and NUL characters go.

    Args:
        content: The bytes.
        declared: Charset that an HTTP or mail header gives; null if none does. A name that is not known is ignored.
        as_is: Take the text exactly as `open(file, encoding=..., newline="")` would give it: line ends and the mark
            of UTF-8 stay, and no byte is repaired.

    Raises:
        UnreadableError: What comes out is not text, or with `as_is` the bytes are not wholly in one encoding.

    >>> decode("Café\r\n".encode("utf-16"))
    'Café\n'
    """
    text = _decode_exact(content, declared) if as_is else _decode_any(content, declared)
    _check_is_text(text)
    if as_is:
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "")


def encoding_of(content: bytes, declared: str | None = None) -> str:
    """Return the name of the Python codec that `content` is most likely in; `utf-8` for mixtures with UTF-8."""
    return next(_candidates(content, declared))


def charset_name(label: str | None) -> str | None:
    """Return the Python codec for a charset label as headers and pages give it, or None if it is not known.

    Source: WHATWG Encoding Standard for the labels whose text is really in a superset (`iso-8859-1` is windows-1252).
    """
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'").lower()).name
        b"".decode(name)
    except (LookupError, ValueError):
        return None
    if name in _NOT_CHARSETS:
        return None
    return _SUPERSETS.get(name, name)


def declared_charset(content: bytes) -> str | None:
    """Return the charset that an XML prolog or an HTML meta element at the start of `content` declares, if any."""
    head = content[:4096]
    if not head.lstrip().startswith(b"<"):
        return None
    found = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    if found is None:
        return None
    name = charset_name(found[1].decode("ascii"))
    # The declaration was read as ASCII, so the bytes cannot be in one of these.
    return None if name is None or name.startswith(("utf-16", "utf-32")) else name


def bom_encoding(content: bytes) -> str | None:
    """Return the codec that a byte order mark at the start of `content` names; the codec removes the mark."""
    return next((name for mark, name in _BOMS if content.startswith(mark)), None)


def bare_utf16(content: bytes) -> str | None:
    """Return `utf-16-le`, `utf-32-be` and so on where NUL bytes stand as in such text without a mark, else None."""
    sample = content[: _SAMPLE_BYTES - _SAMPLE_BYTES % 4]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    found = _by_nuls(sample)
    return found if found is not None and _is_plausible(sample, found) else None


def _by_nuls(sample: bytes) -> str | None:
    size = len(sample) - len(sample) % 4
    nuls = [sample[place:size:4].count(0) for place in range(4)]
    quarter = size // 4
    if nuls[2] == quarter == nuls[3] and nuls[0] < quarter / 2:
        return "utf-32-le"
    if nuls[0] == quarter == nuls[1] and nuls[3] < quarter / 2:
        return "utf-32-be"
    even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
    # Spaces and line ends alone are one character in twenty; a short text must show more, lest a stray NUL decide.
    least = max(3, size // 2 // (20 if size > 200 else 4))
    if odd >= least and even <= odd // 20:
        return "utf-16-le"
    if even >= least and odd <= even // 20:
        return "utf-16-be"
    return None


def _decode_any(content: bytes, declared: str | None) -> str:
    marked = bom_encoding(content)
    if marked is not None:
        return content.decode(marked, MIXED_ERRORS if marked == "utf-8-sig" else "replace")
    for name in _candidates(content, declared):
        try:
            return content.decode(name, MIXED_ERRORS if name == "utf-8" else "strict")
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace")


def _decode_exact(content: bytes, declared: str | None) -> str:
    marked = bom_encoding(content)
    # The `utf-16` codec takes the mark away as `open` does, the `utf-8` codec leaves it as `open` does.
    names = iter(("utf-8",) if marked == "utf-8-sig" else (marked,)) if marked else _candidates(content, declared)
    problem = None
    for name in names:
        try:
            return content.decode(name)
        except UnicodeDecodeError as error:
            problem = problem or error
            if name == "utf-8":
                break
    where = (
        f"byte 0x{content[problem.start]:02x} at offset {problem.start} is not {problem.encoding}" if problem else ""
    )
    raise UnreadableError(f"the text is not in one encoding ({where}), so it cannot be taken as it is")


def _candidates(content: bytes, declared: str | None) -> Iterator[str]:
    """Yield codecs for `content`, the most likely first; `utf-8` may need `MIXED_ERRORS`."""
    marked = bom_encoding(content)
    if marked is not None:
        yield marked
        return
    wide = bare_utf16(content)
    if wide is not None:
        yield wide
    given = charset_name(declared) or declared_charset(content)
    if given is not None and given.replace("_", "").startswith(_SEVEN_BIT):
        yield given
    if _is_utf8(content):
        yield "utf-8"
        return
    if given is not None and given != "utf-8":
        yield given
    yield from _guesses(content)


def _guesses(content: bytes) -> Iterator[str]:
    sample = _utf8_sample(content)
    escaped = sample.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(escaped))
    good = len(_NOT_ASCII.findall(escaped)) - bad
    if good >= bad:
        yield "utf-8"
        return
    if bad <= _FEW_HIGH_SHARE * len(sample):
        # English with a few curly quotes and names: a statistical guess is no better than chance on so few bytes.
        yield "cp1252"
    yield from _statistical(content)
    yield "cp1252"


def _utf8_sample(content: bytes) -> bytes:
    """Return the surroundings of the first byte above ASCII and of the first that is not UTF-8."""
    first = _HIGH_BYTE.search(content)
    start = first.start() if first else 0
    try:
        content.decode("utf-8")
        wrong = start
    except UnicodeDecodeError as error:
        wrong = error.start
    around = max(start + _SAMPLE_BYTES, wrong - 100)
    return content[start : start + _SAMPLE_BYTES] + content[around : around + _SAMPLE_BYTES]


def _statistical(content: bytes) -> Iterator[str]:
    first = _HIGH_BYTE.search(content)
    start = max(0, (first.start() if first else 0) - 500)
    sample = content[start : start + _SAMPLE_BYTES]
    if len(content) > len(sample):
        cut = max(sample.rfind(b" "), sample.rfind(b"\n"))  # never the second byte of a two-byte character
        sample = sample[:cut] if cut > len(sample) // 2 else sample
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        matches = charset_normalizer.from_bytes(sample, steps=8, chunk_size=1024, enable_fallback=False)
    names = [charset_name(match.encoding) for match in matches]
    # Code pages that agree on the sample are one match; the web's Western one is the likeliest of them.
    if matches and "cp1252" in (charset_name(other) for other in matches[0].could_be_from_charset):
        yield "cp1252"
    known = dict.fromkeys(name for name in names if name is not None and name != "utf-8")
    yield from sorted(known, key=lambda name: name not in _COMMON)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut short in the middle of its last character.
        return error.end == len(content) and error.reason == "unexpected end of data" and error.start > 0
    return True


def _is_plausible(content: bytes, encoding: str) -> bool:
    """Whether a sample decodes to assigned characters; random 16-bit units often do not."""
    text = content[: _SAMPLE_BYTES - _SAMPLE_BYTES % 4].decode(encoding, "replace")[:8192]
    odd = sum(1 for char in text if unicodedata.category(char) in {"Cn", "Co", "Cs"} or char == "\ufffd")
    return odd <= max(1, len(text) // 50) and len(_BAD.findall(text)) <= len(text) // 50


def _check_is_text(text: str) -> None:
    # In UTF-8 that was read as Latin-1 one character in three is a control character.
    bad = len(_BAD.findall(SHOWN_UTF8.sub("", text)))
    if bad > max(1, _MOST_BAD_SHARE * len(text)) or (bad and bad >= len(text)):
        share = 100 * bad / len(text)
        raise UnreadableError(
            f"the bytes are not text: {bad} of {len(text)} characters ({share:.0f} %) are control or unreadable ones"
        )


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.reason == "unexpected end of data":
        return "\ufffd", error.end
    # The five bytes that windows-1252 leaves open become the replacement character.
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(MIXED_ERRORS, _read_as_cp1252)
