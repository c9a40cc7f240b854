"""The docker: widgets with names, tooltips and nothing else; `studio` does what they ask for."""

from __future__ import annotations

from typing import Any

from celtint_krita import names
from celtint_krita.host.application import DockWidget
from celtint_krita.host.qt import (
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    Qt,
    QVBoxLayout,
    QWidget,
    tr,
)
from celtint_krita.model.staging import MOST_SEED
from celtint_krita.ui import lists
from celtint_krita.ui.widgets import ColourButton, button, combo, field, number, row, tick


class Docker(DockWidget):
    """celtint's docker."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("celtint")
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(6, 6, 6, 6)
        rows.addWidget(self._grey())
        rows.addLayout(self._layers())
        rows.addLayout(self._actions())
        rows.addWidget(self._how())
        rows.addWidget(self._tags())
        rows.addWidget(self._stage())
        rows.addWidget(self._animation())
        rows.addWidget(self._palette())
        rows.addWidget(self._server())
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setMinimumWidth(inner.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width() + 4)
        self.setWidget(area)

    def canvasChanged(self, canvas: Any) -> None:
        """Krita shows another document, or none; `WorkingDocker` has to know."""

    def _layers(self) -> QFormLayout:
        form = QFormLayout()
        self.lines = combo(names.LINES, tr("The layer or group with your lines; it is never changed"))
        self.hints = combo(names.HINTS, tr("The layer with your dabs of colour"))
        self.new_hints = button(names.NEW_HINTS, tr("New"), tr("Make a hint layer above the others and paint on it"))
        self.new_hints.setMaximumWidth(56)
        form.addRow(tr("Lines"), self.lines)
        form.addRow(tr("Hints"), row(self.hints, self.new_hints))
        return form

    def _actions(self) -> QVBoxLayout:
        made = QVBoxLayout()
        self.colour = button(names.COLOUR, tr("Colour"), tr("Colour the drawing, on a new layer below the lines"))
        font = self.colour.font()
        font.setBold(True)
        self.colour.setFont(font)
        self.update_ = button(names.UPDATE, tr("Update"), tr("Colour again, into the layer that celtint made last"))
        self.cancel = button(names.CANCEL, tr("Cancel"), tr("Stop; what is done stays"))
        self.cancel.setEnabled(False)
        made.addLayout(row(self.colour, self.update_, self.cancel))
        self.live = tick(names.LIVE, tr("Live"), tr("Colour again after each stroke on the hint layer"))
        self.preview = tick(
            names.PREVIEW, tr("Regions"), tr("Preview the regions that celtint sees, on a layer of their own")
        )
        self.unsure = tick(
            names.UNSURE, tr("Unsure"), tr("Mark the regions whose colour is a guess, on a layer of their own")
        )
        self.show_ink = tick(
            names.SHOW_INK, tr("Ink"), tr("Show which lines count as ink, in red, on a layer of their own")
        )
        made.addLayout(row(self.live, self.preview, self.unsure, self.show_ink))
        self.progress = QProgressBar()
        self.progress.setObjectName(names.PROGRESS)
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(8)
        made.addWidget(self.progress)
        self.message = QLabel(tr("Choose your line layer, paint a few dabs on a hint layer, press Colour."))
        self.message.setObjectName(names.MESSAGE)
        self.message.setWordWrap(True)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.addWidget(self.message)
        return made

    def _grey(self) -> QWidget:
        """What is shown of a grey document only."""
        self.grey = QWidget()
        self.grey.setObjectName(names.GREY)
        self.grey.setToolTip(tr("Every layer of a grey document shows as grey, whatever its colours are"))
        rows = QVBoxLayout(self.grey)
        rows.setContentsMargins(0, 0, 0, 0)
        told = QLabel(tr("This document is grey: colours show as grey in it."))
        told.setWordWrap(True)
        tip = tr("Convert the document to RGB, at its own depth; every layer stays, and it can be undone")
        self.convert = button(names.CONVERT, tr("Convert to RGB"), tip)
        rows.addWidget(told)
        rows.addWidget(self.convert)
        self.grey.setVisible(False)
        return self.grey

    def _how(self) -> QGroupBox:
        group = QGroupBox(tr("How"))
        form = QFormLayout(group)
        self.mode = combo(
            names.MODE, tr("What the lines are: line art becomes flats, grey keeps its light"), lists.modes()
        )
        self.style_ = combo(names.STYLE, tr("Flats alone, or flats and a shade layer above them"), lists.styles())
        rest = tr("What becomes of regions that you gave no hint")
        self.undecided = combo(names.UNDECIDED, rest, lists.undecided())
        widest = tr("Gaps in the lines up to this wide are closed")
        self.gap = number(names.GAP, widest, -1, 200, -1, tr("automatic"), " px")
        which = tr("Which line colours are ink: auto, all, dark, or colours such as #202020, #c03030")
        self.ink = field(names.INK, which, "auto")
        self.inks = QLabel("")
        self.inks.setObjectName(names.INKS)
        self.inks.setToolTip(tr("The line colours that were found, and which of them count as ink"))
        self.inks.setWordWrap(True)
        self.inks.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.colours = number(names.COLOURS, tr("At most so many colours"), 0, 256, 0, tr("as many as needed"))
        strength = tr("How far guessed colours are taken; your hints always count whole")
        self.strength = number(names.STRENGTH, strength, 0, 100, 100, "", " %")
        self.model = combo(names.MODEL, tr("The network that guesses"), ((tr("The server's own"), ""),))
        self.palette_ = combo(names.PALETTE, tr("Guessed colours are taken from this palette"), ((tr("None"), ""),))
        self.split = tick(
            names.SPLIT, tr("One layer for each colour"), tr("Put the colours into a group, each on a layer of its own")
        )
        for label, widget in (
            (tr("Drawing"), self.mode),
            (tr("Style"), self.style_),
            (tr("Unhinted"), self.undecided),
            (tr("Gaps"), self.gap),
            (tr("Ink"), self.ink),
            ("", self.inks),
            (tr("Colours"), self.colours),
            (tr("Strength"), self.strength),
            (tr("Network"), self.model),
            (tr("Palette"), self.palette_),
        ):
            form.addRow(label, widget)
        form.addRow(self.split)
        return group

    def _tags(self) -> QGroupBox:
        group = QGroupBox(tr("Boxes"))
        form = QFormLayout(group)
        self.boxes = combo(names.BOXES, tr("The vector layer with boxes round parts of the drawing"))
        tip = tr("Make a vector layer; draw boxes on it with the rectangle tool")
        self.new_boxes = button(names.NEW_BOXES, tr("New"), tip)
        self.new_boxes.setMaximumWidth(56)
        self.tag_name = field(names.TAG_NAME, tr("What is in the box"), tr("hair, sky …"))
        self.tag_colour = ColourButton(names.TAG_COLOUR, tr("The colour of what has this tag"))
        self.tag_empty = tick(names.TAG_EMPTY, tr("stays empty"), tr("What has this tag is paper and gets no colour"))
        self.tag = button(names.TAG, tr("Tag selected box"), tr("Name the selected box of the vector layer"))
        form.addRow(tr("Layer"), row(self.boxes, self.new_boxes))
        form.addRow(tr("Tag"), row(self.tag_name, self.tag_colour))
        form.addRow(row(self.tag_empty, self.tag))
        return group

    def _stage(self) -> QGroupBox:
        group = QGroupBox(tr("Stage"))
        group.setToolTip(tr("A picture with things in the boxes, each what its tag says"))
        form = QFormLayout(group)
        self.background = combo(names.BACKGROUND, tr("What lies behind the things"), lists.backgrounds())
        self.light = combo(names.LIGHT, tr("Where the light comes from"), lists.lights())
        self.seed = number(names.SEED, tr("Each number is another picture of the same boxes"), 0, MOST_SEED, 0)
        self.another = button(names.ANOTHER, tr("Another"), tr("Make the next number's picture, as a group of its own"))
        tip = tr("Put each thing on a layer of its own, whole, with its lines; the line layer is hidden then")
        self.apart = tick(names.APART, tr("One layer for each object"), tip)
        self.tag_colours = tick(
            names.TAG_COLOURS, tr("In the tags' colours"), tr("The main colour of each thing is that of its tag")
        )
        tip = tr("Make a picture with a thing in each tagged box, in a new group on top")
        self.stage = button(names.STAGE, tr("Make a picture of the boxes"), tip)
        form.addRow(tr("Background"), self.background)
        form.addRow(tr("Light"), self.light)
        form.addRow(tr("Picture"), row(self.seed, self.another))
        form.addRow(self.apart)
        form.addRow(self.tag_colours)
        form.addRow(self.stage)
        return group

    def _animation(self) -> QGroupBox:
        group = QGroupBox(tr("Animation"))
        form = QFormLayout(group)
        self.range_from = number(names.RANGE_FROM, tr("First frame"), 0, 999999, 0)
        self.range_to = number(names.RANGE_TO, tr("Last frame"), 0, 999999, 0)
        self.keys = combo(names.KEYS, tr("A layer with frames that you coloured yourself; the rest follows them"))
        self.animate = button(names.ANIMATE, tr("Colour frames"), tr("Colour every drawing in the range"))
        form.addRow(tr("Frames"), row(self.range_from, QLabel(tr("to")), self.range_to))
        form.addRow(tr("Keys"), self.keys)
        form.addRow(self.animate)
        return group

    def _palette(self) -> QGroupBox:
        group = QGroupBox(tr("Change a colour"))
        form = QFormLayout(group)
        self.swap_entry = combo(names.SWAP_ENTRY, tr("A colour of the result"))
        self.swap_colour = ColourButton(names.SWAP_COLOUR, tr("What it becomes"))
        self.swap = button(names.SWAP, tr("Change"), tr("Change it everywhere, on all frames"))
        form.addRow(self.swap_entry)
        form.addRow(row(self.swap_colour, self.swap))
        return group

    def _server(self) -> QGroupBox:
        group = QGroupBox(tr("Server"))
        form = QFormLayout(group)
        self.install = QLabel("pip install celtint")
        self.install.setObjectName(names.SERVER_INSTALL)
        self.install.setToolTip(tr("What to type into a terminal to install the server"))
        self.install.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        tip = tr("The Python that has celtint, or the folder it is in; empty for the system's own")
        self.python = field(names.SERVER_PYTHON, tip, tr("python3"))
        self.url = field(
            names.SERVER_URL, tr("Address of a server that runs elsewhere; empty for this machine"), "wss://…"
        )
        self.token = field(names.SERVER_TOKEN, tr("That server's token"))
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.apply = button(names.SERVER_APPLY, tr("Connect"), tr("Keep this and connect"))
        tip = tr(
            "Put the end of the server's log on the clipboard, for who helps you; nothing of your drawing is in it"
        )
        self.copy_log = button(names.COPY_LOG, tr("Copy log"), tip)
        form.addRow(tr("Install"), self.install)
        form.addRow("Python", self.python)
        form.addRow(tr("Address"), self.url)
        form.addRow(tr("Token"), self.token)
        form.addRow(row(self.apply, self.copy_log))
        return group
