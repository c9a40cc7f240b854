"""The contract as it is declared, read and checked: sets of words, errors, records, messages."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SIMPLE = ("text", "whole", "number", "flag", "colour", "choice", "part", "numbers")
"""Types of fields that are no record."""


class ContractError(Exception):
    """The contract contradicts itself; the message says where."""


@dataclass(frozen=True)
class Word:
    """One word of a set. number: what stands for it in saved files. extra: all that is
    declared of it, by key."""

    word: str
    meaning: str
    label: str | None
    number: int | None
    extra: dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """A closed set of words. core: the core knows it too. of: the name of the set that it is some words of, or None."""

    name: str
    about: str
    words: tuple[Word, ...]
    core: bool
    of: str | None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(word.word for word in self.words)

    @property
    def labelled(self) -> bool:
        """Whether its words have names for people."""
        return all(word.label for word in self.words)

    @property
    def listed(self) -> bool:
        """Whether hosts list it."""
        return self.labelled and all(word.number is not None for word in self.words)

    @property
    def type(self) -> str:
        """Its name as a type: decided_by is DecidedBy."""
        return "".join(part.title() for part in self.name.split("_"))

    @property
    def constant(self) -> str:
        return self.name.upper()


@dataclass(frozen=True)
class Failure:
    """One stable name of an error. codes: JSON-RPC's integers that go with it, the usual one first."""

    name: str
    codes: tuple[int, ...]
    retryable: bool
    meaning: str


@dataclass(frozen=True)
class Field:
    """One member of a record, or of a message. given: all that is declared of it."""

    name: str
    type: str
    meaning: str
    given: dict[str, Any]

    @property
    def wire(self) -> str:
        """Its name in JSON."""
        return str(self.given.get("wire", self.name))

    @property
    def words(self) -> tuple[str | None, ...]:
        """Words that may stand in its place; None is JSON's null."""
        return tuple(self.given.get("or", ()))

    @property
    def optional(self) -> bool:
        """Whether whoever makes one may leave it out."""
        return "default" in self.given or (self.type == "part" and not self.given.get("required"))

    @property
    def in_json(self) -> bool:
        """Whether it is a member of the JSON, rather than a part beside it."""
        return self.type != "part" and "parts" not in self.given


@dataclass(frozen=True)
class Record:
    """One class of the client's. asked: a client writes it, so whatever it doesn't know is refused. script: the
    JavaScript client has it too, or only reads it, without types ("read"), or has nothing of it."""

    name: str
    module: str
    asked: bool
    what: str
    about: str
    fields: tuple[Field, ...]
    core: bool
    behaviour: str | None
    script: bool | str = True


@dataclass(frozen=True)
class Message:
    """One kind of message. params, result: a record's name, fields, or for "done" the records it is one of."""

    name: str
    asked: bool
    summary: str
    given: dict[str, Any]

    @property
    def method(self) -> str:
        return str(self.given.get("method", self.name))


@dataclass(frozen=True)
class Contract:
    """All of it."""

    choices: dict[str, Choice]
    errors: tuple[Failure, ...]
    constants: dict[str, tuple[int, str]]
    records: dict[str, Record]
    messages: tuple[Message, ...]

    def most(self, limit: int | str | None) -> int | None:
        """A limit that is a number or a constant's name."""
        return self.constants[limit][0] if isinstance(limit, str) else limit


def read(path: Path) -> Contract:
    """Read a contract. Raises ContractError."""
    given = json.loads(path.read_text(encoding="utf-8"))
    choices: dict[str, Choice] = {}
    for name, said in sorted(given["choices"].items(), key=lambda item: "of" in item[1]):
        choices[name] = _choice(name, said, choices)
    choices = {name: choices[name] for name in given["choices"]}
    errors = tuple(
        Failure(e["name"], tuple(dict.fromkeys((e["code"], *e.get("codes", ())))), e["retryable"], e["meaning"])
        for e in given["errors"]
    )
    constants = {name: (said["value"], said["meaning"]) for name, said in given["constants"].items()}
    records = {name: _record(name, said) for name, said in given["records"].items()}
    messages = tuple(Message(m["name"], m["from"] == "client", m["summary"], m) for m in given["messages"])
    contract = Contract(choices, errors, constants, records, messages)
    for record in records.values():
        for field in record.fields:
            _check(contract, record.name, field)
    return contract


def fields(given: list[dict[str, Any]]) -> tuple[Field, ...]:
    """Fields as they are declared."""
    return tuple(Field(f["name"], f["type"], f.get("meaning", ""), f) for f in given)


def _choice(name: str, given: dict[str, Any], known: dict[str, Choice]) -> Choice:
    if "of" in given:
        whole = known[given["of"]]
        kept = given.get("with", [word for word in whole.names if word not in given.get("without", ())])
        words = tuple(word for word in whole.words if word.word in kept)
    else:
        words = tuple(Word(w["word"], w["meaning"], w.get("label"), w.get("number"), w) for w in given["words"])
    if len({word.word for word in words}) != len(words):
        raise ContractError(f"{name} has a word twice.")
    numbers = [word.number for word in words]
    if given.get("stored") and (None in numbers or len(set(numbers)) != len(numbers)):
        raise ContractError(f"Every word of {name} needs a number of its own, as files keep it.")
    return Choice(name, given["about"], words, given.get("core", False), given.get("of"))


def _record(name: str, given: dict[str, Any]) -> Record:
    return Record(
        name,
        given["module"],
        given["from"] == "client",
        given["what"],
        given["about"],
        fields(given["fields"]),
        given.get("core", False),
        given.get("behaviour"),
        given.get("script", True),
    )


def _check(contract: Contract, record: str, field: Field) -> None:
    where = f"{record}.{field.name}"
    if field.type not in (*SIMPLE, "Polygons") and field.type not in contract.records:
        raise ContractError(f"{where} is of no known type.")
    if field.type == "choice" and field.given["of"] not in contract.choices:
        raise ContractError(f"{where} is of no known choice.")
    if not field.meaning:
        raise ContractError(f"{where} doesn't say what it means.")
    default = field.given.get("default")
    if field.type == "choice" and default is not None:
        chosen = default if isinstance(default, list) else [default]
        if not set(chosen) <= set(contract.choices[field.given["of"]].names):
            raise ContractError(f"{where} has a default that is none of its words.")
