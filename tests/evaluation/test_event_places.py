"""Sentences with a verb and where it happened, in the corpus's form but with words of our own, and their scores."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sayso.core.errors import UnreadableError
from sayso.evaluation.event_places import (
    FILES,
    PlacedSentence,
    PlacedVerb,
    count_spans,
    count_verbs,
    count_words,
    is_scored,
    sentences,
)

TEXT = "Bandits robbed a miller near Old Karsk and fled to Tolmen."


def row(text: str, verb: str, *places: str, **values: Any) -> dict[str, Any]:
    spans = [
        {"start": text.index(words), "end": text.index(words) + len(words), "label": label}
        for label, words in [("VERB", verb), *(("LOCATION", each) for each in places)]
    ]
    return {"text": text, "spans": spans, "source": "A", "answer": "accept", **values}


def padded(text: str, *, scored: bool) -> str:
    """Return a sentence that is of the scored fifth, or is not, with a number before it."""
    return next(each for number in range(99) if is_scored(each := f"{number} {text}") is scored)


def write(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / FILES[0]
    path.parent.mkdir()
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def test_only_accepted_sentences_of_the_scored_fifth_are_read(tmp_path: Path) -> None:
    kept, other = padded(TEXT, scored=True), padded(TEXT, scored=False)
    rows = [
        row(kept, "robbed", "Old Karsk"),
        row(kept, "robbed", "Tolmen"),
        row(kept, "fled", source="RELABEL"),
        row(kept, "near", answer="reject"),
        row(other, "robbed", "Old Karsk"),
    ]
    (found,) = sentences(write(tmp_path, rows))
    words = [found.text[slice(*span)] for verb in found.verbs for span in (verb.verb, *verb.places)]
    assert words == ["robbed", "Old Karsk"]


def test_of_the_other_sentences_earlier_rounds_count_where_they_have_places(tmp_path: Path) -> None:
    kept, other = padded(TEXT, scored=True), padded(TEXT, scored=False)
    early = [row(other, verb, *places) for verb, *places in (("fled",), ("robbed", "Old Karsk"))]
    for each in early:
        del each["answer"]
    rows = [
        row(kept, "robbed", "Tolmen"),
        *early,
        row(other, "near"),
        row(other, "and", "Tolmen", answer="reject"),
        row(other, "to", "Tolmen", source="RELABEL"),
    ]
    (found,) = sentences(write(tmp_path, rows), "train")
    told = {found.text[slice(*verb.verb)]: [found.text[slice(*each)] for each in verb.places] for verb in found.verbs}
    assert told == {"robbed": ["Old Karsk"], "near": []}


def test_a_span_in_tokens_is_found_by_its_words_where_they_stand_once(tmp_path: Path) -> None:
    text = padded("Bandits robbed a miller near Karsk; others robbed a mill.", scored=True)
    once, twice, nothing = (row(text, "near") for _ in range(3))
    once["spans"].append({"start": 6, "end": 6, "label": "LOCATION", "text": "Karsk"})
    twice["spans"] = [{"start": 2, "end": 2, "label": "VERB", "text": "robbed"}]
    nothing["spans"] = [{"start": 2, "end": 2, "label": "VERB", "text": ""}]
    (found,) = sentences(write(tmp_path, [twice, nothing, once]))
    (verb,) = found.verbs
    assert [found.text[slice(*each)] for each in verb.places] == ["Karsk"]


def test_white_space_at_the_ends_moves_no_sentence_into_the_other_part() -> None:
    assert is_scored(f"  {TEXT}\n") == is_scored(TEXT)
    share = sum(is_scored(f"sentence {number}") for number in range(2000)) / 2000
    assert share == pytest.approx(0.2, abs=0.03)


def test_malformed(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        sentences(tmp_path)
    broken = row(padded(TEXT, scored=True), "robbed")
    broken["spans"][0]["label"] = "NOUN"
    with pytest.raises(UnreadableError, match="NOUN"):
        sentences(write(tmp_path, [broken]))


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


SENTENCE = PlacedSentence(
    name="s",
    text=TEXT,
    verbs=(
        PlacedVerb(verb=at("robbed"), places=(at("Old Karsk"),)),
        PlacedVerb(verb=at("fled"), places=()),
    ),
)


@pytest.mark.parametrize(
    ("told", "exact", "overlap", "words", "verbs"),
    [
        ([["Old Karsk"], []], (1, 1, 1), (1, 1, 1), (2, 2, 2), 2),
        ([["near Old Karsk"], []], (0, 1, 1), (1, 1, 1), (2, 3, 2), 2),
        ([["Karsk"], ["Tolmen"]], (0, 2, 1), (1, 2, 1), (1, 2, 2), 1),
        ([["Old Karsk", "Tolmen"], []], (1, 2, 1), (1, 2, 1), (2, 3, 2), 1),
        ([[], []], (0, 0, 1), (0, 0, 1), (0, 0, 2), 1),
    ],
)
def test_counts(
    told: list[list[str]], exact: tuple[int, ...], overlap: tuple[int, ...], words: tuple[int, ...], verbs: int
) -> None:
    spans = [[at(each) for each in some] for some in told]
    for counts, expected in (
        (count_spans(SENTENCE, spans, is_exact=True), exact),
        (count_spans(SENTENCE, spans), overlap),
        (count_words(SENTENCE, spans), words),
        (count_verbs(SENTENCE, spans), (verbs, 2, 2)),
    ):
        assert (counts.true_positive, counts.predicted, counts.gold) == expected


def test_some_verbs_alone() -> None:
    counts = count_verbs(SENTENCE, [[], []], asked=[0])
    assert (counts.true_positive, counts.gold) == (0, 1)


@pytest.mark.skipif("SAYSO_CORPORA" not in os.environ, reason="event_location: SAYSO_CORPORA is not set")
def test_the_corpus_itself() -> None:
    own = sentences(Path(os.environ["SAYSO_CORPORA"]))
    assert sum(len(each.verbs) for each in own) == 917
    assert sum(len(verb.places) for each in own for verb in each.verbs) == 619
