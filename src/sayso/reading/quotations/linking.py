"""Joins utterances, sources and cues to attributions: split quotations, floating ones, partial ones."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from sayso.core.reading import Manner, Stance
from sayso.reading.quotations.attaching import Attacher
from sayso.reading.quotations.patterns import WITH_LEAD, Pattern
from sayso.reading.quotations.surroundings import Found, last_character
from sayso.reading.quotations.utterances import Utterance

_MAX_COORDINATED_WORDS = 5


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution in offsets, before it becomes spans.

    Attributes:
        content: Pieces of the content, in text order.
        source: Half-open offsets, or None.
        cue: Half-open offsets, or None.
        stance: What the source does.
        manner: `direct` or `mixed`.
        pattern: Name of the rule, a key of the confidence table.
        last_block: Paragraph in which the content ends.
        end: Offset after its last word, the attribution's own included.
        nested: Whether it stands inside the content of another one.
    """

    content: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    stance: Stance
    manner: Manner
    pattern: Pattern
    last_block: int
    end: int
    nested: bool = False


class Linker:
    """Goes through the utterances of one text and decides for each what it is."""

    def __init__(
        self, text: str, found: Sequence[Utterance], attacher: Attacher, *, min_floating_words: int, max_tail_words: int
    ) -> None:
        self.text = text
        self.utterances = found
        self.attacher = attacher
        self.min_floating_words = min_floating_words
        self.max_tail_words = max_tail_words
        self.links: list[Link] = []
        self._starts = [utterance.start for utterance in found]

    def link(self) -> list[Link]:
        """Return the attributions in text order of their first content."""
        after = [self.attacher.after(utterance) for utterance in self.utterances]
        for index, utterance in enumerate(self.utterances):
            self._decide(index, utterance, after)
        return sorted(self.links, key=lambda link: link.content)

    def _decide(self, index: int, utterance: Utterance, after: list[Found | None]) -> None:
        if self.links and utterance.start < self.links[-1].end:
            return
        own = after[index]
        lead = self._lead(utterance)
        is_doubtful = own is not None and own.pattern == "after, new sentence"
        before = self.attacher.before(utterance) if own is None or lead or is_doubtful else None
        if own is not None and lead and self._leads_on(index, own):
            own = after[index] = None
        if own is not None and before is not None and before.pattern in ("before, comma", "before, colon"):
            own = None
        if before is not None and index and self._is_taken(before, after[index - 1]):
            before = None
        if own is not None and (before is None or own.pattern != "after, new sentence"):
            self._add(utterance, self._with_lead(utterance, own))
        elif own is None and before is None and self._continues(index, utterance):
            self._join(utterance)
        elif before is not None:
            self._add(utterance, self._with_speaker(utterance, before))
        elif self._is_coordinated(index, utterance):
            self._extend(utterance)
        elif not lead:
            self._float(utterance)

    def _lead(self, utterance: Utterance) -> str:
        """Return the words of the sentence before `utterance`, empty where it starts a sentence."""
        lead = self.text[utterance.left : utterance.start].strip()
        return "" if not lead or lead[-1] in ".!?" else lead

    def _leads_on(self, index: int, own: Found) -> bool:
        """Whether the cue after a quotation stands right before the next one in its sentence."""
        if index + 1 >= len(self.utterances) or own.cue is None:
            return False
        following = self.utterances[index + 1]
        between = self.text[own.cue[1] : following.start]
        if self.text[following.inner_start].islower():
            return False
        return own.cue[1] <= following.start and between.strip() in ("", ",", ":")

    def _is_coordinated(self, index: int, utterance: Utterance) -> bool:
        """Whether `utterance` is the second of two joined by a conjunction: called it "a" and "b"."""
        if not self.links or index == 0 or self.links[-1].content[-1][1] != self.utterances[index - 1].end:
            return False
        between = self.text[self.links[-1].content[-1][1] : utterance.start]
        joined = between.strip(" ,;").split()
        in_sentence = (
            self.attacher.sentences.next_start(self.links[-1].content[-1][1], utterance.end) >= utterance.start
        )
        return (
            in_sentence
            and 0 < len(joined) <= _MAX_COORDINATED_WORDS
            and joined[0] in ("and", "or", "but", "as", "while")
        )

    def _extend(self, utterance: Utterance) -> None:
        last = self.links.pop()
        start = last.content[-1][0]
        pieces = (*last.content[:-1], (start, utterance.pieces[0][1]), *utterance.pieces[1:])
        self.links.append(
            msgspec.structs.replace(
                last, content=pieces, manner="mixed", last_block=utterance.last_block, end=utterance.end
            )
        )

    def _with_lead(self, utterance: Utterance, own: Found) -> Found:
        """Return `own` with the words before the quotation in its sentence as content: It is "gone," he said."""
        start = max(utterance.left, self.attacher.sentences.start_before(utterance.start))
        while start < utterance.start and not self.text[start].isalnum():
            start += 1
        lead = self.text[start : utterance.start].rstrip()
        if not lead or lead[-1] in ":-–—" or self._overlaps_last(start):
            return own
        return msgspec.structs.replace(own, start=start, pattern=WITH_LEAD[own.pattern])

    def _with_speaker(self, utterance: Utterance, before: Found) -> Found:
        """Return `before` with the source of the attribution before it, if its cue has no subject of its own."""
        if before.source is not None or before.pattern != "before, same speaker":
            return before
        start = self.attacher.sentences.start_before(max(utterance.start - 1, 0))
        if self.links and self.links[-1].end > start:
            return msgspec.structs.replace(before, source=self.links[-1].source)
        return msgspec.structs.replace(before, source=self.attacher.sentence_subject(start, utterance))

    def _overlaps_last(self, start: int) -> bool:
        return bool(self.links) and start < self.links[-1].end

    def _is_taken(self, before: Found, previous: Found | None) -> bool:
        """Whether the cue before a quotation is that of the quotation before it."""
        return previous is not None and previous.cue == before.cue

    def _continues(self, index: int, utterance: Utterance) -> bool:
        """Whether `utterance` goes on right after the attribution of the one before: "...," he said. "..."."""
        if not self.links or index == 0:
            return False
        last = self.links[-1]
        if last.last_block == utterance.first_block:
            between = self.text[last.end : utterance.start].strip().rstrip("\"”’'")
            if last.end > utterance.start or not self._is_whole(utterance):
                return False
            closing = between[-1] if between else self._before(utterance)
            ends = closing in (".", ",", ":", ";", "—", "–", "-", "!", "?")
            boundary = self.attacher.sentences.next_start(last.end, utterance.start)
            return ends and boundary >= utterance.start and len(between.split()) <= self.max_tail_words
        return False

    def _before(self, utterance: Utterance) -> str:
        """Return the last character before `utterance`, white space and quotation marks aside."""
        start = utterance.start
        while start > 0 and (self.text[start - 1].isspace() or self.text[start - 1] in "\"”’'"):
            start -= 1
        return self.text[start - 1 : start]

    def _is_whole(self, utterance: Utterance) -> bool:
        """Whether what is quoted ends as a sentence or clause does."""
        after = self.text[utterance.end : utterance.right].lstrip()
        return last_character(self.text, utterance) in ".,!?…—–-" or after[:1] in ("", ".", ",", "!", "?", "—", "–")

    def _ends_block(self, last: Link, utterance: Utterance) -> bool:
        """Whether only the end of the attribution's own sentence stands between `last` and `utterance`."""
        boundary = self.attacher.sentences.next_start(last.end, utterance.start)
        return boundary >= utterance.start

    def _is_heading(self, last: Link, utterance: Utterance) -> bool:
        """Whether a paragraph in single marks after speech in double ones is a heading rather than more of it."""
        marks = self.text[utterance.start], self.text[last.content[-1][0] : last.content[-1][1]][-1:]
        fills = utterance.end >= self.attacher.block_end(utterance) - 1
        return marks[0] in "'‘" and self.text[utterance.start + 1] != "'" and marks[1] in '"”' and fills

    def _join(self, utterance: Utterance) -> None:
        last = self.links.pop()
        self.links.append(
            msgspec.structs.replace(
                last,
                content=last.content + utterance.pieces,
                last_block=utterance.last_block,
                end=utterance.end,
            )
        )

    def _add(self, utterance: Utterance, found: Found) -> None:
        pieces = utterance.pieces
        manner: Manner = "direct"
        if found.start is not None and found.start < utterance.start:
            pieces = ((found.start, pieces[0][1]), *pieces[1:])
            manner = "mixed"
        if found.indirect is not None and not self._overlaps_last(found.indirect[0]):
            pieces = (found.indirect, *pieces)
            manner = "mixed"
        tail_end = max(found.tail_end, utterance.end)
        is_partial = found.start is not None and found.tail_end <= utterance.end
        if is_partial or found.pattern == "before, bare":
            end = self._clause_end(utterance)
            if end > utterance.end:
                pieces = (*pieces[:-1], (pieces[-1][0], end))
                manner = "mixed"
                tail_end = end
        self.links.append(
            Link(
                content=pieces,
                source=found.source,
                cue=found.cue,
                stance=found.stance,
                manner=manner,
                pattern=found.pattern,
                last_block=utterance.last_block,
                end=tail_end,
            )
        )

    def _clause_end(self, utterance: Utterance) -> int:
        """Return where the clause that holds a partial quotation ends: said the "wind is at our backs" despite it."""
        after = self.text[utterance.end : utterance.end + 2]
        if len(after) < 2 or after[0] != " " or not after[1].isalnum() or self.text[utterance.inner_end - 1] in ".!?,":
            return utterance.end
        block_end = self.attacher.block_end(utterance)
        end = self.attacher.sentences.next_start(utterance.end, block_end)
        for other in self._following(utterance, end):
            if self._before(other) in (",", ":"):
                return utterance.end
        while end > utterance.end and (self.text[end - 1].isspace() or self.text[end - 1] in ".;:"):
            end -= 1
        return end

    def _following(self, utterance: Utterance, end: int) -> Iterator[Utterance]:
        index = bisect_right(self._starts, utterance.start)
        while index < len(self.utterances) and self.utterances[index].start < end:
            yield self.utterances[index]
            index += 1

    def _float(self, utterance: Utterance) -> None:
        if utterance.word_count < self.min_floating_words:
            return
        last = self.links[-1] if self.links else None
        if last is not None and self._is_heading(last, utterance):
            return
        if (
            last is not None
            and utterance.first_block == last.last_block + 1
            and utterance.left == utterance.start
            and self._ends_block(last, utterance)
        ):
            self._join(utterance)
            return
        found = self.attacher.introduced(utterance) or self.attacher.previous(utterance)
        if found is None and last is not None and last.last_block == utterance.first_block:
            self._join(utterance)
            return
        near = last is not None and last.source is not None and utterance.first_block == last.last_block + 1
        if found is None and last is not None and near:
            found = Found(source=last.source, cue=None, stance="assert", pattern="floating", tail_end=utterance.end)
        if found is None or self._overlaps_last(utterance.start):
            return
        self._add(utterance, found)
