"""Originals: the bytes as they came, before anything is made of them."""

import hashlib

import msgspec


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What the surroundings of an original say about it: a table row's columns, a WARC header, the user.

    Attributes:
        external_id: The user's own id for it (column `id`).
        title: Headline (column `title`).
        published: Publication date as given, not yet normalised.
        published_by_user: Whether `published` was given on the command line or by the caller.
        outlet: Outlet, as given.
        url: Its own address (column `url`, `WARC-Target-URI`).
        fetched_at: When it was fetched, ISO 8601, where that is known (`WARC-Date`); anchors "3 hours ago".
        language: Language as given (a mail or HTTP header, a column), ISO 639-1.
    """

    external_id: str | None = None
    title: str | None = None
    published: str | None = None
    published_by_user: bool = False
    outlet: str | None = None
    url: str | None = None
    fetched_at: str | None = None
    language: str | None = None


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of one document and where they were found.

    Attributes:
        uri: Path as the user named it; a member of a container is `archive.zip!/folder/a.html`, a row
            of a table `reports.csv!/row/12` (from 1).
        content: The bytes.
        sha256: SHA-256 of `content` (for a table row, of the row), in hex.
        media_type: What it is, as told by its surroundings (HTTP header) or found by sniffing; null if not known.
        given: What its surroundings say about it.
        as_is: Whether the text is to be taken unchanged.
    """

    uri: str
    content: bytes
    sha256: str
    media_type: str | None = None
    given: Given = Given()
    as_is: bool = False

    @classmethod
    def of(
        cls,
        uri: str,
        content: bytes,
        *,
        media_type: str | None = None,
        given: Given = Given(),  # noqa: B008 (frozen)
        as_is: bool = False,
    ) -> "Original":
        """Return the original with its SHA-256 computed."""
        digest = hashlib.sha256(content).hexdigest()
        return Original(uri=uri, content=content, sha256=digest, media_type=media_type, given=given, as_is=as_is)


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """One document that could not be read, and why.

    Attributes:
        uri: The file, or member of a container, by the same naming as `Original.uri`.
        stage: `find`, `open`, `extract`, `read` or `store`.
        reason: What went wrong, in words for a person, with the limit or the offset where there is one.
        sha256: SHA-256 of the bytes, where they could be had.
    """

    uri: str
    stage: str
    reason: str
    sha256: str | None = None
