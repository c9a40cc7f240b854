"""What kritarunner calls: one function of this package, its answer written to a file."""

import json
from pathlib import Path

from celtint_tester.driver import run


def main(args: list[str]) -> None:
    """args: the request as JSON, and the file for the answer."""
    request, answer = args
    Path(answer).write_text(json.dumps(run(json.loads(request))), encoding="utf-8")
