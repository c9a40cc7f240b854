"""The docker: widgets with names, tooltips and nothing else; `studio` does what they ask for."""

from __future__ import annotations

from typing import Any

from celtint_krita import names
from celtint_krita.host.application import DockWidget
from celtint_krita.host.qt import (
    QFormLayout,
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
from celtint_krita.ui.doubt_box import DoubtBox
from celtint_krita.ui.palette_box import PaletteBox
from celtint_krita.ui.section import Section, folded
from celtint_krita.ui.setup_box import SetupBox, SetupRow
from celtint_krita.ui.widgets import ColourButton, FolderButton, button, combo, field, labelled, note, number, row, tick


class Docker(DockWidget):
    """celtint's docker."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("celtint")
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(6, 6, 6, 6)
        self.setup_box = SetupBox()
        rows.addWidget(self.setup_box)
        rows.addWidget(self._grey())
        rows.addLayout(self._layers())
        rows.addLayout(self._actions())
        for section in self._sections():
            rows.addWidget(section)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setMinimumWidth(inner.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width() + 4)
        self.setWidget(area)

    def canvasChanged(self, canvas: Any) -> None:
        """Krita shows another document, or none; `WorkingDocker` has to know."""

    def _sections(self) -> tuple[Section, ...]:
        """What folds away: all that one doesn't need to begin with."""
        self.doubts = DoubtBox()
        tip = tr("What celtint guessed and somebody should look at")
        self.doubts_section = Section(names.DOUBTS_PART, tr("Doubts"), tip, self.doubts, opened=True)
        self.swatches = PaletteBox()
        colours = tr("The colours of the result: change and name them, everywhere")
        settings = tr("What the drawing is, how openings are closed, what becomes of parts without a hint")
        boxes = tr("Boxes that say what is in them, or that something stays empty")
        stage = tr("A picture with things in the boxes, each what its tag says")
        frames = tr("Every drawing of an animation, one after the other")
        server = tr("The engine on this machine, or a server on another")
        return (
            self.doubts_section,
            Section(names.PALETTE_PART, tr("Palette"), colours, self.swatches, opened=True),
            Section(names.SETTINGS_PART, tr("Settings"), settings, self._how()),
            Section(names.BOXES_PART, tr("Boxes"), boxes, self._tags()),
            Section(names.STAGE_PART, tr("Picture from boxes"), stage, self._stage()),
            Section(names.ANIMATION_PART, tr("Animation"), frames, self._animation()),
            Section(names.SERVER_PART, tr("Engine and server"), server, self._server()),
        )

    def _layers(self) -> QFormLayout:
        form = QFormLayout()
        self.lines = combo(names.LINES, tr("The layer or group with your lines; it is never changed"))
        self.hints = combo(names.HINTS, tr("The layer with your dabs of colour"))
        self.new_hints = button(names.NEW_HINTS, tr("New"), tr("Make a hint layer above the others and paint on it"))
        self.new_hints.setMaximumWidth(56)
        labelled(form, tr("Lines"), self.lines)
        labelled(form, tr("Hints"), self.hints, self.new_hints)
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

    def _how(self) -> QWidget:
        group, form = folded()
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
        traced = tr("Which coloured lines are trace lines, which paint covers: auto, none, or colours such as #ff0000")
        self.trace = field(names.TRACE, traced, "auto")
        self.inks = note(names.INKS, tr("The line colours that were found, and which of them count as ink"))
        clean = tr("Put the lines alone on a layer of their own too, above yours, which stays as it is")
        self.line_colours = combo(names.LINE_COLOURS, clean, lists.line_colours())
        self.colours = number(names.COLOURS, tr("At most so many colours"), 0, 256, 0, tr("as many as needed"))
        strength = tr("How far guessed colours are taken; your hints always count whole")
        self.strength = number(names.STRENGTH, strength, 0, 100, 100, "", " %")
        merged = tr("How far regions without a hint are merged to objects: 0 not at all, 100 to few")
        self.merge = number(names.MERGE, merged, 0, 100, 0, "", " %")
        self.model = combo(names.MODEL, tr("The network that guesses"), ((tr("The server's own"), ""),))
        sheets = tr("A folder of model sheets, one folder in it for each character; their colours are taken by part")
        self.cast = field(names.CAST, sheets, "")
        self.cast_pick = FolderButton(names.CAST_PICK, tr("Choose the folder of model sheets"), self.cast)
        self.palette_ = combo(names.PALETTE, tr("Guessed colours are taken from this palette"), ((tr("None"), ""),))
        self.split = tick(
            names.SPLIT, tr("One layer for each colour"), tr("Put the colours into a group, each on a layer of its own")
        )
        for label, widget in (
            (tr("Mode"), self.mode),
            (tr("Style"), self.style_),
            (tr("No hint"), self.undecided),
            (tr("Gaps"), self.gap),
            (tr("Ink"), self.ink),
            (tr("Trace lines"), self.trace),
            ("", self.inks),
            (tr("Line layer"), self.line_colours),
            (tr("Colours"), self.colours),
            (tr("Guess"), self.strength),
            (tr("Merge"), self.merge),
            (tr("Network"), self.model),
            (tr("Palette"), self.palette_),
        ):
            labelled(form, label, widget)
        labelled(form, tr("Cast"), self.cast, self.cast_pick)
        form.addRow(self.split)
        tip = tr("Let every new document begin with these settings")
        self.make_usual = button(names.MAKE_USUAL, tr("Use for new ones"), tip)
        tip = tr("Go back to the settings that celtint comes with, here and in new documents")
        self.forget_usual = button(names.FORGET_USUAL, tr("Reset"), tip)
        form.addRow(row(self.make_usual, self.forget_usual))
        return group

    def _tags(self) -> QWidget:
        group, form = folded()
        self.boxes = combo(names.BOXES, tr("The vector layer with boxes round parts of the drawing"))
        tip = tr("Make a vector layer; draw boxes on it with the rectangle tool")
        self.new_boxes = button(names.NEW_BOXES, tr("New"), tip)
        self.new_boxes.setMaximumWidth(56)
        self.tag_name = field(names.TAG_NAME, tr("What is in the box"), tr("hair, sky …"))
        self.tag_colour = ColourButton(names.TAG_COLOUR, tr("The colour of what has this tag"))
        self.tag_empty = tick(names.TAG_EMPTY, tr("stays empty"), tr("What has this tag is paper and gets no colour"))
        self.tag = button(names.TAG, tr("Tag selected box"), tr("Name the selected box of the vector layer"))
        labelled(form, tr("Layer"), self.boxes, self.new_boxes)
        labelled(form, tr("Tag"), self.tag_name, self.tag_colour)
        form.addRow(row(self.tag_empty, self.tag))
        return group

    def _stage(self) -> QWidget:
        group, form = folded()
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
        labelled(form, tr("Background"), self.background)
        labelled(form, tr("Light"), self.light)
        labelled(form, tr("Picture"), self.seed, self.another)
        form.addRow(self.apart)
        form.addRow(self.tag_colours)
        form.addRow(self.stage)
        return group

    def _animation(self) -> QWidget:
        group, form = folded()
        self.range_from = number(names.RANGE_FROM, tr("First frame"), 0, 999999, 0)
        self.range_to = number(names.RANGE_TO, tr("Last frame"), 0, 999999, 0)
        self.keys = combo(names.KEYS, tr("A layer with frames that you coloured yourself; the rest follows them"))
        where = tr("Where another scene begins: auto finds out, none, or frames with commas between, such as 14, 31")
        self.cuts = field(names.CUTS, where, "auto")
        self.scenes = note(
            names.SCENES, tr("The scenes that were found; write other frames into Cuts if they are wrong")
        )
        self.animate = button(names.ANIMATE, tr("Colour frames"), tr("Colour every drawing in the range"))
        labelled(form, tr("Frames"), self.range_from, QLabel(tr("to")), self.range_to)
        labelled(form, tr("Keys"), self.keys)
        labelled(form, tr("Cuts"), self.cuts)
        form.addRow(self.scenes)
        form.addRow(self.animate)
        return group

    def _server(self) -> QWidget:
        group, form = folded()
        self.setup_row = SetupRow()
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
        labelled(form, tr("Engine"), self.setup_row)
        labelled(form, "Python", self.python)
        labelled(form, tr("Address"), self.url)
        labelled(form, tr("Token"), self.token)
        form.addRow(row(self.apply, self.copy_log))
        return group
