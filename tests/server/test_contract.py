"""docs/asyncapi.yaml is the contract: golden conversations keep to it, and the server keeps to them, byte for byte.

In a golden conversation "*" stands for anything, "$name" for what it stood for first, "@name" for the digest of the
first part of that name, and blobs are runs of [hex, times]. News of a job may come at any time and is left out.
"""

import json
import re
import struct
from pathlib import Path

import pytest
from celtint_client import errors, framing, launcher, messages, parts
from celtint_client.messages import Box, ColourRequest, Settings, Wanted
from celtint_client.parts import Part

HERE = Path(__file__).parent
CONTRACT = json.loads((HERE.parents[1] / "docs" / "asyncapi.yaml").read_text(encoding="utf-8"))
SCHEMAS = CONTRACT["components"]["schemas"]
MESSAGES = CONTRACT["components"]["messages"]
TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: type(v) is int,
    "number": lambda v: type(v) in (int, float),
    "boolean": lambda v: type(v) is bool,
    "null": lambda v: v is None,
}


def faults(value, schema, at="message"):
    """What of a value breaks its JSON schema; of the words of JSON Schema that the contract uses."""
    while "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].removeprefix("#/components/schemas/")]
    if "oneOf" in schema:
        fits = sum(not faults(value, one, at) for one in schema["oneOf"])
        return [] if fits == 1 else [f"{at} fits {fits} of its forms: {value!r}"]
    if "const" in schema:
        return [] if value == schema["const"] else [f"{at} is {value!r}"]
    if not TYPES[schema["type"]](value):
        return [f"{at} is no {schema['type']}: {value!r}"]
    found = [] if value in schema.get("enum", [value]) else [f"{at} is {value!r}"]
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            found.append(f"{at} has {len(value)} items")
        return found + [f for n, item in enumerate(value) for f in faults(item, schema["items"], f"{at}[{n}]")]
    if isinstance(value, dict):
        return found + faults_of_members(value, schema, at)
    if isinstance(value, str):
        good = len(value) <= schema.get("maxLength", len(value)) and re.search(schema.get("pattern", ""), value)
    else:
        good = value is None or schema.get("minimum", value) <= value <= schema.get("maximum", value)
    return found if good else [*found, f"{at} is {value!r}"]


def faults_of_members(value, schema, at):
    """What breaks the schema of an object."""
    known, rest = schema.get("properties", {}), schema.get("additionalProperties", True)
    found = [f"{at} has no {key}" for key in schema.get("required", ()) if key not in value]
    for key, item in value.items():
        inner = known.get(key, rest)
        if inner is False:
            found.append(f"{at} has {key}")
        elif inner is not True:
            found += faults(item, inner, f"{at}.{key}")
    return found


def test_the_contract_is_well_formed():
    text = json.dumps(CONTRACT)
    for ref in re.findall(r'"\$ref": "#/([^"]+)"', text):
        place = CONTRACT
        for step in ref.split("/"):
            place = place[step]
    used = set(re.findall(r'"type": "(\w+)"', text))
    assert used <= set(TYPES)


def test_the_contract_lists_what_the_code_knows():
    names = SCHEMAS["Error"]["properties"]["data"]["properties"]["name"]["enum"]
    assert sorted(names) == sorted(errors.BY_NAME)
    assert SCHEMAS["Part"]["properties"]["encoding"]["enum"] == list(parts.ENCODINGS)
    params = MESSAGES["colour"]["payload"]["properties"]["params"]["properties"]
    assert params["want"]["items"]["enum"] == list(messages.OUTPUTS)
    assert params["encoding"]["enum"] == list(messages.LAYER_ENCODINGS)
    assert set(params) == set(ColourRequest(Part("l8", 1, 1, b"x")).params())


