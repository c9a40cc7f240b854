"""Folders that belong to a server as long as it lives, however it ends; and those of dead servers swept away.

The kernel drops the lock of a process that ends, also of one that was killed, so what isn't locked has no owner.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PREFIX = "celtint-frames-"
_DRAFT = ".celtint-draft-"
_LOCK = "lock"


class HeldFolder:
    """A new folder that only this user can enter, and that no sweep takes before `remove`.

    parent: where it is made (None: the system's place for temporary files).
    """

    def __init__(self, parent: Path | None) -> None:
        if sys.platform == "win32":  # where an open file can't be deleted, which is a lock
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
            self._lock = os.open(self.path / _LOCK, os.O_CREAT | os.O_RDWR)
        else:
            draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=parent))
            self._lock = os.open(draft, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            # Only now may a sweep find it. The random part of the name stays, so nothing else is called that.
            self.path = draft.rename(draft.with_name(PREFIX + draft.name.removeprefix(_DRAFT)))

    def remove(self) -> None:
        """Delete the folder with all that is in it."""
        os.close(self._lock)
        shutil.rmtree(self.path, ignore_errors=True)


def sweep(parent: Path | None) -> list[Path]:
    """Delete this user's folders in `parent` whose servers are dead; gives what was deleted."""
    where = Path(tempfile.gettempdir()) if parent is None else parent
    swept = []
    for folder in sorted(where.glob(PREFIX + "*")):
        if _is_ours(folder) and _has_no_owner(folder):
            shutil.rmtree(folder, ignore_errors=True)
            swept.append(folder)
    return swept


def _is_ours(folder: Path) -> bool:
    try:
        status = folder.lstat()
    except OSError:  # another server was faster
        return False
    real = folder.is_dir() and not folder.is_symlink()
    return real and (sys.platform == "win32" or status.st_uid == os.getuid())


if sys.platform == "win32":

    def _has_no_owner(folder: Path) -> bool:
        try:
            (folder / _LOCK).unlink()
        except OSError:  # open in its server; or not there yet
            return False
        return True

else:

    def _has_no_owner(folder: Path) -> bool:
        try:
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        finally:
            os.close(lock)
        return True
