"""What the written pictures say in XMP of how they came about, unless `--no-xmp` keeps them silent."""

import argparse
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from celtint import FrameResult, Result, Staged
from celtint_client.client import Client
from celtint_files.xmp import Account, packet
from celtint_models import registry


@dataclass(frozen=True)
class Maker:
    """Who colours. version: of celtint. model: the network that is asked where one proposes; None for none."""

    version: str
    model: str | None = None

    @classmethod
    def of(cls, options: argparse.Namespace, undecided: str = "auto", client: Client | None = None) -> "Maker | None":
        """From the options of a command; None with `--no-xmp`. client: the server's that does it."""
        if options.no_xmp:
            return None
        made_by = version("celtint") if client is None else client.welcome.version
        if undecided not in ("auto", "network"):
            return cls(made_by)
        named = getattr(options, "model", None)
        return cls(made_by, named or _default(client))


def _default(client: Client | None) -> str | None:
    if client is None:
        return next(iter(registry.names()), None)
    return next((model.name for model in client.models() if model.default), None)


def add_option(add: Callable[..., Any]) -> None:
    """`--no-xmp`."""
    add("--no-xmp", action="store_true", help="say nothing in the pictures of who decided what")


def xmp_of(of: Result | FrameResult, maker: Maker | None, recoloured: Mapping[str, str] | None = None) -> bytes | None:
    """The packet for a result's pictures; None where they are to say nothing."""
    if maker is None:
        return None
    if of.mode == "line":
        regions, pixels = Counter[str](), Counter[str]()
        for region in of.regions:
            regions[region.decided_by] += 1
            pixels[region.decided_by] += region.area
        rows = [(by, regions[by], pixels[by]) for by in sorted(regions)]
        model = maker.model if "network" in regions else None
    else:  # what a network proposes lies all over it
        rows = [] if maker.model is None else [("network", 1, int((of.colour[:, :, 3] > 0).sum()))]
        model = maker.model
    return packet(Account(maker.version, of.mode, rows, model, recoloured or {}))


def xmp_of_stage(made: Staged, maker: Maker | None, engine: str) -> bytes | None:
    """The packet for a picture of boxes: its engine decided all of it."""
    if maker is None:
        return None
    rows = [(engine, len(made.regions), sum(region.area for region in made.regions))]
    return packet(Account(maker.version, "stage", rows, engine if engine == "learned" else None))
