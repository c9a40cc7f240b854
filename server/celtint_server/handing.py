"""What one connection hands over to the page, asks to open it with, and takes as the page."""

import asyncio
import re
from typing import TYPE_CHECKING, Any

from celtint_client.errors import BadRequest, TooLarge, Unauthorised
from celtint_client.framing import Failure, Request, Response
from celtint_client.handing import HandRequest, Opened, Taken
from celtint_client.parts import Part, Ref
from celtint_client.reading import Fields

from celtint_server.admission import Guest
from celtint_server.config import ConfigError, Handed
from celtint_server.ledger import Lease
from celtint_server.outbox import Later
from celtint_server.services import Services

if TYPE_CHECKING:
    from celtint_client.framing import Message, Notification

MOST = 4096
"""Files that are handed over at once."""
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)


class Handing:
    """Of one connection. guest: who is at its other end. Runs on the event loop."""

    def __init__(self, server: Services, guest: Guest) -> None:
        self._server = server
        self._guest = guest
        self._waiting: list[Handed] = []

    def hand(self, message: "Request | Notification", lease: Lease | None) -> dict[str, Any]:
        """`page.hand`: keep a file. lease: of the message, which is kept as long as the file is."""
        self._check_program()
        request = HandRequest.read(message.params, message.parts)
        if isinstance(request.file, Ref) or request.file.encoding != "file":
            raise BadRequest("A file that is handed over comes as a part of encoding file, not as a ref.")
        if len(self._waiting) >= MOST:
            raise TooLarge(f"At most {MOST} files are handed over at once.")
        name = _FOLDERS.sub("", request.name)
        self._waiting.append(Handed(name, request.role, request.file.view, lease))
        return {"files": len(self._waiting)}

    async def open(self, message: "Request | Notification") -> dict[str, Any]:
        """`page.open`: an address, with all that was handed over."""
        self._check_program()
        Fields(message.params, "page.open").end()
        handed, self._waiting = self._waiting, []
        try:
            invitation = await asyncio.to_thread(self._server.admission.invite, handed)
        except ConfigError as error:
            raise BadRequest(f"The page can't be opened: {error}") from None
        return Opened(invitation.url, invitation.redirect.name if invitation.redirect else "").params()

    def take(self, message: "Request | Notification") -> Later:
        """`page.take`: the next file for this page, which is counted until it is sent."""
        if not self._guest.key:
            raise Unauthorised("Files are handed over to the page alone.")
        Fields(message.params, "page.take").end()
        number = message.id if isinstance(message, Request) else None
        file, left = self._server.admission.take(self._guest.key)

        def made() -> "Message":
            if file is None:
                return Response(number, Taken(0).params())
            taken = Taken(left, file.name, file.role, Part("file", 0, 0, file.data))
            return Response(number, taken.params(), taken.parts())

        return Later(made, lambda error: Failure.of(number, error), "", 0, len(file.data) if file else 0)

    def close(self) -> None:
        """The connection is gone, and what wasn't opened with it."""
        self._waiting = []

    def _check_program(self) -> None:
        """Pages have what programs have, but letting others in: who takes a key back takes back all that came of it."""
        if self._guest.key:
            raise Unauthorised("A page can't open another; celtint open does.")
        if self._server.config.pages is None:
            raise BadRequest("This server has no page; celtint open starts one that has.")
