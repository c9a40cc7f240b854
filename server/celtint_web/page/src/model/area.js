/** A pixel of the drawing darker than this parts an area from its neighbour of the same colour, 0 to 255. */
const INK = 128;

/**
 * What of a coloured frame belongs together about a point, where nobody knows the regions: pixels of one colour that
 * touch and aren't parted by lines.
 *
 * @param {{width: number, height: number, encoding: "l8" | "rgba8", bytes: Uint8Array}} picture the drawing
 * @param {Uint8Array | undefined} colours RGBA of its colour layer
 * @param {{x: number, y: number}} point inside
 * @returns {Uint32Array} 1 where it is, else 0
 */
export function areaAt({ width, height, encoding, bytes }, colours, { x, y }) {
  const map = new Uint32Array(width * height);
  const layer = colours ? new Uint32Array(colours.buffer, colours.byteOffset, map.length) : map.slice();
  const start = Math.floor(y) * width + Math.floor(x);
  const colour = layer[start];
  const channels = encoding === "l8" ? 1 : 4;
  const open = (at) => map[at] === 0 && layer[at] === colour && (bytes[at * channels] >= INK || (channels === 4 && bytes[4 * at + 3] < INK));
  const found = [start];
  map[start] = 1;
  for (let next = 0; next < found.length; next += 1) {
    const at = found[next];
    const column = at % width;
    for (const [beside, there] of [[at - 1, column > 0], [at + 1, column < width - 1], [at - width, at >= width], [at + width, at + width < map.length]]) {
      if (!there || !open(beside)) continue;
      map[beside] = 1;
      found.push(beside);
    }
  }
  return map;
}
