"""Finds who speaks: the noun phrase before a cue (its subject) or after it ("said Mr X", "according to X").

There is no parser here. A subject is what stands between the start of the clause and the verb group; the clause starts
after an introductory phrase, a conjunction or an earlier verb. Extents follow the PolNeAR guidelines: determiners,
titles, compounds and identifying appositions belong to the source.
"""

from collections.abc import Sequence

import msgspec

from sayso.reading.quotations.clauses import (
    breaks_clause,
    clause_start,
    first_verb,
    has_verb,
    skip_introductions,
    starts_phrase,
)
from sayso.reading.quotations.cues import ADVERBS, AUXILIARIES, find_verb, is_cue_form
from sayso.reading.quotations.layout import Word
from sayso.reading.quotations.tables import (
    ENDS,
    INTRODUCTIONS,
    IRREGULAR_VERBS,
    OCCASIONS,
    PRONOUNS,
    TIMES,
    WEEKDAYS,
    word_set,
)

_NO_HEADS = frozenset(("who", "whom", "which", "what", "saying", "adding", "noting"))
"""Words before a subject that are no part of it: a man whom the mayor called ..."""

_DASHES = frozenset("-–—")
_WHEN = WEEKDAYS | {"today", "yesterday", "tonight", "earlier", "later"}
"""Words at the end of a subject that tell when it spoke."""
_MAX_ROLE_WORDS = 4
_ROLES = word_set(
    "chief minister mayor governor spokesman spokeswoman spokesperson president commander chairman chairwoman leader "
    "director secretary deputy officer general founder owner editor teacher priest activist lawyer negotiator"
)
"""Roles that a person can have besides another one."""


class NounPhrase(msgspec.Struct, frozen=True, kw_only=True):
    """A noun phrase among words: half-open indices, and the rule that found it."""

    first: int
    end: int
    rule: str


def subject_before(words: Sequence[Word], end: int, limit: int, *, participle: bool = False) -> NounPhrase | None:
    """Return the subject of the verb group that starts at index `end`, or None.

    Args:
        words: Words of one sentence, from its start or from the end of a quotation.
        end: Index of the first word of the verb group.
        limit: Most words of a source.
        participle: Whether the verb is one ("..., saying"): its subject is that of the whole sentence.
    """
    if participle and (own := _own_subject(words, end, limit)) is not None:
        return own
    shared = participle
    while end > 0 and (words[end - 1].lower in ("also", "then", "later", "and", "but") or words[end - 1].text == "("):
        shared = shared or words[end - 1].lower in ("and", "but")
        end -= 1
    if end == 0:
        return None
    special = _subject_of_infinitive(words, end, limit) or _before_aside(words, end, limit)
    if special is not None or _is_infinitive(words, end):
        return special
    if words[end - 1].lower in ("who", "which", "that"):
        return NounPhrase(first=end - 1, end=end, rule="relative")
    if words[end - 1].lower in ("he", "she", "they", "we", "i"):
        return NounPhrase(first=end - 1, end=end, rule="subject")
    start = skip_introductions(words, 0, end)
    if not shared or first_verb(words, start, end) is None:
        start = skip_introductions(words, clause_start(words, start, end), end)
    if start >= end:
        return None
    verb = first_verb(words, start, end)
    if verb is not None:
        inserted = None if shared else _inserted_subject(words, verb, end, limit)
        return inserted or _shared_subject(words, start, verb, limit)
    return _checked(words, start, _trim_relative(words, start, end), limit, "subject")


def _before_aside(words: Sequence[Word], end: int, limit: int) -> NounPhrase | None:
    """Return the subject with the aside in dashes that stands between it and its verb, or None."""
    if words[end - 1].text not in _DASHES or not breaks_clause(words, end - 1):
        return None
    last = end - 2 if end > 1 and words[end - 2].text in _DASHES else end - 1
    opening = next((index for index in range(last - 1, 0, -1) if words[index].text in _DASHES), None)
    if opening is None or opening + 1 == last:
        return None
    while opening > 1 and words[opening - 1].text in _DASHES:
        opening -= 1
    phrase = subject_before(words, opening, limit)
    if phrase is None or phrase.rule != "subject" or end - phrase.first > limit:
        return None
    return NounPhrase(first=phrase.first, end=opening, rule="subject")


