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

/** In the middle of each region's longest row. */
function pointsOf(map, width, height) {
  const most = map.reduce((one, other) => Math.max(one, other), 0);
  const points = new Float32Array(2 * (most + 1));
  const longest = new Uint32Array(most + 1);
  for (let y = 0; y < height; y += 1) {
    const end = (y + 1) * width;
    for (let start = y * width; start < end; ) {
      const id = map[start];
      let stop = start + 1;
      while (stop < end && map[stop] === id) stop += 1;
      if (stop - start > longest[id]) {
        longest[id] = stop - start;
        points.set([(start + stop) / 2 - y * width, y + 0.5], 2 * id);
      }
      start = stop;
    }
  }
  return points;
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
