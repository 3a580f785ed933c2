"""The component `coreference`: entities put together, what they are called, and who "I" and "we" are."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.reading.entities.conftest import Reading

from sayso.core.errors import ReadingError
from sayso.core.reading import Attribution, Entity, Findings, SourceSpan
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.reading.component import build
from sayso.reading.encoder.component import EncodedReport
from sayso.reading.entities.pairs import SIZES

Read = Callable[..., Reading]
Floats = NDArray[np.float32]
NAME, NOMINAL, PRONOUN = {"name": 4.0}, {"nominal": 4.0}, {"pronoun": 4.0}
PERSON, BODY = {"person": 6.0}, {"organization": 6.0}


SETTINGS = {"none_bias": 0.0}


class Model:
    """Takes the pieces of `reading` for states; a mention takes up the earlier one that `antecedents` says."""

    def __init__(self, reading: Reading, antecedents: Mapping[str, str]) -> None:
        self._heads = reading.heads
        self.pair_weights = {name: np.zeros(size, np.float32) for name, size in SIZES.items()}
        self._wanted = {
            self._range(reading, later): self._range(reading, earlier) for later, earlier in antecedents.items()
        }

    @staticmethod
    def _range(reading: Reading, words: str) -> tuple[int, int]:
        return next(iter(reading._ranges({words: {}})))

    def types(self, spans: Floats) -> Floats:
        """Return the hand-made types."""
        return self._heads.types(spans)

    def references(self, spans: Floats) -> tuple[Floats, Floats, Floats]:
        """Return vectors whose products are 4 for the antecedents, and -4 for all others."""
        ranges = [(int(first), int(last) + 1) for first, last, _ in spans.tolist()]
        root = np.sqrt(len(ranges))
        later = np.full((len(ranges), len(ranges)), -4 * root, np.float32)
        for row, span in enumerate(ranges):
            if span in self._wanted:
                later[row, ranges.index(self._wanted[span])] = 4 * root
        return later, np.eye(len(ranges), dtype=np.float32), np.zeros(len(ranges), np.float32)


def resolved(
    reading: Reading,
    antecedents: Mapping[str, str],
    *,
    said: tuple[str, str] | None = None,
    manner: str = "direct",
    none_bias: float = 0.0,
) -> Findings:
    """Return what the component makes of a text; `said` are source and content of its one attribution."""
    report = Report.of_text(reading.text)
    entities = reading.entities()
    attributions = (_attribution(reading.text, entities, *said, manner),) if said else ()
    found = Findings(
        encoded=EncodedReport(
            pieces=reading.pieces, encoded=reading.encoded, model=Model(reading, antecedents)  # type: ignore[arg-type]
        ),
        sentences=tuple(Span.of(reading.text, start, end) for start, end in reading.sentences),
        entities=entities,
        attributions=attributions,
    )  # fmt: skip
    return build("coreference", {"none_bias": none_bias}).read(report, found)


def _attribution(text: str, entities: tuple[Entity, ...], source: str, content: str, manner: str) -> Attribution:
    start = text.index(source)
    owner = next(each.id for each in entities for mention in each.mentions if mention.start == start)
    return Attribution(
        id="a1",
        source=SourceSpan(start=start, end=start + len(source), text=source, entity=owner),
        cue=None,
        content=(Span.of(text, text.index(content), text.index(content) + len(content)),),
        manner=manner,  # type: ignore[arg-type]
        stance="assert",
        confidence=1.0,
    )


def test_a_bias_against_having_no_antecedent_puts_more_together(read: Read) -> None:
    reading = read("Adar ran. A guard fell.", {"Adar": NAME, "A guard": NOMINAL}, {"Adar": PERSON, "A guard": PERSON})
    found = resolved(reading, {})
    assert len(found.entities) == 2
    biased = resolved(reading, {}, none_bias=-9.0)
    assert len(biased.entities) == 1


def groups(found: Findings) -> list[list[str]]:
    return [[mention.text for mention in each.mentions] for each in found.entities]


def test_mentions_are_put_together_and_called_by_the_fullest_name(read: Read) -> None:
    chances = {"Adar": NAME, "the colonel": NOMINAL, "he#3": PRONOUN, "Col. Jo Adar": NAME, "a guard": NOMINAL}
    types = dict.fromkeys(chances, PERSON)
    reading = read("Adar fled, the colonel's aide said; then he hit a guard. Col. Jo Adar denies it.", chances, types)
    found = resolved(reading, {"the colonel": "Adar", "he#3": "the colonel", "Col. Jo Adar": "he#3"})
    assert groups(found) == [["Adar", "the colonel", "he", "Col. Jo Adar"], ["a guard"]]
    assert [(each.id, each.name, each.type) for each in found.entities] == [
        ("e1", "Col. Jo Adar", "person"),
        ("e2", "a guard", "person"),
    ]


def test_the_type_is_that_of_the_names(read: Read) -> None:
    chances = {"Sarab Front": NAME, "they": PRONOUN}
    reading = read("The Sarab Front came. Then they left.", chances, {"Sarab Front": BODY, "they": {"group": 20.0}})
    (front,) = resolved(reading, {"they": "Sarab Front"}).entities
    assert front.type == "organization"


def test_sectors_and_country_are_those_that_its_names_and_nominals_tell(read: Read) -> None:
    chances = {"Adar": NAME, "the Kenyan general": NOMINAL, "He": PRONOUN}
    reading = read("Adar left. He saw the Kenyan general.", chances, dict.fromkeys(chances, PERSON))
    alone, other = resolved(reading, {"He": "Adar"}).entities
    assert ((alone.sectors, alone.country), (other.sectors, other.country)) == (((), None), (("MIL",), "KE"))
    (both,) = resolved(reading, {"the Kenyan general": "He", "He": "Adar"}).entities
    assert (both.name, both.sectors, both.country) == ("Adar", ("MIL",), "KE")


def test_i_is_who_speaks_and_sources_keep_their_entity(read: Read) -> None:
    chances = {"A guard": NOMINAL, "I": PRONOUN, "Adar": NAME}
    types = dict.fromkeys(chances, PERSON)
    reading = read("A guard ran. “I shot at him,” said Adar.", chances, types)
    found = resolved(reading, {"I": "A guard"}, said=("Adar", "“I shot at him,”"))
    assert groups(found) == [["A guard"], ["I", "Adar"]]
    assert found.entities[1].name == "Adar"
    (attribution,) = found.attributions
    assert attribution.source is not None
    assert attribution.source.entity == "e2"
    indirect = resolved(reading, {"I": "A guard"}, said=("Adar", "“I shot at him,”"), manner="indirect")
    assert groups(indirect) == [["A guard", "I"], ["Adar"]]


@pytest.mark.parametrize(("kind", "expected"), [(BODY, [["We", "army"]]), (PERSON, [["We"], ["army"]])])
def test_we_is_a_body_that_speaks_but_no_person(read: Read, kind: dict[str, float], expected: list[list[str]]) -> None:
    reading = read("“We won,” said army command.", {"We": PRONOUN, "army": NAME}, {"army": kind, "We": {"group": 6.0}})
    assert groups(resolved(reading, {}, said=("army", "“We won,”"))) == expected


def test_a_report_without_mentions_has_no_entities(read: Read) -> None:
    assert resolved(read("Nothing happened.", {}), {}).entities == ()


def test_without_an_encoder_nothing_is_read(read: Read) -> None:
    entities = read("Adar left.", {"Adar": NAME}, {"Adar": PERSON}).entities()
    with pytest.raises(ReadingError, match="encoder"):
        build("coreference", SETTINGS).read(Report.of_text("Adar left."), Findings(entities=entities))


def test_every_mention_gets_states_in_reports_of_many_windows(read: Read) -> None:
    text = " ".join(f"Adar{'abcdefgh'[number % 8]} saw him." for number in range(60))
    chances = {f"him#{number}": PRONOUN for number in range(1, 61)}
    reading = read(text, chances, dict.fromkeys(chances, PERSON), size=32, overlap=8)
    assert len(resolved(reading, {"him#2": "him#1"}).entities) == 59
