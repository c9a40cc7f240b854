import assert from "node:assert/strict";
import { test } from "node:test";

import { RED, busy, connected, dab, drawing, having, named, noting, painted, pixel, settings } from "./with.js";

const BLUE = [10, 90, 220];
const clipped = (count, first = {}) =>
  Array.from({ length: count }, (_, at) => ({ number: at + 1, picture: drawing(), ...(at ? {} : first) }));

/** All frames of a clip, by number. */
async function taken(clip) {
  const found = new Map();
  for await (const frame of clip.frames) found.set(frame.number, frame);
  return found;
}

test("a clip is coloured from a hint", having(async (client) => {
  const clip = client.sequence({ settings, want: ["colour", "report"] });
  const sending = clip.send(clipped(6, { hints: dab() }));
  const frames = await taken(clip);
  await sending;
  assert.deepEqual([...frames.keys()], [1, 2, 3, 4, 5, 6]);
  for (const frame of frames.values()) {
    assert.deepEqual(pixel(frame, 30, 10), [...RED, 255]);
    assert.equal(frame.regions.length, 2);
    assert.equal(frame.job, clip.id);
  }
  const done = await clip.done;
  assert.deepEqual(done.frames.map(({ number, regions }) => [number, regions]), [1, 2, 3, 4, 5, 6].map((n) => [n, 2]));
}));

test("a key colours the frames around it; a correction brings only what changed; a palette entry all", having(async (client) => {
  const clip = client.sequence({ settings });
  const stored = await Promise.all(clipped(5, { key: painted() }).map(({ number, ...parts }) => clip.frame(number, parts)));
  assert.deepEqual([...stored].sort(), [1, 2, 3, 4, 5]);
  const job = await clip.started;
  await clip.start();
  for (const frame of (await taken(clip)).values()) {
    assert.deepEqual([pixel(frame, 30, 10), pixel(frame, 30, 50)], [[...RED, 255], [...BLUE, 255]]);
  }
  const better = client.sequence({ corrects: job, settings });
  await better.frame(4, { hints: dab(64, 64, { y: 45, colour: [250, 240, 20] }) });
  await better.start();
  const changed = await taken(better);
  assert.ok(changed.has(4) && !changed.has(1), [...changed.keys()].join());
  assert.deepEqual(pixel(changed.get(4), 30, 50), [250, 240, 20, 255]);
  const { id: entry } = changed.get(4).palette.find(({ colour }) => colour.join() === RED.join());
  const recoloured = await taken(client.sequencePalette({ job: better.id, entry, colour: [0, 128, 0] }));
  assert.deepEqual([...recoloured.keys()].sort(), [1, 2, 3, 4, 5]);
  assert.deepEqual(pixel(recoloured.get(2), 30, 10), [0, 128, 0, 255]);
}));

test("a frame's own boxes colour it", having(async (client) => {
  const clip = client.sequence({ settings });
  const box = { x: 0, y: 0, width: 64, height: 40, tag: "sky", colour: [1, 2, 3] };
  for (const { number, picture } of clipped(2)) await clip.frame(number, { picture, boxes: number === 2 ? [box] : [] });
  await clip.start();
  assert.deepEqual(pixel((await taken(clip)).get(2), 30, 10), [1, 2, 3, 255]);
}));

test("a frame that is refused leaves the others", having(async (client) => {
  const clip = client.sequence({ settings });
  await clip.frame(1, { picture: drawing(), hints: dab() });
  await assert.rejects(clip.frame(2, { picture: drawing(64, 80) }), named("BAD_REQUEST", /Frame 2 is 64×80/));
  assert.equal(await clip.frame(2, { picture: drawing() }), 2);
  await clip.start();
  assert.deepEqual([...(await taken(clip)).keys()], [1, 2]);
}));

test("of many frames only a few are under way, and taken frames aren't sent again", async () => {
  const { sent, WebSocket } = noting();
  await having(async (client) => {
    const clip = client.sequence({ settings });
    await clip.started;
    const before = sent.length;
    const storing = clipped(9).map(({ number, picture }) => clip.frame(number, { picture }));
    await Promise.resolve();
    await Promise.resolve();
    assert.equal(sent.length - before, 4);
    await Promise.all(storing);
    await clip.start();
    let seen = 0;
    for await (const { number } of clip.frames) {
      seen += 1;
      if (number === 5) break;
    }
    assert.equal(seen, 5);
  }, { WebSocket })();
  const credits = sent.filter((message) => /"credit"/.test(message)).map((message) => JSON.parse(message).params);
  assert.deepEqual(credits.map(({ frames, taken: numbers = [] }) => [frames, numbers]),
    [[4, []], [1, [1]], [1, [2]], [1, [3]], [1, [4]]]);
  assert.ok(sent.some((message) => /"cancel"/.test(message)), "a loop that is left early cancels");
});

test("a cancelled clip ends with CANCELLED", having(async (client) => {
  const open = client.sequence({ settings });
  await open.frame(1, { picture: drawing() });
  open.cancel();
  await assert.rejects(taken(open), named("CANCELLED"));
  await assert.rejects(open.done, named("CANCELLED"));
  const control = new AbortController();
  const clip = client.sequence({ settings }, { signal: control.signal });
  await clip.send([1, 2, 3, 4].map((number) => ({ number, picture: busy(900) })));
  control.abort();
  await assert.rejects(taken(clip), named("CANCELLED"));
}));

test("a sequence that isn't taken on says so everywhere", having(async (client) => {
  const clip = client.sequence({ settings: { style: "soft" } });
  await assert.rejects(clip.frame(1, { picture: drawing() }), named("BAD_REQUEST", /style/));
  await assert.rejects(clip.start(), named("BAD_REQUEST"));
  await assert.rejects(taken(clip), named("BAD_REQUEST"));
  await assert.rejects(clip.done, named("BAD_REQUEST"));
}));

test("what the caller's frames throw cancels and goes on", having(async (client) => {
  const clip = client.sequence({ settings });
  function* frames() {
    yield { number: 1, picture: drawing() };
    throw new RangeError("mine");
  }
  await assert.rejects(clip.send(frames()), RangeError);
  await assert.rejects(taken(clip), named("CANCELLED"));
}));

test("frames that weren't taken come on a new connection", async () => {
  const client = await connected();
  const clip = client.sequence({ settings });
  await clip.send(clipped(6, { hints: dab() }));
  const { frames } = clip;
  assert.equal((await frames.next()).value.number, 1);
  assert.equal((await frames.next()).value.number, 2); // now 1 is taken
  await client.close();
  await assert.rejects(taken(clip), (error) => error.name === "CONNECTION_LOST" && error.job === clip.id);
  await having(async (other) => {
    const rest = await taken(other.resumeSequence(clip));
    assert.ok(!rest.has(1) && rest.has(6), [...rest.keys()].join());
    assert.deepEqual(pixel(rest.get(6), 30, 10), [...RED, 255]);
  })();
});
