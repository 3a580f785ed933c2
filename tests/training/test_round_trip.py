"""Any annotation that the notation can hold is written and loaded back the same."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from training.corpus_files import CORPUS, find_files
from training.notation import AnnotatedReport, load_file, load_text, write_text

HEAD = (
    "id: x-01\nconflict: x\noutlet: P\nstyle: local\npublished: 2024-02-02\ntitle: T\nregion: N\n"
    "layers: entities attributions events states times places\n\n"
)
WORDS = st.lists(
    st.text(st.characters(exclude_categories=("Zs", "Zl", "Zp", "Cc", "Cs")), min_size=1, max_size=6),
    min_size=8,
    max_size=20,
)
LABELS = (
    "@ada.name person MIL KE", "@bel.nom group", "@bel.desc", "a1.source @ada", "a1.cue doubt direct!", "a1.content",
    "a2.content opine mixed! within=a1", "e1.trigger ASSAULT drone historical on=t1", "e1.actor @bel", "e1.location",
    "e1.dead 1/?/7 total", "e1.detained 4", "e2.trigger AID same=e1 in=a1", "e2.date t1",
    "e2.recipient", "s1.trigger need", "s1.holder",
    "t1 DATE 2024-02-01", "p1 relative city KE", "e2.displaced ?/3/? part", "s1.location p1", "s1.date t1",
    "e3.trigger PROTEST at=p1", "e3.date t1", "e3.location -",
    "s2.trigger control at=p1 on=t1",
)  # fmt: skip


def _escape(word: str) -> str:
    return "".join(f"\\{character}" if character in "[]{}|\\" else character for character in word)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Draw a file whose labels stand on any runs of words, nested or crossing."""
    words = [f"w{word}w" for word in draw(WORDS)]
    count = len(words)
    pieces = draw(st.permutations(range(3)))
    thirds = [(part * count // 3, (part + 1) * count // 3 - 1) for part in pieces]
    before, after = [""] * count, [""] * count
    for index, label in enumerate(LABELS):
        if label.startswith("a1."):
            start, end = thirds[("a1.source", "a1.cue", "a1.content").index(label.split()[0])]
        else:
            start, end = sorted((draw(st.integers(0, count - 1)), draw(st.integers(0, count - 1))))
        letter = chr(ord("a") + index)
        before[start] += f"[{letter}|"
        after[end] += f"{letter}|]{{{label}}}"
    body = " ".join(b + _escape(word) + a for b, word, a in zip(before, words, after, strict=True))
    return f"{HEAD}{body}\n"


def values(annotated: AnnotatedReport) -> object:
    report = msgspec.structs.replace(annotated.reading.report, original_sha256="")
    return msgspec.structs.replace(
        annotated, path=None, reading=msgspec.structs.replace(annotated.reading, report=report)
    )


@given(files())
def test_any_annotation(content: str) -> None:
    first = load_text(content, conventions=False)
    assert values(load_text(write_text(first), conventions=False)) == values(first)


def test_the_corpus() -> None:
    for path in find_files([CORPUS]):
        first = load_file(path)
        assert values(load_text(write_text(first))) == values(first), path
