"""The contract as docs/asyncapi.yaml: its schemas and messages, within the frame that such a file has."""

import json
from typing import Any

from contract.declared import Contract, Field, Message, Record, fields

Schema = dict[str, Any]

_DESCRIPTION = (
    "The wire between celtint's server and its clients; docs/protocol.md tells it in words. A message without parts is "
    "JSON-RPC 2.0 text. A message with parts is one binary message: a uint32 header length, little-endian; the header, "
    "which is the JSON-RPC object with its parts; then the parts' bytes in that order. This file is YAML in its JSON "
    "form, so that it can be read without a YAML library; `make contract` writes it from celtint_client/contract.json."
)
_LONGEST = 1000
"""Characters of a text that a client sends, unless its field says another number."""
_ID: Schema = {"oneOf": [{"type": "integer"}, {"type": "string"}]}


def asyncapi(contract: Contract) -> str:
    """The whole file."""
    names = [message.name for message in contract.messages]
    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "celtint",
            "version": "1",
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0"},
        },
        "servers": {
            "local": {
                "host": "127.0.0.1:{port}",
                "protocol": "ws",
                "description": "Subprotocol celtint.v1, compression off.",
                "variables": {"port": {"description": "From the server's state file or ready line."}},
            }
        },
        "channels": {"wire": {"address": "/", "messages": {name: _ref(f"messages/{name}") for name in names}}},
        "operations": {
            "send": _operation(contract, "receive", "What a client sends.", asked=True),
            "receive": _operation(contract, "send", "What the server sends.", asked=False),
        },
        "components": {
            "messages": {message.name: _message(contract, message) for message in contract.messages},
            "schemas": schemas(contract),
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def schemas(contract: Contract) -> dict[str, Schema]:
    """The schemas that messages refer to, by name."""
    found: dict[str, Schema] = {
        "Colour": {
            "type": "array",
            "items": {"type": "integer", "minimum": 0, "maximum": 255},
            "minItems": 3,
            "maxItems": 3,
            "description": "sRGB.",
        }
    }
    for record in contract.records.values():
        found[record.name] = _record(contract, record)
    return {**found, **_parts(contract), **_errors(contract)}


def _operation(contract: Contract, action: str, summary: str, asked: bool) -> Schema:
    named = [message.name for message in contract.messages if message.asked == asked]
    return {
        "action": action,
        "summary": summary,
        "channel": {"$ref": "#/channels/wire"},
        "messages": [{"$ref": f"#/channels/wire/messages/{name}"} for name in named],
    }


def _ref(place: str) -> Schema:
    return {"$ref": f"#/components/{place}"}


def _message(contract: Contract, message: Message) -> Schema:
    given = message.given
    members: Schema = {"jsonrpc": {"const": "2.0"}}
    required = ["jsonrpc"]
    news = not message.asked and "params" in given
    if not news:
        members["id"] = {"oneOf": [*_ID["oneOf"], {"type": "null"}]} if "error" in given else _ID
    if "params" in given:
        members["method"] = {"const": message.method}
        members["params"] = _content(contract, given["params"], message)
        required += ["method", "params"] if news else ["method"]
    for key in ("result", "error"):
        if key in given:
            members[key] = _content(contract, given[key], message)
            required += ["id", key]
    if "error" not in given:
        members["parts"] = _ref("schemas/Parts")
    payload = {"type": "object", "properties": members, "required": required, "additionalProperties": False}
    return {"name": message.name, "summary": message.summary, "payload": payload}


def _content(contract: Contract, given: Any, message: Message) -> Schema:
    """What is in params, result or error."""
    if isinstance(given, str):
        return _ref(f"schemas/{given}")
    if isinstance(given, dict):
        return {"oneOf": [_ref(f"schemas/{name}") for name in given["one of"]]}
    return _object(contract, fields(given), strict=message.asked and not message.given.get("open"), asked=message.asked)


def _record(contract: Contract, record: Record) -> Schema:
    made = _object(contract, record.fields, strict=record.asked, asked=record.asked)
    parts = [field for field in record.fields if not field.in_json]
    beside = [name for field in parts for name in field.given.get("parts", [field.wire])]
    about = f"{record.about} Parts beside it: {', '.join(beside)}." if beside else record.about
    return {**made, "description": about}


def _object(contract: Contract, members: tuple[Field, ...], strict: bool, asked: bool) -> Schema:
    properties: Schema = {}
    required: list[str] = []
    for field in members:
        inner = contract.records.get(field.type)
        if not field.in_json:
            continue
        if inner is not None and field.given.get("inline"):
            within = _object(contract, inner.fields, strict, asked)
            properties |= within["properties"]
            required += within["required"] if field.given["inline"] != "want" else []
            continue
        properties[field.wire] = member(contract, field, asked)
        left_out = any(field.given.get(each) for each in ("absent", "unread", "spare"))
        if not left_out and not (asked and (field.optional or "missing" in field.given)):
            required.append(field.wire)
    made: Schema = {"type": "object", "properties": properties, "required": required}
    return {**made, "additionalProperties": False} if strict else made


def member(contract: Contract, field: Field, asked: bool) -> Schema:
    """The schema of one field."""
    made = _bare(contract, field, asked)
    if "many" in field.given:
        made = {"type": "array", "items": made}
        if asked:
            made["maxItems"] = contract.most(field.given["many"])
    if "count" in field.given:
        made = {"type": "array", "items": made, "minItems": field.given["count"], "maxItems": field.given["count"]}
    words = [] if field.given.get("absent") else field.words
    others: list[Schema] = [{"type": "null"} if word is None else {"const": word} for word in words]
    if others:
        made = {"oneOf": [made, *others]}
    if "$ref" in made:
        return made
    if asked and "default" in field.given:
        made = {**made, "default": field.given["default"]}
    unit = f", in {field.given['unit']}" if "unit" in field.given else ""
    return {**made, "description": f"{field.meaning[0].upper()}{field.meaning[1:]}{unit}."}


def _bare(contract: Contract, field: Field, asked: bool) -> Schema:
    given = field.given
    if field.type in contract.records:
        return _ref(f"schemas/{field.type}")
    if field.type == "colour":
        return _ref("schemas/Colour")
    if field.type == "choice":
        return {"type": "string", "enum": list(given.get("only", contract.choices[given["of"]].names))}
    if field.type == "numbers":
        return {"type": "object", "additionalProperties": {"type": "number"}}
    if field.type == "text":
        longest = given.get("longest", _LONGEST) if asked else None
        return {"type": "string", "maxLength": longest} if longest else {"type": "string"}
    made: Schema = {"type": {"whole": "integer", "number": "number", "flag": "boolean"}[field.type]}
    for key, name in (("least", "minimum"), ("most", "maximum")):
        if key in given:
            made[name] = contract.most(given[key])
    return made


def _parts(contract: Contract) -> dict[str, Schema]:
    size = {"type": "integer", "minimum": 0}
    encodings = contract.choices["encodings"]
    told = "; ".join(f"{word.word}: {word.meaning}" for word in encodings.words)
    part = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "encoding": {"type": "string", "enum": list(encodings.names), "description": f"{told}."},
            "width": size,
            "height": size,
            "length": size,
        },
        "required": ["name", "encoding", "width", "height", "length"],
        "description": f"Bytes in this message. {encodings.about}",
    }
    ref = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "ref": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
        "required": ["name", "ref"],
        "description": "A part sent before on this connection: BLAKE2b-256 of the line "
        "'encoding width height\\n' and its bytes, in hex.",
    }
    every = {"type": "array", "items": {"oneOf": [_ref("schemas/Part"), _ref("schemas/Ref")]}}
    return {"Part": part, "Ref": ref, "Parts": every}


