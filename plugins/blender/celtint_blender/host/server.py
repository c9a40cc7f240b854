"""The server, as the add-on's preferences say where it is."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import bpy
from celtint_client.place import Place

from celtint_blender.host.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from celtint_client.client import Client

NAME = "blender"
COPY_LOG = "celtint.copy_log"
"""The operator that puts the end of the server's log on the clipboard."""
ADD_ON = __package__.rpartition(".")[0]
"""What Blender calls the add-on: the package that this one is in."""
_place = [Place(NAME)]
"""What `prepare` read last: threads must not ask Blender."""
shown: list[Callable[[Any], None]] = []
"""What else the preferences show; each is given a layout."""
WIDTH = 60
"""Characters of a label in the preferences or the sidebar."""


class CeltintPreferences(bpy.types.AddonPreferences):
    """Where the server is."""

    bl_idname = ADD_ON

    python: bpy.props.StringProperty(
        name="celtint's Python",
        description="The Python that has celtint, or its folder; empty for the engine that was installed here",
        subtype="FILE_PATH",
    )
    wheels: bpy.props.StringProperty(
        name="Wheels",
        description="A folder with the packages' wheels, to install without the internet; empty to fetch them",
        subtype="DIR_PATH",
    )
    url: bpy.props.StringProperty(
        name="Server", description="wss://… of a server that runs elsewhere; empty for one on this machine"
    )
    token: bpy.props.StringProperty(name="Token", description="What that server asks for", subtype="PASSWORD")

    def draw(self, _context: Any) -> None:
        column = self.layout.column()
        for show in shown:
            show(column)
        column.use_property_split = True
        for name in ("wheels", "python", "url", "token"):
            column.prop(self, name)
        column.operator(COPY_LOG, icon="COPYDOWN")


def prepare(context: Any) -> None:
    """Read the preferences; on Blender's main thread, before `connect`. Raises Refused where the internet is off."""
    place = told(context)
    if not place.near and not getattr(bpy.app, "online_access", True):
        raise Refused(
            "The server is on another machine: switch on Allow Online Access in the preferences, under System, "
            "or empty the server's address."
        )
    _place[0] = place


def preferences(context: Any) -> Any:
    """The add-on's, or None where it has none."""
    addon = context.preferences.addons.get(ADD_ON)
    return addon.preferences if addon is not None else None


def lines(text: str) -> list[str]:
    """A text as labels show it, which break no lines."""
    return textwrap.wrap(text, WIDTH)


def told(context: Any) -> Place:
    """Where the preferences say that the server is."""
    known = preferences(context)
    return Place(NAME) if known is None else Place(NAME, known.python, known.url.strip(), known.token.strip())


def connect() -> Client:
    """A connection of its own, in any thread. Raises WireError."""
    return _place[0].connect()


def register() -> None:
    """Tell Blender of what is here."""
    bpy.utils.register_class(CeltintPreferences)


def unregister() -> None:
    """Take it back."""
    bpy.utils.unregister_class(CeltintPreferences)
