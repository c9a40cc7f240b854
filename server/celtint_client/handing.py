"""What is handed over to the page.

Written by `make contract` from celtint_client/contract.json; change it there.

Each class has ``params()``, and ``parts()`` if parts travel beside it, for the side that writes, and ``read`` for
the side that reads. `read` of something a client wrote raises BadRequest and refuses members it doesn't know,
`read` of something a server wrote passes over them, so that servers may add to their answers. ``take`` is the same
for members of a larger object.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from celtint_client import choices, reading
from celtint_client.reading import Fields

if TYPE_CHECKING:
    from typing import Any

    from celtint_client.parts import AnyPart, Part


@dataclass(frozen=True)
class HandRequest:
    """Hand a file over to the page that is asked for next.

    name: the file's, without its folders. file: its bytes, of any type ("file"). role: what it is for ("picture" or
    "hints").
    """

    name: str
    file: AnyPart
    role: str = "picture"

    def params(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "role": self.role,
        }

    def parts(self) -> dict[str, AnyPart]:
        found = {
            "file": self.file,
        }
        return {name: part for name, part in found.items() if part is not None}

    @classmethod
    def take(cls, fields: Fields, parts: dict[str, AnyPart]) -> HandRequest:
        """Take the members that are its own."""
        reading.only_parts(parts, ("file",))
        return cls(
            fields.text("name"),
            reading.part(parts, "file"),
            fields.choice("role", choices.ROLES, "picture"),
        )

    @classmethod
    def read(cls, value: object, parts: dict[str, AnyPart]) -> HandRequest:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "page.hand")
        found = cls.take(fields, parts)
        fields.end()
        return found


@dataclass(frozen=True)
class Opened:
    """How the page is opened, once, within ten minutes.

    url: the page's address with a code in its fragment; it belongs on no program's command line, which other users
    can read. redirect: name of a file beside the server's state file that leads there, for its user alone; none
    where there is no state file.
    """

    url: str
    redirect: str = ""

    def params(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "redirect": self.redirect,
        }

    @classmethod
    def take(cls, fields: Fields) -> Opened:
        """Take the members that are its own."""
        return cls(
            fields.text("url"),
            fields.text("redirect", ""),
        )

    @classmethod
    def read(cls, value: object) -> Opened:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "The answer")
        return cls.take(fields)


@dataclass(frozen=True)
class Taken:
    """A file that was handed over to this page, or none if there is none.

    left: how many more there are. name: the file's, without its folders. role: what it is for ("picture" or
    "hints"). file: its bytes, none if there is no file ("file").
    """

    left: int
    name: str = ""
    role: str = "picture"
    file: Part | None = None

    def params(self) -> dict[str, Any]:
        return {
            "left": self.left,
            "name": self.name,
            "role": self.role,
        }

    def parts(self) -> dict[str, AnyPart]:
        found = {
            "file": self.file,
        }
        return {name: part for name, part in found.items() if part is not None}

    @classmethod
    def take(cls, fields: Fields, parts: dict[str, AnyPart]) -> Taken:
        """Take the members that are its own."""
        return cls(
            fields.whole("left", least=0),
            fields.text("name", ""),
            fields.text("role", "picture"),
            reading.own_part(parts, "file"),
        )

    @classmethod
    def read(cls, value: object, parts: dict[str, AnyPart]) -> Taken:
        """Read the whole of it. Raises BadRequest."""
        fields = Fields(value, "The answer")
        return cls.take(fields, parts)
