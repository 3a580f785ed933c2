"""Windows of annotated texts, and the batches that training takes."""

import random
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sayso.reading.attribution.context import cue_context
from sayso.reading.attribution.labels import CUE_LABELS, role_tags
from sayso.reading.encoder.features import FIRST_CAPITAL
from training.data.coreference_tensors import WindowMentions, coreference_tensors
from training.data.happening_tensors import IGNORED, HappeningTensors, happening_tensors
from training.data.partial_tensors import PartialTensors, partial_tensors
from training.data.predicate_tensors import PredicateTensors, predicate_tensors
from training.data.texts import PieceAttribution, TrainingText
from training.model import FORMS, STANCES, TYPES

CLS, SEP, MASK = 101, 102, 103
"""Ids of the markers before and after a window, and of a word piece that is hidden."""
LONGEST_MENTION = 64
"""Pieces of the longest span that is scored as a mention."""


class Window(msgspec.Struct, frozen=True):
    """Pieces `first:last` of a text, by version `version` of its annotators."""

    text: TrainingText
    first: int
    last: int
    version: int


class Batch(msgspec.Struct, kw_only=True):
    """Windows as tensors; rows are windows, pieces include the two markers, cues are numbered over all rows.

    Attributes:
        ids, features, mask: What the encoder takes.
        attributed: Rows whose attributions are annotated, int64.
        cue_tags: Tags of the first head [rows, pieces], IGNORED where not known.
        layer_tags: Of all sources and contents [rows, 2, pieces].
        cue_rows, cue_ranges, context, role_tags: One line for every cue asked about.
        stances: Index of the stance of every cue, or IGNORED; role_masks [cues, 3, pieces] are its three roles.
        share_asked: How many cues there are for each that is asked about.
        mentioned: Rows whose mentions are annotated; mention_targets and mention_weights [mentioned, forms, pieces,
            pieces]; spans [mentions, 3] (row, first, last) with the types each may have, bool
            [mentions, types].
        coreference: What the head for coreference takes.
        happenings: What the heads for events and states take.
        predicates: What those take that are told of predicates of any kind.
        partial: What is learned of events of which only some things are told.
    """

    ids: Tensor
    features: Tensor
    mask: Tensor
    lengths: Tensor
    attributed: Tensor
    cue_tags: Tensor
    layer_tags: Tensor
    cue_rows: Tensor
    cue_ranges: Tensor
    context: Tensor
    role_tags: Tensor
    role_masks: Tensor
    stances: Tensor
    share_asked: float
    mentioned: Tensor
    mention_targets: Tensor
    mention_weights: Tensor
    spans: Tensor
    span_types: Tensor
    coreference: list[WindowMentions]
    happenings: HappeningTensors
    predicates: PredicateTensors
    partial: PartialTensors
    windows: list[Window]


