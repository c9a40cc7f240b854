import { CeltintError } from "/client/index.js";
import { halves, levelCount, levelsOf, onAllLevels } from "../draw/levels.js";
import { HintLayer } from "./hints.js";

/** The frame that is worked on, as it was told last: its drawing and its hints. */
let frame = { id: null };
/** Of its newest colours: the job, and the bytes of the layers that come as rectangles, which the page has too. */
let had = { job: null };
/** What counts as ink is shown in this colour, as a little-endian machine keeps it without its alpha. */
const RED = 0x2020e0;
/** Counts what was asked: making the hints ready takes a moment, in which a newer request may come. */
let newest = 0;

/**
 * Colour a frame. Data: {frame, fresh (whether it is another than before), picture (if it is another), tiles ([index, Uint32Array | null] of
 * the hints that changed), width, height, want, live, since, boxes, palette, settings, model}; since: the job whose
 * colours the page has.
 * Made: {job, mode, gap, palette, regions, notes, inks, timings, images: {colour, shade, preview, ink}, bytes,
 * shade: a Picture, or null, rect}. rect: null, or the rectangle that colour and shade are of, to be laid over those of
 * `since`.
 */
export async function colour(context) {
  const { data, signal, progress } = context;
  const { frame: id, fresh, picture, tiles, width, height, want, live, since, boxes, palette, settings, model } = data;
  if (fresh) frame = { id, picture: null, hints: new HintLayer(width, height) };
  if (frame.id !== id) throw new Error(`The frame ${id} wasn't told.`);
  if (picture) frame.picture = { ...picture, keep: true };
  tiles.forEach(([index, tile]) => frame.hints.put(index, tile));
  const request = { picture: frame.picture, want, live, boxes, palette, settings, encoding: "rgba8" };
  if (since && since === had.job) request.since = since;
  const mine = (newest += 1);
  request.hints = await frame.hints.part();
  if (mine !== newest) throw new CeltintError("CANCELLED", "A newer request took its place.");
  if (model) request.model = model;
  const result = await context.client.colour(request, { signal, onProgress: progress });
  if (!result.changed) return made(kept(result), request.picture);
  if (had.job !== request.since) throw new CeltintError("CANCELLED", "Colours of another frame came meanwhile.");
  return made(laid(result, request.picture), request.picture);
}

/** Keep what the next rectangle is laid over. */
function kept(result) {
  const { job, colour, shade } = result;
  had = { job, colour: colour?.bytes.slice(), shade: shade?.bytes.slice() };
  return result;
}

/** Lay a result's rectangle over what was there, and take of that what its levels need. */
function laid(result, { width, height }) {
  const [x, y, across, down] = result.changed;
  const rect = onAllLevels({ x, y, width: across, height: down }, { width, height });
  const found = { ...result, rect };
  had.job = result.job;
  for (const name of ["colour", "shade"]) {
    if (!result[name]) continue;
    const whole = new Uint32Array(had[name].buffer);
    const part = new Uint32Array(result[name].bytes.slice().buffer);
    for (let row = 0; row < down; row += 1) {
      whole.set(part.subarray(row * across, (row + 1) * across), (y + row) * width + x);
    }
    const cut = new Uint32Array(rect.width * rect.height);
    for (let row = 0; row < rect.height; row += 1) {
      const from = (rect.y + row) * width + rect.x;
      cut.set(whole.subarray(from, from + rect.width), row * rect.width);
    }
    found[name] = { encoding: "rgba8", width: rect.width, height: rect.height, bytes: new Uint8Array(cut.buffer) };
  }
  return found;
}

/** A server's result as the page takes it: layers as images in levels, the colours' bytes and the shade beside them. */
async function made(result, picture) {
  const { rect = null } = result;
  const images = {};
  for (const name of ["colour", "shade", "preview", "ink"]) {
    if (!result[name]) continue;
    const drawn = await (name === "ink" ? inkImage : image)(result[name]);
    const part = rect && (name === "colour" || name === "shade");
    images[name] = part ? halves(drawn, levelCount(picture)) : levelsOf(drawn);
  }
  const colours = result.colour ? result.colour.bytes : null;
  const { job, mode, gap, palette = [], regions = [], notes = [], inks = [], timings = {} } = result;
  const shade = result.shade ?? null;
  const parts = { job, mode, gap, palette, regions, notes, inks, timings, images, bytes: colours, shade, rect };
  const buffers = new Set([colours?.buffer, shade?.bytes.buffer].filter(Boolean));
  return { made: parts, handed: [...Object.values(images).flat(), ...buffers] };
}

/** What counts as ink, dark on white, as red on a clear ground. */
function inkImage({ width, height, bytes }) {
  const made = new ImageData(width, height);
  const pixels = new Uint32Array(made.data.buffer);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = ((255 - bytes[at]) << 24) | RED;
  return createImageBitmap(made);
}

function image({ width, height, bytes }) {
  const clamped = new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return createImageBitmap(new ImageData(clamped, width, height));
}
