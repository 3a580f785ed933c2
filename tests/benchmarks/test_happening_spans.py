"""What a model says of given words, and the event that fits a marked source and target, with a model made for this."""

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import pytest
from benchmarks.happening_spans import told_of
from benchmarks.score_plover import asked_of
from numpy.typing import NDArray

from sayso.core.errors import ReadingError, UsageError
from sayso.core.reading import Findings
from sayso.core.span import Span
from sayso.evaluation.plover_sentences import marked
from sayso.reading.encoder.component import EncodedReport
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.encoder.session import Encoded
from sayso.reading.encoder.windows import cut
from sayso.reading.event.labels import AUXILIARIES, BEGINS, KINDS, MODE_NAMES, PARTS
from sayso.reading.model_files import Floats, Model

TEXT = "Orma accused Tavin after Bel fed Dar"
WORDS = TEXT.split()
STARTS = [TEXT.index(word) for word in WORDS]


class Heads:
    """Answers by the number of the word that a state holds."""

    def __init__(
        self, kinds: Mapping[str, str], roles: Mapping[str, Mapping[str, str]], factuality: float | None
    ) -> None:
        self._kinds, self._roles, self._factuality = kinds, roles, factuality

    def happenings(self, spans: Floats) -> Floats:
        rows = np.zeros((len(spans), len(KINDS) + len(MODE_NAMES) + len(AUXILIARIES)), np.float32)
        for row, span in zip(rows, spans, strict=True):
            word = WORDS[int(span[0])]
            row[KINDS.index(cast(Any, self._kinds.get(word, "control")))] = 9
            row[-len(AUXILIARIES) :] = [-9, 0, 9, float(word == "fed")]
        return rows

    def factuality(self, spans: Floats) -> Floats:
        if self._factuality is None:
            raise ReadingError("not trained for it")
        return np.full(len(spans), self._factuality, np.float32)

    def parts(self, states: Floats, triggers: Floats, context: NDArray[np.int64]) -> Floats:
        logits = np.zeros((len(triggers), len(states), len(PARTS), 3), np.float32)
        logits[..., 0] = 1
        for row, trigger in zip(logits, triggers, strict=True):
            for role, word in self._roles.get(WORDS[int(trigger[0])], {}).items():
                place = int(np.flatnonzero(states[:, 0] == WORDS.index(word))[0])
                row[place, PARTS.index(role), BEGINS] = 9
        return logits.reshape(len(triggers), len(states), -1)


def found(heads: Heads, triggers: Mapping[str, float], *, text: str = TEXT, size: int = 8) -> Findings:
    """Return what an encoder would find whose states are the numbers of the words and 0."""
    starts = STARTS if text else []
    pieces = Pieces(
        ids=np.arange(len(starts), dtype=np.int32), starts=np.array(starts, np.int32),
        ends=np.array([start + len(word) for start, word in zip(starts, WORDS, strict=False)], np.int32),
        features=np.zeros((len(starts), 3), np.uint8),
    )  # fmt: skip
    windows = cut(pieces, [(0, len(text))], size=size, overlap=size // 2)
    ranges = list(zip(windows.starts.tolist(), windows.ends.tolist(), strict=True))
    states = tuple(
        np.stack([np.arange(one, other), np.zeros(other - one)], 1).astype(np.float32) for one, other in ranges
    )
    tags = np.tile(np.array([0, -20, -20], np.float32), (len(starts), 1))
    for word, chance in triggers.items():
        tags[WORDS.index(word)] = np.log([1 - chance, chance, 1e-9])
    logits = {"trigger": tuple(tags[one:other] for one, other in ranges)}
    encoded = Encoded(windows=windows, states=states, logits=logits)
    return Findings(encoded=EncodedReport(pieces=pieces, encoded=encoded, model=cast(Model, heads)))


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


@pytest.mark.parametrize("size", [8, 2])
def test_given_words_are_asked_about_in_whatever_window_they_are(size: int) -> None:
    heads = Heads({"accused": "ACCUSE", "fed": "AID"}, {}, 1.5)
    given = [span("accused"), span("fed"), Span(start=4, end=5, text=" ")]
    accused, fed, nothing = told_of(found(heads, {}, size=size), given)
    assert accused is not None
    assert fed is not None
    assert nothing is None
    assert KINDS[int(accused.kinds.argmax())] == "ACCUSE"
    assert KINDS[int(fed.kinds.argmax())] == "AID"
    assert np.exp(fed.kinds).sum() == pytest.approx(1)
    assert [round(fed.auxiliaries[each], 3) for each in AUXILIARIES] == [0, 0.5, 1, 0.731]
    assert fed.factuality == 1.5
    assert fed.state.tolist() == [WORDS.index("fed"), 0]


def test_a_model_that_was_not_trained_for_it_has_no_factuality() -> None:
    (told,) = told_of(found(Heads({}, {}, None), {}), [span("fed")])
    assert told is not None
    assert told.factuality is None


ROLES = {"accused": {"actor": "Orma", "recipient": "Tavin"}, "fed": {"actor": "Bel", "recipient": "Dar"}}


@pytest.mark.parametrize(
    ("sentence", "triggers", "root"),
    [
        ("<s>Orma</s> accused <t>Tavin</t> after Bel fed Dar", {"accused": 0.6, "fed": 0.9}, "ACCUSE"),
        ("Orma accused Tavin after <s>Bel</s> fed <t>Dar</t>", {"accused": 0.9, "fed": 0.2}, "AID"),
        ("Orma accused <s>Tavin</s> after Bel fed Dar", {"accused": 0.6, "fed": 0.9}, "AID"),  # neither fits
        ("<t>Orma</t> accused <s>Tavin</s> after Bel fed Dar", {"accused": 0.9, "fed": 0.6}, "ACCUSE"),
        ("<s>Orma</s> accused Tavin after Bel fed <t>Dar</t>", {"accused": 0.6, "fed": 0.7}, "AID"),
        ("<s>Orma</s> accused <t>Tavin</t> after Bel fed Dar", {"accused": 0.02, "fed": 0.05}, "AID"),  # the likeliest
        ("<s>Orma</s> accused <t>Tavin</t> after Bel fed Dar", {"after": 0.9, "accused": 0.5}, "ACCUSE"),  # no state
    ],
)
def test_the_event_that_fits_best_gives_the_type(sentence: str, triggers: dict[str, float], root: str) -> None:
    heads = Heads({"accused": "ACCUSE", "fed": "AID"}, ROLES, None)
    asked = asked_of(marked("x", sentence, root), found(heads, triggers))
    assert asked.root == root
    assert asked.features.shape == (sum(kind.isupper() for kind in KINDS) + 2,)


def test_a_sentence_without_an_event_of_a_type_is_asked_as_a_whole() -> None:
    heads = Heads({"Orma": "REJECT"}, {}, None)
    asked = asked_of(marked("x", TEXT, "REJECT"), found(heads, {"after": 0.9}))
    assert asked.root == "REJECT"


def test_a_sentence_without_a_word_is_refused() -> None:
    with pytest.raises(UsageError, match="no word"):
        asked_of(marked("x", "", "REJECT"), found(Heads({}, {}, None), {}, text=""))
