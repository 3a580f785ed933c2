"""Whose words they are where the source is not beside the quotation, and what is a name and no speech."""

import pytest

from sayso.core.report import Report, text_sha256
from sayso.reading.quotations.capitals import in_usual_case
from sayso.reading.reader import Reader, rules_config

READER = Reader(rules_config())
Row = tuple[str | None, str | None, str]


def found_in(text: str) -> list[Row]:
    """Return source, cue and content of every attribution, its pieces joined by a bar."""
    report = Report(
        id="r", uri="r", text=text, sha256=text_sha256(text), original_sha256=text_sha256(text), extractor="t"
    )
    return [
        (
            a.source.text if a.source else None,
            a.cue.text if a.cue else None,
            "|".join(span.text for span in a.content),
        )
        for a in READER.read(report).attributions
    ]


CASES: dict[str, tuple[str, list[Row]]] = {
    "the paragraph before introduces it": (
        "A ferryman from Telsk described the crossing to us.\n\n“We rowed without lamps. Nobody spoke.”",
        [("A ferryman from Telsk", "described", "“We rowed without lamps. Nobody spoke.”")],
    ),
    "introduced, over paragraphs that reopen": (
        "Another miller told us what she had seen.\n\n“They came by the weir.\n\n“They took the boats.”\n\nWe left.",
        [("Another miller", "told", "“They came by the weir.|“They took the boats.”")],
    ),
    "introduced, with speech inside": (
        "Another miller told us what she had heard.\n\n“One man said, ‘That is the weir.’ Then they left.”",
        [
            ("Another miller", "told", "“One man said, ‘That is the weir.’ Then they left.”"),
            ("One man", "said", "‘That is the weir.’"),
        ],
    ),
    "a question is no introduction of the one who asks": (
        "I asked whether the ferry would run.\n\n“Come back in autumn.”",
        [],
    ),
    "a noun is no introduction": (
        "The guards praised the calm of the state.\n\n“Do not feed the geese.”",
        [
            ("The guards", "praised", "“Do not feed the geese.”"),
        ],
    ),
    "a paragraph that ends with a comma": (
        "The council of Velmar wrote,\n\n“The weir belongs to the town and to nobody else.”",
        [("The council of Velmar", "wrote", "“The weir belongs to the town and to nobody else.”")],
    ),
    "a banner": (
        "“The river is ours,” one banner read.",
        [("one banner", "read", "“The river is ours,”")],
    ),
    "a note": (
        "Only the millers have answered. “Come by boat and come early,” their note reads.",
        [("their note", "reads", "“Come by boat and come early,”")],
    ),
    "by words of": (
        "By words of the captain, on May, 3rd no boat has left the port. “We counted them, all were tied up.”",
        [("the captain", "By words of", "on May, 3rd no boat has left the port|“We counted them, all were tied up.”")],
    ),
    "according to, then a quotation": (
        "According to the miller, no boat left that day. “We counted them at dusk.”",
        [("the miller", "According to", "no boat left that day|“We counted them at dusk.”")],
    ),
    "the sentence before ends with its source": (
        "The weir is gone, Brandt said. “We saw it fall at dawn.”",
        [("Brandt", "said", "The weir is gone|“We saw it fall at dawn.”")],
    ),
    "quoted by somebody as saying": (
        "He was quoted by a midwife as saying that he “had never seen the sea”.",
        [("He", "as saying", "that he “had never seen the sea”")],
    ),
    "the subject of the sentence, not of its clause": (
        "Oduya still has the gauge that Brandt set in the wall. “It has risen by a hand.”",
        [("Oduya", None, "“It has risen by a hand.”")],
    ),
    "a relative names": (
        "She added that divers had been seen, a claim that the port calls “nonsense”.",
        [("the port", "calls", "“nonsense”")],
    ),
    "used to say": (
        "My aunt used to say, “The river hears but it does not answer.”",
        [("My aunt", "say", "“The river hears but it does not answer.”")],
    ),
    "it is hard to say": ("It is hard to explain. “The river hears but it does not answer.”", []),
    "however begins a clause": (
        "The port cut its fares, the council said, however sailors called the cut “a bad joke”.",
        [("sailors", "called", "the cut “a bad joke”")],
    ),
    "but begins a clause": (
        "Her brother pleaded with the guards to wait, but the captain replied “we leave at noon”.",
        [("the captain", "replied", "“we leave at noon”")],
    ),
    "with its own subject": (
        "The millers were angry about the weir, with one man shouting, “Open the gate!”",
        [("one man", "shouting", "“Open the gate!”")],
    ),
    "an aside in dashes": (
        "Ivo Brandt, the head of Velmar Radio -- a station that the port owns -- told us, “We are a small house.”",
        [("Ivo Brandt, the head of Velmar Radio", "told", "“We are a small house.”")],
    ),
    "this group": (
        "This group says that the weir was “sold for a boat”.",
        [("This group", "says", "that the weir was “sold for a boat”")],
    ),
    "a relative in an apposition": (
        "The letter of Rovan, a league that emerged in May, adds that it “will not row again”.",
        [("The letter of Rovan, a league that emerged in May,", "adds", "that it “will not row again”")],
    ),
    "a pronoun with its adverb": (
        "The sea was calm. She just said, “We can cross tonight.”",
        [("She", "said", "“We can cross tonight.”")],
    ),
    "attributed to": (
        "A line attributed to Ivo Brandt: “The river hears but it does not answer.”",
        [("Ivo Brandt", "attributed to", "“The river hears but it does not answer.”")],
    ),
    "a heading in single marks": (
        "“The weir has been sold for a boat,” said Oduya.\n\n‘The Price of a River’\n\nThe town sleeps.",
        [("Oduya", "said", "“The weir has been sold for a boat,”")],
    ),
    "a question, then another speaker": (
        "“Where are the boats?” The port office said: “They have left and will not come back.”",
        [("The port office", "said:", "“They have left and will not come back.”")],
    ),
    "a statement of somebody reads": (
        "A note from Brandt's sister read: “He loved the river and its boats.”",
        [("A note from Brandt's sister", "read:", "“He loved the river and its boats.”")],
    ),
    "a question, then the answer of another": (
        "The guards were there. “Where were they?” “We left before the rain,” said Oduya.",
        [("Oduya", "said", "“We left before the rain,”")],
    ),
    "joined by while": (
        "He said the guards were “calm”, while the millers were “afraid of the dark”.",
        [("He", "said", "the guards were “calm”, while the millers were “afraid of the dark”")],
    ),
    # names
    "whose men call him": ("Karim, whose men call him “the Heron”, has not been seen since May.", []),
    "calling itself": ("The league calling itself the “Free River Front” closed the road.", []),
    "whom the papers call": ("His son, whom the papers call “the Heron”, met the boats.", []),
    "dubbed": ("An operation dubbed “Iron River” began at dawn.", []),
    "known as": ("A league known as “the Herons” began at dawn.", []),
    "a judgement is no name": (
        "Critics call him “a coward and a thief.”",
        [("Critics", "call", "him “a coward and a thief.”")],
    ),
    "signed by": ("A letter signed by “Heron” lay on the desk.", []),
    # capitals only
    "capitals, after": (
        'TELSK, 3 MAY.  "THE BOATS HAVE LEFT THE PORT AND WILL NOT COME BACK," CAPTAIN BRANDT SAID.',
        [("CAPTAIN BRANDT", "SAID", '"THE BOATS HAVE LEFT THE PORT AND WILL NOT COME BACK,"')],
    ),
    "capitals, colon": (
        'THE COUNCIL MET IN TELSK ON FRIDAY.\n\nODUYA ADDED: "THE BOATS HAVE LEFT AND WILL NOT COME BACK."',
        [("ODUYA", "ADDED:", '"THE BOATS HAVE LEFT AND WILL NOT COME BACK."')],
    ),
    "capitals, partial": (
        'THE PORT OFFICE SAID THAT THE BOATS "WILL NOT COME BACK BEFORE AUTUMN."',
        [("THE PORT OFFICE", "SAID", 'THAT THE BOATS "WILL NOT COME BACK BEFORE AUTUMN."')],
    ),
}


@pytest.mark.parametrize(("text", "rows"), CASES.values(), ids=CASES.keys())
def test_whose_words(text: str, rows: list[Row]) -> None:
    assert found_in(text) == rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "THE PORT OFFICE OF TELSK SAID TODAY THAT THEY WILL STAY.",
            "The port office of Telsk said today that they will stay.",
        ),
        (
            "The Port Office of TELSK said that they will stay there.",
            "The Port Office of TELSK said that they will stay there.",
        ),
        ("TELSK FELL.", "TELSK FELL."),
        (
            "İZMİR AND TELSK, SAID THE CAPTAIN OF THE PORT OF VELMAR.",
            "İzmİr and Telsk, said the captain of the port of Velmar.",
        ),
    ],
    ids=["capitals", "prose", "too short to tell", "a letter that grows when small"],
)
def test_usual_case_keeps_offsets(text: str, expected: str) -> None:
    assert in_usual_case(text) == expected
    assert len(in_usual_case(text)) == len(text)
