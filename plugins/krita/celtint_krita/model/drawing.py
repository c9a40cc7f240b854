"""One document at work: what is read from it, what celtint wrote into it. Bound to a job from its start to its end,
whatever the artist turns to meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from celtint_client.choices import MARK_CHOICES
from celtint_client.parts import Part

from celtint_krita import names
from celtint_krita.host import application, strips
from celtint_krita.host.page import Page
from celtint_krita.host.pixels import Layer, Leaf, blank, inside, opaque, over, painted_thinly, plane, white
from celtint_krita.host.qt import tr
from celtint_krita.host.refused import Refused
from celtint_krita.model import doubts, painting, recolouring, wire
from celtint_krita.model.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping

    from celtint_client.answers import Colouring
    from celtint_client.messages import RGB, Box, PaletteEntry

    from celtint_krita.model.doubts import Spot
    from celtint_krita.model.painting import Flat


class Change(NamedTuple):
    """A new result as what is different: pixels, their corner, x and y, and the whole layer with them in it."""

    patch: Layer
    corner: tuple[int, int]
    whole: Layer


@dataclass
class Drawing:
    """page: the document. entries: the palette of the last result. written: by id, what was put into a layer. spots:
    what the last result is unsure of, most of all first; looked: which of them was shown last, -1 before the first."""

    page: Page
    choices: Choices = field(default_factory=Choices)
    entries: tuple[PaletteEntry, ...] = ()
    written: dict[str, Layer] = field(default_factory=dict)
    spots: tuple[Spot, ...] = ()
    looked: int = -1

    @classmethod
    def of(cls, page: Page) -> Drawing:
        """With what the document keeps of earlier work."""
        kept = page.choices()
        choices = Choices.from_json(kept) if kept else usual()
        spots = doubts.remembered(choices.doubts, (page.width, page.height))
        return cls(page, choices, choices.remembered(), spots=spots)

    def keep(self) -> None:
        """Write the choices into the document, once there is anything to keep."""
        self.choices.remember(self.entries)
        self.choices.doubts = doubts.kept(self.spots, (self.page.width, self.page.height))
        if self.page.open and (self.page.choices() or self.choices != usual()):
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
        if time is None and white(layer):
            name = self.page.named(chosen)
            raise Refused(tr("The layer {0} is white all over; choose the layer with your lines.").format(name))
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

    def marks(self, shown: Callable[[str], Layer | None] | None = None) -> Part | None:
        """What is painted on the layers of marks, as it is now; or, with `shown`, what that gives of a layer's id."""
        read = shown or self.page.read
        listed = [each for each in self.page.layers() if each.kind == "paintlayer"]
        every = [
            (choice.number, read(each.id))
            for choice in MARK_CHOICES
            for each in listed
            if each.name == names.MARK_LAYERS[choice.word]
        ]
        found = plane([(number, layer) for number, layer in every if layer is not None])
        return None if found is None else Part("l8", self.page.width, self.page.height, found)

    def request(self, lines: Layer, hints: Layer | None, said: tuple[Box, ...], **more: Any) -> Any:
        """What to send. said: what `said` gives for it."""
        more["marks"] = self.marks()
        choices = self.choices
        palette = application.palette_colours(choices.palette) if choices.palette else ()
        return wire.request(choices, lines, hints, self.page.rectangles(choices.boxes), palette, said, **more)

    def said(self, time: int | None = None, end: int | None = None) -> tuple[Box, ...]:
        """What the artist said of places that celtint was unsure of: of the still picture, or on a frame, or on those
        from `time` to before `end`."""
        return doubts.boxes(self.choices.said, (self.page.width, self.page.height), time, end)

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

    def place(self, answer: Colouring, again: bool, mask: bytes | None, layers: list[Flat] | None) -> None:
        """Put a result into the document: into celtint's own layers if `again`, else into new ones."""
        pixels = painting.layer_of(answer.colour)
        self.check((pixels.width, pixels.height))
        self.take_palette(answer.palette)
        if not (again and self._rewrite_colours(pixels, mask, layers)):
            self._insert(pixels, mask, layers)
        if answer.shade is not None:
            shade = painting.layer_of(answer.shade)
            if not (again and self._rewrite("shade", shade, mask)):
                above = self.choices.results["colour"]
                self._new("shade", names.SHADE_LAYER, shade, mask, above, "multiply")
        if answer.lines is not None:
            lines = painting.layer_of(answer.lines)
            if not (again and self._rewrite("lines", lines, mask)):
                self._new("lines", names.LINE_LAYER, lines, mask, self.choices.lines, "normal")
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
        self.take_palette(palette)
        self.keep()

    def doubt(self, spots: Iterable[Spot]) -> None:
        """What a new result is unsure of, without what the artist has said something of."""
        self.spots, self.looked = doubts.fresh(spots, self.choices.said), -1
        self.keep()

    def say_of(self, spot: Spot, colour: RGB | None) -> None:
        """A place has this colour from now on, None for none, until a hint says otherwise. Raises Refused."""
        self.choices.said.append(doubts.said(spot, colour, (self.page.width, self.page.height)))
        self.spots = tuple(each for each in self.spots if each is not spot)
        self.keep()

    def forget(self) -> None:
        """What was said of such places no longer counts."""
        self.choices.said = []
        self.keep()

    def _rewrite_colours(self, pixels: Layer, mask: bytes | None, layers: list[Flat] | None) -> bool:
        """A new result for celtint's own layer or group, if it is such a one and nobody painted there."""
        if layers is None:
            return self._rewrite("colour", pixels, mask)
        group = self.choices.results.get("colour")
        leaves = self._leaves(group)
        if group is None or not all(map(self._untouched, leaves)):
            return False
        empty = Layer(pixels.width, pixels.height, bytes(len(pixels.data)))
        fresh = {recolouring.written(flat.colour): flat for flat in layers}
        for own, colour in leaves.items():
            self._repaint(own, fresh.pop(colour).layer if colour in fresh else empty, mask)
        for colour, flat in fresh.items() if leaves else ():
            own = self.page.insert_into(group, flat.name, flat.layer if mask is None else inside(flat.layer, mask))
            self._own_leaf(own, colour)
        return bool(leaves)

    def _leaves(self, group: str | None) -> dict[str, str]:
        """The layers of celtint's group, and which colour each has."""
        if self.page.node(group) is None:
            return {}
        there = set(self.page.within(str(group)))
        return {own: colour for own, colour in self.choices.leaves.items() if own in there}

    def _own_leaf(self, own: str, colour: str) -> None:
        self.choices.leaves[own] = colour
        self.choices.mark(own, self.page.raw(own))

    def _repaint(self, own: str, pixels: Layer, mask: bytes | None = None) -> None:
        """New pixels for a layer of celtint's own, where the mask is."""
        self.page.writable(own)
        if mask is not None:
            pixels = over(self.page.read(own), pixels, mask)
        known = self.written.get(own)
        if not (self.choices.unchanged(own, pixels.data) if known is None else pixels.data == known.data):
            self.page.rewrite(own, pixels)
            self.choices.mark(own, pixels.data)
        self.written[own] = pixels

    def _untouched(self, own: str) -> bool:
        """Whether a layer still holds what celtint wrote into it."""
        raw, known = self.page.raw(own), self.written.get(own)
        return self.choices.unchanged(own, raw) if known is None else raw == known.data

    def _rewrite(self, kind: str, pixels: Layer, mask: bytes | None) -> bool:
        """New pixels for celtint's own layer, unless it is gone or somebody painted on it; whether that was done."""
        own = self.choices.results.get(kind)
        if own is None or not self._untouched(own):
            return False
        self._repaint(own, pixels, mask)
        return True

    def follow(self, own: str, change: Change) -> Generator[None, None, bool]:
        """Only what changed, into celtint's own layer, if nobody painted there; ends with whether that was done. What
        stands there then is to be told to `settle` some time, as it takes long to find out. Raises Refused."""
        patch, (x, y), known = change.patch, change.corner, self.written.get(own)
        self.check((change.whole.width, change.whole.height))
        rect = (x, y, patch.width, patch.height)
        if known is None or not (yield from strips.same(self.page, own, known, rect)):
            return False
        if patch.data:
            yield from strips.write(self.page, own, patch, x, y)
            self.choices.marks[own] = ""
            self.written[own] = change.whole
        return True

    def settle(self, own: str, mark: str) -> None:
        """What stands in celtint's own layer has this digest: the document keeps it."""
        if self.choices.marks.get(own) != mark:
            self.choices.marks[own] = mark
            self.keep()

    def _insert(self, pixels: Layer, mask: bytes | None, layers: list[Flat] | None) -> None:
        above, blending = self.where()
        if layers is None:
            self._new("colour", names.RESULT_LAYER, pixels, mask, above, blending)
            return
        leaves = [Leaf(flat.name, flat.layer if mask is None else inside(flat.layer, mask)) for flat in layers]
        group = self.page.insert_group(names.RESULT_LAYER, leaves, above, blending)
        self.choices.results["colour"], self.choices.leaves = group, {}
        made = self.page.within(group)
        for at, flat in enumerate(layers):
            self._own_leaf(made[at], recolouring.written(flat.colour))

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
        """Show something on a layer of its own on top, or take that layer away; other pixels on it are no undo step."""
        own = self.choices.results.get(kind)
        if pixels is not None and self.page.node(own) is not None:
            self.check((pixels.width, pixels.height))
            self.page.rewrite(str(own), pixels)
            return
        self.page.remove(self.choices.results.pop(kind, None))
        if pixels is not None:
            self.check((pixels.width, pixels.height))
            self.choices.results[kind] = self.page.insert(name, pixels, None)

    def take_palette(self, entries: Iterable[PaletteEntry]) -> None:
        """A result's palette, by the names that the artist gave its colours."""
        self.entries = recolouring.named(entries, self.choices.names)

    def changes(self) -> dict[RGB, RGB]:
        """What the artist has made of colours of results; for `recolouring.answered`."""
        return recolouring.changes(self.choices.changes)

    def change(self, changed: Mapping[RGB, RGB]) -> None:
        """Colours of the result have become others, with their names; results to come have those too."""
        choices = self.choices
        choices.changes = recolouring.then(choices.changes, changed)
        choices.names = recolouring.moved(choices.names, changed)
        self.take_palette(replace(each, colour=changed.get(each.colour, each.colour)) for each in self.entries)
        self.spots = tuple(each._replace(colour=recolouring.through(changed, each.colour)) for each in self.spots)
        self.keep()

    def name_colour(self, colour: RGB, name: str) -> None:
        """A colour is called so from now on; no longer so for an empty name."""
        self.choices.names[recolouring.written(colour)] = name
        self.take_palette(self.entries)
        self.keep()

    def repaint(self, own: str, changed: Mapping[RGB, RGB]) -> None:
        """Give colours of celtint's still layer others; `clip.recolour` does it on all frames of one that has some."""
        leaves = self._leaves(own)
        for leaf in leaves or (own,):
            self._repaint(leaf, painting.recoloured(self.page.read(leaf), changed))
        becomes = {recolouring.written(old): recolouring.written(new) for old, new in changed.items()}
        for leaf, colour in leaves.items():
            self.choices.leaves[leaf] = becomes.get(colour, colour)


class Drawings:
    """The documents at work, one drawing each, whichever window shows them."""

    def __init__(self) -> None:
        self._known: list[Drawing] = []

    def of(self, page: Page) -> Drawing:
        """The drawing of a page; those of documents that were closed are forgotten."""
        self._known = [each for each in self._known if each.page.open]
        for each in self._known:
            if each.page.same(page):
                return each
        made = Drawing.of(page)
        self._known.append(made)
        return made


def usual() -> Choices:
    """What a new document begins with."""
    return Choices.usual(application.setting("usual"))


def make_usual(choices: Choices | None) -> None:
    """Let new documents begin with these settings; with celtint's own for None."""
    application.keep_setting("usual", "" if choices is None else choices.settled())
