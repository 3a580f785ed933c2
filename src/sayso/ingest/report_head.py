"""What stands above the body of a report: headline, section, author line, date line.

They are taken out of the body and kept. What is not surely one of them stays in the body: to lose the first sentence of
a report is worse than to read its headline as one.
"""

import re
from collections.abc import Sequence

import msgspec

from sayso.ingest.datelines import read_date_line, read_imprint, read_wire_opening
from sayso.ingest.furniture import is_prose
from sayso.ingest.outlets import is_outlet_name

MAX_HEAD_LINES = 10
"""Most lines, blank ones left out, that are looked at."""
MAX_TITLE_CHARS = 180
MAX_TITLE_WORDS = 28
MAX_BYLINE_CHARS = 140


def _names(listed: str) -> frozenset[str]:
    """Return the names in a list with commas."""
    return frozenset(" ".join(name.split()) for name in listed.split(","))


SECTIONS = _names(
    """
    world, world news, news, breaking news, politics, asia, south asia, africa, middle east, europe, americas, us,
    uk, us news, uk news, national, nation, international, local, local news, region, regional, business, economy,
    opinion, editorial, analysis, conflict, war, security, defence, defense, crime, society, health, environment,
    latin america, top stories, headlines, home news, features, feature, investigation, investigations, live,
    politics news, law and order, law & order
    """
)
"""Names of newspaper sections that stand alone on a line."""
_AGENCIES = _names(
    """
    afp, ap, reuters, upi, epa, dpa, efe, ansa, tass, xinhua, anadolu, associated press, agencies, the associated
    press, agence france-presse, staff writer, staff reporter, our correspondent, web desk, news desk, agency,
    news agency, newsroom, staff, admin, editor, our reporter, special correspondent
    """
)
_BYLINE_WORDS = _names(
    """
    and, of, in, for, the, at, staff, writer, writers, reporter, correspondent, editor, news, senior, special,
    chief, foreign, political, contributor, contributing, agencies, agency, with, de, da, do, dos, del, la, le,
    van, von, der, den, bin, ibn, al, el, ul, y, e, to, desk, bureau, our, team, newsroom, additional, reporting,
    by, photos, on, from
    """
)
_LEAD = re.compile(
    r"(?:(?:written|story|report|reported|words|posted|published)\s+)?by\b:?\s+|author\s?:\s*|by\s?:\s*", re.IGNORECASE
)
_UNDATED_WIRE = re.compile(r"[A-Z][A-Z .,'’-]{2,40}(?:\([A-Z][\w /.-]{1,40}\) ?)?(?:--|[-–—]) \S")
"""A wire dateline without a date: "KABUL (Agency) -"."""
_NO_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|then|now|the|a|an|\d+.*",
    re.IGNORECASE,
)
_BAR = re.compile(r"\s+[-–—]\s+|\s*[|·•»]\s*")
_LISTED = re.compile(r"\s*[|·•]\s*|\s+/\s+")
"""What parts the items of a line above the body; a dash may stand within a headline."""
MAX_LABEL_WORDS = 4
_TITLE_END = re.compile(r"[,;:]$")
_HARD_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_WORD = re.compile(r"[^\W_][\w'’.-]*")
MIN_SLUG_LETTERS = 12
MAX_SLUG_WORDS = 16
"""A longer first line that the file's name repeats is the first sentence of a report without a headline."""
_SMALL_WORDS = 4
"""Words shorter than this are not capitalised in headline style."""
_HEADLINE_CASE = 0.8


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What stood above the body, and the body's lines."""

    title: str | None = None
    section: str | None = None
    byline: str | None = None
    dateline: str | None = None
    outlet: str | None = None
    body: tuple[str, ...]


