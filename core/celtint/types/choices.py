"""Closed sets of words, each once: what other modules choose from.

Written by `make contract` from celtint_client/contract.json; change it there.
"""

from typing import Literal

Mode = Literal["auto", "line", "grey"]
"""What a drawing is.

auto: celtint looks at the picture; in a sequence at every scene.
line: lines on paper: regions, one flat colour each.
grey: a shaded picture: it keeps its light, chroma is added.
"""

MODE: tuple[Mode, ...] = ("auto", "line", "grey")

MODE_LABELS: dict[Mode, str] = {
    "auto": "Automatic",
    "line": "Line art",
    "grey": "Grey, shaded",
}

MODE_MEANINGS: dict[Mode, str] = {
    "auto": "celtint looks at the picture; in a sequence at every scene",
    "line": "lines on paper: regions, one flat colour each",
    "grey": "a shaded picture: it keeps its light, chroma is added",
}

FoundMode = Literal["line", "grey"]
"""What a drawing was taken for."""

FOUND_MODE: tuple[FoundMode, ...] = ("line", "grey")

FOUND_MODE_LABELS = {word: MODE_LABELS[word] for word in FOUND_MODE}

FOUND_MODE_MEANINGS = {word: MODE_MEANINGS[word] for word in FOUND_MODE}

Style = Literal["flat", "soft"]
"""What the colours are laid down as.

flat: flats alone.
soft: the same flats, and a shade layer to lay over them.
"""

STYLE: tuple[Style, ...] = ("flat", "soft")

STYLE_LABELS: dict[Style, str] = {
    "flat": "Flat",
    "soft": "Soft: with a shade layer",
}

STYLE_MEANINGS: dict[Style, str] = {
    "flat": "flats alone",
    "soft": "the same flats, and a shade layer to lay over them",
}

Reading = Literal["ltr", "rtl"]
"""Which way a comic is read.

ltr: from left to right.
rtl: from right to left, as manga are.
"""

READING: tuple[Reading, ...] = ("ltr", "rtl")

Undecided = Literal["auto", "transparent", "mean", "network", "distinct"]
"""What becomes of what no hint, box or key decides.

auto: what was measured best on styles nobody learned from: the colour of the nearest hint, the outside stays empty.
transparent: it stays empty.
mean: the mean of the artist's colours.
network: what a network proposes.
distinct: a colour of its own for each region; for one drawing.
"""

UNDECIDED: tuple[Undecided, ...] = ("auto", "transparent", "mean", "network", "distinct")

UNDECIDED_LABELS: dict[Undecided, str] = {
    "auto": "Automatic",
    "transparent": "Leave empty",
    "mean": "Mean of the hints",
    "network": "Network's guess",
    "distinct": "All different",
}

UNDECIDED_MEANINGS: dict[Undecided, str] = {
    "auto": (
        "what was measured best on styles nobody learned from: the colour of the nearest hint, the outside stays empty"
    ),
    "transparent": "it stays empty",
    "mean": "the mean of the artist's colours",
    "network": "what a network proposes",
    "distinct": "a colour of its own for each region; for one drawing",
}

SequenceUndecided = Literal["auto", "transparent", "mean", "network"]
"""The same in a sequence, where regions that each differ from all others would flicker."""

SEQUENCE_UNDECIDED: tuple[SequenceUndecided, ...] = ("auto", "transparent", "mean", "network")

SEQUENCE_UNDECIDED_LABELS = {word: UNDECIDED_LABELS[word] for word in SEQUENCE_UNDECIDED}

SEQUENCE_UNDECIDED_MEANINGS = {word: UNDECIDED_MEANINGS[word] for word in SEQUENCE_UNDECIDED}

DecidedBy = Literal["hint", "box", "key", "cast", "rule", "network", "distinct", "none"]
"""Who decided a region's colour.

hint: a hint lies in it, or ran on into it.
box: a box with a colour lies over it.
key: it was matched with a coloured frame.
cast: it was found on a character's model sheets.
rule: `undecided` "auto" or "mean": a guess.
network: a network: a guess.
distinct: `undecided` "distinct": a colour of its own.
none: nobody; it stays empty.
"""

DECIDED_BY: tuple[DecidedBy, ...] = ("hint", "box", "key", "cast", "rule", "network", "distinct", "none")

DECIDED_BY_LABELS: dict[DecidedBy, str] = {
    "hint": "hinted",
    "box": "by boxes",
    "key": "by keys",
    "cast": "by the cast",
    "rule": "by rule",
    "network": "proposed",
    "distinct": "told apart",
    "none": "left empty",
}

