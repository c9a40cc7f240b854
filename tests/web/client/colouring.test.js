import assert from "node:assert/strict";
import { test } from "node:test";

import { CeltintError, labelIds } from "../../../server/celtint_web/client/src/index.js";
import { RED, dab, drawing, having, pixel } from "./with.js";

const settings = { mode: "line", undecided: "transparent" };

test("welcome says what the server has", having(async (client) => {
  assert.deepEqual(client.welcome.models, ["tiny"]);
  assert.ok(client.welcome.verbs.includes("colour") && client.welcome.limits.max_pixels > 1e6);
  const [{ name, modes, default: chosen }] = await client.models();
  assert.deepEqual([name, modes, chosen], ["tiny", ["line", "grey"], true]);
}));

test("a picture is coloured", having(async (client) => {
  const news = [];
  const want = ["colour", "labels", "report", "ink", "polygons", "preview"];
  const job = client.colour({ picture: drawing(), hints: dab(), settings, want }, { onProgress: (n) => news.push(n) });
  const id = await job.started;
  const result = await job;
  assert.equal(result.job, id);
  assert.equal(job.id, id);
  assert.deepEqual([result.width, result.height, result.mode], [64, 64, "line"]);
  assert.deepEqual(pixel(result, 30, 10), [...RED, 255]);
  assert.deepEqual(pixel(result, 30, 50), [0, 0, 0, 0]);
  const ids = labelIds(result.labels);
  assert.equal(ids.length, 64 * 64);
  const [upper, lower] = result.regions;
  assert.deepEqual([upper.decided_by, upper.colour, lower.decided_by, lower.colour], ["hint", RED, "none", null]);
  assert.equal(ids[10 * 64 + 30], upper.id);
  assert.equal(upper.entry, result.palette[0].id);
  const rings = [...result.polygons];
  assert.deepEqual(rings.map(({ region, hole }) => [region, hole]), [[upper.id, false], [lower.id, false]]);
  assert.ok(rings[0].points.length >= 8);
  assert.equal(result.ink.encoding, "l8");
  assert.equal(result.shade, null);
  const shares = news.map(({ share }) => share);
  assert.deepEqual(shares, shares.toSorted((a, b) => a - b));
  assert.ok(news.length > 1 && news.every(({ job: of }) => of === id));
}));

test("what the server refuses is a plain sentence with its stable name", having(async (client) => {
  const refused = client.colour({ picture: drawing(), settings: { gaps: 3 } });
  await assert.rejects(refused, (error) => error instanceof CeltintError && error.name === "BAD_REQUEST"
    && error.code === -32602 && !error.retryable && /gaps/.test(error.message));
}));
