/** The line breaks, or the server is killed and comes back. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect as dial, createServer } from "node:net";
import { test } from "node:test";

import { ConnectionLost } from "../../../server/celtint_web/client/src/index.js";
import { busy, connected, dab, drawing, having, named, pixel, settings, url } from "./with.js";

/** A server of its own process, on a port if one is given. */
async function serving(port = 0) {
  const [program, ...words] = JSON.parse(process.env.CELTINT_SERVE);
  const server = spawn(program, [...words, "--port", String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(server.stdout, "data");
  return { server, ...JSON.parse(line) };
}

/** Run with the address of a line to the server that can be cut. */
async function cuttable(body) {
  const { port, host } = new URL(url);
  const lines = new Set();
  const between = createServer((socket) => {
    const server = dial(Number(port), "127.0.0.1");
    socket.once("data", (first) => {
      // the server asks by which name it was found
      server.write(first.toString("latin1").replace(/^host: .*$/im, `Host: ${host}`), "latin1");
      socket.pipe(server);
    });
    server.pipe(socket);
    for (const end of [socket, server]) {
      lines.add(end);
      end.on("error", () => {});
    }
  });
  const cut = () => lines.forEach((end) => end.destroy());
  await new Promise((go) => between.listen(0, "127.0.0.1", go));
  try {
    await body(`ws://127.0.0.1:${between.address().port}/`, cut);
  } finally {
    cut();
    between.close();
  }
}

test("a broken line says which job it was, and a new one brings its result", () => cuttable(async (address, cut) => {
  const client = await connected({ url: address });
  const job = client.colour({ picture: busy(), settings: { ...settings, undecided: "distinct" } });
  const id = await job.started;
  cut();
  const error = await job.catch((lost) => lost);
  assert.ok(error instanceof ConnectionLost && error.retryable);
  assert.equal(error.job, id);
  assert.equal((await client.closed).name, "CONNECTION_LOST");
  await having(async (again) => {
    const result = await again.resume(error.job);
    assert.deepEqual([result.job, result.width], [id, 1500]);
    assert.equal((await again.resume(job)).job, id);
  })();
}));

test("a killed server comes back", async () => {
  const first = await serving();
  const options = { url: first.url };
  const client = await connected(options);
  const picture = drawing(256, 256, { keep: true });
  await client.colour({ picture, settings });
  await new Promise((go) => setTimeout(go, 100)); // it is hashed meanwhile
  const job = client.colour({ picture: busy(), settings: { ...settings, undecided: "distinct" } });
  const id = await job.started;
  first.server.kill("SIGKILL");
  await assert.rejects(job, (error) => error instanceof ConnectionLost && error.job === id);
  await assert.rejects(client.models(), named("CONNECTION_LOST"));
  await assert.rejects(connected(options), named("CONNECTION_LOST"));
  const second = await serving(first.port);
  try {
    await having(async (again) => {
      await assert.rejects(again.resume(id), named("BAD_REQUEST"), "what was under way is gone, and that is said");
      const result = await again.colour({ picture, hints: dab(256, 256), settings });
      assert.equal(pixel(result, 30, 10)[3], 255);
    }, options)();
  } finally {
    second.server.kill("SIGKILL");
  }
});

