"""Mojibake: characters of UTF-8 that somebody read as windows-1252 or Latin-1, put right again by ftfy.

`â€œ` was a quotation mark. Whether a line holds such characters or means what it says (`TOUCHÉ…`) is for ftfy to tell.
It is asked only of lines with characters that stand for the first bytes of one in UTF-8, and to do nothing else:
quotation marks are not made straight, and no other character changes its form.

Two things that are lost on the way are put back before, since ftfy leaves them open. Five bytes stand for nothing in
windows-1252, and what became of them is the replacement character or nothing at all: of the characters that begin with
`â€` and end in one of these, only the closing quotation mark is found in news. A no-break space after `Â` was often
made a plain one.

Source: Speer 2019, "ftfy" (doi:10.5281/zenodo.2591652); WHATWG Encoding Standard (index of windows-1252); RFC 3629.
"""

import re

import msgspec

from sayso.core.original import Given
from sayso.core.report import PageStart
from sayso.ingest.extracted import Extracted


def _shown(byte: int) -> str:
    """Return how windows-1252 and Latin-1 show a byte, once each."""
    latin = chr(byte)
    windows = bytes([byte]).decode("cp1252", "ignore")
    return latin if windows in ("", latin) else latin + windows


_LOW, _HIGH = (re.escape("".join(map(_shown, range(*ends)))) for ends in ((0x80, 0xA0), (0xA0, 0xC0)))
_GOES_ON = _LOW + _HIGH
SHOWN_UTF8 = re.compile(rf"Â[{_HIGH}]|[Ã-ß][{_GOES_ON}]|[à-ï][{_GOES_ON}]{{2}}|[ð-ô][{_GOES_ON}]{{3}}")
"""The bytes of one character in UTF-8 that is no control character, as windows-1252 or Latin-1 shows them."""
_SUSPECT = re.compile(rf"{SHOWN_UTF8.pattern}|â€|Â(?= |$)", re.MULTILINE)
_OPENING, _LOST_CLOSING, _CLOSING = "â€œ", "â€\ufffd", "â€\x9d"
_BARE_CLOSING = re.compile(rf"â€(?![{_GOES_ON}\ufffd\"'])")
"""All that is left of a closing mark, if one opened. Before a straight mark it may be a dash that ended in one."""
_NO_BREAK = re.compile(r"(?<![A-ZÀ-ÖØ-Þ])Â |(?<=[a-z.,;:!?)\]\"'”’…])Â$")
_NO_SPACE = "\n"
"""What stands for a space in a line while it is mended: it is in no line, and part of no character."""


def mend(text: str) -> str:
    """Return `text` with its mojibake put right; as it is where it has none.

    >>> mend("the mayorâ€™s cafÃ© â€” closed")
    'the mayor’s café — closed'
    >>> mend("TOUCHÉ… “ÇA VA”")
    'TOUCHÉ… “ÇA VA”'
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text
    return "\n".join(_mended_line(line) if _SUSPECT.search(line) else line for line in text.split("\n"))


def mender() -> str:
    """Return the name and version of what puts mojibake right, e.g. `ftfy 6.3.1`."""
    import ftfy

    return f"ftfy {ftfy.__version__}"


def mend_given(given: Given) -> Given:
    """Return `given` with its title and outlet put right: those of a table's row are in the same state as its text."""
    return msgspec.structs.replace(given, title=_mended(given.title), outlet=_mended(given.outlet))


def mend_extracted(extracted: Extracted) -> Extracted:
    """Return `extracted` with its words put right, its page starts moved along, and `mended` set if anything was."""
    text, pages = _mended_pages(extracted.text, extracted.pages)
    found = msgspec.structs.replace(
        extracted,
        text=text,
        title=_mended(extracted.title),
        section=_mended(extracted.section),
        byline=_mended(extracted.byline),
        dateline=_mended(extracted.dateline),
        outlet=_mended(extracted.outlet),
        pages=pages,
    )
    return extracted if found == extracted else msgspec.structs.replace(found, mended=True)


def _mended(words: str | None) -> str | None:
    return None if words is None else mend(words)


def _mended_pages(text: str, pages: tuple[PageStart, ...]) -> tuple[str, tuple[PageStart, ...]]:
    """Return the text mended page by page, and where its pages start then."""
    ends = [*(page.start for page in pages), len(text)]
    done = mend(text[: ends[0]])
    starts = []
    for page, end in zip(pages, ends[1:], strict=True):
        starts.append(PageStart(number=page.number, start=len(done)))
        done += mend(text[page.start : end])
    return done, tuple(starts)


def _mended_line(line: str) -> str:
    # Loaded on first use: few reports need it, and it takes longer to load than most take to extract.
    from ftfy import TextFixerConfig, fix_encoding_and_explain

    line = _NO_BREAK.sub("Â\xa0", line.replace(_LOST_CLOSING, _CLOSING))
    if _OPENING in line:
        line = _BARE_CLOSING.sub(_CLOSING, line)
    # Without spaces, since inside a line ftfy takes one for the last part of a character even where told not to.
    found = fix_encoding_and_explain(
        line.replace(" ", _NO_SPACE), TextFixerConfig(restore_byte_a0=False, fix_c1_controls=False)
    )
    return found.text.replace(_NO_SPACE, " ")