def _errors(contract: Contract) -> dict[str, Schema]:
    """Each name with its codes and whether it is retryable; so a message can't mix them."""
    text = {"type": "string"}
    each = [
        {
            "properties": {
                "code": {"enum": list(error.codes)},
                "data": {"properties": {"name": {"const": error.name}, "retryable": {"const": error.retryable}}},
            },
            "description": f"{error.meaning[0].upper()}{error.meaning[1:]}.",
        }
        for error in contract.errors
    ]
    refs = {"type": "array", "items": text, "description": "With UNKNOWN_PART: what must be sent again."}
    data = {
        "type": "object",
        "properties": {
            "name": {"type": "string", "enum": [error.name for error in contract.errors]},
            "message": text,
            "retryable": {"type": "boolean"},
            "refs": refs,
        },
        "required": ["name", "message", "retryable"],
    }
    error = {
        "type": "object",
        "properties": {"code": {"type": "integer"}, "message": text, "data": data},
        "required": ["code", "message", "data"],
        "oneOf": each,
    }
    failed = {
        "type": "object",
        "properties": {"job": text, "error": _ref("schemas/Error")},
        "required": ["job", "error"],
        "additionalProperties": False,
        "description": "A job that ended with an error.",
    }
    return {"Error": error, "Failed": failed}
