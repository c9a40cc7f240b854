/** Against a server that keeps few parts and takes no large message. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { dab, drawing, having, named, noting, pixel, settings } from "./with.js";

/** Have the server forget a kept picture that the client believes it has. */
async function forgotten(client) {
  const picture = drawing(64, 64, { keep: true });
  await client.colour({ picture, settings });
  await new Promise((go) => setTimeout(go, 100)); // it is hashed meanwhile
  await client.colour({ picture: drawing(), hints: dab(), settings });
  await client.colour({ picture: drawing(90, 90), settings });
  return picture;
}

test("what the server no longer has is sent again, and then known again", async () => {
  const { sent, WebSocket } = noting();
  await having(async (client) => {
    const picture = await forgotten(client);
    const before = sent.length;
    const boxes = [{ x: 0, y: 0, width: 64, height: 30, colour: [1, 2, 3] }];
    for (const ask of [1, 2]) {
      const result = await client.colour({ picture, boxes, settings });
      assert.deepEqual(pixel(result, 30, 10), [1, 2, 3, 255], `${ask}`);
    }
    const [ref, whole, again] = sent.slice(before).map((message) => message.length);
    assert.equal(sent.length, before + 3);
    assert.ok(whole - ref > 64 * 64 - 200, `${ref} and ${whole} bytes`);
    assert.equal(again, ref);
  }, { WebSocket })();
});

test("an older live request isn't sent again over a newer one", async () => {
  const { sent, WebSocket } = noting();
  await having(async (client) => {
    const picture = await forgotten(client);
    const before = sent.length;
    const older = client.colour({ picture, hints: dab(), settings, live: "page" });
    const newer = client.colour({ picture, hints: dab(64, 64, { colour: [1, 2, 3] }), settings, live: "page" });
    await assert.rejects(older, named("CANCELLED"));
    assert.deepEqual(pixel(await newer, 30, 10), [1, 2, 3, 255]);
    assert.equal(sent.length, before + 3);
  }, { WebSocket })();
});

test("a message that is too large isn't sent", having(async (client) => {
  await assert.rejects(client.colour({ picture: drawing(2000, 2000) }), named("TOO_LARGE"));
  assert.equal((await client.colour({ picture: drawing(), settings })).width, 64);
}));
