"""``python -m celtint_train``: the training commands without the rest of the command line."""

import argparse
import sys

from celtint_train.commands import register
from celtint_train.data.cache import DataError


def main() -> int:
    """Parse the arguments and run the command; 2 and one line on standard error for what cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m celtint_train")
    register(parser.add_subparsers(dest="command", required=True))
    arguments = parser.parse_args()
    try:
        return int(arguments.run(arguments))
    except (DataError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
