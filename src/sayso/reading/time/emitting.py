"""Which of the things the grammar found are time expressions where they stand."""

from collections.abc import Callable

from sayso.reading.time.grammar import Item, TokenView
from sayso.reading.time.meaning import Calendar
from sayso.reading.time.tables import word_set

_YEAR_BEFORE = word_set(
    "in since of by until till from to during before after through between and the early late mid for around "
    "about as year ( , - -- then than that circa c or his her their its this into a RP s 's LP"
)
_OLD_YEAR_BEFORE = word_set(
    "in since of by until till from to during before after through between and ( - -- late early the a for as , 's"
) | {"\n"}
_BEFORE_COUNTED = word_set("in of the since his her its - by during early late mid 's")
_COUNTED = word_set(
    "people men women troops soldiers civilians tons tonnes miles km kilometers kilometres meters metres feet "
    "acres houses homes dollars euros pounds dead deaths casualties prisoners refugees families fighters tanks "
    "aircraft ships guns workers jobs seats votes points shares copies units members others more students "
    "protesters police or"
)


_OPENS = frozenset({"", "\n", ".", "!", "?"})


def _always(_: Item, __: TokenView) -> bool:
    return True


def _year(item: Item, view: TokenView) -> bool:
    """Whether a number like a year is one: by the word before it and what is counted after it."""
    year = item.value.year if isinstance(item.value, Calendar) else None
    if year is None:
        return False
    before = view.words[item.first - 1] if item.first else ""
    after = view.words[item.last + 1] if item.last + 1 < len(view.words) else ""
    if after in _COUNTED or before in {"no", "#", "number", "page", "room", "flight", "about", "around", "some"}:
        return False
    if after.endswith("s") and after.isalpha() and len(after) > 4 and before not in _BEFORE_COUNTED:
        return False
    if after == ":" and before not in _OPENS:
        return False  # in a chronology a year stands so at the head of a line
    if after == "%" or (before in {":", ".", "/"} and after in {"/", "."}):
        return False
    if after == "'s":
        return 1500 <= year <= 2040
    shape = view.shapes[item.first - 1] if item.first else ""
    if before.isalpha() and shape[:1].isupper() and before not in _YEAR_BEFORE:
        return False  # a name: Orion 1980
    return 1900 <= year <= 2040 or before in _OLD_YEAR_BEFORE


_NOT_ALONE = word_set("S TM NI Q WE")
_NOT_COUNTED = word_set(
    "his her their its our my - working business school operating office opening visiting rush trading daylight extra"
)


def _units(item: Item, view: TokenView) -> bool:
    """Whether `years`, `days` alone are so many of them."""
    if item.value in _NOT_ALONE:
        return False
    before = view.words[item.first - 1] if item.first else ""
    after = view.words[item.last + 1] if item.last + 1 < len(view.words) else ""
    if before == "of" and view.words[item.first - 2 : item.first - 1] == ["matter"]:
        return False
    return after != "of" and before not in _NOT_COUNTED


def _reference(item: Item, view: TokenView) -> bool:
    """Whether `recently` stands alone; in `as recently as May` it does not."""
    return view.words[max(0, item.first - 1) : item.first] != ["as"] or view.words[item.last + 1 : item.last + 2] != [
        "as"
    ]


def _clock(item: Item, view: TokenView) -> bool:
    before = view.words[item.first - 1] if item.first else ""
    return before not in {"verse", "psalm", "score", "/"}


_EMITTED: dict[str, Callable[[Item, TokenView], bool]] = {
    "DATE": _always, "DATETIME": _always, "TIME": _clock, "DUR": _always, "SET": _always, "REF": _reference,
    "YEARC": _year, "UNITS": _units,
}  # fmt: skip


def emitted() -> dict[str, Callable[[Item, TokenView], bool]]:
    """Return the kinds of items that are time expressions, each with what decides it where it stands."""
    return _EMITTED
