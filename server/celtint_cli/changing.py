"""Changing many files of a folder as one: all of them or none, whatever ends the process in between.

New contents are written beside the old ones, in a hidden folder. A log that names them is the change itself: until it
is there nothing has happened, and once it is there `settle` carries out what a killed process had left to do. So a
change may be larger than memory, and takes no more disk than what it replaces.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from celtint import BadRequest

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_HIDDEN, _LOG = ".celtint-change", "log.json"


class Change:
    """Files that take the place of others together, once `changing` ends well."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._drafts: dict[str, str] = {}

    def put(self, contents: Mapping[str, bytes]) -> None:
        """Give files, by their names in the folder, new contents. Raises BadRequest where they cannot be written."""
        for name, data in contents.items():
            draft = f"{secrets.token_hex(8)}.part"
            _durable(self.folder / _HIDDEN / draft, data)
            self._drafts[name] = draft

    def remove(self, name: str) -> None:
        """Have no file of that name."""
        self._drafts[name] = ""

    def _commit(self) -> None:
        hidden = self.folder / _HIDDEN
        if not all((hidden / draft).is_file() for draft in self._drafts.values() if draft):
            raise BadRequest(f"{self.folder} was changed by another command meanwhile; try again.")
        log = hidden / f"{secrets.token_hex(8)}.part"
        _durable(log, json.dumps(self._drafts).encode())
        try:
            log.replace(hidden / _LOG)
        except OSError as error:
            raise BadRequest(f"{self.folder} cannot be changed: {error.strerror or error}.") from None
        _settle(self.folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time change a folder. Raises BadRequest while another does.

    Where the system has no such locks a change that lost its drafts to another is refused when it ends.
    """
    if fcntl is None:
        yield
        return
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise BadRequest(f"{folder} cannot be changed: {error.strerror or error}.") from None
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BadRequest(f"Another command is changing {folder}; try again when it is done.") from None
        yield
    finally:
        os.close(lock)


@contextmanager
def changing(folder: Path) -> Iterator[Change]:
    """A change of a folder, which is there: it happens where the block ends, and not at all if the block raises.

    Raises BadRequest where the folder cannot be written, or another change of it is under way.
    """
    with _alone(folder):
        _settle(folder)
        hidden = folder / _HIDDEN
        try:
            hidden.mkdir()
        except OSError as error:
            raise BadRequest(f"{folder} cannot be changed: {error.strerror or error}.") from None
        try:
            change = Change(folder)
            yield change
            change._commit()
        except BaseException:
            if not (hidden / _LOG).exists():
                shutil.rmtree(hidden, ignore_errors=True)
            raise


def settle(folder: Path) -> None:
    """Carry out a change that was decided and not finished, and forget one that was not decided.

    Raises BadRequest where that cannot be done; the folder is then between the two, and the next call goes on. Also
    while another command is changing the folder.
    """
    if (folder / _HIDDEN).is_dir():
        with _alone(folder):
            _settle(folder)


def _settle(folder: Path) -> None:
    hidden = folder / _HIDDEN
    if not hidden.is_dir():
        return
    try:
        if (hidden / _LOG).is_file():
            drafts = json.loads((hidden / _LOG).read_text(encoding="utf-8"))
            for name, draft in drafts.items():
                place = folder / name
                if not place.resolve().is_relative_to(folder.resolve()):
                    raise BadRequest(f"{hidden} names files elsewhere; it is not celtint's. Remove it.")
                if not draft:
                    place.unlink(missing_ok=True)
                elif (hidden / draft).exists():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    (hidden / draft).replace(place)
        shutil.rmtree(hidden)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise BadRequest(f"A change of {folder} is half done and cannot go on: {reason}. Try again.") from None


def _durable(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise BadRequest(f"{path.parent.parent} cannot be written: {error.strerror or error}.") from None
