"""Opening the page of a server that runs, with files for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_client.errors import ConnectionLost
from celtint_client.framing import Response
from celtint_client.handing import HandRequest, Opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from celtint_client.streaming import Line


def open_page(line: Line, files: Iterable[HandRequest] = ()) -> Opened:
    """Hand over files, taken one by one, and get an address that opens the page with them, once.

    Raises BadRequest if the server has no page, and what it says of a file.
    """
    for file in files:
        line.ask("page.hand", file.params(), file.parts()).next()
    answer = line.ask("page.open", {}, {}).next()
    if not isinstance(answer, Response):
        raise ConnectionLost("The server answered something else than it was asked.")
    return Opened.read(answer.result)
