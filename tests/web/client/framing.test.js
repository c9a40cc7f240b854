/** What comes in is read strictly; no server is needed. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as all from "../../../server/celtint_web/client/src/index.js";
import { Blake2b } from "../../../server/celtint_web/client/src/blake2b.js";
import { readFailure } from "../../../server/celtint_web/client/src/errors.js";
import { decode, encode } from "../../../server/celtint_web/client/src/framing.js";
import { Kept } from "../../../server/celtint_web/client/src/parts.js";
import { read, readColouring } from "../../../server/celtint_web/client/src/reading.js";
import { named } from "./with.js";

/** A binary message of a header, as an object or text, and bytes. */
function binary(header, bytes = [], length) {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const message = new Uint8Array(4 + text.length + bytes.length);
  new DataView(message.buffer).setUint32(0, length ?? text.length, true);
  message.set(text, 4);
  message.set(bytes, 4 + text.length);
  return message;
}

const answer = { jsonrpc: "2.0", id: 1, result: {} };
const head = { name: "a", encoding: "l8", width: 2, height: 1, length: 2 };
const part = (change, bytes = [1, 2]) => binary({ ...answer, parts: [{ ...head, ...change }] }, bytes);

test("messages are the same after a journey", () => {
  const parts = { a: { encoding: "l8", width: 3, height: 1, bytes: Uint8Array.of(1, 2, 3) }, b: { ref: "0".repeat(64) } };
  for (const body of [{ id: 7, method: "colour", params: { text: "é👩🏽‍🎨\u0000<b>" } }, { id: "x", result: { a: [1, null] } }]) {
    const message = encode(body, parts);
    assert.equal((4 + new DataView(message.buffer).getUint32(0, true)) % 8, 0);
    const { parts: got, ...back } = decode(message.buffer);
    assert.deepEqual(back, body);
    assert.deepEqual({ ...got }, parts);
    const { parts: none, ...text } = decode(encode(body));
    assert.deepEqual([{ ...none }, text], [{}, body]);
  }
  const words = new Uint16Array([1, 258, 3]).subarray(1);
  const shared = new Uint8Array(new SharedArrayBuffer(2));
  for (const bytes of [words, words.buffer, shared, shared.buffer]) {
    const { parts: { a } } = decode(encode({ id: 1, method: "m" }, { a: { ...head, bytes }, b: null, c: undefined }));
    assert.deepEqual([...a.bytes], [...new Uint8Array(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength)]);
  }
});

const BROKEN = {
  "not JSON": "{",
  "a number that JSON has none of": '{"jsonrpc":"2.0","id":1,"result":{"a":NaN}}',
  "no object": "[]",
  "nothing": "null",
  "another JSON-RPC": '{"jsonrpc":"1.0","id":1,"result":{}}',
  "no kind": '{"jsonrpc":"2.0","id":1}',
  "two kinds": '{"jsonrpc":"2.0","id":1,"result":{},"method":"a"}',
  "an answer to nothing": '{"jsonrpc":"2.0","result":{}}',
  "an id that is none": '{"jsonrpc":"2.0","id":1.5,"result":{}}',
  "a result that is none": '{"jsonrpc":"2.0","id":1,"result":[]}',
  "params that are none": '{"jsonrpc":"2.0","method":"done","params":[]}',
  "a method that is none": '{"jsonrpc":"2.0","method":3}',
  "too short for a length": Uint8Array.of(1, 2),
  "no header": binary("", [], 9),
  "a header without an end": binary(answer, [], 2 ** 20),
  "a header that is too long": binary(answer, [], 2 ** 32 - 1),
  "a header that isn't UTF-8": Uint8Array.of(2, 0, 0, 0, 0xff, 0xfe),
  "a mark before the header": binary("\ufeff" + JSON.stringify({ ...answer, parts: [] })),
  "no parts": binary(answer),
  "parts that are no list": binary({ ...answer, parts: {} }),
  "a part that is nothing": binary({ ...answer, parts: [null] }),
  "a part without a name": part({ name: undefined }),
  "a name twice": binary({ ...answer, parts: [head, head] }, [1, 2, 3, 4]),
  "an unknown encoding": part({ encoding: "gif" }),
  "an encoding of Object's": part({ encoding: "constructor" }),
  "less than no bytes": part({ length: -1 }),
  "half a byte": part({ length: 1.5 }),
  "a length of text": part({ length: "2" }),
  "a length beyond all": part({ width: 2 ** 50 }),
  "too few bytes": part({}, [1]),
  "too many bytes": part({}, [1, 2, 3]),
  "a ref that is none": binary({ ...answer, parts: [{ name: "a", ref: "A".repeat(64) }] }),
};

for (const [what, message] of Object.entries(BROKEN)) {
  test(`${what} is refused`, () => assert.throws(() => decode(message), named("BAD_REQUEST")));
}

test("names that Object has are names like others", () => {
  const message = binary({ ...answer, parts: [{ ...head, name: "__proto__" }, { ...head, name: "toString" }] }, [1, 2, 3, 4]);
  assert.deepEqual(Object.keys(decode(message).parts), ["__proto__", "toString"]);
  assert.equal(readColouring("Colouring", { job: "j", mode: "line", gap: 0 }, {}).colour, null);
});

const colouring = { job: "j", mode: "line", gap: 3 };
const region = { id: 1, colour: [1, 2, 3], entry: null, decided_by: "new", confidence: 0.5, area: 4, box: [0, 0, 1, 1] };
const u32 = (width, height, numbers, encoding = "u32") =>
  ({ encoding, width, height, bytes: new Uint8Array(Uint32Array.from(numbers).buffer) });

