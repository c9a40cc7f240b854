"""Checks of settings: each refuses a value in one sentence that says what it may be."""

import re

import numpy as np

from celtint.types.errors import BadRequest

_CUTS = re.compile(r"auto|none|-?[0-9]{1,9}( *, *-?[0-9]{1,9})*")
_INK = re.compile(r"auto|all|dark|#?[0-9a-fA-F]{6}( *, *#?[0-9a-fA-F]{6})*")
_TRACE = re.compile(r"auto|none|#?[0-9a-fA-F]{6}( *, *#?[0-9a-fA-F]{6})*")


def is_whole(value: object) -> bool:
    """Whether it is a whole number; true and false are none."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def check_word(name: str, value: object, words: tuple[str, ...]) -> None:
    """Raises BadRequest for a value that is none of the words."""
    if value not in words:
        raise BadRequest(f"{name} is one of {', '.join(words)}, not {value!r}.")


def check_whole(
    name: str, value: object, least: int, most: int, unit: str = "", words: tuple[str | None, ...] = ()
) -> None:
    """Raises BadRequest for a value that is neither a whole number from `least` to `most` nor one of the words."""
    _check(name, value, least, most, unit, words, is_whole(value))


def check_number(
    name: str, value: object, least: float, most: float, unit: str = "", words: tuple[str | None, ...] = ()
) -> None:
    """Raises BadRequest for a value that is neither a number from `least` to `most` nor one of the words."""
    _check(name, value, least, most, unit, words, isinstance(value, int | float) and not isinstance(value, bool))


def check_flag(name: str, value: object) -> None:
    """Raises BadRequest for a value that is neither true nor false."""
    if not isinstance(value, bool | np.bool_):
        raise BadRequest(f"{name} is true or false, not {value!r}.")


def check_cuts(name: str, value: object) -> None:
    """Raises BadRequest for a value that is neither "auto", "none" nor numbers of frames with commas between."""
    if not isinstance(value, str) or _CUTS.fullmatch(value) is None:
        raise BadRequest(f"{name} is auto, none, or numbers of frames with commas between, not {value!r}.")


def check_ink(name: str, value: object) -> None:
    """Raises BadRequest for a value that is neither "auto", "all", "dark" nor colours with commas between."""
    if not isinstance(value, str) or _INK.fullmatch(value) is None:
        raise BadRequest(f"{name} is auto, all, dark, or colours written #rrggbb with commas between, not {value!r}.")


def check_trace(name: str, value: object) -> None:
    """Raises BadRequest for a value that is neither "auto", "none" nor colours with commas between."""
    if not isinstance(value, str) or _TRACE.fullmatch(value) is None:
        raise BadRequest(f"{name} is auto, none, or colours written #rrggbb with commas between, not {value!r}.")


def _check(
    name: str, value: object, least: float, most: float, unit: str, words: tuple[str | None, ...], right: bool
) -> None:
    if (value is None or isinstance(value, str)) and value in words:
        return
    if not right or not least <= value <= most:  # type: ignore[operator]  # a number, as `right` says
        said = "".join(f"{word!r} or " for word in words if word is not None)
        raise BadRequest(f"{name} is {said}{least:g} to {most:g}{unit and ' ' + unit}, not {value!r}.")
