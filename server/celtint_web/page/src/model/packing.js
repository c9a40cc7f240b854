/**
 * Tiles of paint made small: runs of one colour, as [length, pixel, length, pixel, …]. Hints are flat, so a tile takes a
 * few hundred bytes instead of 256 KiB; what doesn't get smaller stays as it is.
 */

/** @param {Uint32Array | null} tile */
export function pack(tile) {
  if (tile === null) return null;
  const runs = [];
  const most = tile.length / 2;
  for (let start = 0; start < tile.length; ) {
    const pixel = tile[start];
    let end = start + 1;
    while (end < tile.length && tile[end] === pixel) end += 1;
    runs.push(end - start, pixel);
    if (runs.length > most) return { tile, bytes: tile.byteLength };
    start = end;
  }
  const made = Uint32Array.from(runs);
  return { runs: made, length: tile.length, bytes: made.byteLength };
}

/** The tile again; what `pack` gave. */
export function unpack(kept) {
  if (kept === null) return null;
  if (kept.tile) return kept.tile;
  const tile = new Uint32Array(kept.length);
  let at = 0;
  for (let run = 0; run < kept.runs.length; run += 2) {
    tile.fill(kept.runs[run + 1], at, at + kept.runs[run]);
    at += kept.runs[run];
  }
  return tile;
}
