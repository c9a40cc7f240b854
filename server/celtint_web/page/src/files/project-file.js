import { textOf, utf8 } from "./bytes.js";
import { fault } from "./fault.js";
import { flatten } from "./flatten.js";
import { decodePng, encodePng } from "./png.js";
import { unzip, zip } from "./zip.js";

/** A project as one file: docs/canvas-files.md says what is in it. */

const MIMETYPE = "application/x-celtint";
/** 2 has lines that were drawn here; a file without them is of version 1, which older readers take. */
const VERSION = 2;

/** Whether an archive's files are those of a project. */
export function isProject(files) {
  return files.has("project.json");
}

/**
 * @param {{record: object, frames: {picture: object, lines: object | null, hints: object | null, key: object | null, colours: object | null,
 *   shade: object | null, told: object | null}[]}} project record: as model/record.js has it; the others are Pictures
 * @returns {Promise<Blob>}
 */
export async function encodeProject({ record, frames }) {
  const files = [{ name: "mimetype", bytes: utf8(MIMETYPE) }];
  const about = [];
  for (const [at, { told, ...pictures }] of frames.entries()) {
    const { id, ...own } = record.frames[at];
    const row = { ...own, told };
    for (const [kind, picture] of Object.entries(pictures)) {
      row[kind] = picture ? `frames/${String(at + 1).padStart(4, "0")}/${kind}.png` : null;
      if (picture) files.push({ name: row[kind], bytes: await encodePng(picture) });
    }
    about.push(row);
  }
  const json = JSON.stringify({ format: "celtint project", version: frames.some(({ lines }) => lines) ? VERSION : 1, ...record, frames: about }, null, 1);
  files.splice(1, 0, { name: "project.json", bytes: utf8(json), packed: true });
  return new Blob([await zip(files)], { type: MIMETYPE });
}

/**
 * What `encodeProject` was given.
 * @param {Map<string, () => Promise<Uint8Array>>} files of the archive
 * @returns {Promise<{record: object, frames: object[]}>} faults: "error.newerProject", "error.brokenProject"
 */
export async function decodeProject(files) {
  const { format, version, ...record } = await json(files);
  if (format !== "celtint project") throw fault("error.brokenProject");
  if (!(version <= VERSION)) throw fault("error.newerProject");
  const rows = Array.isArray(record.frames) ? record.frames : [];
  if (rows.length === 0 || !rows.every((row) => row && typeof row === "object")) throw fault("error.brokenProject");
  const frames = [];
  for (const row of record.frames) {
    const read = (kind) => pictureOf(files, row[kind]);
    const picture = await read("picture");
    if (!picture) throw fault("error.brokenProject");
    const others = { lines: await read("lines"), hints: await read("hints"), key: await read("key"), colours: await read("colours"), shade: await read("shade") };
    for (const [kind, other] of Object.entries(others)) {
      if (other && (other.width !== picture.width || other.height !== picture.height)) throw fault("error.brokenProject");
      others[kind] = other && coloured(other);
    }
    frames.push({ picture, ...others, told: row.told && typeof row.told === "object" ? row.told : null });
  }
  return { record, frames };
}

async function json(files) {
  try {
    return JSON.parse(textOf(await files.get("project.json")()));
  } catch {
    throw fault("error.brokenProject");
  }
}

async function pictureOf(files, name) {
  if (!name) return null;
  try {
    return await decodePng(await files.get(name)());
  } catch {
    throw fault("error.brokenProject");
  }
}

/** In RGBA, as lines, hints, keys and colours are. */
function coloured(picture) {
  if (picture.encoding === "rgba8") return picture;
  const { width, height, bytes } = picture;
  const sheets = [{ encoding: "l8", bytes, opacity: 1, visible: true, blend: "normal" }];
  return { width, height, encoding: "rgba8", bytes: flatten({ width, height, background: null, sheets }) };
}
