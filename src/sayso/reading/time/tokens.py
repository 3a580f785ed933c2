"""Tokens: words, numbers in their written forms, and marks, each with its kind and what it says.

Only what a rule of the grammar can use gets a kind; the rest is passed over. Spaces inside numbers and dates that
scanning left ("1 4 March") are not put together: that would join numbers of tables.
"""

import re
from collections.abc import Iterator

import msgspec

from sayso.reading.time import tables
from sayso.reading.time.calendars import FEAST_NAMES, HIJRI_NAMES
from sayso.reading.time.grammar import Item, Kinds, TokenView
from sayso.reading.time.meaning import Ambiguous, Clock, Stated
from sayso.reading.time.tables import word_set
from sayso.reading.time.written import digit_date, group_clock, iso_value

OTHER = "x"
BREAK = "\n"

_TOKEN = re.compile(
    r"(?P<BREAK>\n[ \t]*\n\s*)"
    r"|(?P<ISO>(?<![\w/.-])\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:Z\b|[+-]\d\d:?\d\d)?)?(?![\w/]|-\d))"
    r"|(?P<DIGITS>(?<![\w/.-])"
    r"(?:\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d\d)|\d{4}[/.]\d{1,2}[/.]\d{1,2})(?![\w/]|[.-]\d))"
    r"|(?P<DTG>(?<!\w)\d{6}[A-Z](?:[A-Z]{3}\d\d(?:\d\d)?)?(?!\w))"
    r"|(?P<CLOCK>(?<![\d:.,])\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r"|(?P<NUM>\d{1,3}(?:,\d{3})+(?:\.\d+)?)"
    r"|(?P<DECADE>(?<!\w)(?:\d{3}0|['’]?[1-9]0)['’]?s(?!\w))"
    r"|(?P<SHORTY>(?<!\w)['’]\d\d(?!\w))"
    r"|(?P<ORDD>\d{1,2} ?(?:st|nd|rd|th)(?!\w))"
    r"|(?P<FRACTION>\d/\d(?![\d/])|[½¼¾])"
    r"|(?P<DEC>\d+\.\d+)"
    r"|(?P<INT>\d+)"
    r"|(?P<MER>[AaPp]\.? ?[Mm](?:\.(?!\w)|(?!\w)))"
    r"|(?P<WORD>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)"
    r"|(?P<MARK>['’]s(?!\w)|[^\w\s])"
    r"|(?P<ODD>\S)",
    re.IGNORECASE,
)
_MONEY = frozenset("$£€¥₹#№")
_NOT_TIME = word_set("% percent per cent pct million billion trillion bn °")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_BEFORE_NAME = word_set(
    "in of last since early late mid next during until till by from through this to between - coming past each "
    "every earlier before after beginning end and or"
)
_BEFORE_SMALL = word_set("in of last since early late mid during until till next each every")
_BEFORE_ANCIENT = word_set(
    "in by since until till from spring summer autumn winter early late during around end beginning start middle"
)
_BEFORE_SEASON = word_set(
    "the last this next of early late mid in during by since each every until coming past and to following that "
    "previous from same"
)


class Tokens(msgspec.Struct):
    """The tokens of a text.

    Attributes:
        coded: One character for each, see `grammar.Kinds`; `OTHER` where no rule can use it, `BREAK` for the end of
            a paragraph.
        values: What each says.
        view: Their words and offsets.
    """

    coded: str
    values: list[object]
    view: TokenView

    def items(self, start: int, end: int) -> list[Item]:
        """Return the tokens `[start, end)` as items of the grammar."""
        return [
            Item(self.coded[index], index, index, self.values[index])
            for index in range(start, end)
            if self.coded[index] != SKIP
        ]


