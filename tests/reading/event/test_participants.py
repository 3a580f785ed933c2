"""Which words an argument is."""

import pytest

from sayso.core.reading import Mention, Place
from sayso.core.span import Span
from sayso.reading.event.participants import participants

TEXT = (
    "Russian and Belarusian soldiers met the army and the police near Oued Lahma. "
    "Bread and Work struck with the miners. The Kenyan and Somali Chambers of Trade sat down."
)
MENTIONS = {
    "Belarusian soldiers": "nominal",
    "Russian and Belarusian soldiers": "nominal",
    "the army": "nominal",
    "the police": "nominal",
    "Oued Lahma": "name",
    "Bread and Work": "name",
    "the miners": "nominal",
}


def mentions() -> list[tuple[Mention, str]]:
    found = []
    for number, (words, form) in enumerate(MENTIONS.items()):
        start = TEXT.index(words)
        found.append(
            (Mention(start=start, end=start + len(words), text=words, form=form), f"e{number}")  # type: ignore[arg-type]
        )
    return found


def demonyms() -> list[Place]:
    return [
        Place(
            start=start, end=start + len(words), text=words, id=f"p{number}", name=None, latitude_deg=None,
            longitude_deg=None, geonames_id=None, country=None, granularity=None, form="demonym", uncertainty_km=None,
            status="unresolved",
        )
        for number, words in enumerate(["Russian", "Belarusian", "Kenyan", "Somali"])
        for start in [TEXT.index(words)]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the army and the police", [("the army", "e2"), ("the police", "e3")]),
        ("Russian and Belarusian soldiers", [("Russian", None), ("Belarusian soldiers", "e0")]),
        ("Bread and Work", [("Bread and Work", "e5")]),
        ("The Kenyan and Somali Chambers of Trade", [("The Kenyan", None), ("Somali Chambers of Trade", None)]),
        ("Kenyan and Somali", [("Kenyan and Somali", None)]),
        ("the", [("the army", "e2")]),
        ("the miners", [("the miners", "e6")]),
        ("Oued", [("Oued Lahma", "e4")]),
        ("near", []),
        ("sat down", [("sat down", None)]),
        ("police near Oued Lahma", [("police near Oued Lahma", None)]),
    ],
)
def test_participants(words: str, expected: list[tuple[str, str | None]]) -> None:
    start = TEXT.index(f" {words}") + 1 if words[0].islower() else TEXT.index(words)
    found = participants(TEXT, Span.of(TEXT, start, start + len(words)), mentions(), demonyms())
    for span, _ in found:
        span.check(TEXT)
    assert [(span.text, entity) for span, entity in found] == expected
