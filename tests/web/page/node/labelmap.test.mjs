// Label maps: kept as runs, and a point in each region.
import assert from "node:assert/strict";
import { test } from "node:test";

const src = new URL("../../../../server/celtint_web/page/src/", import.meta.url);
const { mostOf, outlinesOf, pointsOf } = await import(new URL("model/labelmap.js", src));
const { mapOf, packAreas, runsOf, unpackAreas } = await import(new URL("model/runs.js", src));

function made(width, height, label) {
  return Uint32Array.from({ length: width * height }, (_, at) => label(at % width, Math.floor(at / width)));
}

test("a map is the same again after it was kept as runs", async () => {
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (const map of [new Uint32Array(0), new Uint32Array([4294967295]), made(31, 17, (x, y) => (x >> 2) + 100 * (y >> 3)), made(50, 50, () => Math.floor(3 * random()))]) {
    assert.deepEqual(mapOf(runsOf(map)), map);
    assert.deepEqual(await unpackAreas(await packAreas(map)), map);
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

test("outlines enclose every pixel of a region and no other", () => {
  let seed = 3;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const [width, height] = [23, 19];
  const ring = made(width, height, (x, y) => (Math.hypot(x - 11, y - 9) < 4 ? 2 : Math.hypot(x - 11, y - 9) < 8 ? 1 : 0));
  for (const map of [ring, made(width, height, () => Math.floor(4 * random()))]) {
    const { table, points } = outlinesOf(map, width, height);
    const filled = new Uint32Array(map.length);
    let at = 0;
    const rings = [];
    for (let row = 0; row < table.length; row += 3) rings.push([table[row], points.subarray(at, (at += 2 * table[row + 1]))]);
    for (let pixel = 0; pixel < map.length; pixel += 1) {
      const [x, y] = [(pixel % width) + 0.5, Math.floor(pixel / width) + 0.5];
      const crossed = new Map();
      for (const [id, ringed] of rings) {
        for (let one = 0; one < ringed.length; one += 2) {
          const [x1, y1, , y2] = [ringed[one], ringed[one + 1], 0, ringed[(one + 3) % ringed.length]];
          if (x1 < x && y1 > y !== y2 > y) crossed.set(id, (crossed.get(id) ?? 0) + 1);
        }
      }
      for (const [id, count] of crossed) if (count % 2) filled[pixel] = id;
    }
    assert.deepEqual(filled, map);
  }
});
