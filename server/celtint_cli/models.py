"""`celtint models`: what networks there are, and the glue between the registry and who runs them."""

import argparse
import functools
from pathlib import Path
from typing import cast

from celtint import Network
from celtint.networks.session import Proposing
from celtint.types.choices import Undecided
from celtint_models import registry


def load(name: str | None) -> Network:
    """The network of that name, or the default one. Raises ModelNotFound."""
    return registry.load(registry.DEFAULT if name is None else name)


def installed() -> bool:
    """Whether there is any network."""
    return bool(registry.names())


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("models", help="list, show and verify the networks")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    actions.add_parser("list", help="the names, one a line").set_defaults(run=_list)
    for action, run, summary in (
        ("show", _show, "what is known of a network, and its card"),
        ("verify", _verify, "compare the weights with their hash and open them"),
    ):
        one = actions.add_parser(action, help=summary)
        one.add_argument("name", nargs="?", metavar="NAME", help="all of them if left out")
        one.set_defaults(run=run)
    bring = actions.add_parser(
        "import",
        help="bring in a network of your own",
        description="Bring in a network of your own: an ONNX file, and a TOML file that says what it takes and gives "
        "(docs/own-models.md). It is copied, and from then on is one of the networks that --model takes.",
    )
    bring.add_argument("weights", type=Path, metavar="FILE.onnx")
    bring.add_argument("--descriptor", type=Path, required=True, metavar="FILE.toml")
    bring.add_argument("--replace", action="store_true", help="take the place of one imported earlier")
    bring.set_defaults(run=_import)
    remove = actions.add_parser("remove", help="delete a network that was imported")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(run=_remove)


def _list(_options: argparse.Namespace) -> int:
    for name in registry.names():
        print(name)
    return 0


def _names(options: argparse.Namespace) -> list[str]:
    return list(registry.names()) if options.name is None else [options.name]


def _show(options: argparse.Namespace) -> int:
    for name in _names(options):
        about = registry.describe(name)
        print(f"{name}: {about.title}")
        print(f"licence: {about.licence}")
        print(f"modes: {', '.join(about.modes)}")
        print(f"hints: {'heard' if about.takes_hints else 'not heard, but kept where they are'}")
        print(f"sees: {about.side} pixels a side")
        print(f"parameters: {about.parameters or 'not said'}")
        print(f"sha256: {about.sha256}")
        if registry.is_packaged(name):
            print(f"\n{registry.card(name).strip()}")
        print()
    return 0


def _verify(options: argparse.Namespace) -> int:
    for name in _names(options):
        registry.load(name)
        print(f"{name}: sound")
    return 0


def _import(options: argparse.Namespace) -> int:
    brought = registry.bring_in(options.weights, options.descriptor, options.replace)
    print(f"{brought.name}: colours {' and '.join(brought.modes)}; use it with --model {brought.name}")
    return 0


def _remove(options: argparse.Namespace) -> int:
    registry.take_out(options.name)
    print(f"{options.name}: removed")
    return 0


def undecided(options: argparse.Namespace) -> Undecided:
    """What was chosen with --undecided; who names a network wants to see what it proposes."""
    if options.undecided is not None:
        return cast(Undecided, options.undecided)
    return "auto" if options.model is None else "network"


def proposing(undecided: Undecided, name: str | None) -> Proposing:
    """The network for a colouring. One that was asked for is loaded at once; "auto" loads it where it is needed, and
    does without if there is none. Raises ModelNotFound."""
    if undecided == "network" or name is not None:
        return load(name)
    return functools.cache(_any) if undecided == "auto" else None


def _any() -> Network | None:
    return load(None) if registry.names() else None
