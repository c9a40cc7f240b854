/**
 * The golden conversations that the Python tests replay, and a golden message's bytes.
 *
 * "*" stands for anything, "$name" for what it stood for first, "@name" for the digest of the first part of that name;
 * blobs are runs of [hex, times]. News of a job may come at any time and is left out.
 */

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";

import { digest } from "../../../server/celtint_web/client/src/index.js";
import { decode, encode } from "../../../server/celtint_web/client/src/framing.js";
import { WebSocket, token, url } from "./with.js";

const GOLDEN = new URL("../../server/golden/", import.meta.url);
const blobOf = (runs) => Buffer.concat(runs.map(([hex, times]) => Buffer.from(hex.repeat(times), "hex")));

class Replay {
  names = new Map([["$token", token]]);
  #arrived = [];
  #woken = () => {};

  constructor(socket) {
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => this.#woken(this.#arrived.push(data)));
  }

  async send({ send, blobs = [] }) {
    const message = this.#filled(send);
    if (typeof message === "string") return this.socket.send(message);
    const { jsonrpc, parts: heads = [], ...body } = message;
    const parts = {};
    const bytes = blobs.map(blobOf);
    for (const { name, ref, encoding, width, height } of heads) {
      parts[name] = ref ? { ref } : { encoding, width, height, bytes: bytes.shift() };
      if (!ref && !this.names.has(`@${name}`)) this.names.set(`@${name}`, await digest(parts[name]));
    }
    return this.socket.send(encode(body, parts));
  }

  async receive({ message: golden, blobs = [] }) {
    let got;
    do got = decode(await this.#next());
    while (["queued", "progress"].includes(got.method));
    const { parts, ...body } = got;
    const heads = Object.entries(parts).map(([name, { encoding, width, height, bytes }]) =>
      ({ name, encoding, width, height, length: bytes.length }));
    const said = { jsonrpc: "2.0", ...body, ...(heads.length ? { parts: heads } : {}) };
    const plain = JSON.parse(JSON.stringify(said)); // members that aren't there are left out
    assert.ok(this.#same(golden, plain), JSON.stringify(plain, null, 1));
    blobs.forEach((runs, at) => {
      if (runs !== "*") assert.deepEqual(Buffer.from(Object.values(parts)[at].bytes), blobOf(runs));
    });
  }

  async #next() {
    if (!this.#arrived.length) await new Promise((go) => (this.#woken = go));
    return this.#arrived.shift();
  }

  #filled(value) {
    if (typeof value === "string") return this.names.get(value) ?? value;
    if (Array.isArray(value)) return value.map((item) => this.#filled(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#filled(item)]));
  }

  #same(golden, got) {
    if (golden === "*") return true;
    if (typeof golden === "string" && golden.startsWith("$")) {
      if (!this.names.has(golden)) this.names.set(golden, got);
      return JSON.stringify(this.names.get(golden)) === JSON.stringify(got);
    }
    if (typeof golden !== "object" || golden === null) return golden === got;
    if (typeof got !== "object" || got === null || Array.isArray(golden) !== Array.isArray(got)) return false;
    const keys = Object.keys(golden);
    return keys.length === Object.keys(got).length && keys.every((key) => key in got && this.#same(golden[key], got[key]));
  }
}

for (const name of (await readdir(GOLDEN)).filter((file) => file.endsWith(".json"))) {
  test(`golden conversation ${name}`, async () => {
    const steps = JSON.parse(await readFile(new URL(name, GOLDEN), "utf-8"));
    const socket = new WebSocket(url, "celtint.v1");
    await new Promise((go) => socket.addEventListener("open", go));
    const replay = new Replay(socket);
    for (const step of steps) await ("send" in step ? replay.send(step) : replay.receive(step));
    socket.close();
  });
}

test("golden bytes", async () => {
  const hex = (await readFile(new URL("colour-request.hex", GOLDEN), "utf-8")).replace(/\s/g, "");
  const data = new Uint8Array(Buffer.from(hex, "hex"));
  const told = decode(data);
  assert.deepEqual([told.id, told.method], [1, "colour"]);
  assert.deepEqual(told.params.boxes, [{ x: 1, y: 2, width: 3, height: 4, tag: "hair", colour: [5, 6, 7] }]);
  assert.deepEqual(told.params.want, ["colour", "labels"]);
  const { picture, hints } = told.parts;
  assert.deepEqual([picture.encoding, picture.width, picture.height, [...picture.bytes]], ["l8", 3, 2, [0, 1, 2, 3, 4, 5]]);
  assert.deepEqual([hints.encoding, [...hints.bytes]], ["rgba8", [0xc8, 0x1e, 0x28, 0xff]]);
  assert.equal(picture.bytes.buffer, data.buffer, "a view, no copy");
  const { parts, ...body } = told;
  const again = encode(body, parts);
  assert.deepEqual(decode(again), told);
  // Python writes 1.0 and 0.0 where JavaScript writes 1 and 0; all else is the same
  const text = (bytes) => new TextDecoder().decode(bytes.subarray(4, 4 + new DataView(bytes.buffer).getUint32(0, true)));
  assert.equal(text(again).trimEnd(), text(data).trimEnd().replaceAll(/(\d)\.0(?=[,}])/g, "$1"));
});
