"""The contract as JavaScript: the web client's words and tables, and their types."""

import json
import re
import textwrap
from collections.abc import Iterable, Mapping

from celtint_client import SUBPROTOCOL, VERSION

from contract.declared import Choice, Contract, Field, Record
from contract.writing import NOTE, said, text_of

WIDTH = 116
_TYPES = {"text": "string", "whole": "number", "number": "number", "flag": "boolean", "colour": "RGB"}
_OWN = {"Credit", "JobRequest"}
"""Records that only the client itself writes."""
_TYPES |= {"numbers": "Record<string, number>", "Polygons": "Polygons"}


def script(contract: Contract) -> str:
    """celtint_web/client/src/contract.js."""
    lines = [*_comment(f"What the contract declares.\n\n{NOTE}"), ""]
    lines += [f"export const SUBPROTOCOL = {_js(SUBPROTOCOL)};", f"export const VERSION = {_js(VERSION)};"]
    lines += [f"export const {name} = {number};" for name, (number, _) in contract.constants.items()]
    for choice in _chosen(contract):
        lines += [f"export const {choice.constant} = Object.freeze({_js(list(choice.names))});"]
    sizes = {word.word: word.extra["bytes"] for word in contract.choices["encodings"].words if "bytes" in word.extra}
    lines += [f"export const BYTES_PER_PIXEL = Object.freeze({_js(sizes)});"]
    errors = {error.name: {"code": error.codes[0], "retryable": error.retryable} for error in contract.errors}
    lines += ["", "export const ERRORS = Object.freeze({", *_members(errors), "});"]
    for record in _settings(contract):
        lines += ["", f"export const {_settings_name(record)} = Object.freeze({{"]
        lines += [*_members({field.name: _setting(contract, field) for field in record.fields}), "});"]
    lines += ["", "/** What answers hold, by record: how `read` takes each member. */"]
    lines += ["export const RECORDS = Object.freeze({"]
    for name in _answered(contract):
        lines += [f"  {name}: {{"]
        members = {f.wire: _reading(contract, f) for f in _flat(contract, contract.records[name])}
        lines += [*_members(members, 4), "  },"]
    return text_of([*lines, "});"])


def types(contract: Contract) -> str:
    """celtint_web/client/src/contract.d.ts."""
    lines = [*_comment(f"Types of what the contract declares; docs/protocol.md tells it all.\n\n{NOTE}"), ""]
    lines += ['import type { Coloured, Part, Polygons, SentPart } from "./index.js";', ""]
    lines += ["export type RGB = [number, number, number];", ""]
    lines += ["export declare const SUBPROTOCOL: string;", "export declare const VERSION: string;"]
    lines += [f"export declare const {name}: number;" for name in contract.constants]
    lines += [""]
    written = [r for r in contract.records.values() if r.script is True and r.name not in _OWN]
    members = [line for record in written for line in _interface(contract, record)]
    for choice in contract.choices.values():
        if choice not in _chosen(contract) and not any(re.search(rf"\b{choice.type}\b", line) for line in members):
            continue
        lines += [f"export type {choice.type} = {_union(choice.names)};"]
        if choice in _chosen(contract):
            lines += [f"export declare const {choice.constant}: readonly {choice.type}[];"]
    lines += ["export declare const BYTES_PER_PIXEL: Readonly<Partial<Record<Encodings, number>>>;"]
    lines += [f"export type ErrorName = {_union(error.name for error in contract.errors)};"]
    lines += ["export declare const ERRORS: Readonly<Record<ErrorName, { code: number; retryable: boolean }>>;", ""]
    lines += ["/** One of `words`, a number from `least` to `most`, or one of `or`. */"]
    lines += ["export interface Setting {", '  type: "choice" | "whole" | "number" | "text" | "flag";']
    lines += ["  default: string | number | boolean | null;", "  words?: readonly string[];"]
    lines += ["  least?: number;", "  most?: number;", "  or?: readonly (string | null)[];", "}"]
    for record in _settings(contract):
        lines += [f"export declare const {_settings_name(record)}: Readonly<Record<keyof {record.name}, Setting>>;"]
    lines += ["export declare const RECORDS: object;"]
    return text_of([*lines, *members])


def _chosen(contract: Contract) -> list[Choice]:
    """What programs choose from: the words that members of requests take, and the encodings."""
    asked = [
        field
        for record in contract.records.values()
        if record.asked and record.script is True
        for field in record.fields
    ]
    names = {"encodings", *(field.given["of"] for field in asked if field.type == "choice")}
    return [choice for choice in contract.choices.values() if choice.name in names]


