"""What batches tell of predicates, the losses of it, and that what is exported gives it."""

import importlib
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sayso.core.errors import ReadingError
from sayso.reading.attribution.context import cue_context
from sayso.reading.event.labels import AUXILIARIES, KINDS, MODE_NAMES, PARTS, ROLES_OF_ANY_VERB
from sayso.reading.model_files import Model

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
made = importlib.import_module("training.data.predicate_tensors")
IGNORED = importlib.import_module("training.data.happening_tensors").IGNORED
predicates = importlib.import_module("training.data.predicates")
models = importlib.import_module("training.model")

Predicates, Frame = predicates.PiecePredicates, predicates.PieceFrame
FEATURES = np.ones((2, 11, 3), np.int64)
"""Of nine pieces and two markers."""
TOLD = Predicates(
    factuality=(((0, 1), -3.0), ((3, 5), 2.5), ((6, 8), 1.0)),
    frames=(
        Frame(predicate=(3, 4), roles={"arg0": ((0, 2),), "when": ((4, 5), (6, 9))}),
        Frame(predicate=(8, 9), roles={"arg1": ((3, 4),)}),
    ),
    events=((0, 1), (4, 6), (8, 9)),
)


def tensors(*windows: Any, most: int = 9, seed: int = 0) -> Any:
    return made.predicate_tensors(list(windows), FEATURES, random.Random(seed), most)


def test_what_lies_in_a_window_is_asked_for() -> None:
    found = tensors((0, 0, Predicates()), (1, 8, TOLD))
    assert found.valued.tolist() == [[1, 3, 4], [1, 6, 7]]  # first and last piece
    assert found.values.tolist() == [2.5, 1.0]
    assert (found.rows.tolist(), found.ranges.tolist()) == ([1], [[3, 4]])
    roles = dict(zip(ROLES_OF_ANY_VERB, found.roles[0].tolist(), strict=True))
    nothing = [0] * 9 + [IGNORED] * 2
    assert (
        roles
        == {
            "arg0": [0, 2, *nothing[2:]],  # it begins before the window
            "arg1": nothing,
            "arg2": nothing,
            "where": nothing,
            "when": [0, 0, 0, 0, 1, 0, 1, 2, *nothing[8:]],
        }
    )
    assert (found.marked.tolist(), found.events.tolist()) == ([1], [[0, 0, 0, 0, 1, 2, 0, 0, *nothing[8:]]])
    assert (found.context.numpy() == cue_context(FEATURES[1].astype(np.uint8), np.array([[3, 4]]))).all()


def test_what_lies_behind_the_end_is_ignored() -> None:
    found = tensors((0, 5, TOLD), (0, 7, Predicates()))
    assert (found.roles[:, :, 7:] == IGNORED).all()
    assert (found.roles[:, :, :7] != IGNORED).all()
    assert found.events[0].tolist() == [0, 1, 0, 0, 0, 1, 0, *[IGNORED] * 4]
    assert found.marked.tolist() == [0]


def test_of_many_predicates_some_are_drawn() -> None:
    drawn = {tuple(tensors((0, 9, TOLD), most=1, seed=seed).ranges[0].tolist()) for seed in range(20)}
    assert drawn == {(4, 5), (9, 10)}
    assert len(tensors((0, 9, TOLD), (0, 9, TOLD), most=1).rows) == 2
    assert len(tensors((0, 9, TOLD), most=0).rows) == 0


def test_no_predicates_give_empty_tensors() -> None:
    found = tensors((0, 5, Predicates()), (0, 7, Predicates()))
    shapes = {name: tuple(getattr(found, name).shape) for name in found.__struct_fields__}
    assert shapes == {
        "valued": (0, 3), "values": (0,), "rows": (0,), "ranges": (0, 2), "context": (0, 11, 4),
        "roles": (0, len(ROLES_OF_ANY_VERB), 11), "marked": (0,), "events": (0, 11),
    }  # fmt: skip


