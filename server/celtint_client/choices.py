"""Closed sets of words, and what each word means.

Written by `make contract` from celtint_client/contract.json; change it there.
"""

from __future__ import annotations

from typing import NamedTuple


class Choice(NamedTuple):
    """A word as hosts list it. number: what stands for it in saved files."""

    word: str
    label: str
    meaning: str
    number: int


class Error(NamedTuple):
    """What is fixed about an error's name. code: JSON-RPC's integer. retryable: it may help."""

    code: int
    retryable: bool
    meaning: str


MODE = ("auto", "line", "grey")
"""What a drawing is.

auto: celtint looks at the picture; in a sequence at every scene.
line: lines on paper: regions, one flat colour each.
grey: a shaded picture: it keeps its light, chroma is added.
"""

MODE_CHOICES: tuple[Choice, ...] = (
    Choice("auto", "Automatic", "celtint looks at the picture; in a sequence at every scene", 0),
    Choice("line", "Line art", "lines on paper: regions, one flat colour each", 1),
    Choice("grey", "Grey, shaded", "a shaded picture: it keeps its light, chroma is added", 2),
)
"""MODE, as hosts list them."""

FOUND_MODE = ("line", "grey")
"""What a drawing was taken for."""

FOUND_MODE_CHOICES = tuple(row for row in MODE_CHOICES if row.word in FOUND_MODE)
"""FOUND_MODE, as hosts list them."""

STYLE = ("flat", "soft")
"""What the colours are laid down as.

flat: flats alone.
soft: the same flats, and a shade layer to lay over them.
"""

STYLE_CHOICES: tuple[Choice, ...] = (
    Choice("flat", "Flat", "flats alone", 0),
    Choice("soft", "Soft: with a shade layer", "the same flats, and a shade layer to lay over them", 1),
)
"""STYLE, as hosts list them."""

READING = ("ltr", "rtl")
"""Which way a comic is read.

ltr: from left to right.
rtl: from right to left, as manga are.
"""

UNDECIDED = ("auto", "transparent", "mean", "network", "distinct")
"""What becomes of what no hint, box or key decides.

auto: what was measured best on styles nobody learned from: the colour of the nearest hint, the outside stays empty.
transparent: it stays empty.
mean: the mean of the artist's colours.
network: what a network proposes.
distinct: a colour of its own for each region; for one drawing.
"""

UNDECIDED_CHOICES: tuple[Choice, ...] = (
    Choice(
        "auto",
        "Automatic",
        "what was measured best on styles nobody learned from: the colour of the nearest hint, the outside stays empty",
        0,
    ),
    Choice("transparent", "Leave empty", "it stays empty", 1),
    Choice("mean", "Mean of the hints", "the mean of the artist's colours", 2),
    Choice("network", "Network's guess", "what a network proposes", 3),
    Choice("distinct", "All different", "a colour of its own for each region; for one drawing", 4),
)
"""UNDECIDED, as hosts list them."""

SEQUENCE_UNDECIDED = ("auto", "transparent", "mean", "network")
"""The same in a sequence, where regions that each differ from all others would flicker."""

SEQUENCE_UNDECIDED_CHOICES = tuple(row for row in UNDECIDED_CHOICES if row.word in SEQUENCE_UNDECIDED)
"""SEQUENCE_UNDECIDED, as hosts list them."""

DECIDED_BY = ("hint", "box", "key", "cast", "rule", "network", "distinct", "none")
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

SAID_BY = ("hint", "box", "key")
"""Of these, who passes on what the artist said."""

GUESSED_BY = ("rule", "network")
"""Of these, who guesses."""

MARK = ("merge", "empty", "same")
"""What a mark says of the areas that its stroke runs through: a number in a plane of the picture's size, 0 where there
is none.

merge: they are one area.
empty: they are paper and stay empty, whatever spreads.
same: they get one colour; strokes of one number from 4 to 255 belong together.
"""

MARK_CHOICES: tuple[Choice, ...] = (
    Choice("merge", "Merge", "they are one area", 1),
    Choice("empty", "Keep empty", "they are paper and stay empty, whatever spreads", 2),
    Choice("same", "Same colour", "they get one colour; strokes of one number from 4 to 255 belong together", 3),
)
"""MARK, as hosts list them."""

