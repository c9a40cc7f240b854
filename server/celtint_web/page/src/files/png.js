import { crc32, deflated, inflated, joined, utf8, viewOf } from "./bytes.js";

/**
 * PNG (ISO/IEC 15948) written and read by hand, since a canvas keeps colours multiplied by their alpha and so loses
 * those that are nearly clear. Pixels are straight RGBA or grey bytes, as they are.
 */

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
const GREY = 0;
const COLOUR = 2;
const PALETTE = 3;
const GREY_ALPHA = 4;
const RGBA = 6;
const CHANNELS = { [GREY]: 1, [COLOUR]: 3, [PALETTE]: 1, [GREY_ALPHA]: 2, [RGBA]: 4 };

/**
 * A PNG file of 8 bits a channel. What is opaque all over is written without alpha.
 * @param {{width: number, height: number, encoding: "l8" | "rgba8", bytes: Uint8Array | Uint8ClampedArray}} picture
 * @returns {Promise<Uint8Array>}
 */
export async function encodePng({ width, height, encoding, bytes }) {
  const type = encoding === "l8" ? GREY : opaque(bytes) ? COLOUR : RGBA;
  const head = new Uint8Array(13);
  viewOf(head).setUint32(0, width);
  viewOf(head).setUint32(4, height);
  head[8] = 8;
  head[9] = type;
  const data = await deflated(filtered(width, height, type, bytes), "deflate");
  return joined([SIGNATURE, chunk("IHDR", head), chunk("sRGB", Uint8Array.of(0)), chunk("IDAT", data), chunk("IEND")]);
}

function opaque(rgba) {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
}

function chunk(name, data = new Uint8Array(0)) {
  const made = new Uint8Array(12 + data.length);
  const view = viewOf(made);
  view.setUint32(0, data.length);
  made.set(utf8(name), 4);
  made.set(data, 8);
  view.setUint32(8 + data.length, crc32(made.subarray(4, 8 + data.length)));
  return made;
}

/** Rows as differences to the row above: flats and lines repeat downwards, and then there is next to nothing left. */
function filtered(width, height, type, bytes) {
  const channels = CHANNELS[type];
  const row = width * channels;
  const made = new Uint8Array(height * (row + 1));
  let above = new Uint8Array(row);
  let line = new Uint8Array(row);
  for (let y = 0; y < height; y += 1) {
    if (type === COLOUR) {
      for (let x = 0, from = 4 * y * width; x < row; x += 3, from += 4) {
        line[x] = bytes[from];
        line[x + 1] = bytes[from + 1];
        line[x + 2] = bytes[from + 2];
      }
    } else line.set(bytes.subarray(y * row, (y + 1) * row));
    const at = y * (row + 1);
    made[at] = 2;
    for (let x = 0; x < row; x += 1) made[at + 1 + x] = line[x] - above[x];
    [above, line] = [line, above];
  }
  return made;
}

/**
 * The pixels of a PNG file, or null if it is of a kind that is left to the browser: interlaced, or of colours that a
 * profile or gamma explains. Raises if it is broken.
 * @param {Uint8Array} file
 * @returns {Promise<{width: number, height: number, encoding: "l8" | "rgba8", bytes: Uint8Array} | null>}
 */
export async function decodePng(file) {
  const head = readHead(file);
  if (!head) return null;
  const { width, height, depth, type } = head;
  const lines = await inflated(joined(head.data), "deflate");
  const bits = depth * CHANNELS[type];
  const row = Math.ceil((width * bits) / 8);
  if (lines.length < height * (row + 1)) throw new Error("The PNG file is broken off.");
  unfilter(lines, height, row, Math.max(1, bits / 8));
  const grey = type === GREY && !head.clear;
  const bytes = new Uint8Array(width * height * (grey ? 1 : 4));
  const samples = new Uint16Array(width * CHANNELS[type]);
  for (let y = 0; y < height; y += 1) {
    unpack(lines.subarray(y * (row + 1) + 1, (y + 1) * (row + 1)), depth, samples);
    const target = bytes.subarray((y * bytes.length) / height, ((y + 1) * bytes.length) / height);
    if (grey) for (let x = 0; x < width; x += 1) target[x] = byte(samples[x], depth);
    else spread(samples, target, head);
  }
  return { width, height, encoding: grey ? "l8" : "rgba8", bytes };
}

