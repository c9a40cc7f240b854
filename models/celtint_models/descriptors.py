"""Descriptors as TOML: read, and everything in them checked that can be checked without the weights."""

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from celtint import (
    BadRequest,
    ColouriserDescriptor,
    Descriptor,
    DrawerDescriptor,
    HintProposalDescriptor,
    MatcherDescriptor,
    ProposerDescriptor,
)
from celtint.networks.colouriser import CHANNELS
from celtint.networks.descriptor import PLANE_NAMES, Input, Output
from celtint.types.choices import FOUND_MODE

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
"""What a network may be called."""
KINDS: Mapping[str, type[Descriptor]] = {
    kind.kind: kind
    for kind in (
        ColouriserDescriptor,
        HintProposalDescriptor,
        MatcherDescriptor,
        DrawerDescriptor,
    )
}
"""Each kind by its word in a descriptor; a new kind is a row here and its class."""
PROPOSING = tuple(word for word, kind in KINDS.items() if issubclass(kind, ProposerDescriptor))
"""The words of those that propose colours."""
_LARGEST_SIDE = 2048
_OF_AN_IMPORT: dict[str, Any] = {
    "kind": "colouriser",
    "modes": ["grey"],
    "multiple": 1,
    "planes": 0,
    "bins": [],
    "tags": [],
    "licence": "not said",
    "trained_on": [],
    "parameters": 0,
    "sha256": "",
}
"""What a descriptor written by hand may leave out."""


def parse(text: str, source: str) -> Descriptor:
    """A descriptor from TOML; ``source`` is what errors call the file.

    Raises BadRequest for what is no TOML, keys nobody knows, and values that cannot be right.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadRequest(f"{source} is no TOML: {error}.") from None
    table = _OF_AN_IMPORT | {"title": table.get("name", "")} | table
    word = table.pop("kind")
    kind = KINDS.get(word) if isinstance(word, str) else None
    if kind is None:
        raise BadRequest(f"{source}: kind is {either(KINDS)}.")
    known = {f.name: f for each in KINDS.values() for f in fields(each)}
    _no_others(table, known, source)
    own = {f.name: f for f in fields(kind)}
    if {key for key in ("inputs", "output") if table.get(key)} != {"inputs", "output"} & set(own):
        raise BadRequest(f'{source}: kind is "colouriser" for a network with inputs and an output.')
    # Keys that only other kinds have may be there, as in files of earlier versions, and say nothing of this one.
    table = {key: value for key, value in table.items() if key in own}
    _none_lacking(table, own, source)
    told = kind(**{k: _READ[k](v, f"{source}: {k}") if k in _READ else v for k, v in table.items()})
    _check(told, source)
    return told


def either(words: Iterable[str]) -> str:
    """Words, one or more, as a sentence lists what may be chosen: "a", "b" or "c"."""
    *others, last = (f'"{word}"' for word in words)
    return f"{', '.join(others)} or {last}" if others else last


def _check(told: Descriptor, source: str) -> None:
    """Say the first thing that is wrong with a descriptor's plain values."""
    checks = (
        (isinstance(told.name, str) and NAME.fullmatch(told.name),
         "name is small letters, digits, dots and dashes"),
        (isinstance(told.title, str) and isinstance(told.licence, str), "title and licence are texts"),
        (told.modes and set(told.modes) <= set(FOUND_MODE), 'modes are of "line" and "grey"'),
        (_whole(told.side, 8), f"side is a whole number from 8 to {_LARGEST_SIDE}"),
        (_whole(told.multiple, 1) and _whole(told.side, 8) and told.side % told.multiple == 0,
         "side is a multiple of multiple"),
        (not isinstance(told, ColouriserDescriptor) or type(told.fixed) is bool, "fixed is true or false"),
        (not isinstance(told, ColouriserDescriptor) or _whole(told.blot, 0, 64), "blot is a whole number from 0 to 64"),
        (not isinstance(told, DrawerDescriptor) or _whole(told.coordinates, 1, 65536),
         "coordinates is a whole number from 1 to 65536"),
    )  # fmt: skip
    for fine, rule in checks:
        if not fine:
            raise BadRequest(f"{source}: {rule}.")


