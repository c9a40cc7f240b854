"""What an artist does in Krita's window, in the words of the guide."""

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from .harness import Home, Krita
from .pictures import Bytes, layer, lines_only, save, seen

DOCKER, RESULT = "celtint_docker", "celtint colour"


class Artist:
    """Krita, the plugin's docker and a mouse."""

    def __init__(self, krita: Krita, folder: Path) -> None:
        self.krita, self.folder = krita, folder

    def open(self, page: Bytes, dpi: float = 72.0) -> None:
        """A new document with black lines on a transparent layer above the white background; they are picked."""
        height, width = page.shape
        self.krita.call("drawing.create", width, height, "RGBA", "U8", "", dpi)
        self.add("lines", lines_only(page))
        self.krita.call("drawing.fit")
        self.pick("celtint_lines", "lines")

    def add(self, name: str, pixels: Bytes) -> None:
        """A layer on top with these pixels."""
        self.krita.call("drawing.add", name, save(pixels, self.folder / "added.png"))

    def pick(self, list_name: str, layer: str) -> None:
        """Choose a layer in one of the docker's lists."""
        self.krita.until("window.offers", list_name, layer)
        self.krita.call("window.choose", list_name, layer)

    def new_hints(self) -> str:
        """Press *New hint layer*; the new layer's name."""
        before = self.layers()
        self.press("celtint_new_hints")
        after = self.krita.until("drawing.more_than", len(before))
        return next(name for name in after if name not in before)

    def stroke(self, points: Sequence[tuple[float, float]], colour: tuple[int, int, int], size: float = 12) -> None:
        """Draw with the mouse, through these pixels of the document, on the active layer."""
        self.krita.call("drawing.brush", "b) Basic-1", size, [part / 255 for part in colour])
        before = len(self.krita.call("window.history"))
        places = self.krita.call("drawing.on_screen", spread(points))
        words: list[object] = ["mousemove", *places[0], "sleep", 0.1, "mousedown", 1]
        for x, y in places:
            words += ["sleep", 0.02, "mousemove", x, y]
        self.krita.xdotool(*words, "sleep", 0.05, "mouseup", 1)
        self.krita.until("window.history_longer", before)

    def press(self, name: str) -> None:
        """Click a button of the docker as soon as it can be clicked."""
        self.krita.until("window.usable", name)
        self.krita.call("window.click", name)

    def colour(self, result: str = RESULT) -> str:
        """Press *Colour* and wait for the layer; what the docker says then."""
        self.press("celtint_colour")
        self.krita.until("drawing.exists", result)
        self.krita.until("window.usable", "celtint_colour")
        return self.message()

    def choose_colour(self, button: str, colour: tuple[int, int, int]) -> None:
        """Press a colour button and take a colour in the dialog it opens."""
        self.press(button)
        self.krita.until("window.choose_colour", "#" + bytes(colour).hex())
        self.krita.until("window.no_dialog")

    def message(self) -> str:
        return str(self.krita.call("window.text", "celtint_message"))

    def told(self, word: str) -> str:
        """Wait until the docker's message has a word in it; the message."""
        return str(self.krita.until("window.text_has", "celtint_message", word))

    def pixels(self, name: str) -> Bytes:
        """(H, W, 4) RGBA uint8 of an 8-bit layer."""
        return layer(self.krita, name, self.folder)

    def srgb(self, name: str) -> Bytes:
        """(H, W, 4) RGBA uint8 of any layer, converted by Krita."""
        return layer(self.krita, name, self.folder, "drawing.save_as_srgb")

    def seen(self) -> Bytes:
        """(H, W, 3) RGB uint8: what the artist sees of the document."""
        return seen(self.krita, self.folder)

    def server_url(self, home: Home) -> str:
        """The address of the server that the plugin found or started."""
        return str(json.loads((home.state / "server.json").read_text("utf-8"))["url"])

    def layers(self) -> list[str]:
        """Names of the document's layers at the top level, from the bottom."""
        return [name if isinstance(name, str) else name[0] for name in self.krita.call("drawing.tree")]

    def undo(self) -> None:
        self.krita.call("drawing.undo")

    def close(self) -> None:
        self.krita.call("drawing.close")


def spread(points: Sequence[tuple[float, float]], between: int = 8) -> list[tuple[float, float]]:
    """The points with some more between each two of them, as a moving hand gives."""
    path = [points[0]]
    for (x, y), (to_x, to_y) in pairwise(points):
        steps = [step / between for step in range(1, between + 1)]
        path += [(x + step * (to_x - x), y + step * (to_y - y)) for step in steps]
    return path
