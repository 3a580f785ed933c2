"""Page furniture: lines that belong to the page and not to the report, told by their shape.

A line goes only if the whole of it has the shape of a share bar, a form, a prompt, a pointer to other stories, a credit
or a list of tags. A sentence that merely contains such words stays. What stands below a comment form goes with it, and
so do the headlines below "Related stories", as long as no prose is among them.
"""

import re
from collections.abc import Sequence

from sayso.ingest.furniture_shapes import FORM_OPENERS, LIST_OPENERS, SHAPES

MAX_CHARS = 320
"""A longer line is prose."""
PROSE_WORDS = 14
"""A line with so many words that ends like a sentence is prose."""

_NETWORKS = frozenset(
    {
        "facebook",
        "twitter",
        "x",
        "whatsapp",
        "linkedin",
        "pinterest",
        "reddit",
        "telegram",
        "messenger",
        "viber",
        "instagram",
    }
    | {
        "youtube",
        "google",
        "tumblr",
        "pocket",
        "flipboard",
        "threads",
        "bluesky",
        "mastodon",
        "vk",
        "wechat",
        "weibo",
        "line",
    }
    | {
        "signal",
        "skype",
        "snapchat",
        "tiktok",
        "rss",
        "sms",
        "gmail",
        "mail",
        "email",
        "e-mail",
        "print",
        "link",
        "copy",
    }
)
_SHARE_WORDS = frozenset(
    {
        "share",
        "shares",
        "tweet",
        "pin",
        "like",
        "save",
        "follow",
        "send",
        "via",
        "more",
        "on",
        "to",
        "this",
        "copied",
        "url",
    }
    | {
        "it",
        "post",
        "and",
        "or",
        "by",
        "article",
        "story",
        "page",
        "us",
        "with",
        "icon",
        "logo",
        "button",
        "plus",
        "comments",
    }
)
_STRONG = frozenset({"share", "shares", "tweet", "pin"})
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


def furniture_kind(line: str) -> str | None:
    """Return which kind of furniture `line` is by its shape alone, or None if it is not.

    Params:
        line: One line or paragraph; white space around it is ignored.

    Returns:
        `form`, `share`, `prompt`, `pointer`, `credit`, `tags`, `rights`, `homemade` or `end`.

    >>> furniture_kind("Your email address will not be published.")
    'form'
    >>> furniture_kind("He said her email address would not be published.") is None
    True
    """
    line = " ".join(line.split())
    if not line or len(line) > MAX_CHARS or _is_long_prose(line):
        return None
    bare = line.strip("-–—•·*»›>|[]→▸►● ").strip() or line
    for kind, pattern in SHAPES.items():
        if pattern.fullmatch(line) or pattern.fullmatch(bare):
            return kind
    return "share" if _is_share_bar(bare) else None


def drop_furniture(lines: Sequence[str]) -> list[str]:
    """Return `lines` without furniture, in order; blank lines stay where they are.

    Params:
        lines: Lines or paragraphs of one report.
    """
    kinds = [furniture_kind(line) for line in lines]
    for number, line in enumerate(lines):
        if kinds[number] is None and _is_network_name(line) and _beside_share_bar(lines, kinds, number):
            kinds[number] = "share"
    end = _tail_start(lines, kinds)
    return [line for line, kind in zip(lines[:end], kinds[:end], strict=True) if kind is None]


def is_prose(line: str) -> bool:
    """Whether `line` is long enough and ends like a sentence, so that it can only be part of a report."""
    line = line.strip()
    return len(line.split()) >= PROSE_WORDS and bool(_SENTENCE_END.search(line))


def _is_long_prose(line: str) -> bool:
    # Legal notices and cookie prompts are the only furniture made of several long sentences.
    return len(line.split()) > 60


def _is_share_bar(line: str) -> bool:
    words = [word.lower() for word in _TOKEN.findall(line)]
    if not words or len(words) > 16 or _SENTENCE_END.search(line):
        return False
    networks = sum(word in _NETWORKS for word in words)
    if not all(word in _NETWORKS or word in _SHARE_WORDS for word in words):
        return False
    return networks >= 2 or (networks == 1 and any(word in _STRONG for word in words)) or set(words) <= _STRONG


def _is_network_name(line: str) -> bool:
    return line.strip().lower() in _NETWORKS


def _beside_share_bar(lines: Sequence[str], kinds: list[str | None], number: int) -> bool:
    """Whether the nearest line above or below that is not blank is a share bar or another network's name."""
    for step in (-1, 1):
        place = number + step
        while 0 <= place < len(lines) and not lines[place].strip():
            place += step
        if 0 <= place < len(lines) and (kinds[place] == "share" or _is_network_name(lines[place])):
            return True
    return False


def _tail_start(lines: Sequence[str], kinds: list[str | None]) -> int:
    """Return the index of the first line of the furniture that ends the page, or the number of lines."""
    first_prose = next((number for number, line in enumerate(lines) if is_prose(line)), len(lines))
    last_prose = max(
        (number for number, line in enumerate(lines) if is_prose(line) and kinds[number] is None), default=-1
    )
    for number in range(first_prose + 1, len(lines)):
        line = " ".join(lines[number].split())
        if len(line) <= MAX_CHARS and FORM_OPENERS.fullmatch(line):
            return number
        if number > last_prose and len(line) <= MAX_CHARS and LIST_OPENERS.fullmatch(line):
            return number
    return len(lines)
