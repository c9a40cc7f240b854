"""Krita itself: the only module that imports its API. Settings and palettes; `page` has the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from krita import DockWidget, DockWidgetFactory, DockWidgetFactoryBase, Extension, Krita

from celtint_krita.host import listing
from celtint_krita.host.qt import tr
from celtint_krita.host.refused import Refused
from celtint_krita.host.spaces import SRGB

if TYPE_CHECKING:
    from celtint_client.messages import RGB

__all__ = ["DockWidget", "DockWidgetFactory", "DockWidgetFactoryBase", "Extension", "Krita"]


def setting(name: str, usual: str = "") -> str:
    """Something kept between sessions in Krita's own configuration."""
    return str(Krita.instance().readSetting("celtint", name, usual))


def keep_setting(name: str, value: str) -> None:
    Krita.instance().writeSetting("celtint", name, value)


def version() -> str:
    """Krita's, as it says."""
    return str(Krita.instance().version())


def palettes() -> list[str]:
    """Names of Krita's palettes."""
    return sorted(listing.named_resources(Krita.instance(), "palette"), key=str.casefold)


def palette_colours(name: str) -> list[tuple[str, RGB]]:
    """The named colours of one of Krita's palettes as 8-bit sRGB. Raises Refused if it is gone.

    Krita 5.1 has another name for the call that reads an entry, and no rowCount.
    """
    from krita import Palette

    resource = listing.named_resources(Krita.instance(), "palette").get(name)
    if resource is None:
        raise Refused(tr("The palette {0} is no longer there; choose another.").format(name))
    palette = Palette(resource)
    at = palette.colorSetEntryByIndex if hasattr(palette, "colorSetEntryByIndex") else palette.entryByIndex
    columns = palette.columnCount()
    rows = palette.rowCount() if hasattr(palette, "rowCount") else -(-palette.numberOfEntries() // max(1, columns))
    found = []
    for row in range(rows):
        for column in range(columns):
            entry = at(row * columns + column)
            if entry is not None and entry.isValid():
                found.append((entry.name(), _rgb(entry.color())))
    return found


def foreground() -> RGB:
    """Krita's foreground colour as 8-bit sRGB. Raises Refused where no document is shown."""
    window = Krita.instance().activeWindow()
    view = None if window is None else window.activeView()
    if view is None:
        raise Refused(tr("Open a document with your drawing first."))
    return _rgb(view.foregroundColor())


def _rgb(managed: Any) -> RGB:
    """A managed colour as 8-bit sRGB; its components come in the order of the pixel's bytes."""
    managed.setColorSpace("RGBA", "U8", SRGB)
    blue, green, red = (round(255 * part) for part in managed.components()[:3])
    return (red, green, blue)
