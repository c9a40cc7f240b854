"""`celtint keys`: the pages that are let in, and taking that back."""

import argparse
from datetime import datetime

from celtint import BadRequest
from celtint_server.keys import Key, Keys

from celtint_cli import page

_ABOUT = """List the keys of pages that servers of yours let in: id, origin, when made, when last used.

A page gets one when it is opened by celtint for the first time in a browser. Once revoked, the page is let in
no more, and pages that are open with it lose their connection, until celtint open opens it again."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "keys",
        help="list and revoke the keys of pages",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--revoke", metavar="ID", help="take this key back, or all")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List, or revoke. Raises ConfigError for a file of keys that can't be used, BadRequest for no such key."""
    keys = Keys(page.keys_file())
    if options.revoke is None:
        listed = keys.listed()
        for key in listed:
            print(_told(key))
        if not listed:
            print("No page has a key.")
        return 0
    count = keys.revoke(options.revoke)
    if not count and options.revoke != "all":
        raise BadRequest(f"There is no key {options.revoke}; celtint keys lists them.")
    print(f"{count} revoked")
    return 0


def _told(key: Key) -> str:
    client = "".join(letter if letter.isprintable() else "?" for letter in key.client)
    return f"{key.id}  {key.origin}  made {_when(key.made)}, used {_when(key.used)}  {client}"


def _when(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
