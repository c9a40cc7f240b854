import { viewOf } from "./bytes.js";

/**
 * How large a picture is, from the beginning of its file: so that one that is too large is refused before it takes any
 * memory. Runs wherever JavaScript does.
 */

/** Exif data and profiles stand before the size in a JPEG, each at most 64 KiB. */
const LOOKED_AT = 1 << 20;

const ascii = (bytes, at, length) => String.fromCharCode(...bytes.subarray(at, at + length));

/**
 * @param {Blob} file
 * @returns {Promise<{kind: string, width: number, height: number}>} kind: "png", "jpeg", "gif", "webp", "avif", "zip"
 *   or ""; the sides are 0 if they aren't known
 */
export async function sizeOf(file) {
  const bytes = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer());
  for (const [kind, is, read] of KINDS) {
    if (!is(bytes)) continue;
    const [width, height] = read(bytes, viewOf(bytes)) ?? [0, 0];
    return { kind, width, height };
  }
  return { kind: "", width: 0, height: 0 };
}

const KINDS = [
  ["png", (bytes) => ascii(bytes, 1, 3) === "PNG" && ascii(bytes, 12, 4) === "IHDR" && bytes.length > 24, (_, view) => [view.getUint32(16), view.getUint32(20)]],
  ["jpeg", (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes.length > 4, jpeg],
  ["gif", (bytes) => ascii(bytes, 0, 4) === "GIF8" && bytes.length > 10, (_, view) => [view.getUint16(6, true), view.getUint16(8, true)]],
  ["webp", (bytes) => ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP" && bytes.length > 30, webp],
  ["avif", (bytes) => ascii(bytes, 4, 4) === "ftyp" && /avi[fs]/.test(ascii(bytes, 8, 32)), avif],
  ["zip", (bytes) => ascii(bytes, 0, 4) === "PK\x03\x04", () => null],
];

/** From the first start of a frame (ISO/IEC 10918-1, B.2.2). */
function jpeg(bytes, view) {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const mark = bytes[at + 1];
    if (mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark)) {
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    }
    at += mark === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

function webp(bytes, view) {
  const kind = ascii(bytes, 12, 4);
  if (kind === "VP8X") return [24, 27].map((at) => (view.getUint32(at, true) & 0xffffff) + 1);
  if (kind === "VP8 ") return [26, 28].map((at) => view.getUint16(at, true) & 0x3fff);
  const packed = view.getUint32(21, true);
  return [(packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1];
}

/** The largest of the pictures in it: a large one is made of tiles, and says its own size as well. */
function avif(bytes, view) {
  let largest = null;
  for (let at = 4; at + 16 <= bytes.length; at += 1) {
    if (bytes[at] !== 0x69 || ascii(bytes, at, 4) !== "ispe") continue;
    const size = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (!largest || size[0] * size[1] > largest[0] * largest[1]) largest = size;
  }
  return largest;
}
