"""Finds time expressions: the cascade of the grammar over the stretches of a text that hold a word of time."""

import re
from collections.abc import Iterator

from sayso.reading.time import (
    rules_amounts,
    rules_clock,
    rules_dates,
    rules_joined,
    rules_parts,
    rules_ranges,
    rules_relatives,
    rules_sets,
    rules_shifts,
)
from sayso.reading.time.emitting import emitted
from sayso.reading.time.grammar import Item, Kinds, Level, TokenView
from sayso.reading.time.tokens import BREAK, OTHER, TABLES, Tokenizer, Tokens

NAMED = {**rules_amounts.NAMED, **rules_joined.NAMED}
_TRIGGERS = (
    "UNIT", "UNITS", "MONTH", "WDAY", "WDAYS", "SEASON", "PART", "PARTS", "CLOCK", "CLOCKW", "MER", "DAYW", "REP",
    "REF", "Y4", "N4", "YEARW", "DECADE", "TENS", "FULL", "DATETIME", "FEAST", "HIJRI", "SOLAR", "ZONE", "W", "ORDD",
    "tonight", "overnight", "o'clock", "future", "recent", "moment", "present", "soon", "bc", "past",
    "time", "period", "era", "season", "current", "term",
)  # fmt: skip


class Finder:
    """Finds time expressions in text and says what they mean, without any date to count from."""

    def __init__(self) -> None:
        groups = (
            rules_amounts.NUMBERS,
            (*rules_sets.SETS, *rules_amounts.DURATIONS, *rules_amounts.REFERENCES, *rules_clock.CLOCKS,
             *rules_dates.DATES, *rules_relatives.RELATIVES),
            rules_shifts.SHIFTS,
            rules_ranges.RANGES,
            rules_parts.PARTS,
            rules_ranges.MODIFIED,
            (*rules_shifts.SHIFTS, *rules_parts.PARTS),
            (*rules_ranges.RANGES, *rules_ranges.MODIFIED),
            rules_shifts.APPROXIMATE,
        )  # fmt: skip
        patterns = [rule.pattern for rules in groups for rule in rules]
        kinds = Kinds(TABLES, [*patterns, *NAMED.values()])
        self._levels = [Level(kinds, rules, NAMED) for rules in groups]
        self._tokenizer = Tokenizer(kinds)
        triggers = "".join(kinds.codes(name) for name in _TRIGGERS)
        self._stretch = re.compile(f"[^{OTHER}{BREAK}{triggers}]*[{triggers}][^{OTHER}{BREAK}]*")
        self._kept = {code: name for name in emitted() for code in kinds.codes(name)}

    def find(self, text: str) -> Iterator[tuple[Item, str, TokenView]]:
        """Yield each time expression of `text`, in order: the item, the name of its kind, and all tokens."""
        tokens = self._tokenizer.read(text)
        for match in self._stretch.finditer(tokens.coded):
            for item in self._parse(tokens, match.start(), match.end()):
                name = self._kept.get(item.kind)
                if name is not None and emitted()[name](item, tokens.view):
                    yield item, name, tokens.view

    def _parse(self, tokens: Tokens, start: int, end: int) -> list[Item]:
        items = tokens.items(start, end)
        for level in self._levels:
            items = level.apply(items, tokens.view)
        return items
