"""Full-text search: the words a person types, as a query of either database, and snippets with the hits marked.

Words are joined by AND; `"exact phrase"`, `-exclude` and `prefix*` do what they say. Any input is a valid search: what
is no word is passed over. Letter case and diacritics do not count. Both databases index the same words: SQLite by
FTS5's `unicode61`, PostgreSQL by a tsvector made of the words that `tokens` finds.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from sayso.record.columns import Words
from sayso.record.rows import Rows, SearchHit
from sayso.record.schema import reports

_TOKEN = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_TERM = re.compile(r'(-*)(?:"([^"]*)"?|([^\s"]+))')
_SPACE = re.compile(r"\s+")
_MOST_TERMS = 64
_MOST_WORDS = 64
SNIPPET_CHARACTERS = 240
_LEAD = 60

# Limits of PostgreSQL: bytes of a tsvector, its greatest position, positions per word.
_VECTOR_BYTES = 900_000
_LAST_POSITION = 16_383
_POSITIONS_PER_WORD = 250
_WORD_CHARACTERS = 200

_sqlite_index = sa.table("report_search", sa.column("rowid", sa.Integer), sa.column("report_search", sa.Text))
postgresql_index = sa.table("report_search", sa.column("report_id", Words), sa.column("words", TSVECTOR))


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One condition of a search: words that stand next to each other.

    Attributes:
        words: Folded words, at least one.
        prefix: Whether the last word may go on.
        excluded: Whether reports that have it are left out.
    """

    words: tuple[str, ...]
    prefix: bool = False
    excluded: bool = False


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word of `text`, folded, with its offsets `[start, end)` in code points."""
    for match in _TOKEN.finditer(text):
        yield fold_word(match.group()), match.start(), match.end()


def fold_word(word: str) -> str:
    """Return `word` without letter case and diacritics."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def parse(words: str) -> tuple[Term, ...]:
    """Return the conditions in what a person typed.

    >>> parse('north* "river bridge" -talks')[1].words
    ('river', 'bridge')
    """
    terms = []
    for minus, phrase, bare in _TERM.findall(words):
        found = tuple(word for word, _, _ in tokens(phrase or bare) if word)[:_MOST_WORDS]
        if found:
            terms.append(Term(words=found, prefix=bare.endswith("*"), excluded=bool(minus)))
    return tuple(terms[:_MOST_TERMS])


def search(connection: sa.Connection, words: str, limit: int, offset: int) -> Rows[SearchHit]:
    """Return the reports that meet every condition in `words`, best first."""
    terms = parse(words)
    if not terms or limit <= 0:
        return Rows(SearchHit, ())
    build = _postgresql_query if connection.dialect.name == "postgresql" else _sqlite_query
    names = ("id", "external_id", "title", "outlet", "published_value", "language", "text")
    query, score = build(terms)
    statement = query.with_only_columns(*(reports.c[name] for name in names), score.label("score"))
    ordered = statement.order_by(sa.desc("score"), reports.c.id).limit(limit).offset(max(offset, 0))
    wanted = [term for term in terms if not term.excluded]
    return Rows(SearchHit, [_hit(row, wanted) for row in connection.execute(ordered).mappings()])


def count_hits(connection: sa.Connection, words: str) -> int:
    """Return how many reports `search` finds in all."""
    terms = parse(words)
    if not terms:
        return 0
    if connection.dialect.name == "postgresql":
        query, _ = _postgresql_query(terms)
    elif any(term.excluded for term in terms):
        query, _ = _sqlite_query(terms)
    else:
        # The index alone: its rows are those of the reports.
        query = sa.select().select_from(_sqlite_index).where(_sqlite_match(" AND ".join(map(_fts5, terms))))
    return connection.execute(query.with_only_columns(sa.func.count(), maintain_column_froms=True)).scalar_one()


def _sqlite_match(expression: str) -> sa.ColumnElement[bool]:
    return _sqlite_index.c.report_search.op("MATCH", is_comparison=True)(expression)


def _sqlite_query(terms: Sequence[Term]) -> tuple[sa.Select[tuple[()]], sa.ColumnElement[float]]:
    wanted = " AND ".join(_fts5(term) for term in terms if not term.excluded)
    excluded = " OR ".join(_fts5(term) for term in terms if term.excluded)
    query: sa.Select[tuple[()]] = sa.select()
    score: sa.ColumnElement[float] = sa.literal(0.0)
    if wanted:
        # A hit in the headline weighs four times one in the text.
        score = -sa.func.bm25(sa.literal_column("report_search"), 4.0, 1.0)
        query = query.select_from(reports.join(_sqlite_index, reports.c.key == _sqlite_index.c.rowid))
        query = query.where(_sqlite_match(wanted))
    if excluded:
        query = query.where(
            reports.c.key.not_in(sa.select(_sqlite_index.c.rowid).where(_sqlite_match(excluded)).correlate())
        )
    return query, score


