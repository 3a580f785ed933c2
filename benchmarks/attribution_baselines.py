"""Trivial baselines of attributions: what a reader must beat to be worth its weight."""

import re
from collections.abc import Sequence

import msgspec
from benchmarks.attribution_corpora import Read, reader_of

from sayso.core.reading import Attribution, SourceSpan, Stance
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.reading.reader import Reader, load_config, rules_config

RULES = "rules for direct quotations alone"
CUE_AND_REST = "first cue word of a sentence, words before it, rest of the sentence"
_STANCES: dict[Stance, str] = {
    "assert": "say says said saying tell tells told add adds added write writes wrote report reports reported state "
    "stated explain explained announce announced argue argues argued claim claims claimed insist insisted note notes "
    "noted reply replied admit admitted acknowledged suggest suggests suggested tweeted recalled show shows showed",
    "deny": "deny denies denied denying reject rejects rejected dismiss dismissed",
    "predict": "predict predicts predicted warn warns warned expect expects expected forecast",
    "demand": "demand demands demanded urge urges urged call called calls order ordered",
    "promise": "promise promises promised vow vows vowed pledge pledges pledged",
    "threaten": "threaten threatens threatened",
    "ask": "ask asks asked asking wonder wonders wondered",
    "doubt": "doubt doubts doubted questioned",
    "opine": "think thinks thought believe believes believed hope hopes hoped want wants wanted fear fears feared "
    "criticized condemned blamed accused praised",
}
_STANCE_OF: dict[str, Stance] = {word: stance for stance, words in _STANCES.items() for word in words.split()}
_CUE = re.compile(rf"\b(according to|{'|'.join(_STANCE_OF)})\b", re.IGNORECASE)
_NAME_END = re.compile(r"[,.;:“\"]|$")
_CONTENT_ENDS = (",", "”", '"')
_EDGES = " \t\r\n,;:.—–-"
_CONFIDENCE = 0.5


class _Cut(msgspec.Struct, frozen=True, kw_only=True):
    """Offsets of one attribution."""

    source: tuple[int, int]
    cue: tuple[int, int]
    content: tuple[int, int]


def rules_alone() -> Read:
    """Return the bundled rule reader of direct quotations, without any other component that attributes."""
    return reader_of(rules_config())


def cue_and_rest() -> Read:
    """Return the baseline that takes the first cue word of each sentence, and cuts the sentence there.

    `SOURCE cue CONTENT.`; after a comma or a closing mark `CONTENT, cue SOURCE`; `CONTENT, SOURCE cue.`; `according to
    SOURCE, CONTENT`. The confidence is the same for all.
    """
    splitter = Reader(load_config().only("sentences"))

    def read(text: str) -> Sequence[Attribution]:
        sentences = splitter.find(Report.of_text(text)).sentences
        cuts = [_cut(text, sentence.start, sentence.end) for sentence in sentences]
        return [_attribution(text, f"a{number}", cut) for number, cut in enumerate(filter(None, cuts), 1)]

    return read


def _cut(text: str, start: int, end: int) -> _Cut | None:
    match = _CUE.search(text, start, end)
    if match is None:
        return None
    cue = match.span()
    name_end = _NAME_END.search(text, cue[1], end)
    after = cue[1], name_end.start() if name_end else end
    before = text[start : cue[0]].rstrip()
    mark = max(map(before.rfind, _CONTENT_ENDS))
    if text[slice(*cue)].lower() == "according to":
        source, content = after, (start, cue[0]) if before else (after[1], end)
    elif before.endswith(_CONTENT_ENDS):
        source, content = after, (start, cue[0])
    elif mark >= 0 and not text[cue[1] : end].strip(_EDGES):
        source, content = (start + mark + 1, cue[0]), (start, start + mark + 1)
    else:
        source, content = (start + mark + 1, cue[0]), (cue[1], end)
    trimmed = _trim(text, *content)
    return _Cut(source=_trim(text, *source), cue=cue, content=trimmed) if trimmed[0] < trimmed[1] else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _attribution(text: str, name: str, cut: _Cut) -> Attribution:
    (start, end), (cue_start, cue_end), (content_start, content_end) = cut.source, cut.cue, cut.content
    cue = text[cue_start:cue_end]
    content = text[content_start:content_end]
    return Attribution(
        id=name,
        source=SourceSpan(start=start, end=end, text=text[start:end]) if start < end else None,
        cue=Span(start=cue_start, end=cue_end, text=cue),
        content=(Span(start=content_start, end=content_end, text=content),),
        manner="direct" if content[0] in '“"' and content[-1] in '”"' else "indirect",
        stance=_STANCE_OF.get(cue.lower(), "assert"),
        confidence=_CONFIDENCE,
    )