class Tokenizer:
    """Cuts text into tokens, with the kinds that a grammar's rules know.

    Params:
        kinds: Those of the grammar, its rules already read.
    """

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._words: dict[str, tuple[str, object]] = {word: (kinds.code(word), word) for word in kinds.words}
        for kind, table in TABLES.items():
            for word, value in table.items():
                self._words[word] = (kinds.code(word if word in kinds.words else kind), value)
        for symbol, name in tables.SYMBOLS.items():
            self._words[symbol] = (kinds.code(name), name)
        self._numeric = frozenset("".join(kinds.codes(kind) for kind in ("DD", "N2", "NUM", "Y4", "DEC", "ORDD", "W")))
        self._day = frozenset("".join(kinds.codes(kind) for kind in ("DD", "Y4", "ORDD", "ORDW")))
        self._year = frozenset(kinds.codes("Y4"))
        self._clock = frozenset("".join(kinds.codes(kind) for kind in ("MER", "CLOCK", "DD", "N4", "Y4")))
        self._month = frozenset(kinds.codes("MONTH"))

    def read(self, text: str) -> Tokens:
        """Return the tokens of `text`."""
        view = TokenView([], [], [], [])
        coded: list[str] = []
        values: list[object] = []
        words, known = view.words, self._words
        for match in _TOKEN.finditer(text):
            group = match.lastgroup
            shape = match[0]
            word = shape.lower().replace("’", "'")
            if group == "WORD" or group == "MARK":
                code, value = known.get(word, _UNKNOWN)
            else:
                code, value, word = self._special(group or "", shape, word, text, match)
            words.append(word)
            view.shapes.append(shape)
            view.starts.append(match.start())
            view.ends.append(match.end())
            coded.append(code)
            values.append(value)
        for index in self._doubtful(words):
            self._decide(index, coded, values, view)
        self._money(coded, words)
        if "bc" in words or "bce" in words:
            self._ancient(coded, values, words)
        _abbreviations(coded, view, text)
        self._names(coded, values, view)
        return Tokens("".join(coded), values, view)

    def _names(self, coded: list[str], values: list[object], view: TokenView) -> None:
        """Make one token of the names of feasts and months that are several words, as `FEASTS` has them."""
        words = view.words
        for index in [index for index, word in enumerate(words) if word in _NAME_STARTS]:
            for name, kind, value in _NAME_STARTS[words[index]]:
                end = index + len(name)
                if tuple(words[index:end]) == name and coded[index] != SKIP:
                    coded[index], values[index] = self._kinds.code(kind), value
                    view.ends[index] = view.ends[end - 1]
                    coded[index + 1 : end] = [SKIP] * (len(name) - 1)
                    break

    def _special(self, group: str, shape: str, word: str, text: str, match: re.Match[str]) -> tuple[str, object, str]:
        """Return the code, value and word of a token that is not a plain word."""
        if group == "BREAK":
            return BREAK, None, "\n"
        if group == "MER":
            if text[match.end() : match.end() + 1] in {"'", "’"} or not text[: match.start()].rstrip()[-1:].isdigit():
                return OTHER, None, word
            return self._kinds.code("MER"), word[0] + "m", word
        reader = _READERS.get(group)
        if reader is None:
            return OTHER, None, word
        kind, value = reader(shape)
        return (self._kinds.code(kind) if kind else OTHER), value, word

    def _doubtful(self, words: list[str]) -> Iterator[int]:
        return (index for index, word in enumerate(words) if word in _DOUBTFUL)

    def _decide(self, index: int, coded: list[str], values: list[object], view: TokenView) -> None:
        """Take its kind from a word that is another word where it stands: `may`, `march`, `sun`, `fall`, `second`."""
        word, shape = view.words[index], view.shapes[index]
        before = view.words[index - 1] if index else "\n"
        beside = bool(index and coded[index - 1] in self._day) or self._day_follows(index, coded, view)
        if word in _SEASON_WORDS:
            keep = (before in _BEFORE_SEASON or beside) and (word, before) != ("fall", "to")
            if keep and word == "fall" and before not in {"last", "next", "this"}:
                keep = self._is_season(index, coded, view)
        elif word in _UNIT_WORDS:
            keep = bool(index and (coded[index - 1] in self._numeric or before == "-"))
        elif word in _ZONE_WORDS:
            keep = bool(index and coded[index - 1] in self._clock)
        elif word in _SHORT_NAMES:
            follower = view.words[index + 1] if index + 1 < len(view.words) else ""
            keep = beside or (shape[:1].isupper() and (follower in {".", ","} and before in {"on", "(", "last"}))
            keep = keep or (follower == "," and index + 2 < len(coded) and coded[index + 2] in self._day)
        elif word == "august" and not shape.islower():
            keep = True
        else:
            verb = shape.islower() and index > 0 and coded[index - 1] in self._year
            keep = (beside and not verb) or _named(shape, before, index, view)
        if not keep:
            coded[index], values[index] = OTHER, None

    def _is_season(self, index: int, coded: list[str], view: TokenView) -> bool:
        """Whether `fall` is one: `the fall of 1942`, `the fall of the next year`; not `the fall of the city`."""
        words = view.words[index + 1 : index + 4]
        if words[:1] not in (["of"], ["in"]):
            return True
        if words[1:2] == ["the"]:
            return words[2:3] in (["next"], ["following"], ["same"], ["previous"], ["preceding"])
        return coded[index + 2 : index + 3] != [] and (
            coded[index + 2] in self._day or words[1] in {"last", "next", "that", "this"}
        )

    def _day_follows(self, index: int, coded: list[str], view: TokenView) -> bool:
        after = index + 1
        if after < len(coded) and view.words[after] in {",", ".", "of", "the", "-", "–"}:
            after += 1
        if after < len(coded) and view.words[index + 1] in {"-", "–"} and coded[after] in self._month:
            return True
        return after < len(coded) and coded[after] in self._day

    def _ancient(self, coded: list[str], values: list[object], words: list[str]) -> None:
        """Where years before Christ are told, take `in 480` for one."""
        for index, word in enumerate(words):
            before = words[index - 2] if index > 1 and words[index - 1] == "of" else words[index - 1] if index else ""
            if len(word) == 3 and word.isdigit() and before in _BEFORE_ANCIENT:
                following = words[index + 1] if index + 1 < len(words) else "."
                if following not in {"bc", "bce", "ad", "b", "a"} and not (
                    following.isalpha() and following.endswith("s")
                ):
                    coded[index], values[index] = self._kinds.code("YEARW"), -int(word)

    def _money(self, coded: list[str], words: list[str]) -> None:
        """Take their kind from numbers of money, percentages and the like."""
        numeric = self._numeric
        for index, word in enumerate(words):
            if word in _MONEY and index + 1 < len(coded) and coded[index + 1] in numeric:
                coded[index + 1] = OTHER
            elif word in _NOT_TIME and index and coded[index - 1] in numeric:
                coded[index - 1] = OTHER


