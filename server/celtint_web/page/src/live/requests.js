import { CeltintError } from "/client/index.js";
import { levelsOf } from "../draw/levels.js";
import { HintLayer } from "./hints.js";

/** The frame that is worked on, as it was told last: its drawing and its hints. */
let frame = { id: null };
/** What counts as ink is shown in this colour, as a little-endian machine keeps it without its alpha. */
const RED = 0x2020e0;
/** Counts what was asked: making the hints ready takes a moment, in which a newer request may come. */
let newest = 0;

/**
 * Colour a frame. Data: {frame, picture (if it is another frame than before), tiles ([index, Uint32Array | null] of
 * the hints that changed), width, height, want, live, boxes, palette, settings, model}.
 * Made: {job, mode, gap, palette, regions, notes, inks, timings, images: {colour, shade, preview, ink}, bytes,
 * shade: a Picture, or null}.
 */
export async function colour({ client, data, signal, progress }) {
  const { frame: id, picture, tiles, width, height, want, live, boxes, palette, settings, model } = data;
  if (picture) frame = { id, picture: { ...picture, keep: true }, hints: new HintLayer(width, height) };
  if (frame.id !== id) throw new Error(`The frame ${id} wasn't told.`);
  tiles.forEach(([index, tile]) => frame.hints.put(index, tile));
  const request = { picture: frame.picture, want, live, boxes, palette, settings, encoding: "rgba8" };
  const mine = (newest += 1);
  request.hints = await frame.hints.part();
  if (mine !== newest) throw new CeltintError("CANCELLED", "A newer request took its place.");
  if (model) request.model = model;
  return made(await client.colour(request, { signal, onProgress: progress }));
}

/** A server's result as the page takes it: layers as images in levels, the colours' bytes and the shade beside them. */
export async function made(result) {
  const images = {};
  for (const name of ["colour", "shade", "preview", "ink"]) {
    if (result[name]) images[name] = levelsOf(await (name === "ink" ? inkImage : image)(result[name]));
  }
  const colours = result.colour ? result.colour.bytes : null;
  const { job, mode, gap, palette = [], regions = [], notes = [], inks = [], timings = {} } = result;
  const shade = result.shade ?? null;
  const parts = { job, mode, gap, palette, regions, notes, inks, timings, images, bytes: colours, shade };
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
