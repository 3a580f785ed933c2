"""What every stage of training shares: the optimizer, its rates, checkpoints and the log."""

import sys
from pathlib import Path

import torch
from torch import Tensor, nn


def optimizer(model: nn.Module, encoder_rate: float, head_rate: float, weight_decay: float) -> torch.optim.Optimizer:
    """Return AdamW (Loshchilov & Hutter 2019) over `model`; what was not pretrained learns at `head_rate`."""
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, parameter in model.named_parameters():
        in_encoder = name.startswith("encoder.") and ".features." not in name
        groups.setdefault((in_encoder, parameter.ndim > 1 and "chain" not in name), []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "highest": encoder_rate if in_encoder else head_rate,
                "weight_decay": weight_decay if decayed else 0.0,
            }
            for (in_encoder, decayed), parameters in groups.items()
        ],
        lr=0.0,
        fused=True,
    )


def set_rates(optimizer: torch.optim.Optimizer, step: int, total: int, warmup_steps: int) -> None:
    """Set the learning rates of `step` (from 1) of `total`: up to the highest in the warm-up, then down to 0."""
    share = min(step / warmup_steps, (total - step + 1) / max(total - warmup_steps, 1))
    for group in optimizer.param_groups:
        group["lr"] = group["highest"] * share


def descend(optimizer: torch.optim.Optimizer, model: nn.Module, loss: Tensor, longest: float) -> None:
    """Take one step down `loss`, with gradients cut to the length `longest` over all parameters."""
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), longest)
    optimizer.step()


def resume(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, out: Path) -> int:
    """Load the checkpoint at `path` if there is one, and return its step, or 0."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    log(out, f"going on after step {state['step']} of {path.stem}")
    return int(state["step"])


def checkpoint(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, step: int) -> None:
    """Write a checkpoint to `path`, whole or not at all."""
    unfinished = path.with_suffix(".tmp")
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, unfinished)
    unfinished.replace(path)


def log(out: Path, line: str) -> None:
    """Write `line` to standard output and to the log in `out`."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    with (out / "train.log").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
