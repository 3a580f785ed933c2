"""The component `attributions`, with a model whose answers are written by hand."""

import math
import re
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sayso.core.errors import ReadingError, UsageError
from sayso.core.reading import Attribution, Entity, Findings, Mention, ReaderIdentity, Reading, Stance
from sayso.core.report import Report, text_sha256
from sayso.core.span import Span
from sayso.reading.attribution.component import Attributions, AttributionSettings, innermost, scores
from sayso.reading.attribution.decode import FoundAttribution
from sayso.reading.attribution.labels import CUE_LABELS, ROLE_LABELS, PieceRange, role_tags
from sayso.reading.attribution.values import Candidate, Interval
from sayso.reading.component import build
from sayso.reading.encoder.component import EncodedReport
from sayso.reading.encoder.pieces import Pieces
from sayso.reading.encoder.session import Encoded
from sayso.reading.encoder.windows import cut
from sayso.reading.model_files import STANCES, Calibration, ChainWeights, Model
from sayso.reading.quotations.component import QuotationSettings
from sayso.reading.quotations.patterns import PATTERNS

Floats = NDArray[np.float32]
ROOM = 5000
"""More than there are pieces."""


class Said(msgspec.Struct, frozen=True):
    """An attribution that the model is to find, in ranges of pieces; `odds` are the log odds of its cue."""

    source: tuple[PieceRange, ...]
    cue: tuple[PieceRange, ...]
    content: tuple[PieceRange, ...]
    stance: Stance = "assert"
    odds: float = 5.0

    @property
    def anchor(self) -> PieceRange:
        return self.cue[0] if self.cue else (self.content[0][0], self.content[0][0] + 1)


class Script:
    """Stands for the model: the state of a piece is its number in the report, and with it all answers are looked up."""

    def __init__(self, said: list[Said]) -> None:
        free = ChainWeights(between=[[0.0] * 4] * 4, start=[0.0] * 4, end=[0.0] * 4)
        count = len(ROLE_LABELS)
        roles = ChainWeights(between=[[0.0] * count] * count, start=[0.0] * count, end=[0.0] * count)
        calibration = Calibration(weights=[1.0, 0.0], bias=0.0)
        self.facts = SimpleNamespace(cue_chain=free, role_chain=roles, attribution=calibration)
        self.said = said
        self.asked = 0

    def cue_logits(self, first: int, last: int) -> Floats:
        logits = np.zeros((last - first, len(CUE_LABELS)), np.float32)
        logits[:, 1:] = -30
        for each in self.said:
            start, end = each.anchor
            for piece in range(max(start, first), min(end, last)):
                label = "B-bare" if not each.cue else "B-cue" if piece == start else "I-cue"
                logits[piece - first, CUE_LABELS.index(label)] = each.odds
        return logits

    def roles(self, states: Floats, cues: Floats, context: NDArray[np.int64]) -> Floats:
        first = round(float(states[0, 0]))
        self.asked += len(cues)
        emissions = np.zeros((len(cues), len(states), len(ROLE_LABELS)), np.float32)
        for row, cue in enumerate(cues[:, 0].tolist()):
            each = self._with(lambda each: (each.anchor[0] + each.anchor[1] - 1) / 2, cue)
            moved = [
                [(start - first, end - first) for start, end in part] for part in (each.source, each.cue, each.content)
            ]
            emissions[row, np.arange(len(states)), role_tags(len(states), *moved)] = 30
        return emissions

    def stances(self, spans: Floats) -> Floats:
        """Spans are the mean states of source, cue and content, of two numbers each."""
        logits = np.zeros((len(spans), len(STANCES)), np.float32)
        for row, span in enumerate(spans.tolist()):
            each = next(each for each in self.said if np.allclose(span, self.means(each), rtol=1e-4, atol=1e-3))
            logits[row, STANCES.index(each.stance)] = 1
        return logits

    def means(self, each: Said) -> list[float]:
        found: list[float] = []
        for part in (each.source, each.cue, each.content):
            pieces = [piece for first, last in part for piece in range(first, last)]
            found += [sum(pieces) / max(len(pieces), 1), float(bool(pieces))]
        return found

    def _with(self, key: Any, wanted: float) -> Said:
        return min(self.said, key=lambda each: abs(key(each) - wanted))


