"""Cases of who is who across reports: the loader, and what must hold of every case that is there."""

import re
from pathlib import Path

import pytest
from training.corpus_files import CORPUS, find_files
from training.identities import CASES, Case, load_case, load_cases, main
from training.notation import NotationError

CASE = """case: two-adars
kind: namesakes
undecided: adar tall
---
outlet: Paper
published: 2024-03-15
title: One

[General Adar]{@adar.name person MIL} left. [He]{@adar.pro} was old.
---
outlet: Radio
published: 2024-03-16
title: Two

[Adar]{@tall.name person} met [Adar]{@adar.name}, [the general]{@adar.desc}.
"""
WORD = re.compile(r"[^\W\d_]{3,}|[0-9]+")
TITLES = frozenset({"captain", "colonel", "commander", "general", "judge", "minister", "president", "sheikh"})


def _write(folder: Path, content: str, name: str = "train/01-two-adars.txt") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


@pytest.fixture(scope="module", name="cases")
def all_cases() -> tuple[Case, ...]:
    return load_cases()


def _types(case: Case) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for report in case.reports:
        for entity in report.reading.entities:
            found.setdefault(entity.id, set()).add(entity.type)
    return found


def _name_words(case: Case) -> dict[str, set[str]]:
    """The words of the names of each entity of `case`, small, without titles."""
    found: dict[str, set[str]] = {}
    for report in case.reports:
        for entity in report.reading.entities:
            names = [mention.text.casefold() for mention in entity.mentions if mention.form == "name"]
            found.setdefault(entity.id, set()).update(set(WORD.findall(" ".join(names))) - TITLES - {"the", "and"})
    return found


def test_case_is_read(tmp_path: Path) -> None:
    case = load_case(_write(tmp_path, CASE))
    assert (case.name, case.kind, case.split) == ("two-adars", "namesakes", "train")
    assert case.undecided == {frozenset(("adar", "tall"))}
    first, second = case.reports
    assert first.header.title == "One"
    assert first.reading.report.text == "General Adar left. He was old."
    assert first.reading.report.published.value == "2024-03-15"
    assert (first.header.layers, first.header.partial) == ((), ("entities",))
    assert [(each.id, each.type, each.sectors) for each in second.reading.entities] == [
        ("tall", "person", ()), ("adar", "person", ("MIL",)),
    ]  # fmt: skip
    assert [mention.text for mention in second.reading.entities[1].mentions] == ["Adar"]
    assert first.reading.report.id != second.reading.report.id


def test_type_may_be_given_in_each_report(tmp_path: Path) -> None:
    again = CASE.replace("[Adar]{@adar.name}", "[Adar]{@adar.name person GOV}")
    case = load_case(_write(tmp_path, again))
    assert [each.sectors for each in case.reports[1].reading.entities if each.id == "adar"] == [("GOV",)]


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("case: two-adars", "case: adars", "1:1", "in 01-two-adars.txt"),
        ("kind: namesakes", "kind: twins", "2:1", "kind 'twins'"),
        ("kind: namesakes", "sort: namesakes", "2:1", "header line 'sort: namesakes'"),
        ("adar tall", "adar adar", "3:1", "'undecided: adar adar'"),
        ("adar tall", "adar tall\nundecided: tall adar", "4:1", "'undecided: tall adar'"),
        ("undecided: adar tall", "region: Nowhere", "3:1", "'region: Nowhere'"),
        ("adar tall", "adar short", "3:1", "@short is in no report"),
        ("title: One\n", "", "5:1", "header lacks title"),
        ("2024-03-15", "15 March", "5:1", "not a date"),
        ("2024-03-15", "2024-13-15", "5:1", "not a date"),
        ("was old.", "[was old.", "9:61", "never closed"),
        ("[He]{@adar.pro}", "[He]{@adar.pro; a1.source}", "9:49", "a1.source is no mark of an entity"),
        ("[Adar]{@adar.name}", "[Adar]{@adar.name group}", "15:1", "@adar is group, but person in line 9"),
        ("[Adar]{@adar.name}", "[Adar]{@dara.name}", "15:37", "@dara is not declared"),
        ("\n\n[Adar]", "\n[Adar]", "14:1", "header line '[Adar]"),
        ("---\noutlet: Radio", "outlet: Radio", "1:1", "1 reports"),
    ],
)
def test_errors_have_their_place(tmp_path: Path, old: str, new: str, place: str, message: str) -> None:
    path = _write(tmp_path, CASE.replace(old, new, 1))
    with pytest.raises(NotationError) as caught:
        load_case(path)
    at = next(problem for problem in caught.value.problems if message in str(problem))
    assert str(caught.value).startswith(str(path))
    assert f"{at.line}:{at.column}" == place


def test_numbers_and_names_are_unique(tmp_path: Path) -> None:
    _write(tmp_path, CASE)
    _write(tmp_path, CASE, "dev/02-two-adars.txt")
    with pytest.raises(NotationError, match="two-adars is taken by"):
        load_cases(folder=tmp_path)
    _write(tmp_path, CASE.replace("two-adars", "adars"), "dev/01-adars.txt")
    (tmp_path / "dev/02-two-adars.txt").unlink()
    with pytest.raises(NotationError, match="01 is taken by"):
        load_cases(folder=tmp_path)
    assert len(load_cases(["dev"], tmp_path)) == 1


def test_split_is_that_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(NotationError, match="train or dev"):
        load_case(_write(tmp_path, CASE, "test/01-two-adars.txt"))


def test_committed_cases_load(cases: tuple[Case, ...]) -> None:
    of_kind = {(kind, split): 0 for kind in ("namesakes", "names") for split in ("train", "dev")}
    for case in cases:
        of_kind[case.kind, case.split] += 1
    assert of_kind["namesakes", "train"] >= 30
    assert of_kind["namesakes", "dev"] >= 30


def test_an_entity_has_one_type_in_all_reports(cases: tuple[Case, ...]) -> None:
    for case in cases:
        assert all(len(types) == 1 for types in _types(case).values()), case.name


def test_a_case_crosses_reports(cases: tuple[Case, ...]) -> None:
    for case in cases:
        seen = [{entity.id for entity in report.reading.entities} for report in case.reports]
        assert all(seen), case.name
        assert case.undecided or any(one & other for one in seen for other in seen if one is not other), case.name


def test_namesakes_share_a_word(cases: tuple[Case, ...]) -> None:
    for case in cases:
        words = _name_words(case)
        pairs = {
            frozenset((one, other)) for one in words for other in words if one != other and words[one] & words[other]
        }
        assert pairs or case.kind == "names", case.name
        if case.kind == "namesakes":
            assert case.undecided <= pairs, case.name


def test_searches_of_the_corpus_leave_cases_out() -> None:
    assert CASES.is_dir()
    assert not any(CASES in path.parents for path in find_files([CORPUS]))


def test_command_counts_and_names_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _write(tmp_path, CASE)
    assert main([str(path)]) == 0
    assert "2 reports, 4 mentions, 1 undecided pairs in 1 cases\n2 person" in capsys.readouterr().out
    path.write_text(CASE.replace("kind: namesakes\n", ""), "utf-8")
    assert main([str(path)]) == 1
    assert f"{path}:1:1: header lacks kind" in capsys.readouterr().out
