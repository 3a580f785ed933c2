"""The PolNeAR reader, on a small corpus written here in its format."""

from pathlib import Path

import pytest

from sayso.core.errors import UsageError
from sayso.evaluation import polnear

TEXT = "“The bridge is gone,” said Brandt. “It fell.”\n\nOduya said he was wrong.\n"
STANDOFF = (
    "T1\tContent 35 45;0 21\t“It fell.” “The bridge is gone,”\n"
    "T2\tCue 22 26\tsaid\n"
    "T3\tSource 27 33\tBrandt\n"
    "T4\tAttribution 22 26\tsaid\n"
    "E1\tAttribution:T4 Content:T1 Cue:T2 Source:T3\n"
    "T5\tContent 58 70\the was wrong\n"
    "T6\tCue 53 57\tsaid\n"
    "T7\tAttribution-no-source 53 57\tsaid\n"
    "E2\tAttribution-no-source:T7 Content:T5 Cue:T6\n"
)


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for split in ("train", "dev", "test"):
        for folder in ("text", "attributions"):
            (tmp_path / "polnear" / split / folder).mkdir(parents=True)
    dev = tmp_path / "polnear" / "dev"
    (dev / "text" / "velmar.txt").write_text(TEXT, encoding="utf-8")
    (dev / "attributions" / "velmar_b2.ann").write_text("", encoding="utf-8")
    (dev / "attributions" / "velmar_a1.ann").write_text(STANDOFF, encoding="utf-8")
    (dev / "text" / "not_annotated.txt").write_text("x", encoding="utf-8")
    return tmp_path


def test_attributions_with_their_pieces(corpora: Path) -> None:
    (document,) = polnear.documents(corpora, "dev")
    first, second = document.attributions
    assert [document.text[a:b] for a, b in first.content] == ["“The bridge is gone,”", "“It fell.”"]
    assert [document.text[a:b] for a, b in first.source] == ["Brandt"]
    assert [document.text[a:b] for a, b in first.cue] == ["said"]
    assert (first.kind, second.kind) == ("direct", "indirect")
    assert second.source == ()
    assert document.rejected == ()


def test_the_first_annotator_is_read_and_all_can_be(corpora: Path) -> None:
    (versions,) = polnear.annotations(corpora, "dev")
    assert [len(version.attributions) for version in versions] == [2, 0]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T1\tContent 0 5\tThe b", "T1"),
        ("T1\tContent 0 five\t“The", "T1"),
        ("T1\tContent 400 405\t“The", "T1"),
    ],
)
def test_what_does_not_fit_the_text_is_rejected_with_what_uses_it(line: str, reason: str) -> None:
    document = polnear.parse("velmar", TEXT, f"{line}\nT2\tCue 22 26\tsaid\nE1\tContent:T1 Cue:T2\n")
    assert document.attributions == ()
    assert len(document.rejected) == 2
    assert reason in document.rejected[0]


def test_an_attribution_without_content_is_rejected() -> None:
    document = polnear.parse("velmar", TEXT, "T2\tCue 22 26\tsaid\nE1\tCue:T2\n")
    assert (document.attributions, len(document.rejected)) == ((), 1)


@pytest.mark.parametrize("split", ["test", "annotator-training", "../dev"])
def test_other_splits_are_refused(corpora: Path, split: str) -> None:
    with pytest.raises(UsageError, match="not read"):
        list(polnear.documents(corpora, split))  # type: ignore[arg-type]


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no PolNeAR"):
        list(polnear.documents(tmp_path, "dev"))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“It fell.”", "direct"),
        ('"It fell."', "direct"),
        ("''It fell.''", "direct"),
        ("‘It fell.’", "direct"),
        ("“It fell.\n\n“It is gone.”", "direct"),
        ("“It fell.” “It is gone.”", "direct"),
        ("that “it fell.”", "mixed"),
        ("“It fell” for good", "mixed"),
        ("“It fell” and “is gone”", "mixed"),
        ("''It fell'' for good", "mixed"),
        ("it fell", "indirect"),
        ("“", "mixed"),
    ],
)
def test_kinds(content: str, kind: str) -> None:
    assert polnear.kind_of(content, ((0, len(content)),)) == kind
