"""The corpus itself: every file is well formed, and conflicts keep to one split."""

from pathlib import Path

from training.corpus_files import CORPUS, find_files, load_split, overlaps
from training.notation import load_file, load_text
from training.omissions import omissions

from sayso.core.plover import MODES
from training import check, corpus_counts

HEAD = """id: x-01
conflict: x
outlet: Paper
style: local
published: 2023-03-19
title: Title
region: Nowhere
layers: entities attributions events states times places

"""


def test_files_are_well_formed_and_do_not_clash() -> None:
    assert overlaps(load_file(path) for path in find_files([CORPUS])) == []


def test_splits_share_no_conflict() -> None:
    train = {report.header.conflict for report in load_split("train")}
    dev = {report.header.conflict for report in load_split("dev")}
    assert train
    assert dev
    assert not train & dev


def _copy(path: Path, folder: Path, **changes: str) -> Path:
    content = path.read_text("utf-8")
    for old, new in changes.items():
        content = content.replace(f"{old}: ", f"{old}: {new}", 1)
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / path.name
    copy.write_text(content, "utf-8")
    return copy


def test_clashes_are_named(tmp_path: Path) -> None:
    source = find_files([CORPUS / "train"])[0]
    conflict = load_file(source).header.conflict
    one = load_file(_copy(source, tmp_path / "train" / conflict))
    other = load_file(_copy(source, tmp_path / "dev" / "elsewhere"))
    found = " ".join(overlaps([one, other]))
    assert all(words in found for words in ("same id", "same text", "one split", "folder of that name"))


def test_check_fails_on_a_malformed_file(tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    bad = tmp_path / "bad.txt"
    bad.write_text("id: x\n\n[a\n", "utf-8")
    assert check.main([str(bad)]) == 1
    assert "never closed" in capsys.readouterr().out
    assert check.main([str(find_files([CORPUS])[0])]) == 0


def test_counts_are_of_the_files() -> None:
    path = find_files([CORPUS / "train"])[0]
    report = load_file(path)
    counts = corpus_counts.count([report, report])
    assert sum(counts["stance"].values()) == 2 * len(report.reading.attributions)
    assert counts["total"]["reports"] == 2
    assert counts["split"] == {"train": 2}
    assert "rare (less than 5)" in corpus_counts.show(counts, 5)


def test_omissions_are_seen(tmp_path: Path) -> None:
    source = find_files([CORPUS / "train"])[0]
    copy = tmp_path / "a.txt"
    copy.write_text(source.read_text("utf-8") + "\nHe said on Sunday that Orma fell.\n", "utf-8")
    found = " ".join(omissions(load_file(copy)))
    assert all(f"'{word}' not marked" in found for word in ("said", "Sunday", "Orma"))


def test_the_example_of_the_readme_loads_and_the_modes_there_are_all() -> None:
    readme = (CORPUS.parent / "README.md").read_text("utf-8")
    example = readme.split("```")[1].strip()
    found = load_text(f"{HEAD}{example}\n").reading
    (attribution,) = found.attributions
    assert (attribution.manner, attribution.source and attribution.source.entity) == ("mixed", "adar")
    assert found.events[0].attribution == "a1"
    for kind, modes in MODES.items():
        assert f"- {kind}: {' '.join(modes) or '(none)'}\n" in readme
