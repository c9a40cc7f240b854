/** Giving a region another colour by its hints: the bucket. */

/** Paint at least so opaque counts as a hint (docs/hints.md). */
const COUNTS = 128;

/**
 * Paint the hints of regions in a colour: strokes that lie mostly in them wholly, others where they are in them; a
 * region that has none gets one dab at its point, as large as fits.
 *
 * @param {import("./strokes.js").Change} change of the hints
 * @param {{map: Uint32Array, width: number, height: number}} labels which region each pixel is of
 * @param {Map<number, {x: number, y: number}>} wanted a point inside each region, by its id
 * @param {number} value uint32 of the paint
 * @param {number} radius of a dab at most, in pixels
 */
export function fillRegions(change, labels, wanted, value, radius) {
  const paint = new Uint32Array(change.raster.bytes().buffer);
  const chosen = new Uint8Array(paint.length);
  const seen = new Uint8Array(paint.length);
  const bare = new Map(wanted);
  for (let at = 0; at < paint.length; at += 1) {
    if (paint[at] >>> 24 < COUNTS || !wanted.has(labels.map[at])) continue;
    bare.delete(labels.map[at]);
    if (seen[at]) continue;
    const stroke = strokeAt(paint, seen, at, labels);
    const inside = stroke.filter((one) => wanted.has(labels.map[one]));
    for (const one of 2 * inside.length >= stroke.length ? stroke : inside) chosen[one] = 1;
  }
  paintChosen(change, chosen, labels, value);
  for (const [id, point] of bare) dab(change, labels, id, point, value, radius);
}

/** The pixels of one colour that touch each other, with their corners too. */
function strokeAt(paint, seen, start, { width, height }) {
  const colour = paint[start];
  const found = [start];
  seen[start] = 1;
  for (let next = 0; next < found.length; next += 1) {
    const x = found[next] % width;
    const y = (found[next] - x) / width;
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
        const at = row * width + column;
        if (seen[at] || paint[at] !== colour) continue;
        seen[at] = 1;
        found.push(at);
      }
    }
  }
  return found;
}

function paintChosen(change, chosen, { width, height }, value) {
  for (let y = 0; y < height; y += 1) {
    const line = chosen.subarray(y * width, (y + 1) * width);
    for (let start = line.indexOf(1); start >= 0; ) {
      const end = line.indexOf(0, start);
      const stop = end < 0 ? width : end;
      change.touch({ x: start, y, width: stop - start, height: 1 });
      change.raster.span(y, start, stop, value);
      start = line.indexOf(1, stop);
    }
  }
}

function dab(change, { map, width, height }, id, point, value, radius) {
  const x = Math.floor(point.x);
  const y = Math.floor(point.y);
  const reach = Math.ceil(radius);
  let room = radius;
  for (let row = y - reach; row <= y + reach; row += 1) {
    for (let column = x - reach; column <= x + reach; column += 1) {
      const inside = row >= 0 && column >= 0 && row < height && column < width && map[row * width + column] === id;
      if (!inside) room = Math.min(room, Math.hypot(column - x, row - y) - 1);
    }
  }
  const size = Math.max(0, Math.floor(room));
  change.touch({ x: x - size, y: y - size, width: 2 * size + 1, height: 2 * size + 1 });
  for (let row = -size; row <= size; row += 1) {
    const half = Math.floor(Math.sqrt(size * size - row * row));
    change.raster.span(y + row, x - half, x + half + 1, value);
  }
}
