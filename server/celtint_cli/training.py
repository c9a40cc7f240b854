"""The training commands, `celtint data`, `train`, `export`, `evaluate`: they live in `celtint_train`."""

import argparse


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add them, with the errors by which they say what cannot be done."""
    from celtint_train.commands import register as register_training
    from celtint_train.data.cache import DataError

    register_training(commands)
    for parser in commands.choices.values():
        parser.set_defaults(failures=(DataError, ValueError))
