"""Stories: every committed one loads and holds together; values, offsets, and how a file can be wrong."""

from collections import Counter
from pathlib import Path

import pytest
from training.corpus_files import CORPUS
from training.notation import NotationError
from training.stories import STORIES, load_stories, load_story, read_story
from training.story_values import Figure, Origin, Story

from sayso.core.errors import UsageError

FILES = sorted(STORIES.rglob("*.txt"))
STORY = """story: karsk-market
incident i1: the blast in the market of Karsk
 type: ASSAULT explosives
 status: happened
 date: 2024-03-14
 place: Karsk, Ostra province, TR
 dead: 14
 dead versions: 12 (r1 r2), "dozens, it says" 24/?/? (r3), 14 (r2)
 injured: 30/?/?
 actors: the Sarab Front (r3 claimed; r1 r2 denied); gunmen
 recipients: traders; two policemen
 origin: police spokesman: Jo Oru: r1 r2
 origin: statement of the Front: r3
 conflicts: fatalities actor
incident i2: the burial
 type: PROTEST
 status: planned
 origin: the mayor: r1 r3
copies: r1 r2
---
id: r1
outlet: Ostra: News
published: 2024-03-14
title: Twelve [sic] dead

A \\[small\\] [blast]{i1} [killed]{i1} twelve.

The [burial]{i2 planned} is tomorrow.
---
id: r2
outlet: Herald
published: 2024-03-14T18:30
title: The same

The [blast]{i1} [killed]{i1} twelve.
---
id: r3
outlet: Front
published: 2024-03-15
title: Claim

Both [days]{i1; i2 hypothetical} were ours, not [that]{i1 denied}.
"""
"""A whole story, of which the tests change one thing at a time."""


def load(content: str) -> Story:
    return read_story(content, split="dev")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_story_loads_and_can_be_scored(path: Path) -> None:
    story = load_story(path)
    assert 2 <= len(story.incidents) <= 4
    assert 7 <= len(story.reports) <= 10
    assert len({report.outlet for report in story.reports}) > 3
    kinds = {telling.kind for report in story.reports for telling in report.tellings}
    assert "background" in kinds
    for report in story.reports:
        assert report.tellings, report.id
        for telling in report.tellings:
            telling.check(report.text)


def test_there_are_stories_in_both_splits_and_none_twice() -> None:
    train, dev = list(load_stories("train")), list(load_stories("dev"))
    assert len(train) + len(dev) == len(FILES)
    assert train
    assert dev
    names = Counter(story.name for story in (*train, *dev))
    assert [name for name, number in names.items() if number > 1] == []
    splits = {report.text: story.split for story in train for report in story.reports}
    assert not [report.text for story in dev for report in story.reports if report.text in splits]


def test_the_head() -> None:
    story = load(STORY)
    assert (story.name, story.split, story.copies) == ("karsk-market", "dev", (("r1", "r2"),))
    blast, burial = story.incidents
    assert (blast.type, blast.modes, blast.status, blast.date) == ("ASSAULT", ("explosives",), "happened", "2024-03-14")
    assert blast.place == ("Karsk", "Ostra province", "TR")
    assert blast.counts == {
        "fatalities": Figure(low=14, best=14, high=14),
        "injuries": Figure(low=30, best=None, high=None),
    }
    assert [(each.words, each.figure.stated(), each.reports) for each in blast.versions["fatalities"]] == [
        (None, (12, 12, 12), ("r1", "r2")),
        ("dozens, it says", (24,), ("r3",)),
        (None, (14, 14, 14), ("r2",)),
    ]
    assert [(party.name, [(each.reports, each.how) for each in party.vouchers]) for party in blast.actors] == [
        ("the Sarab Front", [(("r3",), "claimed"), (("r1", "r2"), "denied")]),
        ("gunmen", []),
    ]
    assert [party.name for party in blast.recipients] == ["traders", "two policemen"]
    assert [(origin.source, origin.reports) for origin in blast.origins] == [
        ("police spokesman: Jo Oru", ("r1", "r2")),
        ("statement of the Front", ("r3",)),
    ]
    assert blast.conflicts == ("fatalities", "actor")
    assert (burial.status, burial.date, burial.counts, burial.origins) == (
        "planned",
        None,
        {},
        (Origin(source="the mayor", reports=("r1", "r3")),),
    )


def test_reports_and_tellings() -> None:
    first, second, third = load(STORY).reports
    assert first.text == "A [small] blast killed twelve.\n\nThe burial is tomorrow."
    assert (first.outlet, first.title, second.published) == ("Ostra: News", "Twelve [sic] dead", "2024-03-14T18:30")
    assert [(each.start, each.text, each.incident, each.kind) for each in first.tellings] == [
        (10, "blast", "i1", "news"),
        (16, "killed", "i1", "news"),
        (36, "burial", "i2", "planned"),
    ]
    assert [(each.text, each.incident, each.kind) for each in third.tellings] == [
        ("days", "i1", "news"),
        ("days", "i2", "hypothetical"),
        ("that", "i1", "denied"),
    ]


