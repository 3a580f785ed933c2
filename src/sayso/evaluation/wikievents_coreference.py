"""Entity mentions of WikiEvents, with which of them are of one entity.

The corpus marks mostly head words ("[barons]" of *the crime barons*), so mentions are compared by these
(`coreference.CoreferenceCase.by_head`). It has more that corefers than our guideline calls mentions: appositions and
predicates are among its mentions, which are descriptions of ours; a mention found is never held against it (no form
counts as complete). Relative pronouns, and what is no entity of ours (sums, illnesses, posts), are unsettled. Forms are
found by rule, as it has none. Only the part `dev`, as in `wikievents`.

Source: Li, Ji & Han 2021, Document-level event argument extraction by conditional generation.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso.core.errors import UnreadableError
from sayso.core.reading import EntityType
from sayso.evaluation import mention_rules as rules
from sayso.evaluation.mentions import GoldMention, Interval, MentionDocument, gather
from sayso.evaluation.wikievents import FILES, lines_of, text_of

TYPES: Mapping[str, frozenset[EntityType]] = {
    "FAC": frozenset({"facility", "place"}),
    "GPE": frozenset({"place", "organization", "group"}),
    "LOC": frozenset({"place", "facility"}),
    "ORG": frozenset({"organization", "group", "facility"}),
    "PER": frozenset({"person", "group"}),
    "VEH": frozenset({"vehicle"}),
    "WEA": frozenset({"weapon"}),
}
"""Our types by KAIROS type. Those of one entity may differ: a country is a place and acts."""
UNMAPPED = frozenset({"ABS", "COM", "MHI", "MON", "SID", "TTL", "VAL"})
"""Abstractions, goods, illnesses, money, sides, titles, values: no entities of ours, or not always."""
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that", "where"})


def documents(corpora: Path) -> list[MentionDocument]:
    """Return the documents of the part `dev`, in the order of the file.

    Raises:
        UnreadableError: A file is not there, or malformed; the message names it.
    """
    rows, clusters = (lines_of(corpora / name) for name in FILES)
    try:
        same = {each["doc_key"]: each["clusters"] for each in clusters}
        texts = [text_of(row) for row in rows]
        common = frozenset(word for text, _ in texts for word, _, _ in rules.words_of(text) if word.islower())
        return [document_of(row, same[row["doc_id"]], common) for row in rows]
    except (KeyError, IndexError, TypeError) as error:
        raise UnreadableError(f"{corpora / FILES[0]}: not as WikiEvents has it: {error!r}") from error


def document_of(row: Mapping[str, Any], clusters: Iterable[Sequence[str]], common: frozenset[str]) -> MentionDocument:
    """Return a document of the corpus; a mention in no cluster is an entity of its own.

    Args:
        row: A line of its file.
        clusters: Ids of entity mentions, those of one entity together.
        common: Words that the corpus also writes in lower case.

    Raises:
        UnreadableError: A token is not where it is said to be, or an entity type is not known.
    """
    text, tokens = text_of(row)
    group_of = {one: f"c{number}" for number, cluster in enumerate(clusters) for one in cluster}
    found: list[GoldMention] = []
    unsettled: list[Interval] = []
    for each in row["entity_mentions"]:
        span = tokens[each["start"]][0], tokens[each["end"] - 1][1]
        words, kind = text[slice(*span)], each["entity_type"]
        if kind not in TYPES and kind not in UNMAPPED:
            raise UnreadableError(f"WikiEvents {row['doc_id']}: entity type {kind!r} is not in the table of types")
        if kind in UNMAPPED or words.lower() in _RELATIVE or not any(letter.isalnum() for letter in words):
            unsettled.append(span)
            continue
        group = group_of.get(each["id"], each["id"])
        found.append(GoldMention.of(*span, TYPES[kind], rules.form_of(words, common), group))
    mentions, left = gather(found, unsettled)
    return MentionDocument(
        name=row["doc_id"], corpus="wikievents", text=text, mentions=mentions, unsettled=left, forms=frozenset(),
        types=frozenset().union(*TYPES.values()), licence="MIT", open_licence=True, split="dev",
    )  # fmt: skip
