"""Annotated texts in word pieces: which pieces a span has, sentences, and what each corpus tells."""

from importlib import resources
from pathlib import Path

import pytest
from training.corpus_files import load_split
from training.data.excluded import EXCLUDED
from training.data.texts import PieceAttribution, TextReader, TrainingText, ranges

from sayso.evaluation import polnear
from sayso.evaluation.polnear import GoldAttribution

READER = TextReader(Path(str(resources.files("sayso.reading") / "model" / "tokenizer.json")))
TEXT = "The mayor said the caf\u00e9s of Telsk were shut. Nobody\nknew \u201cwhy\u201d."


def words(text: str, piece_ranges: tuple[tuple[int, int], ...]) -> list[str]:
    pieces, _ = READER.read(text)
    return [text[pieces.starts[first] : pieces.ends[last - 1]] for first, last in piece_ranges]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        (["mayor"], ["mayor"]),
        (["ayo"], ["mayor"]),  # a piece that is touched belongs to it
        (["said the"], ["said the"]),
        ([" "], []),
        (["mayor", "\u201cwhy\u201d"], ["mayor", "\u201cwhy\u201d"]),
    ],
)
def test_ranges_of_spans(spans: list[str], expected: list[str]) -> None:
    pieces, _ = READER.read(TEXT)
    edges = [(TEXT.index(span), TEXT.index(span) + len(span)) for span in spans]
    assert words(TEXT, ranges(pieces, edges)) == expected


def test_the_first_pieces_of_sentences() -> None:
    pieces, sentences = READER.read(TEXT)
    assert [TEXT[pieces.starts[first] :].split()[0] for first in sentences.tolist()] == ["The", "Nobody"]
    assert READER.read("")[1].tolist() == [0]
    assert READER.read("\u0301 \u0301.")[1].tolist() == [0]


def test_an_attribution_is_asked_from_its_cue_or_the_first_piece_of_its_content() -> None:
    assert PieceAttribution(source=(), cue=((4, 6), (8, 9)), content=((0, 3),)).anchor == (4, 6)
    assert PieceAttribution(source=((9, 10),), cue=(), content=((2, 5), (7, 8))).anchor == (2, 3)


@pytest.fixture(scope="module")
def own() -> list[TrainingText]:
    return list(READER.own("dev"))


def test_our_own_corpus_in_pieces(own: list[TrainingText]) -> None:
    assert any(text.attributions for text in own)
    assert any(text.mentions for text in own)
    for text in own:
        count = len(text.pieces)
        assert text.sentences[0] == 0
        assert text.sentences[-1] < count
        assert (text.mentions is None) == (not text.forms)
        assert len(text.attributions) <= 1
        for attribution in text.attributions[0] if text.attributions else ():
            assert attribution.content
            assert attribution.stance is not None
            parts = (*attribution.source, *attribution.cue, *attribution.content)
            assert all(0 <= first < last <= count for first, last in parts)
        assert all(0 <= mention.first < mention.last <= count for mention in text.mentions or ())


def test_contents_of_our_own_corpus_are_the_words_that_were_annotated(own: list[TrainingText]) -> None:
    reports = {report.reading.report.text: report for report in load_split("dev")}
    compared = 0
    for text in own:
        if not text.attributions:
            continue
        annotated = reports[text.text].reading.attributions
        assert len(annotated) == len(text.attributions[0])
        for attribution, ours in zip(annotated, text.attributions[0], strict=True):
            assert ours.stance == attribution.stance
            assert (attribution.source is None) == (not ours.source)
            assert (attribution.cue is None) == (not ours.cue)
            for (first, last), span in zip(ours.content, attribution.content, strict=True):
                read = text.text[text.pieces.starts[first] : text.pieces.ends[last - 1]]
                assert span.text.strip() in read
                compared += 1
    assert compared > 100


def test_versions_of_polnear_are_kept_and_what_dev_parts_share_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = tuple((TEXT.index(part), TEXT.index(part) + len(part)) for part in ("The mayor", "said", "the caf\u00e9s"))
    source, cue, content = edges[:1], edges[1:2], edges[2:]
    attribution = GoldAttribution(
        source=source, cue=cue, content=content, kind="indirect", marked=(source, cue, content)
    )
    # between the words there is nothing that a piece could touch
    empty = GoldAttribution(source=source, cue=cue, content=((3, 4),), kind="indirect", marked=(source, cue, ((3, 4),)))
    shared = min(EXCLUDED["polnear"])

    def versions(name: str) -> list[polnear.Document]:
        return [
            polnear.Document(name=name, text=TEXT, attributions=(attribution, empty), rejected=()),
            polnear.Document(name=name, text=TEXT, attributions=(), rejected=()),
        ]

    monkeypatch.setattr(polnear, "annotations", lambda *_: iter([versions(shared), versions("other")]))
    (found,) = READER.polnear(Path("nowhere"), "train")
    assert (found.name, found.mentions) == ("polnear/other", None)
    assert [len(version) for version in found.attributions] == [1, 0]  # one without content is none
    ((only,), _) = found.attributions
    assert [words(TEXT, part) for part in (only.source, only.cue, only.content)] == [
        ["The mayor"], ["said"], ["the caf\u00e9s"],
    ]  # fmt: skip
    assert only.stance is None
    assert len(list(READER.polnear(Path("nowhere"), "dev"))) == 2
