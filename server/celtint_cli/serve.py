"""`celtint serve`: the local server, until it is stopped or has been idle for too long."""

import argparse
import dataclasses
import json
import logging
import math
import os
import sys
from collections.abc import Callable
from pathlib import Path

from celtint import CeltintError
from celtint_client import launcher
from celtint_client.errors import WireError
from celtint_models import registry
from celtint_server import app, logs
from celtint_server.config import ConfigError, Handed, Ready, ServerConfig

from celtint_cli import page
from celtint_cli.stock import stock

_DEADLINE, _BATCH = "CELTINT_DEADLINE", "CELTINT_BATCH_DEADLINE"
"""Environment variables by which a server that a plugin starts is told how long a job may take, in seconds."""
_LEVEL = "CELTINT_LOG_LEVEL"
"""The same for how much it writes into its log."""

log = logging.getLogger(__name__)

_ABOUT = """Run the server that the plugins, the browser page and `celtint colour --server` talk to.

It listens on this machine alone. Another --host opens it to the network and needs --tls-cert and --tls-key.
Clients prove themselves with a token, which is written to a file only you can read.

With --open it also has a page, the canvas, and opens it in the browser."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "serve",
        help="run the local server that the plugins talk to",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser.add_argument)
    parser.set_defaults(run=run)


def add_options(add: Callable[..., object]) -> None:
    """All options; add: of an argparse parser."""
    add("--host", default="127.0.0.1", help="address to listen on")
    add("--port", type=int, help=f"0 takes a free one (default: 0; with --open {page.PORT}, or the next free one)")
    add("--open", action="store_true", help="serve the canvas and open it in the browser")
    add("--no-browser", action="store_true", help="with --open: say the address, which works once, and open nothing")
    add("--allow-host", action="append", default=[], metavar="NAME", help="a further name clients may use")
    add("--token-file", type=Path, metavar="FILE", help="read the token from here, or write a new one here")
    add("--model", metavar="NAME", help="the network for requests that name none")
    add("--workers", type=int, default=2, metavar="N", help="pictures coloured at a time")
    add(
        "--max-pixels",
        type=int,
        default=ServerConfig.max_pixels,
        metavar="N",
        help=f"of a picture; larger ones are refused (default: {ServerConfig.max_pixels})",
    )
    add(
        "--deadline",
        type=float,
        metavar="S",
        help=f"stop a job after so many seconds (default: ${_DEADLINE}, or {ServerConfig.deadline_s:.0f})",
    )
    add(
        "--batch-deadline",
        type=float,
        metavar="S",
        help=f"the same for a batch or a sequence (default: ${_BATCH}, or {ServerConfig.batch_deadline_s:.0f})",
    )
    add("--idle-exit", type=float, metavar="S", help="exit after so many idle seconds")
    add(
        "--log-level",
        choices=logs.LEVELS,
        metavar="LEVEL",
        help=f"{', '.join(logs.LEVELS)}: what is at least that grave is logged (default: ${_LEVEL}, or {logs.USUAL})",
    )
    add("--log-file", type=Path, metavar="FILE", help="write the log there, not to standard error")
    add("--tls-cert", type=Path, metavar="PEM")
    add("--tls-key", type=Path, metavar="PEM")
    add(
        "--ready-json",
        action="store_true",
        help="say on standard output, as one line of JSON, when it is ready",
    )
    add(
        "--allow-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="let in pages of another origin as well (null and file:// are some) that say a code, which is shown here",
    )


def run(options: argparse.Namespace, handed: tuple[Handed, ...] = ()) -> int:
    """Serve until stopped. handed: files for the page.

    Raises ConfigError for options that cannot work, ModelNotFound.
    """
    port = options.port or 0
    if not 0 <= port <= 65535:
        raise ConfigError(f"--port is 0 to 65535, not {port}.")
    if options.workers < 1:
        raise ConfigError(f"--workers is 1 or more, not {options.workers}.")
    if options.max_pixels < 1:
        raise ConfigError(f"--max-pixels is 1 or more, not {options.max_pixels}.")
    if options.idle_exit is not None and not options.idle_exit > 0:
        raise ConfigError(f"--idle-exit is more than 0 seconds, not {options.idle_exit}.")
    if options.no_browser and not options.open:
        raise ConfigError("--no-browser goes with --open.")
    if options.model is not None:
        registry.describe(options.model)  # an unknown name ends here, not at the first request
    config = ServerConfig(
        host=options.host,
        port=port,
        hosts=tuple(options.allow_host),
        token_file=options.token_file,
        state_file=launcher.state_file(),
        default_model=options.model,
        idle_exit_s=options.idle_exit,
        workers=options.workers,
        max_pixels=options.max_pixels,
        deadline_s=_seconds("--deadline", options.deadline, _DEADLINE, ServerConfig.deadline_s),
        batch_deadline_s=_seconds("--batch-deadline", options.batch_deadline, _BATCH, ServerConfig.batch_deadline_s),
        tls_cert=options.tls_cert,
        tls_key=options.tls_key,
        stock=stock,
        ready=_say_json if options.ready_json else _say,
    )
    if options.allow_origin:
        config = page.paired(config, options.allow_origin)
    if options.open:
        config = page.served(config, options.port, browser=not options.no_browser, handed=handed)
    return _served(config, _level(options.log_level), options.log_file)


def _served(config: ServerConfig, level: str, log_file: Path | None) -> int:
    """Serve until stopped, and give the exit code. Raises ConfigError, CeltintError."""
    with logs.kept(level, log_file) as log_only:
        try:
            app.run(config, registry)
        except (ConfigError, CeltintError, WireError) as error:
            if not log_only:
                raise
            log.error("can't serve: %s", error)  # nobody else would hear of it
            return 2
        except Exception:  # the process ends by it: a plugin's server has the log alone to say why
            if not log_only:
                raise
            log.critical("ended by a mistake", exc_info=True)
            return 1
    return 0


def _level(given: str | None) -> str:
    """What the option says, else the environment, else what is usual. Raises ConfigError for no level."""
    level = given or os.environ.get(_LEVEL, "") or logs.USUAL
    if level not in logs.LEVELS:
        raise ConfigError(f"{_LEVEL} is one of {', '.join(logs.LEVELS)}, not {level}.")
    return level


def _seconds(option: str, given: float | None, variable: str, usual: float) -> float:
    """What an option says, else the environment, else what is usual. Raises ConfigError unless it is above 0."""
    said = os.environ.get(variable, "")
    if given is None and not said:
        return usual
    name = option if given is not None else variable
    try:
        seconds = float(said) if given is None else given
    except ValueError:
        seconds = math.nan
    if not seconds > 0:
        raise ConfigError(f"{name} is more than 0 seconds, not {said if given is None else given}.")
    return seconds


def _say_json(ready: Ready) -> None:
    print(json.dumps(dataclasses.asdict(ready)), flush=True)


def _say(ready: Ready) -> None:
    at = f"has its page at {ready.page}" if ready.page else f"listens at {ready.url}"
    print(f"celtint {ready.version} {at} (Ctrl-C stops it)", file=sys.stderr, flush=True)
