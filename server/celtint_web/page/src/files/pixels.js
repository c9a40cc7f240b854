import { levelsOf } from "../draw/levels.js";

/** Between files' pixels and what the page works with; runs in the worker. */

/** A fault that people are told of, by a key of the words. */
export function fault(word) {
  return Object.assign(new Error(word), { word });
}

/** The longest side that the server takes, in pixels. */
export const LONGEST = 8192;

/** Read a file that the browser knows; fault: "error.notAPicture", "error.tooLarge". */
export async function decode({ file }) {
  const image = await createImageBitmap(file).catch(() => {
    throw fault("error.notAPicture");
  });
  const { width, height } = image;
  if (Math.max(width, height) > LONGEST) throw fault("error.tooLarge");
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const rgba = new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
  const clear = hasClear(rgba);
  const grey = clear ? null : greyOf(rgba);
  const picture = { width, height, encoding: grey ? "l8" : "rgba8", bytes: grey ?? rgba, file };
  const levels = levelsOf(image);
  return { made: { picture, levels, clear }, handed: [picture.bytes.buffer, ...levels] };
}

/** A picture's bytes as an image to draw; with a colour, its darkness as lines in it on a clear ground. */
export async function image({ width, height, encoding, bytes, colour }) {
  const rgba = new Uint8ClampedArray(4 * width * height);
  const target = new Uint32Array(rgba.buffer);
  const channels = encoding === "l8" ? 1 : 4;
  const ink = colour ? (colour[2] << 16) | (colour[1] << 8) | colour[0] : 0;
  let clear = Boolean(colour);
  for (let at = 0, from = 0; at < target.length; at += 1, from += channels) {
    const red = bytes[from];
    const green = channels === 1 ? red : bytes[from + 1];
    const blue = channels === 1 ? red : bytes[from + 2];
    const alpha = channels === 1 ? 255 : bytes[from + 3];
    if (alpha !== 255) clear = true;
    if (colour) {
      const dark = 255 - (red * 54 + green * 183 + blue * 19) / 256;
      target[at] = (((dark * alpha) / 255) << 24) | ink;
    } else target[at] = (alpha << 24) | (blue << 16) | (green << 8) | red;
  }
  const levels = levelsOf(await createImageBitmap(new ImageData(rgba, width, height)));
  return { made: { levels, clear }, handed: levels };
}

function hasClear(rgba) {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return true;
  return false;
}

/** One byte a pixel if there is no colour, else null. */
function greyOf(rgba) {
  const grey = new Uint8Array(rgba.length / 4);
  for (let at = 0; at < grey.length; at += 1) {
    const red = rgba[4 * at];
    if (red !== rgba[4 * at + 1] || red !== rgba[4 * at + 2]) return null;
    grey[at] = red;
  }
  return grey;
}
