"""Numbers of people that a telling has, on sentences with what model and stages before would have found.

`[words]{part}` marks parts: trigger, recipient (with the type of its entity), dead, injured, mention.
"""

import re

import pytest
from msgspec import structs

from sayso.core.reading import Argument, Auxiliary, Count, Entity, EntityType, Event, EventType, Findings, Mention
from sayso.core.span import Span
from sayso.reading.event.tolls import with_counts, with_own_numbers
from sayso.reading.sentences.splitter import sentence_spans

_MARK = re.compile(r"\[([^\[\]]*)\]\{([^}]*)\}")
Range = tuple[int | None, int | None, int | None]
ABDUCTION, ARREST = ("ASSAULT", "abduct"), ("COERCE", "arrest")
N = None


def read(marked: str, kind: tuple[EventType, str], *auxiliary: Auxiliary) -> Event:
    """Return the event that is marked, with its numbers."""
    text, end = "", 0
    spans: list[tuple[Span, list[str]]] = []
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        spans.append((Span(start=len(text), end=len(text) + len(match[1]), text=match[1]), match[2].split()))
        text, end = text + match[1], match.end()
    text += marked[end:]
    entities = [
        (f"n{number}", mention(span), words[-1]) for number, (span, words) in enumerate(spans)
        if words[-1] in ("person", "group", "vehicle", "organization")
    ]  # fmt: skip
    known = {(each.start, each.end): name for name, each, _ in entities}
    event = Event(
        id="e1", type=kind[0], modes=(kind[1],) if kind[1] else (), auxiliary=auxiliary, confidence=1.0,
        trigger=next(span for span, words in spans if "trigger" in words),
        arguments=tuple(
            Argument(
                start=each.start, end=each.end, text=each.text, role="recipient",
                entity=known.get((each.start, each.end)),
            )
            for each, words in spans if "recipient" in words
        ),
    )  # fmt: skip
    found = Findings(
        sentences=tuple(sentence_spans(text, wrap_width_chars=120, split_unspaced=True)),
        entities=tuple(entity(name, each, type_) for name, each, type_ in entities),
    )
    numbers = {part: [span for span, words in spans if part in words] for part in ("dead", "injured")}
    return with_counts(text, event, numbers, found)


def mention(span: Span) -> Mention:
    return Mention(start=span.start, end=span.end, text=span.text, form="nominal")


def entity(name: str, only: Mention, type_: str) -> Entity:
    kind: EntityType = type_  # type: ignore[assignment]
    return Entity(id=name, name=only.text, type=kind, mentions=(only,))


def told(count: Count | None) -> Range | None:
    return None if count is None else (count.low, count.best, count.high)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Gunmen [took]{trigger} [two nurses]{recipient group}.", (2, 2, 2)),
        ("They [took]{trigger} [a cook]{recipient person} and [two nurses]{recipient group}.", (3, 3, 3)),
        ("They [took]{trigger} [her]{recipient}.", (1, 1, 1)),
        ("They [took]{trigger} [at least 30 pupils]{recipient group}.", (30, N, N)),
        ("They [took]{trigger} [two priests]{recipient group} and [some nuns]{recipient group}.", (2, N, N)),
        ("They [took]{trigger} [the villagers]{recipient group}.", None),
        ("They [took]{trigger} [the escort]{recipient group}.", None),
        ("They [took]{trigger} [a lorry]{recipient vehicle} with [six men]{recipient group}.", (6, 6, 6)),
        ("They [took]{trigger} [the lorry]{recipient} at dawn.", None),
        ("They [took]{trigger} [national]{recipient} office staff.", None),
        ("They [took]{trigger} [her]{recipient} and [one .45]{recipient} pistol.", (1, 1, 1)),
        ("The [two nurses]{mention group} [whom]{recipient} they [took]{trigger} were beaten.", (2, 2, 2)),
        (
            "They [took]{trigger} [two men]{recipient group}, [Jo]{recipient person} and [Ro Oru]{recipient person}.",
            (2, 2, 2),
        ),
        ("They [took]{trigger} [two leaders]{recipient group}, [Jo Bel]{recipient person}.", (2, 2, 2)),
        (
            "They [took]{trigger} [two men]{recipient group}, [Jo]{recipient person} and [a boy]{recipient person}.",
            (4, 4, 4),
        ),
        ("They [took]{trigger} [the driver]{recipient person}, [a man of 42]{recipient person}, home.", (1, 1, 1)),
        ("They [took]{trigger} [two men]{recipient group} and [a Spanish engineer]{recipient}.", (3, 3, 3)),
        ("[The nominee]{recipient person}, said Oru, was [taken]{trigger}; [she]{recipient person} wept.", (1, 1, 1)),
        ("They [took]{trigger} [14 men]{recipient group}, [four of them]{recipient group} old.", (14, 14, 14)),
    ],
)
def test_who_was_taken_is_counted(marked: str, expected: Range | None) -> None:
    taken, held = (read(marked, kind) for kind in (ABDUCTION, ARREST))
    assert told(taken.abducted) == told(held.detained) == expected
    assert (taken.detained, held.abducted, taken.displaced) == (None, None, None)


