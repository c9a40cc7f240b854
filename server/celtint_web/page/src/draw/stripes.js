import { mostOf, pointsOf } from "../model/labelmap.js";
import { levelsOf } from "./levels.js";

/** Stripes over what was guessed are so wide, in shares of the picture's longer side, and at least in pixels. */
const STRIPE = { share: 1 / 220, least: 3 };
/** Dark and light stripes: one of them is seen on any colour. */
const DARK = 0x8c201a18;
const LIGHT = 0x8cffffff;

/**
 * A label map with what is shown of it, in a worker.
 * @param {Uint32Array} map @param {number[]} unsure ids to be striped
 * @returns {Promise<{made: object, handed: Transferable[]}>} made: {map, points: x and y of a point inside each region, by
 *   its id, width, height, stripes: an image in levels, or null}
 */
export async function shownMap(map, width, height, unsure) {
  const points = pointsOf(map, width, height);
  const stripes = unsure.length ? levelsOf(await striped(map, width, height, unsure)) : null;
  return { made: { map, points, width, height, stripes }, handed: [map.buffer, points.buffer, ...(stripes ?? [])] };
}

function striped(map, width, height, unsure) {
  const stripe = Math.max(STRIPE.least, Math.round(Math.max(width, height) * STRIPE.share));
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const wanted = new Uint8Array(mostOf(map) + 1);
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
