"""Reports that came by mail (.eml): the message's own text, or the one document attached to it."""

import email
import email.errors
import email.policy
import email.utils
import re
from collections.abc import Iterator
from email.message import EmailMessage

import msgspec

from sayso.core.errors import IngestError, LimitError, UnreadableError
from sayso.ingest.decoding import decode
from sayso.ingest.extracted import DateClue, Extracted
from sayso.ingest.fragments import fragment_text
from sayso.ingest.furniture import drop_furniture
from sayso.ingest.limits import Limits, over
from sayso.ingest.plain_text import clean_characters, extract_text, join_wrapped

EXTRACTOR = "mail 1"

PLACEHOLDER_CHARS = 400
"""A plain part as short as this that points to a browser only stands in for the HTML part."""

MAX_HEADER_CHARS = 8_000
_READ_HEADERS = frozenset(
    {
        "content-disposition", "content-language", "content-location", "content-transfer-encoding", "content-type",
        "date", "from", "list-id", "message-id", "snapshot-content-location", "subject",
    }
)  # fmt: skip
_PLACEHOLDER = re.compile(
    r"\bbrowser\b|\b(?:does|can)\s*not\s+(?:support|display|show)\b|\bhtml\s+(?:e-?mail|version|message|format)\b",
    re.IGNORECASE,
)
_REPLY_PREFIX = re.compile(r"^(?:\s*(?:re|fwd?|fw|aw|wg|tr|rv)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_LIST_ID = re.compile(r"<?([\w+-]{1,60})(?:\.[\w-]{1,60}){1,8}>?$")
_TAG = re.compile(r"((?:re|fwd?|aw)\s*:\s*)?\[([^\][]{1,60})\]\s+", re.IGNORECASE)
_FORWARD = re.compile(
    r"^[ \t]{0,8}(?:-{3,40}|_{3,40})?[ \t]{0,8}(?:(?:Begin )?forwarded message|Original Message)[ \t]{0,8}:?[ \t]{0,8}"
    r"(?:-{3,40})?[ \t]{0,8}\n",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARDED_HEADER = re.compile(
    r"[ \t]{0,8}\*?(From|Date|Sent|Subject|To|Cc|Reply-To)\*?:\*?[ \t]*(.*(?:\n[ \t]+\S.*)*)(?:\n|$)", re.IGNORECASE
)
_MAX_SIGNATURE_LINES = 15
_FREE_MAIL = frozenset(
    {
        "aol.com", "gmail.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com", "icloud.com", "live.com",
        "mail.ru", "outlook.com", "proton.me", "protonmail.com", "web.de", "yahoo.com", "yandex.ru",
    }
)  # fmt: skip
_BAD_HEADER = (
    ValueError,
    IndexError,
    AttributeError,
    TypeError,
    LookupError,
    RecursionError,
    email.errors.MessageError,
)
"""What the standard library's header parser lets through on malformed headers."""
_DOCUMENTS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/html": "html",
    "text/plain": "text",
}
_EXTENSIONS = {"pdf": "pdf", "docx": "docx", "htm": "html", "html": "html", "txt": "text"}


def extract_mail(content: bytes, limits: Limits) -> Extracted:
    """Return the report in a mail message.

    The subject is the title, the sender the byline, the date a clue. The outlet is the mailing list that it came
    through, whose tag is taken off the subject, else the sender's domain unless it is one of free mail. A report that
    was forwarded has the subject, sender and date of the original; what the forwarder wrote above it stays. A mail
    without text of its own whose attachment is a PDF, DOCX, HTML or text file is that document's report. Signatures
    (after a line of two hyphens) are left out.

    Raises:
        UnreadableError: Not a mail message, or without text and without a document.
        UnsupportedError: Its only document is of a kind that is not read.
        LimitError: Parts nested too deeply, or more text than `limits` allow.
    """
    message = parse_message(content, limits)
    parts = list(leaf_parts(message))
    text = _body(parts, limits)
    if not text:
        return _attached(message, parts, limits)
    if len(text) > limits.max_text_chars:
        raise LimitError(over(f"its text is longer ({len(text):,} characters)", "max_text_chars", limits))
    own = _described(message, text)
    own = _as_forwarded(own) or msgspec.structs.replace(own, text=_without_signature(text))
    return msgspec.structs.replace(own, text="\n".join(drop_furniture(join_wrapped(own.text).split("\n"))).strip())


def parse_message(content: bytes, limits: Limits) -> EmailMessage:
    """Return the message that `content` holds, its parts counted.

    Raises:
        UnreadableError: It has no headers or no content.
        LimitError: Its parts are nested too deeply for the parser, or are more than `limits.max_members`.
    """
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        count = 0
        for part in message.walk():
            count += 1
            _check_headers(part)
    except RecursionError as error:
        raise LimitError("the parts of the message are nested too deeply") from error
    except _BAD_HEADER as error:
        raise UnreadableError(f"the message's headers are damaged: {error}") from error
    if not message.keys():
        raise UnreadableError("the file has no mail headers")
    if count > limits.max_members:
        raise LimitError(over(f"the message has more parts ({count:,})", "max_members", limits))
    return message


def _check_headers(part: EmailMessage) -> None:
    """Refuse headers so long that the standard library's parser would take minutes."""
    for name, value in part.raw_items():
        if len(str(value)) > MAX_HEADER_CHARS and name.casefold() in _READ_HEADERS:
            size = f"{len(str(value)):,} characters"
            raise LimitError(f"the {name} header has {size}; no more than {MAX_HEADER_CHARS:,} are read")


def leaf_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts of `message` that hold content, in order; those of attached messages too."""
    for part in message.walk():
        if not part.is_multipart() and isinstance(part, EmailMessage):
            yield part


def part_text(part: EmailMessage) -> str:
    """Return the decoded text of a part; a charset that is unknown or wrong is found from the bytes.

    Raises:
        UnreadableError: The part is not text.
    """
    return decode(part_bytes(part), header_charset(part))


def part_bytes(part: EmailMessage) -> bytes:
    """Return the part's content with its transfer encoding undone; empty where it is damaged beyond that."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def header_charset(part: EmailMessage) -> str | None:
    """Return the charset that the part's header declares, if any."""
    try:
        return part.get_content_charset()
    except _BAD_HEADER:
        return None


def header(message: EmailMessage, name: str) -> str:
    """Return a header decoded and on one line; empty where it is missing or damaged."""
    try:
        value = str(message.get(name) or "")
    except _BAD_HEADER:
        return ""
    # Bytes outside ASCII that no encoded word announces come as surrogates; they are mostly UTF-8.
    if not value.isascii():
        value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(value.replace("\x00", "").split())


def _body(parts: list[EmailMessage], limits: Limits) -> str:
    """Return the text of the message itself: the plain part, unless it is empty or stands in for the HTML part."""
    inline = [part for part in parts if not _is_attached(part)]
    plain = next((part for part in inline if part.get_content_type() == "text/plain"), None)
    page = next((part for part in inline if part.get_content_type() == "text/html"), None)
    text = _plain_text(plain) if plain is not None else ""
    if page is None or (text and not (len(text) <= PLACEHOLDER_CHARS and _PLACEHOLDER.search(text))):
        return text
    return _html_text(part_text(page), limits) or text


def _html_text(page: str, limits: Limits) -> str:
    if len(page) > limits.max_file_bytes:
        raise LimitError(over("the HTML part is larger", "max_file_bytes", limits))
    # A mail is laid out in tables and has no page furniture of a site, so all of its text is taken.
    return fragment_text(page)


def _plain_text(part: EmailMessage) -> str:
    text = clean_characters(part_text(part))
    if str(part.get_param("format", "")).casefold() == "flowed":
        # RFC 3676: a space at the line's end means that the paragraph goes on; "-- " is the signature mark.
        lines = re.sub(r"^ ", "", text, flags=re.MULTILINE)
        text = re.sub(r"(?<!^--)(?<!\n--) \n(?=[^\n>])", " ", lines)
    return "\n".join(line.rstrip() if line != "-- " else line for line in text.split("\n")).strip("\n")


def _described(message: EmailMessage, text: str) -> Extracted:
    name, outlet = _sender(header(message, "From"))
    date = header(message, "Date")
    listed = _list_name(header(message, "List-Id"))
    return Extracted(
        text=text,
        extractor=EXTRACTOR,
        title=_without_tag(header(message, "Subject"), listed) or None,
        byline=name,
        outlet=listed or outlet,
        dates=(DateClue(value=date, source="mail header Date"),) if date else (),
        language=header(message, "Content-Language").split(",")[0].strip() or None,
        external_id=header(message, "Message-ID") or None,
    )


def _list_name(value: str) -> str | None:
    """Return the name of a mailing list, the first label of its List-Id (RFC 2919)."""
    match = _LIST_ID.search(value)
    return match[1] if match else None


def _without_tag(subject: str, listed: str | None) -> str:
    """Return the subject without the tag, "[list name]", that the list's software puts there."""
    match = _TAG.match(subject) if listed else None
    if match is None or match[2].casefold() != str(listed).casefold():
        return subject
    return f"{match[1] or ''}{subject[match.end() :]}"


def _sender(value: str) -> tuple[str | None, str | None]:
    name, address = email.utils.parseaddr(value)
    domain = address.rpartition("@")[2].casefold()
    named = name.strip("\"' ") if "@" not in name else ""
    return named or None, domain if "." in domain and domain not in _FREE_MAIL else None


def _as_forwarded(own: Extracted) -> Extracted | None:
    """Return the report that `own` forwards, with what is written above it; None if it forwards nothing."""
    mark = _FORWARD.search(own.text)
    if mark is None:
        return None
    place = mark.end()
    headers: dict[str, str] = {}
    while True:
        while own.text[place : place + 1] == "\n" and not headers:
            place += 1
        line = _FORWARDED_HEADER.match(own.text, place)
        if line is None:
            break
        headers.setdefault(line[1].casefold(), " ".join(line[2].split()))
        place = line.end()
    if "from" not in headers:
        return None
    note = _without_signature(own.text[: mark.start()])
    text = "\n\n".join(part for part in (note, _without_signature(own.text[place:])) if part)
    if not text:
        return None
    name, outlet = _sender(headers["from"])
    date = headers.get("date") or headers.get("sent")
    subject = headers.get("subject") or own.title or ""
    return msgspec.structs.replace(
        own,
        text=text,
        title=_REPLY_PREFIX.sub("", subject) or None,
        byline=name,
        outlet=outlet,
        dates=(DateClue(value=date, source="date of the forwarded message"),) if date else own.dates,
    )


def _without_signature(text: str) -> str:
    lines = text.strip("\n").split("\n")
    for number in range(max(1, len(lines) - _MAX_SIGNATURE_LINES), len(lines)):
        if lines[number] in ("-- ", "--"):
            return "\n".join(lines[:number]).rstrip()
    return "\n".join(lines).rstrip()


def _is_attached(part: EmailMessage) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except _BAD_HEADER:
        return True


def _attached(message: EmailMessage, parts: list[EmailMessage], limits: Limits) -> Extracted:
    """Return the first attached document's report, with what the mail says where the document is silent."""
    reason: IngestError | None = None
    for part in parts:
        kind = _document_kind(part)
        if kind is None or not _is_attached(part):
            continue
        try:
            document = _read_document(kind, part_bytes(part), limits)
        except IngestError as error:
            reason = reason or error
            continue
        mail = _described(message, document.text)
        return msgspec.structs.replace(
            document,
            title=document.title or mail.title,
            byline=document.byline or mail.byline,
            outlet=document.outlet or mail.outlet,
            # The mail's date is when it was sent; a file's own creation date says less.
            dates=tuple(sorted((*document.dates, *mail.dates), key=lambda clue: clue.weak)),
            external_id=mail.external_id,
        )
    if reason is not None:
        raise reason
    raise UnreadableError("the message has no text, and no attached document that could be read")


def _document_kind(part: EmailMessage) -> str | None:
    try:
        name = part.get_filename() or ""
    except _BAD_HEADER:
        name = ""
    return _DOCUMENTS.get(part.get_content_type()) or _EXTENSIONS.get(name.rpartition(".")[2].casefold())


def _read_document(kind: str, content: bytes, limits: Limits) -> Extracted:
    if len(content) > limits.max_file_bytes:
        raise LimitError(over("the attachment is larger", "max_file_bytes", limits))
    if kind == "pdf":
        from sayso.ingest.pdf_files import extract_pdf

        return extract_pdf(content, limits)
    if kind == "docx":
        from sayso.ingest.docx_files import extract_docx

        return extract_docx(content, limits)
    if kind == "html":
        from sayso.ingest.html_pages import extract_html

        return extract_html(content, limits)
    found = extract_text(decode(content))
    if not found.text:
        raise UnreadableError("the attached text file is empty")
    return found