def test_a_number_of_the_dead_is_none_of_the_injured() -> None:
    text = "At least seven died and 50 were injured."
    seven, fifty = Span.of(text, 0, 14), Span.of(text, 24, 26)
    dead = Count(low=7, best=None, high=None, evidence=(seven,))
    hurt = Count(low=57, best=None, high=None, evidence=(seven, fifty))
    died = Event(id="e1", type="ASSAULT", trigger=Span.of(text, 15, 19), fatalities=dead, confidence=1.0)
    injured = Event(id="e2", type="ASSAULT", trigger=Span.of(text, 32, 39), injuries=hurt, confidence=1.0)
    first, second = with_own_numbers([died, injured])
    assert first == died
    assert second.injuries == Count(low=50, best=50, high=50, evidence=(fifty,))
    alone = structs.replace(injured, fatalities=dead, injuries=dead)
    assert with_own_numbers([alone]) == [alone]  # "no casualties" are both
    assert with_own_numbers([second, structs.replace(second, id="e3")])[1].injuries == second.injuries


def test_whose_recipients_are_what() -> None:
    marked = "They [drove]{trigger} [600 people]{recipient group} over the border."
    assert told(read(marked, ("COERCE", "deport")).displaced) == (600, 600, 600)
    assert read(marked, ("ASSAULT", "beat")).counts() == {}
    assert read(marked, ("COERCE", "")).counts() == {}


@pytest.mark.parametrize(
    "marked",
    [
        "The army did not [arrest]{trigger} [anybody]{recipient person}.",
        "No one was [arrested]{trigger} in Osk.",
    ],
)
def test_nobody_is_none(marked: str) -> None:
    assert told(read(marked, ARREST, "negation").detained) == (0, 0, 0)
    assert read(marked, ARREST).detained is None


def test_not_a_single_one_is_none() -> None:
    lost = "It did not [lose]{trigger} [a single]{dead} man."
    assert told(read(lost, ("ASSAULT", ""), "negation").fatalities) == (0, 0, 0)


@pytest.mark.parametrize(
    ("marked", "expected", "scope"),
    [
        ("The raid [killed]{trigger} [12]{dead} people.", (12, 12, 12), "event"),
        ("[Two]{dead} watchmen and [a stoker]{dead} [died]{trigger}.", (3, 3, 3), "event"),
        ("It [killed]{trigger} [more than 300]{dead} people, including [40]{dead} children.", (301, N, N), "event"),
        ("It [killed]{trigger} [12]{dead} people, [four]{dead} of them women.", (12, 12, 12), "event"),
        ("[Two]{dead} of the [dead]{trigger} were children.", (2, 2, 2), "part"),
        ("[No one]{dead} was [killed]{trigger}.", (0, 0, 0), "event"),
        ("[None]{dead} of the wounded [died]{trigger}.", (0, 0, 0), "event"),
        ("[Some 3,000]{dead} people have been [killed]{trigger} since the war began.", (N, 3000, N), "total"),
        ("[Oru]{dead}, 70, said Bel, was [shot]{trigger}; [she]{dead} ran a mill.", (1, 1, 1), "event"),
        ("[Bel]{dead} is one of [at least 707]{dead} people [shot]{trigger} this year.", (707, N, N), "total"),
        ("[Two]{dead} of [the five]{dead} [died]{trigger}.", (2, 2, 2), "event"),
        ("[At]{dead} [least 12]{dead} [died]{trigger}.", (12, N, N), "event"),
        ("[A]{dead} boy [died]{trigger}.", (1, 1, 1), "event"),
        ("[A]{dead} dozen men [died]{trigger}.", (12, 12, 12), "event"),
        ("They [suffered]{trigger} [heavy]{dead} losses.", (1, N, N), "event"),
        ("[A]{dead} group of men [died]{trigger}.", None, None),
        ("[The]{dead} [attack]{trigger} came at dawn.", None, None),
    ],
)
def test_the_words_marked_as_numbers(marked: str, expected: Range | None, scope: str | None) -> None:
    event = read(marked, ("ASSAULT", ""))
    assert told(event.fatalities) == expected
    assert (event.fatalities.scope if event.fatalities else None) == scope
    assert event.injuries is None
    hurt = read(marked.replace("{dead}", "{injured}"), ("ASSAULT", ""))
    assert (hurt.injuries, hurt.fatalities) == (event.fatalities, None)
