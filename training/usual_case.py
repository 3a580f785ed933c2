"""Which words are small in prose, for texts in capitals: counted in the train part of our own corpus.

    python -m training.usual_case [--out FILE]

Of every word that does not begin a sentence it is counted how often it has a capital: beside no name, right after a
name and right before one. What has one in at most half of these is small there. A name is here any word that is not
small by itself.
"""

import argparse
import itertools
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from sayso.reading.quotations.usual_case import TABLE, UsualCase, Word, begins_sentence, words_of
from training.corpus_files import load_split

_LEAST_CAPITAL = 2
_WIDTH = 118
_HEAD = """\
# Words that prose has in small letters, for texts in capitals. Made by `python -m training.usual_case` from the train
# part of our own corpus, {words} words. `small`: where no name stands beside them. `after_name`, `before_name`: those
# of them that have a capital there ("Sarab Front", "Colonel Adar"). Not to be changed by hand.
"""


class Counts(msgspec.Struct):
    """How often a word stands in small letters and with a capital."""

    small: Counter[str] = msgspec.field(default_factory=Counter)
    capital: Counter[str] = msgspec.field(default_factory=Counter)

    def add(self, word: str) -> None:
        """Count a word as it stands."""
        (self.small if word.islower() else self.capital)[word.lower()] += 1

    def mostly_small(self) -> frozenset[str]:
        """Return the words that have no capital at least half of the time."""
        return frozenset(word for word, number in self.small.items() if number >= self.capital[word])

    def mostly_capital(self) -> frozenset[str]:
        """Return the words that have a capital more than half of the time, and more than once."""
        return frozenset(
            word for word, number in self.capital.items() if number > self.small[word] and number >= _LEAST_CAPITAL
        )


def learned(texts: Sequence[str]) -> UsualCase:
    """Return which words are small in `texts`: by themselves, or where they never are, anywhere."""
    runs = [_inside_sentences(text, words_of(text)) for text in texts]
    alone, everywhere = Counts(), Counts()
    for run in runs:
        for number, (word, is_inside) in enumerate(run):
            if is_inside:
                everywhere.add(word.text)
                if not _is_beside_capital(run, number):
                    alone.add(word.text)
    rest = everywhere.mostly_small() - set(alone.small) - set(alone.capital)
    small = alone.mostly_small() | rest
    after, before = _beside_names(runs, UsualCase(small=small, after_name=frozenset(), before_name=frozenset()))
    return UsualCase(
        small=small, after_name=after.mostly_capital() & small, before_name=before.mostly_capital() & small
    )


def _beside_names(runs: Iterable[Sequence[tuple[Word, bool]]], by: UsualCase) -> tuple[Counts, Counts]:
    """Count the case of words right after a name, and right before one."""
    after, before = Counts(), Counts()
    for run in runs:
        for (one, one_inside), (other, other_inside) in itertools.pairwise(run):
            if not (one_inside and other.is_next):
                continue
            if other_inside and not by.is_small(one.text.lower()):
                after.add(other.text)
            if not by.is_small(other.text.lower()):
                before.add(one.text)
    return after, before


def _inside_sentences(text: str, words: Iterable[Word]) -> list[tuple[Word, bool]]:
    """Return words with whether their case tells something: those that begin a sentence or are all capitals do not."""
    return [
        (word, not begins_sentence(text, word.start) and (word.text.islower() or word.text[1:].islower()))
        for word in words
    ]


def _is_beside_capital(words: Sequence[tuple[Word, bool]], number: int) -> bool:
    before = number > 0 and words[number][0].is_next and words[number - 1][0].text[0].isupper()
    after = number + 1 < len(words) and words[number + 1][0].is_next and words[number + 1][0].text[0].isupper()
    return before or after


def table(found: UsualCase, words: int) -> str:
    """Return the file that holds what was learned from a number of words."""
    parts = [
        f'{name} = """\n{textwrap.fill(" ".join(sorted(listed)), _WIDTH, break_on_hyphens=False)}\n"""\n'
        for name, listed in msgspec.structs.asdict(found).items()
    ]
    return "\n".join([_HEAD.format(words=f"{words:,}"), *parts])


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.usual_case", description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=TABLE, metavar="FILE", help="the table to write")
    options = parser.parse_args(arguments)
    texts = [report.reading.report.text for report in load_split("train")]
    options.out.write_text(table(learned(texts), sum(len(words_of(text)) for text in texts)), encoding="utf-8")


if __name__ == "__main__":
    main()
