import { answer as listen } from "../files/answering.js";
import { flatten, shrunk } from "../files/flatten.js";
import { decodePng, encodePng } from "../files/png.js";
import { pack, unpack } from "../model/packing.js";
import { TABLES, answer, rowsOf, transact } from "./database.js";

/** Keeps projects in the browser, off the main thread. Pictures are kept as PNG files, hints tile by tile. */

const THUMBNAIL = 320;
/** Stands in the keys of tiles that are of lines drawn here. */
const LINES = "lines";

/**
 * Keep what has changed. Data: {id, record, pictures ([frame, Picture]), keys ([frame, Picture | null]),
 * tiles, lines ([frame, index, Uint32Array | null]), gone (frames that are no more)}.
 */
async function keep({ id, record, pictures, keys, tiles, lines, gone }) {
  const files = await Promise.all(pictures.map(async ([frame, picture]) => [frame, await encodePng(picture)]));
  const keyFiles = await Promise.all(keys.map(async ([frame, key]) => [frame, key && (await encodePng(key))]));
  const seen = pictures.find(([frame]) => frame === record.frames[record.current]?.id);
  const small = seen ? await thumbnailOf(seen[1], null) : null;
  const rows = tiles.map(([frame, index, tile]) => [[id, frame, index], pack(tile)]);
  rows.push(...lines.map(([frame, index, tile]) => [[id, frame, LINES, index], pack(tile)]));
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

/** The frame whose colours were kept last: {frame, picture, colours, shade}, so that of the next only what differs is told. */
let coloured = null;

/**
 * Keep a frame's colours. Data: {id, frame, picture (null: the same as last), rect (null: colours and shade are whole,
 * else of that rectangle of the frame that was told last), colours, shade (Pictures; shade may be null), told}.
 */
async function keepResult({ id, frame, told, ...changed }) {
  const { picture, colours, shade } = newest(frame, changed);
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

function newest(frame, { picture, rect, colours, shade }) {
  const last = coloured?.frame === frame ? coloured : {};
  const layer = (name, part) => (rect && part ? laidOver(last[name], part, rect) : part);
  coloured = { frame, picture: picture ?? last.picture, colours: layer("colours", colours), shade: layer("shade", shade) };
  return coloured;
}

/** A rectangle's bytes put into those of the whole. */
function laidOver(whole, part, { x, y, width, height }) {
  for (let row = 0; row < height; row += 1) {
    whole.bytes.set(part.bytes.subarray(4 * row * width, 4 * (row + 1) * width), 4 * ((y + row) * whole.width + x));
  }
  return whole;
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

/** A project: {record, pictures: [Picture], keys: [Picture | null], tiles, lines: [[index, tile]]} in its frames' order; or null. */
async function load({ id }) {
  const found = await transact("readonly", async (table) => {
    const project = await answer(table("projects").get(id));
    if (!project) return null;
    const of = async ({ id: frame }) => {
      const range = rowsOf(id, frame);
      const [picture, key] = await Promise.all(["pictures", "keys"].map((name) => answer(table(name).get([id, frame]))));
      const [keys, rows] = await Promise.all([answer(table("tiles").getAllKeys(range)), answer(table("tiles").getAll(range))]);
      const all = keys.map((place, at) => ({ layer: place.length > 3 ? LINES : "tiles", tile: [place.at(-1), rows[at]] }));
      const on = (layer) => all.filter((one) => one.layer === layer).map(({ tile }) => tile);
      return { picture, key, tiles: on("tiles"), lines: on(LINES) };
    };
    return { record: project.record, frames: await Promise.all(project.record.frames.map(of)) };
  });
  if (!found) return { made: null };
  const made = { record: found.record, pictures: [], keys: [], tiles: [], lines: [] };
  for (const { picture, key, ...layers } of found.frames) {
    made.pictures.push(await decodePng(picture));
    made.keys.push(key ? rgba(await decodePng(key)) : null);
    for (const name of ["tiles", LINES]) made[name].push(layers[name].map(([index, row]) => [index, unpack(row)]));
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
