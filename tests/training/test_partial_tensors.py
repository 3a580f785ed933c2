"""What batches tell of events of which only some things are told, and that the losses move nothing else."""

import importlib
from typing import Any

import numpy as np
import pytest

from sayso.reading.attribution.context import cue_context
from sayso.reading.event.labels import KINDS, PARTS

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
made = importlib.import_module("training.data.partial_tensors")
losses = importlib.import_module("training.losses")
models = importlib.import_module("training.model")
Event = importlib.import_module("training.data.partial").PiecePartialEvent
IGNORED, INSIDE = importlib.import_module("training.data.happening_tensors").IGNORED, made.INSIDE

FEATURES = np.ones((2, 11, 3), np.int64)
"""Of nine pieces and two markers."""
TOLD = Event(
    trigger=(3, 4),
    kinds=frozenset({"RETREAT", "SANCTION"}),
    inside={"actor": ((0, 2),), "location": ((5, 7),)},
    outside={"location": ((3, 4), (8, 9)), "recipient": ((0, 2),)},
)
PLACE = Event(trigger=(7, 8), inside={"location": ((4, 6),)})
KIND = Event(trigger=(2, 3), kinds=frozenset({"AID"}))


def tensors(*windows: Any) -> Any:
    return made.partial_tensors(list(windows), FEATURES)


def test_what_is_told_has_tags_and_all_else_none() -> None:
    found = tensors((0, 0, ()), (0, 9, (TOLD, KIND)))
    assert (found.rows.tolist(), found.ranges.tolist()) == ([1], [[4, 5]])
    tags = dict(zip(PARTS, found.parts[0].tolist(), strict=True))
    no = IGNORED
    assert tags.pop("actor") == [no, INSIDE, 2, *[no] * 8]
    assert tags.pop("location") == [no, no, no, no, 0, no, INSIDE, 2, no, 0, no]
    assert tags.pop("recipient") == [no, 0, 0, *[no] * 8]
    assert all(set(each) == {no} for each in tags.values())
    assert found.typed.tolist() == [[1, 4, 4], [1, 3, 3]]
    assert [{KINDS[index] for index in row.nonzero()[:, 0].tolist()} for row in found.kinds] == [TOLD.kinds, KIND.kinds]
    assert (found.context.numpy() == cue_context(FEATURES[1].astype(np.uint8), np.array([[4, 5]]))).all()


def test_what_lies_over_the_edge_of_a_window() -> None:
    assert len(tensors((4, 9, (TOLD,))).rows) == 0  # its trigger is before
    found = tensors((1, 6, (TOLD,)))
    tags = dict(zip(PARTS, found.parts[0].tolist(), strict=True))
    no = IGNORED
    assert tags["actor"] == [no, 2, *[no] * 9]  # it begins before
    assert tags["location"] == [no, no, no, 0, no, INSIDE, *[no] * 5]
    nothing = tensors((0, 5, ()))
    assert {name: tuple(getattr(nothing, name).shape) for name in nothing.__struct_fields__} == {
        "rows": (0,), "ranges": (0, 2), "context": (0, 11, 4), "parts": (0, len(PARTS), 11), "typed": (0, 3),
        "kinds": (0, len(KINDS)),
    }  # fmt: skip


def losses_of(model: Any, *windows: Any) -> dict[str, Any]:
    torch.manual_seed(2)
    states = torch.randn(2, 11, models.WIDTH)
    sums = torch.nn.functional.pad(states, (0, 0, 1, 0)).cumsum(1)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found: dict[str, Any] = losses.partial_losses(model, states.bfloat16(), sums, tensors(*windows))
    return found


@pytest.fixture
def model() -> Any:
    torch.manual_seed(1)
    return models.ReadingModel(0.0)


def test_losses_are_summed_over_what_is_told(model: Any) -> None:
    nothing, one, both = (
        {task: value.item() for task, value in losses_of(model, *windows).items()}
        for windows in (((0, 9, ()),), ((0, 9, (TOLD,)),), ((0, 9, (TOLD, PLACE, KIND)),))
    )
    assert set(nothing.values()) == {0.0}
    assert all(0 < one[task] < both[task] for task in one)


def test_a_piece_inside_may_begin_the_part_or_go_on_in_it(model: Any) -> None:
    bias = model.parts.out.bias.data.view(len(PARTS), 3)
    place = PARTS.index("location")
    model.parts.out.weight.data.zero_()
    single = Event(trigger=(7, 8), inside={"location": ((4, 5),)})
    for tag in (1, 2):
        bias[place] = torch.tensor([0.0, 0.0, 0.0])
        bias[place, tag] = 20.0
        assert losses_of(model, (0, 9, (single,)))["partial_parts"].item() == pytest.approx(0, abs=1e-4)
    bias[place] = torch.tensor([20.0, 0.0, 0.0])
    assert losses_of(model, (0, 9, (single,)))["partial_parts"].item() == pytest.approx(20 - np.log(2), abs=1e-2)


def test_what_is_not_told_moves_nothing(model: Any) -> None:
    found = losses_of(model, (0, 9, (PLACE, KIND)))
    torch.stack(list(found.values())).sum().backward()
    moved = model.parts.out.weight.grad.view(len(PARTS), 3, -1).abs().sum((1, 2))
    assert [PARTS[index] for index in moved.nonzero()[:, 0].tolist()] == ["location"]
    moved = model.happening_out.weight.grad.abs().sum(1).nonzero()[:, 0].tolist()
    assert moved == list(range(len(KINDS)))  # no modes, no auxiliaries
    assert model.trigger.weight.grad is None
    assert model.any_roles_out.weight.grad is None
    model.zero_grad()
    losses_of(model, (0, 9, (PLACE,)))["partial_kinds"].backward()
    assert not model.happening_out.weight.grad.any()
