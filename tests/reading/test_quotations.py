"""Quotations in invented prose: every source, cue and content with exact offsets.

A case is prose with its attributions marked in place: `{c:...}` content, `{s:...}` source, `{q:...}` cue; a digit tells
attributions apart (`{c2:...}`), as does the order in which they are numbered. Nothing else may be found.
"""

import re

import pytest

from sayso.core.errors import UsageError
from sayso.core.reading import Attribution, Findings
from sayso.core.report import Report, text_sha256
from sayso.reading.component import build
from sayso.reading.quotations.patterns import PATTERNS
from sayso.reading.reader import Reader, rules_config

_TOKEN = re.compile(r"\{([csq])(\d?):|\}")
Expected = dict[str, dict[str, list[tuple[int, int]]]]


def parse(marked: str) -> tuple[str, Expected]:
    """Return the prose of a case without its markup, and its spans by attribution and part."""
    text = ""
    expected: Expected = {}
    opened: list[tuple[str, str, int]] = []
    place = 0
    for match in _TOKEN.finditer(marked):
        text += marked[place : match.start()]
        place = match.end()
        if match.group() == "}":
            part, number, start = opened.pop()
            expected.setdefault(number, {}).setdefault(part, []).append((start, len(text)))
        else:
            opened.append((match.group(1), match.group(2), len(text)))
    return text + marked[place:], expected


def read(text: str) -> tuple[Attribution, ...]:
    report = Report(
        id="r", uri="r", text=text, sha256=text_sha256(text), original_sha256=text_sha256(text), extractor="t"
    )
    return Reader(rules_config()).read(report).attributions


def found_in(text: str) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [
        (
            a.source.text if a.source else None,
            a.cue.text if a.cue else None,
            tuple(span.text for span in a.content),
        )
        for a in read(text)
    ]