def test_losses_are_of_what_is_told_alone() -> None:
    losses = importlib.import_module("training.losses")
    torch.manual_seed(1)
    model = models.ReadingModel(0.0)
    states = torch.randn(2, 11, models.WIDTH)
    sums = torch.nn.functional.pad(states, (0, 0, 1, 0)).cumsum(1)

    def of(*windows: Any) -> dict[str, Any]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found: dict[str, Any] = losses.predicate_losses(model, states.bfloat16(), sums, tensors(*windows))
        return found

    nothing, one, both = of((0, 5, Predicates())), of((0, 7, TOLD)), of((0, 7, TOLD), (0, 7, TOLD))
    assert {value.item() for value in nothing.values()} == {0.0}
    assert all(0 < one[task].item() < both[task].item() for task in one)
    torch.stack(list(one.values())).sum().backward()
    heads = ("factuality_out", "any_roles_out", "any_trigger", "parts.piece", "happening_first")
    assert all(model.get_submodule(head).weight.grad.abs().sum() > 0 for head in heads)
    assert model.get_submodule("parts.out").weight.grad is None  # our own parts stay what the guideline says


def test_the_export_gives_them_and_a_model_without_says_so(tmp_path: Path) -> None:
    from training.export.__main__ import export
    from training.export.heads import role_head, span_head

    torch.manual_seed(2)
    model = models.ReadingModel(0.0).eval()
    export(model, tmp_path, run={"config": {"name": "trial", "window": 64}}, precision="float")
    loaded = Model(tmp_path)
    states, spans = torch.randn(11, models.WIDTH), torch.randn(4, 3 * models.WIDTH)
    triggers = torch.stack([states[2], states[5]])
    near = cue_context(FEATURES[0].astype(np.uint8), np.array([[2, 3], [5, 6]]))
    given = (states[None], torch.zeros(2, dtype=torch.int64), triggers, torch.from_numpy(near))
    with torch.no_grad():
        parts, roles = model.parts(*given).numpy(), model.any_roles(*given).numpy()
        told, factuality = model.happening(spans).numpy(), model.factuality(spans).numpy()
    arrays = (states.numpy(), triggers.numpy(), near)
    assert parts.shape[-1] == 3 * len(PARTS)
    assert roles.shape[-1] == 3 * len(ROLES_OF_ANY_VERB)
    assert told.shape[-1] == len(KINDS) + len(MODE_NAMES) + len(AUXILIARIES)
    np.testing.assert_allclose(loaded.parts(*arrays), parts, atol=1e-2)
    np.testing.assert_allclose(loaded.roles_of_any_verb(*arrays), roles, atol=1e-2)
    np.testing.assert_allclose(loaded.happenings(spans.numpy()), told, atol=1e-2)
    np.testing.assert_allclose(loaded.factuality(spans.numpy()), factuality, atol=1e-2)
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    own = {name.removeprefix("parts."): value for name, value in weights.items() if name.startswith("parts.")}
    (tmp_path / "parts.onnx").write_bytes(role_head(own, "float").SerializeToString())
    earlier = span_head(weights, "happening_first", "happening_out", name="happenings")
    (tmp_path / "happenings.onnx").write_bytes(earlier.SerializeToString())
    without = Model(tmp_path)
    np.testing.assert_allclose(without.parts(*arrays), parts, atol=1e-2)
    np.testing.assert_allclose(without.happenings(spans.numpy()), told, atol=1e-2)
    with pytest.raises(ReadingError, match="'trial' was not trained"):
        without.roles_of_any_verb(*arrays)
    with pytest.raises(ReadingError, match="'trial' was not trained"):
        without.factuality(spans.numpy())


def test_a_run_begins_with_the_weights_of_one_that_had_fewer_heads() -> None:
    given = models.ReadingModel(0.0).state_dict()
    earlier = {name: value for name, value in given.items() if name.split(".")[0] not in models.LATER_HEADS}
    model = models.ReadingModel(0.0)
    models.begin_with(model, earlier)
    assert all(torch.equal(value, given[name]) for name, value in model.state_dict().items() if name in earlier)
    with pytest.raises(ValueError, match=r"cue\.weight"):
        models.begin_with(model, {name: value for name, value in earlier.items() if name != "cue.weight"})
    with pytest.raises(ValueError, match="strange"):
        models.begin_with(model, earlier | {"strange": torch.zeros(1)})
