"""Mentions of the GUM corpus, mapped to our types, forms and boundaries.

Source: Zeldes 2017, The GUM corpus (github.com/amir-zeldes/gum). Types are mapped per coreference group, so that a
pronoun gets the type of what it refers to. The rules are written down in `training/corpus/ENTITY_MAPPING.md`.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import EntityType, MentionForm
from sayso.evaluation import gum_boundaries as boundaries
from sayso.evaluation import mention_rules as rules
from sayso.evaluation.gum import gum_files, gum_genre
from sayso.evaluation.gum_tokens import EntitySpan, GumDocument, read_gum_document
from sayso.evaluation.mentions import (
    FORMS,
    TYPES,
    GoldMention,
    Interval,
    MentionDocument,
    Split,
    gather,
    without_names_in_names,
)

OPEN_GENRES = frozenset({"academic", "bio", "court", "interview", "news", "voyage"})
"""Genres whose texts GUM's licence file puts under CC BY or CC BY-SA."""
_LICENCES = {
    "bio": "CC BY-SA 3.0", "voyage": "CC BY-SA 3.0", "news": "CC BY 2.5", "interview": "CC BY 2.5",
    "academic": "CC BY 4.0", "court": "CC BY 4.0", "fiction": "CC BY-NC-SA 3.0", "whow": "CC BY-NC-SA 3.0",
    "essay": "CC BY-NC-SA 4.0", "letter": "CC BY-NC-SA 4.0", "podcast": "CC BY-NC-SA 4.0",
}  # fmt: skip
_BESIDE = frozenset({"appos", "amod", "nummod", "parataxis", "acl", "nmod:unmarked", "advmod", "dep"})
"""Relations of a number that tells an age: "Manju Sam, 36,"."""
_OURS = frozenset({"person", "organization", "place", "object"})
_NAMED_ONLY = frozenset({"event", "abstract"})
_SPEAKERS = frozenset(["we", "us", "our", "ours", "ourselves"])
_PEOPLE: frozenset[EntityType] = frozenset({"person", "group"})


class _Case(msgspec.Struct, frozen=True, kw_only=True):
    """One entity span with its head, form and boundaries, before its group is known."""

    entity: EntitySpan
    head: int
    form: MentionForm
    span: Interval


def documents(corpora: Path, split: Split) -> Iterator[MentionDocument]:
    """Yield the GUM documents of a split, by name.

    Raises:
        UsageError: `split` is not train or dev, or the corpus is not under `corpora`.
    """
    folder = corpora / "gum"
    if not folder.is_dir():
        raise UsageError(f"no GUM at {folder}")
    for path in gum_files(folder, split):
        yield map_document(read_gum_document(path), split)


def map_document(document: GumDocument, split: Split) -> MentionDocument:
    """Return `document` with its entity spans mapped."""
    genre = gum_genre(document.name)
    unsettled = list(boundaries.unmarked(document))
    cases: list[_Case] = []
    for entity in document.entities:
        case = _case(document, entity)
        if case is None:
            continue
        if _is_unsettled(document, case):
            unsettled.append(case.span)
        else:
            cases.append(case)
    groups: dict[str, list[_Case]] = {}
    for case in cases:
        groups.setdefault(case.entity.group, []).append(case)
    found: list[GoldMention] = []
    for group in groups.values():
        types = _group_types(document, group)
        for case in group:
            own = _types(document, case, types)
            if own:
                found.append(GoldMention.of(*case.span, own, case.form, case.entity.group))
            else:
                unsettled.append(case.span)
    found, inside = without_names_in_names(found)
    mentions, left = gather(found, unsettled + inside)
    return MentionDocument(
        name=document.name,
        corpus="gum",
        text=document.text,
        mentions=mentions,
        forms=frozenset(FORMS),
        types=frozenset(TYPES) - {"other"},
        licence=_LICENCES.get(genre, "not in the corpus's licence file"),
        open_licence=genre in OPEN_GENRES,
        split=split,
        unsettled=left,
        genre=genre,
    )


def _case(document: GumDocument, entity: EntitySpan) -> _Case | None:
    """Return the span with form and boundaries; None for what our guideline never marks."""
    if entity.coreference == "disc" or entity.type not in _OURS | _NAMED_ONLY:
        return None
    head = boundaries.head(document, entity)
    token = document.tokens[head]
    if document.tokens[entity.first].form.lower() in rules.NOBODY or token.upos in ("VERB", "AUX", "ADV", "INTJ"):
        return None
    if [document.tokens[index].form.lower() for index in range(entity.first, entity.last + 1)] == ["each", "other"]:
        return None
    form, span = boundaries.form_and_span(document, entity, head)
    if entity.type in _NAMED_ONLY and form != "name":
        return None
    return _Case(entity=entity, head=head, form=form, span=span)