CASES = {
    # straight, curly, single, guillemets, low-9, two apostrophes
    "straight": '{c:"We will not leave Telsk,"} {s:Mara Oduya} {q:said}.',
    "curly": "{c:“We will not leave Telsk,”} {s:Mara Oduya} {q:said}.",
    "single curly": "{c:‘We will not leave Telsk,’} {s:Mara Oduya} {q:said}.",
    "single straight": "{c:'We will not leave Telsk,'} {s:Mara Oduya} {q:said}.",
    "guillemets": "{c:«We will not leave Telsk»}, {s:Mara Oduya} {q:said}.",
    "low nine": "{c:„We will not leave Telsk“}, {s:Mara Oduya} {q:said}.",
    "two apostrophes": "{c:''We will not leave Telsk,''} {s:Mara Oduya} {q:said}.",
    "backticks": "{c:``We will not leave Telsk,''} {s:Mara Oduya} {q:said}.",
    "opening mark turned": "The road was empty.\n\n{c:”We will not leave Telsk,”} {s:Mara Oduya} {q:said}.",
    "comma outside": '{c:"We will not leave Telsk"}, {s:the mayor} {q:said}.',
    "question": "{c:“Where is the bridge?”} {s:she} {q:asked}.",
    "exclamation": "{c:“Out!”} {s:the guard} {q:shouted}.",
    # the source after the quotation
    "inverted": "{c:“The bridge is gone,”} {q:said} {s:Colonel Ivo Brandt}.",
    "inverted with apposition": "{c:“The bridge is gone,”} {q:said} {s:Ivo Brandt, a former colonel}.",
    "inverted with age and place": "{c:“The bridge is gone,”} {q:said} {s:Ivo Brandt, 52, a baker from Telsk}.",
    "inverted with relative clause": "{c:“The bridge is gone,”} {q:said} {s:Ivo Brandt, who runs the mill}.",
    "inverted with occasion": "{c:“The bridge is gone,”} {q:said} {s:Ivo Brandt} in a statement.",
    "inverted with day": "{c:“The bridge is gone,”} {q:said} {s:Ivo Brandt} on Tuesday.",
    "inverted with participle": "{c:“The bridge is gone,”} {q:said} {s:Ivo Brandt}, pointing at the river.",
    "inverted compound": "{c:“The bridge is gone,”} {q:said} {s:Ivo Brandt and Mara Oduya}.",
    "inverted office": "{c:“The bridge is gone,”} {q:said} {s:the head of the Velmar rail office}.",
    "according to after": "{c:“The bridge is gone,”} {q:according to} {s:the army}.",
    "subject with apposition": "{c:“The bridge is gone,”} {s:Ivo Brandt, a former colonel,} {q:said}.",
    "told somebody": "{c:“The bridge is gone,”} {s:Ivo Brandt} {q:told} the Velmar Post on Monday.",
    "added": "{c:“The bridge is gone,”} {s:he} {q:added}.",
    "wrote": "{c:“The bridge is gone,”} {s:the ministry} {q:wrote} in a letter.",
    "tweeted": "{c:“The bridge is gone,”} {s:the ministry} {q:tweeted}.",
    "verb group": "{c:“The bridge is gone,”} {s:Brandt} {q:has repeatedly said}.",
    "unnamed source": "{c:“We ran,”} {q:said} {s:one resident, who asked not to be named}.",
    "officials": "{c:“It is under control,”} {s:officials} {q:said}.",
    "a spokesman": "{c:“It is under control,”} {s:a spokesman for the army} {q:said}.",
    "dash style": "{c:“The river does not forget.”} {q:—} {s:Mara Oduya}",
    # the source before the quotation
    "comma before": "{s:Mara Oduya} {q:said}, {c:“We will not leave.”}",
    "colon before": "{s:Mara Oduya} {q:said:} {c:“We will not leave.”}",
    "nothing before": "{s:Mara Oduya} {q:said} {c:“We will not leave.”}",
    "told reporters": "{s:The mayor} {q:told} reporters on Monday: {c:“We will not leave.”}",
    "said in a statement": "{s:The mayor} {q:said} in a statement, {c:“We will not leave.”}",
    "after an introduction": "On Tuesday, {s:the mayor} {q:said}: {c:“We will not leave.”}".replace(
        "{q:said}:", "{q:said:}"
    ),
    "after a question": "Asked about the bridge, {s:Brandt} {q:replied}, {c:“It is gone.”}",
    "after a conjunction": "But {s:the mayor} {q:said}, {c:“We will not leave.”}",
    "shared subject": "{s:Brandt} went to Telsk and {q:said}, {c:“The bridge is gone.”}",
    "participle": "{s:The army} closed the road, {q:saying}, {c:“The bridge is gone.”}",
    "relative pronoun": "We met Brandt, {s:who} {q:said}, {c:“The bridge is gone.”}",
    "quoted as saying": "{s:Brandt} {q:was quoted as saying}, {c:“The bridge is gone.”}",
    "agency quoted him": "The agency quoted {s:Ivo Brandt} {q:as saying}, {c:“The bridge is gone.”}",
    "according to before": "{q:According to} {s:Ivo Brandt}, {c:“The bridge is gone.”}",
    "in the words of": "{q:In the words of} {s:Ivo Brandt}, {c:“The bridge is gone.”}",
    "name and colon": "{s:Ivo Brandt}{q::} {c:“The bridge is gone.”}",
    "continued in capitals": "{q:Said} {s:Brandt}, {c:“The bridge is gone.”}",
    "colon at the end of a paragraph": "{s:The ministry} {q:wrote:}\n\n{c:“The bridge is gone.”}",
    # split, continued and floating quotations
    "split by comma": "{c:“The bridge,”} {s:Brandt} {q:said}, {c:“is gone.”}",
    "split by stop": "{c:“The bridge is gone,”} {s:Brandt} {q:said}. {c:“It fell at dawn.”}",
    "three pieces": "{c:“No,”} {s:she} {q:said}. {c:“Never.”} {c:“Not here.”}",
    "next paragraph": "{c:“The bridge is gone,”} {s:Brandt} {q:said}.\n\n{c:“It fell at dawn. We heard it.”}",
    "two cues": "{c:“The bridge is gone,”} {s:Brandt} {q:said}. {c2:“It fell at dawn,”} {s2:he} {q2:added}.",
    "two speakers": (
        "{c:“The bridge is gone,”} {s:Brandt} {q:said}.\n\n{s2:Mara Oduya} {q2:said:} {c2:“It fell at dawn.”}"
    ),
    "previous sentence": "{s:Brandt} was angry. {c:“They left us here without water.”}",
    "over paragraphs": "{s:Brandt} {q:said:} {c:“The bridge is gone.\n\n“It fell at dawn.\n\n“We heard it.”}",
    "over paragraphs, cue at the end": "{c:“The bridge is gone.\n\n“It fell at dawn,”} {s:Brandt} {q:said}.",
    "over paragraphs, straight": '{s:Brandt} {q:said:} {c:"The bridge is gone.\n\n"It fell at dawn."}',
    # partial quotations
    "partial with that": "{s:Brandt} {q:said} {c:that the attack was “barbaric and cowardly”}.",
    "partial": "{s:Brandt} {q:said} {c:the attack was “barbaric and cowardly.”}",
    "partial, clause goes on": "{s:Brandt} {q:said} {c:the “last convoy” left at noon}.",
    "described as": "{s:Brandt} {q:described} {c:the attack as “barbaric.”}",
    "called": "{s:Brandt} {q:called} {c:the attack “barbaric.”}",
    "partial before its cue": "{c:The attack was “barbaric and cowardly,”} {s:Brandt} {q:said}.",
    "denied": "{s:The army} {q:denied} {c:that it had “any men” in Telsk}.",
    "reported by somebody else": ("{s:Oduya} {q:said} {c:that {s2:Brandt} {q2:felt} {c2:“tired and alone.”}}"),
    "two partial ones": "{s:Brandt} {q:called} {c:the attack “barbaric” and “cowardly.”}",
    "aside": "{c:The truth is}, {s:Brandt} {q:said}, {c:“nobody came to help.”}",
    "according to, partial": "{q:According to} {s:Brandt}, {c:the attack was “barbaric.”}",
    "asked by nobody": "Brandt {q:was asked}, {c:“Where is the bread?”}",
    "described by nobody": "The pass {q:was described} {c:as “a grave.”}",
    "progressive": "{s:Brandt} {q:is telling} people, {c:“The bridge is gone.”}",
    # no quotation at all
    "scare quotes": "The so-called “safe zone” was shelled again.",
    "scare quotes, single": "The 'safe zone' was shelled again.",
    "title of a work": "The film “Rivers of Telsk” opened in March.",
    "nickname": "Ahmed “the Lion” Karim crossed the border.",
    "apostrophes": "The soldiers' families didn't know the mayor's plans.",
    "decades": "In the '90s and the ’80s the road wasn't paved.",
    "elisions": "'Tis the season, an' they want 'em all.",
    "feet and inches": 'The crater was 5\'10" deep and the pipe 12" wide.',
    "plural possessive": "The rebels' advance and the villagers' flight took two days.",
    # nested quotations
    "nested": "{c:“The captain said ‘go’ and we went,”} {s:Oduya} {q:said}.",
    "nested with its own source": (
        "{c:“{s2:The captain} {q2:told} us, {c2:‘Go to the river at once,’} and we went,”} {s:Oduya} {q:said}."
    ),
    "titles inside": "{c:“I read ‘Rivers of Telsk’ twice,”} {s:she} {q:said}.",
    # marks that are missing, machine-translated prose
    "never closed": "{s:Brandt} {q:said:} {c:“The bridge is gone.}\n\nThe army did not answer.",
    "never closed, cue after": "{c:“The bridge is gone,} {s:Brandt} {q:said}.\n\nThe army did not answer.",
    "closed by a single mark": "{s:Brandt} {q:said:} {c:“The bridge is gone.’} The army did not answer.",
    "never opened": "{c:The bridge is gone,”} {s:Brandt} {q:said}.",
    "space inside the marks": "{c:“ The bridge is gone ”}, {q:said} {s:the mayor of Telsk}.",
    "stop before the cue": "{c:“The bridge is gone.”} {s:Brandt} {q:said}.",
    "no space before": '{s:Brandt} {q:said:}{c:"The bridge is gone."}',
    "mixed kinds of marks": '{c:“The bridge is gone,"} {s:Brandt} {q:said}.',
    "title in the source": "{c:“The bridge is gone,”} {q:said} {s:Gen. Ivo J. Brandt}.",
    "doubled marks": '{c:""The bridge is gone,""} {s:Brandt} {q:said}.',
    "name with a dash": "{c:“The bridge is gone,”} {s:Gen. Brandt, head of Task Force - River,} {q:said}.",
    "single mark opened twice": "{s:Brandt} {q:said:} {c:'The bridge is gone.} {c:'It fell at dawn.'}",
    # transcripts
    "transcript": (
        "{s:BRANDT}{q::} {c:The bridge is gone and we have no boats.}\n\n"
        "{s2:ODUYA}{q2::} {c2:When will the new bridge be built?}\n\n"
        "{s3:BRANDT}{q3::} {c3:Not this year, and not the next one.}\n\n"
        "{s4:ODUYA}{q4::} {c4:Then what are people to do until then?}"
    ),
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_source_cue_and_content(marked: str) -> None:
    text, expected = parse(marked)
    wanted = {
        (
            tuple(text[a:b] for a, b in parts.get("s", [])),
            tuple(text[a:b] for a, b in parts.get("q", [])),
            tuple(sorted(parts["c"])),
        )
        for parts in expected.values()
    }
    found = {
        (
            (a.source.text,) if a.source else (),
            (a.cue.text,) if a.cue else (),
            _joined(text, [(span.start, span.end) for span in a.content]),
        )
        for a in read(text)
    }
    assert found == {(s, q, _joined(text, list(c))) for s, q, c in wanted}


def _joined(text: str, pieces: list[tuple[int, int]]) -> tuple[str, ...]:
    """Return the pieces, those joined that only white space parts: a quotation over paragraphs is cut at each."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if joined and text[joined[-1][1] : start].isspace():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(f"{start}:{text[start:end]}" for start, end in joined)


STANCES = {
    "“We have won,” Brandt said.": "assert",
    "“We did not shell Telsk,” Brandt denied.": "deny",
    "“It will rain for a week,” Brandt predicted.": "predict",
    "“They will attack again,” Brandt warned.": "predict",
    "“Leave the town,” Brandt urged.": "demand",
    "Brandt called for “an end to the siege.”": "demand",
    "“We will rebuild it,” Brandt vowed.": "promise",
    "“You will pay for it,” Brandt threatened.": "threaten",
    "“Where is the bread?” Brandt asked.": "ask",
    "“This is a shame,” Brandt complained.": "assert",
    "Brandt condemned “a cowardly attack.”": "opine",
    "Brandt did not say “we have won.”": "doubt",
    "Brandt never denied “a few losses.”": "assert",
}


@pytest.mark.parametrize(("text", "stance"), STANCES.items())
def test_stance_comes_from_the_cue(text: str, stance: str) -> None:
    assert [attribution.stance for attribution in read(text)] == [stance]


MANNERS = {
    "“The bridge is gone,” Brandt said.": "direct",
    "“The bridge is gone,” Brandt said. “It fell.”": "direct",
    "Brandt said the bridge was “gone for good.”": "mixed",
    "The bridge was “gone for good,” Brandt said.": "mixed",
}


@pytest.mark.parametrize(("text", "manner"), MANNERS.items())
def test_manner(text: str, manner: str) -> None:
    assert [attribution.manner for attribution in read(text)] == [manner]


def test_nested_quotation_stands_within_the_outer_one() -> None:
    outer, inner = read("“The captain told us, ‘Go to the river at once,’ and we went,” Oduya said.")
    assert (outer.id, outer.within, outer.source.text if outer.source else "") == ("a1", None, "Oduya")
    assert (inner.id, inner.within, inner.source.text if inner.source else "") == ("a2", "a1", "The captain")


def test_the_speaker_before_speaks_on_after_a_paragraph_of_its_own() -> None:
    first, second = read("“We ran,” Oduya said. The shelling had begun at dawn.\n\n“Nobody came to help us that day.”")
    assert [first.source, second.source] == [first.source] * 2
    assert second.cue is None
    assert second.confidence < first.confidence


def test_ids_follow_the_text() -> None:
    attributions = read("“A dam broke,” said Oduya.\n\nBrandt said: “It did not.”\n\n“It did,” said Oduya.")
    assert [attribution.id for attribution in attributions] == ["a1", "a2", "a3"]
    starts = [attribution.content[0].start for attribution in attributions]
    assert starts == sorted(starts)


def test_no_sentences_are_needed() -> None:
    config = rules_config()
    settings = next(part.settings for part in config.components if part.name == "quotations")
    text = "Mr. Brandt spoke first. “The bridge is gone,” he said. “It fell.” Oduya left."
    report = Report(
        id="r", uri="r", text=text, sha256=text_sha256(text), original_sha256=text_sha256(text), extractor="t"
    )
    (attribution,) = build("quotations", settings).read(report, Findings()).attributions
    assert [span.text for span in attribution.content] == ["“The bridge is gone,”", "“It fell.”"]


@pytest.mark.parametrize("confidence", [{}, dict.fromkeys([*PATTERNS, "guess"], 0.5)], ids=["lacking", "unknown"])
def test_the_confidence_table_names_every_rule_and_no_other(confidence: dict[str, float]) -> None:
    settings = next(part.settings for part in rules_config().components if part.name == "quotations")
    with pytest.raises(UsageError, match="confidence"):
        build("quotations", {**settings, "confidence": confidence})
