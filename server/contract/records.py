"""The contract's records as Python: the client's messages, sequences and answers."""

import re

from contract.declared import Contract, Field, Record
from contract.writing import NOTE, TYPES, docstring, imported, members, quoted, text_of, value

MODULES = {
    "messages": "What is asked for a picture, as dataclasses of bytes and numbers.",
    "sequences": "What is asked and answered about a sequence of frames.",
    "staging": "What is asked and answered about a picture of boxes on a blank canvas.",
    "handing": "What is handed over to the page.",
    "answers": "What a server answers, as dataclasses of bytes and numbers.",
}
_HOW = """Each class has ``params()``, and ``parts()`` if parts travel beside it, for the side that writes, and ``read``
for the side that reads. `read` of something a client wrote raises BadRequest and refuses members it doesn't know,
`read` of something a server wrote passes over them, so that servers may add to their answers. ``take`` is the same for
members of a larger object."""


def client_records(contract: Contract, module: str) -> str:
    """One of the client's modules of records."""
    records = [record for record in contract.records.values() if record.module == module]
    body = [line for record in records for line in _record(contract, record)]
    code = "\n".join(body)
    own = {record.name: record.module for record in contract.records.values() if record.module != module}
    imports = [f"from celtint_client import {', '.join(n for n in ('choices', 'reading') if n + '.' in code)}"]
    for other in sorted(MODULES):
        names = sorted(name for name, where in own.items() if where == other and _uses(code, name))
        constants = sorted(name for name in contract.constants if _uses(code, name) and module != "messages")
        names = (constants if other == "messages" else []) + names
        if names:
            imports += [imported(f"celtint_client.{other}", names)]
    imports += ["from celtint_client.reading import Fields"]
    typed = [name for name in ("Coloured", "Polygons") if _uses(code, name)]
    if typed:
        imports += [f"from celtint_client.typed import {', '.join(typed)}"]
    only_types = ["    from typing import Any" + (", TypeAlias" if module == "messages" else "")]
    for_types = []
    if module != "messages" and _uses(code, "RGB"):
        for_types += ["    from celtint_client.messages import RGB"]
    part_names = [name for name in ("AnyPart", "Part") if _uses(code, name)]
    if part_names:
        for_types += [f"    from celtint_client.parts import {', '.join(part_names)}"]
    lines = [
        *docstring(f"{MODULES[module]}\n\n{NOTE}\n\n{' '.join(_HOW.split())}"),
        "",
        "from __future__ import annotations",
        "",
        "from dataclasses import dataclass, field" if "field(" in code else "from dataclasses import dataclass",
        "from typing import TYPE_CHECKING",
        "",
        *imports,
        "",
        "if TYPE_CHECKING:",
        *only_types,
        *(["", *for_types] if for_types else []),
    ]
    if module == "messages":
        lines += ["", "    RGB: TypeAlias = tuple[int, int, int]", "    BoxColour: TypeAlias = RGB | str | None"]
        for name, (value, meaning) in contract.constants.items():
            lines += ["", f"{name} = {value}", *docstring(meaning)]
    return text_of([*lines, *body])


def _uses(code: str, name: str) -> bool:
    """Whether code says a name, not as a member of something and not in a docstring's words."""
    return re.search(rf"(?<![\w.`]){re.escape(name)}(?![\w`:])", code) is not None


def _record(contract: Contract, record: Record) -> list[str]:
    base = f"({record.behaviour})" if record.behaviour else ""
    lines = ["", "", "@dataclass(frozen=True)", f"class {record.name}{base}:"]
    lines += [*docstring(f"{record.about}\n\n{members(contract, record)}", 4), ""]
    kept = [field for field in record.fields if not field.given.get("unread")]
    lines += [f"    {field.name}: {_type(record, field)}{_default(field)}" for field in kept]
    lines += ["", "    def params(self) -> dict[str, Any]:", *_params(kept)]
    if _has_parts(contract, record):
        lines += ["", "    def parts(self) -> dict[str, AnyPart]:", *_parts(kept)]
    return [*lines, *_reading(contract, record, kept)]


def _has_parts(contract: Contract, record: Record) -> bool:
    """Whether parts travel beside it."""
    within = [contract.records[f.type] for f in record.fields if f.type in contract.records and f.given.get("inline")]
    return any(not field.in_json for field in record.fields) or any(_has_parts(contract, inner) for inner in within)


def _type(record: Record, field: Field) -> str:
    if field.type == "part":
        kind = "AnyPart" if record.asked else "Part"
    else:
        kind = {"numbers": "dict[str, float]", **TYPES}.get(field.type, field.type)
    if "alias" in field.given:
        return str(field.given["alias"])
    if "many" in field.given:
        kind = f"tuple[{kind}, ...]"
    if "count" in field.given:
        kind = f"tuple[{', '.join([kind] * field.given['count'])}]"
    if any(isinstance(word, str) for word in field.words):
        kind += " | str"
    none = None in field.words or (field.optional and field.given.get("default") is None)
    return f"{kind} | None" if none else kind


def _default(field: Field) -> str:
    if not field.optional:
        return ""
    if field.type == "numbers":
        return " = field(default_factory=dict, compare=False)"
    default = field.given.get("default")
    return f" = field(default_factory={field.type})" if default == {} else f" = {value(default)}"


