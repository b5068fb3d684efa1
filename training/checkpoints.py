"""Where a training run stands: kept in one file, so that it goes on after a stop at any moment."""

from pathlib import Path

import torch
from torch import Tensor, nn


def save_checkpoint(
    path: Path,
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    scale: torch.optim.lr_scheduler.LRScheduler,
    *,
    done: int,
) -> None:
    """Writes the run after `done` steps; a stop while writing leaves the last one whole."""
    part = path.with_suffix(".part")
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "scale": scale.state_dict()}
    torch.save(state | {"done": done}, part)
    part.replace(path)


def resume(
    path: Path,
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    scale: torch.optim.lr_scheduler.LRScheduler,
) -> int:
    """Puts a run back to where its checkpoint stands; how many steps are done, 0 where there is no checkpoint."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    scale.load_state_dict(state["scale"])
    return int(state["done"])


def load_state(folder: Path) -> dict[str, Tensor]:
    """The parameters of the model whose checkpoint is in the folder."""
    state: dict[str, Tensor] = torch.load(folder / "checkpoint.pt", weights_only=True)["model"]
    return state


def part_of(state: dict[str, Tensor], name: str) -> dict[str, Tensor]:
    """The parameters of one part of a model, by their names in it; all of them where the model has no such part."""
    return {k.removeprefix(name + "."): v for k, v in state.items() if k.startswith(name + ".")} or state