def _whole(value: Any, least: int, most: int = _LARGEST_SIDE) -> bool:
    return type(value) is int and least <= value <= most


def _bins(value: Any, where: str) -> tuple[tuple[float, float, float], ...]:
    try:
        return tuple((float(x), float(y), float(z)) for x, y, z in value)
    except (TypeError, ValueError):
        raise BadRequest(f"{where} are rows of three numbers.") from None


def _inputs(value: Any, where: str) -> tuple[Input, ...]:
    return tuple(_input(one, where) for one in _rows(value, where))


def _input(table: Mapping[str, Any], where: str) -> Input:
    _keys(table, Input, where)
    planes = _texts(table["planes"], f"{where}: planes")
    unknown = [plane for plane in planes if plane not in PLANE_NAMES]
    if unknown or not planes:
        raise BadRequest(f"{where}: planes are of {', '.join(sorted(PLANE_NAMES))}.")
    return Input(str(table["name"]), planes, *_scaling(table, len(planes), where))


def _output(table: Any, where: str) -> Output:
    if not isinstance(table, dict):
        raise BadRequest(f"{where} is a table.")
    _keys(table, Output, where)
    space, bins = table["space"], table.get("bins", [])
    if space not in (*CHANNELS, "bins") or (space == "bins") != bool(bins):
        raise BadRequest(f'{where}: space is "ab", "lab", "rgb", or "bins" with bins.')
    pairs = [_numbers(pair, 2, f"{where}: bins") for pair in bins]
    scale, shift = _scaling(table, len(pairs) or CHANNELS[space], where)
    temperature = _numbers([table.get("temperature", Output.temperature)], 1, f"{where}: temperature")[0]
    if temperature <= 0:
        raise BadRequest(f"{where}: temperature is above 0.")
    return Output(space, str(table.get("name", "")), scale, shift, tuple((p[0], p[1]) for p in pairs), temperature)


def _scaling(table: Mapping[str, Any], count: int, where: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    scale, shift = (table.get(key, []) for key in ("scale", "shift"))
    return (
        _numbers(scale, count, f"{where}: scale") if scale else (),
        _numbers(shift, count, f"{where}: shift") if shift else (),
    )


def _keys(table: Mapping[str, Any], kind: type[Any], where: str) -> None:
    """Refuse keys that nobody knows, and the lack of those that have no default."""
    known = {f.name: f for f in fields(kind)}
    _no_others(table, known, where)
    _none_lacking(table, known, where)


def _no_others(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    if unknown := sorted(set(table) - set(known)):
        raise BadRequest(f"{where} has keys nobody knows: {', '.join(unknown)}.")


def _none_lacking(table: Mapping[str, Any], known: Mapping[str, Field[Any]], where: str) -> None:
    needed = [n for n, field in known.items() if field.default is MISSING and field.default_factory is MISSING]
    if lacking := [name for name in needed if name not in table]:
        raise BadRequest(f"{where} lacks {', '.join(lacking)}; add them.")


def _rows(value: Any, where: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise BadRequest(f"{where} are tables, [[inputs]].")
    return value


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise BadRequest(f"{where} are a list of texts.")
    return tuple(value)


def _numbers(value: Any, count: int, where: str) -> tuple[float, ...]:
    if (
        not isinstance(value, list)
        or len(value) != count
        or not all(type(n) in (int, float) and math.isfinite(n) for n in value)
    ):
        raise BadRequest(f"{where}: a list of {count} numbers.")
    return tuple(float(n) for n in value)


_READ: Mapping[str, Callable[[Any, str], Any]] = {
    "modes": _texts,
    "trained_on": _texts,
    "tags": _texts,
    "looks": _texts,
    "bins": _bins,
    "inputs": _inputs,
    "output": _output,
}
"""How a value that is no plain one is read, by its key; it is given what errors call the place."""