def _params(fields: list[Field]) -> list[str]:
    first = [f"            **self.{f.name}.params()," for f in fields if f.given.get("inline") == "first"]
    members, later = [], []
    for field in fields:
        if not field.in_json or field.given.get("inline") == "first":
            continue
        own = f"self.{field.name}"
        if field.given.get("absent"):
            later += [f"        if {own} is not None:", f"            params[{quoted(field.wire)}] = {_written(field)}"]
        elif field.given.get("spare"):  # so that an older server, which would refuse it, is still understood
            default = field.given["default"]
            later += [f"        if {_told(own, default)}:"]
            later += [f"            params[{quoted(field.wire)}] = {_written(field)}"]
        elif field.given.get("inline") == "want":
            members += [f"            **({own}.params() if {own} else {{}}),"]
        elif field.given.get("inline"):
            members += [f"            **{own}.params(),"]
        else:
            members += [f"            {quoted(field.wire)}: {_written(field)},"]
    if not later:
        return ["        return {", *first, *members, "        }"]
    return ["        params: dict[str, Any] = {", *first, *members, "        }", *later, "        return params"]


def _told(own: str, default: object) -> str:
    """Whether a member has something to say beyond its default."""
    if default is None:
        return f"{own} is not None"
    return own if default is False else f"{own} != {value(default)}"


def _written(field: Field) -> str:
    own = f"self.{field.name}"
    if field.type in (*TYPES, "numbers"):
        return f"list({own})" if "many" in field.given else own
    return f"[row.params() for row in {own}]" if "many" in field.given else f"{own}.params()"


def _parts(fields: list[Field]) -> list[str]:
    inner = [f for f in fields if f.given.get("inline") == "first"]
    if inner:
        return [f"        return self.{inner[0].name}.parts()"]
    lines = ["        found = {"]
    for field in fields:
        if field.type == "part":
            lines += [f"            {quoted(field.wire)}: self.{field.name},"]
        elif "parts" in field.given:
            lines += [f"            **(self.{field.name}.parts() if self.{field.name} else {{}}),"]
    return [*lines, "        }", "        return {name: part for name, part in found.items() if part is not None}"]


def _reading(contract: Contract, record: Record, fields: list[Field]) -> list[str]:
    given, passed = ("", "") if not _has_parts(contract, record) else (", parts: dict[str, AnyPart]", ", parts")
    lines = ["", "    @classmethod", f"    def take(cls, fields: Fields{given}) -> {record.name}:"]
    lines += ['        """Take the members that are its own."""']
    names = [field.wire for field in fields if field.type == "part"]
    if names and record.asked:
        lines += [f"        reading.only_parts(parts, {value(names)})"]
    lines += ["        return cls("]
    lines += [f"            {_taken(contract, record, field)}," for field in fields]
    lines += ["        )", "", "    @classmethod", f"    def read(cls, value: object{given}) -> {record.name}:"]
    lines += ['        """Read the whole of it. Raises BadRequest."""']
    lines += [f"        fields = Fields(value, {quoted(record.what)})"]
    if not record.asked:
        return [*lines, f"        return cls.take(fields{passed})"]
    return [*lines, f"        found = cls.take(fields{passed})", "        fields.end()", "        return found"]


def _taken(contract: Contract, record: Record, field: Field) -> str:
    if field.type == "part":
        if record.asked:
            wanted = field.given.get("required")
            return f"reading.part(parts, {quoted(field.wire)})" if wanted else f"parts.get({quoted(field.wire)})"
        return f"reading.own_part(parts, {quoted(field.wire)})"
    if "parts" in field.given:
        return f"{field.type}.take(parts)"
    inline = field.given.get("inline")
    if inline:
        passed = ", parts" if _has_parts(contract, contract.records[field.type]) else ""
        taken = f"{field.type}.take(fields{passed})"
        return f'{taken} if "want" in fields else None' if inline == "want" else taken
    return _member(contract, record, field)


def _member(contract: Contract, record: Record, field: Field) -> str:
    key = quoted(field.wire)
    fallback = field.given.get("missing", field.given.get("default"))
    has = "missing" in field.given or "default" in field.given
    default = f", {value(fallback)}" if has else ""
    if "count" in field.given:
        return f"fields.four({key}{default})"
    if "many" in field.given:
        return f"fields.rows({key}, {_row(contract, record, field)}, {field.given['many']}{default})"
    if field.type in contract.records:
        given = f"fields.take({key}, {{}})" if fallback == {} else f"fields.take({key})"
        return f"{field.type}.read({given})"
    if field.type == "choice":  # a newer server may know more words
        known = (
            f"choice({key}, choices.{contract.choices[field.given['of']].constant}" if record.asked else f"text({key}"
        )
        return f"fields.{known}{default})"
    nulls = has and field.words == (None,)  # a default of None lets null through
    if field.words and not nulls:
        words, default = value(list(field.words)), default or ", reading.MISSING"
        return f"fields.either({key}, {words}{default}, fields.{field.type}{_limits(field)})"
    return f"fields.{field.type}({key}{default}{_limits(field)})"


def _limits(field: Field) -> str:
    return "".join(f", {name}={field.given[name]}" for name in ("least", "most") if name in field.given)


def _row(contract: Contract, record: Record, field: Field) -> str:
    if field.type == "choice" and record.asked:
        return f"reading.word(choices.{contract.choices[field.given['of']].constant})"
    simple = {"choice": "reading.text", "text": "reading.text", "whole": "reading.whole"}
    return simple.get(field.type, f"{field.type}.read")