def pieces_of(text: str) -> Pieces:
    """Words and marks, each a piece; features tell nothing."""
    edges = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    starts, ends = (np.array([edge[side] for edge in edges], np.int32) for side in (0, 1))
    features = np.ones((len(edges), 3), np.uint8)
    return Pieces(ids=np.arange(len(edges), dtype=np.int32), starts=starts, ends=ends, features=features)


def component(
    *, min_confidence: float = 0.0, rules: dict[str, float] | float = 0.1, cue_bias: float = 0.0
) -> Attributions:
    confidence = dict.fromkeys(PATTERNS, rules) if isinstance(rules, float) else dict.fromkeys(PATTERNS, 0.1) | rules
    return Attributions(
        AttributionSettings(
            cue_bias=cue_bias,
            min_confidence=min_confidence,
            min_rule_confidence=0.5,
            quotations=QuotationSettings(
                max_source_words=30,
                max_clause_words=60,
                max_tail_words=60,
                min_floating_words=4,
                min_nested_words=3,
                min_transcript_lines=4,
                confidence=confidence,
            ),
        )
    )


def findings(text: str, model: Script, entities: tuple[Entity, ...] = (), *, window: int = ROOM) -> Findings:
    pieces = pieces_of(text)
    windows = cut(pieces, [], size=window, overlap=0 if window == ROOM else window // 2)
    edges = list(zip(windows.starts.tolist(), windows.ends.tolist(), strict=True))
    encoded = Encoded(
        windows=windows,
        states=tuple(
            np.stack([np.arange(first, last), np.ones(last - first)], axis=1).astype(np.float32)
            for first, last in edges
        ),
        logits={"cue": tuple(model.cue_logits(first, last) for first, last in edges)},
    )
    report = EncodedReport(pieces=pieces, encoded=encoded, model=cast("Model", model))
    sentences = (Span.of(text, 0, len(text)),) if text else ()
    return Findings(encoded=report, entities=entities, sentences=sentences)


def report_of(text: str) -> Report:
    sha256 = text_sha256(text)
    return Report(id="r", uri="r", text=text, sha256=sha256, original_sha256=sha256, extractor="none 1")


def read(
    text: str,
    said: list[Said],
    with_component: Attributions | None = None,
    entities: tuple[Entity, ...] = (),
    *,
    window: int = ROOM,
) -> tuple[Attribution, ...]:
    """Return what the component finds, after the checks of a Reading: grounded spans, unique ids, no loose ends."""
    report = report_of(text)
    found = (with_component or component()).read(report, findings(text, Script(said), entities, window=window))
    assert found.encoded is None
    identity = ReaderIdentity(name="t", version="1")
    return Reading(
        report=report, entities=entities, attributions=found.attributions, reader=identity
    ).attributions  # fmt: skip


def part(text: str, words: str) -> tuple[PieceRange, ...]:
    """The pieces of the first `words` in `text`; none for none."""
    start = text.index(words)
    covered = pieces_of(text).covering(start, start + len(words)) if words else None
    return () if covered is None else (covered,)


def said(text: str, source: str, cue: str, *content: str, stance: Stance = "assert", odds: float = 5.0) -> Said:
    pieces = tuple(piece for each in content for piece in part(text, each))
    return Said(source=part(text, source), cue=part(text, cue), content=pieces, stance=stance, odds=odds)


def shown(found: Attribution) -> tuple[object, ...]:
    return (
        found.id,
        found.source and found.source.text,
        found.cue and found.cue.text,
        [piece.text for piece in found.content],
        found.manner,
        found.stance,
        found.within,
    )


TEXT = "“Go now,” the mayor said. “Stay.” Ann Oru denied that Bob said the war was over."
SAID = [
    said(TEXT, "Ann Oru", "denied", "that Bob said the war was over", stance="deny", odds=2.0),
    said(TEXT, "Bob", "said the", "the war was over", odds=1.0),
    said(TEXT, "the mayor", "said", "“Go now", "Stay", stance="demand", odds=3.0),
]
SAID[1] = msgspec.structs.replace(SAID[1], cue=((SAID[1].cue[0][0], SAID[1].cue[0][0] + 1),))


def test_attributions_in_text_order_with_all_their_values() -> None:
    found = read(TEXT, SAID)
    assert [shown(each) for each in found] == [
        ("a1", "the mayor", "said", ["“Go now,”", "“Stay.”"], "direct", "demand", None),
        ("a2", "Ann Oru", "denied", ["that Bob said the war was over"], "indirect", "deny", None),
        ("a3", "Bob", "said", ["the war was over"], "indirect", "assert", "a2"),
    ]
    # the calibration of this model is the logistic function of the log odds
    assert [each.confidence for each in found] == pytest.approx(
        [1 / (1 + math.exp(-odds)) for odds in (3, 2, 1)], abs=6e-4
    )


def test_what_is_not_sure_enough_is_left_out_and_ids_have_no_gap() -> None:
    found = read(TEXT, SAID, component(min_confidence=0.85))
    assert [(each.id, each.source and each.source.text) for each in found] == [("a1", "the mayor"), ("a2", "Ann Oru")]
    inner_only = [msgspec.structs.replace(SAID[0], odds=0.5), SAID[1]]
    (found_inner,) = read(TEXT, inner_only, component(min_confidence=0.7))
    assert (found_inner.id, found_inner.within) == ("a1", None)  # what would hold it is left out
    assert read(TEXT, SAID, component(min_confidence=0.99)) == ()


def test_just_sure_enough_is_sure_enough() -> None:
    each = said(TEXT, "", "denied", "Stay", odds=0.0)
    sure = read(TEXT, [each], component(cue_bias=-1.0))[0].confidence
    assert sure == pytest.approx(0.5, abs=1e-3)


def test_the_bias_reaches_the_decoder() -> None:
    each = said(TEXT, "Ann Oru", "denied", "that Bob said the war was over", odds=-1.0)
    assert read(TEXT, [each]) == ()
    assert len(read(TEXT, [each], component(cue_bias=-1.5))) == 1


def test_the_source_knows_its_entity() -> None:
    start = TEXT.index("Ann Oru")
    mention = Mention(start=start, end=start + 7, text="Ann Oru", form="name")
    ann = Entity(id="e7", name="Ann Oru", type="person", mentions=(mention,))
    found = read(TEXT, SAID, entities=(ann,))
    assert [each.source and each.source.entity for each in found] == [None, "e7", None]


def test_without_the_encoder_it_cannot_read() -> None:
    with pytest.raises(ReadingError, match="component 'attributions' reads from the encoder"):
        component().read(report_of("No."), Findings())


def test_a_confidence_table_that_lacks_a_rule_is_refused() -> None:
    settings = AttributionSettings(
        cue_bias=0.0,
        min_confidence=0.0,
        min_rule_confidence=0.0,
        quotations=QuotationSettings(
            max_source_words=1,
            max_clause_words=1,
            max_tail_words=1,
            min_floating_words=1,
            min_nested_words=1,
            min_transcript_lines=1,
            confidence=dict.fromkeys(PATTERNS[1:], 0.5),
        ),
    )
    with pytest.raises(UsageError, match=re.escape(PATTERNS[0])):
        Attributions(settings)
    with pytest.raises(UsageError, match="attributions"):
        build("attributions", {"cue_bias": 0.0})


RULED = "“We will go tomorrow,” said Ann Oru. Bob denied it."


def test_a_surer_rule_corrects_a_direct_quotation() -> None:
    model = [said(RULED, "Bob", "denied", "We will go", stance="promise", odds=1.0)]
    (found,) = read(RULED, model, component(rules=0.9))
    assert shown(found) == ("a1", "Ann Oru", "said", ["“We will go tomorrow,”"], "direct", "promise", None)
    assert found.confidence == 0.9
    (kept,) = read(RULED, model, component(rules=0.6))
    assert (kept.source and kept.source.text, kept.confidence) == ("Bob", pytest.approx(0.731, abs=1e-3))


def test_a_rule_alone_is_added_if_it_is_looked_at() -> None:
    model = [said(RULED, "Bob", "denied", "it", stance="deny")]
    found = read(RULED, model, component(rules=0.6))
    assert [(each.id, each.source and each.source.text) for each in found] == [("a1", "Ann Oru"), ("a2", "Bob")]
    assert [each.source and each.source.text for each in read(RULED, model, component(rules=0.4))] == ["Bob"]
    assert [each.source and each.source.text for each in read(RULED, [], component(rules=0.5))] == ["Ann Oru"]


def test_a_text_in_capitals_is_read_by_the_marks_in_usual_case_and_grounded_as_it_is() -> None:
    text = f"{RULED} THE COUNCIL OF TELSK MET IN THE EVENING AGAIN.".upper()
    found = read(text, [], component(rules=0.9))
    assert [(each.source and each.source.text, each.cue and each.cue.text) for each in found] == [("ANN ORU", "SAID")]


def test_the_marks_of_an_attribution_within_do_not_make_the_outer_one_mixed() -> None:
    text = "Ann Oru reports that Bob said “we will go tomorrow” again."
    inner = said(text, "Bob", "said", "“we will go tomorrow”")
    outer = said(text, "Ann Oru", "reports", "that Bob said “we will go tomorrow” again")
    found = read(text, [inner, outer])
    assert [(each.manner, each.within) for each in found] == [("indirect", None), ("direct", "a1")]
    (alone,) = read(text, [outer])
    assert alone.manner == "mixed"


def test_where_a_quotation_in_capitals_ends_is_found_by_usual_case() -> None:
    text = "“WE WILL GO TOMORROW, HE SAID. THEY WENT TO THE COUNCIL OF TELSK IN THE EVENING."
    model = [said(text, "", "EVENING", "“WE WILL GO TOMORROW, HE SAID. THEY WENT")]
    assert [each.manner for each in read(text, model)] == ["mixed"]


def test_nothing_to_read() -> None:
    assert read("", []) == ()
    assert read("\u00a0\n", []) == ()
    assert read("No.", []) == ()


@pytest.mark.parametrize("window", [12, 20, 31, ROOM])
def test_every_attribution_comes_once_whatever_the_windows(window: int) -> None:
    sentences = [f"Speaker{number} said it was day{number}." for number in range(12)]
    text = " ".join(sentences)
    model = [
        msgspec.structs.replace(
            said(text, f"Speaker{number} ", "", f"it was day{number}.", stance=STANCES[number % len(STANCES)]),
            cue=((6 * number + 1, 6 * number + 2),),
        )
        for number in range(12)
    ]
    found = read(text, model, window=window)
    assert [shown(each) for each in found] == [
        (f"a{number + 1}", f"Speaker{number}", "said", [f"it was day{number}."], "indirect",
         STANCES[number % len(STANCES)], None)
        for number in range(12)
    ]  # fmt: skip


def candidate(cue: Interval | None, *content: Interval) -> Candidate:
    return Candidate(source=None, cue=cue, content=content, stance="assert", confidence=0.5)


INNERMOST = [
    ("nothing", [], []),
    ("apart", [candidate((0, 4), (5, 20)), candidate((22, 26), (27, 40))], [None, None]),
    ("one in another", [candidate((0, 4), (5, 40)), candidate((10, 14), (15, 30))], [None, 0]),
    ("whatever the order", [candidate((10, 14), (15, 30)), candidate((0, 4), (5, 40))], [1, None]),
    (
        "three deep",
        [candidate((0, 4), (5, 60)), candidate((10, 14), (15, 50)), candidate((20, 24), (25, 40))],
        [None, 0, 1],
    ),
    (
        "the cue at either edge",
        [candidate((0, 4), (5, 40)), candidate((5, 9), (41, 50)), candidate((36, 40), (41, 49))],
        [None, 0, 0],
    ),
    (
        "the cue over an edge",
        [candidate((0, 4), (5, 40)), candidate((4, 9), (41, 50)), candidate((36, 41), (42, 49))],
        [None, None, None],
    ),
    ("the content alone within", [candidate((0, 4), (5, 40)), candidate((50, 54), (10, 30))], [None, None]),
    ("no cue: the content counts", [candidate((0, 4), (5, 40)), candidate(None, (10, 30))], [None, 0]),
    ("no cue: its first piece", [candidate((0, 4), (5, 40)), candidate(None, (10, 30), (50, 60))], [None, 0]),
    ("not its last", [candidate((0, 4), (5, 40)), candidate(None, (1, 4), (10, 30))], [None, None]),
    ("a piece of several", [candidate((0, 4), (5, 9), (20, 40)), candidate((22, 25), (26, 30))], [None, 0]),
    ("between the pieces", [candidate((0, 4), (5, 9), (20, 40)), candidate((10, 14), (26, 30))], [None, None]),
    (
        "the shorter piece holds more closely",
        [candidate((0, 4), (5, 9), (20, 40)), candidate((45, 49), (21, 39), (50, 99)), candidate((22, 25), (26, 30))],
        [None, None, 1],
    ),
    (
        "of equal pieces the first",
        [candidate((0, 4), (20, 40)), candidate((45, 49), (20, 40)), candidate((22, 25), (26, 30))],
        [None, None, 0],
    ),
    ("the same content twice", [candidate(None, (5, 40)), candidate(None, (5, 40))], [None, None]),
    ("the same content, cues inside", [candidate((6, 8), (5, 40)), candidate((9, 12), (5, 40))], [None, None]),
    ("its own cue inside", [candidate((6, 8), (5, 40))], [None]),
    ("each in the other", [candidate((30, 34), (0, 20)), candidate((10, 14), (25, 50))], [None, 0]),
    (
        "a circle of three",
        [candidate((30, 34), (0, 9)), candidate((2, 4), (10, 20)), candidate((12, 14), (25, 40))],
        [None, 0, 1],
    ),
    (
        "who leads into a circle stays where it is",
        [candidate((1, 3), (60, 70)), candidate((30, 34), (0, 20)), candidate((10, 14), (25, 50))],
        [1, None, 1],
    ),
    (
        "two circles",
        [
            candidate((30, 34), (0, 20)), candidate((10, 14), (25, 50)),
            candidate((130, 134), (100, 120)), candidate((110, 114), (125, 150)),
        ],
        [None, 0, None, 2],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("candidates", "expected"), [case[1:] for case in INNERMOST], ids=[case[0] for case in INNERMOST]
)
def test_which_attribution_holds_which(candidates: list[Candidate], expected: list[int | None]) -> None:
    assert innermost(candidates) == expected


EDGES = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda each: (each[0], each[0] + each[1]))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.builds(candidate, st.none() | EDGES, EDGES), max_size=7))
def test_only_circles_are_cut(candidates: list[Candidate]) -> None:
    closest = [closest_holder(candidates, index) for index in range(len(candidates))]
    holders = innermost(candidates)
    for index, holder in enumerate(holders):
        assert index not in above(holders, index)
        if holder != closest[index]:
            assert holder is None
            assert index in above(closest, index)