DECIDED_BY_MEANINGS: dict[DecidedBy, str] = {
    "hint": "a hint lies in it, or ran on into it",
    "box": "a box with a colour lies over it",
    "key": "it was matched with a coloured frame",
    "cast": "it was found on a character's model sheets",
    "rule": '`undecided` "auto" or "mean": a guess',
    "network": "a network: a guess",
    "distinct": '`undecided` "distinct": a colour of its own',
    "none": "nobody; it stays empty",
}

GuessedBy = Literal["rule", "network"]
"""Of these, who guesses."""

GUESSED_BY: tuple[GuessedBy, ...] = ("rule", "network")

Mark = Literal["merge", "empty", "same"]
"""What a mark says of the areas that its stroke runs through: a number in a plane of the picture's size, 0 where there
is none.

merge: they are one area.
empty: they are paper and stay empty, whatever spreads.
same: they get one colour; strokes of one number from 4 to 255 belong together.
"""

MARK: tuple[Mark, ...] = ("merge", "empty", "same")

MARK_LABELS: dict[Mark, str] = {
    "merge": "Merge",
    "empty": "Keep empty",
    "same": "Same colour",
}

MARK_MEANINGS: dict[Mark, str] = {
    "merge": "they are one area",
    "empty": "they are paper and stay empty, whatever spreads",
    "same": "they get one colour; strokes of one number from 4 to 255 belong together",
}

LineColours = Literal["none", "keep", "untraced", "hold"]
"""What becomes of the drawing's lines in a layer of their own, on nothing.

none: there is no such layer.
keep: the lines as they are.
untraced: without trace lines, which the paint beside them covers.
hold: without trace lines, every line in a darker tone of the paint beside it (colour holds).
"""

LINE_COLOURS: tuple[LineColours, ...] = ("none", "keep", "untraced", "hold")

LINE_COLOURS_LABELS: dict[LineColours, str] = {
    "none": "No line layer",
    "keep": "As they are",
    "untraced": "Without trace lines",
    "hold": "In the paint's colour",
}

LINE_COLOURS_MEANINGS: dict[LineColours, str] = {
    "none": "there is no such layer",
    "keep": "the lines as they are",
    "untraced": "without trace lines, which the paint beside them covers",
    "hold": "without trace lines, every line in a darker tone of the paint beside it (colour holds)",
}

Background = Literal["none", "meadow", "street", "room", "sea", "night sky"]
"""What lies behind the things of a staged picture.

none: nothing: things on empty paper.
meadow: grass and hills under a sky.
street: a road and a pavement, houses far away.
room: a wall and a floor.
sea: water up to the horizon, a beach in front.
night sky: stars over dark ground.
"""

BACKGROUND: tuple[Background, ...] = ("none", "meadow", "street", "room", "sea", "night sky")

BACKGROUND_LABELS: dict[Background, str] = {
    "none": "None",
    "meadow": "Meadow",
    "street": "Street",
    "room": "Room",
    "sea": "Sea",
    "night sky": "Night sky",
}

BACKGROUND_MEANINGS: dict[Background, str] = {
    "none": "nothing: things on empty paper",
    "meadow": "grass and hills under a sky",
    "street": "a road and a pavement, houses far away",
    "room": "a wall and a floor",
    "sea": "water up to the horizon, a beach in front",
    "night sky": "stars over dark ground",
}

Light = Literal["left", "right", "above", "front"]
"""Where the light of a staged picture comes from.

left: from above on the left.
right: from above on the right.
above: from straight above.
front: from where one looks.
"""

LIGHT: tuple[Light, ...] = ("left", "right", "above", "front")

LIGHT_LABELS: dict[Light, str] = {
    "left": "From the left",
    "right": "From the right",
    "above": "From above",
    "front": "From the front",
}

LIGHT_MEANINGS: dict[Light, str] = {
    "left": "from above on the left",
    "right": "from above on the right",
    "above": "from straight above",
    "front": "from where one looks",
}

Engine = Literal["assembled", "learned"]
"""Who draws the things of a staged picture.

assembled: drawn things of open sets, fitted, recoloured and redrawn in one line.
learned: a network that has learned from the same sets and draws each thing anew, recoloured and redrawn alike.
"""

ENGINE: tuple[Engine, ...] = ("assembled", "learned")

ENGINE_LABELS: dict[Engine, str] = {
    "assembled": "Assembled",
    "learned": "Learned",
}

ENGINE_MEANINGS: dict[Engine, str] = {
    "assembled": "drawn things of open sets, fitted, recoloured and redrawn in one line",
    "learned": "a network that has learned from the same sets and draws each thing anew, recoloured and redrawn alike",
}
