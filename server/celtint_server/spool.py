"""Frames on disk: a private folder for each sequence, and how many bytes all of them may take."""

import errno
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from celtint_client import framing
from celtint_client.errors import TooLarge

from celtint_server.holding import HeldFolder
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
        self._own: HeldFolder | None = None
        self._opened = 0

    @property
    def held(self) -> int:
        """Bytes that all spools have reserved."""
        return self._held

    def open(self) -> "Spool":
        """A new, empty spool in a folder that only this user can enter."""
        with self._lock:
            if self._own is None:
                self._own = HeldFolder(self._folder)
            folder = Path(tempfile.mkdtemp(dir=self._own.path))
            self._opened += 1
        return Spool(self, folder)

    def closed(self) -> None:
        """A spool is gone; with the last of them goes the folder they were in."""
        with self._lock:
            self._opened -= 1
            if self._opened == 0 and self._own is not None:
                self._own.remove()
                self._own = None

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

    def write(self, messages: "Mapping[str, Message]") -> None:
        """Write messages by their names, in place of those of these names: all of them or, if one can't be, none.

        Raises TooLarge if the quota or the disk is full.
        """
        drafts: dict[str, tuple[Path, int]] = {}
        try:
            for name, message in messages.items():
                data = packed(framing.joined(framing.encode(message)))  # type: ignore[arg-type]
                self._shared.reserve(len(data))
                drafts[name] = self._folder / f"{name}.{threading.get_ident()}.draft", len(data)
                drafts[name][0].write_bytes(data)
            for name, (draft, _) in drafts.items():
                draft.replace(self._folder / name)
        except BaseException as error:
            for draft, size in drafts.values():
                self._shared.release(size)
                draft.unlink(missing_ok=True)
            if isinstance(error, OSError) and error.errno in _FULL:
                raise TooLarge("The disk the server keeps frames on is full; free some space and try again.") from None
            raise
        for name, (_, size) in drafts.items():
            self._count(name, size)

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
            if self._removed:
                return
            self._removed = True
            size = sum(self._sizes.values())
            self._sizes.clear()
            shutil.rmtree(self._folder, ignore_errors=True)
        self._shared.release(size)
        self._shared.closed()

    def _count(self, name: str, size: int) -> None:
        with self._lock:
            before = self._sizes.pop(name, 0)
            if not self._removed:
                self._sizes[name] = size
                size = 0
        self._shared.release(before + size)
