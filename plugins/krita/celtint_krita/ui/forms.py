"""Between the docker's widgets and the artist's choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from celtint_krita.host import application
from celtint_krita.host.page import Page
from celtint_krita.host.qt import QColor, QIcon, QPixmap, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from celtint_client.messages import RGB, PaletteEntry

    from celtint_krita.host.nodes import Listed
    from celtint_krita.model.choices import Choices
    from celtint_krita.ui.docker import Docker

_PICTURES = ("paintlayer", "grouplayer", "filelayer", "clonelayer")
_INDENT = "   "


class Form:
    """Shows choices in the widgets and reads them back."""

    def __init__(self, docker: Docker) -> None:
        self._docker = docker
        self._seen: list[Listed] = []
        self._palettes: list[str] = []

    def show(self, page: Page, choices: Choices) -> None:
        """Set every widget as the document's choices say."""
        d = self._docker
        self._seen = []
        self.refresh(page, choices)
        for box, value in (
            (d.mode, choices.mode),
            (d.style_, choices.style),
            (d.undecided, choices.undecided),
            (d.palette_, choices.palette),
            (d.model, choices.model or ""),
            (d.background, choices.background),
            (d.light, choices.light),
        ):
            _choose(box, value)
        d.gap.setValue(choices.gap)
        d.ink.setText(choices.ink)
        d.colours.setValue(choices.colours)
        d.strength.setValue(choices.strength)
        d.seed.setValue(choices.seed)
        for box, on in ((d.split, choices.split), (d.apart, choices.apart), (d.tag_colours, choices.tag_colours)):
            box.setChecked(on)
        first, last = page.clip()
        d.range_from.setValue(first)
        d.range_to.setValue(last)
        self.offer_entries(())

    def refresh(self, page: Page, choices: Choices) -> None:
        """Offer the layers and palettes that there are now."""
        self._offer_palettes()
        self.offer_rgb(page.grey)
        listed = page.layers()
        if listed == self._seen:
            return
        self._seen = listed
        d, own = self._docker, set(choices.results.values())
        free = [each for each in listed if each.id not in own]
        pictures = [each for each in free if each.kind in _PICTURES]
        drawn = [each for each in free if each.kind == "vectorlayer"]
        _offer(d.lines, tr("The active layer"), free, choices.lines)
        _offer(d.hints, tr("None"), pictures, choices.hints)
        _offer(d.boxes, tr("None"), drawn, choices.boxes)
        _offer(d.keys, tr("None"), pictures, choices.keys)

    def offer_rgb(self, grey: bool) -> None:
        """Say that the document is grey, and offer to convert it, or take that away."""
        self._docker.grey.setVisible(grey)

    def _offer_palettes(self) -> None:
        found = application.palettes()
        if found != self._palettes:
            self._palettes = found
            box = self._docker.palette_
            chosen = box.currentData()
            box.clear()
            box.addItem(tr("None"), "")
            for name in found:
                box.addItem(name, name)
            _choose(box, chosen)

    def read(self, choices: Choices) -> None:
        """Take what the widgets say."""
        d = self._docker
        choices.lines, choices.hints = d.lines.currentData() or None, d.hints.currentData() or None
        choices.boxes, choices.keys = d.boxes.currentData() or None, d.keys.currentData() or None
        choices.mode, choices.style = d.mode.currentData(), d.style_.currentData()
        choices.undecided, choices.palette = d.undecided.currentData(), d.palette_.currentData() or ""
        choices.model = d.model.currentData() or None
        choices.gap, choices.colours, choices.strength = d.gap.value(), d.colours.value(), d.strength.value()
        choices.ink = d.ink.text().strip() or "auto"
        choices.split = d.split.isChecked()
        choices.background, choices.light = d.background.currentData(), d.light.currentData()
        choices.seed = d.seed.value()
        choices.apart, choices.tag_colours = d.apart.isChecked(), d.tag_colours.isChecked()

    def offer_models(self, models: Iterable[str]) -> None:
        """The networks that the server has."""
        box = self._docker.model
        chosen = box.currentData()
        box.clear()
        box.addItem(tr("The server's own"), "")
        for name in models:
            box.addItem(name, name)
        _choose(box, chosen)

    def offer_entries(self, entries: Iterable[PaletteEntry]) -> None:
        """The colours of a result, each with a swatch."""
        box = self._docker.swap_entry
        box.clear()
        for entry in entries:
            text = entry.name or "#{:02x}{:02x}{:02x}".format(*entry.colour)
            box.addItem(_swatch(entry.colour), text, list(entry.colour))

    def change_entry(self, old: RGB, new: RGB) -> None:
        """A colour of the result has become another."""
        box = self._docker.swap_entry
        at = box.findData(list(old))
        if at >= 0:
            box.setItemData(at, list(new))
            box.setItemIcon(at, _swatch(new))


def _swatch(colour: RGB) -> QIcon:
    shown = QPixmap(16, 16)
    shown.fill(QColor(*colour))
    return QIcon(shown)


def _offer(box: Any, nothing: str, layers: list[Listed], chosen: str | None) -> None:
    """Fill a list with layers, keeping what was picked if it is still there."""
    picked = box.currentData() if box.count() else chosen
    box.blockSignals(True)
    box.clear()
    box.addItem(nothing, "")
    for each in layers:
        box.addItem(_INDENT * each.depth + each.name, each.id)
    _choose(box, chosen if chosen is not None and box.findData(chosen) >= 0 else picked)
    box.blockSignals(False)


def _choose(box: Any, value: Any) -> None:
    at = box.findData(value)
    box.setCurrentIndex(max(0, at))
