/** Who isn't let in, and a server that isn't one. */

import assert from "node:assert/strict";
import { createServer as http } from "node:http";
import { createServer as tcp } from "node:net";
import { test } from "node:test";

import { CeltintError, ConnectionLost } from "../../../server/celtint_web/client/src/index.js";
import { WebSocket, connected, named } from "./with.js";

/** Run with a server of one's own on a free port. */
async function beside(server, body) {
  const sockets = new Set();
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise((go) => server.listen(0, "127.0.0.1", go));
  try {
    await body(`ws://127.0.0.1:${server.address().port}/`);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((go) => server.close(go));
  }
}

test("a wrong token, code or key is refused, and which it was isn't said", async () => {
  for (const said of [{ token: "wrong" }, { token: "" }, { token: undefined }, { token: undefined, code: "nobody" },
    { token: undefined, key: "nobody" }]) {
    await assert.rejects(connected(said), named("UNAUTHORISED"));
  }
});

test("another major version is refused", async () => {
  await assert.rejects(connected({ version: "99.0.0" }), named("VERSION_UNSUPPORTED"));
});

test("where no server is, a plain sentence says so", async () => {
  await beside(tcp(), async (url) => {
    const lost = (error) => error instanceof ConnectionLost && error instanceof CeltintError && error.retryable
      && error.message === `No celtint server answers at ${url}; is it running?`;
    await assert.rejects(connected({ url, timeout: 300 }), lost, "it says nothing");
  });
  await beside(http((_, answer) => answer.end("hello")), async (url) => {
    await assert.rejects(connected({ url }), named("CONNECTION_LOST"), "another one");
  });
  await assert.rejects(connected({ url: "ws://127.0.0.1:1/" }), named("CONNECTION_LOST"));
  await assert.rejects(connected({ url: "nowhere" }), named("BAD_REQUEST"));
  await assert.rejects(connected({ WebSocket: null, ...(globalThis.WebSocket ? { url: "nowhere" } : {}) }), named("BAD_REQUEST"));
});

test("a page is let in by a code and then by its key, and takes what it was opened with", async () => {
  const program = await connected();
  const bytes = new TextEncoder().encode("a file");
  const file = { encoding: "file", width: 0, height: 0, bytes };
  await program.call("page.hand", { name: "<b>.png", role: "picture" }, { file });
  const { result } = await program.call("page.open");
  await program.close();
  const { origin, hash } = new URL(result.url);
  class Paged extends WebSocket {
    constructor(address, protocols, options) {
      if (globalThis.WebSocket === WebSocket) super(address, { protocols, headers: { origin } });
      else super(address, protocols, { ...options, origin });
    }
  }
  const code = hash.replace("#code=", "");
  const said = { token: undefined, WebSocket: Paged };
  const page = await connected({ ...said, code });
  const { key } = page.welcome;
  assert.ok(key.length > 20);
  const handed = await page.call("page.take");
  assert.equal(handed.result.name, "<b>.png");
  assert.deepEqual([...handed.parts.file.bytes], [...bytes]);
  await page.close();
  await assert.rejects(connected({ ...said, code }), named("UNAUTHORISED"), "the code is spent");
  const again = await connected({ ...said, key });
  assert.equal(again.welcome.key, "");
  await again.close();
  await assert.rejects(connected({ token: undefined, key }), named("UNAUTHORISED"), "the key is this page's alone");
});

test("closed says that it was closed here", async () => {
  const client = await connected();
  const waiting = client.call("models.list");
  await client.close();
  await client.close();
  assert.equal(await client.closed, null);
  await assert.rejects(waiting, named("CONNECTION_LOST"));
  await assert.rejects(client.models(), named("CONNECTION_LOST"));
  const clip = client.sequence();
  await assert.rejects(clip.frames.next(), named("CONNECTION_LOST"));
});
