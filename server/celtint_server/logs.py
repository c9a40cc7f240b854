"""Writing the log: time, level, client and job on every line, and nothing in it that is an artist's.

Who a line is about travels in context variables: a connection sets its client, a worker its job, and what they call,
on whichever thread, finds both. Texts come from anywhere (an exception may quote a file's name, a library print an
array), so what could be a name, a path, a secret or pixels is left out as a line is written, not where it is said.
"""

import contextlib
import faulthandler
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from celtint_client import log as book
from celtint_client.errors import Internal

from celtint_server.config import ConfigError

LEVELS = ("debug", "info", "warning", "error")
"""What can be asked for; all that is at least that bad is written."""
USUAL = "info"
FRAMES = 40
"""Innermost calls of a traceback that are written."""

_client: ContextVar[str] = ContextVar("celtint client", default=book.NOBODY)
_job: ContextVar[str] = ContextVar("celtint job", default=book.NOBODY)

_HIDDEN = "…"
_PRIVATE = re.compile(
    r"""
      (?<![^\W_])[bru]{0,2}(?: '(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*" )(?![^\W_])  # what is quoted, not can't, won't
    | (?<![\w:/.])(?: ~ | [A-Za-z]: | \\ )? [/\\] [\w.~-] [^\s'",;]*                    # paths, but not ws://…
    | [A-Za-z0-9+/_=-]{40,}                                                            # tokens, digests, base64
    | (?: [-+]?\d[\d.e+-]* [\s,;()\[\]]+ ){8,}                                         # arrays
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[\w.+-]{0,24}", re.ASCII)
_JOB = re.compile(r"[0-9a-f]{32}")


def of_client(name: str, number: str) -> None:
    """All that follows in this task is for a client. name: of its program, as it says; number: of the connection."""
    _client.set(f"{plain(name)}-{number[:8]}")


@contextlib.contextmanager
def of_job(job: object) -> Iterator[None]:
    """What is done inside is for a job; `job` may be what a client sent, and isn't believed if it is no job's id."""
    known = isinstance(job, str) and _JOB.fullmatch(job)
    before = _job.set(str(job)) if known else None
    try:
        yield
    finally:
        if before is not None:
            _job.reset(before)


def plain(word: str) -> str:
    """What a client says it is, as far as that is a word: letters, digits, dots and dashes, at most 24 of them."""
    return _WORD.match(word)[0] or book.NOBODY  # type: ignore[index]  # it matches no letters too


def internal(log: logging.Logger, what: str) -> Internal:
    """The error to tell of a mistake of ours, after the log has been told why: call it while the mistake is handled.

    what: one plain sentence without its stop.
    """
    log.error(what, exc_info=sys.exc_info()[0] is not None)
    return Internal(f"{what}; its log says why.")


def hidden(text: str) -> str:
    """The text without what may be an artist's: quoted words, paths, secrets, rows of numbers."""
    return _PRIVATE.sub(_HIDDEN, text)


class Lines(logging.Formatter):
    """Every line of a record with its head, those of a traceback too."""

    def format(self, record: logging.LogRecord) -> str:
        lines = hidden(record.getMessage()).splitlines() or [""]
        if record.exc_info and record.exc_info[1] is not None:
            lines += _traced(
                traceback.TracebackException.from_exception(record.exc_info[1], limit=-FRAMES, lookup_lines=False)
            )
        head = book.head(record.created, record.levelname, _client.get(), _job.get())
        head += record.name.removeprefix("celtint_server.") + ": "
        return "\n".join(head + _printable(line)[: book.LONGEST] for line in lines)


class LogFile(RotatingFileHandler):
    """A private file that is begun anew when it is full. If standard error is that file, it is the new one then."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=book.MOST_BYTES, backupCount=book.OLDER, encoding="utf-8")
        self.follows = _is_standard_error(path)
        """Whether standard error goes there, as that of a server that a plugin started does."""

    def _open(self) -> TextIOWrapper:
        return book.private(Path(self.baseFilename))

    def doRollover(self) -> None:
        if self.follows and sys.platform == "win32":  # where an open file can't be renamed
            _point_standard_error(os.devnull)
        super().doRollover()
        if self.follows:
            _point_standard_error(self.baseFilename)


@contextlib.contextmanager
def kept(level: str = USUAL, path: Path | None = None) -> Iterator[bool]:
    """Write the log meanwhile: to a file, or to standard error. True if both are the same.

    Also what ends a thread, and warnings, go there. Raises ConfigError for a file that can't be written.
    """
    handler: logging.Handler = logging.StreamHandler()
    if path is not None:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handler = LogFile(path)
        except OSError as error:
            raise ConfigError(f"The log can't be written to {path}: {error.strerror}.") from None
    handler.setFormatter(Lines())
    root, talkative = logging.getLogger(), logging.getLogger("celtint_server.websockets")
    before = root.level, threading.excepthook
    root.addHandler(handler)
    root.setLevel(level.upper())
    # Below INFO it writes down every message, with the token and the pictures.
    talkative.setLevel(logging.INFO if level == "debug" else max(logging.WARNING, root.level))
    logging.captureWarnings(True)
    threading.excepthook = _thread_ended
    follows = isinstance(handler, LogFile) and handler.follows
    if follows:
        faulthandler.enable()  # a library that crashes says where, without heads
    try:
        yield follows
    finally:
        root.setLevel(before[0])
        threading.excepthook = before[1]
        logging.captureWarnings(False)
        root.removeHandler(handler)
        handler.close()


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if not issubclass(ended.exc_type, SystemExit):
        logging.getLogger(__name__).critical("a thread ended by a mistake", exc_info=ended.exc_value)


def _traced(told: traceback.TracebackException) -> list[str]:
    """A traceback: what came before first, a line for each call, with the last folder of its file."""
    before = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    lines = [*_traced(before), "which led to:"] if before is not None else []
    lines += [f"  {'/'.join(Path(call.filename).parts[-2:])}:{call.lineno} in {call.name}" for call in told.stack]
    return lines + hidden("".join(told.format_exception_only())).splitlines()


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in line)


def _is_standard_error(path: Path) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(2))
    except OSError:  # there is none, as under pythonw
        return False


def _point_standard_error(path: str) -> None:
    to = os.open(path, os.O_WRONLY | os.O_APPEND)
    os.dup2(to, 2)
    os.close(to)
