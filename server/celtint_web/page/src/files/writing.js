import { encodeFilm } from "./film.js";
import { flatten } from "./flatten.js";
import { encodeGif } from "./gif.js";
import { encodeOra } from "./ora.js";
import { encodePng } from "./png.js";
import { encodeProject } from "./project-file.js";
import { encodeSvg } from "./svg.js";
import { zip } from "./zip.js";

/**
 * The files that are saved, in the worker. Data is a sheaf, {width, height, background, sheets}, as flatten.js has it, or
 * many of them one after the other: `begin` gives nothing, `add` takes one, `end` gives the file.
 */

/** The picture as it is seen. */
export async function picture(sheaf) {
  const { width, height } = sheaf;
  return { made: await png({ width, height, encoding: "rgba8", bytes: flatten(sheaf) }) };
}

/** One sheet as it is. Data: {width, height, encoding, bytes}. */
export async function sheet(one) {
  return { made: await png(one) };
}

async function png(sheet) {
  return new Blob([await encodePng(sheet)], { type: "image/png" });
}

/** Data: a sheaf and `names`. */
export async function ora(data) {
  return { made: await encodeOra(data) };
}

export async function project(data) {
  return { made: await encodeProject(data) };
}

export async function svg(data) {
  return { made: await encodeSvg(data) };
}

/** Frames that are being collected, until they are a file: {kind, rate, frames}. */
let film = null;

/** Data: {kind: "zip" | "gif" | "webm", rate (frames a second)}. */
export async function begin({ kind, rate }) {
  film = { kind, rate, frames: [] };
  return { made: null };
}

/** Data: a sheaf, with the frame's `name`. */
export async function add({ name, ...sheaf }) {
  const { width, height } = sheaf;
  const flat = { width, height, encoding: "rgba8", bytes: flatten(sheaf) };
  film.frames.push(film.kind === "zip" ? { name: `${name}.png`, bytes: await encodePng(flat) } : flat);
  return { made: null };
}

export async function end() {
  const { kind, rate, frames } = film;
  film = null;
  if (kind === "zip") return { made: await zip(frames) };
  if (kind === "gif") return { made: new Blob([encodeGif(frames, { rate })], { type: "image/gif" }) };
  return { made: new Blob([await encodeFilm(frames, { rate })], { type: "video/webm" }) };
}

/** Forget what was collected. */
export async function drop() {
  film = null;
  return { made: null };
}
