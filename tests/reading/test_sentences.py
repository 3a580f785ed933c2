import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.core.reading import Findings
from sayso.core.report import Report, text_sha256
from sayso.reading.component import build
from sayso.reading.reader import load_config
from sayso.reading.sentences import sentence_spans

SETTINGS = {"wrap_width_chars": 120, "split_unspaced": True}


def sentences(text):
    return sentence_spans(text, **SETTINGS)


# In each case `¦` stands where a sentence ends and is not part of the text.
PLAIN = [
    "The bridge fell at dawn. ¦Nobody was on it.",
    "Who gave the order? ¦The colonel would not say.",
    "Stop the convoy! ¦It never stopped.",
    "The road is shut.  ¦  Two spaces stand here.",
    "One sentence without a mark",
    "They left in 1996. ¦The town emptied.",
    "It cost 40%. ¦Nobody paid.",
    "The vote was 3.5 to 1. ¦It passed.",
    "She waited... ¦Then the shelling began.",
    "She waited... and then the shelling began.",
    "He paused . . . and went on.",
    "Really?! ¦Yes, really.",
    "Why??? ¦Nobody knows.",
    "The council met. ¦12 members voted.",
    "The council met. ¦@tarvo_press was there.",
    "The council met. ¦#Tarvo was everywhere.",
    "Vitamin C. ¦The doctors had none left.",
    "They moved to Plan B. ¦It failed too.",
]
ABBREVIATIONS = [
    "Mr. Hale met Mrs. Orlu and Dr. Senn.",
    "Gen. Tarvo, Col. Ilic, Lt. Bree and Sgt. Maro were promoted.",
    "Brig. Gen. Osei and Maj. Gen. Lund spoke.",
    "Lt. Col. Vena fled with Cpl. Ardo.",
    "Gov. Pell, Sen. Rusk and Rep. Imre signed.",
    "He was posted to St. Maron. ¦He died there.",
    "They met on Market St. ¦The shops were shut.",
    "See Art. 5 of the pact. ¦It is short.",
    "Resolution No. 5 failed. ¦No. 6 passed.",
    "Was it true? ¦No. ¦The minister lied.",
    "The raid of Aug. 25 failed.",
    "It ended in Aug. ¦The rains came early.",
    "On Sat. 3 May the line broke.",
    "He sat. ¦3 men came in.",
    "The U.S. Army left.",
    "He came back from the U.S. ¦He never spoke of it.",
    "The U.N. Security Council met.",
    "They asked the U.N. ¦It did not answer.",
    "He flew to Washington, D.C. ¦The talks had begun.",
    "At 5 p.m. the guns fell silent.",
    "They came at 5 p.m. Monday.",
    "They came at 5 a.m. ¦Villagers had fled.",
    "It was 5 p.m. GMT when it ended.",
    "It ended at 5 p.m. ¦The guns fell silent.",
    "Orlu Steel Inc. makes shells.",
    "He ran Orlu Steel Co. ¦It made shells.",
    "He led Orlu Steel Corp. Chairman Dov Hale resigned.",
    "J. R. Smith and A. B. C. Jones testified.",
    "Dov R. Hale spoke.",
    "They took food, tents, etc. ¦The rest burned.",
    "They took food, tents, etc. and left.",
    "It weighed 20 kg. ¦Fortunately nobody was hurt.",
    "It weighed 20 kg. or so.",
    "Some units, e.g. the Third, i.e. the old guard, stayed.",
    "It was army vs. police in the streets.",
    "Tarvo vs. Orlu was the final.",
    "He holds a Ph.D. in law.",
    "She earned a Ph.D. ¦She then left.",
    "Ivo Hale Jr. took over. ¦His father had died.",
    "The king was Ivo Hale Jr. ¦He ruled long.",
    "Camps near Elko, Nev. were closed.",
    "He fell ill. ¦Doctors came.",
    "The depot held approx. 400 shells.",
    "Sheik. Omar is no title with a period here.",
    "The paper (vol. 3, p. 12) says so. ¦We read it.",
    "Spc. Arden and Pvt. Loe were hurt.",
    "Capt. Moro, ret. since May, spoke.",
    "World War II. ¦The town burned then too.",
]
QUOTES = [
    '"We left at night." ¦The road was dark.',
    '"We left at night," he said. ¦The road was dark.',
    "“We left at night.” ¦The road was dark.",
    "He said: “We left.” ¦Nobody believed him.",
    '"Will you leave?" he asked.',
    '"Get out!" shouted a guard.',
    '"We left at night." ¦He said the road was dark.',
    '"We left at night." ¦Colonel Tarvo said the road was dark.',
    '"Who fired?" ¦Colonel Tarvo said he did not know.',
    '"Who fired?" ¦Hale asked: "Was it you?"',
    '"Who fired?" Hale told the council.',
    '"It is hard. ... ¦We go on," she said.',
    '"Get out!" Mr. Hale shouted. ¦They left.',
    '"Who fired?" Colonel Ivo Tarvo asked. ¦Nobody answered.',
    "“Who fired?” I asked.",
    '"We left at night. ¦We walked. ¦Nobody stopped us," he said.',
    "“We are tired. ¦We want peace.” ¦She wept.",
    '"We left..." she said.',
    '"We left." ¦"Who?" ¦"All of us."',
    "'We left.' ¦The road was dark.",
    "He called it a “victory.” ¦Others did not.",
    'She wrote "Peace now!" on the wall.',
    "«We left.» ¦The road was dark.",
    "The minister said: ‘We left.’ ¦Nobody believed it.",
    "\"He told me, 'Run!' ¦I ran,\" she said.",
    'The army was gone. ¦"We saw it go," he said.',
    'The letter ended: "God help us. " ¦It had no name.',
    "“Where is the ‘front’?” he asked.",
    "He left. ¦“they are lying” was all he wrote.",
]
BRACKETS = [
    "He left (see p. 4). ¦She stayed.",
    "(He left.) ¦She stayed.",
    "He left (it was late). ¦She stayed.",
    "He left. ¦(She stayed.)",
    "The toll (12!) rose again.",
    "It was (?) a drone.",
    "The film Run! (1965) was banned.",
    "He died in 1971. [4] [5] ¦She lived on.",
    "He died in 1971.[4] ¦She lived on.",
    "The Front [a militia] fled. ¦[End of message]",
    "The Upper Valley Front Inc. (UVF) was dissolved.",
]
ADDRESSES = [
    "See www.example.org/a.b?c=D for more.",
    "See https://example.org/News.Html?Q=What now.",
    "Write to a.hale@example.org today. ¦We answer.",
    "The site is example.com. ¦It is down.",
    "Read Tarvo.Net now.",
    "Go to Example.Com and look.",
    "At 10.30 they left. ¦At 11.15 they came back.",
    "Section 3.2 and 4.1.7 apply.",
    "It rose 2.5 percent. ¦Then it fell.",
    "File report.Final.pdf is lost.",
]
UNSPACED = [
    "The war ended.¦The army left.",
    "The war ended!¦The army left.",
    "Who won?¦Nobody did.",
    "He said “we won.”¦The crowd cheered.",
    "It was 1996.¦The army left.",
    "The offensive (which failed) ended.¦Troops went home.",
    "NATO.Int is a site.",
]
OTHER_SCRIPTS = [
    "هل وصل الجيش؟ ¦لا أحد يعرف.",
    "فوج چلی گئی۔ ¦شہر خالی ہے۔",
    "军队离开了。¦城市空了。",
    "सेना चली गई। ¦शहर खाली है।",
    "They won! 🎉 ¦The city slept.",
    "It works. :) ¦We go on.",
    "Ce n'est pas vrai. ¦Il est parti.",
]
CASELESS = [
    "THE ARMY LEFT AT DAWN. ¦NOBODY SAW IT.",
    "GEN. TARVO MET THE U.S. AMBASSADOR. ¦HE SAID NO. 5 BRIGADE HAD FLED.",
    "THE U.S. TROOPS LEFT AT 5 P.M. MONDAY. ¦THE TOWN SLEPT.",
    "the army left at dawn. ¦nobody saw it. ¦who knew?",
    "gen. tarvo met the u.s. ambassador. ¦he said nothing.",
    "The road is shut. ¦they left at night.",
    "why not? ¦because it rained. ¦I stayed.",
    "The unit (lv. Tarvo at noon) came back.",
    "He spoke to the Subst. in charge.",
]
DATELINES = [
    "KABUL, Aug. 25 (Agency) — The army left. ¦It took an hour.",
    "TARVO (Valley Wire) - Gunmen shot a judge. ¦He lived.",
    "PORT ELM, La. -- Deputies made a third arrest.",
    "SAN MARO, 9 Oct. (VW) -- [Text] The rebels fled. ¦The army said so.",
]
WIDE = "The army left the valley at dawn, and nobody in the two towns along the river saw the trucks go by."
WRAPPED = (
    "The army left the valley at dawn and nobody in the two towns\nalong the river saw the long column of trucks go"
)
LINES = [
    "Army leaves valley\n\n¦The army left. ¦It was dawn.",
    f"Army leaves valley\n¦{WIDE} ¦It was dawn.",
    "Army leaves valley\r\n\r\n¦The army left.\r\n¦It was dawn.",
    f"{WRAPPED}. ¦The men were\ntired and had not slept for three days, an officer said.",
    f"DEFENCE\n\n¦{WRAPPED}.",
    f"The valley after the war\n¦{WRAPPED}.",
    f"{WRAPPED},\nfor the men were quiet.",
    "Needed:\n¦- flour\n¦- oil\n¦- blankets",
    "Needed now\n¦• flour\n¦• oil",
    "1. The army leaves.\n¦2. The militia stays.\n¦3. Nobody pays.",
    "a) The army leaves.\n¦b) The militia stays.",
    "The plan:\n\n¦1. Leave at once. ¦It is late.\n\n¦2. Stay.",
    "IV. The siege begins",
    "The deal was signed by the army\n\n\n\n¦and then it was broken.",
    "Tarvo\n¦Orlu\n¦Maro",
    "Plan A\n¦Plan B",
    "A plan for the\nValley",
    "The deal was signed by the\narmy and broken by it.",
    "Line one has a tab.\t¦Line two follows.",
    "Line one.\u2028¦Line two.\u2029¦Line three",
]
CASES = [
    *PLAIN, *ABBREVIATIONS, *QUOTES, *BRACKETS, *ADDRESSES, *UNSPACED, *OTHER_SCRIPTS, *CASELESS, *DATELINES, *LINES,
]  # fmt: skip