class Replay:
    """One golden conversation with one server."""

    def __init__(self, server):
        self.socket = server.socket()
        self.names = {"$token": server.token}

    def send(self, step):
        message = self.filled(step["send"])
        if isinstance(message, dict):
            kind = MESSAGES.get(message["method"])
            assert kind is None or not faults(message, kind["payload"])
        text = message if isinstance(message, str) else json.dumps(message)
        if isinstance(message, str) or "parts" not in message:
            self.socket.send(text)
            return
        blobs = [blob_of(runs) for runs in step.get("blobs", ())]
        heads = [head for head in message["parts"] if "ref" not in head]
        for head, blob in zip(heads, blobs, strict=True):
            part = Part(head["encoding"], head["width"], head["height"], blob)
            self.names.setdefault("@" + head["name"], part.digest())
        self.socket.send(struct.pack("<I", len(text)) + text.encode() + b"".join(blobs))

    def receive(self, step):
        while True:
            got, blobs = self.next()
            if got.get("method") not in ("queued", "progress"):
                break
            assert not faults(got, MESSAGES[got["method"]]["payload"])
        assert not faults(got, MESSAGES[step["receive"]]["payload"])
        assert self.same(step["message"], got), json.dumps(got, indent=1)
        for wanted, blob in zip(step.get("blobs", ()), blobs, strict=False):
            assert wanted == "*" or blob == blob_of(wanted), blob.hex()

    def next(self):
        data = self.socket.recv(timeout=60)
        if isinstance(data, str):
            return json.loads(data), []
        (length,) = struct.unpack_from("<I", data)
        message, rest = json.loads(data[4 : 4 + length]), data[4 + length :]
        blobs = []
        for head in message["parts"]:
            blobs.append(rest[: head["length"]])
            rest = rest[head["length"] :]
        assert rest == b""
        return message, blobs

    def filled(self, value):
        if isinstance(value, str):
            return self.names.get(value, value)
        if isinstance(value, list):
            return [self.filled(item) for item in value]
        return {key: self.filled(item) for key, item in value.items()} if isinstance(value, dict) else value

    def same(self, golden, got):
        if golden == "*":
            return True
        if isinstance(golden, str) and golden.startswith("$"):
            return self.names.setdefault(golden, got) == got
        if isinstance(golden, dict):
            return (
                isinstance(got, dict)
                and golden.keys() == got.keys()
                and all(self.same(golden[key], got[key]) for key in golden)
            )
        if isinstance(golden, list):
            return isinstance(got, list) and len(golden) == len(got) and all(map(self.same, golden, got))
        return golden == got


def blob_of(runs):
    return b"".join(bytes.fromhex(text) * times for text, times in runs)


@pytest.mark.parametrize("name", sorted(path.name for path in (HERE / "golden").glob("*.json")))
def test_golden_conversations(server, name):
    replay = Replay(server)
    for step in json.loads((HERE / "golden" / name).read_text(encoding="utf-8")):
        replay.send(step) if "send" in step else replay.receive(step)


def test_golden_bytes():
    """A whole colour request as it travels."""
    data = bytes.fromhex("".join((HERE / "golden" / "colour-request.hex").read_text().split()))
    request = ColourRequest(
        Part("l8", 3, 2, b"\x00\x01\x02\x03\x04\x05"),
        Part("rgba8", 1, 1, b"\xc8\x1e\x28\xff"),
        (Box(1, 2, 3, 4, "hair", (5, 6, 7)),),
        (),
        Settings("line", undecided="network", gap=4),
        Wanted(("colour", "labels")),
        live="page 1",
    )
    message = framing.Request(1, "colour", request.params(), request.parts())
    assert framing.joined(framing.encode(message)) == data
    assert framing.decode(data) == framing.decode(framing.joined(framing.encode(message)))
    assert ColourRequest.read(framing.decode(data).params, framing.decode(data).parts) == request


def test_the_example_in_the_manual_runs(server, monkeypatch, capsys):
    manual = (HERE.parents[1] / "docs" / "protocol.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", manual, re.DOTALL)
    monkeypatch.setattr(launcher, "connect", lambda name: server.client())
    exec(compile(program, "protocol.md", "exec"), {})
    said = capsys.readouterr().out
    assert "decided_by='hint'" in said
    assert str(b"\xc8\x1e\x28\xff") in said