def above(holders: list[int | None], index: int) -> set[int]:
    """All that hold the value at `index`, itself too where it stands in a circle."""
    found: set[int] = set()
    place = holders[index]
    while place is not None and place not in found:
        found.add(place)
        place = holders[place]
    return found


def closest_holder(candidates: list[Candidate], index: int) -> int | None:
    value = candidates[index]
    place = value.cue or value.content[0]
    sizes = [
        (end - start, other)
        for other, each in enumerate(candidates)
        for start, end in each.content
        if each.content != value.content and start <= place[0] and place[1] <= end
    ]
    return min(sizes)[1] if sizes else None


@pytest.mark.parametrize(
    ("cue", "path", "expected"),
    [
        (0.5, 1.0, (0.0, 0.0)),
        (0.8, 0.25, (math.log(4), math.log(0.25))),
        (0.0, 0.0, (math.log(1e-6 / (1 - 1e-6)), math.log(1e-9))),
        (1.0, 1.0, (math.log((1 - 1e-6) / 1e-6), 0.0)),
    ],
)
def test_what_the_calibration_takes(cue: float, path: float, expected: tuple[float, float]) -> None:
    found = FoundAttribution(
        source=(), cue=(), content=((0, 1),), anchor=(0, 1), cue_probability=cue, path_probability=path
    )
    assert scores(found) == pytest.approx(expected)


