"""The contract's words as Python: the client's choices, the core's, and the core's settings."""

from contract.declared import Choice, Contract, Field
from contract.writing import (
    NOTE,
    TYPES,
    about,
    docstring,
    entry,
    exploded,
    imported,
    members,
    quoted,
    text_of,
    tuple_of,
    value,
)


def client_choices(contract: Contract) -> str:
    """celtint_client/choices.py."""
    lines = [
        *docstring(f"Closed sets of words, and what each word means.\n\n{NOTE}"),
        "",
        "from __future__ import annotations",
        "",
        "from typing import NamedTuple",
        "",
        "",
        "class Choice(NamedTuple):",
        *docstring("A word as hosts list it. number: what stands for it in saved files.", 4),
        "",
        "    word: str",
        "    label: str",
        "    meaning: str",
        "    number: int",
        "",
        "",
        "class Error(NamedTuple):",
        *docstring("What is fixed about an error's name. code: JSON-RPC's integer. retryable: it may help.", 4),
        "",
        "    code: int",
        "    retryable: bool",
        "    meaning: str",
        "",
    ]
    for choice in contract.choices.values():
        lines += ["", *tuple_of(choice.constant, choice.names), *docstring(about(choice))]
        if choice.listed:
            lines += ["", *_listed(contract, choice), f'"""{choice.constant}, as hosts list them."""']
    sizes = {w.word: w.extra["bytes"] for w in contract.choices["encodings"].words if "bytes" in w.extra}
    lines += ["", "BYTES_PER_PIXEL = {", *(f"    {quoted(word)}: {size}," for word, size in sizes.items()), "}"]
    lines += docstring("Raw encodings. For `u32` and `f32` width is the numbers in a row, height the rows.")
    lines += ["", "ERRORS = {"]
    for error in contract.errors:
        arguments = [str(error.codes[0]), str(error.retryable), error.meaning]
        lines += exploded(f"{quoted(error.name)}: Error", arguments, 2)
    return text_of([*lines, "}", *docstring("Every stable name of an error.")])


def _listed(contract: Contract, choice: Choice) -> list[str]:
    """A choice as hosts list it; one that is some words of another takes that one's rows."""
    if choice.of is not None:
        whole = contract.choices[choice.of].constant
        rows = f"tuple(row for row in {whole}_CHOICES if row.word in {choice.constant})"
        return [f"{choice.constant}_CHOICES = {rows}"]
    lines = [f"{choice.constant}_CHOICES: tuple[Choice, ...] = ("]
    for word in choice.words:
        lines += exploded("Choice", [quoted(word.word), quoted(word.label or ""), word.meaning, str(word.number)], 2)
    return [*lines, ")"]


def core_choices(contract: Contract) -> str:
    """core/celtint/types/choices.py."""
    lines = [
        *docstring(f"Closed sets of words, each once: what other modules choose from.\n\n{NOTE}"),
        "",
        "from typing import Literal",
        "",
    ]
    for choice in (each for each in contract.choices.values() if each.core):
        words = ", ".join(map(quoted, choice.names))
        lines += [f"{choice.type} = Literal[{words}]", *docstring(about(choice)), ""]
        lines += [*tuple_of(choice.constant, choice.names, f"tuple[{choice.type}, ...]"), ""]
        if choice.listed or (choice.labelled and choice.of is None):
            lines += [*_mapping(contract, choice, "labels"), "", *_mapping(contract, choice, "meanings"), ""]
    return text_of(lines)


def _mapping(contract: Contract, choice: Choice, what: str) -> list[str]:
    """What people call each word, or what it means; some words of another choice take that one's."""
    name = f"{choice.constant}_{what.upper()}"
    if choice.of is not None:
        whole = f"{contract.choices[choice.of].constant}_{what.upper()}"
        return [f"{name} = {{word: {whole}[word] for word in {choice.constant}}}"]
    lines = [f"{name}: dict[{choice.type}, str] = {{"]
    for word in choice.words:
        lines += entry(quoted(word.word), (word.label if what == "labels" else word.meaning) or "")
    return [*lines, "}"]


def core_settings(contract: Contract) -> str:
    """core/celtint/types/settings.py."""
    records = [record for record in contract.records.values() if record.core]
    chosen = {field.given["of"] for record in records for field in record.fields if field.type == "choice"}
    used = [contract.choices[name] for name in chosen]
    names = sorted(c.constant for c in used) + sorted(c.type for c in used)
    lines = [
        *docstring(f"How to colour: settings of a picture and of a sequence.\n\n{NOTE}"),
        "",
        "from dataclasses import dataclass",
        "from typing import Literal",
        "",
        imported(
            "celtint.types.checking",
            ["check_cuts", "check_flag", "check_ink", "check_number", "check_trace", "check_whole", "check_word"],
        ),
        "from celtint.types.choices import (",
        *(f"    {name}," for name in names),
        ")",
    ]
    for record in records:
        lines += ["", "", "@dataclass(frozen=True)", f"class {record.name}:"]
        told = f"{record.about}\n\n{members(contract, record)}\n\nRaises BadRequest for anything else."
        lines += [*docstring(told, 4), ""]
        for field in record.fields:
            kind = contract.choices[field.given["of"]].type if field.type == "choice" else TYPES[field.type]
            for word in field.words:
                kind += " | None" if word is None else f" | Literal[{quoted(word)}]"
            lines += [f"    {field.name}: {kind} = {value(field.given['default'])}"]
        lines += ["", "    def __post_init__(self) -> None:"]
        lines += [f"        {_core_check(contract, field)}" for field in record.fields]
    return text_of(lines)


def _core_check(contract: Contract, field: Field) -> str:
    asked = f"{quoted(field.name)}, self.{field.name}"
    if field.type == "choice":
        return f"check_word({asked}, {contract.choices[field.given['of']].constant})"
    if field.type == "text":
        return f"check_{field.given['check']}({asked})"
    if field.type == "flag":
        return f"check_flag({asked})"
    least, most, unit = field.given["least"], field.given["most"], field.given.get("unit", "")
    words = f", {value(list(field.words))}" if field.words else ""
    return f"check_{field.type}({asked}, {least}, {most}, {quoted(unit)}{words})"
