"""Documents of celtint's own, which nobody sees: pixels are converted and layers made in them, on the main thread."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import Any

from celtint_krita.host.listing import children
from celtint_krita.host.qt import tr
from celtint_krita.host.refused import Refused
from celtint_krita.host.spaces import SRGB

_SMALL = 64


def scratch(app: Any, width: int, height: int, model: str = "RGBA", depth: str = "U8", profile: str = SRGB) -> Any:
    """A new document, to be closed by `close`. app: Krita."""
    made = app.createDocument(width, height, "celtint", model, depth, profile, 72.0)
    made.setBatchmode(True)
    return made


def close(document: Any) -> None:
    """Close a document of celtint's own."""
    document.setModified(False)
    document.close()


def template(app: Any) -> dict[str, bytes]:
    """By name, what Krita puts into the .kra of a small document with one empty layer. Raises Refused."""
    with tempfile.TemporaryDirectory(prefix="celtint-") as folder:
        path = str(Path(folder) / "template.kra")
        made = scratch(app, _SMALL, _SMALL)
        try:
            for child in children(made.rootNode()):
                child.remove()
            made.rootNode().addChildNode(made.createNode("frames", "paintlayer"), None)
            made.waitForDone()
            written = made.saveAs(path)
        finally:
            close(made)
        if not written:
            raise Refused(tr("The frames can't be written to the temporary folder; make room on the disk."))
        with zipfile.ZipFile(path) as saved:
            return {name: saved.read(name) for name in saved.namelist()}


def opened(app: Any, path: str) -> tuple[Any, Any]:
    """A .kra's document, to be closed by `close`, and its animated layer. Raises Refused if Krita can't read it.

    Krita is told that nobody is there, or it would wait in a window of its own for whatever it finds odd.
    """
    before = app.batchmode()
    app.setBatchmode(True)
    try:
        found = app.openDocument(path)
    finally:
        app.setBatchmode(before)
    root = None if found is None else found.rootNode()
    for layer in [] if root is None else children(root):
        if layer.animated():
            return found, layer
    if found is not None:
        close(found)
    raise Refused(tr("Krita can't read the coloured frames back; make room on the disk and try again."))
