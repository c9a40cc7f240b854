import { levelsOf } from "../draw/levels.js";
import { pixelsOf } from "../draw/pixels.js";
import { fault } from "./fault.js";
import { decodeOra } from "./ora.js";
import { decodePng } from "./png.js";
import { decodeProject, isProject } from "./project-file.js";
import { sizeOf } from "./sizes.js";
import { unzip } from "./zip.js";

/** Between files' pixels and what the page works with; runs in the worker. */

/** The longest side that the page works with, in pixels: graphics cards take no larger pictures. */
const LONGEST = 8192;

/**
 * Read a picture, or a project: then it is {project: {record, frames}}, as project-file.js has it. Data: {file}. Made: {picture, levels, clear, hints, layers}; of an OpenRaster file with a layer of hints
 * they are a picture, else null; layers: the names of its layers that were taken.
 * Faults: "error.notAPicture", "error.broken", "error.tooLarge".
 */
export async function decode({ file }) {
  const about = await sizeOf(file).catch(() => {
    throw fault("error.unreadable");
  });
  check(about);
  const files = about.kind === "zip" ? await unzip(file).catch(() => new Map()) : null;
  if (files && isProject(files)) return { made: { project: await decodeProject(files) } };
  const { picture, hints = null, layers = [] } = files ? await openRaster(files) : await pixels(file, about);
  return made(picture, { hints, layers });
}

/** An image that the browser has decoded, as a frame of a film is, as a picture. Data: {image}. Made: as of `decode`. */
export async function grab({ image: shown }) {
  check(shown);
  const picture = rgbaOf(shown);
  shown.close();
  return made(picture, { hints: null, layers: [] });
}

async function made({ width, height, encoding, bytes }, others) {
  const clear = encoding === "rgba8" && hasClear(bytes);
  const grey = encoding === "rgba8" && !clear ? greyOf(bytes) : null;
  const picture = { width, height, encoding: grey ? "l8" : encoding, bytes: grey ?? bytes };
  const { levels } = (await image(picture)).made;
  const handed = [picture.bytes.buffer, ...levels, ...(others.hints ? [others.hints.bytes.buffer] : [])];
  return { made: { picture, levels, clear, ...others }, handed };
}

function check({ width, height }) {
  if (Math.max(width, height) > LONGEST) throw fault("error.tooLarge", { width, height, most: LONGEST });
}

async function openRaster(files) {
  try {
    const read = await decodeOra(files, async (bytes) => browsers(new Blob([bytes])));
    check(read.picture);
    return read;
  } catch (error) {
    throw error.word ? error : fault("error.notAPicture");
  }
}

async function pixels(file, { kind }) {
  if (kind === "png") {
    const bytes = new Uint8Array(await file.arrayBuffer());
    // a canvas would lose the colours of what is nearly clear
    const exact = bytes[25] >= 4 || bytes[25] === 3 ? await decodePng(bytes).catch(() => null) : null;
    if (exact) return { picture: exact };
  }
  return { picture: await browsers(file, kind) };
}

/** As the browser reads it: upright as its Exif data say, in sRGB. */
async function browsers(file, kind = "") {
  const shown = await createImageBitmap(file).catch(() => {
    throw fault(kind ? "error.broken" : "error.notAPicture");
  });
  check(shown);
  const picture = rgbaOf(shown);
  shown.close();
  return picture;
}

function rgbaOf(shown) {
  const { width, height } = shown;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.drawImage(shown, 0, 0);
  const bytes = new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
  return { width, height, encoding: "rgba8", bytes };
}

/** A picture's bytes as an image to draw; with a colour, its darkness as lines in it on a clear ground. */
export async function image({ colour, ...picture }) {
  const { pixels, clear } = pixelsOf(picture, colour);
  const levels = levelsOf(await createImageBitmap(pixels));
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