def _settings(contract: Contract) -> list[Record]:
    return [record for record in contract.records.values() if record.core]


def _settings_name(record: Record) -> str:
    """SequenceSettings is SEQUENCE_SETTINGS."""
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in record.name).strip("_").upper()


def _setting(contract: Contract, field: Field) -> dict[str, object]:
    found: dict[str, object] = {"type": field.type, "default": field.given["default"]}
    if field.type == "choice":
        found["words"] = list(contract.choices[field.given["of"]].names)
    found |= {key: field.given[key] for key in ("least", "most", "or") if key in field.given}
    return found


def _answered(contract: Contract) -> list[str]:
    """Names of the records that a server writes, with those they hold."""
    found = [record.name for record in contract.records.values() if record.script and not record.asked]
    for name in found:
        for field in _flat(contract, contract.records[name]):
            if field.type in contract.records and field.type not in found:
                found.append(field.type)
    return found


def _flat(contract: Contract, record: Record) -> list[Field]:
    """The fields of a record and of those that lie within it."""
    found: list[Field] = []
    for field in record.fields:
        if field.given.get("inline"):
            found += _flat(contract, contract.records[field.type])
        elif not field.given.get("unread"):
            found += [field]
    return found


def _reading(contract: Contract, field: Field) -> dict[str, object]:
    """How a member of an answer is read; words are texts, as servers may have more of them."""
    given = field.given
    found: dict[str, object] = {"type": "text" if field.type == "choice" else field.type}
    if field.type == "part":
        found["of"] = list(given.get("only", contract.choices[given["of"]].names))
    found |= {key: given[key] for key in ("least", "count", "or") if key in given}
    found |= {key: contract.most(given[key]) for key in ("most", "many") if key in given}
    for key in ("missing", "default"):
        if key in given:
            found["default"] = given[key]
    return found


def _interface(contract: Contract, record: Record) -> list[str]:
    within = [field.type for field in record.fields if field.given.get("inline")]
    within += [record.behaviour] if record.behaviour else []
    extends = f" extends {', '.join(within)}" if within else ""
    lines = ["", f"export interface {record.name}{extends} {{"]
    for field in record.fields:
        if field.given.get("inline") or field.given.get("unread"):
            continue
        mark = "?" if record.asked and field.optional else ""
        told = field.meaning if field.type in ("choice", "part") else said(contract, field)
        told = re.split("[:;] ", told)[0]  # what it is; the docs have its words
        lines += [
            *(_comment(told, 2) if record.core else ()),
            f"  {field.wire}{mark}: {_type(contract, record, field)};",
        ]
    return [*lines, "}"]


def _type(contract: Contract, record: Record, field: Field) -> str:
    if field.type == "part":
        return "SentPart" if record.asked else "Part | null"
    if field.type == "choice":
        kind = _union(field.given["only"]) if "only" in field.given else contract.choices[field.given["of"]].type
    else:
        kind = _TYPES.get(field.type, field.type)
    if "many" in field.given:
        kind += "[]"
    if "count" in field.given:
        kind = f"[{', '.join([kind] * field.given['count'])}]"
    kinds = [kind, *(_js(word) for word in field.words)]
    if field.given.get("default", "") is None and "null" not in kinds:
        kinds.append("null")
    return " | ".join(kinds)


def _union(words: Iterable[str]) -> str:
    return " | ".join(map(_js, words))


def _members(members: Mapping[str, object], indent: int = 2) -> list[str]:
    return [f"{' ' * indent}{name}: {_js(value)}," for name, value in members.items()]


def _js(value: object) -> str:
    """A value as JavaScript writes it."""
    if isinstance(value, dict):
        members = ", ".join(f"{name}: {_js(member)}" for name, member in value.items())
        return f"{{ {members} }}" if members else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_js, value))}]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def _comment(text: str, indent: int = 0) -> list[str]:
    pad = " " * indent
    if "\n" not in text and len(text) + indent + 7 <= WIDTH:
        return [f"{pad}/** {text} */"]
    rows = [row for line in text.split("\n") for row in (textwrap.wrap(line, WIDTH - indent - 3) or [""])]
    return [f"{pad}/**", *(f"{pad} * {row}".rstrip() for row in rows), f"{pad} */"]