ODD = [
    "The mayor", "said", "“", "”", "‘", "’", "«", "»", '"', "'", ".", ",", "\n\n", "\r\n", "\n", " ", " ", "\u00a0",
    "\u2028", "cafe\u0301", "\u0301", "\U0001f469\u200d\U0001f467", "\u2600\ufe0f", "\u0130stanbul", "\u0645\u064f",
    "\ud55c\uad6d", "\u4e2d\u6587", "\U0001d518", "\ufb01", "\u00df", "\x00", "\ufeff", "\u202e", "\U000e0061",
    "according to", "WAR",
]  # fmt: skip


@st.composite
def odd_reports(draw: st.DrawFn) -> tuple[str, list[Said], int]:
    """A text of odd characters with attributions anywhere in it, and the size of its windows."""
    text = draw(st.sampled_from(["", " "])).join(draw(st.lists(st.sampled_from(ODD), min_size=1, max_size=30)))
    count = len(pieces_of(text))
    if count == 0:
        return text, [], 8
    edges = st.tuples(st.integers(0, count - 1), st.integers(1, 6)).map(
        lambda each: (each[0], min(each[0] + each[1], count))
    )
    anchors = draw(st.lists(st.integers(0, count - 1), max_size=4, unique=True))
    model = [
        Said(
            source=tuple(draw(st.lists(edges, max_size=2))),
            cue=((anchor, anchor + 1),),
            content=tuple(draw(st.lists(edges, min_size=1, max_size=3))),
            odds=draw(st.sampled_from([0.5, 3.0])),
        )
        for anchor in anchors
    ]
    return text, model, draw(st.sampled_from([8, ROOM]))


