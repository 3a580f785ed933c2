"""Web pages saved by a browser in one file (MHTML): the page itself, its address and when it was saved."""

import re

import msgspec

from sayso.core.errors import UnreadableError
from sayso.ingest.extracted import DateClue, Extracted
from sayso.ingest.html_pages import extract_html
from sayso.ingest.limits import Limits
from sayso.ingest.mail import header, header_charset, leaf_parts, parse_message, part_bytes


def extract_mhtml(content: bytes, limits: Limits) -> Extracted:
    """Return the report on a saved page: its first HTML part.

    The page's address is `Snapshot-Content-Location`, or the part's `Content-Location`. The day it was saved is a
    weak clue to the publication date, after what the page itself states.

    Raises:
        UnreadableError: There is no HTML part, or no report in it.
        LimitError: As for mail and for HTML.
    """
    message = parse_message(content, limits)
    part = next((part for part in leaf_parts(message) if part.get_content_type() == "text/html"), None)
    if part is None:
        raise UnreadableError("the saved page has no HTML part")
    page = part_bytes(part)
    if not page.strip():
        raise UnreadableError("the HTML part of the saved page is empty or damaged")
    stated = (header(message, "Snapshot-Content-Location"), header(part, "Content-Location"))
    url = next((address for address in stated if re.match(r"https?://\S+$", address)), None)
    found = extract_html(page, limits, given_url=url, declared=header_charset(part))
    saved = header(message, "Date")
    clues = (DateClue(value=saved, source="date the page was saved", weak=True),) if saved else ()
    return msgspec.structs.replace(found, url=found.url or url, dates=(*found.dates, *clues))
