/**
 * An image in levels: itself, then each half as large as the one before, so that a picture much larger than the screen
 * is drawn from few pixels. Workers make them (`levelsOf`), the main thread only draws.
 */

/** The longest side of the smallest level is at most this, in pixels. */
const SMALL = 400;

/** @param {ImageBitmap} image @returns {ImageBitmap[]} with the image first */
export function levelsOf(image) {
  const levels = [image];
  let { width, height } = image;
  while (Math.max(width, height) > SMALL) {
    width = Math.ceil(width / 2);
    height = Math.ceil(height / 2);
    const half = new OffscreenCanvas(width, height);
    half.getContext("2d").drawImage(levels.at(-1), 0, 0, width, height);
    levels.push(half.transferToImageBitmap());
  }
  return levels;
}

/** Which level is about as fine as a screen of `scale` pixels to one of the picture; 0 is the picture's own. */
export function levelFor(scale) {
  return Math.max(0, Math.round(-Math.log2(scale)));
}

/** Draw an image in the picture's pixels. */
export function drawLevels(context, levels, scale) {
  const [{ width, height }] = levels;
  const level = levels[Math.min(levelFor(scale), levels.length - 1)];
  context.drawImage(level, 0, 0, width, height);
}
