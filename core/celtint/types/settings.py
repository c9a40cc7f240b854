"""How to colour: settings of a picture and of a sequence.

Written by `make contract` from celtint_client/contract.json; change it there.
"""

from dataclasses import dataclass
from typing import Literal

from celtint.types.checking import check_ink, check_number, check_whole, check_word
from celtint.types.choices import (
    MODE,
    SEQUENCE_UNDECIDED,
    STYLE,
    UNDECIDED,
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

    Raises BadRequest for anything else.
    """

    mode: Mode = "auto"
    style: Style = "flat"
    undecided: Undecided = "auto"
    gap: int | Literal["auto"] = "auto"
    colours: int | None = None
    strength: float = 1.0
    ink: str = "auto"

    def __post_init__(self) -> None:
        check_word("mode", self.mode, MODE)
        check_word("style", self.style, STYLE)
        check_word("undecided", self.undecided, UNDECIDED)
        check_whole("gap", self.gap, 0, 512, "pixels", ("auto",))
        check_whole("colours", self.colours, 1, 256, "", (None,))
        check_number("strength", self.strength, 0, 1, "")
        check_ink("ink", self.ink)


@dataclass(frozen=True)
class SequenceSettings:
    """How to colour a sequence.

    mode: what the frames are ("auto", "line" or "grey"). undecided: what becomes of what no key, hint or
    neighbouring frame knows; a guess is kept over the shot ("auto", "transparent", "mean" or "network"). gap: the
    widest gap in a line that is closed (0 to 512 pixels or "auto"). window: held in mind at once; more of them see
    a key that is farther ahead (2 to 240 frames). strength: how far a proposal departs from grey, where no hint
    lies (0 to 1). ink: which line colours are ink: auto (pale lines under darker ones are not), all, dark (only the
    darkest), or colours, #rrggbb, with commas between.

    Raises BadRequest for anything else.
    """

    mode: Mode = "auto"
    undecided: SequenceUndecided = "auto"
    gap: int | Literal["auto"] = "auto"
    window: int = 24
    strength: float = 1.0
    ink: str = "auto"

    def __post_init__(self) -> None:
        check_word("mode", self.mode, MODE)
        check_word("undecided", self.undecided, SEQUENCE_UNDECIDED)
        check_whole("gap", self.gap, 0, 512, "pixels", ("auto",))
        check_whole("window", self.window, 2, 240, "frames")
        check_number("strength", self.strength, 0, 1, "")
        check_ink("ink", self.ink)
