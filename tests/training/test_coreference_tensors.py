"""What batches tell of which mentions corefer, and that the loss asks for it."""

import importlib
import math
from pathlib import Path
from typing import Any

import msgspec
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
made = importlib.import_module("training.data.coreference_tensors")
losses = importlib.import_module("training.losses")
models = importlib.import_module("training.model")
texts = importlib.import_module("training.data.texts")
train = importlib.import_module("training.train")
SIZES = importlib.import_module("sayso.reading.entities.pairs").SIZES

TEXT = "Jo Adar led his men . Adar spoke to them ."


def mention(first: int, last: int, group: str | None, form: str = "name") -> Any:
    return texts.PieceMention(first=first, last=last, form=form, types=frozenset(["person"]), group=group)


@pytest.fixture(scope="module")
def text() -> Any:
    with train.tokenizer_file() as tokenizer:
        pieces, sentences = texts.TextReader(Path(tokenizer)).read(TEXT)
    words = [TEXT[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    his, men, spoke, them = (words.index(word) for word in ("his", "men", "spoke", "them"))
    mentions = (
        mention(his, his + 1, "adar", "pronoun"),
        mention(his, men + 1, "men", "nominal"),
        mention(0, words.index("led"), "adar"),
        mention(men + 2, spoke, "adar"),
        mention(them, them + 1, "men", "pronoun"),
        mention(spoke, spoke + 1, None),
    )
    return texts.TrainingText(name="x", corpus="own", text=TEXT, pieces=pieces, sentences=sentences, mentions=mentions)


def states(text: Any) -> tuple[Any, Any]:
    """Return random states of the window that is the whole text, and their running sums."""
    torch.manual_seed(1)
    drawn = torch.randn(1, len(text.pieces) + 2, models.WIDTH)
    return drawn, torch.nn.functional.pad(drawn, (0, 0, 1, 0)).cumsum(1)


def test_mentions_stand_in_text_order_with_the_longer_first(text: Any) -> None:
    size = len(text.pieces)
    none = msgspec.structs.replace(text, mentions=None)
    later = int(text.sentences[1])
    whole, cut = made.coreference_tensors([(0, size, none), (0, size, text), (later, size, text)])
    words = [TEXT[text.pieces.starts[first - 1] : text.pieces.ends[last - 1]] for first, last in whole.spans.tolist()]
    assert words == ["Jo Adar", "his men", "his", "Adar", "them"]
    assert whole.groups.tolist() == [0, 1, 0, 0, 1]
    assert (whole.row, cut.row, len(cut.spans)) == (1, 2, 2)
    assert {name: tuple(values.shape) for name, values in whole.classes.items()} == dict.fromkeys(SIZES, (5, 5))
    assert all(int(values.max()) < SIZES[name] for name, values in whole.classes.items())


def test_no_mention_is_no_loss(text: Any) -> None:
    none = made.coreference_tensors([(0, 9, msgspec.structs.replace(text, mentions=()))])
    assert losses.coreference_loss(models.ReadingModel(0.0), *states(text), none).item() == 0


def test_the_loss_is_that_of_the_antecedents(text: Any) -> None:
    model = models.ReadingModel(0.0)
    for layer in (model.reference_first, model.reference_out):
        torch.nn.init.zeros_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
    told = made.coreference_tensors([(0, len(text.pieces), text)])
    loss = losses.coreference_loss(model, *states(text), told)
    # of all earlier ones and none: men, none of 2; his, Jo Adar of 3; Adar, two of 4; them, men of 5
    assert loss.item() == pytest.approx(math.log(2) + math.log(3) + math.log(4 / 2) + math.log(5), abs=1e-4)


def test_learning_finds_the_antecedents(text: Any) -> None:
    model = models.ReadingModel(0.0)
    told = made.coreference_tensors([(0, len(text.pieces), text)])
    steps = torch.optim.Adam(model.parameters(), lr=1e-3)
    first = losses.coreference_loss(model, *states(text), told).item()
    for _ in range(60):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = losses.coreference_loss(model, *states(text), told)
        steps.zero_grad()
        loss.backward()
        steps.step()
    assert loss.item() < 0.1 < first
    assert any(values.detach().abs().max() > 0 for values in model.pairs.values())
