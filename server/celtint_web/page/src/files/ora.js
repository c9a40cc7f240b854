import { textOf, utf8 } from "./bytes.js";
import { flatten, shrunk } from "./flatten.js";
import { decodePng, encodePng } from "./png.js";
import { zip } from "./zip.js";

/** OpenRaster 0.0.5: layers that Krita, GIMP and MyPaint open. */

const MIMETYPE = "image/openraster";
const THUMBNAIL = 256;
const BLENDS = { normal: "svg:src-over", multiply: "svg:multiply" };

/**
 * @param {{width: number, height: number, background: number[] | null, sheets: import("./flatten.js").Sheet[],
 *   names: Record<string, string>}} picture sheets from below; names: what each is called, by its id
 * @returns {Promise<Blob>}
 */
export async function encodeOra({ width, height, background, sheets, names }) {
  const all = background ? [paper(width, height, background, names), ...sheets] : sheets;
  const files = [{ name: "mimetype", bytes: utf8(MIMETYPE) }];
  const rows = [];
  for (const sheet of all) {
    const src = `data/${sheet.id}.png`;
    files.push({ name: src, bytes: await encodePng({ width, height, encoding: sheet.encoding, bytes: sheet.bytes }) });
    rows.unshift(layer(sheet, names[sheet.id], src));
  }
  const merged = { width, height, encoding: "rgba8", bytes: flatten({ width, height, background, sheets }) };
  files.push({ name: "mergedimage.png", bytes: await encodePng(merged) });
  files.push({ name: "Thumbnails/thumbnail.png", bytes: await encodePng(shrunk(merged, THUMBNAIL)) });
  const stack = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<image version="0.0.5" w="${width}" h="${height}" xres="300" yres="300">`,
    `<stack>`,
    ...rows,
    `</stack>`,
    `</image>`,
    ``,
  ].join("\n");
  files.splice(1, 0, { name: "stack.xml", bytes: utf8(stack), packed: true });
  return new Blob([await zip(files)], { type: MIMETYPE });
}

function paper(width, height, colour, names) {
  const bytes = flatten({ width, height, background: colour, sheets: [] });
  return { id: "background", name: names.background, encoding: "rgba8", bytes, opacity: 1, visible: true, blend: "normal" };
}

function layer({ opacity, visible, blend }, name, src) {
  const shown = visible ? "visible" : "hidden";
  return `<layer name="${escaped(name)}" src="${src}" x="0" y="0" opacity="${opacity}" visibility="${shown}" composite-op="${BLENDS[blend]}"/>`;
}

/** Text as it stands in an attribute of XML, which has no way to say most control characters. */
export function escaped(text) {
  const plain = [...text].filter((sign) => sign >= " " || sign === "\t").join("");
  return plain.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
}

/** What layers of lines and of hints are called. */
const LINES = /^(lines?|line ?art|inks?|linien|strich|tusche|outlines?)\b/i;
const HINTS = /^(dabs?|hints?|tupfer|farbtupfer|hinweise)\b/i;

/**
 * The drawing in an OpenRaster file: its layer of lines if one is called so, and hints beside it; else the whole.
 * @param {Map<string, () => Promise<Uint8Array>>} files of the archive
 * @param {(bytes: Uint8Array) => Promise<object>} decoded reads a PNG that isn't read here
 * @returns {Promise<{picture: object, hints: object | null, layers: string[]}>} layers: the names of those taken
 */
export async function decodeOra(files, decoded) {
  const stack = textOf(await files.get("stack.xml")());
  const layers = layersOf(stack);
  const read = async (src) => {
    const bytes = await files.get(src)();
    return (await decodePng(bytes)) ?? decoded(bytes);
  };
  const size = { width: number(stack, "w"), height: number(stack, "h") };
  const lines = layers.find(({ name }) => LINES.test(name));
  const dabs = lines && layers.find(({ name }) => HINTS.test(name));
  if (!lines && files.has("mergedimage.png")) return { picture: await read("mergedimage.png"), hints: null, layers: [] };
  const chosen = lines ?? layers[0];
  const placed = async (one) => place(await read(one.src), one, size);
  const picture = await placed(chosen);
  const hints = dabs ? await placed(dabs) : null;
  return { picture, hints, layers: [chosen, dabs].filter(Boolean).map(({ name }) => name) };
}

function layersOf(stack) {
  return [...stack.matchAll(/<layer\b[^>]*>/g)]
    .map(([tag]) => ({ name: text(tag, "name"), src: text(tag, "src"), x: number(tag, "x"), y: number(tag, "y") }))
    .filter(({ src }) => src.endsWith(".png"));
}

function text(tag, name) {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const signs = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return (found?.[1] ?? found?.[2] ?? "").replace(/&(amp|lt|gt|quot|apos);/g, (_, sign) => signs[sign]);
}

function number(tag, name) {
  return Math.round(Number(text(tag, name))) || 0;
}

/** A layer on a sheet of the picture's size; the same if it is of that size already. */
function place(layer, { x, y }, size) {
  const { width, height, encoding, bytes } = layer;
  if (!x && !y && width === size.width && height === size.height) return layer;
  const channels = encoding === "l8" ? 1 : 4;
  const made = new Uint8Array(4 * size.width * size.height);
  for (let row = Math.max(0, -y); row < Math.min(height, size.height - y); row += 1) {
    for (let column = Math.max(0, -x); column < Math.min(width, size.width - x); column += 1) {
      const from = (row * width + column) * channels;
      const to = 4 * ((row + y) * size.width + column + x);
      for (let at = 0; at < 4; at += 1) made[to + at] = channels === 1 ? (at < 3 ? bytes[from] : 255) : bytes[from + at];
    }
  }
  return { ...size, encoding: "rgba8", bytes: made };
}
