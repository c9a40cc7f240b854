import { plainBox } from "./boxes.js";

/**
 * Prints: short texts that tell whether a frame's lines, hints, key and boxes are the same again, after an undo as after a
 * reload.
 */

/** Tiles that were handed out and keys never change, so each is gone through once. @type {WeakMap<object, string>} */
const known = new WeakMap();

/** @param {import("./project.js").Frame} frame @returns {{lines: string, hints: string, key: string, boxes: string}} empty for none */
export function printOf({ pen, hints, key, boxes }) {
  const painted = key ? of(key, ({ bytes }) => words(bytes)) || "clear" : "";
  const drawn = boxes.length ? JSON.stringify(boxes.map(plainBox)) : "";
  return { lines: ofTiles(pen), hints: ofTiles(hints), key: painted, boxes: drawn };
}

/** Whether nothing is different. Prints that were kept by older pages have no boxes. */
export function samePrint(one, other) {
  if (one === undefined || !sameLines(one, other)) return false;
  return one.hints === other.hints && one.key === other.key && (one.boxes ?? "") === (other.boxes ?? "");
}

/** Prints that were kept before there were lines have none. */
export function sameLines(one, other) {
  return (one.lines ?? "") === (other.lines ?? "");
}

function ofTiles(raster) {
  const tiles = [];
  for (let index = 0; index < raster.tiles.length; index += 1) {
    if (!raster.tiles[index]) continue;
    const print = of(raster.tile(index), (tile) => tile);
    if (print) tiles.push(`${index}:${print}`);
  }
  return tiles.join();
}

function of(thing, pixels) {
  if (!known.has(thing)) known.set(thing, sum(pixels(thing)));
  return known.get(thing);
}

/** Two sums with different multipliers, or "" where all is clear. */
function sum(pixels) {
  let one = 0x811c9dc5;
  let other = 0;
  let clear = true;
  for (const pixel of pixels) {
    if (pixel !== 0) clear = false;
    one = Math.imul(one ^ pixel, 0x01000193) ^ (one >>> 13);
    other = (Math.imul(other, 31) + pixel) | 0;
  }
  return clear ? "" : `${(one >>> 0).toString(36)}.${(other >>> 0).toString(36)}`;
}

function words(bytes) {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
}
