"""One document at work: what is read from it, what celtint wrote into it. Bound to a job from its start to its end,
whatever the artist turns to meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from celtint_krita import names
from celtint_krita.host import application
from celtint_krita.host.page import Page
from celtint_krita.host.pixels import Layer, Leaf, blank, inside, opaque, over, painted_thinly
from celtint_krita.host.qt import tr
from celtint_krita.host.refused import Refused
from celtint_krita.model import painting, wire
from celtint_krita.model.choices import Choices

if TYPE_CHECKING:
    from celtint_client.answers import Colouring
    from celtint_client.messages import RGB, PaletteEntry


@dataclass
class Drawing:
    """page: the document. entries: the palette of the last result. written: by id, what was put into a layer."""

    page: Page
    choices: Choices = field(default_factory=Choices)
    entries: tuple[Any, ...] = ()
    written: dict[str, Layer] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page) -> Drawing:
        """With what the document keeps of earlier work."""
        return cls(page, Choices.from_json(page.choices()))

    def keep(self) -> None:
        """Write the choices into the document, once there is anything to keep."""
        if self.page.open and self.choices != Choices():
            self.page.keep_choices(self.choices.to_json())

    def lines(self, time: int | None = None) -> Layer:
        """The line layer's pixels. Raises Refused."""
        chosen = self.choices.lines or self.page.active()
        if chosen is not None and chosen in self.choices.results.values():
            raise Refused(tr("That layer was made by celtint; choose the layer with your lines."))
        layer = self.page.read(chosen, time)
        if time is None and blank(layer):
            name = self.page.named(chosen)
            raise Refused(tr("The layer {0} is empty; draw your lines on it first.").format(name))
        self.choices.lines = chosen
        return layer

    def hints(self, time: int | None = None) -> Layer | None:
        """The hint layer's pixels, None if there is no paint. Raises Refused for paint too thin to count."""
        if self.page.node(self.choices.hints) is None:
            return None
        layer = self.page.read(self.choices.hints, time)
        if painted_thinly(layer):
            raise Refused(tr("The paint on the hint layer is less than half opaque; paint hints more opaquely."))
        return None if blank(layer) else layer

    def request(self, lines: Layer, hints: Layer | None, **more: Any) -> Any:
        """What to send."""
        choices = self.choices
        palette = application.palette_colours(choices.palette) if choices.palette else ()
        return wire.request(choices, lines, hints, self.page.rectangles(choices.boxes), palette, **more)

    def grey_note(self) -> str:
        """What to add to a sentence about a result that shows as grey, or whose hints are; else nothing."""
        if self.page.grey:
            return " " + tr("The document is grey and shows colours as grey; press Convert to RGB to see them.")
        if self.page.is_grey(self.choices.hints):
            return " " + tr("The hint layer is a grey one, so its hints are grey; paint them on a new hint layer.")
        return ""

    def check(self, size: tuple[int, int] | None = None) -> None:
        """Raise Refused if what a job was started for is no longer there."""
        if not self.page.open:
            raise Refused(tr("The document was closed meanwhile; open it and press Colour again."))
        if self.page.node(self.choices.lines) is None:
            raise Refused(tr("The line layer was removed meanwhile; choose another and press Colour again."))
        if size is not None and size != (self.page.width, self.page.height):
            raise Refused(tr("The document's size was changed meanwhile; press Colour again."))

    def place(self, answer: Colouring, again: bool, mask: bytes | None, layers: list[tuple[str, Layer]] | None) -> None:
        """Put a result into the document: into celtint's own layers if `again`, else into new ones."""
        pixels = painting.layer_of(answer.colour)
        self.check((pixels.width, pixels.height))
        self.entries = answer.palette
        if not (again and layers is None and self._rewrite("colour", pixels, mask)):
            self._insert(pixels, mask, layers)
        if answer.shade is not None:
            shade = painting.layer_of(answer.shade)
            if not (again and self._rewrite("shade", shade, mask)):
                above = self.choices.results["colour"]
                self._new("shade", names.SHADE_LAYER, shade, mask, above, "multiply")
        self.keep()

    def place_stage(self, leaves: list[Leaf], palette: tuple[PaletteEntry, ...], apart: bool) -> None:
        """Put a picture of the boxes on top, as a group; its lines and hints are then those that *Colour* reads.

        leaves: as `staging.leaves` gives them. apart: whether each object is on a layer of its own.
        """
        if not self.page.open:
            raise Refused(tr("The document was closed meanwhile; open it and make the picture again."))
        if (leaves[-1].pixels.width, leaves[-1].pixels.height) != (self.page.width, self.page.height):
            raise Refused(tr("The document's size was changed meanwhile; make the picture again."))
        read = [leaf._replace(name=self.page.free_name(leaf.name)) for leaf in leaves[-2:]]
        group = self.page.insert_group(names.STAGE_GROUP, [*leaves[:-2], *read], None)
        made = self.page.within(group)
        self.choices.lines, self.choices.hints = made[-2:]
        self.choices.results.pop("shade", None)
        self.choices.results.pop("colour", None)
        if not apart:  # then Update and Change work on the flats
            own = made[[leaf.name for leaf in leaves].index(names.STAGE_FLATS)]
            self.choices.results["colour"] = own
            self.choices.mark(own, self.page.raw(own))
        self.entries = palette
        self.keep()

    def _rewrite(self, kind: str, pixels: Layer, mask: bytes | None) -> bool:
        """New pixels for celtint's own layer, unless it is gone or somebody painted on it; whether that was done."""
        own = self.choices.results.get(kind)
        if own is None or not self.choices.unchanged(own, self.page.raw(own)):
            return False
        if mask is not None:
            pixels = over(self.page.read(own), pixels, mask)
        self.page.rewrite(own, pixels)
        self.choices.mark(own, pixels.data)
        self.written[own] = pixels
        return True

    def follow(self, own: str, pixels: Layer, rows: tuple[int, int], mark: str) -> bool:
        """Only the rows that changed, into celtint's own layer, if nobody painted there; whether that was done.

        mark: the digest of all the pixels, which takes longer than Live may take from painting.
        """
        self.check((pixels.width, pixels.height))
        first, end = (4 * pixels.width * row for row in rows)
        if self.page.raw(own, rows) != self.written[own].data[first:end]:
            return False
        if first < end:
            self.page.rewrite(own, pixels, rows)
        self.written[own], self.choices.marks[own] = pixels, mark
        return True

    def _insert(self, pixels: Layer, mask: bytes | None, layers: list[tuple[str, Layer]] | None) -> None:
        above, blending = self.where()
        if layers is None:
            self._new("colour", names.RESULT_LAYER, pixels, mask, above, blending)
            return
        if mask is not None:
            layers = [(name, inside(layer, mask)) for name, layer in layers]
        leaves = [Leaf(name, layer) for name, layer in layers]
        self.choices.results["colour"] = self.page.insert_group(names.RESULT_LAYER, leaves, above, blending)

    def where(self) -> tuple[str | None, str]:
        """The layer to put colours above, and how they blend."""
        lines = self.choices.lines
        return self.page.under(lines, opaque(self.page.read(lines)))

    def _new(self, kind: str, name: str, pixels: Layer, mask: bytes | None, above: str | None, blending: str) -> None:
        pixels = pixels if mask is None else inside(pixels, mask)
        own = self.page.insert(name, pixels, above, blending)
        self.choices.results[kind] = own
        self.choices.mark(own, self.page.raw(own))
        self.written[own] = pixels

    def overlay(self, kind: str, name: str, pixels: Layer | None) -> None:
        """Show something on a layer of its own on top, or take that layer away."""
        self.page.remove(self.choices.results.pop(kind, None))
        if pixels is not None:
            self.check((pixels.width, pixels.height))
            self.choices.results[kind] = self.page.insert(name, pixels, None)

    def swap(self, own: str, old: RGB, new: RGB) -> None:
        """Give a colour of celtint's still layer another; `clip.swap` does it on all frames of one that has some."""
        pixels = painting.swapped(self.page.read(own), old, new)
        self.page.rewrite(own, pixels)
        self.choices.mark(own, pixels.data)
        self.keep()
