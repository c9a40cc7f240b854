/** What a server may say that ours doesn't, by a WebSocket that the test speaks through. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { connect } from "../../../server/celtint_web/client/src/index.js";
import { encode } from "../../../server/celtint_web/client/src/framing.js";
import { drawing, named } from "./with.js";

const limits = { max_pixels: 1e8, max_message: 1e9, parts_bytes: 1e8 };
const welcome = { version: "9.9.9", models: [], limits };

class Fake extends EventTarget {
  static last;
  protocol = "celtint.v1";
  sent = [];

  constructor() {
    super();
    Fake.last = this;
    setTimeout(() => this.dispatchEvent(new Event("open")));
  }

  send(data) {
    this.sent.push(JSON.parse(typeof data === "string" ? data : Buffer.from(data).subarray(4).toString().split("}]}")[0] + "}]}"));
    if (this.sent.length === 1) setTimeout(() => this.say({ id: 1, result: welcome }));
  }

  say(body, parts) {
    this.tell(encode(body, parts));
  }

  tell(data) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: data.buffer ?? data }));
  }

  close(code = 1006, reason = "") {
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason }));
  }
}

async function fake() {
  const client = await connect({ url: "ws://fake/", client: "test", token: "t", WebSocket: Fake });
  return { client, socket: Fake.last };
}

const colouring = { job: "j1", mode: "line", gap: 0 };

test("news are told in order, to whom they belong", async () => {
  const { client, socket } = await fake();
  const told = [];
  const tell = (n) => told.push([n.job, n.stage, n.position ?? n.share]);
  const jobs = [1, 2].map(() => client.colour({ picture: drawing() }, { onProgress: tell, onQueued: tell }));
  socket.say({ id: 3, result: { job: "j2", state: "queued" } });
  socket.say({ id: 2, result: { job: "j1", state: "queued" } });
  socket.say({ method: "queued", params: { job: "j1", position: 1 } });
  socket.say({ method: "progress", params: { job: "nobody's", stage: "ink", share: 0.5 } });
  socket.say({ method: "progress", params: { job: "j2", stage: "ink", share: 0.5, fresh: 1 } });
  socket.say({ method: "rain", params: {} });
  socket.say({ id: 77, result: {} });
  socket.say({ id: 5, method: "ask", params: {} });
  socket.say({ method: "done", params: { ...colouring, job: "j2" } });
  socket.say({ method: "done", params: colouring });
  socket.say({ method: "progress", params: { job: "j1", stage: "late", share: 1 } });
  assert.deepEqual((await Promise.all(jobs)).map(({ job }) => job), ["j1", "j2"]);
  assert.deepEqual(told, [["j1", "queued", 1], ["j2", "ink", 0.5]]);
  assert.equal((await jobs[0]).width, 64, "of what was sent, where no layer came back");
});

test("an answer that can't be read fails its own job alone", async () => {
  const { client, socket } = await fake();
  const jobs = [1, 2, 3].map(() => client.colour({ picture: drawing() }));
  socket.say({ id: 2, result: { state: "queued" } });
  socket.say({ id: 3, result: { job: "j2", state: "queued" } });
  socket.say({ id: 4, result: { job: "j3", state: "queued" } });
  socket.say({ method: "done", params: { job: "j2", mode: "line", gap: "wide" } });
  socket.say({ method: "done", params: { job: "j3", error: { code: 1, message: "", data: {} } } });
  for (const job of jobs) await assert.rejects(job, named("BAD_REQUEST"));
  const asked = client.models();
  socket.say({ id: 5, result: { models: [] } });
  assert.deepEqual(await asked, []);
});

test("what is no message ends the connection", async () => {
  for (const rubbish of ["rubbish", Uint8Array.of(1, 2, 3), '{"jsonrpc":"2.0","id":2,"error":{"code":1}}']) {
    const { client, socket } = await fake();
    const job = client.colour({ picture: drawing() });
    socket.tell(rubbish);
    await assert.rejects(job, named("BAD_REQUEST"));
    assert.equal((await client.closed).name, "BAD_REQUEST");
    await assert.rejects(client.colour({ picture: drawing() }), named("BAD_REQUEST"));
  }
});

test("how the line ends is told to all that is under way, with its job", async () => {
  const ends = [[1000, "CONNECTION_LOST"], [1001, "CONNECTION_LOST"], [1006, "CONNECTION_LOST"], [1008, "UNAUTHORISED"],
    [1009, "TOO_LARGE"], [1013, "QUEUE_FULL"]];
  for (const [code, name] of ends) {
    const { client, socket } = await fake();
    const [job, untaken] = [1, 2].map(() => client.colour({ picture: drawing() }));
    const clip = client.sequence();
    socket.say({ id: 2, result: { job: "j1", state: "queued" } });
    socket.say({ id: 4, result: { job: "j3", state: "open" } });
    const storing = clip.frame(1, { picture: drawing() });
    await clip.started;
    const next = clip.frames.next();
    socket.close(code);
    const lost = (id) => (error) => error.name === name && (name !== "CONNECTION_LOST" || error.job === id);
    await assert.rejects(job, lost("j1"));
    await assert.rejects(untaken, lost(null));
    for (const promise of [storing, next, clip.done]) await assert.rejects(promise, lost("j3"));
    assert.equal((await client.closed).name, name);
  }
});

test("a server of another subprotocol is refused", async () => {
  class Other extends Fake {
    protocol = "";
  }
  await assert.rejects(connect({ url: "ws://fake/", client: "test", WebSocket: Other }), named("VERSION_UNSUPPORTED"));
});

test("a welcome that is none is refused, and one that doesn't come isn't waited for", async () => {
  class Odd extends Fake {
    say() {
      super.say({ id: 1, result: { ...welcome, limits: null } });
    }
  }
  await assert.rejects(connect({ url: "ws://fake/", client: "test", WebSocket: Odd }), named("BAD_REQUEST"));
  class Mute extends Fake {
    say() {}
  }
  await assert.rejects(connect({ url: "ws://fake/", client: "test", timeout: 50, WebSocket: Mute }), named("CONNECTION_LOST"));
});

test("a full queue is asked again", async () => {
  const { client, socket } = await fake();
  const clip = client.sequence();
  socket.say({ id: 2, result: { job: "j1", state: "open" } });
  const starting = clip.start();
  await clip.started;
  const data = { name: "QUEUE_FULL", message: "Too many.", retryable: true };
  await new Promise((go) => setTimeout(go));
  assert.equal(socket.sent.at(-1).method, "sequence.start");
  socket.say({ id: 3, error: { code: -32007, message: "Too many.", data } });
  await new Promise((go) => setTimeout(go, 400));
  assert.deepEqual([socket.sent.length, socket.sent.at(-1).method], [4, "sequence.start"]);
  socket.say({ id: 4, result: { frames: 0, state: "queued" } });
  await starting;
});
