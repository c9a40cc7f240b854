"""Keys: by what a page that was let in once is known again.

A page trades a one-time code for a key of its own, which it keeps in the browser. Here a key is known by its hash
alone, in a private file that all servers of one user share; it holds for one origin and until it is revoked.
"""

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from celtint_client import locking

from celtint_server import security
from celtint_server.config import ConfigError

MOST = 64
"""Keys that are kept; beyond it the one that wasn't used for longest goes."""
NOTED = timedelta(minutes=1)
"""A use is written down if the one before it is older than this."""
WAIT_S = 5.0
KEY_BYTES = 32


def digest(secret: str) -> str:
    """What is kept of a secret. It is as long as the hash and random, so there is nothing that salt would add to."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two digests are the same, in a time that doesn't say how much of them is."""
    return hmac.compare_digest(one, other)


@dataclass(frozen=True)
class Key:
    """What is known of a key. id: by which people name it. digest: of the key. origin: of the page that has it.
    client: what that called itself. made, used: when, as ISO 8601 in UTC."""

    id: str
    digest: str
    origin: str
    client: str
    made: str
    used: str


class Keys:
    """The keys in a file, or, without one, those of this process. Safe to use from several threads and processes.

    Every method raises ConfigError if the file can't be read or written, or if others can read it.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._memory: tuple[Key, ...] = ()

    def add(self, origin: str, client: str) -> tuple[str, str]:
        """Make a key for a page. Gives its id and the key itself, which nobody can tell again."""
        key, now = secrets.token_urlsafe(KEY_BYTES), _now()
        known = digest(key)
        new = Key(known[:8], known, origin, client[:80], now, now)
        self._change(lambda keys: (*sorted(keys, key=lambda each: each.used)[-(MOST - 1) :], new))
        return new.id, key

    def find(self, key: str, origin: str) -> str | None:
        """The id of a key, and note that it was used; None if there is none, or if it is another origin's."""
        given = digest(key)
        found = [each for each in self.listed() if same(each.digest, given) and each.origin == origin]
        if not found:
            return None
        if datetime.now(UTC) - datetime.fromisoformat(found[0].used) > NOTED:
            with contextlib.suppress(ConfigError):  # whoever has the key is let in all the same
                self._change(lambda keys: [replace(k, used=_now()) if same(k.digest, given) else k for k in keys])
        return found[0].id

    def listed(self) -> tuple[Key, ...]:
        """All keys, in the order in which they were made."""
        return self._memory if self._path is None else _read(self._path)

    def revoke(self, name: str) -> int:
        """Take a key back by its id, or all of them by "all"; gives how many that were."""
        before = len(self.listed())
        left = self._change(lambda keys: [each for each in keys if name not in ("all", each.id)])
        return before - len(left)

    def _change(self, change: "Callable[[tuple[Key, ...]], tuple[Key, ...] | list[Key]]") -> tuple[Key, ...]:
        with self._lock, _alone(self._path):
            keys = tuple(sorted(change(self.listed()), key=lambda each: each.made))
            if self._path is None:
                self._memory = keys
            else:
                said = json.dumps({"keys": [asdict(each) for each in keys]}, indent=1) + "\n"
                security.write_private(self._path, said)
        return keys


@contextlib.contextmanager
def _alone(path: Path | None) -> Iterator[None]:
    """Change a file while no other process does."""
    if path is None:
        yield
        return
    with contextlib.ExitStack() as ending:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            ending.enter_context(locking.held(path.with_suffix(".lock"), WAIT_S))
        except TimeoutError:
            raise ConfigError("The file of keys is held by another process; try again.") from None
        except OSError as error:
            raise ConfigError(f"The file of keys can't be written: {error.strerror}.") from None
        yield


def _read(path: Path) -> tuple[Key, ...]:
    try:
        mode = path.stat().st_mode
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"The file of keys, {path}, can't be read.") from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise ConfigError(f"The file of keys, {path}, can be read by other users; remove it and open the page again.")
    try:
        keys = tuple(Key(**row) for row in json.loads(text)["keys"])
        for key in keys:
            datetime.fromisoformat(key.used)
    except (ValueError, TypeError, KeyError):
        raise ConfigError(f"The file of keys, {path}, is damaged; remove it and open the page again.") from None
    return keys


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
