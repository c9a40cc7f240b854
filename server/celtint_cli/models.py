"""`celtint models`: what networks there are, and the glue between the registry and who runs them."""

import argparse

from celtint.network import Network
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
        print(f"parameters: {about.parameters}")
        print(f"sha256: {about.sha256}")
        print(f"\n{registry.card(name).strip()}\n")
    return 0


def _verify(options: argparse.Namespace) -> int:
    for name in _names(options):
        registry.load(name)
        print(f"{name}: sound")
    return 0
