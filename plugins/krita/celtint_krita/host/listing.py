"""Every list that Krita gives comes through here, so that Python frees what is in it.

In Krita 5.1 and 5.2 nobody owns the elements of such a list: each look at the layers left some 600 bytes a layer
behind, for as long as Krita ran (5.3 gives them to Python itself). They are small handles made for the caller, not
the layers themselves. Never for `Krita.dockers()` and `actions()`: those give Krita's own widgets, not handles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from celtint_krita.host.qt import sip

if TYPE_CHECKING:
    from collections.abc import Iterable


def children(node: Any) -> list[Any]:
    """The nodes directly in a node, the bottom one first."""
    return _ours(node.childNodes())


def open_documents(app: Any) -> list[Any]:
    """The documents that are open. app: Krita."""
    return _ours(app.documents())


def named_resources(app: Any, kind: str) -> dict[str, Any]:
    """Krita's resources of a kind ("palette", …), by name. app: Krita."""
    found: dict[str, Any] = app.resources(kind)
    _ours(found.values())
    return found


def shapes_of(layer: Any) -> list[Any]:
    """The shapes of a vector layer."""
    return _ours(layer.shapes())


def _ours(handles: Iterable[Any]) -> list[Any]:
    found = list(handles)
    for handle in found:
        sip.transferback(handle)
    return found
