"""Archives (zip) that pictures with layers and palettes come in: read by name, no more than a member may hold; and
written, the same bytes for the same members."""

import io
import zipfile
import zlib
from xml.etree import ElementTree

from celtint import BadPicture, TooLarge

MOST_XML = 16 << 20
"""Bytes of a list of layers: thousands of them fit."""
BYTES = 10
"""Of a pixel of a layer, at most: four numbers of two bytes, and what holds them together."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, OSError, ValueError)
"""What zipfile raises for damaged archives, for members that aren't there, and for those it has no way to unpack."""
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time that every member bears that is written."""


def add(archive: zipfile.ZipFile, name: str, data: bytes, method: int = zipfile.ZIP_STORED) -> None:
    """Write a member."""
    about = zipfile.ZipInfo(name, _BEGINNING)
    about.compress_type = method
    archive.writestr(about, data)


class Archive:
    """The members of an archive."""

    def __init__(self, data: bytes | memoryview, name: str) -> None:
        """name: of the file, for the sentence of an error. Raises BadPicture for what is none."""
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN:
            raise self.broken() from None

    def broken(self) -> BadPicture:
        """What is raised for a file that isn't as it should be."""
        return BadPicture(f"{self.name} is damaged or cut short; save it again.")

    def has(self, member: str) -> bool:
        return member in self._archive.NameToInfo

    def names(self) -> list[str]:
        return self._archive.namelist()

    def read(self, member: str, most: int) -> bytes:
        """A member, at most so many bytes: no more is unpacked, whatever the archive says.

        Raises BadPicture where it is missing or damaged, TooLarge where it holds more.
        """
        try:
            with self._archive.open(member) as file:
                data = file.read(most + 1)
        except BROKEN:
            raise self.broken() from None
        if len(data) > most:
            raise TooLarge(f"{self.name} holds more than a picture may, {most >> 20} MiB in one part; make it smaller.")
        return data

    def xml(self, member: str) -> ElementTree.Element:
        """A member as XML, which may declare no entities: they multiply. Raises as `read`."""
        text = self.read(member, MOST_XML)
        if b"<!ENTITY" in text:
            raise self.broken()
        try:
            return ElementTree.fromstring(text)
        except (ElementTree.ParseError, ValueError, LookupError):
            raise self.broken() from None
