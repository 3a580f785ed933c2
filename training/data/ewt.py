"""English Web Treebank: documents with PropBank's predicates and roles, and the factuality of UDS-IH2.

Roles that join a predicate to the words of another (relative pronouns, `R-ARG0`) are left out; continued ones
(`C-ARG1`) are second spans. Predicates with none of ROLES_OF_ANY_VERB, most of them auxiliaries and light verbs, are
left out too.

Source:
    Silveira et al. 2014, A Gold Standard Dependency Corpus for English (UD English-EWT); Pradhan et al. 2022, PropBank
    Comes of Age; Rudinger, White & Van Durme 2018, Neural Models of Factuality (UDS-IH2).
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation.mentions import Interval, Split
from sayso.evaluation.propbank import ReleasedPredicate, released_predicates
from training.data.factuality import sentences as factuality_sentences
from training.data.letters import Letters, letters_of
from training.data.predicates import Frame, PredicateDocument

ROLES = {"ARG0": "arg0", "ARG1": "arg1", "ARG2": "arg2", "ARGM-LOC": "where", "ARGM-TMP": "when"}
"""PropBank's name of each of ROLES_OF_ANY_VERB."""
_MARK = re.compile(r"#\s*(newdoc|newpar|sent_id)(?:\s+id)?(?:\s*=\s*(.*))?\s*\Z")


class _Token(msgspec.Struct):
    """What is written in one, and its words: "don't" has two."""

    form: str
    space_after: bool
    words: list[str]

    def places(self, start: int) -> Iterator[Interval]:
        """Yield the place of each word of the token at `start`: all of it where the words do not spell it."""
        apart = "".join(self.words) == self.form
        for word in self.words:
            end = start + len(word if apart else self.form)
            yield start, end
            start = end if apart else start


class _Tree(msgspec.Struct):
    """A sentence: where it stands in its document's text, and the place of each of its words there."""

    name: str
    start: int
    end: int
    words: list[Interval]


class _Page(msgspec.Struct):
    name: str
    text: str
    trees: list[_Tree]


def documents(corpora: Path, split: Split) -> Iterator[PredicateDocument]:
    """Yield the documents of a part of UD EWT.

    Raises:
        UsageError: A file is not there.
        UnreadableError: One is malformed, or PropBank has a word that its sentence has not.
    """
    pages = _pages(_there(corpora / "ud_ewt" / f"en_ewt-ud-{split}.conllu"))
    frames = released_predicates(_there(corpora / "propbank_ewt" / f"{split}.jsonl"))
    values = _values(corpora, split, pages)
    for page in pages:
        yield PredicateDocument(
            name=page.name,
            corpus="ewt",
            text=page.text,
            factuality=tuple(value for tree in page.trees for value in values.get(tree.name, ())),
            frames=tuple(
                frame for tree in page.trees for each in frames.get(tree.name, ()) if (frame := _frame(each, tree))
            ),
        )


def _frame(predicate: ReleasedPredicate, tree: _Tree) -> Frame | None:
    """Return a predicate with its roles in the text, or None where it has none."""
    roles: dict[str, tuple[Interval, ...]] = {}
    try:
        for name, first, last in predicate.args:
            role = ROLES.get(name.removeprefix("C-"))
            if role is not None:
                span = (tree.words[first - 1][0], tree.words[last - 1][1])
                roles[role] = (*roles.get(role, ()), span)
        return Frame(predicate=tree.words[predicate.i - 1], roles=roles) if roles else None
    except IndexError as error:
        raise UnreadableError(
            f"PropBank has a word of {tree.name} behind its {len(tree.words)}: {predicate}"
        ) from error


def _values(corpora: Path, split: Split, pages: list[_Page]) -> Mapping[str, list[tuple[Interval, float]]]:
    """Return the factuality of predicates by sentence; a sentence that stands in the corpus twice has none."""
    standing: dict[str, list[tuple[_Page, _Tree]]] = {}
    for page in pages:
        for tree in page.trees:
            standing.setdefault(letters_of(page.text[tree.start : tree.end]), []).append((page, tree))
    found: dict[str, list[tuple[Interval, float]]] = {}
    for sentence in factuality_sentences(corpora, "UDS_IH2", split):
        places = standing.get(letters_of(sentence.text), [])
        if len(places) != 1:
            continue
        ((page, tree),) = places
        words = Letters(page.text[tree.start : tree.end]).places(sentence.words) or []
        for (first, last), value in sentence.values():
            edges = [place for place in words[first:last] if place is not None]
            if edges:
                span = (edges[0][0] + tree.start, edges[-1][1] + tree.start)
                found.setdefault(tree.name, []).append((span, value))
    return found


def _pages(path: Path) -> list[_Page]:
    """Return the documents of a CoNLL-U file with the text that `read_conllu` gives, and the places of all words."""
    pages: list[_Page] = []
    gap = ""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        marks = {mark[1]: mark[2] or "" for line in lines if (mark := _MARK.match(line))}
        tokens = _tokens([line.split("\t") for line in lines if line and not line.startswith("#")])
        if not tokens:
            continue
        if "newdoc" in marks or not pages:
            pages.append(_Page(marks.get("newdoc", path.stem), "", []))
        page = pages[-1]
        if page.text:
            page.text += "\n\n" if "newpar" in marks else gap
        tree = _Tree(marks.get("sent_id", ""), len(page.text), 0, [])
        for index, token in enumerate(tokens):
            tree.words += token.places(len(page.text))
            page.text += token.form + " " * (token.space_after and index < len(tokens) - 1)
        tree.end, gap = len(page.text), " " * tokens[-1].space_after
        page.trees.append(tree)
    return pages


def _tokens(rows: list[list[str]]) -> list[_Token]:
    """Return the tokens that the rows of a sentence tell of; a token of several words has a row before theirs."""
    tokens: list[_Token] = []
    covered = 0
    for number, form, *_, misc in rows:
        space_after = "SpaceAfter=No" not in misc.split("|")
        if "-" in number:
            covered = int(number.split("-")[1])
            tokens.append(_Token(form, space_after, []))
        elif number.isdigit() and int(number) <= covered:
            tokens[-1].words.append(form)
        elif number.isdigit():
            tokens.append(_Token(form, space_after, [form]))
    return tokens


def _there(path: Path) -> Path:
    if not path.is_file():
        raise UsageError(f"no corpus file at {path}")
    return path