def test_the_table_is_long_and_without_doubles():
    assert len(CASES) == len(set(CASES)) >= 100


@pytest.mark.parametrize("case", CASES)
def test_splits_exactly(case):
    text = case.replace("¦", "")
    expected = [part.strip() for part in case.split("¦")]
    found = sentences(text)
    assert [span.text for span in found] == expected
    assert [text[span.start : span.end] for span in found] == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\r\n", "\u2003\u00a0"])
def test_white_space_holds_no_sentence(text):
    assert sentences(text) == ()


def test_unspaced_periods_are_left_alone_when_told_so():
    text = "The war ended.The army left."
    assert [span.text for span in sentence_spans(text, wrap_width_chars=120, split_unspaced=False)] == [text]


def test_lines_wider_than_the_wrap_width_are_paragraphs():
    text = "A headline that stands here for the sake of a width\nAnother headline of the same sort and width here now"
    assert len(sentence_spans(text, wrap_width_chars=120, split_unspaced=True)) == 1
    assert len(sentence_spans(text, wrap_width_chars=45, split_unspaced=True)) == 2


PIECES = st.sampled_from(
    ["The army", "left", " ", " ", ". ", ".", "!", "?", "...", "…", '"', "“", "”", "'", "(", ")", "[1]", "\n", "\n\n",
     "\r\n", "Mr.", "U.S.", "No.", "5", "p.m.", "J.", "- ", "• ", "\x00", "\ufeff", "؟", "。", "🎉", "www.x.org/?A",
     "\u2029", "\x85", "\x1c", ":)", "said", "ended.The"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
@example("\x00")
@example(". . . .")
@example('." ." ."')
@example("a\r\n\r\nb")
def test_any_text_is_covered_in_order(text):
    end = 0
    for span in sentences(text):
        assert text[end : span.start].strip() == ""
        assert span.text == text[span.start : span.end] == span.text.strip() != ""
        end = span.end
    assert text[end:].strip() == ""


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(CASES), min_size=1, max_size=5))
def test_paragraphs_are_split_one_by_one(cases):
    texts = [case.replace("¦", "") for case in cases if "\n" not in case]
    joined = "\n\n".join(texts)
    assert [span.text for span in sentences(joined)] == [s.text for text in texts for s in sentences(text)]


@pytest.mark.parametrize("case", [case for case in CASES if "\n" not in case])
def test_a_sentence_by_itself_stays_whole(case):
    for span in sentences(case.replace("¦", "")):
        assert [again.text for again in sentences(span.text)] == [span.text]


@pytest.mark.parametrize(
    "unit", ["J. ", "Mr. ", "a. b ", ". ", '." ', ".[1]", ".)", " ", "\n", "a\n", "? “", "a.A", "🎉 "]
)
def test_hostile_repetition_ends(unit):
    text = unit * 60_000
    assert sum(len(span.text) for span in sentences(text)) >= len("".join(text.split()))


def test_the_component_finds_sentences_with_the_bundled_settings():
    text = "Army leaves\n\nThe army left. It was dawn."
    report = Report(
        id="r-1", uri="a.txt", text=text, sha256=text_sha256(text), original_sha256="00" * 32, extractor="test 1"
    )
    config = next(part for part in load_config().components if part.name == "sentences")
    component = build("sentences", config.settings)
    found = component.read(report, Findings())
    assert [span.text for span in found.sentences] == ["Army leaves", "The army left.", "It was dawn."]
    assert found == Findings(sentences=found.sentences)