def _is_unsettled(document: GumDocument, case: _Case) -> bool:
    """Return whether our guideline marks that span in another layer, or only in some reports."""
    token = document.tokens[case.head]
    if boundaries.is_coordination(document, case.entity, case.head):
        return True
    if case.form == "name":
        return case.entity.type in ("abstract", "object") or (case.entity.type == "event" and not case.entity.link)
    if token.relation == "compound" and case.form == "nominal" and case.entity.first == case.entity.last:
        return True
    if token.upos == "NUM" and document.text[slice(*case.span)] == token.form and token.relation in _BESIDE:
        return True
    describes = case.entity.coreference in ("pred", "appos") or boundaries.is_predicate(document, case.head)
    asks = document.tokens[case.entity.first].xpos in ("WP", "WDT") or token.xpos == "WP$"  # "what type of player"
    return (describes and case.form == "nominal") or asks


def _group_types(document: GumDocument, group: list[_Case]) -> frozenset[EntityType]:
    """Return the types that the members of a coreference group may have, from its nominals and names."""
    kind = group[0].entity.type
    heads = [document.tokens[case.head].lemma for case in group if case.form == "nominal"]
    words = [document.text[slice(*case.span)] for case in group if case.form == "name"]
    if kind == "event":
        return frozenset({"other"})
    if kind == "object":
        return _object_types(heads)
    if kind == "place":
        telling = [word.split()[-1] for word in words] or heads
        if any(rules.is_in(rules.FACILITY, head) for head in telling):
            return frozenset({"facility"})
        known = bool(words) or any(rules.is_in(rules.PLACE, head) for head in heads)
        return frozenset({"place"}) if known else frozenset({"place", "facility"})
    if kind == "organization":
        is_group = not words and heads and all(rules.is_in(rules.COLLECTIVE, head) for head in heads)
        return frozenset({"organization", "group"}) if is_group else frozenset({"organization"})
    return _people_types(document, group)


def _object_types(heads: list[str]) -> frozenset[EntityType]:
    """Return the type of a thing; none where it is neither vehicle nor weapon nor built."""
    lists: tuple[tuple[frozenset[str], EntityType], ...] = (
        (rules.VEHICLE, "vehicle"), (rules.WEAPON, "weapon"), (rules.FACILITY, "facility"),
    )  # fmt: skip
    for words, kind in lists:
        if any(rules.is_in(words, head) for head in heads):
            return frozenset({kind})
    return frozenset()


def _people_types(document: GumDocument, group: list[_Case]) -> frozenset[EntityType]:
    """Return `person` for one person, `group` for several, both where no name or nominal tells."""
    telling = [case for case in group if case.form != "pronoun"]
    if not telling:
        return _PEOPLE
    plural = sum(_is_plural(document, case) for case in telling)
    if 0 < plural < len(telling):
        return _PEOPLE
    return frozenset({"group"}) if plural else frozenset({"person"})


def _types(document: GumDocument, case: _Case, group: frozenset[EntityType]) -> frozenset[EntityType]:
    """Return the types of one mention: its own words first where they tell, else those of its group."""
    lemma = document.tokens[case.head].lemma
    if case.entity.type == "organization" and case.form == "nominal":
        more: tuple[tuple[frozenset[str], EntityType], ...] = (
            (rules.COLLECTIVE, "group"), (rules.FACILITY, "facility"),
        )  # fmt: skip
        return group.union(kind for words, kind in more if rules.is_in(words, lemma))
    if case.entity.type != "person":
        return group
    if case.form != "pronoun":
        return frozenset({"group"}) if _is_plural(document, case) else frozenset({"person"})
    allowed = rules.PRONOUNS.get(document.tokens[case.head].form.lower(), _PEOPLE)
    return group if len(group) == 1 and document.tokens[case.head].form.lower() not in _SPEAKERS else allowed


def _is_plural(document: GumDocument, case: _Case) -> bool:
    """Return whether several people are meant; of a name that follows a description, the name tells."""
    head = document.tokens[case.head]
    inside = case.span[0] <= head.start and head.end <= case.span[1]
    return inside and boundaries.is_plural(document, case.head)