def _own_subject(words: Sequence[Word], end: int, limit: int) -> NounPhrase | None:
    """Return the subject that "with" gives to a participle at index `end`: ..., with one man shouting ..."""
    for index in range(end - 1, max(end - limit, 0), -1):
        if words[index].text == ",":
            return None
        if words[index].lower == "with" and words[index - 1].text == ",":
            return None if index + 1 == end else _checked(words, index + 1, end, limit, "subject")
    return None


def _is_infinitive(words: Sequence[Word], end: int) -> bool:
    """Whether the verb at `end` follows "to" and is no noun or other form ("points to reports")."""
    form = words[min(end, len(words) - 1)].lower
    return end > 1 and words[end - 1].lower == "to" and not form.endswith(("s", "ed", "ing"))


def _subject_of_infinitive(words: Sequence[Word], end: int, limit: int) -> NounPhrase | None:
    """Return the subject of the verb that governs an infinitive ("My aunt used to say"); "it" says nothing."""
    if not _is_infinitive(words, end):
        return None
    end -= 1
    governor = words[end - 1].lower
    if governor in IRREGULAR_VERBS or governor in ("used", "tried", "seemed") or governor.endswith("ed"):
        phrase = subject_before(words, end - 1, limit)
    else:
        phrase = subject_before(words, end, limit, participle=True)
        phrase = phrase if phrase is not None and phrase.rule == "shared" else None
    if phrase is None or words[phrase.first].lower in ("it", "it's", "there", "there's"):
        return None
    return phrase


def whole_phrase(words: Sequence[Word], end: int, limit: int) -> NounPhrase | None:
    """Return all that stands before index `end` as one phrase, if it begins as one and holds no verb."""
    if end == 0 or not starts_phrase(words[0]) or has_verb(words[:end]):
        return None
    return _checked(words, 0, end, limit, "subject")


def phrase_after(words: Sequence[Word], start: int, limit: int) -> NounPhrase | None:
    """Return the noun phrase that begins at index `start`, or None.

    Args:
        words: Words of one sentence, up to its end or to the start of a quotation.
        start: Index of its first word.
        limit: Most words of a source.
    """
    if start >= len(words):
        return None
    if words[start].lower in PRONOUNS and words[start].lower not in ("one", "some", "many", "this", "that", "both"):
        return NounPhrase(first=start, end=start + 1, rule="inverted") if words[start].lower != "it" else None
    index = start
    described = False
    while index < len(words):
        word = words[index]
        if word.text == ",":
            if not _goes_on(words, index):
                break
            described = True
        elif word.lower in ("who", "whose") and index > start:
            described = True
        elif _ends_phrase(words, index, start, described):
            break
        index += 1
    found = _checked(words, start, index, limit, "inverted")
    closes = found is not None and index < len(words) and words[index].text == "," and index + 1 < len(words)
    if found is not None and closes and found.end == index and any(word.text == "," for word in words[start:index]):
        return NounPhrase(first=found.first, end=index + 1, rule=found.rule)
    return found


def _inserted_subject(words: Sequence[Word], verb: int, end: int, limit: int) -> NounPhrase | None:
    """Return the subject of an attribution put into a sentence after a comma: The truth is, Brandt said, ..."""
    commas = [index for index in range(verb + 1, end) if words[index].text == ","]
    if not commas or commas[-1] + 1 >= end:
        return None
    first = commas[-1] + 1
    if not starts_phrase(words[first]) or first_verb(words, first, end) is not None:
        return None
    return _checked(words, first, end, limit, "subject")


def _shared_subject(words: Sequence[Word], start: int, verb: int, limit: int) -> NounPhrase | None:
    if words[start].lower in ("said", "says") and start + 1 < verb:
        start += 1
    end = verb
    while end > start and (
        words[end - 1].lower in AUXILIARIES or words[end - 1].lower in ADVERBS or words[end - 1].lower.endswith("ly")
    ):
        end -= 1
    return _checked(words, start, _trim_relative(words, start, end), limit, "shared")


def _trim_relative(words: Sequence[Word], start: int, end: int) -> int:
    """Return the end of a phrase without its relative or participial clause."""
    for index in range(start + 1, end):
        if words[index - 1].text != ",":
            continue
        word = words[index]
        is_participle = word.lower.endswith("ing") and not word.is_capitalised and len(word.lower) > 4
        if (
            word.lower in ("who", "which", "whose", "where", "whom")
            or is_participle
            or word.lower in INTRODUCTIONS - {"former"}
        ):
            return index - 1
    return end


