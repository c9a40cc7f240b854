/** Label maps: which region each pixel is of. */

/** The largest label of a map. */
export function mostOf(map) {
  return map.reduce((one, other) => Math.max(one, other), 0);
}

/** x and y of a point in each region, by its label: in a row that is long and not far from its middle. */
export function pointsOf(map, width, height) {
  const most = mostOf(map);
  const points = new Float32Array(2 * (most + 1));
  const top = new Int32Array(most + 1).fill(-1);
  const bottom = new Int32Array(most + 1);
  rows(map, width, height, (id, y) => {
    if (top[id] < 0) top[id] = y;
    bottom[id] = y;
  });
  const best = new Float32Array(most + 1).fill(-Infinity);
  rows(map, width, height, (id, y, start, stop) => {
    const good = stop - start - Math.abs(y - (top[id] + bottom[id]) / 2);
    if (good <= best[id]) return;
    best[id] = good;
    points.set([(start + stop) / 2, y + 0.5], 2 * id);
  });
  return points;
}

/** Each stretch of a row that is of one region. */
function rows(map, width, height, heard) {
  for (let y = 0; y < height; y += 1) {
    const line = y * width;
    for (let start = 0; start < width; ) {
      const id = map[line + start];
      let stop = start + 1;
      while (stop < width && map[line + stop] === id) stop += 1;
      heard(id, y, start, stop);
      start = stop;
    }
  }
}

/** Ways along pixels' edges, each a turn to the left from the one before: a step, and the pixels ahead on its left and right. */
const WAYS = [
  { step: [0, 1], left: [0, 0], right: [-1, 0] },
  { step: [1, 0], left: [0, -1], right: [0, 0] },
  { step: [0, -1], left: [-1, -1], right: [0, -1] },
  { step: [-1, 0], left: [-1, 0], right: [-1, -1] },
];

/**
 * The outlines of all regions along their pixels' edges, holes too, as the client's Polygons have them.
 * @returns {{table: Uint32Array, points: Float32Array}} table: region, number of points and 0 a row, ring by ring
 */
export function outlinesOf(map, width, height) {
  const seen = new Uint8Array(map.length);
  const table = [];
  const points = [];
  const at = (x, y) => (x < 0 || y < 0 || x >= width || y >= height ? -1 : map[y * width + x]);
  for (let start = 0; start < map.length; start += 1) {
    const x = start % width;
    const y = (start - x) / width;
    if (seen[start] || map[start] === 0 || at(x - 1, y) === map[start]) continue;
    const before = points.length;
    walk(x, y, map[start], at, (cx, cy) => points.push(cx, cy), (cx, cy) => (seen[cy * width + cx] = 1));
    table.push(map[start], (points.length - before) / 2, 0);
  }
  return { table: Uint32Array.from(table), points: Float32Array.from(points) };
}

/** Round a region with it on the left, from the top of a pixel's left edge; corners are told, and each pixel passed so. */
function walk(x, y, id, at, corner, passed) {
  const is = (cx, cy, [across, down]) => at(cx + across, cy + down) === id;
  let [cx, cy, way] = [x, y, 0];
  corner(cx, cy);
  do {
    if (way === 0) passed(cx, cy);
    cx += WAYS[way].step[0];
    cy += WAYS[way].step[1];
    const before = way;
    if (!is(cx, cy, WAYS[way].left)) way = (way + 1) % 4;
    else if (is(cx, cy, WAYS[way].right)) way = (way + 3) % 4;
    if (way !== before && !(cx === x && cy === y && way === 0)) corner(cx, cy);
  } while (cx !== x || cy !== y || way !== 0);
}
