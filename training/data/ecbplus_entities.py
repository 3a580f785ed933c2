"""ECB+: who takes part in the events of a topic, across its documents, as Readings.

Names are not marked as such in ECB+; a mention of which every word but small ones begins with a capital letter, and
which is not one word at the beginning of a sentence, is taken for one. Coreference is complete in the sentences whose
annotation was checked, so mentions elsewhere are left out. What corefers within a topic has one id there; the same man
has another in the next topic.

Source:
    Cybulska & Vossen 2014, Using a Sledgehammer to Crack a Nut? Lexical Diversity and Event Coreference Resolution.
"""

import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso.core.errors import UnreadableError
from sayso.core.pronouns import is_pronoun
from sayso.core.reading import Entity, EntityType, Mention, MentionForm, ReaderIdentity, Reading
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation.ecbplus import checked_sentences
from sayso.evaluation.iob import detokenise
from sayso.evaluation.mentions import Interval, Split

READER = ReaderIdentity(name="ECB+ annotation", version="1")
_SIGNS = {"``": '"', "''": '"'}
_TYPES: dict[str, EntityType] = {
    "HUMAN_PART_PER": "person",
    "HUMAN_PART_ORG": "organization",
    "HUMAN_PART_GPE": "place",
    "HUMAN_PART_FAC": "facility",
    "HUMAN_PART_VEH": "vehicle",
    "HUMAN_PART_MET": "organization",
    "HUMAN_PART_GENERIC": "group",
    "HUMAN_PART": "person",
    "LOC_FAC": "facility",
    "LOC_GEO": "place",
    "LOC_OTHER": "place",
}
"""Other participants, not human, are of type `other`."""
_SMALL = frozenset(("the", "a", "an", "of", "and", "for", "de", "la", "al", "in", "on", "at", "'s"))
_PRONOUNS = frozenset((
    "he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "theirs", "it", "its", "i",
    "me", "my", "we", "us", "our", "you", "your", "who", "whom", "whose",
))  # fmt: skip


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """The documents of a topic.

    Attributes:
        number: Of the topic.
        readings: One for each document, in the order of their names; with entities alone.
        files: Paths relative to the folder of corpora.
    """

    number: int
    readings: tuple[Reading, ...]
    files: tuple[str, ...]


def topics(corpora: Path, split: Split) -> Iterator[Topic]:
    """Yield the topics of a part; an entity has the id of its instance, the same in all documents of the topic.

    Raises:
        UsageError: The corpus is not under `corpora`.
        UnreadableError: A file is malformed.
    """
    folder = corpora / "ecbplus" / "ECB+"
    of_topic: defaultdict[int, dict[Path, set[str]]] = defaultdict(dict)
    for (number, name), chosen in sorted(checked_sentences(corpora, split).items()):
        of_topic[number][folder / str(number) / f"{number}_{name}.xml"] = chosen
    for number, paths in of_topic.items():
        yield Topic(
            number=number,
            readings=tuple(_reading(path, chosen) for path, chosen in paths.items()),
            files=tuple(path.relative_to(corpora).as_posix() for path in paths),
        )


def _reading(path: Path, chosen: set[str]) -> Reading:
    try:
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 (a corpus that the user chose; no network)
    except (OSError, ElementTree.ParseError) as error:
        raise UnreadableError(f"{path}: {error}") from error
    text, places, starts = _text(root)
    chains = _chains(root)
    checked = {int(token.attrib["t_id"]) for token in root.iter("token") if token.get("sentence") in chosen}
    mentions: defaultdict[str, list[Mention]] = defaultdict(list)
    types: dict[str, EntityType] = {}
    for markable in root.iterfind("Markables/*"):
        words = sorted(int(anchor.attrib["t_id"]) for anchor in markable.iterfind("token_anchor"))
        if not checked.issuperset(words or [-1]) or markable.tag.startswith(("ACTION", "NEG_ACTION", "TIME")):
            continue
        if words != list(range(words[0], words[-1] + 1)) or not all(word in places for word in words):
            continue
        key = chains.get(markable.attrib["m_id"], f"{path.stem}-{markable.attrib['m_id']}")
        types.setdefault(key, _TYPES.get(markable.tag, "other"))
        span = Span.of(text, places[words[0]][0], places[words[-1]][1])
        form = _form(span, is_first=words[0] in starts)
        mentions[key].append(Mention(start=span.start, end=span.end, text=span.text, form=form))
    report = msgspec.structs.replace(Report.of_text(text), id=path.stem)
    return Reading(report=report, entities=tuple(_entities(mentions, types)), reader=READER)


def _text(root: ElementTree.Element) -> tuple[str, dict[int, Interval], set[int]]:
    """Return the text without the address that begins it, where each token is in it, and which begin a sentence."""
    sentences: dict[int, list[tuple[int, str]]] = {}
    for token in root.iter("token"):
        sentences.setdefault(int(token.attrib["sentence"]), []).append((int(token.attrib["t_id"]), token.text or ""))
    text, places, starts = "", {}, set()
    for tokens in (words for _, words in sorted(sentences.items())):
        if any(word.startswith("http") for _, word in tokens):
            continue
        text += " " if text else ""
        body, edges = detokenise([_SIGNS.get(word, word) for _, word in tokens])
        for (number, _), (start, end) in zip(tokens, edges, strict=True):
            places[number] = (start + len(text), end + len(text))
        starts.add(tokens[0][0])
        text += body
    return text, places, starts


def _chains(root: ElementTree.Element) -> dict[str, str]:
    """Return for each mention the id of its instance: across documents where it has one, else in this one."""
    found: dict[str, str] = {}
    for relation in root.iterfind("Relations/*"):
        name = relation.get("note") or f"chain-{relation.attrib['r_id']}"
        found |= {source.attrib["m_id"]: name for source in relation.iterfind("source")}
    return found


def _form(span: Span, *, is_first: bool) -> MentionForm:
    words = [word for word in span.text.split() if word.casefold() not in _SMALL]
    if is_pronoun(span.text) or span.text.casefold() in _PRONOUNS:
        return "pronoun"
    capital = bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)
    has_letter = any(word[0].isupper() for word in words)
    return "name" if capital and has_letter and not (is_first and len(span.text.split()) == 1) else "nominal"


def _entities(mentions: dict[str, list[Mention]], types: dict[str, EntityType]) -> Iterator[Entity]:
    for key, found in mentions.items():
        ordered = tuple(sorted(set(found)))
        names = [each.text for each in ordered if each.form == "name"] or [each.text for each in ordered]
        yield Entity(id=key, name=max(names, key=len), type=types[key], mentions=ordered)
