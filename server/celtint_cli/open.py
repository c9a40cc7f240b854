"""`celtint open`: the canvas in the browser, with pictures, by the server that runs or one that starts now."""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from celtint import BadRequest
from celtint_client import launcher
from celtint_client.handing import HandRequest
from celtint_client.opening import open_page
from celtint_client.parts import Part
from celtint_server.config import Handed, ServerConfig

from celtint_cli import files, page, serve
from celtint_cli.connecting import own_server

_ABOUT = """Open the canvas in the browser, with any files that it knows: pictures, frames of an animation, a project.

The server that shows the canvas already is used; if there is none, one starts here and runs until Ctrl-C."""
_NAME = "celtint open"
_REDIRECT = re.compile(r"open-[0-9a-f]{16}\.html")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "open",
        help="open the canvas in the browser",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("pictures", nargs="*", type=Path, metavar="PICTURE", help="what it opens with")
    add("--hints", type=Path, metavar="FILE", help="the hint layer of the one PICTURE")
    add("--no-browser", action="store_true", help="say the address, which works once, and open nothing")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Open the page. Raises BadRequest for files that can't be read, and what `serve` raises."""
    if options.hints is not None and len(options.pictures) != 1:
        raise BadRequest("--hints belongs to one picture; give one PICTURE with it.")
    named = [(picture, "picture") for picture in options.pictures]
    named += [(options.hints, "hints")] if options.hints is not None else []
    for path, _role in named:
        _check(path)
    if _opened_there(named, browser=not options.no_browser):
        return 0
    return _served(named, ["--no-browser"] if options.no_browser else [])


def _check(path: Path) -> None:
    """Raises BadRequest for what is no file, and for one that is too large to be handed over."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}.") from None
    if path.is_dir():
        raise BadRequest(f"{path} is a folder; name its pictures, or drop it onto the page.")
    most = ServerConfig().longest_message
    if size > most:
        raise BadRequest(f"{path} is larger than {most >> 20} MiB; drop it onto the page instead.")


def _opened_there(named: Sequence[tuple[Path, str]], browser: bool) -> bool:
    """Open the page of the server that runs; False if none does, or if it has no page."""
    own = own_server()
    if own is None or not own["page"]:
        return False
    client = launcher.find(_NAME)
    if client is None:
        return False
    with client:
        opened = open_page(client, _requests(named))
    redirect = launcher.state_folder() / opened.redirect if _REDIRECT.fullmatch(opened.redirect) else None
    page.show(opened.url, redirect, browser=browser)
    return True


def _requests(named: Sequence[tuple[Path, str]]) -> Iterator[HandRequest]:
    for path, role in named:
        yield HandRequest(path.name, Part("file", 0, 0, files.read_bytes(path)), role)


def _served(named: Sequence[tuple[Path, str]], options: Sequence[str]) -> int:
    """Serve the page here, as `celtint serve --open` does."""
    parser = argparse.ArgumentParser()
    serve.add_options(parser.add_argument)
    handed = tuple(Handed(path.name, role, files.read_bytes(path)) for path, role in named)
    return serve.run(parser.parse_args(["--open", *options]), handed)
