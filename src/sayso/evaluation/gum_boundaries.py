"""Where a GUM span begins and ends by our guideline, what form it has, and what it is beside a mention.

GUM marks whole noun phrases with relative clauses, and with titles and descriptions before a name; our guideline marks
the name by itself and ends a nominal before clauses and appositions. Trees are UD as GUM has them.
"""

from collections.abc import Iterator

from sayso.core.reading import MentionForm
from sayso.evaluation import mention_rules as rules
from sayso.evaluation.gum_tokens import EntitySpan, GumDocument, Token
from sayso.evaluation.mentions import Interval

_CLAUSES = ("acl", "appos", "parataxis", "advcl", "ccomp", "dislocated")
_OPENING = frozenset("([{")
_DASHES = frozenset({"-", "–", "—", "--"})
_NAME_PREPOSITIONS = frozenset({"of", "for", "de", "du", "des", "del", "della", "di", "da", "la", "von", "van", "bin"})
_QUANTIFIERS = frozenset(
    ("all", "both", "some", "many", "few", "several", "most", "another", "other", "others", "one", "each", "either",
     "neither")
)  # fmt: skip
"""Words of quantity that are pronouns where they stand alone."""


def head(document: GumDocument, entity: EntitySpan) -> int:
    """Return the index of the head: the first token, marks aside, whose own head lies outside the span."""
    inside = range(entity.first, entity.last + 1)
    outward = [index for index in inside if document.tokens[index].head not in inside]
    words = [index for index in outward if document.tokens[index].upos != "PUNCT"]
    return (words or outward)[0]


def form_and_span(document: GumDocument, entity: EntitySpan, head: int) -> tuple[MentionForm, Interval]:
    """Return form and boundaries of the mention that `entity` is by our guideline."""
    tokens = document.tokens
    if is_coordination(document, entity, head):
        return "nominal", _trim(document, entity.first, entity.last)
    last = _without_clauses(document, entity, head)
    first = entity.first
    if entity.type == "person":
        run = _personal_name(document, entity, head, last)
        if run is not None:
            return "name", _trim(document, *run)
    if (
        _is_proper(tokens[head])
        and not _is_indefinite(tokens[first])
        and (entity.type != "person" or tokens[head].plural)
    ):
        first, last = _named_thing(document, entity, head, last)
        return "name", _trim(document, first, last)
    span = _trim(document, first, last)
    if document.text[slice(*span)] == tokens[head].form and (
        tokens[head].upos == "PRON" or tokens[head].form.lower() in _QUANTIFIERS
    ):
        return "pronoun", span
    return "nominal", span


def is_plural(document: GumDocument, head: int) -> bool:
    """Return whether the head stands for several people."""
    token = document.tokens[head]
    low = token.form.lower()
    if token.upos == "NUM":
        return low != "one"
    if token.upos == "PROPN":
        return token.plural
    if token.upos in ("ADJ", "DET"):
        return low not in ("another", "one", "each", "first", "last", "second", "third", "other", "youngest", "oldest")
    return token.plural or token.lemma.lower() in rules.PLURAL_PEOPLE | rules.COLLECTIVE


def is_coordination(document: GumDocument, entity: EntitySpan, head: int) -> bool:
    """Return whether the span joins several mentions by "and": our guideline marks each by itself."""
    heads = {
        index
        for index in range(entity.first, entity.last + 1)
        if document.tokens[index].relation == "conj" and document.tokens[index].head == head
    }
    inner = (other for other in document.entities if _is_within(other, entity))
    return any(other.first <= index <= other.last for other in inner for index in heads)


def is_predicate(document: GumDocument, head: int) -> bool:
    """Return whether the head is what something is said to be: "she is [a farmer]"."""
    return any(token.head == head and token.relation == "cop" for token in _near(document, head))


def unmarked(document: GumDocument) -> Iterator[Interval]:
    """Yield words that GUM never marks by themselves and our guideline does, or may.

    These are adjectives of countries and all else with a capital, relative pronouns, "here" and "there".
    """
    for token in document.tokens:
        capital = token.upos == "ADJ" and token.form[:1].isupper() and token.relation in ("amod", "compound", "conj")
        if capital or token.xpos in ("WP", "WDT", "WP$") or token.form.lower() in ("here", "there"):
            yield token.start, token.end


def _near(document: GumDocument, head: int) -> Iterator[Token]:
    for index in range(max(0, head - 60), min(len(document.tokens), head + 20)):
        yield document.tokens[index]


def _is_proper(token: Token) -> bool:
    return token.upos == "PROPN" or (token.upos in ("ADJ", "X") and token.xpos.startswith(("NNP", "FW")))


def _is_within(inner: EntitySpan, outer: EntitySpan) -> bool:
    same = (inner.first, inner.last) == (outer.first, outer.last)
    return outer.first <= inner.first and inner.last <= outer.last and not same


