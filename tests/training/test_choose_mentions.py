"""Thresholds of mentions: which documents they are chosen on, and that the best is chosen."""

import pytest
from training.choose_mentions import THRESHOLDS, ScoredMention, chosen, figures, held_out

from sayso.core.reading import MentionForm
from sayso.evaluation.mention_scores import FoundMention
from sayso.evaluation.mentions import FORMS, TYPES, GoldMention, MentionDocument

TEXT = "Adar met Oru and Pel in Ostra."


def document(name: str) -> MentionDocument:
    gold = [
        GoldMention.of(TEXT.index(word), TEXT.index(word) + len(word), "person", "name") for word in ("Adar", "Oru")
    ]
    return MentionDocument(
        name=name, corpus="own", text=TEXT, mentions=tuple(gold), forms=frozenset(FORMS), types=frozenset(TYPES),
        licence="CC0 1.0", open_licence=True, split="train",
    )  # fmt: skip


def scored(word: str, probability: float, form: MentionForm = "name") -> ScoredMention:
    start = TEXT.index(word)
    mention = FoundMention(start=start, end=start + len(word), type="person", form=form)
    return ScoredMention(mention=mention, probability=probability)


def test_the_share_held_out_is_as_asked_and_grows_with_it() -> None:
    documents = [document(f"report-{number}") for number in range(400)]
    few = [each.name for each in held_out(documents, 0.05)]
    more = [each.name for each in held_out(documents, 0.2)]
    assert 5 <= len(few) <= 40 < len(more) <= 120
    assert set(few) < set(more)
    assert not list(held_out(documents, 0.0))


def test_the_threshold_between_right_and_wrong_mentions_is_chosen() -> None:
    read = [(document("one"), [scored("Adar", 0.9), scored("Oru", 0.52), scored("Pel", 0.42), scored("Ostra", 0.25)])]
    scores = figures(read, "name")
    assert scores[0.2] == pytest.approx(2 * 2 / (4 + 2))
    assert scores[0.45] == 1.0
    assert scores[0.6] == pytest.approx(2 * 1 / (1 + 2))
    assert chosen(scores) == 0.475


def test_a_form_that_is_not_there_scores_nothing() -> None:
    assert set(figures([(document("one"), [scored("Adar", 0.9)])], "pronoun").values()) == {0.0}
    assert len(THRESHOLDS) == len(set(THRESHOLDS))
