"""What training makes small: the loss of every task over a batch."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from sayso.reading.event.labels import AUXILIARIES, KINDS, MODE_NAMES, PARTS, ROLES_OF_ANY_VERB
from training.data.batches import Batch
from training.data.coreference_tensors import WindowMentions
from training.data.happening_tensors import IGNORED, HappeningTensors
from training.data.partial_tensors import INSIDE, PartialTensors
from training.data.predicate_tensors import PredicateTensors
from training.model import ReadingModel

TASKS = (
    "cue", "roles", "layers", "stance", "mentions", "types", "triggers", "parts", "kinds", "modes", "auxiliaries",
    "factuality", "any_roles", "any_triggers", "partial_parts", "partial_kinds", "coreference",
)  # fmt: skip
_ALLOWED = torch.eye(4, 3, dtype=torch.bool)
_ALLOWED[INSIDE, 1:] = True
"""Which tags of a piece each tag of a part that is told in part may mean [tags told, tags]."""


def task_losses(model: ReadingModel, batch: Batch) -> dict[str, Tensor]:
    """Return the loss of every task over `batch`, summed, in nats."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = model.encode(batch.ids, batch.features, batch.mask)
        cue, layers = model.cue(states), model.layers(states)
        mentions = model.mentions(states[batch.mentioned])
        sums = functional.pad(states.float(), (0, 0, 1, 0)).cumsum(1)
        cue_states = _means(sums, batch.cue_rows, *batch.cue_ranges.unbind(1))
        roles = model.roles(states, batch.cue_rows, cue_states, batch.context)
        known = (batch.stances != IGNORED).nonzero()[:, 0]
        stance = model.stance(_pooled(states, batch.cue_rows[known], batch.role_masks[known]))
        types = model.mentions.types(_span_states(states, sums, batch.spans))
        told = _happening_losses(model, states, sums, batch.happenings)
        told |= predicate_losses(model, states, sums, batch.predicates)
        told |= partial_losses(model, states, sums, batch.partial)
        told["coreference"] = coreference_loss(model, states, sums, batch.coreference)
    rows = batch.attributed
    lengths = batch.lengths[batch.cue_rows]
    layer_logits = layers[rows].float().unflatten(-1, (2, -1)).permute(0, 3, 2, 1)
    return {
        "cue": model.cue_chain.loss(cue[rows].float(), batch.cue_tags[rows], batch.lengths[rows]).sum(),
        "layers": functional.cross_entropy(layer_logits, batch.layer_tags[rows], ignore_index=IGNORED, reduction="sum"),
        "roles": model.role_chain.loss(roles.float(), batch.role_tags, lengths).sum() * batch.share_asked,
        "stance": functional.cross_entropy(stance.float(), batch.stances[known], reduction="sum"),
        "mentions": functional.binary_cross_entropy_with_logits(
            mentions.float(), batch.mention_targets, batch.mention_weights.float(), reduction="sum"
        ),
        "types": -types.float().log_softmax(-1).masked_fill(~batch.span_types, -torch.inf).logsumexp(-1).sum(),
        **told,
    }


def _happening_losses(
    model: ReadingModel, states: Tensor, sums: Tensor, happenings: HappeningTensors
) -> dict[str, Tensor]:
    """Return the losses of events and states, given the states of the pieces and their running sums."""
    rows, (first, last) = happenings.rows, happenings.ranges.unbind(1)
    triggers = model.trigger(states[happenings.known])
    parts = model.parts(states, rows, _means(sums, rows, first, last), happenings.context)
    spans = _span_states(states, sums, torch.stack([rows, first, last - 1], 1))
    kinds, modes, auxiliaries = model.happening(spans).float().split([len(KINDS), len(MODE_NAMES), len(AUXILIARIES)], 1)
    binary = functional.binary_cross_entropy_with_logits
    return {
        "triggers": _tag_loss(triggers.float(), happenings.triggers),
        "parts": _tag_loss(parts.float().unflatten(-1, (len(PARTS), -1)).transpose(1, 2), happenings.parts),
        "kinds": functional.cross_entropy(kinds, happenings.kinds, reduction="sum"),
        "modes": binary(modes, happenings.modes, happenings.modes_told, reduction="sum"),
        "auxiliaries": binary(auxiliaries, happenings.auxiliaries, reduction="sum"),
    }


