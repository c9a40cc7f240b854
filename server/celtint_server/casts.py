"""Casts that were read, kept for the next drawing."""

import contextlib
import io
import threading
import zipfile
from typing import TYPE_CHECKING

import celtint
from celtint import BadRequest, ModelNotFound
from celtint_client.casting import MOST_BYTES, MOST_FILES
from celtint_client.errors import QueueFull, TooLarge
from celtint_client.parts import Part
from celtint_files.archives import BROKEN

from celtint_server.cast_files import read_files
from celtint_server.jobs import Tell
from celtint_server.ledger import Lease, Ledger
from celtint_server.lru import ByteLru

if TYPE_CHECKING:
    from celtint.matching.geometry import Matcher
    from celtint_client.parts import AnyPart

    from celtint_server.config import ModelSource

KEPT = 64 << 20
"""Bytes of casts that are kept."""


class Casts:
    """Reads casts; safe to use from several threads."""

    def __init__(self, models: "ModelSource", ledger: Ledger) -> None:
        self._models, self._ledger = models, ledger
        self._loading = threading.Lock()
        self._matchers: list[Matcher | None] = []
        self._known: ByteLru[str, tuple[celtint.KnownCast, Lease]] = ByteLru(KEPT, lambda kept: kept[1].size)
        ledger.share(self._known.drop_oldest)

    def of(self, part: "AnyPart", tell: Tell) -> celtint.Casting:
        """The cast in a part, from the cache if it was seen before. Raises BadRequest, TooLarge; Cancelled as `tell`
        does."""
        if not isinstance(part, Part) or part.encoding != "file":
            raise BadRequest("A cast comes as a part of encoding file: a zip of pictures by character/file.")
        key = part.digest()
        kept = self._known.get(key)
        if kept is not None:
            return celtint.Casting(kept[0], self._matcher)
        cast, notes = read_files(_unpacked(part))
        known = celtint.read_cast(cast, tell, tuple(notes))
        with contextlib.suppress(QueueFull, TooLarge):  # then it isn't kept
            self._known.put(key, (known, self._ledger.lease("casts", "", known.nbytes)))
        return celtint.Casting(known, self._matcher)

    @property
    def _matcher(self) -> "Matcher | None":
        """The network that finds parts on sheets, if there is one."""
        with self._loading:
            if not self._matchers:
                try:
                    self._matchers.append(self._models.load_cast_matcher())
                except ModelNotFound:
                    self._matchers.append(None)
            return self._matchers[0]


def _unpacked(part: Part) -> dict[str, bytes]:
    """The files in a cast, of no more bytes than one may have, and its ``folder/``s, of none; stored ones alone, so
    that none grows.

    Raises BadRequest, TooLarge.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(part.view)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            folders = [one.filename for one in archive.infolist() if one.is_dir()]
            if max(len(members), len(folders)) > MOST_FILES or sum(one.file_size for one in members) > MOST_BYTES:
                raise TooLarge(f"A cast has at most {MOST_FILES} files of {MOST_BYTES >> 20} MiB.")
            if any(one.compress_type != zipfile.ZIP_STORED for one in members):
                raise BadRequest("The files of a cast are stored in its zip, not compressed.")
            return {one.filename: archive.read(one) for one in members} | dict.fromkeys(folders, b"")
    except BROKEN:
        raise BadRequest("The cast is no zip file, or a damaged one; send it again.") from None
