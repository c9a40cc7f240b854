"""One-time codes: what lets a page in that has no key yet.

One is spent by whoever says it first, within ten minutes, from an origin that it was made for. What comes with it (the
files that were handed over, the redirect by which a browser was told) goes to who spends it.
"""

import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path

from celtint_client.errors import QueueFull

from celtint_server.config import Handed
from celtint_server.keys import digest, same

CODE_BYTES = 32
VALID_S = 600.0
MOST = 32
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no two of its letters look alike."""
_TYPED = 12
"""Letters of a code that people type: 60 bits, which nobody guesses in ten minutes."""


@dataclass(frozen=True)
class Code:
    """A code that wasn't spent yet. until: when it ends, by the monotonic clock. redirect: a file that holds it."""

    digest: str
    origins: frozenset[str]
    until: float
    handed: tuple[Handed, ...] = ()
    redirect: Path | None = None


@dataclass
class Codes:
    """Those of one server. Not safe to use from several threads at once."""

    _live: list[Code] = field(default_factory=list)

    def add(
        self,
        code: str,
        origins: frozenset[str],
        handed: tuple[Handed, ...] = (),
        redirect: Path | None = None,
    ) -> None:
        """Let a code in from now on, from pages of these origins. Raises QueueFull if too many aren't spent."""
        self.sweep()
        if len(self._live) >= MOST:
            raise QueueFull("Too many pages were asked for that nobody has opened; try again in ten minutes.")
        self._live.append(Code(digest(code), origins, time.monotonic() + VALID_S, handed, redirect))

    def spend(self, said: str, origin: str) -> Code | None:
        """The code that was said, which holds no more; None if there is none, or if it was said elsewhere."""
        self.sweep()
        given = digest(said), digest(_typed(said))
        found = [each for each in self._live if max(same(each.digest, one) for one in given)]
        for code in found:
            if origin in code.origins:
                self._live.remove(code)
                drop(code.redirect)
                return code
        return None

    def waiting(self, origin: str) -> bool:
        """Whether a code waits for a page of this origin."""
        self.sweep()
        return any(origin in code.origins for code in self._live)

    def sweep(self, everything: bool = False) -> None:
        """Forget what is too old, or all of it."""
        now = time.monotonic()
        for code in [each for each in self._live if everything or each.until <= now]:
            self._live.remove(code)
            drop(code.redirect)


def drop(redirect: Path | None) -> None:
    """Remove a redirect, if there is one."""
    if redirect is not None:
        redirect.unlink(missing_ok=True)


def new() -> str:
    """A code to be put into an address."""
    return secrets.token_urlsafe(CODE_BYTES)


def new_typed() -> str:
    """A code that people can type."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_TYPED))
    return "-".join(letters[start : start + 4] for start in range(0, _TYPED, 4))


def _typed(said: str) -> str:
    """What was typed, as the code is written."""
    letters = said[:64].upper().translate(str.maketrans("OIL", "011", "- "))
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