class Careless(Script):
    """Does not look stances up, since windows and overlaps cut what was scripted."""

    def stances(self, spans: Floats) -> Floats:
        assert spans.shape[1] == 6
        assert np.isfinite(spans).all()
        return np.eye(len(STANCES), dtype=np.float32)[np.zeros(len(spans), np.int64)]


BOTH = component(rules=0.8)


@settings(max_examples=100, deadline=None)
@given(odd_reports())
def test_all_that_is_read_from_any_text_is_grounded(drawn: tuple[str, list[Said], int]) -> None:
    text, model, window = drawn
    report = report_of(text)
    found = BOTH.read(report, findings(text, Careless(model), window=window)).attributions
    assert BOTH.read(report, findings(text, Careless(model), window=window)).attributions == found
    Reading(report=report, attributions=found, reader=ReaderIdentity(name="t", version="1"))
    assert [each.id for each in found] == [f"a{number + 1}" for number in range(len(found))]
    place = {each.id: index for index, each in enumerate(found)}
    holders = [None if each.within is None else place[each.within] for each in found]
    assert all(index not in above(holders, index) for index in range(len(found)))
    for each in found:
        assert 0 <= each.confidence <= 1
        assert all(span.text.strip() for span in each.content)
        assert all(
            first.end < second.start for first, second in pairwise(each.content)
        )  # fmt: skip
