// Hints as they travel: a PNG of a palette, read here by its own rules, or raw pixels.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, inflateSync } from "node:zlib";

const src = new URL("../../../../server/celtint_web/page/src/", import.meta.url);
const { HintLayer } = await import(new URL("live/hints.js", src));
const { Raster, packed } = await import(new URL("model/tiles.js", src));

function layerOf(raster) {
  const layer = new HintLayer(raster.width, raster.height);
  raster.tiles.forEach((tile, index) => layer.put(index, tile));
  return layer;
}

/** The pixels of a PNG with a palette, as uint32. */
function decoded(file, width, height) {
  const view = new DataView(file.buffer, file.byteOffset);
  const chunks = {};
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (crc32) assert.equal(view.getUint32(at + 8 + length), crc32(file.subarray(at + 4, at + 8 + length)), kind);
    chunks[kind] = file.subarray(at + 8, at + 8 + length);
    at += 12 + length;
  }
  const { IHDR, PLTE, tRNS, IDAT } = chunks;
  assert.deepEqual([...IHDR.subarray(8)], [8, 3, 0, 0, 0]);
  const rows = inflateSync(IDAT);
  const pixels = new Uint32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    assert.equal(rows[y * (width + 1)], 0);
    for (let x = 0; x < width; x += 1) {
      const at = rows[y * (width + 1) + 1 + x];
      const [red, green, blue] = PLTE.subarray(3 * at, 3 * at + 3);
      pixels[y * width + x] = packed([red, green, blue, tRNS[at]]);
    }
  }
  return pixels;
}

test("a few colours travel as a small PNG of the same pixels", async () => {
  const raster = new Raster(700, 300);
  for (let at = 0; at < 200; at += 1) raster.span(at, at, at + 400, packed([at, 3, 255 - at, 200]));
  const { encoding, bytes } = await layerOf(raster).part();
  assert.equal(encoding, "png");
  assert.ok(bytes.length < 10_000);
  assert.deepEqual(decoded(bytes, 700, 300), new Uint32Array(raster.bytes().buffer));
});

test("no paint at all is a PNG too", async () => {
  const { encoding, bytes } = await layerOf(new Raster(300, 20)).part();
  assert.equal(encoding, "png");
  assert.ok(decoded(bytes, 300, 20).every((pixel) => pixel === 0));
});

test("more colours than a palette has travel as they are", async () => {
  const raster = new Raster(600, 300);
  for (let x = 0; x < 256; x += 1) raster.span(7, 2 * x, 2 * x + 1, packed([x, 0, 0]));
  const { encoding, bytes } = await layerOf(raster).part();
  assert.equal(encoding, "rgba8");
  assert.deepEqual(bytes, new Uint8Array(raster.bytes().buffer));
});
