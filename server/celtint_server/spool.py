"""Frames on disk: a private folder for each sequence, and how many bytes all of them may take."""

import errno
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from celtint_client import framing
from celtint_client.errors import TooLarge

from celtint_server.packing import packed, unpacked

if TYPE_CHECKING:
    from celtint_client.framing import Message

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Spooling:
    """What the spools of a server share.

    folder: where they are (None: the system's place for temporary files). limit: bytes of all of them. make_room:
    called without a lock held when there are too many; drops spools nobody needs, True if it dropped one.
    """

    def __init__(self, folder: Path | None, limit: int, make_room: Callable[[], bool]) -> None:
        self._folder = folder
        self._limit = limit
        self._make_room = make_room
        self._lock = threading.Lock()
        self._held = 0

    @property
    def held(self) -> int:
        """Bytes that all spools have reserved."""
        return self._held

    def open(self) -> "Spool":
        """A new, empty spool in a folder that only this user can enter."""
        return Spool(self, Path(tempfile.mkdtemp(prefix="celtint-frames-", dir=self._folder)))

    def reserve(self, size: int) -> None:
        """Count bytes that are going to be written. Raises TooLarge."""
        while True:
            with self._lock:
                if self._held + size <= self._limit:
                    self._held += size
                    return
            if not self._make_room():
                room = max(1, self._limit >> 20)
                raise TooLarge(f"The frames take more than the {room} MiB the server keeps; colour fewer at a time.")

    def release(self, size: int) -> None:
        """Count bytes that are gone."""
        with self._lock:
            self._held -= size


class Spool:
    """The files of one sequence, each a message, written whole or not at all. Safe to use from several threads."""

    def __init__(self, shared: Spooling, folder: Path) -> None:
        self._shared = shared
        self._folder = folder
        self._lock = threading.Lock()
        self._sizes: dict[str, int] = {}
        self._removed = False

    def write(self, name: str, message: "Message") -> None:
        """Write a message, in place of one of that name. Raises TooLarge if the quota or the disk is full."""
        data = packed(framing.joined(framing.encode(message)))  # type: ignore[arg-type]
        self._shared.reserve(len(data))
        draft = self._folder / f"{name}.{threading.get_ident()}.draft"
        try:
            draft.write_bytes(data)
            draft.replace(self._folder / name)
        except OSError as error:
            self._shared.release(len(data))
            draft.unlink(missing_ok=True)
            if error.errno in _FULL:
                raise TooLarge("The disk the server keeps frames on is full; free some space and try again.") from None
            raise
        self._count(name, len(data))

    def read(self, name: str) -> "Message":
        """The message of that name; its parts are views of it."""
        return framing.decode(unpacked((self._folder / name).read_bytes()), framing.LONG_HEADER)

    def same(self, name: str, other: "Spool") -> bool:
        """Whether both spools have the same bytes of that name."""
        if name not in self._sizes or name not in other._sizes or self._sizes[name] != other._sizes[name]:
            return False
        return (self._folder / name).read_bytes() == (other._folder / name).read_bytes()

    def adopt(self, name: str, other: "Spool") -> None:
        """Have another spool's file too, without a copy where the disk can do that. Raises TooLarge."""
        size = other._sizes[name]
        self._shared.reserve(size)
        try:
            os.link(other._folder / name, self._folder / name)
        except OSError:  # a file system without hard links
            shutil.copyfile(other._folder / name, self._folder / name)
        self._count(name, size)

    def drop(self, name: str) -> None:
        """Delete one file, if there is one of that name."""
        with self._lock:
            size = self._sizes.pop(name, 0)
            (self._folder / name).unlink(missing_ok=True)
        self._shared.release(size)

    def remove(self) -> None:
        """Delete all files and the folder."""
        with self._lock:
            self._removed = True
            size = sum(self._sizes.values())
            self._sizes.clear()
            shutil.rmtree(self._folder, ignore_errors=True)
        self._shared.release(size)

    def _count(self, name: str, size: int) -> None:
        with self._lock:
            before = self._sizes.pop(name, 0)
            if not self._removed:
                self._sizes[name] = size
                size = 0
        self._shared.release(before + size)