def predicate_losses(
    model: ReadingModel, states: Tensor, sums: Tensor, predicates: PredicateTensors
) -> dict[str, Tensor]:
    """Return the losses of what is told of predicates of any kind; those of factuality (Huber 1964) are no nats."""
    rows, (first, last) = predicates.rows, predicates.ranges.unbind(1)
    values = model.factuality(_span_states(states, sums, predicates.valued))
    roles = model.any_roles(states, rows, _means(sums, rows, first, last), predicates.context)
    triggers = model.any_trigger(states[predicates.marked])
    return {
        "factuality": functional.smooth_l1_loss(values.float(), predicates.values, reduction="sum"),
        "any_roles": _tag_loss(
            roles.float().unflatten(-1, (len(ROLES_OF_ANY_VERB), -1)).transpose(1, 2), predicates.roles
        ),
        "any_triggers": _tag_loss(triggers.float(), predicates.events),
    }


def partial_losses(model: ReadingModel, states: Tensor, sums: Tensor, partial: PartialTensors) -> dict[str, Tensor]:
    """Return the losses of events of which only some things are told: what is not told moves nothing."""
    rows, (first, last) = partial.rows, partial.ranges.unbind(1)
    logits = model.parts(states, rows, _means(sums, rows, first, last), partial.context)
    told = partial.parts != IGNORED
    tags = logits.float().unflatten(-1, (len(PARTS), -1)).transpose(1, 2)[told].log_softmax(-1)
    kinds = model.happening(_span_states(states, sums, partial.typed))[:, : len(KINDS)].float().log_softmax(-1)
    return {
        "partial_parts": -tags.masked_fill(~_ALLOWED[partial.parts[told]], -torch.inf).logsumexp(-1).sum(),
        "partial_kinds": -kinds.masked_fill(~partial.kinds, -torch.inf).logsumexp(-1).sum(),
    }


def coreference_loss(model: ReadingModel, states: Tensor, sums: Tensor, told: Sequence[WindowMentions]) -> Tensor:
    """Return how unlikely each mention's antecedents are among all earlier ones of its window (Lee et al. 2017)."""
    if not told:
        return torch.zeros(())
    spans = torch.cat([torch.cat([torch.full((len(each.spans), 1), each.row), each.spans], 1) for each in told])
    vectors = model.coreference(_span_states(states, sums, spans))
    total = torch.zeros(())
    sizes = [len(each.spans) for each in told]
    for each, later, earlier, first in zip(told, *(part.split(sizes) for part in vectors), strict=True):
        scores = torch.cat([first.float(), model.antecedents(later, earlier, each.classes)], 1)
        before = torch.ones(len(later), len(later), dtype=torch.bool).tril(-1)
        right = (each.groups[:, None] == each.groups[None]) & before
        alone = ~right.any(1, keepdim=True)
        may = torch.cat([torch.ones_like(alone), before], 1)
        chances = scores.masked_fill(~may, -torch.inf).log_softmax(1)
        total = total - chances.masked_fill(~torch.cat([alone, right], 1), -torch.inf).logsumexp(1).sum()
    return total


def _tag_loss(logits: Tensor, tags: Tensor) -> Tensor:
    """Return the summed cross entropy of `logits` [..., pieces, tags] for `tags` [..., pieces]."""
    return functional.cross_entropy(logits.flatten(0, -2), tags.flatten(), ignore_index=IGNORED, reduction="sum")


def _pooled(states: Tensor, rows: Tensor, masks: Tensor) -> Tensor:
    """Return the mean state of the pieces in each of `masks` [n, 3, pieces], [n, 3 * width]; `rows` in order."""
    sums = [
        masks[rows == row].to(states.dtype) @ states[row] for row in torch.unique_consecutive(rows).tolist()
    ]  # fmt: skip
    pooled = torch.cat(sums) if sums else states.new_zeros(0, masks.shape[1], states.shape[2])
    return (pooled / masks.sum(2, keepdim=True).clamp_min(1)).to(states.dtype).flatten(1)


def _span_states(states: Tensor, sums: Tensor, spans: Tensor) -> Tensor:
    """Return first, last and mean state [spans, 3 * width] of `spans` [spans, 3] (row, first, last)."""
    rows, first, last = spans.unbind(1)
    return torch.cat([states[rows, first], states[rows, last], _means(sums, rows, first, last + 1)], 1)


def _means(sums: Tensor, rows: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Return the mean state [n, width] of pieces `first:last` of `rows` from running sums of states."""
    return ((sums[rows, last] - sums[rows, first]) / (last - first)[:, None]).to(torch.bfloat16)