def _named(shape: str, before: str, index: int, view: TokenView) -> bool:
    """Whether a word like `May`, with no number beside it, is the name of a month where it stands."""
    if before in _BEFORE_SMALL:
        return True
    if not shape[:1].isupper() or (len(shape) > 1 and shape.isupper()):
        return False
    following = view.words[index + 1] if index + 1 < len(view.words) else ""
    if following in {"have", "be", "not", "on"}:
        return False
    return before in _BEFORE_NAME


def _abbreviations(coded: list[str], view: TokenView, text: str) -> None:
    """Give the period of `Nov.` to its word, so that it is no token of its own."""
    for index, word in enumerate(view.words):
        if word in tables.ABBREVIATED and coded[index] != OTHER:
            end = view.ends[index]
            after = index + 1
            if text[end : end + 1] == "." and after < len(coded) and view.words[after] == ".":
                view.ends[index] = end + 1
                coded[after] = SKIP


SKIP = "\x00"
"""A token that has become part of the one before it."""


def _integer(shape: str) -> tuple[str, object]:
    number = int(shape[:9])
    if len(shape) <= 2 and 1 <= number <= 31:
        return "DD", number
    if len(shape) == 4:
        return ("Y4", number) if 1000 <= number <= 2099 else ("N4", shape)
    return ("N2" if len(shape) <= 2 else "NUM"), number


def _clock(shape: str) -> tuple[str, object]:
    parts = [int(part) for part in shape.split(":")]
    if parts[0] > 24 or parts[1] > 59:
        return "", None
    return "CLOCK", Clock(hour=parts[0], minute=parts[1], second=parts[2] if len(parts) > 2 else None)


