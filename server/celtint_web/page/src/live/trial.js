/**
 * A trial: what dabs and boxes decide on one frame of a shot, laid over the colours that the shot gave it. It is there at
 * once, and holds until the shot is corrected.
 */

/** What a trial is asked with: only what was said is coloured, the rest stays clear. */
export function trialSettings(settings) {
  return { ...settings, undecided: "transparent", style: "flat" };
}

/**
 * @param {object} under the frame's colours of the shot @param {object} result what live/requests.js made of the frame alone
 * @returns {object} a result to be shown, with `under` and the `trial`, of which its regions are told
 */
export function laidOn(under, result, frame) {
  const colour = under.images.colour.map((level, at) => both(level, result.images.colour[at]));
  const { job, regions } = result;
  return { ...under, images: { ...result.images, colour }, bytes: bytesOf(under.bytes, result.bytes), under, trial: { job, regions, frame } };
}

function both(level, over) {
  const canvas = new OffscreenCanvas(level.width, level.height);
  const context = canvas.getContext("2d");
  context.drawImage(level, 0, 0);
  context.drawImage(over, 0, 0);
  over.close();
  return canvas;
}

function bytesOf(under, over) {
  const made = new Uint32Array(under.slice().buffer);
  const pixels = new Uint32Array(over.buffer, over.byteOffset, made.length);
  for (let at = 0; at < made.length; at += 1) if (pixels[at] >>> 24) made[at] = pixels[at];
  return new Uint8Array(made.buffer);
}