LINE_COLOURS = ("none", "keep", "untraced", "hold")
"""What becomes of the drawing's lines in a layer of their own, on nothing.

none: there is no such layer.
keep: the lines as they are.
untraced: without trace lines, which the paint beside them covers.
hold: without trace lines, every line in a darker tone of the paint beside it (colour holds).
"""

LINE_COLOURS_CHOICES: tuple[Choice, ...] = (
    Choice("none", "No line layer", "there is no such layer", 0),
    Choice("keep", "As they are", "the lines as they are", 1),
    Choice("untraced", "Without trace lines", "without trace lines, which the paint beside them covers", 2),
    Choice(
        "hold",
        "In the paint's colour",
        "without trace lines, every line in a darker tone of the paint beside it (colour holds)",
        3,
    ),
)
"""LINE_COLOURS, as hosts list them."""

OUTPUTS = ("colour", "shade", "labels", "preview", "ink", "lines", "report", "polygons")
"""What a request may want.

colour: the colour layer, wanted by default.
shade: the shade layer of style "soft".
labels: the label map, u32: the id of the region that each pixel is of.
preview: a picture of the regions, each in a colour of its own.
ink: what counts as ink, l8, dark on white.
lines: the line layer that the setting `line_colours` asks for.
report: the member regions: what was decided for each.
polygons: the regions' outlines, as the parts polygon_points (f32, x and y in pixels a row) and polygon_rings (u32,
region, number of points and 1 for a hole a row); outer rings run counter-clockwise as seen, and each is followed by
its holes.
"""

LAYER_ENCODINGS = ("rgba8", "bgra8", "png")
"""How colour, shade and preview may come."""

PAINT_ENCODINGS = ("rgba8", "bgra8", "png", "strokes")
"""How hints and keys may be sent."""

ENCODINGS = ("l8", "la8", "rgba8", "bgra8", "l16", "rgba16", "u32", "f32", "png", "strokes", "file")
"""How a part's bytes are to be read. Numbers are little-endian, rows run from the top, nothing is padded.

l8: grey, one byte a pixel.
la8: grey and straight alpha, two bytes a pixel.
rgba8: red, green, blue and straight alpha, four bytes a pixel.
bgra8: blue, green, red and straight alpha, four bytes a pixel.
l16: grey, 16 bits a pixel.
rgba16: red, green, blue and straight alpha, 16 bits each.
u32: whole numbers from 0; the width is how many are in a row.
f32: floating point: grey from 0 to 1, or numbers; the width is how many are in a row.
png: a PNG file of the part's size; numbers of another colour profile become sRGB, which all others are.
strokes: a drawing in strokes: u32 n; n × u32 points; n × 4 × u8 sRGB colour with straight alpha; of all points f32
x, y and radius in pixels; n × u8 flags (1 closed, 2 filled, 4 one shape with the filled stroke before).
file: a file as it is; width and height are 0. Of a picture or hints: PNG, WebP, JPEG, TIFF, BMP, GIF, AVIF,
OpenRaster, Krita's or Photoshop's, upright and in sRGB.
"""

BACKGROUND = ("none", "meadow", "street", "room", "sea", "night sky")
"""What lies behind the things of a staged picture.

none: nothing: things on empty paper.
meadow: grass and hills under a sky.
street: a road and a pavement, houses far away.
room: a wall and a floor.
sea: water up to the horizon, a beach in front.
night sky: stars over dark ground.
"""

BACKGROUND_CHOICES: tuple[Choice, ...] = (
    Choice("none", "None", "nothing: things on empty paper", 0),
    Choice("meadow", "Meadow", "grass and hills under a sky", 1),
    Choice("street", "Street", "a road and a pavement, houses far away", 2),
    Choice("room", "Room", "a wall and a floor", 3),
    Choice("sea", "Sea", "water up to the horizon, a beach in front", 4),
    Choice("night sky", "Night sky", "stars over dark ground", 5),
)
"""BACKGROUND, as hosts list them."""

LIGHT = ("left", "right", "above", "front")
"""Where the light of a staged picture comes from.

left: from above on the left.
right: from above on the right.
above: from straight above.
front: from where one looks.
"""

