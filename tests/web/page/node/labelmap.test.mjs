// Label maps: kept as runs, and a point in each region.
import assert from "node:assert/strict";
import { test } from "node:test";

const src = new URL("../../../../server/celtint_web/page/src/", import.meta.url);
const { mapOf, mostOf, pointsOf, runsOf } = await import(new URL("model/labelmap.js", src));

function made(width, height, label) {
  return Uint32Array.from({ length: width * height }, (_, at) => label(at % width, Math.floor(at / width)));
}

test("a map is the same again after it was kept as runs", () => {
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (const map of [new Uint32Array(0), new Uint32Array([4294967295]), made(31, 17, (x, y) => (x >> 2) + 100 * (y >> 3)), made(50, 50, () => Math.floor(3 * random()))]) {
    assert.deepEqual(mapOf(runsOf(map)), map);
  }
  assert.equal(runsOf(made(1000, 1000, (x) => Number(x > 400))).length, 2 * 2000);
});

test("each region has a point inside it", () => {
  const map = made(40, 30, (x, y) => (y < 2 ? 0 : x < 20 ? 1 : y < 15 ? 2 : Math.hypot(x - 30, y - 22) < 4 ? 4 : 5));
  const points = pointsOf(map, 40, 30);
  assert.equal(mostOf(map), 5);
  for (const id of [0, 1, 2, 4, 5]) {
    const [x, y] = points.subarray(2 * id, 2 * id + 2);
    assert.equal(map[Math.floor(y) * 40 + Math.floor(x)], id);
  }
});
