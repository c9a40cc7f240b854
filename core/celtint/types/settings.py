"""How to colour: settings of a picture and of a sequence.

Written by `make contract` from celtint_client/contract.json; change it there.
"""

from dataclasses import dataclass
from typing import Literal

from celtint.types.checking import check_cuts, check_flag, check_ink, check_number, check_trace, check_whole, check_word
from celtint.types.choices import (
    LINE_COLOURS,
    MODE,
    SEQUENCE_UNDECIDED,
    STYLE,
    UNDECIDED,
    LineColours,
    Mode,
    SequenceUndecided,
    Style,
    Undecided,
)


@dataclass(frozen=True)
class Settings:
    """How to colour.

    mode: what the picture is ("auto", "line" or "grey"). style: flats alone, or with a shade layer ("flat" or
    "soft"). undecided: what becomes of what no hint or box decides ("auto", "transparent", "mean", "network" or
    "distinct"). gap: the widest gap in a line that is closed (0 to 512 pixels or "auto"). colours: at most so many
    colours among regions without a hint; none: no limit (1 to 256). strength: how far a proposal departs from the
    nearest hint (line) or from grey (grey), where no hint lies (0 to 1). ink: which line colours are ink: auto
    (pale lines under darker ones are not), all, dark (only the darkest), or colours, #rrggbb, with commas between.
    merge: how far areas that no hint decides are merged to objects: 0 not at all, 1 to few (0 to 1). trace: which
    coloured lines are trace lines, which part areas and are painted over: auto (what parts areas inside the dark
    lines and ends at them), none, or colours, #rrggbb, with commas between. line_colours: what becomes of the lines
    in the line layer, the output lines ("none", "keep", "untraced" or "hold").

    Raises BadRequest for anything else.
    """

    mode: Mode = "auto"
    style: Style = "flat"
    undecided: Undecided = "auto"
    gap: int | Literal["auto"] = "auto"
    colours: int | None = None
    strength: float = 1.0
    ink: str = "auto"
    merge: float = 0.0
    trace: str = "auto"
    line_colours: LineColours = "none"

    def __post_init__(self) -> None:
        check_word("mode", self.mode, MODE)
        check_word("style", self.style, STYLE)
        check_word("undecided", self.undecided, UNDECIDED)
        check_whole("gap", self.gap, 0, 512, "pixels", ("auto",))
        check_whole("colours", self.colours, 1, 256, "", (None,))
        check_number("strength", self.strength, 0, 1, "")
        check_ink("ink", self.ink)
        check_number("merge", self.merge, 0, 1, "")
        check_trace("trace", self.trace)
        check_word("line_colours", self.line_colours, LINE_COLOURS)


@dataclass(frozen=True)
class SequenceSettings:
    """How to colour a sequence.

    mode: what the frames are ("auto", "line" or "grey"). undecided: what becomes of what no key, hint or
    neighbouring frame knows; a guess is kept over the shot ("auto", "transparent", "mean" or "network"). gap: the
    widest gap in a line that is closed (0 to 512 pixels or "auto"). window: held in mind at once; more of them see
    a key that is farther ahead (2 to 240 frames). strength: how far a proposal departs from grey, where no hint
    lies (0 to 1). ink: which line colours are ink: auto (pale lines under darker ones are not), all, dark (only the
    darkest), or colours, #rrggbb, with commas between. trace: which coloured lines are trace lines, which part
    areas and are painted over: auto (what parts areas inside the dark lines and ends at them), none, or colours,
    #rrggbb, with commas between. cuts: where another scene begins: auto, none, or the numbers of the frames that
    begin one, with commas between (in Python counted from 1). keys_anywhere: keys are taken as they lie, though
    they seem to be of other drawings.

    Raises BadRequest for anything else.
    """

    mode: Mode = "auto"
    undecided: SequenceUndecided = "auto"
    gap: int | Literal["auto"] = "auto"
    window: int = 24
    strength: float = 1.0
    ink: str = "auto"
    trace: str = "auto"
    cuts: str = "auto"
    keys_anywhere: bool = False

    def __post_init__(self) -> None:
        check_word("mode", self.mode, MODE)
        check_word("undecided", self.undecided, SEQUENCE_UNDECIDED)
        check_whole("gap", self.gap, 0, 512, "pixels", ("auto",))
        check_whole("window", self.window, 2, 240, "frames")
        check_number("strength", self.strength, 0, 1, "")
        check_ink("ink", self.ink)
        check_trace("trace", self.trace)
        check_cuts("cuts", self.cuts)
        check_flag("keys_anywhere", self.keys_anywhere)