LIGHT_CHOICES: tuple[Choice, ...] = (
    Choice("left", "From the left", "from above on the left", 0),
    Choice("right", "From the right", "from above on the right", 1),
    Choice("above", "From above", "from straight above", 2),
    Choice("front", "From the front", "from where one looks", 3),
)
"""LIGHT, as hosts list them."""

ENGINE = ("assembled", "learned")
"""Who draws the things of a staged picture.

assembled: drawn things of open sets, fitted, recoloured and redrawn in one line.
learned: a network that has learned from the same sets and draws each thing anew, recoloured and redrawn alike.
"""

ENGINE_CHOICES: tuple[Choice, ...] = (
    Choice("assembled", "Assembled", "drawn things of open sets, fitted, recoloured and redrawn in one line", 0),
    Choice(
        "learned",
        "Learned",
        "a network that has learned from the same sets and draws each thing anew, recoloured and redrawn alike",
        1,
    ),
)
"""ENGINE, as hosts list them."""

FACING = ("auto", "left", "right")
"""Where a thing looks.

auto: as it comes.
left: to the left.
right: to the right.
"""

STAGE_OUTPUTS = ("picture", "lines", "grey", "flats", "shade", "labels", "hints", "background", "layers", "report")
"""What a request for a staged picture may want.

picture: what one sees, wanted by default.
lines: the line art, dark with alpha.
grey: lines and tones on white, l8.
flats: one colour a region, under the lines to their middle.
shade: the shade layer, to lay over the flats.
labels: the label map, u32: the id of the region that each pixel is of.
hints: a dot in every region: with the lines, colour gives the flats again.
background: the layer of the background alone.
layers: every object's own layer, uncovered, one below another at the left edge, as objects tell.
report: the member regions: the colour and the name of each.
"""

FRAME_LAYERS = ("hints", "key", "boxes", "marks")
"""What a frame may lose again in a correction.

hints: its hint layer.
key: the frame as the artist coloured it.
boxes: its own boxes.
marks: its marks.
"""

ROLES = ("picture", "hints")
"""What a file that is handed over to the page is for.

picture: a drawing, or whatever else the page opens.
hints: the hints of the picture before it.
"""

STATES = ("open", "queued", "running", "done")
"""Where a job stands.

open: a sequence whose frames are still coming.
queued: it waits for its turn.
running: it is being done.
done: it is over, and its result is kept for ten minutes.
"""

VERBS = ("colour", "sequence", "stage", "palette")
"""What a server may be asked for.

colour: colour one picture.
sequence: colour the frames of a clip.
stage: draw what boxes on a blank canvas say.
palette: give a palette entry of a result another colour.
"""

BYTES_PER_PIXEL = {
    "l8": 1,
    "la8": 2,
    "rgba8": 4,
    "bgra8": 4,
    "l16": 2,
    "rgba16": 8,
    "u32": 4,
    "f32": 4,
}
"""Raw encodings. For `u32` and `f32` width is the numbers in a row, height the rows."""

ERRORS = {
    "UNAUTHORISED": Error(-32001, False, "no token or a wrong one, a foreign `Origin` or `Host`"),
    "VERSION_UNSUPPORTED": Error(-32002, False, "another subprotocol, or another major version"),
    "BAD_REQUEST": Error(-32602, False, "not JSON, not JSON-RPC, no such method, parameters that don't fit"),
    "MODEL_NOT_FOUND": Error(-32003, False, "no network of that name"),
    "BAD_PICTURE": Error(-32004, False, "not a picture, cut short, no pixels"),
    "TOO_LARGE": Error(-32005, False, "more pixels or bytes than the limits"),
    "UNKNOWN_PART": Error(-32006, True, "a ref that the server no longer has: send it again"),
    "QUEUE_FULL": Error(
        -32007,
        True,
        "too many jobs are waiting or clients connected, or no memory is left: try later",
    ),
    "CANCELLED": Error(-32008, True, "cancelled, or replaced by a newer request"),
    "TIMED_OUT": Error(
        -32009,
        False,
        "the job ran past its deadline and was stopped; the same again would end the same",
    ),
    "INTERNAL": Error(-32603, False, "the server's own mistake; its log says why, under the same job"),
}
"""Every stable name of an error."""
