"""Mentions of re3d: reports on the war in Syria and Iraq, by seven sources, mapped to our types.

Its annotation is machine output that experts completed and crowd workers voted on; each span has a confidence. Spans
that the vote turned down are left unsettled, since many were merely not voted on, and so is a name where it stands
again without a mark. Forms and some types are found by
rule (`training/corpus/ENTITY_MAPPING.md`), and so is the part: the corpus has none of its own.

Source: Dstl, Relationship and Entity Extraction Evaluation Dataset (github.com/dstl/re3d).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from sayso.core.errors import UnreadableError, UsageError
from sayso.core.reading import EntityType, MentionForm
from sayso.evaluation import mention_rules as rules
from sayso.evaluation.mentions import GoldMention, Interval, MentionDocument, Split, gather, without_names_in_names

LEAST_CONFIDENCE = 0.5
SOURCES = {
    "Australian Department of Foreign Affairs": ("CC BY 3.0 AU", True),
    "BBC Online": ("CC BY-NC 3.0", False),
    "CENTCOM": ("public domain", True),
    "Delegation of the European Union to Syria": ("EEAS legal notice", False),
    "UK Government": ("OGL 3.0", True),
    "US State Department": ("public domain", True),
    "Wikipedia": ("CC BY-SA 3.0", True),
}
"""Folder of each source, its licence, and whether that allows any use."""
UNMAPPED = frozenset({"Temporal", "Money", "Quantity", "Coordinate", "Frequency", "CommsIdentifier", "Url"})
"""Labels that are no entity of ours."""
_ACTS = frozenset({"strike", "attack", "airstrike", "explosion"})
"""Heads of what re3d calls weapons and platforms and our guideline calls events."""
_INITIALS = re.compile(r"(?:^|\W)(?:[A-Z]\.)+[A-Z]\Z")
"""Initials whose last full stop the files leave out: "U.S"."""
_HERE = frozenset({"here", "there", "where"})
_PLAIN: dict[str, EntityType] = {"Vehicle": "vehicle", "MilitaryPlatform": "vehicle", "Weapon": "weapon"}
_COMPLETE: frozenset[EntityType] = frozenset(
    {"person", "organization", "group", "place", "facility", "vehicle", "weapon"}
)


def documents(corpora: Path, split: Split) -> Iterator[MentionDocument]:
    """Yield the documents of a split, by source and name; a text that occurs twice is read once.

    Raises:
        UsageError: `split` is not train or dev, or the corpus is not under `corpora`.
    """
    if split not in ("train", "dev"):
        raise UsageError(f"re3d split {split!r} is not read; there are: train, dev")
    folder = corpora / "re3d"
    if not folder.is_dir():
        raise UsageError(f"no re3d at {folder}")
    sources = {name: _read(folder / name) for name in sorted(SOURCES)}
    common = _common_words(text for read in sources.values() for text, _ in read.values())
    seen: set[str] = set()
    for name, read in sources.items():
        for identifier, (text, entities) in sorted(read.items()):
            if text not in seen and split_of(identifier) == split:
                yield map_document(f"{name}/{identifier}", text, entities, common=common, split=split)
            seen.add(text)


def split_of(identifier: str) -> Split:
    """Return the part of the document with that id: dev where the first byte of its SHA-256 is divisible by four."""
    return "dev" if hashlib.sha256(identifier.encode()).digest()[0] % 4 == 0 else "train"


def files(corpora: Path) -> tuple[str, ...]:
    """Return the files that are read, relative to `corpora`."""
    return tuple(f"re3d/{name}/{kind}.json" for name in sorted(SOURCES) for kind in ("documents", "entities"))


def map_document(
    name: str, text: str, entities: Iterable[tuple[int, int, str, float]], *, common: frozenset[str], split: Split
) -> MentionDocument:
    """Return a document with its entities, each (begin, end, label, confidence), mapped to our types."""
    source = name.partition("/")[0]
    licence, is_open = SOURCES[source]
    best: dict[Interval, tuple[str, float]] = {}
    numbers: dict[int, int] = {}
    for begin, end, label, confidence in entities:
        span = _trim(text, begin, end)
        if label == "Quantity" and span is not None and confidence >= LEAST_CONFIDENCE:
            numbers[end] = span[0]
        if span is not None and label not in UNMAPPED and confidence > best.get(span, ("", -1.0))[1]:
            best[span] = label, confidence
    found: list[GoldMention] = []
    unsettled: list[Interval] = []
    for span, (label, confidence) in best.items():
        inner = _name_inside(text, span, best, common) if label == "Person" else None
        if inner is not None:
            found.append(GoldMention.of(*inner, "person", "name"))
        is_sure = confidence >= LEAST_CONFIDENCE and inner is None
        mention = _mention(text, span, label, common) if is_sure else None
        if mention is not None:
            found.append(_with_number(text, mention, numbers))
        elif _on_words(text, span):
            unsettled.append(span)
    found, inside = without_names_in_names(found)
    mentions, left = gather(found, unsettled + inside + list(_repeated(text, found)))
    return MentionDocument(
        name=name, corpus="re3d", text=text, mentions=mentions, unsettled=left, forms=frozenset({"name"}),
        types=_COMPLETE, licence=licence, open_licence=is_open, split=split, genre=source,
    )  # fmt: skip


def _repeated(text: str, found: Iterable[GoldMention]) -> Iterator[Interval]:
    """Yield where the words of a name stand again outside every mention: marked once, merely not voted on elsewhere."""
    mentions = list(found)
    names = {text[each.start : each.end] for each in mentions if each.form == "name"}
    for words in names:
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            if not any(each.start < match.end() and match.start() < each.end for each in mentions):
                yield match.span()


def _mention(text: str, span: Interval, label: str, common: frozenset[str]) -> GoldMention | None:
    """Return the mention, or None where our guideline would mark some of its like and some not."""
    words = text[slice(*span)]
    if not _on_words(text, span):
        return None
    form = rules.form_of(words, common)
    head = rules.head_of(words)
    if label == "Person":
        last = words.split()[-1]
        if last.endswith(".") and last.lower().rstrip(".") in rules.TITLES:
            return None  # "Brig." of "Brig. Gen. Coe"
        start = rules.with_titles(text, rules.personal_name(text, *span)[0]) if form == "name" else span[0]
        return GoldMention.of(start, span[1], _people(words, head, form), form)
    if label in _PLAIN:
        return None if rules.singular(head) in _ACTS else GoldMention.of(*span, _PLAIN[label], form)
    if label == "Location":
        return _location(text, span, head, form)
    if label == "Organisation":
        return GoldMention.of(*span, _bodies(words, head, form), form)
    if label == "Nationality":
        return _nationality(span, words)
    return GoldMention.of(*span, "other", form) if label == "DocumentReference" and form == "name" else None


def _with_number(text: str, mention: GoldMention, numbers: dict[int, int]) -> GoldMention:
    """Return a nominal with the quantity right before it, which re3d marks by itself: "[six] [VBIEDs]"."""
    start = numbers.get(mention.start - 1)
    if start is None or text[mention.start - 1] != " " or mention.form == "pronoun":
        return mention
    return GoldMention.of(start, mention.end, mention.types_allowed, "nominal")


def _location(text: str, span: Interval, head: str, form: MentionForm) -> GoldMention | None:
    words = text[slice(*span)]
    if words.lower() in _HERE or "°" in words or not any(letter.isalpha() for letter in words):
        return None
    if form == "name" and "," in words:  # "Baghdad, Iraq" are two places
        span = (span[0], span[0] + words.index(","))
    return GoldMention.of(*span, rules.place_types(head, form), form)


def _name_inside(
    text: str, span: Interval, spans: dict[Interval, tuple[str, float]], common: frozenset[str]
) -> Interval | None:
    """Return the name that a person's description ends with: "Minister for the Middle East [Tobias Ellwood]"."""
    if spans[span][1] < LEAST_CONFIDENCE or rules.form_of(text[slice(*span)], common) != "nominal":
        return None
    inner = [
        other
        for other, (label, _) in spans.items()
        if label == "Person" and span[0] < other[0] and other[1] == span[1]
        and rules.form_of(text[slice(*other)], common) == "name"
    ]  # fmt: skip
    return min(inner) if inner else None


