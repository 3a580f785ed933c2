"""Which language a text is in.

py3langid scores every language it knows over the bytes of a sample (Lui & Baldwin 2012, langid.py). What is decided
here is when its answer is good enough to act on. A report in another language is kept but not read, so calling an
English report something else loses it; an English report whose language is left open is read all the same. So another
language needs more certainty than English does, and must leave English next to nothing.
"""

import functools
import re
from collections.abc import Iterable
from typing import Any

CHUNK_CHARS = 400
"""Code points of one piece of the sample."""
MAX_CHUNKS = 5
"""Most pieces taken; they are spread evenly over the text, so a page in two languages shows both."""
MIN_LETTER_BYTES = 20
"""Fewest bytes of letters (UTF-8) for an answer. Of 2,003 English sentences under 20 characters 46 % were taken for
another language, of those from 20 to 39 characters 7 %, of those over 60 characters 0.4 %."""
MIN_ENGLISH = 0.4
"""Least probability with which a text is called English."""
MIN_OTHER = 0.6
"""Least probability with which a text is called anything else; names alone ("Umkhonto we Sizwe") reach 0.5."""
MAX_ENGLISH_BESIDE = 0.05
"""Most probability that English may keep when a text is called something else."""
SURE_ENGLISH = 0.5
"""Share of the sample, found English, at which the rest is not looked at."""
NEGLIGIBLE = 0.0001
"""Probability below which a language is not counted."""
NOT_A_LANGUAGE = "zxx"
"""ISO 639-2 for "no linguistic content", one of py3langid's classes."""

MACROLANGUAGES = {"ary": "ar", "arz": "ar", "wuu": "zh", "yue": "zh", "nn": "no", "nb": "no", "uzs": "uz", "sdh": "ku"}
"""Varieties that are one language to a newspaper reader; their probabilities are added (ISO 639-3 macrolanguages)."""

_NOT_WORDS = re.compile(r"[\d_#*=|<>/\\-]+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_ADDRESSES = ("http://", "https://", "www.")


def find_language(text: str) -> str | None:
    """Return the language of `text`, or None where it is too short or too uncertain to tell.

    Case is ignored: old wire texts are in capitals. In a text of two languages the larger share decides.

    Args:
        text: Any length; a long text is sampled.

    Returns:
        ISO 639-1, or ISO 639-3 for a language that has no code of two letters.

    Source: py3langid (langid.py: Lui & Baldwin 2012), its bundled model.

    >>> find_language("Os soldados deixaram a cidade ontem, disse o ministro.")
    'pt'
    >>> find_language("Two dead.") is None
    True
    """
    chunks = [chunk for chunk in _sample(text) if _letter_bytes(chunk) >= MIN_LETTER_BYTES]
    if not chunks and len(text) > MAX_CHUNKS * CHUNK_CHARS:
        # Tables and lists of addresses may leave nothing of a spread sample though there is prose beside them.
        prose = _prose(text[: 50 * MAX_CHUNKS * CHUNK_CHARS])
        chunks = [chunk for chunk in _sample(prose) if _letter_bytes(chunk) >= MIN_LETTER_BYTES]
    if not chunks:
        return None
    probabilities = _probabilities(chunks)
    best, probability = max(probabilities.items(), key=lambda pair: (pair[1], pair[0]))
    if best == "en":
        return best if probability >= MIN_ENGLISH else None
    if best == NOT_A_LANGUAGE or probability < MIN_OTHER:
        return None
    # In a page of several pieces English may be the smaller share; in one piece it is doubt.
    if len(chunks) == 1 and probabilities["en"] > MAX_ENGLISH_BESIDE:
        return None
    return best


def _sample(text: str) -> list[str]:
    """Return pieces spread evenly over `text`, each reduced to its words."""
    if len(text) <= MAX_CHUNKS * CHUNK_CHARS:
        starts: Iterable[int] = range(0, len(text), CHUNK_CHARS)
    else:
        last = len(text) - CHUNK_CHARS
        starts = [last * number // (MAX_CHUNKS - 1) for number in range(MAX_CHUNKS)]
    return [_prose(text[start : start + CHUNK_CHARS]) for start in starts]


def _prose(text: str) -> str:
    """Return `text` in lower case without addresses, digits and marks of layout, white space folded."""
    if "@" in text or "://" in text or "www." in text:
        tokens = text.split()
        text = " ".join(token for token in tokens if "@" not in token and not token.startswith(_ADDRESSES))
    return " ".join(_NOT_WORDS.sub(" ", text).lower().split())


def _letter_bytes(chunk: str) -> int:
    return len(_NOT_LETTERS.sub("", chunk).encode(errors="replace"))


def _probabilities(chunks: list[str]) -> dict[str, float]:
    """Return the probability of each language, the mean over `chunks` weighted by their length.

    Where English has most of it, that is known before all chunks are scored, and the rest are left out.
    """
    total = sum(len(chunk) for chunk in chunks)
    shares: dict[str, float] = {"en": 0.0}
    for chunk in chunks:
        for label, probability in _identifier().rank(chunk):
            if probability < NEGLIGIBLE:  # they come in falling order
                break
            language = MACROLANGUAGES.get(label, label)
            shares[language] = shares.get(language, 0.0) + probability * len(chunk) / total
        if shares["en"] > SURE_ENGLISH:  # nothing that follows can outweigh it
            break
    return shares


@functools.cache
def _identifier() -> Any:
    """Load py3langid's model, once per process, on first use (0.6 to 0.8 s).

    An instance of our own: the package's module-level functions share one whose languages anybody may restrict.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