def read_head(lines: Sequence[str], *, title: str | None = None, known: Sequence[str] = (), slug: str = "") -> Head:
    """Return headline, section, author line and date line that stand above the body, and the body without them.

    Params:
        lines: Lines or paragraphs without furniture; blank ones separate paragraphs.
        title: The headline where it is known already; then none is looked for, but its repetition is taken out.
        known: What else is known of the report, such as its outlet and author; lines that repeat it are taken out.
        slug: The file's name; a first line whose words it repeats is the headline though it ends like a sentence.
    """
    fields: dict[str, str] = {"title": title} if title else {}
    first, looked_at = 0, 0
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        looked_at += 1
        if looked_at > MAX_HEAD_LINES:
            break
        if any(same_words(line, name) for name in known):
            first = number + 1
            continue
        found = _read_line(" ".join(line.split()), lines[number + 1 :], fields, slug)
        if found is None and number and lines[number - 1].strip():
            found = _read_outlet(line, lines[number + 1 :], fields)
        if found is None:
            break
        for name, value in found.items():
            single = name in {"title", "outlet"}
            fields[name] = f"{fields[name]} | {value}" if name in fields and not single else value
        first = number + 1
    body = tuple(lines[first:])
    if not any(line.strip() for line in body):
        return Head(title=title, body=tuple(lines))
    return Head(**fields, body=body)


def same_words(one: str, other: str) -> bool:
    """Whether two lines are the same but for case, punctuation and white space."""
    # Most pairs differ widely in length, and folding is slow.
    return bool(one) and abs(len(one) - len(other)) <= 20 + len(other) // 4 and _folded(one) == _folded(other)


def read_byline(line: str) -> bool:
    """Whether `line` is an author line: "By Jonas Varda, Staff Writer", "Author: Mira Tell", "AFP".

    >>> read_byline("By Monday the army had taken the town.")
    False
    """
    line = line.strip()
    if len(line) > MAX_BYLINE_CHARS:
        return False
    if line.rstrip(".").lower() in _AGENCIES:
        return True
    lead = _LEAD.match(line)
    if lead is None:
        return False
    words = re.split(r"[\s,;/&|()]+", line[lead.end() :].rstrip(".").strip(" ,()"))
    if not words[0] or len(words) > 16 or _NO_NAME.fullmatch(words[0]):
        return False
    if not all(word[:1].isupper() or word.lower() in _BYLINE_WORDS or "@" in word or not word for word in words):
        return False
    return len(words) > 1 or words[0].isupper() or words[0].lower() in _AGENCIES


def bare_byline(line: str) -> str:
    """Return an author line without its "By".

    >>> bare_byline("By Mira Tell, Kesh")
    'Mira Tell, Kesh'
    """
    return line[lead.end() :] if (lead := _LEAD.match(line)) else line


def _read_line(line: str, following: Sequence[str], fields: dict[str, str], slug: str) -> dict[str, str] | None:
    """Return what a line above the body holds by field, an empty dict for a repeated headline, None for the body."""
    heading = re.sub(r"^#{1,3}\s+", "", line)
    if "title" in fields and same_words(heading, fields["title"]):
        return {}
    if read_wire_opening(line) is not None or _UNDATED_WIRE.match(line):
        return None
    found = _read_facts(line)
    if found is not None:
        return found if any(text.strip() for text in following) else None
    if "title" in fields:
        return None
    dated = _read_dated_headline(line)
    if dated is not None:
        return dated
    named = len(heading.split()) <= MAX_SLUG_WORDS and _is_named_by(heading, slug)
    return {"title": heading.rstrip(";")} if _is_headline(line, heading, following, named=named) else None


def _is_named_by(heading: str, slug: str) -> bool:
    """Whether a file's name repeats the first words of a line, as content systems make names from headlines."""
    words, name = (re.sub(r"[\W\d_]+", "", text.casefold()) for text in (heading, slug))
    place = name.find(words[:MIN_SLUG_LETTERS]) if len(words) >= MIN_SLUG_LETTERS else -1
    return place >= 0 and (words.startswith(name[place:]) or name[place:].startswith(words))


def _read_outlet(line: str, following: Sequence[str], fields: dict[str, str]) -> dict[str, str] | None:
    """Return the outlet of a line that names one between author line and date line."""
    below = " ".join(following[0].split()) if following else ""
    if "outlet" in fields or not is_outlet_name(line) or not ({"byline", "dateline"} & fields.keys()):
        return None
    return {"outlet": line} if not below or _read_facts(below) else None


