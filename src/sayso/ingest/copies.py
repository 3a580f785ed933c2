"""Near copies: one story in several papers, lightly edited, or a longer and a shorter version of it.

Two steps. `copy_keys` turns a text into a few integers; texts that share one are candidates, so a table of keys with
an index finds them without comparing every pair. `compare` then looks at both texts and decides.

What makes a copy is shared prose. Two reporters at one press conference share its quotations word for word and are
still two sources; so the decision is taken on the words outside quotation marks.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

SHINGLE_WORDS = 5
"""Words of a shingle by which `jaccard` and `containment` are measured."""
PROSE_SHINGLE_WORDS = 3
"""Words of a shingle outside quotations. Shorter, because an edit of one word in six, at random, leaves half of the
shingles of three words standing but only a third of those of five."""
MIN_PROSE_SHARE = 0.30
"""Least share of the shorter text's prose found in the longer one for a copy, where both have `FULL_PROSE` shingles.
Of the 150 pairs of articles that BASIL's three outlets wrote on one event, the highest has 0.20, the next 0.13; of
copies with every fifth word replaced at random and paragraphs cut and moved, 98 in 100 have 0.33 or more."""
MIN_PROSE_SHARE_SHORT = 0.50
"""The same for prose of `SHORT_PROSE` shingles or fewer; in between it falls evenly. Short reports of one event share
its stock phrases: independent ones in ECB+ reach 0.46."""
FULL_PROSE = 300
SHORT_PROSE = 60
MIN_PROSE = 25
"""Fewest prose shingles in both texts to decide by; what is nearly all quotation is decided by `containment`."""
MIN_CONTAINMENT = 0.60
"""Least containment for a copy where there is too little prose outside quotations."""
SHORT_WORDS = 30
"""A text with fewer words is a copy only if it stands in the other nearly word for word."""
MIN_CONTAINMENT_SHORT = 0.70
MIN_WORDS = 8
"""A text with fewer words is never a copy: "Two killed in Tarabad" is what anybody would write."""
MAX_WORDS = 100_000
"""Words looked at; what is longer than a book is not compared past that."""

MINHASH_BANDS = 32
MINHASH_ROWS = 2
"""32 bands of 2: a pair with Jaccard 0.3 shares a key in 95 of 100 cases, with 0.2 in 73, with 0.01 in 0.3."""
MINHASH_SEED = 1
SENTENCE_KEYS = 48
"""Most sentence keys of a text: those with the lowest hashes, so that two versions keep the same ones."""
SENTENCE_WORDS = 9
"""Fewest words of a sentence that gets a key."""

_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_DIGIT_GROUP = re.compile(r"(?<=\d)[,\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_WORD = re.compile(r"\w+")
_QUOTATION = re.compile(r"[“„«][^“”„«»\n]{0,2000}(?:[”»]|$)|\"[^\"\n]{0,2000}(?:\"|$)", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+|\n+")
_BOILERPLATE = re.compile(
    r"""©|\(c\)\s*(?:19|20)\d\d|\bcopyright\b|\ball\s+rights\s+reserved\b|\bmay\s+not\s+be\s+(?:published|reproduced)\b
    |\bcontributed\s+(?:to\s+)?(?:this|the)\s+(?:report|story|article)\b|\bcontributed\s+(?:to\s+this|reporting)\b
    |^\W*(?:additional\s+)?(?:reporting|writing|editing)\s+by\b|\bsubscribe\s+to\s+our\b|\bsign\s+up\s+(?:for|to)\s+our\b
    |\bfollow\s+us\s+on\b|\bthis\s+(?:story|article)\s+has\s+been\s+(?:updated|corrected)\b
    |^\W*(?:read|see)\s+(?:also|more)\b|\bsyndicated\s+feed\b|\bedited\s+by\s+our\s+staff\b""",
    re.IGNORECASE | re.VERBOSE,
)


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """How alike two texts are. Not a probability.

    Attributes:
        jaccard: Shared shingles of five words by all shingles of both, 0 to 1.
        containment: Share of the shorter text's shingles of five words that the longer one has, 0 to 1.
        prose: The same for shingles of three words outside quotations, of the text with less such prose, 0 to 1.
        copy: Whether one is a near copy, or a shorter version, of the other.
    """

    jaccard: float
    containment: float
    prose: float
    copy: bool


def copy_keys(text: str) -> tuple[int, ...]:
    """Return the keys of `text`, sorted; two texts that share one may be copies and are worth comparing.

    The keys are the same in every process and on every platform. Candidates that share most keys should be compared
    first: a sentence that many reports carry is one shared key, a copy shares several.

    Returns:
        At most `MINHASH_BANDS + SENTENCE_KEYS` signed 64-bit integers; none for a text under `MIN_WORDS` words.

    Source: MinHash with banding (Broder 1997; Leskovec et al., Mining of Massive Datasets, 3.4); one minimum per
    sentence, which finds a short version inside a long one, after Broder's containment sketches.
    """
    sentences = _sentences(text)
    words = [word for sentence in sentences for word in sentence]
    if len(words) < MIN_WORDS:
        return ()
    return tuple(sorted({*_minhash_keys(words), *_sentence_keys(sentences)}))


def compare(a: str, b: str) -> Likeness:
    """Return how alike `a` and `b` are; the order of the two does not matter.

    Case, punctuation, kind of quotation mark and white space make no difference; numbers do. Lines that carry no
    news (copyright, who contributed, "read also") do not count.
    """
    one, other = _Shingled.of(a), _Shingled.of(b)
    jaccard, containment = _overlap(one.all, other.all)
    _, prose = _overlap(one.prose, other.prose)
    return Likeness(
        jaccard=jaccard,
        containment=containment,
        prose=prose,
        copy=_is_copy(one, other, containment=containment, prose=prose),
    )


class _Shingled(msgspec.Struct, frozen=True, kw_only=True):
    """A text's shingles, all and those outside quotations, and its number of words."""

    words: int
    all: frozenset[tuple[str, ...]]
    prose: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> "_Shingled":
        words = [word for sentence in _sentences(text) for word in sentence]
        # A quotation is a gap in the prose; no shingle reaches over it.
        unquoted = _sentences(_QUOTATION.sub(".\n", _joined_lines(text)))
        prose: set[tuple[str, ...]] = set()
        for sentence in unquoted:
            prose.update(_shingles(sentence, PROSE_SHINGLE_WORDS))
        return cls(words=len(words), all=frozenset(_shingles(words, SHINGLE_WORDS)), prose=frozenset(prose))


