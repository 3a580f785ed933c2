"""Entity mentions of ECB+, with which of them are of one entity in all documents of a topic.

The mentions are those of participants and places of the events that are marked, in the checked sentences alone: people,
bodies, vehicles that act (`HUMAN_PART`) and places (`LOC`); times, things and events are left aside. So no form counts
as complete: what a reader finds besides is not wrong. Groups are the corpus's instances (`CROSS_DOC_COREF`), the same
in every document; mentions that it links inside one document alone (`INTRA_DOC_COREF`) or not at all have a group of
the document's own. Forms are found by rule, as the corpus has none.

Source:
    Cybulska & Vossen 2014, Guidelines for ECB+ annotation of events and their coreference.
"""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from pathlib import Path

from sayso.core.reading import EntityType
from sayso.evaluation import ecbplus
from sayso.evaluation import mention_rules as rules
from sayso.evaluation.mentions import GoldMention, Interval, MentionDocument, Split, gather

TYPES: Mapping[str, frozenset[EntityType]] = {
    "HUMAN_PART": frozenset({"person", "group", "organization"}),
    "HUMAN_PART_GENERIC": frozenset({"person", "group"}),
    "HUMAN_PART_GPE": frozenset({"place", "organization", "group"}),
    "HUMAN_PART_MET": frozenset({"person", "group", "organization", "place", "facility"}),
    "HUMAN_PART_ORG": frozenset({"organization", "group"}),
    "HUMAN_PART_PER": frozenset({"person", "group"}),
    "HUMAN_PART_VEH": frozenset({"vehicle"}),
    "LOC_FAC": frozenset({"facility", "place"}),
    "LOC_GEO": frozenset({"place"}),
    "LOC_OTHER": frozenset({"place", "facility", "vehicle"}),
}
"""Our types by label."""


def documents(corpora: Path, split: Split = "dev") -> Iterator[MentionDocument]:
    """Yield the documents of a part, by topic and name, each cut down to its checked sentences; genre is the topic.

    Raises:
        UsageError: A file is not there, or `split` is not train or dev.
        UnreadableError: One is malformed.
    """
    read = list(ecbplus.documents(corpora, split))
    common = frozenset(word for each in read for word, _, _ in rules.words_of(each.text) if word.islower())
    for each in read:
        yield map_document(each, split, common)


def map_document(document: ecbplus.EcbDocument, split: Split, common: frozenset[str]) -> MentionDocument:
    """Return the entity mentions of a document.

    Args:
        document: As read.
        split: Its part.
        common: Words that the corpus also writes in lower case.
    """
    groups = _groups(document)
    found: list[GoldMention] = []
    unsettled: list[Interval] = []
    for markable in document.root.iterfind("Markables/*"):
        pieces = list(ecbplus.runs(ecbplus.anchors(markable), document.places))
        if markable.tag not in TYPES or not pieces:
            continue
        if len(pieces) > 1:  # of a mention in pieces, our spans have none
            unsettled.extend(pieces)
            continue
        own = markable.attrib["m_id"]
        form = rules.form_of(document.text[slice(*pieces[0])], common)
        group = groups.get(own, f"{document.name} {own}")
        found.append(GoldMention.of(*pieces[0], TYPES[markable.tag], form, group))
    mentions, left = gather(found, unsettled)
    return MentionDocument(
        name=document.name, corpus="ecbplus", text=document.text, mentions=mentions, unsettled=left,
        forms=frozenset(), types=frozenset().union(*TYPES.values()), licence="CC BY 3.0", open_licence=True,
        split=split, genre=str(document.topic),
    )  # fmt: skip


def _groups(document: ecbplus.EcbDocument) -> dict[str, str]:
    """Return the group of each markable that is linked: its instance, or a link inside this document alone."""
    groups: dict[str, str] = {}
    for relation in document.root.iterfind("Relations/*"):
        instance = relation.get("note") if relation.tag == "CROSS_DOC_COREF" else None
        group = instance or f"{document.name} link {_first(relation, 'target')}"
        groups |= {source.attrib["m_id"]: group for source in relation.iterfind("source")}
    return groups


def _first(relation: ElementTree.Element, tag: str) -> str:
    return next((each.attrib["m_id"] for each in relation.iterfind(tag)), "")
