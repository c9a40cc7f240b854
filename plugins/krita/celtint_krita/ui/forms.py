"""Between the docker's widgets and the artist's choices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from celtint_krita.host import application
from celtint_krita.host.page import Page
from celtint_krita.host.qt import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
        self._shown: Choices | None = None
        self._filling = False

    def watch(self, changed: Callable[[], None]) -> None:
        """Call something whenever the artist has changed a setting."""
        d = self._docker

        def told(*_value: object) -> None:
            if not self._filling:
                changed()

        for box in (d.lines, d.hints, d.boxes, d.keys, d.mode, d.style_, d.undecided, d.palette_, d.model):
            box.activated.connect(told)
        for box in (d.background, d.light, d.line_colours):
            box.activated.connect(told)
        for number in (d.gap, d.colours, d.strength, d.merge, d.seed):
            number.valueChanged.connect(told)
        for field in (d.ink, d.trace, d.cast, d.cuts):
            field.editingFinished.connect(told)
        for tick in (d.split, d.apart, d.tag_colours):
            tick.toggled.connect(told)

    def show(self, page: Page, choices: Choices) -> None:
        """Turn to a document: set every widget as its choices say."""
        d = self._docker
        d.scenes.setText("")
        first, last = page.clip()
        d.range_from.setValue(first)
        d.range_to.setValue(last)
        self.follow(page, choices)

    def follow(self, page: Page, choices: Choices) -> None:
        """Set what choices say differently from what is shown, as another window or a button has changed them."""
        self._seen, self._filling = [], True
        self.refresh(page, choices)
        self._fill(choices)
        self._filling = False
        self._shown = replace(choices)

    def _fill(self, choices: Choices) -> None:
        d = self._docker
        for box, value in (
            (d.mode, choices.mode),
            (d.style_, choices.style),
            (d.undecided, choices.undecided),
            (d.palette_, choices.palette),
            (d.model, choices.model or ""),
            (d.line_colours, choices.line_colours),
            (d.background, choices.background),
            (d.light, choices.light),
        ):
            _choose(box, value)
        d.gap.setValue(choices.gap)
        d.ink.setText(choices.ink)
        d.trace.setText(choices.trace)
        d.cast.setText(choices.cast)
        d.cuts.setText("" if choices.cuts == "auto" else choices.cuts)
        d.colours.setValue(choices.colours)
        d.strength.setValue(choices.strength)
        d.merge.setValue(choices.merge)
        d.seed.setValue(choices.seed)
        for box, on in ((d.split, choices.split), (d.apart, choices.apart), (d.tag_colours, choices.tag_colours)):
            box.setChecked(on)

    def refresh(self, page: Page, choices: Choices) -> None:
        """Offer the layers and palettes that there are now, and what was chosen elsewhere."""
        if not self._filling and self._shown is not None and not self._shown.alike(choices):
            self.follow(page, choices)
            return
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

    def has(self, layer: str | None) -> bool:
        """Whether the document in front had that layer when it was looked at last."""
        return any(each.id == layer for each in self._seen)

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
        choices.merge = d.merge.value()
        choices.ink = d.ink.text().strip() or "auto"
        choices.trace = d.trace.text().strip() or "auto"
        choices.cast = d.cast.text().strip()
        choices.cuts = d.cuts.text().strip() or "auto"
        choices.split = d.split.isChecked()
        choices.line_colours = d.line_colours.currentData()
        choices.background, choices.light = d.background.currentData(), d.light.currentData()
        choices.seed = d.seed.value()
        choices.apart, choices.tag_colours = d.apart.isChecked(), d.tag_colours.isChecked()
        self._shown = replace(choices)

    def offer_models(self, models: Iterable[str]) -> None:
        """The networks that the server has."""
        box = self._docker.model
        chosen = box.currentData()
        box.clear()
        box.addItem(tr("The server's own"), "")
        for name in models:
            box.addItem(name, name)
        _choose(box, chosen)


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
