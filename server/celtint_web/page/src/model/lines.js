import { intersection } from "./rects.js";

/**
 * Lines that were drawn here, laid over a picture as it was opened, which stays as it is. A Picture is never written to:
 * another version of it is another object, and whoever keeps something of a picture knows by that whether it is of this one.
 */

/**
 * @param {import("./project.js").Picture} original
 * @param {import("./tiles.js").Raster} pen of its size; black, as opaque as the line covers the pixel
 * @param {{x: number, y: number, width: number, height: number}} rect inside
 * @returns {{width: number, height: number, encoding: string, bytes: Uint8Array}} that rectangle, encoded as the original
 */
export function laid({ width: across, encoding, bytes }, pen, rect) {
  const { x, y, width, height } = rect;
  const channels = encoding === "l8" ? 1 : 4;
  const made = new Uint8Array(width * height * channels);
  for (let row = 0; row < height; row += 1) {
    const from = ((y + row) * across + x) * channels;
    made.set(bytes.subarray(from, from + width * channels), row * width * channels);
  }
  const lines = new Uint32Array(pen.read(rect).buffer);
  for (let at = 0; at < lines.length; at += 1) {
    const cover = lines[at] >>> 24;
    if (cover === 0) continue;
    if (channels === 1) made[at] = Math.round((made[at] * (255 - cover)) / 255);
    else darken(made, 4 * at, cover);
  }
  return { width, height, encoding, bytes: made };
}

/** Black over a pixel of straight alpha. */
function darken(bytes, at, cover) {
  const left = (bytes[at + 3] * (255 - cover)) / 255;
  const alpha = cover + left;
  for (let channel = at; channel < at + 3; channel += 1) bytes[channel] = Math.round((bytes[channel] * left) / alpha);
  bytes[at + 3] = Math.round(alpha);
}

/** The original with all lines; itself if there are none. */
export function withLines(original, pen) {
  if (pen.empty) return original;
  const made = { ...original, file: undefined, bytes: original.bytes.slice() };
  pen.tiles.forEach((tile, index) => tile && put(made, laid(original, pen, pen.rect(index)), pen.rect(index)));
  return made;
}

/** The next version of a picture that has other lines in a rectangle, which may hang over its edges. */
export function withOtherLines(picture, original, pen, rect) {
  if (pen.empty) return original;
  const inside = intersection(rect, { x: 0, y: 0, width: picture.width, height: picture.height });
  if (!inside) return picture;
  const made = { ...picture, file: undefined, bytes: picture.bytes.slice() };
  put(made, laid(original, pen, inside), inside);
  return made;
}

function put({ width: across, encoding, bytes }, { bytes: part }, { x, y, width, height }) {
  const channels = encoding === "l8" ? 1 : 4;
  const line = width * channels;
  for (let row = 0; row < height; row += 1) {
    bytes.set(part.subarray(row * line, (row + 1) * line), ((y + row) * across + x) * channels);
  }
}