def _checked(words: Sequence[Word], start: int, end: int, limit: int, rule: str) -> NounPhrase | None:
    while start < end and words[start].is_punctuation and words[start].text not in ("@", "#", "$"):
        start += 1
    while end > start and words[end - 1].is_punctuation and words[end - 1].text not in (",", ")", "."):
        end -= 1
    while end - start > 1 and words[start].lower in _NO_HEADS:
        if words[start + 1].lower in INTRODUCTIONS:
            return NounPhrase(first=start, end=start + 1, rule="relative")
        start += 1
    if end - start > 1 and _is_pronoun(words, start):
        end = start + 1
    if rule in ("subject", "shared"):
        end = _without_time(words, start, end)
    inner_commas = sum(word.text == "," for word in words[start:end])
    if end > start and words[end - 1].text == "," and inner_commas < 2:
        end -= 1
    if start >= end or end - start > limit:
        return None
    head = words[start]
    if head.lower in INTRODUCTIONS or head.lower in AUXILIARIES:
        return None
    return NounPhrase(first=start, end=end, rule=rule)


def _without_time(words: Sequence[Word], start: int, end: int) -> int:
    """Return the end of a subject without when and on what occasion it spoke: the party | on Sunday (said)."""
    for index in range(start + 1, end):
        if words[index].lower in ("in", "at", "during") and words[end - 1].lower in OCCASIONS and end - index < 5:
            return index
    last = end
    while last - start > 1 and words[last - 1].lower in _WHEN:
        last -= 1
        while last - start > 1 and words[last - 1].lower in ("on", "late", "early", "last", "since"):
            last -= 1
    return last


def _is_pronoun(words: Sequence[Word], index: int) -> bool:
    """Whether a personal pronoun at `index` is the whole source: "she just", "I'll be"; not "he and his wife"."""
    pronoun, mark, _ = words[index].lower.partition("'")
    if pronoun not in ("i", "he", "she", "we", "they", "you"):
        return False
    return bool(mark) or words[index + 1].lower in ADVERBS or words[index + 1].lower in AUXILIARIES


def _goes_on(words: Sequence[Word], comma: int) -> bool:
    """Whether what follows `comma` still describes the source: an apposition, an age, a relative clause."""
    if comma + 1 >= len(words):
        return False
    word = words[comma + 1]
    if word.lower in ("who", "whose", "which", "whom", "of", "from", "then", "now", "once"):
        return True
    if find_verb(word.lower):
        return False
    if word.lower in INTRODUCTIONS or word.is_punctuation:
        return False
    if word.lower.endswith("ing") and not word.is_capitalised:
        return False
    return word.lower not in PRONOUNS or word.lower in ("one", "some")


def _ends_phrase(words: Sequence[Word], index: int, start: int, described: bool) -> bool:
    word = words[index]
    if word.is_punctuation and word.text not in ("&", "$", "@", "#", "(", ")", "%", "/", "-", "'", "’"):
        return True
    if index == start:
        return False
    if word.text == "-":
        return breaks_clause(words, index)
    if described:
        return word.lower in ("in", "on", "at", "during") and _is_occasion(words, index)
    if word.lower in ("of", "for", "from"):
        return False
    if word.lower in ("at", "in", "with", "on", "to"):
        return words[index - 1].is_capitalised or _is_occasion(words, index)
    if word.lower == "and":
        return not (index + 1 < len(words) and (starts_phrase(words[index + 1]) or _is_second_role(words, index + 1)))
    return word.lower in TIMES or word.lower in ENDS or (word.lower.endswith("ly") and not word.is_capitalised)


def _is_second_role(words: Sequence[Word], index: int) -> bool:
    """Whether a further role of the same person begins at `index`: the mayor and | police chief Ivo Brandt."""
    place = index
    while place < len(words) and place - index < _MAX_ROLE_WORDS and not words[place].is_capitalised:
        word = words[place].lower
        is_verb = word in IRREGULAR_VERBS or find_verb(word) or is_cue_form(word) or word.endswith(("ed", "ing"))
        if words[place].is_punctuation or is_verb or word in ENDS | INTRODUCTIONS | TIMES | PRONOUNS:
            break
        place += 1
    if place == index:
        return False
    return words[place - 1].lower in _ROLES or (place < len(words) and words[place].is_capitalised)


def _is_occasion(words: Sequence[Word], index: int) -> bool:
    """Whether a preposition at `index` opens a phrase telling where or when it was said: in a statement, on Monday."""
    ahead = [word.lower for word in words[index + 1 : index + 6]]
    return bool(ahead) and (ahead[0] in WEEKDAYS or any(word in OCCASIONS for word in ahead))
