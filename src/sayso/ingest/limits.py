"""Limits against hostile or runaway input. Each is a setting; reaching one makes a failure row that names it."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds on what one document or container may cost.

    Attributes:
        max_file_bytes: Largest single document, before and after decompression.
        max_container_bytes: Largest container file (archive, WARC, table) on disk.
        max_expanded_bytes: Most bytes that all members of one container may expand to.
        max_ratio: Largest ratio of expanded to compressed size of a container member.
        max_depth: How many containers may be nested.
        max_members: Most members (archive members, table rows, feed items) of one container.
        max_pages: Most pages of a PDF.
        max_text_chars: Most code points of extracted text.
        max_html_nodes: Most elements of an HTML document.
        max_html_depth: Deepest nesting of HTML elements.
        max_seconds: Wall-clock seconds for extracting and reading one document.
        max_memory_bytes: Address space of a worker process.
    """

    max_file_bytes: int = 50_000_000
    max_container_bytes: int = 20_000_000_000
    max_expanded_bytes: int = 50_000_000_000
    max_ratio: int = 200
    max_depth: int = 4
    max_members: int = 1_000_000
    max_pages: int = 2_000
    max_text_chars: int = 5_000_000
    max_html_nodes: int = 500_000
    max_html_depth: int = 2_000
    max_seconds: float = 60.0
    max_memory_bytes: int = 4_000_000_000


def over(what: str, setting: str, limits: Limits) -> str:
    """Return the reason for a breach of the limit `setting`, naming it and the way out.

    >>> over("the PDF has more pages (12)", "max_pages", Limits(max_pages=10))
    'the PDF has more pages (12) than the limit max_pages = 10 allows; to read it, raise it (--limit max_pages=NUMBER)'
    """
    value = getattr(limits, setting)
    return f"{what} than the limit {setting} = {value:,} allows; to read it, raise it (--limit {setting}=NUMBER)"