def _fts5(term: Term) -> str:
    # Folded words hold letters and digits only, so nothing in the quotes can be an operator.
    return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")


def _postgresql_query(terms: Sequence[Term]) -> tuple[sa.Select[tuple[()]], sa.ColumnElement[float]]:
    text = " & ".join(("!" if term.excluded else "") + _tsquery(term) for term in terms)
    query = sa.cast(sa.literal(text), sa.dialects.postgresql.TSQUERY)
    index = postgresql_index
    score = sa.func.ts_rank(index.c.words, query)
    matching = index.c.words.op("@@", is_comparison=True)(query)
    found: sa.Select[tuple[()]] = sa.select()
    return found.select_from(reports.join(index, reports.c.id == index.c.report_id)).where(matching), score


def _tsquery(term: Term) -> str:
    quoted = [f"'{word[:_WORD_CHARACTERS]}'" for word in term.words]
    if term.prefix:
        quoted[-1] += ":*"
    return "(" + " <-> ".join(quoted) + ")"


def tsvector(title: str, text: str) -> str:
    """Return the words of a report as a PostgreSQL tsvector literal; the headline has weight A.

    A tsvector holds under 1 MiB and tells positions up to 16,383 apart: words of very long reports beyond the first
    are left out, and phrases far down in them may be missed or found where they are not.
    """
    positions: dict[str, list[str]] = {}
    size = 0
    place = 0
    for weight, part in (("A", title), ("", text)):
        for word, _, _ in tokens(part):
            place += 1
            held = positions.get(word[:_WORD_CHARACTERS])
            if held is None:
                size += len(word[:_WORD_CHARACTERS].encode()) + 8
                if size > _VECTOR_BYTES:
                    break
                held = positions[word[:_WORD_CHARACTERS]] = []
            if len(held) < _POSITIONS_PER_WORD:
                size += 2
                held.append(f"{min(place, _LAST_POSITION)}{weight}")
        place += 1  # no phrase goes from the headline on into the text
    return " ".join(f"'{word}':{','.join(held)}" for word, held in positions.items() if word)


def _hit(row: sa.RowMapping, wanted: Sequence[Term]) -> SearchHit:
    start, snippet, marks = excerpt(row["text"], find_marks(row["text"], wanted))
    return SearchHit(
        report=row["id"],
        external_id=row["external_id"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published_value"],
        language=row["language"],
        score=float(row["score"]),
        snippet=snippet,
        snippet_start=start,
        marks=marks,
        title_marks=tuple(find_marks(row["title"] or "", wanted)),
    )


def find_marks(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return where `terms` stand in `text`, `[start, end)` in code points, in order and without overlap."""
    if not terms:
        return []
    words = list(tokens(text))
    marks: list[tuple[int, int]] = []
    for place in range(len(words)):
        lengths = [len(term.words) for term in terms if _stands_at(words, place, term)]
        if lengths and (not marks or words[place][1] >= marks[-1][1]):
            marks.append((words[place][1], words[place + max(lengths) - 1][2]))
    return marks


def _stands_at(words: list[tuple[str, int, int]], place: int, term: Term) -> bool:
    if place + len(term.words) > len(words):
        return False
    last = len(term.words) - 1
    for step, wanted in enumerate(term.words):
        word = words[place + step][0]
        if word != wanted and not (term.prefix and step == last and word.startswith(wanted)):
            return False
    return True


def excerpt(text: str, marks: Sequence[tuple[int, int]]) -> tuple[int, str, tuple[tuple[int, int], ...]]:
    """Return the piece of `text` that holds most marks: its offset, its words, and the marks in it."""
    start = 0
    if marks:
        ends = [end for _, end in marks]
        reach = SNIPPET_CHARACTERS - _LEAD
        held = [bisect_right(ends, begin + reach) - place for place, (begin, _) in enumerate(marks)]
        first = marks[held.index(max(held))][0]
        start = max(0, first - _LEAD)
        gap = _SPACE.search(text, start, first) if start else None
        start = gap.end() if gap else start
    end = min(len(text), start + SNIPPET_CHARACTERS)
    while end < len(text) and not text[end].isspace() and end - start < SNIPPET_CHARACTERS + 40:
        end += 1
    inside = tuple((one - start, other - start) for one, other in marks if start <= one and other <= end)
    return start, text[start:end], inside
