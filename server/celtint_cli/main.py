"""The command line: one parser, one place where errors become exit codes.

Exit codes: 0 done, 1 a bug or a failed check, 2 bad input (one line on standard error), 130 stopped with
Ctrl-C.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import NoReturn

from celtint import CeltintError
from celtint_client.errors import WireError
from celtint_server.config import ConfigError

BAD_INPUT, STOPPED = 2, 130

_TRAINING = "celtint_cli.training"
_COMMANDS = {
    "colour": ("celtint_cli.colour", "colour drawings"),
    "sequence": ("celtint_cli.sequence", "colour the frames of an animation"),
    "stage": ("celtint_cli.stage", "make a picture of boxes with names"),
    "palette": ("celtint_cli.palette", "give a palette entry of a result another colour"),
    "serve": ("celtint_cli.serve", "run the local server that the plugins talk to"),
    "open": ("celtint_cli.open", "open the canvas in the browser"),
    "keys": ("celtint_cli.keys", "list and revoke the keys of pages"),
    "models": ("celtint_cli.models", "list, show and verify the networks"),
    "doctor": ("celtint_cli.doctor", "say what is installed and whether it works"),
    "bench": ("celtint_cli.bench_wire", "measure celtint beside other tools"),
    "data": (_TRAINING, "build training data"),
    "train": (_TRAINING, "train a network"),
    "export": (_TRAINING, "export a trained network"),
    "evaluate": (_TRAINING, "score a trained network"),
}
"""Each command's module, whose `register(commands)` adds its parser with a `run` that returns the exit code.
"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; argparse would print the usage as well."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = _parser(words).parse_args(words)
        return _run(options)
    except KeyboardInterrupt:
        print("celtint: stopped", file=sys.stderr)
        return STOPPED
    except (CeltintError, WireError, ConfigError) as error:
        print(f"celtint: {' '.join(str(error).split())}", file=sys.stderr)
        return BAD_INPUT
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("celtint"):
            raise
        how = "in celtint's source, pip install '.[train,bench]'"
        print(f"celtint: {words[0]} needs {error.name}: {how}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # The reader of standard output has gone (a pager that was closed): nobody is left to tell.
        sys.stderr.close()
        return 0


def _run(options: argparse.Namespace) -> int:
    """Run the command; `failures`, where its module set them, are errors that already say what to do."""
    try:
        return int(options.run(options))
    except getattr(options, "failures", ()) as error:
        raise CeltintError(str(error)) from error


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for the command in `words`. Only that command's module is imported: the others cost no time,
    and training, which needs torch, may be absent."""
    parser = _Parser(prog="celtint", description="Colouring for people who draw: hints in, clean flats out.")
    parser.add_argument("--version", action="version", version=f"celtint {version('celtint')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    wanted = next((word for word in words if not word.startswith("-")), None)
    module = _COMMANDS[wanted][0] if wanted in _COMMANDS else None
    for name, (place, summary) in _COMMANDS.items():
        if place != module:
            commands.add_parser(name, help=summary)
    if module is not None:
        importlib.import_module(module).register(commands)
    return parser
