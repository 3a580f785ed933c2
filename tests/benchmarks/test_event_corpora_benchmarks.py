"""Scores of events on public corpora, with documents and answers made for this test."""

import numpy as np
import pytest
from benchmarks.asked_parts import asked_parts
from benchmarks.score_event_places import Answers
from benchmarks.score_propbank import Asked, baseline

from benchmarks import score_event_places, score_propbank, score_wikievents
from sayso.core.reading import Argument, Event
from sayso.core.span import Span
from sayso.evaluation.event_places import PlacedSentence, PlacedVerb
from sayso.evaluation.propbank import Predicate, RoleDocument, RoleSpan, Word
from sayso.evaluation.wikievents import GoldArgument, GoldEvent, WikiDocument
from sayso.reading.encoder.component import EncodedReport
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.encoder.session import Encoded
from sayso.reading.encoder.windows import Windows

TEXT = "Guards killed two bakers in Karsk."


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def span(words: str) -> Span:
    return Span.of(TEXT, *at(words))


@pytest.mark.parametrize("scorer", [score_wikievents, score_propbank, score_event_places])
def test_without_corpora_it_says_so(
    scorer: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SAYSO_CORPORA", raising=False)
    assert scorer.main([]) == 2  # type: ignore[attr-defined]
    assert "SAYSO_CORPORA is not set" in capsys.readouterr().err


def test_wikievents_rows() -> None:
    roles = {"actor": "Guards", "recipient": "bakers", "location": "Karsk", "instrument": "in"}
    gold = WikiDocument(
        name="d",
        text=TEXT,
        events=(
            GoldEvent(
                trigger=span("killed"),
                types=frozenset({"ASSAULT"}),
                arguments=tuple(
                    GoldArgument(role=role, mention=span(words), same_entity=(span(words),))  # type: ignore[arg-type]
                    for role, words in roles.items()
                ),
            ),
        ),
        unmapped=(),
    )
    arguments = tuple(
        Argument(start=span(words).start, end=span(words).end, text=words, role=role)  # type: ignore[arg-type]
        for role, words in roles.items()
    )
    event = Event(id="e1", type="ASSAULT", trigger=span("killed"), arguments=arguments, confidence=1.0)
    rows = score_wikievents.scores_of([gold], [[event]])
    assert {row.figure for row in rows} == {1.0}
    nothing = score_wikievents.scores_of([gold], [[]])
    assert [row.n for row in nothing] == [row.n for row in rows]
    assert {row.figure for row in nothing} == {0.0, None}


def sentence() -> RoleDocument:
    tags = {"Guards": "NOUN", "killed": "VERB", "two": "NUM", "bakers": "NOUN", "in": "ADP", "Karsk": "PROPN"}
    heads = {"Guards": 1, "killed": 1, "two": 3, "bakers": 1, "in": 5, "Karsk": 1}
    words = tuple(
        Word(start=at(word)[0], end=at(word)[1], lemma=word.lower(), tag=tag, head=heads[word])
        for word, tag in tags.items()
    )
    roles = {"ARG0": (0, 1), "ARG1": (2, 4), "ARGM-LOC": (4, 6), "ARG2": (4, 5), "ARGM-TMP": (3, 4)}
    predicate = Predicate(
        word=1, sentence=(0, 6), roles=tuple(RoleSpan(role=name, words=each) for name, each in roles.items())
    )
    return RoleDocument(name="d", text=TEXT, words=words, predicates=(predicate,))


def test_propbank_rows_and_baseline() -> None:
    document = sentence()
    (gold,) = [{each.role: [document.span(each.words)] for each in document.predicates[0].roles}]
    rows = score_propbank.scores_of([document], Asked(parts=[[gold]], roles=[[gold]]))
    assert {row.figure for row in rows} == {1.0}
    assert {row.n for row in rows} == {1}
    assert len(rows) == 4 * len(score_propbank.PARTS_AS) + 4 * len(score_propbank.ROLES_AS)
    without = score_propbank.scores_of([document], Asked(parts=[[gold]], roles=None))
    assert len(without) == 4 * len(score_propbank.PARTS_AS)
    assert len({row.metric for row in rows}) == len(rows)
    (told,) = baseline(document)
    assert {role: [TEXT[slice(*each)] for each in spans] for role, spans in told.items()} == {
        "ARG0": ["Guards"], "ARG1": ["two bakers"], "ARGM-LOC": ["Karsk"], "ARGM-TMP": ["Karsk"],
    }  # fmt: skip


def test_event_places_rows() -> None:
    own = PlacedSentence(name="s", text=TEXT, verbs=(PlacedVerb(verb=at("killed"), places=(at("Karsk"),)),))
    told, nothing = [[at("Karsk")]], [[]]
    right = Answers(read=told, events=(0,), given=told, any_verb=told, nearest=nothing)
    rows = score_event_places.scores_of([own], [right])
    assert {row.figure for row in rows} == {1.0}
    assert {row.baseline for row in rows} == {0.0}
    silent = Answers(read=nothing, events=(), given=nothing, any_verb=None, nearest=told)
    rows = score_event_places.scores_of([own], [silent])
    assert not any("any verb" in row.metric for row in rows)
    assert {row.figure for row in rows if "of events found" not in row.metric} == {0.0}
    assert {row.baseline for row in rows if "of events found" not in row.metric} == {1.0}


def test_a_phrase_is_narrowed_to_the_names_in_it() -> None:
    names = [span("Karsk")]
    narrowed = score_event_places._narrowed(TEXT, [at("bakers in Karsk"), at("Karsk"), at("two"), at("Guards")], names)
    assert narrowed == [at("Karsk"), at("Guards")]
    assert score_event_places._nearest([*names, span("Guards")], span("two")) == [at("Guards")]


def test_each_word_is_asked_about_in_its_best_window() -> None:
    words = TEXT.removesuffix(".").split()
    places = np.array([at(word) for word in words], np.int32)
    size = len(words)
    features = np.zeros((size, 3), np.uint8)
    pieces = Pieces(
        ids=np.zeros(size, np.int32), starts=places[:, 0].copy(), ends=places[:, 1].copy(), features=features
    )
    windows = Windows(
        starts=np.array([0, 2], np.int32), ends=np.array([4, 6], np.int32), best=np.array([0, 0, 0, 1, 1, 1], np.int32)
    )
    # every piece's state is its number, so that what is asked about can be told from it
    states = tuple(np.arange(first, last, dtype=np.float32)[:, None] for first, last in ((0, 4), (2, 6)))
    report = EncodedReport(pieces=pieces, encoded=Encoded(windows=windows, states=states, logits={}), model=None)  # type: ignore[arg-type]
    seen = []

    def head(states: np.ndarray, means: np.ndarray, context: np.ndarray) -> np.ndarray:
        seen.extend(means[:, 0].tolist())
        assert context.shape == (len(means), len(states), 4)
        logits = np.zeros((len(means), len(states), 2, 3), np.float32)
        logits[..., 0] = 1
        begins = states[:, 0] == means[:, None, 0] + 1  # the piece after the one that is asked about
        logits[:, :, 1, 1] = 2 * begins
        return logits.reshape(len(means), len(states), 6)

    told = asked_parts(report, [at("Guards"), at("bakers"), at("killed")], ("none", "next"), head)
    assert [[TEXT[slice(*each)] for each in parts["next"]] for parts in told] == [["killed"], ["in"], ["two"]]
    assert [parts["none"] for parts in told] == [[], [], []]
    assert sorted(seen) == [0.0, 1.0, 3.0]
