import { labelIds } from "/client/index.js";
import { levelsOf } from "../draw/levels.js";

/** Stripes over what was guessed are so wide, in shares of the picture's longer side, and at least in pixels. */
const STRIPE = { share: 1 / 220, least: 3 };
/** Dark and light stripes: one of them is seen on any colour. */
const DARK = 0x8c201a18;
const LIGHT = 0x8cffffff;

/**
 * Which region each pixel of a finished job is of. Data: {job, unsure: ids to be striped}. Made: {map: Uint32Array,
 * points: x and y of a point inside each region, by its id, stripes: an image in levels, or null}; null if it has none.
 */
export async function labels({ client, data: { job, unsure } }) {
  const answer = await client.resume(job, { want: ["labels"] });
  if (!answer.labels) return { made: null };
  const { width, height } = answer.labels;
  const map = labelIds(answer.labels);
  const points = pointsOf(map, width, height);
  const stripes = unsure.length ? levelsOf(await striped(map, width, height, new Set(unsure))) : null;
  return { made: { map, points, width, height, stripes }, handed: [map.buffer, points.buffer, ...(stripes ?? [])] };
}

/** In a row of each region that is long and not far from its middle. */
function pointsOf(map, width, height) {
  const most = map.reduce((one, other) => Math.max(one, other), 0);
  const points = new Float32Array(2 * (most + 1));
  const top = new Int32Array(most + 1).fill(-1);
  const bottom = new Int32Array(most + 1);
  runs(map, width, height, (id, y) => {
    if (top[id] < 0) top[id] = y;
    bottom[id] = y;
  });
  const best = new Float32Array(most + 1).fill(-Infinity);
  runs(map, width, height, (id, y, start, stop) => {
    const good = stop - start - Math.abs(y - (top[id] + bottom[id]) / 2);
    if (good <= best[id]) return;
    best[id] = good;
    points.set([(start + stop) / 2, y + 0.5], 2 * id);
  });
  return points;
}

/** Each stretch of a row that is of one region. */
function runs(map, width, height, heard) {
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

function striped(map, width, height, unsure) {
  const stripe = Math.max(STRIPE.least, Math.round(Math.max(width, height) * STRIPE.share));
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const wanted = new Uint8Array(map.reduce((one, other) => Math.max(one, other), 0) + 1);
  for (const id of unsure) wanted[id] = 1;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      if (!wanted[map[at]]) continue;
      const phase = (x + y) % (4 * stripe);
      if (phase < stripe) pixels[at] = DARK;
      else if (phase < 2 * stripe) pixels[at] = LIGHT;
    }
  }
  return createImageBitmap(image);
}
