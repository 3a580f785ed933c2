"""Scores of roles on PropBank's annotation of UD English-EWT dev: who does what to whom, of given predicates.

    python -m benchmarks.score_propbank [--reader FILE]

The head for the parts of events is asked about every gold predicate, though it learned of conflict and politics alone,
and its actor, recipient, location and date are held against ARG0, ARG1, ARGM-LOC and ARGM-TMP. Where the model has
learned the roles of any verb, these are scored as well, in rows of their own. *Of words for events* are the rows of
predicates whose word or lemma is a trigger in our own corpus more often than not. What is counted is in
`sayso.evaluation.role_scores`.

The trivial baseline takes the noun phrase before the verb for ARG0 and the one after it for ARG1 (the longest run of
determiners, adjectives, numbers, nouns and pronouns by their gold parts of speech, in the same sentence), and for time
and place the one after the nearest *in*, *on* or *at* behind the verb.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from benchmarks.asked_parts import Parts, asked_parts
from benchmarks.event_baselines import trigger_words
from benchmarks.scores_printed import print_scores
from training.corpus_files import load_split

from sayso.core.errors import ReadingError
from sayso.core.report import Report
from sayso.evaluation.overlaps import Interval
from sayso.evaluation.propbank import FILES, Predicate, RoleDocument, WordRange, documents
from sayso.evaluation.role_scores import Told, count_roles, predicates_among
from sayso.evaluation.score import Score, f1
from sayso.reading.encoder.component import encoded_report
from sayso.reading.event.labels import PARTS, ROLES_OF_ANY_VERB
from sayso.reading.reader import Reader, load_config

CORPORA = ("propbank ewt dev",)
"""What is scored here, by name."""
BASELINE = "noun phrase before and after the verb"
PARTS_AS = {"actor": "ARG0", "recipient": "ARG1", "location": "ARGM-LOC", "date": "ARGM-TMP"}
ROLES_AS = {"arg0": "ARG0", "arg1": "ARG1", "arg2": "ARG2", "where": "ARGM-LOC", "when": "ARGM-TMP"}
"""PropBank's name of what either part of the model tells."""
_PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"})
_PREPOSITIONS = frozenset({"in", "on", "at"})


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the model tells of all predicates of the documents, by PropBank's names.

    Attributes:
        parts: By the parts of events.
        roles: By the roles of any verb; null from a model that has not learned them.
    """

    parts: list[list[Told]]
    roles: list[list[Told]] | None


def scores(corpora: Path, read: Reader | None = None) -> list[Score]:
    """Return the scores of roles on EWT dev; the bundled reader is asked where none is given.

    Raises:
        UnreadableError: The corpus is not there, or malformed.
    """
    own = documents(corpora)
    return scores_of(own, asked_of(read or Reader(load_config()), own))


def asked_of(reader: Reader, own: Sequence[RoleDocument]) -> Asked:
    """Return what the model of a reader tells of all predicates."""
    parts: list[list[Told]] = []
    roles: list[list[Told]] = []
    for document in own:
        report = encoded_report(reader.find(Report.of_text(document.text)), "roles of predicates")
        spans = [document.span((each.word, each.word + 1)) for each in document.predicates]
        parts.append(_named(asked_parts(report, spans, PARTS, report.model.parts), PARTS_AS))
        try:
            told = asked_parts(report, spans, ROLES_OF_ANY_VERB, report.model.roles_of_any_verb)
            roles.append(_named(told, ROLES_AS))
        except ReadingError:  # not trained for them: where the head itself fails, it has failed above
            continue
    return Asked(parts=parts, roles=roles if len(roles) == len(own) else None)


def _named(parts: Sequence[Parts], names: Mapping[str, str]) -> list[Told]:
    """Return what is told by PropBank's names; what it has no name for is left out."""
    return [{names[name]: spans for name, spans in each.items() if name in names} for each in parts]


def baseline(document: RoleDocument) -> list[Told]:
    """Return the noun phrases around each predicate."""
    return [dict(_around(document, predicate)) for predicate in document.predicates]


def _around(document: RoleDocument, predicate: Predicate) -> Iterator[tuple[str, list[Interval]]]:
    phrases = _phrases(document, predicate)
    yield "ARG0", [document.span(each) for each in phrases if each[1] <= predicate.word][-1:]
    yield "ARG1", [document.span(each) for each in phrases if each[0] > predicate.word][:1]
    behind = {
        index + 1
        for index in range(predicate.word, predicate.sentence[1])
        if document.words[index].lemma in _PREPOSITIONS
    }
    placed = [document.span(each) for each in phrases if each[0] in behind][:1]
    yield "ARGM-LOC", placed
    yield "ARGM-TMP", placed


def _phrases(document: RoleDocument, predicate: Predicate) -> list[WordRange]:
    """Return the runs of words of noun phrases in the sentence of a predicate, itself left out."""
    found: list[WordRange] = []
    for index in range(*predicate.sentence):
        if document.words[index].tag in _PHRASE and index != predicate.word:
            if found and found[-1][1] == index:
                found[-1] = (found[-1][0], index + 1)
            else:
                found.append((index, index + 1))
    return found


def scores_of(own: Sequence[RoleDocument], asked: Asked) -> list[Score]:
    """Return the scores of what was told of each predicate."""
    words = trigger_words(load_split("train"))
    among = [predicates_among(document, words) for document in own]
    trivial = [baseline(document) for document in own]
    rows: list[Score] = []
    for source, told, roles in (("", asked.parts, PARTS_AS), (", any verb", asked.roles, ROLES_AS)):
        for name, role in roles.items() if told is not None else ():
            label = f"{name} as {role}" if not source else role
            for is_exact in (True, False):
                for scope, chosen in (("", [None] * len(own)), (", of words for events", among)):
                    counted = [
                        tuple(
                            count_roles(document, each, role, is_exact=is_exact, predicates=some)
                            for document, each, some in zip(own, answers, chosen, strict=True)
                        )
                        for answers in (told or (), trivial)
                    ]
                    rows.append(
                        Score(
                            corpus=CORPORA[0], files=FILES, n=sum(each.gold for each in counted[0]), counts=counted[0],
                            metric=f"{label} F1, {'exact' if is_exact else 'head'}{source}{scope}",
                            baseline=f1(counted[1]), baseline_name=BASELINE,
                        )
                    )  # fmt: skip
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each score and return the exit code."""
    return print_scores(
        arguments,
        __doc__,
        lambda corpora, config: scores(corpora, Reader(config.only("sentences", "encoder"))),
    )


if __name__ == "__main__":
    sys.exit(main())
