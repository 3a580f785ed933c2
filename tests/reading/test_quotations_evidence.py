"""Which verbs report speech where: acts and names near quotation marks are none; and what an extent leaves out."""

import pytest

from sayso.core.report import Report, text_sha256
from sayso.reading.quotations.marks import find_marks
from sayso.reading.reader import Reader, rules_config

READER = Reader(rules_config())
Row = tuple[str | None, str | None, str]


def found_in(text: str) -> list[Row]:
    """Return source, cue and content of every attribution, its pieces joined by a bar."""
    report = Report(
        id="r", uri="r", text=text, sha256=text_sha256(text), original_sha256=text_sha256(text), extractor="t"
    )
    return [
        (a.source.text if a.source else None, a.cue.text if a.cue else None, "|".join(s.text for s in a.content))
        for a in READER.read(report).attributions
    ]


NO_SPEECH = [
    'Gunmen attacked the "Camp Lorn" base on Sunday.',
    'Gunmen attacked "Camp Lorn" on Sunday.',
    'A crowd attacked his mill and burned nine "reed" huts.',
    'Police fired into the "Red Gate" market.',
    'The troops began a "cleansing" sweep near Telsk.',
    'The council will continue its "clean-up" of the port.',
    'The council continues work to find the "barons" of the salt trade.',
    'Troops are currently undertaking a "mopping up" march.',
    'The editor of a local radio hour called "Heron" was shot.',
    'The radio posted a "list" of the dead.',
    'The captain ended the "state of alarm" on Monday.',
    'A dispute over the "holy" well ended in blood.',
    'A league claimed responsibility for the "Reed Market" blast.',
    'Colonel Brandt\'s men, known as the "Night Guard", said they had taken Telsk.',
    'The league, which calls itself "Sons of Velmar", claimed responsibility.',
    'Guards shot at "Heron" from the roof.',
    'The crowd was fired at "without pause" by guards.',
    'The unrest is related to the "salt war" in the north.',
    'The truce was observed in the "buffer strip".',
]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_acts_and_names_are_no_speech(text: str) -> None:
    assert found_in(text) == []


SPEECH: list[tuple[str, Row]] = [
    # verbs that report in some uses only
    ('Oduya attacked the toll as "a gift to thieves".', ("Oduya", "attacked", 'the toll as "a gift to thieves"')),
    ('The union blasted Brandt for "idle lies".', ("The union", "blasted", 'Brandt for "idle lies"')),
    ('The port posted that the dike was "safe".', ("The port", "posted", 'that the dike was "safe"')),
    ('The league claimed it had sunk "nine boats".', ("The league", "claimed", 'it had sunk "nine boats"')),
    ('The league claimed to have "freed" Telsk.', ("The league", "claimed", 'to have "freed" Telsk')),
    (
        'The union disputed that the strike was "unlawful".',
        ("The union", "disputed", 'that the strike was "unlawful"'),
    ),
    (
        'Describing the shooting at Velmar as "wholly needless", the league left the talks.',
        ("the league", "Describing", 'the shooting at Velmar as "wholly needless"'),
    ),
    # addressee, time and place are no content
    (
        'Oduya told Radio Velmar any deal "must be made here".',
        ("Oduya", "told", 'any deal "must be made here"'),
    ),
    (
        'Oduya told writers in Telsk on Friday that the league was "spent".',
        ("Oduya", "told", 'that the league was "spent"'),
    ),
    (
        'Oduya said on Wednesday that she would "not sit with thieves".',
        ("Oduya", "said", 'that she would "not sit with thieves"'),
    ),
    ('Oduya said at noon that "the captain had fled".', ("Oduya", "said", 'that "the captain had fled"')),
    ('The port said on Friday it "regrets the loss".', ("The port", "said", 'it "regrets the loss"')),
    # when it was said is no source
    ('The salt party on Sunday said the vote was "bought".', ("The salt party", "said", 'the vote was "bought"')),
    ('The mayor late on Sunday said the vote was "bought".', ("The mayor", "said", 'the vote was "bought"')),
    ('The party today said the vote was "bought".', ("The party", "said", 'the vote was "bought"')),
    ('Furthermore, the league said the vote was "bought".', ("the league", "said", 'the vote was "bought"')),
    ('Three weeks ago the league said the vote was "bought".', ("the league", "said", 'the vote was "bought"')),
    # one person with two roles
    (
        'The weir was "gone", said the miller and fire chief Ivo Brandt.',
        ("the miller and fire chief Ivo Brandt", "said", 'The weir was "gone"'),
    ),
    (
        '"The weir is gone," said the mayor and left for Telsk.',
        ("the mayor", "said", '"The weir is gone,"'),
    ),
    # the agent of a passive
    (
        'The navy was accused by Velmar Watch of "cold murder".',
        ("Velmar Watch", "was accused", 'of "cold murder"'),
    ),
    (
        'The toll was denounced by the Union of Millers as "theft".',
        ("the Union of Millers", "was denounced", 'as "theft"'),
    ),
    # words read off something, passives of quoting, reports
    ('"We have no salt," read a banner.', ("a banner", "read", '"We have no salt,"')),
    (
        '"If they come," he was quoted as saying by the Velmar Post, "they will drown."',
        ("he", "was quoted as saying", '"If they come,"|"they will drown."'),
    ),
    (
        'Velmar Watch said in a report published Monday that guards had "executed" 14 millers.',
        ("Velmar Watch", "said", 'that guards had "executed" 14 millers'),
    ),
    (
        'The miller was "deeply hurt", his office said.',
        ("his office", "said", 'The miller was "deeply hurt"'),
    ),
]


@pytest.mark.parametrize(("text", "row"), SPEECH)
def test_speech_has_its_own_extent(text: str, row: Row) -> None:
    assert found_in(text) == [row]


@pytest.mark.parametrize("text", ["VALUES (It''s gone)", "name: O''Dara; place: Velmar''s port"])
def test_two_apostrophes_between_letters_are_one_apostrophe(text: str) -> None:
    assert find_marks(text, 0, len(text)) == []


def test_two_apostrophes_at_the_edge_of_words_are_marks() -> None:
    assert len(find_marks("He said ''no'' twice", 0, 20)) == 2