def _people(words: str, head: str, form: MentionForm) -> frozenset[EntityType]:
    if form == "pronoun":
        return rules.PRONOUNS.get(words.lower(), frozenset({"person"}))
    is_many = form == "nominal" and (rules.singular(head) != head.lower() or head.lower() in rules.PLURAL_PEOPLE)
    return frozenset({"group"}) if is_many else frozenset({"person"})


def _bodies(words: str, head: str, form: MentionForm) -> frozenset[EntityType]:
    """Return the types of what re3d calls an organisation: a body, its name, or people of any kind."""
    if form == "pronoun":
        return frozenset({"organization", "group"})
    if form == "name" and rules.is_demonym_plural(head):
        return frozenset({"group"})
    return rules.body_types(head, form)


def _nationality(span: Interval, words: str) -> GoldMention | None:
    """Return the place that an adjective of a country stands for, or the people of that name; no creed or tongue."""
    if rules.is_demonym_plural(words):
        return GoldMention.of(*span, "group", "name")
    return GoldMention.of(*span, "place", "name") if rules.is_country_adjective(words) else None


def _trim(text: str, begin: int, end: int) -> Interval | None:
    """Return the span without white space, quotation marks and a closing possessive at its edges."""
    end = min(end, len(text))
    while begin < end and (text[begin].isspace() or text[begin] in "\"“”‘'([,"):
        begin += 1
    while end > begin and (text[end - 1].isspace() or text[end - 1] in "\"“”‘’',;:)]["):
        end -= 1
    if text[begin:end].endswith(("'s", "’s")):
        end -= 2
    if text[end : end + 1] == "." and _INITIALS.search(text[begin:end]):
        end += 1
    return (begin, end) if begin < end else None


def _on_words(text: str, span: Interval) -> bool:
    """Return whether the span begins and ends where words do: much that matched inside words is in the files."""
    start, end = span
    return not (text[start - 1 : start].isalnum() and text[start].isalnum()) and not (
        text[end : end + 1].isalnum() and text[end - 1].isalnum()
    )


def _common_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word, _, _ in rules.words_of(text) if word.islower())


def _read(folder: Path) -> dict[str, tuple[str, list[tuple[int, int, str, float]]]]:
    """Return text and entities of each document of a source, by its id.

    Raises:
        UnreadableError: A line is not as re3d has them.
    """
    texts = {str(row["_id"]): str(row["text"]) for row in _lines(folder / "documents.json")}
    entities: dict[str, list[tuple[int, int, str, float]]] = {name: [] for name in texts}
    for row in _lines(folder / "entities.json"):
        if str(row["documentId"]) not in texts:
            raise UnreadableError(f"{folder}: an entity of the unknown document {row['documentId']!r}")
        confidence = float(row.get("confidence") or 0.0)
        entities[str(row["documentId"])].append((int(row["begin"]), int(row["end"]), str(row["type"]), confidence))
    return {name: (text, entities[name]) for name, text in texts.items()}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if line.strip():
            try:
                yield msgspec.json.decode(line)
            except msgspec.DecodeError as error:
                raise UnreadableError(f"{path}:{number}: {error}") from error