def _is_indefinite(token: Token) -> bool:
    return token.upos in ("DET", "PRON", "NUM") and token.form.lower() != "the"


def _without_clauses(document: GumDocument, entity: EntitySpan, head: int) -> int:
    """Return the last token before the first clause, apposition or bracket that comes after the head."""
    tokens = document.tokens
    cut = entity.last + 1
    for index in range(head + 1, entity.last + 1):
        token = tokens[index]
        is_dash = token.form in _DASHES and document.text[token.start - 1].isspace()
        if token.form in _OPENING or (is_dash and document.text[token.end : token.end + 1].isspace()):
            cut = min(cut, index)
        is_clause = token.relation.partition(":")[0] in _CLAUSES or (token.relation == "amod" and token.head == head)
        if is_clause and token.head >= entity.first:
            start = _leftmost(document, index, entity)
            if start > head:
                cut = min(cut, start)
    return cut - 1


def _leftmost(document: GumDocument, root: int, entity: EntitySpan) -> int:
    """Return the first token, inside the span, of the subtree of `root`."""
    subtree = {root}
    left = root
    grown = True
    while grown:
        grown = False
        for index in range(entity.first, entity.last + 1):
            if index not in subtree and document.tokens[index].head in subtree:
                subtree.add(index)
                left = min(left, index)
                grown = True
    return left


def _personal_name(document: GumDocument, entity: EntitySpan, head: int, last: int) -> tuple[int, int] | None:
    """Return first and last token of the name, titles right before it included; None where nobody is named."""
    tokens = document.tokens
    covered = {
        index
        for other in document.entities
        if _is_within(other, entity) and not other.first <= head <= other.last
        for index in range(other.first, other.last + 1)
    }
    if tokens[head].upos == "PROPN" and tokens[head].plural:
        return None
    runs = [
        run
        for run in _runs(document, entity.first, entity.last if tokens[head].upos != "PROPN" else last, covered)
        if any(not _is_title(tokens[index]) for index in range(run[0], run[1] + 1) if tokens[index].upos == "PROPN")
        and (tokens[head].upos == "PROPN" or _hangs_on(tokens[run[0]], head))
    ]
    if not runs:
        return None
    holding = [run for run in runs if run[0] <= head <= run[1]]
    first, last = (holding or runs)[-1]
    while first > entity.first and first - 1 not in covered and _is_title(tokens[first - 1]):
        first -= 1
    return first, last


def _runs(document: GumDocument, first: int, last: int, covered: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of proper nouns that no other mention covers, hyphens, marks in names and particles inside."""
    tokens = document.tokens
    start: int | None = None
    end = first
    for index in range(first, last + 1):
        proper = tokens[index].upos == "PROPN" and index not in covered
        joins = tokens[index].xpos == "HYPH" or tokens[index].form.lower() in _NAME_PREPOSITIONS | {"al", "the"}
        if proper:
            start = index if start is None else start
            end = index
        elif start is not None and not (joins and index - end == 1 and tokens[index].form.lower() != "of"):
            yield start, end
            start = None
    if start is not None:
        yield start, end


def _hangs_on(token: Token, head: int) -> bool:
    return token.head == head and token.relation.partition(":")[0] in ("flat", "appos", "compound")


def _is_title(token: Token) -> bool:
    return token.form[:1].isupper() and token.form.lower().rstrip(".") in rules.TITLES


def _named_thing(document: GumDocument, entity: EntitySpan, head: int, last: int) -> tuple[int, int]:
    """Return first and last token of a name that is no person's: no possessor before it, no place after it."""
    tokens = document.tokens
    first = entity.first
    for other in document.entities:
        if _is_within(other, entity) and other.last < head and tokens[other.last].form.lower() in ("'s", "’s", "'"):
            first = max(first, other.last + 1)
    for index in range(head + 1, last + 1):
        if tokens[index].form == "," and (entity.type == "place" or _place_begins(document, index + 1)):
            return first, index - 1
        if tokens[index].upos != "ADP":
            continue
        following = [token for token in tokens[index + 1 : last + 1] if token.upos != "DET"][:1]
        kept = tokens[index].form.lower() in _NAME_PREPOSITIONS
        if not (kept and following and following[0].form[:1].isupper()):
            return first, index - 1
    return first, last


def _place_begins(document: GumDocument, index: int) -> bool:
    return any(other.first == index and other.type == "place" for other in document.entities)


def _trim(document: GumDocument, first: int, last: int) -> Interval:
    """Return the offsets of tokens `first` to `last` without marks at their edges and without a closing 's."""
    tokens = document.tokens
    while first < last and tokens[first].upos == "PUNCT":
        first += 1
    while last > first and (tokens[last].upos == "PUNCT" or _is_left_over(tokens[last])):
        last -= 1
    return tokens[first].start, tokens[last].end


def _is_left_over(token: Token) -> bool:
    return token.upos in ("CCONJ", "ADP", "SCONJ") or (token.xpos == "POS" and token.upos == "PART")