def _is_copy(one: _Shingled, other: _Shingled, *, containment: float, prose: float) -> bool:
    words = min(one.words, other.words)
    if words < MIN_WORDS:
        return False
    if words < SHORT_WORDS:
        return containment >= MIN_CONTAINMENT_SHORT
    least_prose = min(len(one.prose), len(other.prose))
    if least_prose < MIN_PROSE:
        return containment >= MIN_CONTAINMENT
    fullness = min(1.0, max(0.0, (least_prose - SHORT_PROSE) / (FULL_PROSE - SHORT_PROSE)))
    return prose >= MIN_PROSE_SHARE_SHORT - fullness * (MIN_PROSE_SHARE_SHORT - MIN_PROSE_SHARE)


def _overlap(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> tuple[float, float]:
    """Return Jaccard similarity and containment of the smaller set in the larger; two empty sets are alike."""
    if not one or not other:
        alike = float(one == other)
        return alike, alike
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared), shared / min(len(one), len(other))


def _sentences(text: str) -> list[list[str]]:
    """Return the normalised words of each sentence that carries news, at most `MAX_WORDS` in all."""
    normal = unicodedata.normalize("NFKC", _DIGIT_GROUP.sub("", _joined_lines(text))).casefold()
    sentences = []
    left = MAX_WORDS
    for sentence in _SENTENCE_END.split(normal):
        words = _words(sentence)[:left]
        if not words or (len(words) < 60 and _BOILERPLATE.search(sentence)):
            continue
        sentences.append(words)
        left -= len(words)
        if left <= 0:
            break
    return sentences


def _joined_lines(text: str) -> str:
    """Return `text` with hard-wrapped lines joined where blank lines mark its paragraphs."""
    if not re.search(r"\n[ \t]*\n", text):
        return text
    return "\n".join(" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", text))


def _words(text: str) -> list[str]:
    return _WORD.findall(_APOSTROPHE.sub("", text))


def _shingles(words: Sequence[str], size: int) -> Iterable[tuple[str, ...]]:
    """Yield each run of `size` words; fewer words are one shingle."""
    if words and len(words) < size:
        yield tuple(words)
    for start in range(len(words) - size + 1):
        yield tuple(words[start : start + size])


def _hash64(shingle: tuple[str, ...]) -> int:
    return int.from_bytes(hashlib.sha1(" ".join(shingle).encode(), usedforsecurity=False).digest()[:8], "little")


def _minhash_keys(words: Sequence[str]) -> list[int]:
    # Scheme, seed and hash are all given, so that no default of another version can change stored keys.
    from datasketch import MinHash  # it loads SciPy, which only this needs

    sketch = MinHash(num_perm=MINHASH_BANDS * MINHASH_ROWS, seed=MINHASH_SEED, scheme="affine32", hashfunc=_low_32_bits)
    hashes = sorted({_hash64(shingle) for shingle in _shingles(words, SHINGLE_WORDS)})
    for start in range(0, len(hashes), 4096):  # bounds the (shingles, permutations) array
        sketch.update_batch(hashes[start : start + 4096])
    rows = [int(value) for value in sketch.digest()]
    bands = (rows[start : start + MINHASH_ROWS] for start in range(0, len(rows), MINHASH_ROWS))
    return [_key(f"band {number}", *map(str, band)) for number, band in enumerate(bands)]


def _low_32_bits(value: int) -> int:
    return value & 0xFFFFFFFF


def _sentence_keys(sentences: Sequence[Sequence[str]]) -> list[int]:
    """Return a key for the shingle with the lowest hash of each sentence, the lowest `SENTENCE_KEYS` of them.

    The lowest hash of a sentence mostly outlives the change of a word in it, and the lowest of all sentences are
    mostly the same in a version that leaves some out.
    """
    minima = {
        min(_hash64(shingle) for shingle in _shingles(sentence, SHINGLE_WORDS))
        for sentence in sentences
        if len(sentence) >= SENTENCE_WORDS
    }
    return [_key("sentence", str(minimum)) for minimum in sorted(minima)[:SENTENCE_KEYS]]


def _key(*parts: str) -> int:
    digest = hashlib.sha1(" ".join(parts).encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:8], "little", signed=True)
