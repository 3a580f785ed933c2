"""Scores of the sectors and countries of actors: the cases of NGEC, and the entities of our own corpus.

    python -m benchmarks.score_actors [--half odd|even] [--wrong]

NGEC's cases are asked one by one, with no text around them; those that need an encyclopedia are scored apart (which
those are is a rule in `sayso.evaluation.ngec`). The rules were set down on the cases of even number, so that `--half
odd` is the score of what they were not made for. In our own corpus, each entity that a person gave sectors or a
country is asked by its name, its descriptions and its type; train is what the rules were made on, dev is scored. F1
is of the first sector, and of the country; what is given none stays in the denominator where the rules give it one.
The trivial baseline is the sector given most often, and for the country none but the name of a country as it is
written in ISO 3166.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from benchmarks.scores_printed import shares_of
from training.corpus_files import CORPUS, find_files, load_split

from sayso.core.errors import SaysoError
from sayso.core.reading import Entity
from sayso.evaluation.ngec import CASES_FILE, ActorCase, Asked, Needs, cases, count
from sayso.evaluation.score import DocumentCounts, Score, f1
from sayso.gazetteer.sources import countries
from sayso.reading.actors.codes import ActorCodes, actor_codes

CORPORA = ("ngec actors", "ngec actors by encyclopedia", "own dev actors")
"""What is scored here, by name."""
HALVES = ("even", "odd")
"""The rules were set down on the cases of even number."""
BASELINE = {"sector": "the most frequent sector", "country": "names of ISO 3166"}
_ASKED: tuple[Asked, ...] = ("sector", "country")
_NEEDS: tuple[tuple[Needs, str], ...] = (("words", CORPORA[0]), ("encyclopedia", CORPORA[1]))


def scores(corpora: Path) -> list[Score]:
    """Return the scores on the cases of odd number in the folder `corpora`, and on the dev part of our own corpus.

    Raises:
        UnreadableError: The cases are not there, or malformed.
    """
    return [*case_scores(half(cases(corpora), "odd")), *corpus_scores()]


def half(given: Sequence[ActorCase], name: str) -> list[ActorCase]:
    """Return the cases of odd or even number."""
    return [case for case in given if case.number % 2 == HALVES.index(name)]


def case_scores(given: Sequence[ActorCase]) -> list[Score]:
    """Return the scores of sector and country, of the cases that words answer and of those that need more."""
    rows = []
    for needs, corpus in _NEEDS:
        own = [case for case in given if case.needs == needs]
        answers = [answer(case) for case in own]
        sectors = Counter(case.sector for case in own if case.sector)
        usual = sectors.most_common(1)[0][0] if sectors else None
        for asked in _ASKED:
            found = [told.sectors[0] if told.sectors else None for told in answers]
            trivial: list[str | None] = [usual] * len(own)
            if asked == "country":
                found = [alpha3(told.country) for told in answers]
                trivial = [named_country(case.words) for case in own]
            counts = _counts(own, asked, found)
            if counts:
                rows.append(
                    Score(
                        corpus=corpus, files=(CASES_FILE,), metric=f"actor {asked} F1",
                        n=sum(each.gold for each in counts), counts=counts,
                        baseline=f1(_counts(own, asked, trivial)), baseline_name=BASELINE[asked],
                    )
                )  # fmt: skip
    return rows


def _counts(given: Sequence[ActorCase], asked: Asked, found: Sequence[str | None]) -> tuple[DocumentCounts, ...]:
    counts = (count(case, asked, each) for case, each in zip(given, found, strict=True))
    return tuple(each for each in counts if each is not None)


def answer(case: ActorCase) -> ActorCodes:
    """Return what the rules say of the words of a case."""
    return actor_codes(case.words, [case.context] if case.context else [])


def corpus_scores() -> list[Score]:
    """Return the scores of sector and country on the dev part of our own corpus, a count for each report."""
    reports = list(load_split("dev"))
    entities = [report.reading.entities for report in reports]
    told = [[actor_codes(each.name, _described(each), each.type) for each in own] for own in entities]
    usual = Counter(each.sectors[0] for own in entities for each in own if each.sectors).most_common(1)[0][0]
    names = tuple(str(path.relative_to(CORPUS)) for path in find_files([CORPUS / "dev"]))
    rows = []
    for asked in _ASKED:
        counts, trivial = [], []
        for report, own, codes in zip(reports, entities, told, strict=True):
            gold = [_first(each.sectors) if asked == "sector" else each.country for each in own]
            found = [_first(each.sectors) if asked == "sector" else each.country for each in codes]
            guess = [usual if asked == "sector" else alpha2(named_country(each.name)) for each in own]
            counts.append(_compared(report.header.id, gold, found))
            trivial.append(_compared(report.header.id, gold, guess))
        rows.append(
            Score(
                corpus=CORPORA[2], files=names, folder=CORPUS, metric=f"actor {asked} F1",
                n=sum(each.gold for each in counts), counts=tuple(counts), baseline=f1(trivial),
                baseline_name=BASELINE[asked],
            )
        )  # fmt: skip
    return rows


def _compared(name: str, gold: Iterable[str | None], found: Iterable[str | None]) -> DocumentCounts:
    pairs = list(zip(gold, found, strict=True))
    return DocumentCounts(
        document=name,
        true_positive=sum(own is not None and own == other for own, other in pairs),
        predicted=sum(other is not None for _, other in pairs),
        gold=sum(own is not None for own, _ in pairs),
    )


def _described(entity: Entity) -> list[str]:
    return [each.text for each in entity.descriptions]


def _first(sectors: Sequence[str]) -> str | None:
    return sectors[0] if sectors else None


@cache
def _by_alpha2() -> dict[str, str]:
    return {country.code: country.alpha3 for country in countries()} | {"XK": "XKX"}


@cache
def _by_name() -> dict[str, str]:
    return {country.name.casefold(): country.alpha3 for country in countries()}


def alpha3(country: str | None) -> str | None:
    """Return ISO 3166-1 alpha-3 of alpha-2."""
    return _by_alpha2()[country] if country else None


def alpha2(country: str | None) -> str | None:
    """Return ISO 3166-1 alpha-2 of alpha-3."""
    return {long: short for short, long in _by_alpha2().items()}[country] if country else None


def named_country(words: str) -> str | None:
    """Return the country whose name the words are; the trivial baseline."""
    return _by_name().get(words.strip().casefold())


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each score and how fast it was, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--half", choices=HALVES, help="only the cases of odd or even number, counted from 0")
    parser.add_argument("--wrong", action="store_true", help="print the cases answered otherwise than expected")
    options = parser.parse_args(arguments)
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        print("error: SAYSO_CORPORA is not set", file=sys.stderr)
        return 2
    try:
        given = cases(Path(folder))
        given = given if options.half is None else tuple(half(given, options.half))
        rows = [*case_scores(given), *corpus_scores()]
    except SaysoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if options.wrong:
        _print_wrong(given)
    _print_rows(rows)
    start = time.process_time()
    for case in given:
        answer(case)
    print(f"{len(given)} cases: {len(given) / (time.process_time() - start):.0f} a second of processor time")
    return 0


def _print_rows(rows: Sequence[Score]) -> None:
    for score in rows:
        print(f"{score.corpus:28} {score.metric:18} n {score.n:5}  P R F1, {score.baseline_name}: {shares_of(score)}")


def _print_wrong(given: Sequence[ActorCase]) -> None:
    for case in given:
        told = answer(case)
        sector, country = _first(told.sectors), alpha3(told.country)
        wrong = [
            f"{asked} {found or '–'} for {gold or '–'}"
            for asked, found, gold in (("sector", sector, case.sector), ("country", country, case.country))
            if asked in case.asks and found != gold
        ]
        if wrong:
            print(f"{case.number:4} {case.needs:12} {case.words[:60]:60} {'; '.join(wrong)}")


if __name__ == "__main__":
    sys.exit(main())
