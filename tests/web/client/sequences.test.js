import assert from "node:assert/strict";
import { test } from "node:test";

import { RED, dab, drawing, having, pixel } from "./with.js";

const settings = { mode: "line", undecided: "transparent" };

test("a clip is coloured from a hint", having(async (client) => {
  const clip = client.sequence({ settings, want: ["colour", "report"] });
  const frames = [1, 2, 3, 4, 5, 6].map((number) => ({ number, picture: drawing() }));
  frames[0].hints = dab();
  const sending = clip.send(frames);
  const numbers = [];
  for await (const frame of clip.frames) {
    numbers.push(frame.number);
    assert.deepEqual(pixel(frame, 30, 10), [...RED, 255]);
    assert.equal(frame.regions.length, 2);
  }
  await sending;
  assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6]);
  const done = await clip.done;
  assert.deepEqual(done.frames.map(({ number, regions }) => [number, regions]), numbers.map((n) => [n, 2]));
}));
