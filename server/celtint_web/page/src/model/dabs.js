/** Paint at least so opaque counts as a hint (docs/hints.md). */
const COUNTS = 128;
/** What has no dab stays empty until so much of the drawing has, in shares of its area. */
const ENOUGH = 1 / 3;
const DECIDED = new Set(["hint", "box", "key"]);

/** Of tiles that were handed out, which never change: their first colours, at most two. @type {WeakMap<object, number[]>} */
const known = new WeakMap();

/**
 * How many colours a frame's dabs and coloured boxes have: 0, 1, or 2 for more than one.
 * @param {import("./project.js").Frame} frame
 */
export function coloursOf({ hints, boxes }) {
  const found = new Set();
  for (const { colour } of boxes) if (Array.isArray(colour)) found.add(colour[0] | (colour[1] << 8) | (colour[2] << 16));
  for (let index = 0; index < hints.tiles.length && found.size < 2; index += 1) {
    if (hints.tiles[index]) for (const colour of of(hints.tile(index))) found.add(colour);
  }
  return Math.min(2, found.size);
}

function of(tile) {
  if (!known.has(tile)) known.set(tile, firstTwo(tile));
  return known.get(tile);
}

function firstTwo(tile) {
  const found = [];
  for (const pixel of tile) {
    const colour = pixel & 0xffffff;
    if (pixel >>> 24 < COUNTS || colour === found[0]) continue;
    found.push(colour);
    if (found.length === 2) break;
  }
  return found;
}

/**
 * Whether enough of a drawing has its colours for the rest to follow. What reaches into a corner of the page is mostly the
 * ground behind it and counts for nothing.
 * @param {{width: number, height: number}} size
 * @param {{area: number, box: number[], decided_by: string}[]} regions the contract's
 * @param {boolean} [follows] whether the rest follows already: then half of that is enough, so that it doesn't flicker
 */
export function enough({ width, height }, regions, follows = false) {
  let all = 0;
  let decided = 0;
  for (const { area, box: [x, y, across, down], decided_by: by } of regions) {
    if ((x === 0 || x + across === width) && (y === 0 || y + down === height)) continue;
    all += area;
    if (DECIDED.has(by)) decided += area;
  }
  return all > 0 && decided >= (follows ? ENOUGH / 2 : ENOUGH) * all;
}