/** What the chunks say, or null for what isn't read here. */
function readHead(file) {
  if (file.length < 33 || SIGNATURE.some((value, at) => file[at] !== value)) return null;
  const view = viewOf(file);
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const [depth, type, , , interlaced] = file.subarray(24, 29);
  if (interlaced || !(type in CHANNELS) || width * height === 0) return null;
  const head = { width, height, depth, type, data: [], palette: null, clear: null };
  for (let at = 8; at + 12 <= file.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8));
    const data = file.subarray(at + 8, at + 8 + length);
    if (name === "IDAT") head.data.push(data);
    else if (name === "PLTE") head.palette = data;
    else if (name === "tRNS") head.clear = data;
    else if (name === "IEND") break;
    else if (name === "iCCP" || name === "cICP") return null;
    else if (name === "gAMA" && viewOf(data).getUint32(0) !== 45455) return null;
    at += 12 + length;
  }
  return head;
}

function unfilter(lines, height, row, apart) {
  let above = new Uint8Array(row);
  for (let y = 0; y < height; y += 1) {
    const kind = lines[y * (row + 1)];
    const line = lines.subarray(y * (row + 1) + 1, (y + 1) * (row + 1));
    if (kind === 1) for (let x = apart; x < row; x += 1) line[x] += line[x - apart];
    else if (kind === 2) for (let x = 0; x < row; x += 1) line[x] += above[x];
    else if (kind === 3) {
      for (let x = 0; x < row; x += 1) line[x] += ((x < apart ? 0 : line[x - apart]) + above[x]) >> 1;
    } else if (kind === 4) {
      for (let x = 0; x < row; x += 1) line[x] += x < apart ? above[x] : paeth(line[x - apart], above[x], above[x - apart]);
    } else if (kind !== 0) throw new Error("The PNG file is broken.");
    above = line;
  }
}

function paeth(left, up, corner) {
  const byLeft = Math.abs(up - corner);
  const byUp = Math.abs(left - corner);
  const byCorner = Math.abs(left + up - 2 * corner);
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

/** The numbers of a row, of 1 to 16 bits. */
function unpack(line, depth, samples) {
  for (let x = 0; x < samples.length; x += 1) {
    if (depth === 8) samples[x] = line[x];
    else if (depth === 16) samples[x] = (line[2 * x] << 8) | line[2 * x + 1];
    else samples[x] = (line[(x * depth) >> 3] >> (8 - depth - ((x * depth) & 7))) & ((1 << depth) - 1);
  }
}

function byte(sample, depth) {
  return depth === 8 ? sample : Math.round((255 * sample) / ((1 << depth) - 1));
}

/** A row's numbers as RGBA. */
function spread(samples, target, { type, depth, palette, clear }) {
  const channels = CHANNELS[type];
  const key = clear && type !== PALETTE ? Array.from({ length: channels }, (_, at) => (clear[2 * at] << 8) | clear[2 * at + 1]) : null;
  for (let from = 0, to = 0; to < target.length; from += channels, to += 4) {
    if (type === PALETTE) {
      target.set(palette.subarray(3 * samples[from], 3 * samples[from] + 3), to);
      target[to + 3] = clear?.[samples[from]] ?? 255;
      continue;
    }
    const grey = channels < 3;
    for (let at = 0; at < 3; at += 1) target[to + at] = byte(samples[from + (grey ? 0 : at)], depth);
    const alpha = channels % 2 ? null : byte(samples[from + channels - 1], depth);
    target[to + 3] = alpha ?? (key?.every((value, at) => value === samples[from + at]) ? 0 : 255);
  }
}
