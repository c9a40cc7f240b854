"""The contract as tables of the guides, each between ``<!-- contract: NAME -->`` and ``<!-- end -->``."""

import re
from collections.abc import Callable, Iterable

from contract.declared import Contract, ContractError, Field, Message, fields
from contract.writing import values

_TABLE = re.compile(r"(<!-- contract: ([\w ]+) -->)(\n?).*?(<!-- end -->)", re.DOTALL)
_WORDS = "words of "
"""A marker within a line: `` <!-- contract: words of undecided --> ``."""


def filled(contract: Contract, text: str) -> str:
    """A page with its tables as the contract has them now. Raises ContractError for a table that there isn't."""

    def written(found: re.Match[str]) -> str:
        if found[2].startswith(_WORDS):
            names = [f"`{word}`" for word in contract.choices[found[2].removeprefix(_WORDS)].names]
            return f"{found[1]}{', '.join(names)}{found[4]}"
        table = TABLES.get(found[2])
        if table is None:
            raise ContractError(f"There is no table {found[2]}; there are {', '.join(TABLES)}.")
        return f"{found[1]}\n\n{table(contract)}\n\n{found[4]}"

    return _TABLE.sub(written, text)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _undecided(contract: Contract) -> str:
    default = next(f.given["default"] for f in contract.records["Settings"].fields if f.name == "undecided")
    rows = []
    for word in contract.choices["undecided"].words:
        named = f"`{word.word}`" + (", the default" if word.word == default else "")
        rows.append((named, word.extra.get("line", word.meaning), word.extra.get("grey", word.meaning)))
    return _table(("word", "line art", "grey pictures"), rows)


def _words(name: str) -> Callable[[Contract], str]:
    """The words of a choice, each with its meaning."""

    def table(contract: Contract) -> str:
        rows = [(f"`{word.word}`", word.meaning) for word in contract.choices[name].words]
        return _table((name.replace("_", " "), "what it means"), rows)

    return table


def _members(name: str) -> Callable[[Contract], str]:
    """The members of a record that a client writes."""

    def table(contract: Contract) -> str:
        shown = [f for f in contract.records[name].fields if f.in_json and not f.given.get("inline")]
        rows = [_row(contract, field) for field in shown]
        return _table(("member", "values", "default", "what it means"), rows)

    return table


def _row(contract: Contract, field: Field) -> tuple[str, ...]:
    default = field.given.get("default")
    shown = "–" if default in (None, "") else _plain(default)
    plain = {"flag": "true, false", "whole": "whole number"}.get(field.type, field.type)
    kind = values(contract, field, quote="`") or ("list" if "many" in field.given else plain)
    return (f"`{field.wire}`", kind, shown, field.meaning)


def _plain(default: object) -> str:
    if isinstance(default, list):
        return "none"
    return str(default).lower() if isinstance(default, bool) else f"`{default}`"


def _errors(contract: Contract) -> str:
    rows = []
    for error in contract.errors:
        codes = ", ".join(map(str, sorted(error.codes)))
        rows.append((f"`{error.name}`", codes, "yes" if error.retryable else "no", error.meaning))
    return _table(("name", "code", "retryable", "when"), rows)


def _requests(contract: Contract) -> str:
    rows = []
    for message in contract.messages:
        if message.asked and message.name != "hello":
            members, parts = _takes(contract, message)
            told = [", ".join(f"`{name}`" for name in members)] if members else []
            told += ["parts " + ", ".join(f"`{name}`" for name in parts)] if parts else []
            rows.append((f"`{message.name}`", "; ".join(told) or "–", message.given["answered"]))
    return _table(("request", "takes", "is answered by"), rows)


def _takes(contract: Contract, message: Message) -> tuple[list[str], list[str]]:
    """Names of the members and of the parts that a request may have."""
    given = message.given["params"]
    members: list[str] = []
    parts: list[str] = []
    waiting = list(contract.records[given].fields if isinstance(given, str) else fields(given))
    while waiting:
        field = waiting.pop(0)
        if field.given.get("inline"):
            waiting = [*contract.records[field.type].fields, *waiting]
        else:
            (members if field.in_json else parts).append(field.wire)
    return members, parts


TABLES: dict[str, Callable[[Contract], str]] = {
    "undecided": _undecided,
    "errors": _errors,
    "requests": _requests,
    "settings": _members("Settings"),
    "sequence settings": _members("SequenceSettings"),
    "stage": _members("StageRequest"),
    "stage boxes": _members("StageBox"),
    "stage outputs": _words("stage_outputs"),
    "outputs": _words("outputs"),
    "encodings": _words("encodings"),
    "decided by": _words("decided_by"),
    "states": _words("states"),
}
"""Every table, by the name in its marker."""
