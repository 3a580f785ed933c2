"""The text that reading speed is measured on: our own reports, repeated with other names and numbers."""

import random
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from benchmarks.speed_measuring import count_words
from training.corpus_files import CORPUS, find_files
from training.notation.header import split_file
from training.notation.markup import strip_markup
from training.notation.problems import NotationError, Problems

from sayso.core.errors import IngestError
from sayso.core.original import Original
from sayso.ingest.extract import extract
from sayso.ingest.limits import Limits
from sayso.reading.reader import READ_LANGUAGES

SEED = 20230425
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
"""A capitalised word inside a sentence."""
_DIGITS = re.compile(r"[0-9]+")


def own_texts(corpus: Path = CORPUS) -> tuple[list[str], list[str]]:
    """Return the bodies of the annotated corpus and of the example reports that are read, in a fixed order.

    The second list names the files of the corpus whose markup is malformed: they are left out. Whether annotations are
    right plays no part.
    """
    texts: list[str] = []
    left_out: list[str] = []
    for path in find_files([corpus]):
        try:
            texts.append(_corpus_text(path))
        except NotationError:
            left_out.append(str(path.relative_to(corpus)))
    return [*texts, *_examples()], left_out


def _corpus_text(path: Path) -> str:
    problems = Problems()
    _, body, first_line = split_file(path.read_text(encoding="utf-8"), problems)
    text, _ = strip_markup(body, first_line, problems)
    problems.stop_if_any(str(path))
    return text


def _examples() -> Iterator[str]:
    with resources.as_file(resources.files("sayso") / "examples" / "reports") as folder:
        for path in sorted(Path(folder).iterdir()):
            try:
                reports = extract(Original.of(path.name, path.read_bytes()), Limits())
            except IngestError:  # one example is broken on purpose
                continue
            yield from (report.text for report in reports if report.language in (None, *READ_LANGUAGES))


def blocks_of(texts: Sequence[str], *, blocks: int, words: int) -> list[list[str]]:
    """Return `blocks` lists of texts, alike in size, of at least `words` words together.

    All of `texts` are used in turn; from the second pass on with other names and numbers, so that nothing is read
    twice. Each text goes into the block that is smallest so far.

    Raises:
        ValueError: There are no words in `texts`.
    """
    if not any(count_words(text) for text in texts):
        raise ValueError("no words to repeat")
    made: list[list[str]] = [[] for _ in range(blocks)]
    sizes = [0] * blocks
    names = sorted({name for text in texts for name in _NAME.findall(text)})
    chance = random.Random(SEED)
    passes = 0
    while sum(sizes) < words:
        order = chance.sample(texts, len(texts))
        for text in order:
            if sum(sizes) >= words:
                break
            used = text if passes == 0 else varied(text, names, chance)
            smallest = sizes.index(min(sizes))
            made[smallest].append(used)
            sizes[smallest] += count_words(used)
        passes += 1
    return made


def varied(text: str, names: Sequence[str], chance: random.Random) -> str:
    """Return `text` with other names inside its sentences (the same one for the same one) and other digits.

    >>> varied("On Friday Colonel Adar lost 14 men, Adar said.", ["Morun"], random.Random(1))
    'On Morun Morun Morun lost 28 men, Morun said.'
    """
    given: dict[str, str] = {}

    def other_name(match: re.Match[str]) -> str:
        if match[0] not in given:
            given[match[0]] = chance.choice(names)
        return given[match[0]]

    def other_digits(match: re.Match[str]) -> str:
        return "".join(str(chance.randint(1, 9)) for _ in match[0])

    return _DIGITS.sub(other_digits, _NAME.sub(other_name, text) if names else text)