test("answers are read with what is left out, and members that are new passed over", () => {
  const got = read("Colouring", { ...colouring, regions: [region], fresh: 1 });
  assert.deepEqual([got.palette, got.notes, got.timings, got.shade, got.polygons], [[], [], {}, null, null]);
  assert.deepEqual(got.regions, [{ ...region, tag: "", unsure: false, inside: null }]);
  assert.ok(!("fresh" in got));
  assert.equal(read("Colouring", colouring).regions, null);
  got.palette.push("mine");
  assert.deepEqual(read("Colouring", colouring).palette, []);
});

const WRONG = {
  "no job": [{ mode: "line", gap: 3 }],
  "a gap of text": [{ ...colouring, gap: "3" }],
  "a gap of NaN": [{ ...colouring, gap: NaN }],
  "regions that are none": [{ ...colouring, regions: {} }],
  "a region without an id": [{ ...colouring, regions: [{ ...region, id: undefined }] }],
  "a colour of two": [{ ...colouring, regions: [{ ...region, colour: [1, 2] }] }],
  "a colour beyond white": [{ ...colouring, regions: [{ ...region, colour: [1, 2, 256] }] }],
  "more than sure": [{ ...colouring, regions: [{ ...region, confidence: 1.1 }] }],
  "a box of three": [{ ...colouring, regions: [{ ...region, box: [1, 2, 3] }] }],
  "labels that are no labels": [colouring, { labels: u32(1, 1, [1], "f32") }],
  "labels cut short": [colouring, { labels: u32(2, 2, [1]) }],
  "a colour layer that is a ref": [colouring, { colour: { ref: "0".repeat(64) } }],
  "outlines without their points": [colouring,
    { polygon_points: u32(2, 1, [1, 1], "f32"), polygon_rings: u32(3, 1, [1, 4, 0]) }],
};

for (const [what, [value, parts]] of Object.entries(WRONG)) {
  test(`an answer with ${what} is refused`, () => assert.throws(() => read("Colouring", value, parts), named("BAD_REQUEST")));
}

test("errors are read, those of new names too", () => {
  const data = { name: "NEW_ONE", message: "It rains.", retryable: true, refs: ["a"] };
  const error = readFailure({ code: -32099, message: "x", data });
  assert.ok(error instanceof all.CeltintError && error instanceof Error);
  assert.deepEqual([error.name, error.message, error.code, error.retryable], ["NEW_ONE", "It rains.", -32099, true]);
  for (const broken of [null, {}, { code: 1 }, { code: 1, data: {} }, { code: 1, data: { ...data, refs: [1] } }]) {
    assert.throws(() => readFailure(broken), named("BAD_REQUEST"));
  }
  for (const [name, { code, retryable }] of Object.entries(all.ERRORS)) {
    const own = new all.CeltintError(name, "x");
    assert.deepEqual([own.code, own.retryable], [code, retryable]);
  }
});

test("the hash is Python's", () => {
  const vectors = JSON.parse(readFileSync(process.env.CELTINT_VECTORS, "utf-8"));
  assert.ok(vectors.length > 20);
  for (const { bytes, pieces, hash } of vectors) {
    const data = Buffer.from(bytes, "base64");
    const whole = new Blake2b().update(data).hex();
    assert.equal(whole, hash, `${data.length} bytes`);
    const state = new Blake2b();
    let at = 0;
    for (const piece of pieces) state.update(data.subarray(at, (at += piece)));
    assert.equal(state.update(data.subarray(at)).hex(), hash, `${data.length} bytes in pieces`);
  }
});

test("a digest is that of its line and bytes", async () => {
  const { part: sent, digest } = JSON.parse(process.env.CELTINT_DIGEST);
  assert.equal(await all.digest({ ...sent, bytes: Buffer.from(sent.bytes, "base64") }), digest);
});

test("a kept part is a ref until any of its bytes changes, wherever it lies", async () => {
  for (const [offset, length] of [[0, 0], [1, 2], [2, 1], [3, 9], [1, 16], [0, 4099]]) {
    const kept = new Kept();
    const bytes = new Uint8Array(5000).subarray(offset, offset + length);
    const a = { encoding: "l8", width: length, height: 1, bytes, keep: true };
    const now = () => kept.referred({ a, b: { ...a, keep: false }, c: null }).parts;
    assert.equal(now().a, a);
    kept.referred({ a }).sent();
    await new Promise((go) => setTimeout(go, 20));
    assert.deepEqual(now(), { a: { ref: await all.digest(a) }, b: { ...a, keep: false }, c: null });
    for (const at of new Set([0, length >> 1, length - 1])) {
      if (length === 0) continue;
      bytes[at] += 1;
      assert.equal(now().a, a, `byte ${at} of ${length} behind ${offset}`);
      bytes[at] -= 1;
      assert.ok("ref" in now().a);
    }
    kept.forget([now().a.ref]);
    assert.equal(now().a, a);
  }
  const kept = new Kept();
  const a = { encoding: "l8", width: 4000, height: 2000, bytes: new Uint8Array(8_000_000), keep: true };
  kept.referred({ a }).sent();
  await new Promise((go) => setTimeout(go, 1));
  a.bytes[7_999_999] = 1; // while it is hashed
  await all.digest(a); // begun later, so it ends later
  a.bytes[7_999_999] = 0;
  assert.equal(kept.referred({ a }).parts.a, a, "its hash is of neither");
});

test("what is exported has types, and the other way round", () => {
  const source = (name) =>
    readFileSync(new URL(`../../../server/celtint_web/client/src/${name}.d.ts`, import.meta.url), "utf-8");
  const typed = [...(source("index") + source("contract")).matchAll(/^export (?:declare )?(?:const|class|function) (\w+)/gm)];
  assert.deepEqual(typed.map(([, name]) => name).sort(), Object.keys(all).sort());
});
