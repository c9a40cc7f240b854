"""Finding a server that runs, or starting one.

A server that was started for launchers writes a state file (0600, in a folder of the user's own) with its
address, token, process id and version; a launcher reads it, and starts a server only if nobody answers there.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from celtint_client import locking
from celtint_client import log as book
from celtint_client.client import Client
from celtint_client.errors import ConnectionLost, LaunchError, Unauthorised, VersionUnsupported

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

IDLE_EXIT_S = 900
"""Seconds after which a server that was started here ends, if nobody is connected and nothing is done."""

LOG_TAIL = 12
"""Lines of the log that an error shows."""
ENDING_S = 5.0
"""How long a server that has closed its output may take to end."""


def state_folder() -> Path:
    """The folder for state file and log: CELTINT_STATE_DIR, or the system's place for a user's own state."""
    given = os.environ.get("CELTINT_STATE_DIR")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "celtint"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "celtint"
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return Path(runtime) / "celtint" if runtime else Path.home() / ".local" / "state" / "celtint"


def lasting_folder() -> Path:
    """The folder for state that outlives a session of the system's: `state_folder`, but on Linux, where that is emptied
    when its user logs out, $XDG_STATE_HOME/celtint."""
    if os.environ.get("CELTINT_STATE_DIR") or sys.platform in ("win32", "darwin"):
        return state_folder()
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "celtint"


def state_file() -> Path:
    """Where a server that launchers should find says how to reach it."""
    return state_folder() / "server.json"


def connect(
    name: str = "celtint_client",
    command: Sequence[str] | None = None,
    wait_s: float = 60.0,
    idle_exit_s: float = IDLE_EXIT_S,
) -> Client:
    """A client of the running server, or of one started now.

    name: of the host application. command: how to call celtint, by default this interpreter's
    ``-m celtint_cli``; a host whose interpreter isn't celtint's own names another. wait_s: how long a new
    server may take to be ready.

    Raises LaunchError with the end of the server's log if it can't be started, VersionUnsupported if a server
    of another version runs.
    """
    folder = _private_folder()
    client = find(name)
    if client is not None:
        return client
    with _only_one(folder / "starting.lock", wait_s):
        client = find(name)  # somebody else may have started it while we waited
        if client is None:
            _start(folder, command or (sys.executable, "-m", "celtint_cli"), wait_s, idle_exit_s)
            client = find(name)
    if client is None:
        raise _failed("The server started but can't be reached.", folder / book.FILE)
    return client


def find(name: str = "celtint_client") -> Client | None:
    """A client of the server that the state file tells of, or None if there is none or it is gone.

    Raises VersionUnsupported if it is of another version.
    """
    try:
        state = json.loads(state_file().read_text("utf-8"))
        url, token = str(state["url"]), str(state["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    try:
        return Client(url, token, name)
    except VersionUnsupported:
        raise
    except (ConnectionLost, Unauthorised):  # a killed server left the file; another may have its port by now
        return None


def _private_folder() -> Path:
    folder = state_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = folder.stat()
    except OSError as error:
        raise LaunchError(f"The folder for the server's state can't be made: {error.strerror}.") from None
    if sys.platform != "win32" and (about.st_uid != os.getuid() or about.st_mode & 0o022):
        raise LaunchError("The folder for the server's state belongs to others or can be written by them.")
    return folder


@contextlib.contextmanager
def _only_one(lock: Path, wait_s: float) -> Iterator[None]:
    """Hold a lock file, so that two applications that start at once don't start two servers."""
    with contextlib.ExitStack() as ending:
        try:
            ending.enter_context(locking.held(lock, wait_s))
        except TimeoutError:
            raise LaunchError("Another application has been starting the server for too long.") from None
        yield


def _start(folder: Path, command: Sequence[str], wait_s: float, idle_exit_s: float) -> None:
    """Start a server that outlives us and wait for its ready line. Raises LaunchError."""
    log = folder / book.FILE
    options = ["serve", "--ready-json", "--port", "0", "--idle-exit", f"{idle_exit_s:g}", "--log-file", str(log)]
    apart = (
        {"creationflags": 0x00000208}  # DETACHED_PROCESS, CREATE_NEW_PROCESS_GROUP
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    try:
        # What Python itself and libraries say goes there too, from before the server writes its log and after.
        with _fresh(log) as errors:
            before = errors.tell()
            process = subprocess.Popen(
                [*command, *options],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                close_fds=True,
                **apart,
            )
    except OSError as error:
        raise LaunchError(f"The server can't be started: {error.strerror}.") from None
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    reader = threading.Thread(target=_read_line, args=(process, lines), daemon=True)
    reader.start()
    try:
        line = lines.get(timeout=wait_s)
    except queue.Empty:
        process.kill()
        process.wait()
        raise _failed(f"The server wasn't ready within {wait_s:g} seconds.", log, before) from None
    if not _is_ready(line):
        if not line:  # it has closed its output, so it is about to end, and its exit status tells something
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(ENDING_S)
        process.kill()
        status = process.wait()
        how = "what it said first wasn't that it is ready" if line else f"exit status {status}"
        raise _failed(f"The server ended before it was ready ({how}).", log, before)
    threading.Thread(target=process.wait, name="celtint server", daemon=True).start()  # leaves no zombie


def _fresh(log: Path) -> IO[str]:
    """The log, opened to add to it; a new one if it is full: servers that can't start would fill it for ever."""
    file = book.private(log)
    if file.tell() > book.MOST_BYTES:
        file.close()
        log.replace(book.older(log))
        file = book.private(log)
    return file


def _read_line(process: subprocess.Popen[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    """Hand on the one line that a server writes to its output, empty if it ends without one."""
    if process.stdout is not None:
        with process.stdout:
            lines.put(process.stdout.readline())


def _is_ready(line: bytes) -> bool:
    try:
        said = json.loads(line)
    except ValueError:
        return False
    return isinstance(said, dict) and isinstance(said.get("port"), int)


def _failed(why: str, log: Path, start: int = 0) -> LaunchError:
    """The error for a server that isn't there, with the end of its log, in which `why` is noted as well.

    start: the size of the log before this server.
    """
    with contextlib.suppress(OSError), book.private(log) as file:
        file.write(book.head(time.time(), "ERROR") + f"launcher: {why}\n")
    return LaunchError(f"{why} The end of its log, {log}:\n" + "\n".join(book.tail(log, LOG_TAIL, start)))
