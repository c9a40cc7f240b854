import { joined, utf8, viewOf } from "./bytes.js";

/**
 * Animations as GIF89a. Up to 256 colours all together are kept exactly; more become the commonest of them and for the
 * rest the nearest, without dithering: flats stay flat.
 */

const MOST = 256;

/**
 * @param {{width: number, height: number, bytes: Uint8Array}[]} frames RGBA, all of one size; alpha under half is clear
 * @param {{rate: number}} how frames a second; GIF counts hundredths of a second
 * @returns {Uint8Array}
 */
export function encodeGif(frames, { rate }) {
  const [{ width, height }] = frames;
  const { colours, indices, clear } = palette(frames);
  const bits = Math.max(2, Math.ceil(Math.log2(colours.length)));
  const head = new Uint8Array(13 + 3 * (1 << bits));
  head.set(utf8("GIF89a"));
  const view = viewOf(head);
  view.setUint16(6, width, true);
  view.setUint16(8, height, true);
  head[10] = 0xf0 | (bits - 1);
  colours.forEach((colour, at) => head.set([colour & 255, (colour >> 8) & 255, (colour >> 16) & 255], 13 + 3 * at));
  const loop = [...utf8("NETSCAPE2.0")];
  const parts = [head, Uint8Array.of(0x21, 0xff, 11, ...loop, 3, 1, 0, 0, 0)];
  let told = 0;
  frames.forEach((frame, at) => {
    const end = Math.round((100 * (at + 1)) / rate);
    parts.push(control(Math.max(2, end - told), clear), description(width, height), Uint8Array.of(bits));
    told = end;
    parts.push(blocks(lzw(numbers(frame, indices), bits)));
  });
  return joined([...parts, Uint8Array.of(0x3b)]);
}

function control(delay, clear) {
  const made = Uint8Array.of(0x21, 0xf9, 4, (clear === null ? 1 : 2) << 2, 0, 0, clear ?? 0, 0);
  if (clear !== null) made[3] |= 1;
  viewOf(made).setUint16(4, delay, true);
  return made;
}

function description(width, height) {
  const made = new Uint8Array(10);
  made[0] = 0x2c;
  viewOf(made).setUint16(5, width, true);
  viewOf(made).setUint16(7, height, true);
  return made;
}

/** A colour as a number, -1 if it is clear. */
function colourAt(pixel) {
  return pixel >>> 31 ? pixel & 0xffffff : -1;
}

function pixelsOf({ bytes }) {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

/** Which colours there are: {colours, indices: a Map to their places, clear: the place of none, or null}. */
function palette(frames) {
  const counts = new Map();
  for (const frame of frames) {
    const pixels = pixelsOf(frame);
    for (let at = 0; at < pixels.length; ) {
      const start = at;
      while (at < pixels.length && pixels[at] === pixels[start]) at += 1;
      const colour = colourAt(pixels[start]);
      counts.set(colour, (counts.get(colour) ?? 0) + at - start);
    }
  }
  const clear = counts.delete(-1);
  const room = MOST - (clear ? 1 : 0);
  const common = [...counts].sort((one, other) => other[1] - one[1]).map(([colour]) => colour);
  const colours = common.length <= room ? common : chosen(counts, common, room);
  const indices = new Map(colours.map((colour, at) => [colour, at]));
  for (const colour of common) if (!indices.has(colour)) indices.set(colour, nearest(colours, colour));
  if (clear) {
    indices.set(-1, colours.length);
    return { colours: [...colours, 0], indices, clear: colours.length };
  }
  return { colours: colours.length ? colours : [0], indices, clear: null };
}

/** Of too many colours the flats, as they are, and of what lies between them one of each corner of the cube of colours. */
function chosen(counts, common, room) {
  const flats = common.slice(0, room / 2);
  const cells = new Map();
  for (const colour of common.slice(flats.length)) {
    const cell = colour & 0xe0e0e0;
    const best = cells.get(cell) ?? { total: 0, colour };
    best.total += counts.get(colour);
    cells.set(cell, best);
  }
  const between = [...cells.values()].sort((one, other) => other.total - one.total).map(({ colour }) => colour);
  return [...flats, ...between].slice(0, room);
}

function nearest(colours, wanted) {
  let best = 0;
  let least = Infinity;
  colours.forEach((colour, at) => {
    const apart = [0, 8, 16].reduce((sum, shift) => sum + (((colour >> shift) & 255) - ((wanted >> shift) & 255)) ** 2, 0);
    if (apart < least) {
      least = apart;
      best = at;
    }
  });
  return best;
}

function numbers(frame, indices) {
  const pixels = pixelsOf(frame);
  const made = new Uint8Array(pixels.length);
  let last = null;
  let number = 0;
  for (let at = 0; at < pixels.length; at += 1) {
    if (pixels[at] !== last) {
      last = pixels[at];
      number = indices.get(colourAt(last));
    }
    made[at] = number;
  }
  return made;
}

/** Codes of growing width, as GIF packs them (its specification, appendix F). */
function lzw(values, bits) {
  const clear = 1 << bits;
  let out = new Uint8Array(1 << 16);
  let length = 0;
  let held = 0;
  let count = 0;
  const next = new Int16Array(4096 * 256);
  let width = bits + 1;
  let known = clear + 2;
  const write = (code) => {
    held |= code << count;
    count += width;
    if (length + 4 > out.length) out = joined([out, new Uint8Array(out.length)]);
    for (; count >= 8; count -= 8, held >>>= 8) out[length++] = held & 255;
  };
  write(clear);
  let prefix = values[0];
  for (let at = 1; at < values.length; at += 1) {
    const value = values[at];
    const found = next[(prefix << 8) | value];
    if (found) {
      prefix = found;
      continue;
    }
    write(prefix);
    if (known < 4096) {
      next[(prefix << 8) | value] = known;
      if (known === 1 << width) width += 1;
      known += 1;
    } else {
      write(clear);
      next.fill(0);
      width = bits + 1;
      known = clear + 2;
    }
    prefix = value;
  }
  write(prefix);
  if (known === 1 << width && width < 12) width += 1; // the reader has learned one more by now
  write(clear + 1);
  if (count > 0) out[length++] = held & 255;
  return out.subarray(0, length);
}

/** In blocks of at most 255 bytes. */
function blocks(data) {
  const made = new Uint8Array(data.length + Math.ceil(data.length / 255) + 1);
  let at = 0;
  for (let from = 0; from < data.length; from += 255) {
    const block = data.subarray(from, from + 255);
    made[at] = block.length;
    made.set(block, at + 1);
    at += block.length + 1;
  }
  return made;
}
