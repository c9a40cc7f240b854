"""docs/asyncapi.yaml is the contract: golden conversations keep to it, and the server keeps to them, byte for byte.

In a golden conversation "*" stands for anything, "$name" for what it stood for first, "@name" for the digest of the
first part of that name, and blobs are runs of [hex, times]. News of a job may come at any time and is left out.
"""

import json
import re
import struct
from pathlib import Path

import pytest
from celtint_client import framing, launcher
from celtint_client.messages import Box, ColourRequest, Settings, Wanted
from celtint_client.parts import Part
from celtint_server.config import Stock
from jsonschema import Draft202012Validator

from tests.core.stage.sets import no_words, small_set

HERE = Path(__file__).parent
CONTRACT = json.loads((HERE.parents[1] / "docs" / "asyncapi.yaml").read_text(encoding="utf-8"))
MESSAGES = CONTRACT["components"]["messages"]


def small_stock():
    """A dog, a tree, a cloud and a house."""
    return Stock(small_set(), no_words())


def faults(value, kind):
    """What of a message breaks its schema: docs/asyncapi.yaml's, which are JSON Schema with refs into the file."""
    schema = {"$ref": f"#/components/messages/{kind}/payload", "components": CONTRACT["components"]}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(value)]


def test_the_contract_s_schemas_are_schemas():
    for name in MESSAGES:
        Draft202012Validator.check_schema(MESSAGES[name]["payload"])
    for ref in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(CONTRACT)):
        place = CONTRACT
        for step in ref.split("/"):
            place = place[step]


class Replay:
    """One golden conversation with one server."""

    def __init__(self, server):
        self.socket = server.socket()
        self.names = {"$token": server.token}

    def send(self, step):
        message = self.filled(step["send"])
        if isinstance(message, dict):
            assert message["method"] not in MESSAGES or not faults(message, message["method"])
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
            assert not faults(got, got["method"])
        assert not faults(got, step["receive"])
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


def test_a_golden_conversation_with_a_server_that_has_objects(serve):
    replay = Replay(serve(stock=small_stock))
    for step in json.loads((HERE / "golden" / "stage" / "stage.json").read_text(encoding="utf-8")):
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
    told = framing.decode(data)
    assert isinstance(told, framing.Request) and ColourRequest.read(told.params, told.parts) == request


def test_the_example_in_the_manual_runs(server, monkeypatch, capsys):
    manual = (HERE.parents[1] / "docs" / "protocol.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", manual, re.DOTALL)
    monkeypatch.setattr(launcher, "connect", lambda name: server.client())
    exec(compile(program, "protocol.md", "exec"), {})
    said = capsys.readouterr().out
    assert "decided_by='hint'" in said
    assert str(b"\xc8\x1e\x28\xff") in said
