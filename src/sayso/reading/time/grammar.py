"""A cascade of small grammars over tokens: each level rewrites runs of items as one item with a meaning.

A rule is a pattern over the kinds of items and a function that builds the meaning. Patterns read
`n:$N -? u:UNIT ago`: a word in capitals is a kind, any other a token as it stands, `x:` names what the builder gets
(the first of that name that matched), `$NAME` stands for a pattern given a name, and `( ) | ? * +` are those of
regular expressions; `LP` and `RP` are brackets of the text. At each place the longest match wins, then the rule
written first; a builder may decline.

Source: cascaded finite-state transducers over constituents, as in FASTUS (Hobbs et al. 1997, Finite-State Language
Processing). Kinds are coded as one character each, so that a level is run by the `re` module.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from sayso.core.errors import UsageError

_ATOM = re.compile(r"\s*(?:(?P<label>[a-z]+):(?=\S))?(?P<atom>[()|?*+]|\$?[A-Z][A-Z0-9]*|--|[^\s()|?*+$A-Z:]+)")
_CODES_FROM = 0xE000  # a private-use block: no text can be taken for a kind


class Item(msgspec.Struct, frozen=True):
    """A token, or what a rule made of several.

    Attributes:
        kind: One character, see `Kinds`.
        first: Index of its first token.
        last: Index of its last token.
        value: A number, a word or a meaning, as its kind has it.
    """

    kind: str
    first: int
    last: int
    value: object


class Kinds:
    """The kinds of items, and the one character that stands for each.

    A word that some rule names as it stands (`year`) has a character of its own, and is still of its kind (`UNIT`).

    Params:
        tables: The words of each kind.
        patterns: All patterns of the grammar.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, object]], patterns: Iterable[str]) -> None:
        self._codes: dict[str, str] = {}
        self.words = frozenset(
            match["atom"]
            for pattern in patterns
            for match in _ATOM.finditer(pattern)
            if match["atom"][0] not in "()|?*+$" and not match["atom"].isupper()
        )
        self._members = {kind: sorted(self.words & table.keys()) for kind, table in tables.items()}

    def code(self, name: str) -> str:
        """Return the character of a kind (in capitals) or of a token as it stands (in small letters)."""
        return self._codes.setdefault(name, chr(_CODES_FROM + len(self._codes)))

    def codes(self, name: str) -> str:
        """Return the characters of a kind: its own, and those of its words that some rule names as they stand."""
        return self.code(name) + "".join(self.code(word) for word in self._members.get(name, ()))


class Found:
    """What a rule matched: its named parts, and the items around for a builder that must look at them."""

    __slots__ = ("_items", "_match", "first", "last", "tokens")

    def __init__(self, items: list[Item], match: re.Match[str], tokens: "TokenView") -> None:
        self._items = items
        self._match = match
        self.tokens = tokens
        self.first = items[match.start()].first
        self.last = items[match.end() - 1].last

    def item(self, label: str) -> Item | None:
        """Return the (first) item matched as `label`."""
        found = self.items(label)
        return found[0] if found else None

    def items(self, label: str) -> list[Item]:
        """Return the items matched as `label`."""
        for group, index in self._match.re.groupindex.items():
            if group.partition("_")[0] == label and self._match.start(index) >= 0:
                return self._items[self._match.start(index) : self._match.end(index)]
        return []

    def value(self, label: str) -> object:
        """Return the value of the first item matched as `label`, None where the match has none."""
        item = self.item(label)
        return None if item is None else item.value

    def number(self, label: str) -> int | None:
        """Return the value of that item as a whole number, None where it is absent or none."""
        value = self.value(label)
        return int(value) if isinstance(value, (int, float)) else None

    def words(self, label: str) -> str:
        """Return the small-letter words matched as `label`, with single spaces."""
        found = self.items(label)
        return " ".join(self.tokens.words[found[0].first : found[-1].last + 1]) if found else ""

    def before(self, count: int = 1) -> str:
        """Return the word `count` tokens before the match, small; empty at the start of the text."""
        index = self.first - count
        return self.tokens.words[index] if index >= 0 else ""

    def after(self, count: int = 1) -> str:
        """Return the word `count` tokens after the match, small; empty at the end of the text."""
        index = self.last + count
        return self.tokens.words[index] if index < len(self.tokens.words) else ""


class TokenView(msgspec.Struct):
    """The small-letter words of a text's tokens, and where each begins and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    shapes: list[str]


class Made(msgspec.Struct, frozen=True):
    """What a builder returns: a kind and a value; a part of the match only, where `label` names one.

    With `to_end` that part goes on to the end of the match.
    """

    kind: str
    value: object
    label: str | None = None
    to_end: bool = False


Builder = Callable[[Found], "Made | tuple[Made, ...] | None"]


class Rule(msgspec.Struct, frozen=True):
    """A pattern and what builds the meaning of its match."""

    pattern: str
    build: Builder


class Level:
    """The rules of one step of the cascade, compiled."""

    def __init__(self, kinds: Kinds, rules: Iterable[Rule], named: Mapping[str, str]) -> None:
        self._kinds = kinds
        self._rules = [(re.compile(_translate(rule.pattern, kinds, named)), rule.build) for rule in rules]
        self._matches = functools.lru_cache(maxsize=1 << 15)(self._find)

    def apply(self, items: list[Item], tokens: TokenView) -> list[Item]:
        """Return `items` with every run that a rule matches put together."""
        coded = "".join([item.kind for item in items])
        made: list[Item] = []
        position = 0
        while position < len(items):
            for match, build in self._matches(coded, position):
                found = Found(items, match, tokens)
                product = build(found)
                if product is not None:
                    made += self._items(product, found)
                    position = match.end()
                    break
            else:
                made.append(items[position])
                position += 1
        return made

    def _find(self, coded: str, position: int) -> tuple[tuple[re.Match[str], Builder], ...]:
        matches = [
            (match, build) for pattern, build in self._rules if (match := pattern.match(coded, position)) and match[0]
        ]
        return tuple(sorted(matches, key=lambda pair: -pair[0].end()))

    def _items(self, product: Made | tuple[Made, ...], found: Found) -> list[Item]:
        items = []
        for made in product if isinstance(product, tuple) else (product,):
            part = found.item(made.label) if made.label else None
            first, last = (part.first, found.last if made.to_end else part.last) if part else (found.first, found.last)
            items.append(Item(self._kinds.code(made.kind), first, last, made.value))
        return items


def _translate(pattern: str, kinds: Kinds, named: Mapping[str, str]) -> str:
    """Return the regular expression over kind codes that `pattern` stands for.

    Raises:
        UsageError: The pattern is malformed.
    """
    out: list[str] = []
    position = 0
    while position < len(pattern.rstrip()):
        match = _ATOM.match(pattern, position)
        if match is None:
            raise UsageError(f"pattern {pattern!r} cannot be read from {pattern[position:]!r} on")
        atom, label = match["atom"], match["label"]
        position = match.end()
        if atom == "(":
            out.append(f"(?P<{label}_{position}>" if label else "(?:")
        elif atom in {")", "|", "?", "*", "+"}:
            out.append(atom)
        else:
            inner = _translate(named[atom[1:]], kinds, named) if atom.startswith("$") else _class(kinds.codes(atom))
            out.append(f"(?P<{label}_{position}>{inner})" if label else f"(?:{inner})")
    return "".join(out)


def _class(codes: str) -> str:
    return codes if len(codes) == 1 else f"[{codes}]"
