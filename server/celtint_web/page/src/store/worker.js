import { answer as listen } from "../files/answering.js";
import { flatten, shrunk } from "../files/flatten.js";
import { decodePng, encodePng } from "../files/png.js";
import { pack, unpack } from "../model/packing.js";
import { TABLES, answer, rowsOf, transact } from "./database.js";

/** Keeps projects in the browser, off the main thread. Pictures are kept as PNG files, hints tile by tile. */

const THUMBNAIL = 320;

/**
 * Keep what has changed. Data: {id, record, pictures ([frame, Picture]), keys ([frame, Picture | null]),
 * tiles ([frame, index, Uint32Array | null]), gone (frames that are no more)}.
 */
async function keep({ id, record, pictures, keys, tiles, gone }) {
  const files = await Promise.all(pictures.map(async ([frame, picture]) => [frame, await encodePng(picture)]));
  const keyFiles = await Promise.all(keys.map(async ([frame, key]) => [frame, key && (await encodePng(key))]));
  const seen = pictures.find(([frame]) => frame === record.frames[record.current]?.id);
  const small = seen ? await thumbnailOf(seen[1], null) : null;
  const rows = tiles.map(([frame, index, tile]) => [[id, frame, index], pack(tile)]);
  await transact("readwrite", async (table) => {
    const before = await answer(table("projects").get(id));
    table("projects").put({ id, record, saved: Date.now(), thumbnail: small ?? before?.thumbnail ?? null }, id);
    files.forEach(([frame, file]) => table("pictures").put(file, [id, frame]));
    for (const [frame, file] of keyFiles) put(table("keys"), [id, frame], file);
    for (const [key, row] of rows) put(table("tiles"), key, row);
    for (const frame of gone) for (const name of TABLES.slice(1)) table(name).delete(rowsOf(id, frame));
  });
  return { made: null };
}

function put(table, key, row) {
  if (row) table.put(row, key);
  else table.delete(key);
}

/** Keep a frame's colours. Data: {id, frame, picture, colours, shade (Pictures; shade may be null), told}. */
async function keepResult({ id, frame, picture, colours, shade, told }) {
  const [file, shadeFile] = await Promise.all([encodePng(colours), shade && encodePng(shade)]);
  const small = await thumbnailOf(picture, colours, told.mode === "grey");
  await transact("readwrite", async (table) => {
    const project = await answer(table("projects").get(id));
    if (!project) return; // it was deleted meanwhile
    table("results").put({ colours: file, shade: shadeFile, told }, [id, frame]);
    table("projects").put({ ...project, thumbnail: small }, id);
  });
  return { made: null };
}

async function thumbnailOf(picture, colours, finished = false) {
  const sheet = (of, blend) => ({ ...shrunk(of, THUMBNAIL), opacity: 1, visible: true, blend });
  const sheets = [colours && sheet(colours, "normal"), sheet(picture, "multiply")].filter(Boolean);
  const { width, height } = sheets[0];
  const bytes = flatten({ width, height, background: [255, 255, 255], sheets: finished ? sheets.reverse() : sheets });
  return new Blob([await encodePng({ width, height, encoding: "rgba8", bytes })], { type: "image/png" });
}

/** All that are kept, the newest first: {id, name, frames, saved (ms), thumbnail}. */
async function list() {
  const all = await transact("readonly", (table) => answer(table("projects").getAll()));
  all.sort((one, other) => other.saved - one.saved);
  const about = ({ id, record, saved, thumbnail }) => ({ id, name: record.name, frames: record.frames.length, saved, thumbnail });
  return { made: all.map(about) };
}

/** A project: {record, pictures: [Picture], keys: [Picture | null], tiles: [[index, tile]]} in its frames' order; or null. */
async function load({ id }) {
  const found = await transact("readonly", async (table) => {
    const project = await answer(table("projects").get(id));
    if (!project) return null;
    const of = async ({ id: frame }) => {
      const range = rowsOf(id, frame);
      const [picture, key] = await Promise.all(["pictures", "keys"].map((name) => answer(table(name).get([id, frame]))));
      const [keys, rows] = await Promise.all([answer(table("tiles").getAllKeys(range)), answer(table("tiles").getAll(range))]);
      return { picture, key, tiles: keys.map(([, , index], at) => [index, rows[at]]) };
    };
    return { record: project.record, frames: await Promise.all(project.record.frames.map(of)) };
  });
  if (!found) return { made: null };
  const made = { record: found.record, pictures: [], keys: [], tiles: [] };
  for (const { picture, key, tiles } of found.frames) {
    made.pictures.push(await decodePng(picture));
    made.keys.push(key ? rgba(await decodePng(key)) : null);
    made.tiles.push(tiles.map(([index, row]) => [index, unpack(row)]));
  }
  return { made };
}

/** An opaque grey key as the page has keys. */
function rgba(picture) {
  if (picture.encoding === "rgba8") return picture;
  const { width, height, bytes } = picture;
  const made = flatten({ width, height, background: null, sheets: [{ encoding: "l8", bytes, opacity: 1, visible: true }] });
  return { width, height, encoding: "rgba8", bytes: made };
}

/** A frame's colours as they were kept: {colours, shade, told}, or null. */
async function result({ id, frame }) {
  const row = await transact("readonly", (table) => answer(table("results").get([id, frame])));
  if (!row) return { made: null };
  const [colours, shade] = await Promise.all([decodePng(row.colours), row.shade && decodePng(row.shade)]);
  return { made: { colours: rgba(colours), shade: shade && rgba(shade), told: row.told } };
}

async function remove({ id }) {
  await transact("readwrite", (table) => {
    table("projects").delete(id);
    for (const name of TABLES.slice(1)) table(name).delete(rowsOf(id));
  });
  return { made: null };
}

listen({ keep, keepResult, list, load, result, remove });
