"""Reading JSON objects that somebody else wrote: every value is checked, every surprise is a BadRequest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from celtint_client.errors import BadRequest
from celtint_client.parts import Part, Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import TypeVar

    from celtint_client.parts import AnyPart

    T = TypeVar("T")

MISSING: Any = object()


class Fields:
    """The members of one JSON object, taken one by one.

    A member without a default must be there. Every method raises BadRequest with a sentence that names it.
    """

    def __init__(self, value: object, what: str) -> None:
        if not isinstance(value, dict):
            raise BadRequest(f"{what} is a JSON object.")
        self._left = dict(value)
        self._what = what

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str, default: Any = MISSING) -> Any:
        """The member as it is."""
        if key in self._left:
            return self._left.pop(key)
        if default is MISSING:
            raise BadRequest(f"{self._what} needs {key!r}.")
        return default

    def text(self, key: str, default: Any = MISSING, longest: int = 1000) -> str:
        """A text of at most `longest` characters."""
        value = self.take(key, default)
        if value is default and default is not MISSING:
            return default  # type: ignore[no-any-return]
        if not isinstance(value, str) or len(value) > longest:
            raise BadRequest(f"{key!r} is a text of at most {longest} characters.")
        return value

    def either(
        self,
        key: str,
        words: tuple[str | None, ...],
        default: Any,
        read: Callable[..., T],
        **limits: int,
    ) -> T | Any:
        """One of a few words, None for null, or what `read` makes of the member."""
        value = self._left.get(key, default)
        if value is None or isinstance(value, str):
            value = self.take(key, default)
            if value in words:
                return value
            self._left[key] = value  # `read` says what it should be
        try:
            return read(key, **limits)
        except BadRequest as error:
            said = " or ".join("null" if word is None else repr(word) for word in words)
            raise BadRequest(f"{str(error).rstrip('.')}, or {said}.") from None

    def colour(self, key: str, default: Any = MISSING) -> tuple[int, int, int]:
        """An sRGB colour, three whole numbers from 0 to 255."""
        value = self.take(key, default)
        if value is default and default is not MISSING:
            return default  # type: ignore[no-any-return]
        if not isinstance(value, list) or len(value) != 3 or not all(_is_byte(v) for v in value):
            raise BadRequest("A colour is a list of three whole numbers from 0 to 255.")
        return (value[0], value[1], value[2])

    def four(self, key: str, default: Any = MISSING) -> Any:
        """Four whole numbers; with a default of None, or null."""
        if default is None and self._left.get(key) is None:
            return self.take(key, None)
        rows = self.rows(key, whole, 4)
        if len(rows) != 4:
            raise BadRequest(f"{key!r} is four whole numbers.")
        return (rows[0], rows[1], rows[2], rows[3])

    def numbers(self, key: str, default: dict[str, float]) -> dict[str, float]:
        """An object whose members are numbers from 0."""
        value = self.take(key, default)
        members = Fields(value, repr(key))
        return {str(name): members.number(str(name), 0.0, 0.0, 1e9) for name in value}

    def choice(self, key: str, choices: Collection[str], default: str) -> str:
        """One of a few words."""
        value = self.take(key, default)
        if not isinstance(value, str) or value not in choices:
            raise BadRequest(f"{key!r} is one of {', '.join(choices)}.")
        return value

    def whole(self, key: str, default: Any = MISSING, least: int = -(1 << 31), most: int = 1 << 53) -> int:
        """A whole number from `least` to `most`."""
        value = self.take(key, default)
        if value is default and default is not MISSING:
            return default  # type: ignore[no-any-return]
        if type(value) is not int or not least <= value <= most:
            raise BadRequest(f"{key!r} is a whole number from {least} to {most}.")
        return value

    def number(self, key: str, default: Any = MISSING, least: float = 0.0, most: float = 1e9) -> float:
        """A number from `least` to `most`."""
        value = self.take(key, default)
        if type(value) not in (int, float) or not least <= value <= most:
            raise BadRequest(f"{key!r} is a number from {least:g} to {most:g}.")
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.take(key, default)
        if type(value) is not bool:
            raise BadRequest(f"{key!r} is true or false.")
        return value

    def rows(self, key: str, read: Callable[[object], T], most: int, default: Any = MISSING) -> tuple[T, ...]:
        """A list of at most `most` rows, each read by `read`."""
        value = self.take(key, default)
        if value is default and default is not MISSING:
            return default  # type: ignore[no-any-return]
        if not isinstance(value, list) or len(value) > most:
            raise BadRequest(f"{key!r} is a list of at most {most}.")
        return tuple(read(row) for row in value)

    def end(self) -> None:
        """Nothing may be left: a misspelt setting must not be ignored."""
        if self._left:
            raise BadRequest(f"{self._what} has no {min(self._left)!r}.")


def whole(value: object) -> int:
    """One whole number of a list."""
    return Fields({"number": value}, "A list").whole("number")


def text(value: object) -> str:
    """One text of a list."""
    return Fields({"text": value}, "A list").text("text")


def word(choices: Collection[str]) -> Callable[[object], str]:
    """What reads one of a few words of a list."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in choices:
            raise BadRequest(f"A list holds something else than {', '.join(choices)}.")
        return value

    return read


def _is_byte(value: object) -> bool:
    return type(value) is int and 0 <= value <= 255


def only_parts(parts: dict[str, AnyPart], names: tuple[str, ...]) -> None:
    """Refuse parts of other names."""
    if not parts.keys() <= set(names):
        raise BadRequest(f"The parts of this message are named {', '.join(names)}.")


def part(parts: dict[str, AnyPart], name: str) -> AnyPart:
    """A part that must be there."""
    if name not in parts:
        raise BadRequest(f"The message needs a part named {name!r}.")
    return parts[name]


def own_part(parts: dict[str, AnyPart], name: str) -> Part | None:
    """A part that came as bytes, or None if there is none of that name."""
    found = parts.get(name)
    if isinstance(found, Ref):
        raise BadRequest(f"The part {name!r} is a ref.")
    return found
