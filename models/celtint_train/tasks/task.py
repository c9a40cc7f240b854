"""What the trainer asks of a task, and tasks looked up by the name a recipe gives."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from celtint_models.writing import write_whole
from torch import Tensor, nn

from celtint_train.data.loader import Batch, Batches, Maker
from celtint_train.discovery import discover
from celtint_train.networks.registry import make_network
from celtint_train.recipe import Recipe
from celtint_train.training.starting import start_from

TASKS: dict[str, type["Task"]] = {}


def task(name: str) -> Callable[[type["Task"]], type["Task"]]:
    """Decorator that enters a task into TASKS."""

    def enter(cls: type["Task"]) -> type["Task"]:
        TASKS[name] = cls
        return cls

    return enter


def make_task(recipe: Recipe, folder: Path) -> "Task":
    """The task of a recipe; ``folder`` is its run's."""
    discover("celtint_train.tasks")
    if recipe.task not in TASKS:
        raise ValueError(f"There is no task {recipe.task!r}; there are {', '.join(sorted(TASKS))}.")
    return TASKS[recipe.task](recipe, folder)


@dataclass(frozen=True)
class Graph:
    """How a network is stored as ONNX, and what its stored and its own answers are compared on.

    inputs, outputs: names, in the order of its ``forward``. free: for each of them the axes that may have any length,
    with a name. example: arguments of ``forward`` for a picture of any height and width. units: what a difference of 1
    is in each output.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    free: Mapping[str, Mapping[int, str]]
    example: Callable[[int, int, np.random.Generator], tuple[Tensor, ...]]
    units: tuple[float, ...]


class Task(ABC):
    """One recipe's task. ``known`` is what was counted in its pictures before (bins, words …): it is kept with
    the run, because the weights mean nothing without it. ``last_is_best``: losses of different moments cannot be
    compared, so the latest weights are kept, not those of the lowest loss."""

    last_is_best = False

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        self.recipe, self.folder = recipe, folder
        path = folder / "statistics.json"
        if not path.exists():
            write_whole(path, json.dumps(self.count()).encode())
        self.known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))

    @abstractmethod
    def count(self) -> dict[str, Any]:
        """What has to be known of the pictures before training; JSON values."""

    @abstractmethod
    def batches(self, split: str, batch: int, sizes: Sequence[int], seed: int) -> Batches:
        """An endless stream of batches of a split."""

    @abstractmethod
    def losses(self, network: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        """What the network's optimiser lowers, and its parts."""

    @abstractmethod
    def write_sheet(self, path: Path, network: nn.Module, batch: Batch) -> None:
        """Draw what the network makes of a batch."""

    def network(self) -> nn.Module:
        """The recipe's network, untrained."""
        return make_network(self.recipe.network, self.known, **self.recipe.options)

    def begin_with(self, network: nn.Module, weights: bytes, checks: Sequence[Batch]) -> None:
        """Give ``network`` the weights of an exported one. Raises ValueError when that is of another architecture."""
        start_from(network, weights, checks)

    def after_step(self, network: nn.Module, batch: Batch) -> dict[str, float]:
        """Whatever else learns from a batch; what to log of it."""
        del network, batch
        return {}

    def to(self, device: torch.device) -> None:
        """Move whatever else learns, or teaches, to where batches will be."""
        del device

    def kept(self) -> dict[str, Any]:
        """What a checkpoint keeps besides the network and its optimiser."""
        return {}

    def restore(self, kept: dict[str, Any]) -> None:
        """Take back what `kept` gave."""
        del kept

    def checks(self) -> list[Batch]:
        """The same validation samples every time: 8 batches of 12."""
        stream: Iterator[Batch] = iter(self.batches("validation", 12, self.recipe.sizes[:1], 12345))
        return [next(stream) for _ in range(8)]


class PictureTask(Task):
    """A task whose samples are made of stored pictures, one of each, and whose networks colour pictures."""

    @abstractmethod
    def maker(self) -> Maker:
        """A function that can be sent to another process: (stored picture, side, generator) to a sample."""

    @abstractmethod
    def graph(self) -> Graph:
        """How the network is stored."""

    @abstractmethod
    def described(self) -> dict[str, Any]:
        """What the descriptor says of this task's networks: kind, modes, what goes in and what comes out."""

    def batches(self, split: str, batch: int, sizes: Sequence[int], seed: int) -> Batches:
        return Batches(split, self.recipe.sources, self.maker(), batch=batch, sizes=sizes, seed=seed)
