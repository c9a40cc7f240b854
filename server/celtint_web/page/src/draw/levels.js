/**
 * An image in levels: itself, then each half as large as the one before, so that a picture much larger than the screen
 * is drawn from few pixels. Workers make them (`levelsOf`), the main thread only draws.
 */

/** The longest side of the smallest level is at most this, in pixels. */
const SMALL = 400;

/** @param {ImageBitmap} image @returns {ImageBitmap[]} with the image first */
export function levelsOf(image) {
  return halves(image, levelCount(image));
}

/** How many levels an image of a size has. */
export function levelCount({ width, height }) {
  return 1 + Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / SMALL)));
}

/** An image, or a canvas, in so many levels. */
export function halves(image, count) {
  const levels = [image];
  while (levels.length < count) levels.push(halved(levels.at(-1)));
  return levels;
}

/** Two pixels become one each way, whatever the size: of a part of an image the same pixels as of the whole. */
function halved(image) {
  const { width, height } = image;
  const half = new OffscreenCanvas(Math.ceil(width / 2), Math.ceil(height / 2));
  const context = half.getContext("2d");
  for (const [x, across, left, wide] of spans(width)) {
    for (const [y, down, top, high] of spans(height)) context.drawImage(image, x, y, across, down, left, top, wide, high);
  }
  return half.transferToImageBitmap();
}

/** All pairs, then what is left over at an odd end: [from, length, to, length there]. */
function spans(length) {
  const pairs = length >> 1;
  const found = pairs ? [[0, 2 * pairs, 0, pairs]] : [];
  return length % 2 ? [...found, [length - 1, 1, pairs, 1]] : found;
}

/** The smallest rectangle around one whose pixels are whole ones on all levels. */
export function onAllLevels({ x, y, width, height }, size) {
  const step = 1 << (levelCount(size) - 1);
  const left = x - (x % step);
  const top = y - (y % step);
  const right = Math.min(size.width, Math.ceil((x + width) / step) * step);
  const bottom = Math.min(size.height, Math.ceil((y + height) / step) * step);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * Lay a rectangle over an image; its own levels become canvases that are drawn into.
 * @param {(ImageBitmap | OffscreenCanvas)[]} levels @param {(ImageBitmap | OffscreenCanvas)[]} part levels of the rectangle `onAllLevels`
 * @returns {OffscreenCanvas[]}
 */
export function laidOver(levels, part, { x, y }) {
  return levels.map((level, at) => {
    const canvas = level instanceof OffscreenCanvas ? level : canvasOf(level);
    const context = canvas.getContext("2d");
    const { width, height } = part[at];
    context.clearRect(x >> at, y >> at, width, height);
    context.drawImage(part[at], x >> at, y >> at);
    part[at].close?.();
    return canvas;
  });
}

function canvasOf(image) {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  image.close();
  return canvas;
}

/** Which level is about as fine as a screen of `scale` pixels to one of the picture; 0 is the picture's own. */
export function levelFor(scale) {
  return Math.max(0, Math.round(-Math.log2(scale)));
}

/** Draw an image in the picture's pixels. */
export function drawLevels(context, levels, scale) {
  const [{ width, height }] = levels;
  const at = Math.min(levelFor(scale), levels.length - 1);
  context.drawImage(levels[at], 0, 0, width / 2 ** at, height / 2 ** at, 0, 0, width, height);
}