def _iso(shape: str) -> tuple[str, object]:
    value = iso_value(shape)
    return ("FULL", Stated(value=value)) if value else ("", None)


def _digits(shape: str) -> tuple[str, object]:
    meaning: Ambiguous | Stated | None = digit_date(shape)
    return ("FULL", meaning) if meaning else ("", None)


def _group(shape: str) -> tuple[str, object]:
    meaning = group_clock(shape)
    return ("DATETIME", meaning) if meaning else ("", None)


def _decade(shape: str) -> tuple[str, object]:
    return "DECADE", int(re.sub(r"\D", "", shape)) // 10


def _ordinal(shape: str) -> tuple[str, object]:
    return "ORDD", int(re.sub(r"\D", "", shape))


def _number(shape: str) -> tuple[str, object]:
    return "NUM", float(shape.replace(",", ""))


def _decimal(shape: str) -> tuple[str, object]:
    return "DEC", float(shape)


def _short_year(shape: str) -> tuple[str, object]:
    return "SHORTY", int(shape[1:])


def _fraction(shape: str) -> tuple[str, object]:
    if shape in _FRACTIONS:
        return "FRACTION", _FRACTIONS[shape]
    over = int(shape[2])
    return "FRACTION", int(shape[0]) / over if over else None


_READERS = {
    "ISO": _iso, "DIGITS": _digits, "DTG": _group, "CLOCK": _clock, "NUM": _number, "DECADE": _decade,
    "SHORTY": _short_year, "ORDD": _ordinal, "FRACTION": _fraction, "DEC": _decimal, "INT": _integer,
}  # fmt: skip
_UNKNOWN: tuple[str, object] = (OTHER, None)
TABLES: dict[str, dict[str, object]] = {
    "ZONE": tables.ZONES, "HIJRI": tables.HIJRI_MONTHS, "SOLAR": tables.SOLAR_MONTHS,
    "W": {word: value for word, value in tables.NUMBERS.items() if value not in {100, 1000}},
    "W100": {"hundred": 100, "thousand": 1000}, "ORDW": tables.ORDINALS, "MONTH": tables.MONTHS,
    "WDAY": tables.WEEKDAYS, "WDAYS": tables.PLURAL_WEEKDAYS, "SEASON": tables.SEASONS, "PART": tables.PARTS,
    "CLOCKW": tables.CLOCK_WORDS, "UNIT": {word: value for word, value in tables.UNITS.items() if word != "second"},
    "UNITS": tables.PLURAL_UNITS, "PARTS": tables.PLURAL_PARTS, "DAYW": tables.DEICTICS, "REP": tables.REPEATED,
    "REF": tables.REFERENCES, "TENS": tables.TENS,
}  # fmt: skip
"""The words of each kind."""


def _name_starts() -> dict[str, list[tuple[tuple[str, ...], str, object]]]:
    starts: dict[str, list[tuple[tuple[str, ...], str, object]]] = {
        "b": [(("b", ".", "c", "."), "bc", "bc"), (("b", ".", "c", ".", "e", "."), "bc", "bc")],
        "a": [(("a", ".", "d", "."), "ad", "ad")],
    }
    rows = [(name, "FEAST", feast) for name, feast in FEAST_NAMES.items()]
    rows += [(name, "HIJRI", month) for name, month in HIJRI_NAMES.items()]  # type: ignore[misc]
    for name, kind, value in sorted(rows, key=lambda row: -len(row[0].split())):
        words = tuple(name.split())
        starts.setdefault(words[0], []).append((words, kind, value))
    return starts


_NAME_STARTS = _name_starts()
_SEASON_WORDS = word_set("fall spring")
_UNIT_WORDS = word_set("min mins sec secs hr hrs yr yrs")
_ZONE_WORDS = word_set("z wet cat eat ist est gst aft ast mst pst irish zulu")
_SHORT_NAMES = word_set("mar sun sat mon wed fri tue thu jan jun dec tir dey hut mehr azar asad aban hamal mizan jadi")
_DOUBTFUL = _SEASON_WORDS | _UNIT_WORDS | _ZONE_WORDS | _SHORT_NAMES | {"may", "march", "august"}
