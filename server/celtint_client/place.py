"""Where a host application's server is: one that is found or started on this machine, or one elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from celtint_client import engine, launcher, log
from celtint_client.client import Client


class Place(NamedTuple):
    """Where the server is. name: of the host application. python: an interpreter that has celtint, or a folder that
    holds one; url and token: of a server that runs elsewhere, instead."""

    name: str
    python: str = ""
    url: str = ""
    token: str = ""

    @property
    def near(self) -> bool:
        """Whether it is on this machine."""
        return not self.url or urlsplit(self.url).hostname in ("127.0.0.1", "localhost", "::1")

    def connect(self) -> Client:
        """Find the server, or start it. Raises WireError; LaunchError with the end of the server's log."""
        if self.url:
            return Client(self.url, self.token, self.name)
        # -E: a host may set PYTHONPATH for its own Python; the server's is another
        return launcher.connect(self.name, [interpreter(self.python), "-E", "-m", "celtint_cli"])

    def log(self, host: str) -> str:
        """The end of the server's log, with what one needs to know to help. host: "Krita 5.2.9"; its own version."""
        return log.copied(launcher.state_folder(), host, self.near)


def interpreter(given: str) -> str:
    """The Python to start the server with: as given, in the folder given, CELTINT_PYTHON, the engine's that a plugin
    installed, or what PATH has."""
    chosen = given or os.environ.get("CELTINT_PYTHON", "")
    folder = Path(chosen)
    if chosen and folder.is_dir():
        tries = [folder / "bin" / "python3", folder / "bin" / "python", folder / "Scripts" / "python.exe"]
        tries += [folder / "python.exe", folder / ".venv" / "bin" / "python3"]
        return str(next((each for each in tries if each.is_file()), folder / "python3"))
    own = None if chosen else engine.installed()
    return own.python if own else chosen or ("python" if os.name == "nt" else "python3")
