/**
 * Kept parts: what a connection was sent before travels as a ref, its hash.
 *
 * Hashing takes longer than sending on one machine, so a part is hashed once it was sent, in slices between which
 * others get their turn. A fast sum notices bytes that were changed since.
 */

import { Blake2b } from "./blake2b.js";
import { view } from "./framing.js";

const SLICE = 1 << 18;
const TURN = 8; // milliseconds
const REMEMBERED = 256;

/**
 * @typedef {import("./index.js").SentPart} SentPart
 * @typedef {import("./framing.js").Parts} Parts
 */

/** Sums and hashes of parts by the buffer they lie in. @type {WeakMap<object, Map<string, { sum: number, ref: string }>>} */
const known = new WeakMap();

export class Kept {
  /** @type {Set<string>} */
  #sent = new Set();

  /**
   * A request's parts with refs for those that the server should still have, and what to call once they were sent.
   *
   * @type {(parts: Parts) => { parts: Parts, sent: () => void }}
   */
  referred(parts) {
    const found = { ...parts };
    /** @type {(() => void)[]} */
    const later = [];
    for (const [name, part] of Object.entries(parts)) {
      if (part == null || "ref" in part || !part.keep) continue;
      const sum = sumOf(view(part.bytes));
      const ref = hashOf(part, sum);
      if (ref && this.#sent.has(ref)) found[name] = { ref };
      later.push(() => (ref ? this.#remember(ref) : void this.#hash(part, sum)));
    }
    return { parts: found, sent: () => later.forEach((each) => each()) };
  }

  /** @param {string[]} refs */
  forget(refs) {
    for (const ref of refs) this.#sent.delete(ref);
  }

  /** @param {string} ref */
  #remember(ref) {
    this.#sent.delete(ref);
    this.#sent.add(ref);
    if (this.#sent.size > REMEMBERED) this.#sent.delete(/** @type {string} */ (this.#sent.values().next().value));
  }

  /** @type {(part: SentPart, sum: number) => Promise<void>} */
  async #hash(part, sum) {
    const ref = await digest(part);
    const bytes = view(part.bytes);
    if (sumOf(bytes) !== sum) return; // painted over meanwhile: the hash is of neither
    const hashes = known.get(bytes.buffer) ?? new Map();
    known.set(bytes.buffer, hashes.set(place(part), { sum, ref }));
    this.#remember(ref);
  }
}

/** @param {SentPart} part */
export async function digest(part) {
  const { encoding, width, height } = part;
  const bytes = view(part.bytes);
  const hash = new Blake2b().update(new TextEncoder().encode(`${encoding} ${width} ${height}\n`));
  let turn = performance.now() + TURN;
  for (let at = 0; at < bytes.length; at += SLICE) {
    hash.update(bytes.subarray(at, at + SLICE));
    if (performance.now() > turn) {
      await new Promise((go) => setTimeout(go));
      turn = performance.now() + TURN;
    }
  }
  return hash.hex();
}

/** @type {(part: SentPart, sum: number) => string | undefined} */
function hashOf(part, sum) {
  const hashed = known.get(view(part.bytes).buffer)?.get(place(part));
  return hashed?.sum === sum ? hashed.ref : undefined;
}

/** @param {SentPart} part */
function place(part) {
  const { byteOffset, length } = view(part.bytes);
  return `${part.encoding} ${part.width} ${part.height} ${byteOffset} ${length}`;
}

/** @param {Uint8Array} bytes */
function sumOf(bytes) {
  const first = Math.min(bytes.length, -bytes.byteOffset & 3);
  const count = (bytes.length - first) >> 2;
  const words = count ? new Int32Array(bytes.buffer, bytes.byteOffset + first, count) : [];
  let sum = 0;
  for (let n = 0; n < count; n++) sum = (Math.imul(sum ^ words[n], 0x01000193) + (sum >>> 15)) | 0;
  for (const byte of [...bytes.subarray(0, first), ...bytes.subarray(first + 4 * count)]) {
    sum = Math.imul(sum ^ byte, 0x01000193);
  }
  return sum;
}