def _read_facts(line: str) -> dict[str, str] | None:
    """Return author line, date line and section of a line that holds nothing else."""
    if len(line) > MAX_BYLINE_CHARS:
        return None
    listed = _read_listed(line)
    if listed is not None:
        return listed
    found: dict[str, str] = {}
    parts = [part for part in _BAR.split(line) if part]
    for part in parts if len(parts) > 1 else ():
        kind = _read_fact(part)
        if kind is None or kind in found:
            found = {}
            break
        found[kind] = part
    if found:
        return found
    for space in re.finditer(r"[\s,]+", line):
        if read_byline(line[: space.start()]) and read_date_line(line[space.end() :]) is not None:
            return {"byline": line[: space.start()], "dateline": line[space.end() :]}
    whole = _read_fact(line)
    return {whole: line} if whole else None


def _read_listed(line: str) -> dict[str, str] | None:
    """Return outlet, section, author and date of a line such as "Tamru Post | World in brief | 3 May 2021"."""
    parts = [part for part in _LISTED.split(line) if part]
    kinds = [_read_fact(part) for part in parts]
    if len(parts) < 2 or not {"byline", "dateline"} & set(kinds):
        return None
    found: dict[str, str] = {}
    for part, kind in zip(parts, kinds, strict=True):
        name = kind or ("outlet" if is_outlet_name(part) else "section")
        unknown = name == "section" and kind is None
        # An unknown first part may be the headline.
        if name in found or (unknown and (not found or len(part.split()) > MAX_LABEL_WORDS or _HARD_END.search(part))):
            return None
        found[name] = part
    return found


def _read_fact(line: str) -> str | None:
    if read_byline(line):
        return "byline"
    if line.lower() in SECTIONS:
        return "section"
    return "dateline" if read_date_line(line) is not None or read_imprint(line) is not None else None


def _read_dated_headline(line: str) -> dict[str, str] | None:
    """Read "Headline - 25/08/2021 - World"."""
    if len(line) > MAX_TITLE_CHARS + 60:
        return None
    bars = list(_BAR.finditer(line))
    starts = [0, *(bar.end() for bar in bars)]
    ends = [*(bar.start() for bar in bars), len(line)]
    for number in range(1, len(starts)):
        part = line[starts[number] : ends[number]]
        dated = read_date_line(part)
        if dated is None or dated.written is None:
            continue
        after = line[starts[number + 1] :] if number + 1 < len(starts) else ""
        if len(after.split()) > 5:
            return None
        found = {"title": line[: ends[number - 1]], "dateline": part}
        return found | ({"section": after} if after else {})
    return None


def _is_headline(line: str, heading: str, following: Sequence[str], *, named: bool) -> bool:
    """Whether a first line is a headline: marked as one, or short, set apart and with prose below.

    One that ends like a sentence needs more: headline capitals, or a wire dateline, author line or date line below.
    """
    if len(heading) > MAX_TITLE_CHARS or len(heading.split()) > MAX_TITLE_WORDS or not _WORD.search(heading):
        return False
    rest = [text for text in following if text.strip()]
    if not rest or (_TITLE_END.search(heading) and not (named and heading.endswith(";"))):
        return False
    if heading != line:
        return True
    below = " ".join(rest[0].split())
    facts_below = bool(read_wire_opening(below) or _UNDATED_WIRE.match(below) or _read_facts(below))
    if _HARD_END.search(heading):
        set_apart = facts_below or (not following[0].strip() and (named or _is_headline_case(heading)))
    else:
        set_apart = facts_below or not following[0].strip() or named
    return set_apart and not _opens_quotation(heading) and any(len(text) >= 80 or is_prose(text) for text in rest[:6])


def _opens_quotation(heading: str) -> bool:
    """Whether the line is a quotation with its speaker: that is prose, however short."""
    return heading[:1] in '"“«' and bool(re.search(r"[,.!?][\"”»]\s+\w", heading))


def _is_headline_case(heading: str) -> bool:
    words = [word for word in _WORD.findall(heading) if len(word) >= _SMALL_WORDS and not word[0].isdigit()]
    return len(words) >= _SMALL_WORDS and sum(word[0].isupper() for word in words) >= _HEADLINE_CASE * len(words)


def _folded(line: str) -> str:
    return "".join(character for character in line.casefold() if character.isalnum())