WRONG = [
    ("story: karsk-market\n", "", 1, "no name"),
    ("story: ", "tale: ", 1, "unknown line 'tale'"),
    (" type: ASSAULT explosives\n", "", 2, "no type or no status"),
    ("ASSAULT explosives", "ASSAULT demo", 3, "type 'ASSAULT demo'"),
    ("ASSAULT explosives", "BOMB", 3, "type 'BOMB'"),
    ("status: happened", "status: true", 2, "Invalid enum value 'true'"),
    ("2024-03-14\n place", "14 March\n place", 5, "date '14 March'"),
    ("2024-03-14\n place", "2024-03-15/2024-03-14\n place", 5, "date"),
    (" dead: 14\n", " dead: 14\n dead: 14\n", 8, "'dead' is unknown, or given twice"),
    (" dead: 14\n", " killed: 14\n", 7, "'killed' is unknown"),
    (" dead: 14\n", " dead: many\n", 7, "number 'many'"),
    (" dead: 14\n", " dead: 15/14/?\n", 7, "not in order"),
    (" dead: 14\n", " dead: ?/?/?\n", 7, "empty"),
    (" dead: 14\n", " dead: 13\n", 2, "a number of none of its versions"),
    ('12 (r1 r2), "dozens, it says" 24/?/? (r3), 14 (r2)', "14 (r1)", 2, "no two versions"),
    ("12 (r1 r2)", "12 r1 r2", 8, "version '12 r1 r2'"),
    ("12 (r1 r2)", "12 (r1 r1)", 8, "reports 'r1 r1'"),
    ("12 (r1 r2)", "12 (r1 r9)", 8, "r9 does not tell of i1"),
    ("(r3 claimed;", "(claimed r3;", 10, "actors 'the Sarab Front"),
    ("statement of the Front: r3", "r3", 13, "origin without name"),
    ("conflicts: fatalities actor", "conflicts: fatalities weather", 2, "Invalid enum value 'weather'"),
    ("conflicts: fatalities actor", "conflicts: actor actor", 2, "given twice"),
    ("incident i2: the burial", "incident i1: the burial", 15, "given twice"),
    ("copies: r1 r2", "copies: r1; r2", 1, "or alone"),
    ("copies: r1 r2", "copies: r1 r2; r2 r3", 1, "in two groups"),
    ("copies: r1 r2", " copies: r1 r2", 19, "'copies' is unknown"),
    ("copies: r1 r2", "copies", 19, "line 'copies'"),
    ("---\nid: r1", "--- \nid: r1", 20, "--- alone"),
    ("id: r2", "id: r1", 1, "two are called r1"),
    ("id: r2", "id: second", 29, "report id 'second'"),
    ("outlet: Herald\n", "", 29, "header has id, published, title"),
    ("outlet: Herald\n", "outlet: Herald\nid: r2\n", 29, "each once"),
    ("2024-03-14T18:30", "Thursday", 29, "published 'Thursday'"),
    ("\n\nThe [blast]{i1} [killed]{i1} twelve.\n---", "\n---", 34, "no text"),
    ("\n\nThe [blast]{i1} [killed]{i1} twelve.\n---", "\n\n\nThe [blast]{i1}.\n---", 34, "white space"),
    ("The [blast]{i1}", "The [blast", 35, "never closed"),
    ("The [blast]{i1}", "The [blast]", 35, "bracket without labels"),
    ("The [blast]{i1}", "The [blast]{i1 told}", 35, "label 'i1 told'"),
    ("The [blast]{i1}", "The [blast]{i1 background denied}", 35, "label 'i1 background denied'"),
    ("The [blast]{i1}", "The [blast]{i7}", 29, "r2 tells of i7"),
    ("The [blast]{i1}", "[The [blast]{i1}]{i1}", 29, "marked twice"),
    ("The [burial]{i2 planned}", "The burial", 15, "no report tells of i2"),
    ("twelve.\n---", "twelve.\r\n---", 35, "carriage return"),
    (" origin: statement of the Front: r3\n", "", 2, "the origin of r3"),
    ("[burial]{i2 planned}", "[burial]{i2 background}", 15, "the origin of r1"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), WRONG)
def test_wrong_stories_are_refused_with_the_line(old: str, new: str, line: int, message: str) -> None:
    assert old in STORY
    changed = STORY.replace(old, new, 1)
    if message == "no report tells of i2":
        changed = changed.replace("; i2 hypothetical", "")
    with pytest.raises(NotationError, match=r"^story:") as caught:
        load(changed)
    assert [each for each in caught.value.problems if each.line == line and message in each.message + each.remedy], (
        caught.value
    )


def test_files_that_are_not_where_or_what_they_should_be(tmp_path: Path) -> None:
    folder = tmp_path / "dev"
    folder.mkdir()
    (folder / "01-karsk-market.txt").write_text(STORY, "utf-8")
    assert [story.name for story in load_stories("dev", tmp_path)] == ["karsk-market"]
    (folder / "02-other.txt").write_text(STORY, "utf-8")
    (folder / "story.txt").write_text(STORY, "utf-8")
    (folder / "03-latin.txt").write_bytes(STORY.replace("Karsk", "Kärsk").encode("latin-1"))
    for name, message in (("02-other", "call both alike"), ("story", "name it"), ("03-latin", "not UTF-8 at byte")):
        with pytest.raises(NotationError, match=message) as caught:
            load_story(folder / f"{name}.txt")
        assert caught.value.name == str(folder / f"{name}.txt")
    with pytest.raises(UsageError, match="no stories at"):
        list(load_stories("train", tmp_path))


def test_the_example_of_the_readme_loads() -> None:
    readme = (CORPUS.parent / "README.md").read_text("utf-8")
    example = readme.partition("## Stories")[2].split("```")[1].strip()
    story = load(f"{example}\n")
    assert [incident.conflicts for incident in story.incidents] == [("fatalities",), ()]
