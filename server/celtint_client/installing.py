"""An installation in a thread, for hosts whose window goes on meanwhile; and whether one is needed at all."""

from __future__ import annotations

import subprocess
import threading
from typing import TYPE_CHECKING

from celtint_client import engine, place, pythons
from celtint_client.errors import InstallError, WireError
from celtint_client.installer import Installer, Step

if TYPE_CHECKING:
    from pathlib import Path

    from celtint_client.engine import Kit
    from celtint_client.place import Place

UNFORESEEN = "The installation met something that it did not foresee; nothing was changed. Try again."
HAS_CELTINT = "import importlib.util as u; raise SystemExit(u.find_spec('celtint_cli') is None)"


def lacking(where: Place) -> bool:
    """Whether no server could be started there: it is to be on this machine, and its Python has no celtint, or there is
    none. Asks that Python, which takes a moment; so in a thread."""
    if where.url or (not where.python and engine.installed() is not None):
        return False
    try:
        ran = subprocess.run(
            [place.interpreter(where.python), "-E", "-c", HAS_CELTINT],
            env=pythons.plain(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=pythons.ASKED_S,
            check=False,
            **pythons.quiet(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return ran.returncode != 0


class Lookout:
    """Looks in a thread whether the engine is `lacking`. found: None until that is known."""

    def __init__(self, where: Place) -> None:
        self.found: bool | None = None
        self._where = where
        threading.Thread(target=self._look, name="celtint lookout", daemon=True).start()

    def _look(self) -> None:
        self.found = lacking(self._where)


class Installing:
    """One installation, under way from the start. step: how far it is. Once it is `over`, error says why it failed, or
    is None where it didn't."""

    def __init__(self, kit: Kit, wheels: Path | None = None, own: str = "", may_fetch: bool = False) -> None:
        self.step = Step("", 0.0)
        self.error: WireError | None = None
        self._installer = Installer(kit, self._tell, wheels, own, may_fetch)
        self._thread = threading.Thread(target=self._work, name="celtint installer", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return not self._thread.is_alive()

    def cancel(self) -> None:
        """Have it end soon."""
        self._installer.cancel()

    def wait(self, seconds: float) -> None:
        """Wait for its end, no longer than that."""
        self._thread.join(seconds)

    def _tell(self, step: Step) -> None:
        self.step = step

    def _work(self) -> None:
        self.error = InstallError(UNFORESEEN)  # this stands if it ends in no way below; the console is told the rest
        try:
            self._installer.install()
            self.error = None
        except WireError as error:
            self.error = error
