import assert from "node:assert/strict";
import { test } from "node:test";

import { CeltintError, labelIds } from "../../../server/celtint_web/client/src/index.js";
import { RED, busy, connected, dab, drawing, having, named, noting, pixel, settings } from "./with.js";

const CLEAR = [0, 0, 0, 0];

test("welcome says what the server has", having(async (client) => {
  assert.deepEqual(client.welcome.models, ["tiny"]);
  assert.ok(client.welcome.verbs.includes("colour") && client.welcome.limits.max_pixels > 1e6);
  const [{ name, modes, default: chosen }] = await client.models();
  assert.match(await client.card(name), /^# tiny: Tiny/);
  await assert.rejects(client.card("../tiny"), { name: "MODEL_NOT_FOUND" });
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
  assert.deepEqual(pixel(result, 30, 50), CLEAR);
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
  assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
  assert.ok(news.length > 1 && news.every(({ job: of }) => of === id));
}));

test("a label map behind a PNG is read although it lies askew", having(async (client) => {
  const want = ["colour", "labels"];
  const result = await client.colour({ picture: drawing(), hints: dab(), settings, want, encoding: "png" });
  assert.deepEqual([...result.colour.bytes.subarray(1, 4)], [...Buffer.from("PNG")]);
  const ids = labelIds(result.labels);
  assert.deepEqual([ids.length, new Set(ids).size], [64 * 64, 2]);
}));

test("what the server refuses is a plain sentence with its stable name", having(async (client) => {
  const refused = client.colour({ picture: drawing(), settings: { gaps: 3 } });
  await assert.rejects(refused, (error) => error instanceof CeltintError && error.name === "BAD_REQUEST"
    && error.code === -32602 && !error.retryable && /gaps/.test(error.message));
  await assert.rejects(refused.started, named("BAD_REQUEST"));
  const halved = { ...drawing(), bytes: new Uint8Array(10) };
  await assert.rejects(client.colour({ picture: halved }), named("BAD_PICTURE"));
  await assert.rejects(client.colour({ picture: drawing(), model: "nobody" }), named("MODEL_NOT_FOUND"));
  await assert.rejects(client.colour({ picture: { ...drawing(), bytes: "pixels" } }), named("BAD_REQUEST"));
  await assert.rejects(client.call("paint"), named("BAD_REQUEST"));
  const job = client.colour({ picture: drawing(), settings });
  assert.throws(() => client.resume(job), named("BAD_REQUEST"), "the server hasn't taken it yet");
  await job;
}));

test("a kept picture travels once", async () => {
  const { sent, WebSocket } = noting();
  await having(async (client) => {
    const picture = drawing(256, 256, { keep: true });
    const request = { picture, hints: dab(256, 256), settings };
    const first = await client.colour(request);
    await new Promise((go) => setTimeout(go, 100)); // it is hashed meanwhile
    const second = await client.colour(request);
    assert.deepEqual(second.colour.bytes, first.colour.bytes);
    const [, whole, changed] = sent.map((message) => message.length);
    assert.ok(whole - changed > picture.bytes.length - 200 && whole - changed <= picture.bytes.length);
    picture.bytes.fill(255); // painted over: now there is one region
    const third = await client.colour(request);
    assert.ok(sent.at(-1).length >= whole - 16);
    assert.deepEqual(pixel(third, 30, 250), [...RED, 255]);
  }, { WebSocket })();
});

test("a new connection sends everything once more", async () => {
  const { sent, WebSocket } = noting();
  const request = { picture: drawing(256, 256, { keep: true }), hints: dab(256, 256), settings };
  for (const again of [0, 1]) {
    await having(async (client) => {
      await client.colour(request);
      assert.ok(sent.at(-1).length > 256 * 256);
      if (again) await client.colour(request); // its hash was known before
      else await new Promise((go) => setTimeout(go, 100));
    }, { WebSocket })();
  }
  assert.ok(sent.at(-1).length < 256 * 256 * 4 + 1000);
});

test("the newest request of a live drawing takes the older ones' place", having(async (client) => {
  const ask = (side) => client.colour({ picture: busy(side), settings: { ...settings, undecided: "distinct" }, live: "p" });
  const jobs = [ask(1500), ask(1500), ask(90)];
  const ended = await Promise.allSettled(jobs);
  assert.deepEqual(ended.map(({ status, reason }) => reason?.name ?? status), ["CANCELLED", "CANCELLED", "fulfilled"]);
  assert.equal(ended[2].value.width, 90);
}));

test("an abort cancels", having(async (client) => {
  const aborted = client.colour({ picture: drawing() }, { signal: AbortSignal.abort() });
  await assert.rejects(aborted, named("CANCELLED"));
  assert.equal(aborted.id, null);
  const control = new AbortController();
  const job = client.colour({ picture: busy() }, { signal: control.signal });
  const id = await job.started;
  control.abort();
  await assert.rejects(job, named("CANCELLED"));
  await assert.rejects(client.resume(id), named("CANCELLED"), "the server has stopped too");
  const early = client.colour({ picture: busy() });
  early.cancel(); // before the server has taken it
  await assert.rejects(early, named("CANCELLED"));
  assert.equal((await client.colour({ picture: drawing(), hints: dab(), settings })).width, 64);
}));

test("what the caller's own function throws cancels and goes on", having(async (client) => {
  const job = client.colour({ picture: busy() }, { onProgress: () => { throw new RangeError("mine"); } });
  const id = await job.started;
  await assert.rejects(job, RangeError);
  await assert.rejects(client.resume(id), named("CANCELLED"));
}));

test("a palette entry is recoloured, and a job fetched again", having(async (client) => {
  const first = await client.colour({ picture: drawing(), hints: dab(), settings });
  const blue = await client.palette({ job: first.job, entry: first.palette[0].id, colour: [0, 0, 255] });
  assert.notEqual(blue.job, first.job);
  assert.deepEqual(pixel(blue, 30, 10), [0, 0, 255, 255]);
  const other = await connected();
  const again = await other.resume(first.job, { want: ["colour", "labels"] });
  assert.deepEqual([pixel(again, 30, 10), again.labels.encoding], [[...RED, 255], "u32"]);
  await other.close();
}));

test("text is text, whatever it says", having(async (client) => {
  for (const said of ["<script>alert(1)</script>", "</script><!--", "👩🏽‍🎨 caf\u00e9 \u202e\u2028", "\u0000\"\\'", "__proto__"]) {
    const boxes = [{ x: 0, y: 0, width: 64, height: 30, tag: said, colour: RED }];
    const palette = [{ id: said, name: said, colour: RED }];
    const request = { picture: drawing(), boxes, palette, settings, want: ["colour", "report"], live: said };
    const result = await client.colour(request);
    assert.equal(result.regions[0].tag, said);
    assert.equal(result.regions[0].entry, said);
    assert.deepEqual(result.palette.map(({ id, name }) => [id, name]), [[said, said]]);
    await assert.rejects(client.colour({ ...request, model: said }), named("MODEL_NOT_FOUND", /./));
  }
}));