def windows(texts: Sequence[TrainingText], longest: int, rng: random.Random) -> Iterator[Window]:
    """Yield windows that cover every text once, from sentence starts, cut at other places each time."""
    for text in texts:
        size, begin = len(text.pieces), 0
        version = rng.randrange(max(len(text.attributions), 1))
        room = longest if size <= longest else rng.randint(longest // 2, longest)
        while begin < size:
            end = min(begin + room, size)
            if end < size:
                ends = text.sentences[(text.sentences > begin + room // 2) & (text.sentences <= end)]
                end = int(ends[-1]) if len(ends) else end
            yield Window(text, begin, end, version)
            begin, room = end, longest


def batches(all_windows: Sequence[Window], pieces_per_batch: int, rng: random.Random) -> Iterator[list[Window]]:
    """Yield the windows in batches of at most `pieces_per_batch` pieces with padding, like lengths together."""
    shuffled = list(all_windows)
    rng.shuffle(shuffled)
    made: list[list[Window]] = []
    for begin in range(0, len(shuffled), 400):
        pool = sorted(shuffled[begin : begin + 400], key=lambda window: window.last - window.first)
        batch: list[Window] = []
        for window in pool:
            if batch and (len(batch) + 1) * (window.last - window.first + 2) > pieces_per_batch:
                made.append(batch)
                batch = []
            batch.append(window)
        made.append(batch)
    rng.shuffle(made)
    yield from made


def encoder_input(batch: list[Window]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return ids [rows, pieces], features [rows, pieces, 3] and mask [rows, pieces] of `batch`, with the markers."""
    shape = (len(batch), max(window.last - window.first for window in batch) + 2)
    ids, mask = np.zeros(shape, np.int64), np.zeros(shape, bool)
    features = np.zeros((*shape, 3), np.int64)
    for row, window in enumerate(batch):
        size, pieces = window.last - window.first, window.text.pieces
        ids[row, 0], ids[row, 1 : size + 1], ids[row, size + 1] = CLS, pieces.ids[window.first : window.last], SEP
        features[row, 1 : size + 1] = pieces.features[window.first : window.last]
        mask[row, : size + 2] = True
    return ids, features, mask


def collate(batch: list[Window], rng: random.Random, negatives: int, most_cues: int, most_predicates: int) -> Batch:
    """Return `batch` as tensors.

    `negatives` random pieces of each window are asked about as cues of nothing. Of all cues at most `most_cues`, drawn
    at random, are asked about; their loss counts for the others. Of the predicates of any kind whose roles are
    annotated at most `most_predicates` of each window are asked about; their loss counts for themselves alone.
    """
    ids, features, mask = encoder_input(batch)
    longest = ids.shape[1]
    cue_tags = np.full(ids.shape, IGNORED)
    layer_tags = np.full((len(batch), 2, longest), IGNORED)
    asked = _Asked(longest)
    for row, window in enumerate(batch):
        size = window.last - window.first
        if window.text.attributions:
            cue_tags[row, : size + 2], layer_tags[row, :, : size + 2] = 0, 0
            _attributions(window, row, size, cue_tags[row], layer_tags[row], asked)
            if not window.text.nests:
                _unknown_cues(window, size, cue_tags[row])
            _negatives(row, size, cue_tags[row], asked, rng, negatives)
    mentioned = [row for row, window in enumerate(batch) if window.text.mentions is not None]
    targets, weights, spans, span_types = _mentions(batch, mentioned, longest)
    share_asked = asked.thin(most_cues, rng)
    context = [
        cue_context(features[row].astype(np.uint8), np.array([cue]))
        for row, cue in zip(asked.rows, asked.cues, strict=True)
    ]
    return Batch(
        ids=torch.from_numpy(ids), features=torch.from_numpy(features), mask=torch.from_numpy(mask),
        lengths=torch.from_numpy(mask.sum(1)),
        attributed=torch.tensor([row for row, each in enumerate(batch) if each.text.attributions], dtype=torch.int64),
        cue_tags=torch.from_numpy(cue_tags), layer_tags=torch.from_numpy(layer_tags),
        cue_rows=torch.tensor(asked.rows, dtype=torch.int64),
        cue_ranges=torch.tensor(asked.cues, dtype=torch.int64).reshape(-1, 2),
        context=torch.from_numpy(np.concatenate(context)) if context else torch.zeros(0, longest, 4, dtype=torch.int64),
        role_tags=torch.from_numpy(np.stack(asked.tags)) if asked.tags else torch.zeros(0, longest, dtype=torch.int64),
        role_masks=torch.from_numpy(np.stack(asked.masks)) if asked.masks else torch.zeros(0, 3, longest),
        stances=torch.tensor(asked.stances, dtype=torch.int64),
        share_asked=share_asked, mentioned=torch.tensor(mentioned, dtype=torch.int64),
        mention_targets=targets, mention_weights=weights, spans=spans, span_types=span_types,
        coreference=coreference_tensors([(each.first, each.last, each.text) for each in batch]),
        happenings=happening_tensors([(each.first, each.last, each.text.happenings) for each in batch], features),
        predicates=predicate_tensors(
            [(each.first, each.last, each.text.predicates) for each in batch], features, rng, most_predicates
        ),
        partial=partial_tensors([(each.first, each.last, each.text.predicates.partial) for each in batch], features),
        windows=batch,
    )  # fmt: skip


class _Asked:
    """The cues of a batch that the second head is asked about."""

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self.rows: list[int] = []
        self.cues: list[tuple[int, int]] = []
        self.tags: list[NDArray[np.int64]] = []
        self.masks: list[NDArray[np.float32]] = []
        self.stances: list[int] = []

    def add(self, row: int, cue: tuple[int, int], attribution: PieceAttribution | None, shift: int, size: int) -> None:
        tags = np.zeros(self.longest, np.int64)
        masks = np.zeros((3, self.longest), np.float32)
        stance = IGNORED
        if attribution is not None:
            parts = (attribution.source, attribution.cue, attribution.content)
            moved = [[(first - shift, last - shift) for first, last in part] for part in parts]
            tags[1 : size + 1] = role_tags(size, *moved)
            for mask, part in zip(masks, moved, strict=True):
                for first, last in part:
                    mask[max(first, 0) + 1 : max(min(last, size), 0) + 1] = 1
            if attribution.stance is not None:
                stance = STANCES.index(attribution.stance)
        self.rows.append(row)
        self.cues.append((cue[0] + 1, cue[1] + 1))
        self.tags.append(tags)
        self.masks.append(masks)
        self.stances.append(stance)

    def thin(self, most: int, rng: random.Random) -> float:
        """Keep at most `most` cues, and return how many there were for each that is kept."""
        count = len(self.rows)
        if count <= most:
            return 1.0
        kept = sorted(rng.sample(range(count), most))
        for name in ("rows", "cues", "tags", "masks", "stances"):
            values = getattr(self, name)
            setattr(self, name, [values[index] for index in kept])
        return count / most


def _attributions(
    window: Window, row: int, size: int, cue_tags: NDArray[np.int64], layer_tags: NDArray[np.int64], asked: _Asked
) -> None:
    shift = window.first
    for attribution in window.text.attributions[window.version]:
        for layer, part in enumerate((attribution.source, attribution.content)):
            for start, end in part:
                tagged = layer_tags[layer, max(start - shift, 0) + 1 : max(min(end - shift, size), 0) + 1]
                if len(tagged) and not tagged.any():
                    tagged[:] = 2
                    tagged[0] = 1
        first, last = attribution.anchor[0] - shift, attribution.anchor[1] - shift
        if first < 0 or last > size:
            continue
        if attribution.cue:
            cue_tags[first + 1 : last + 1] = CUE_LABELS.index("I-cue")
            cue_tags[first + 1] = CUE_LABELS.index("B-cue")
        elif cue_tags[first + 1] == 0:
            cue_tags[first + 1] = CUE_LABELS.index("B-bare")
        asked.add(row, (first, last), attribution, shift, size)


def _unknown_cues(window: Window, size: int, cue_tags: NDArray[np.int64]) -> None:
    """Mark as not known what stands inside contents, where a corpus does not annotate the attributions in them.

    The piece right after a cue is known to be none, or the cue would be free to go on into its content.
    """
    ends = np.flatnonzero((cue_tags[:-1] > 0) & (cue_tags[1:] == 0)) + 1
    for attribution in window.text.attributions[window.version]:
        for start, end in attribution.content:
            said = cue_tags[max(start - window.first, 0) + 1 : max(min(end - window.first, size), 0) + 1]
            said[said == 0] = IGNORED
    cue_tags[ends] = 0


def _negatives(row: int, size: int, cue_tags: NDArray[np.int64], asked: _Asked, rng: random.Random, count: int) -> None:
    for _ in range(count):
        position = rng.randrange(size)
        if cue_tags[position + 1] == 0:
            asked.add(row, (position, position + 1), None, 0, size)


def _mentions(batch: list[Window], mentioned: list[int], longest: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    shape = (len(mentioned), len(FORMS), longest, longest)
    targets, weights = np.zeros(shape, np.float32), np.zeros(shape, bool)
    spans: list[tuple[int, int, int]] = []
    allowed: list[NDArray[np.bool_]] = []
    for index, row in enumerate(mentioned):
        window = batch[row]
        size = window.last - window.first
        inner = (slice(1, size + 1), slice(1, size + 1))
        scored = _scored_spans(window)
        for form, name in enumerate(FORMS):
            weights[index, form][inner] = scored if name in window.text.forms else False
        for first, last in window.text.unsettled:
            if first >= window.first and last <= window.last:
                weights[index, :, first - window.first + 1, last - window.first] = False
                if not window.text.names_nest:
                    inside = slice(first - window.first + 1, last - window.first + 1)
                    weights[index, :, inside, inside] = False
        for mention in window.text.mentions or ():
            first, last = mention.first - window.first + 1, mention.last - window.first
            if first < 1 or last > size:
                continue
            if mention.form is None:
                weights[index, :, first, last] = False
            else:
                targets[index, FORMS.index(mention.form), first, last] = 1
                weights[index, FORMS.index(mention.form), first, last] = True
            spans.append((row, first, last))
            allowed.append(np.array([name in mention.types for name in TYPES]))
    return (
        torch.from_numpy(targets), torch.from_numpy(weights),
        torch.tensor(spans, dtype=torch.int64).reshape(-1, 3),
        torch.from_numpy(np.stack(allowed)) if allowed else torch.zeros(0, len(TYPES), dtype=torch.bool),
    )  # fmt: skip


def _scored_spans(window: Window) -> NDArray[np.bool_]:
    """Return which spans (first piece, last piece) [n, n] the annotation tells about, whether mentions or none.

    They lie in one sentence and are not overlong. Where only mentions of some types are annotated, a capitalised span
    that touches none of them could be a name of another type.
    """
    size = window.last - window.first
    position = np.arange(size)
    sentence = np.searchsorted(window.text.sentences, position + window.first, side="right")
    length = position[None] - position[:, None]
    scored = (sentence[:, None] == sentence[None]) & (length >= 0) & (length < LONGEST_MENTION)
    if not window.text.all_types:
        capital = window.text.pieces.features[window.first : window.last, 0] >= FIRST_CAPITAL
        annotated = np.zeros(size, bool)
        for mention in window.text.mentions or ():
            annotated[max(mention.first - window.first, 0) : max(mention.last - window.first, 0)] = True
        has_capital, touches = (
            np.subtract.outer(count[:-1], count[1:]) != 0
            for count in (np.append(0, np.cumsum(mask)) for mask in (capital, annotated))
        )
        scored &= ~has_capital | touches
    return np.asarray(scored, np.bool_)
