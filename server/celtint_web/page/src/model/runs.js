/** Label maps are as large as the picture, and mostly runs of one label: so they are kept, in some hundredths of their size. */

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

/** A label map's runs, deflated. @param {Uint32Array} map @returns {Promise<Blob>} */
export function packAreas(map) {
  return new Response(new Blob([runsOf(map)]).stream().pipeThrough(new CompressionStream("deflate"))).blob();
}

/** What `packAreas` was given. */
export async function unpackAreas(packed) {
  const runs = await new Response(packed.stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer();
  return mapOf(new Uint32Array(runs));
}
