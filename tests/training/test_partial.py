"""Corpora that tell only some things of events, in their files' form but with words of our own."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from training.data import aw, event_location, muc4
from training.data.partial import PartialEvent, partial_of
from training.data.predicates import PredicateDocument
from training.data.texts import TextReader

from sayso.core.errors import UnreadableError
from sayso.evaluation.event_places import FILES, is_scored
from sayso.evaluation.muc4 import FOLDER
from sayso.evaluation.plover_sentences import AW_FILE

READER = TextReader(Path(str(resources.files("sayso.reading") / "model" / "tokenizer.json")))


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def parts(text: str, spans: dict[str, Any]) -> dict[str, list[str]]:
    return {name: [text[slice(*span)] for span in own] for name, own in spans.items()}


def told(document: PredicateDocument) -> dict[str, tuple[dict[str, list[str]], dict[str, list[str]]]]:
    """By trigger, the words inside and outside of parts."""
    text = document.text
    return {
        text[slice(*each.trigger)]: (parts(text, each.inside), parts(text, each.outside)) for each in document.partial
    }


def test_what_has_word_pieces_is_told() -> None:
    text = "Rebels hit Telsk \u0301."
    pieces, _ = READER.read(text)
    events = [
        PartialEvent(trigger=(7, 10), kinds=frozenset({"ASSAULT"}), inside={"location": ((11, 16), (16, 17))}),
        PartialEvent(trigger=(16, 17), outside={"actor": ((0, 6),)}),
    ]
    (found,) = partial_of(pieces, events)

    def words(first: int, last: int) -> str:
        return text[pieces.starts[first] : pieces.ends[last - 1]]

    assert (words(*found.trigger), found.kinds) == ("hit", {"ASSAULT"})
    assert [words(*each) for each in found.inside["location"]] == ["Telsk"]
    assert found.outside == {}


PLACED = (
    "Jo Adar of the Hill Front said bandits robbed a miller near Old Karsk in Tolmen, and that "
    "right after sunrise yesterday Bel Orma fled."
)


@pytest.mark.parametrize(
    ("verb", "places", "outside"),
    [
        # "of the Hill Front" and "in Tolmen" may be places
        ("robbed", ["Old Karsk"], ["Jo Adar", "robbed", "Bel Orma"]),
        ("fled", [], ["Jo Adar", "Hill Front", "Old Karsk", "Tolmen", "Bel Orma", "fled"]),
    ],
)
def test_names_of_places_are_in_the_location_and_others_are_not(
    tmp_path: Path, verb: str, places: list[str], outside: list[str]
) -> None:
    text = next(each for number in range(99) if not is_scored(each := f"{number}. {PLACED}"))
    spans = [
        {"start": text.index(words), "end": text.index(words) + len(words), "label": label}
        for label, words in [("VERB", verb), *(("LOCATION", each) for each in places)]
    ]
    write(tmp_path, FILES[0], json.dumps({"text": text, "spans": spans, "source": "A", "answer": "accept"}))
    (found,) = event_location.documents(tmp_path, "train")
    inside = {"location": places} if places else {}
    assert told(found) == {verb: (inside, {"location": outside})}
    assert found.partial[0].kinds == frozenset()
    assert list(event_location.documents(tmp_path, "dev")) == []


def test_sentences_to_train_on_fill_documents_and_scored_ones_stand_alone(tmp_path: Path) -> None:
    rows = [
        {"text": f"{number}. Bandits robbed a mill.", "spans": [{"start": at, "end": at + 6, "label": "VERB"}],
         "source": "A", "answer": "accept"}
        for number in range(90)
        for at in [len(f"{number}. Bandits ")]
    ]  # fmt: skip
    write(tmp_path, FILES[0], "\n".join(map(json.dumps, rows)))
    train, dev = (list(event_location.documents(tmp_path, split)) for split in ("train", "dev"))
    assert [each.name for each in train] == ["train-1", "train-2"]
    assert [len(each.partial) for each in train] == [40, sum(not is_scored(row["text"]) for row in rows) - 40]
    assert {each.text[slice(*event.trigger)] for each in train for event in each.partial} == {"robbed"}
    assert [each.text for each in dev] == [row["text"] for row in rows if is_scored(row["text"])]


COLUMNS = (
    "dataset",
    "original_split",
    "doc_id",
    "sent_id",
    "marked_sentence",
    "source",
    "target",
    "trigger",
    "event_type",
)


def aw_rows(folder: Path, *rows: str) -> list[PredicateDocument]:
    """Write rows `sentence|source|target|trigger|type`, and return what is told of them in training."""
    cells = [["ace", "train", "7", str(number), *row.split("|")] for number, row in enumerate(rows)]
    write(folder, AW_FILE, "".join("\t".join(each) + "\n" for each in [list(COLUMNS), *cells]))
    return list(aw.documents(folder, "train"))


def test_types_and_roles_are_mapped(tmp_path: Path) -> None:
    (found,) = aw_rows(tmp_path, "<s>Bandits</s> killed <t>a miller</t> in Orl.|Agent:x|Victim:y|killed|Life:Die")
    assert found.name == "ace-7-0"
    assert found.partial[0].kinds == {"ASSAULT"}
    assert told(found)["killed"] == (
        {"actor": ["Bandits"], "recipient": ["a miller"], "casualty": ["a miller"]},
        {"actor": ["a miller"], "recipient": ["Bandits"], "instrument": ["Bandits", "a miller"]},
    )
    (found,) = aw_rows(tmp_path, "<s>Orma</s> met <t>Tavin</t>.|Participant:x|Participant:y|met|Contact.Contact.Meet")
    assert told(found)["met"][0] == {"actor": ["Orma", "Tavin"]}
    (found,) = aw_rows(tmp_path, "<s>Orma</s> left <t>the post</t>.|Person:x|Entity:y|left|Personnel:End-Position")
    assert found.partial[0].kinds == {"RETREAT", "SANCTION"}
    assert told(found)["left"] == ({}, {})


@pytest.mark.parametrize(
    "row",
    [
        "<s>Orma</s> struck as <t>Tavin</t> struck.|Attacker:x|Target:y|struck|Conflict:Attack",  # which one?
        "<s>Orma</s> fought <t>Tavin</t>.|Attacker:x|Target:y|fought|Conflict:Attack",
        "<s>Orma</s> paid <t>Tavin</t>.|Giver:x|Recipient:y|paid|Transaction:Transfer-Money",
        "<s>Orma</s> asked <t>Tavin</t>.|Participant:x|Participant:y|asked|Contact.Contact.Correspondence.Unspecified",
        "<s>Orma</s>, shot by <t>Orma</t>.|Attacker:x|Target:y|shot|Conflict:Attack",
    ],
)
def test_what_is_doubtful_is_left_out(tmp_path: Path, row: str) -> None:
    assert aw_rows(tmp_path, row) == []


def test_arguments_far_off_and_places_by_one_noun_are_not_told(tmp_path: Path) -> None:
    far = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    (found,) = aw_rows(tmp_path, f"<s>Orma</s> {far} shelled <t>town</t>.|Attacker:x|Place:y|shelled|Conflict:Attack")
    assert told(found)["shelled"] == ({}, {})


def test_sentences_from_other_documents_are_scored_instead(tmp_path: Path) -> None:
    row = "ace\tdev\t7\t1\t<s>Orma</s> met <t>Tavin</t>.\tEntity:x\tEntity:y\tmet\tContact:Meet\n"
    write(tmp_path, AW_FILE, "\t".join(COLUMNS) + "\n" + row)
    assert list(aw.documents(tmp_path, "train")) == []
    assert [each.text for each in aw.documents(tmp_path, "dev")] == ["Orma met Tavin."]
    write(tmp_path, AW_FILE, "\t".join(COLUMNS) + "\n" + row.replace("</t>", ""))
    with pytest.raises(UnreadableError, match="AW_train"):
        list(aw.documents(tmp_path, "dev"))


def template(number: int, kind: str, **slots: str) -> str:
    given = {"6": "-", "9": "-", "10": "-", "12": "-", "18": "-", "19": "-", "23": "-"} | {
        name.removeprefix("s"): words for name, words in slots.items()
    }
    rows = {"0": "DEV-MUC3-0901", "1": str(number), "2": "-", "3": "-", "4": kind, "11": "-", "21": "-"} | given
    names = {"0": "MESSAGE: ID", "1": "MESSAGE: TEMPLATE", "4": "INCIDENT: TYPE"}
    lines = (f"{each}.  {names.get(each, 'HUM TGT: NAME')}    {rows[each]}" for each in sorted(rows, key=int))
    return "\n".join(lines) + "\n\n"


def muc_report(folder: Path, words: str, *templates: str) -> list[PredicateDocument]:
    base = f"{FOLDER}/muc34/TASK/CORPORA/dev"
    write(folder, f"{base}/key-dev", "".join(templates))
    write(folder, f"{base}/dev-muc3", f"DEV-MUC3-0901\n\n   ORU, 4 FEB 90 -- [TEXT] {words}\n")
    empty = {role: [] for role in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")}
    raw = {"docid": "DEV-MUC3-0901", "templates": [{"incident_type": "attack", **empty} for _ in templates]}
    write(folder, f"{FOLDER}/processed/train.json", json.dumps(raw) + "\n")
    return list(muc4.documents(folder, "train"))


ATTACK = template(
    1, "ATTACK", s9='"FOUR GUNMEN"', s12='"MILL"', s18='"JO ADAR"', s19='"CLERK": "JO ADAR"', s23='DEATH: "JO ADAR"'
)
BOMBING = template(2, "BOMBING", s6='"CAR BOMB"', s12='"TOWN HALL"')


def test_strings_of_a_key_are_put_on_sentences(tmp_path: Path) -> None:
    words = (
        "RAIN FELL.\n\n   FOUR GUNMEN KILLED JO ADAR AT THE MILL.  NOBODY SAW IT.\n\n"
        "   A CAR BOMB WRECKED NOTHING. THE TOWN HALL WAS BOMBED."
    )
    capital, prose = muc_report(tmp_path, words, ATTACK, BOMBING)
    assert capital.text == (
        "   FOUR GUNMEN KILLED JO ADAR AT THE MILL.  NOBODY SAW IT.\n\n"
        "   A CAR BOMB WRECKED NOTHING. THE TOWN HALL WAS BOMBED."
    )
    assert (prose.name, prose.text.upper(), prose.partial) == (capital.name, capital.text, capital.partial)
    assert "killed" in prose.text
    found = told(capital)
    assert set(found) == {"KILLED", "BOMBED"}
    inside, outside = found["KILLED"]
    assert inside == {"actor": ["FOUR GUNMEN"], "recipient": ["JO ADAR"], "casualty": ["JO ADAR"]}  # no mill is killed
    assert (outside["actor"], outside["recipient"]) == (["JO ADAR"], ["FOUR GUNMEN"])
    assert found["BOMBED"][0] == {"recipient": ["TOWN HALL"]}
    assert {each.kinds for each in capital.partial} == {frozenset({"ASSAULT"})}


def test_who_did_it_stands_before_the_trigger_or_behind_a_by(tmp_path: Path) -> None:
    words = "JO ADAR WAS KILLED IN ORU BY FOUR GUNMEN.\n\nJO ADAR WAS KILLED AND FOUR GUNMEN LEFT."
    by, after = muc_report(tmp_path, words, ATTACK)[0].partial
    assert set(by.inside) == {"actor", "recipient", "casualty"}
    assert set(after.inside) == {"recipient", "casualty"}


@pytest.mark.parametrize(
    "words",
    [
        "RAIN FELL ON THE MILL.",
        "GUNMEN KILLED A MILLER.",
        "FOUR GUNMEN KILLED JO ADAR AND WOUNDED TWO.",  # two words of violence
        "FOUR GUNMEN KILLED JO ADAR IN THE TOWN HALL.",  # of two incidents
        "FOUR GUNMEN KIDNAPPED JO ADAR.",  # the incident is none
        "NOBODY WAS KILLED WHERE JO ADAR LIVES.",  # another clause
        "A MAN WAS KILLED LAST WEEK ON THE ROAD FROM ORU TO BEL BY THE OLD MINE; JO ADAR WEPT.",
    ],
)
def test_where_it_is_not_sure_whose_part_a_string_is_nothing_is_told(tmp_path: Path, words: str) -> None:
    assert muc_report(tmp_path, words, ATTACK, BOMBING) == []


def test_reports_without_incidents_and_stoppages_of_work_tell_nothing(tmp_path: Path) -> None:
    words = "FOUR GUNMEN KILLED JO ADAR."
    assert muc_report(tmp_path, words) == []
    assert muc_report(tmp_path, words, ATTACK.replace("ATTACK", "FORCED WORK STOPPAGE")) == []
