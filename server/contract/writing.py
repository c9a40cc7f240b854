"""Pieces of Python, laid out as the house's formatter would, and what is said of fields in words."""

import textwrap
from collections.abc import Iterable

from contract.declared import Choice, Contract, Field, Record

NOTE = "Written by `make contract` from celtint_client/contract.json; change it there."
WIDTH = 116
LONGEST = 120
TYPES = {"text": "str", "whole": "int", "number": "float", "flag": "bool", "colour": "RGB", "choice": "str"}
"""Python's names of the simple types of fields."""


def quoted(text: str) -> str:
    """A text as Python writes it, in the quotes that need no escape."""
    quote = "'" if '"' in text and "'" not in text else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, "\\" + quote)
    return f"{quote}{escaped}{quote}"


def value(given: object) -> str:
    """A value as Python writes it; a list becomes a tuple."""
    if isinstance(given, list):
        return f"({', '.join(map(value, given))}{',' if len(given) == 1 else ''})"
    return quoted(given) if isinstance(given, str) else repr(given)


def text_of(lines: Iterable[str]) -> str:
    return "\n".join(lines).strip("\n") + "\n"


def docstring(text: str, indent: int = 0) -> list[str]:
    """A docstring: paragraphs are wrapped, lines within one that ends in a list of words stay."""
    pad = " " * indent
    paragraphs = []
    for paragraph in text.split("\n\n"):
        wrapper = textwrap.TextWrapper(WIDTH - indent, break_on_hyphens=False, break_long_words=False)
        paragraphs.append("\n".join(map(wrapper.fill, paragraph.split("\n"))))
    lines = "\n\n".join(paragraphs).split("\n")
    if len(lines) == 1:
        return [f'{pad}"""{lines[0]}"""']
    first, *rest = lines
    return [f'{pad}"""{first}', *(pad + line if line else "" for line in rest), f'{pad}"""']


def pieces(text: str, indent: int, tail: int = 1) -> list[str]:
    """A text as Python writes it, cut where a line is full. tail: characters that follow it."""
    if indent + len(quoted(text)) + tail <= LONGEST:
        return [" " * indent + quoted(text)]
    rows = textwrap.wrap(text, WIDTH - indent - 10, drop_whitespace=False, break_on_hyphens=False)
    return [" " * indent + quoted(row) for row in rows]


def exploded(head: str, arguments: list[str], told: int) -> list[str]:
    """A call, on one line if it fits, else with an argument a line; the one numbered `told` is a sentence, which may
    take several."""
    said = [quoted(argument) if number == told else argument for number, argument in enumerate(arguments)]
    whole = f"    {head}({', '.join(said)}),"
    if len(whole) <= LONGEST:
        return [whole]
    lines = [f"    {head}("]
    for number, argument in enumerate(arguments):
        rows = pieces(argument, 8) if number == told else [f"        {argument}"]
        lines += [*rows[:-1], f"{rows[-1]},"]
    return [*lines, "    ),"]


def entry(key: str, text: str) -> list[str]:
    """A dict's entry, whose text may take several lines."""
    whole = f"    {key}: {quoted(text)},"
    return [whole] if len(whole) <= LONGEST else [f"    {key}: (", *pieces(text, 8, 0), "    ),"]


def tuple_of(name: str, words: tuple[str, ...], kind: str = "") -> list[str]:
    head = f"{name}: {kind} = (" if kind else f"{name} = ("
    whole = f"{head}{', '.join(map(quoted, words))}{',' if len(words) == 1 else ''})"
    return [whole] if len(whole) <= LONGEST else [head, *(f"    {quoted(word)}," for word in words), ")"]


def imported(module: str, names: list[str]) -> str:
    whole = f"from {module} import {', '.join(names)}"
    if len(whole) <= 120:
        return whole
    return "\n".join([f"from {module} import (", *(f"    {name}," for name in names), ")"])


def about(choice: Choice) -> str:
    if choice.of is not None:
        return choice.about
    return f"{choice.about}\n\n" + "\n".join(f"{word.word}: {word.meaning}." for word in choice.words)


def members(contract: Contract, record: Record) -> str:
    """What a docstring says of the members: meaning, range, unit."""
    return " ".join(f"{f.name}: {said(contract, f)}." for f in record.fields if not f.given.get("unread"))


def said(contract: Contract, field: Field) -> str:
    """What a field means, and what it may be."""
    ranged = values(contract, field, quote='"')
    return f"{field.meaning} ({ranged})" if ranged else field.meaning


def values(contract: Contract, field: Field, quote: str) -> str:
    """What a field may be, in words; "" if its type says it all."""
    found = []
    if field.type == "choice" or (field.type == "part" and "of" in field.given):
        words = field.given.get("only", contract.choices[field.given["of"]].names)
        found += [f"{quote}{word}{quote}" for word in words]
    elif "least" in field.given and "most" in field.given:
        unit = f" {field.given['unit']}" if "unit" in field.given else ""
        found += [f"{field.given['least']} to {contract.most(field.given['most'])}{unit}"]
    found += [f"{quote}{word}{quote}" for word in field.words if word is not None and field.type != "colour"]
    return " or ".join(filter(None, (", ".join(found[:-1]), found[-1]))) if found else ""
