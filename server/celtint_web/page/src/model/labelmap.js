/** Label maps: which region each pixel is of. They are as large as the picture, and mostly runs of one label. */

/** @param {Uint32Array} map @returns {Uint32Array} of each run its label and its length */
export function runsOf(map) {
  const runs = [];
  for (let start = 0; start < map.length; ) {
    const label = map[start];
    let stop = start + 1;
    while (map[stop] === label) stop += 1;
    runs.push(label, stop - start);
    start = stop;
  }
  return Uint32Array.from(runs);
}

/** What `runsOf` was given. */
export function mapOf(runs) {
  let length = 0;
  for (let at = 1; at < runs.length; at += 2) length += runs[at];
  const map = new Uint32Array(length);
  let start = 0;
  for (let at = 0; at < runs.length; at += 2) {
    map.fill(runs[at], start, start + runs[at + 1]);
    start += runs[at + 1];
  }
  return map;
}

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
