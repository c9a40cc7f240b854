"""Files are written whole or not at all: the one way of `celtint_models` and `celtint_train`."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one move, so that a stop at any moment leaves the old one or the new one."""
    with written_whole(path) as draft:
        draft.write_bytes(data)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path beside ``path`` for what writes its file itself, a path that is not there yet: what is written to it takes
    the place of ``path`` once the block ends, and is gone if the block raises.

    It is a new file like any other, so that whoever may read the folder's other files may read it too.
    """
    draft = path.with_name(f".{secrets.token_hex(8)}.part")  # not of the name, which may be as long as names get
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
