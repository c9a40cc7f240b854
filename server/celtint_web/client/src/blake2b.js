/** BLAKE2b-256 (RFC 7693) in 32-bit halves, as JavaScript's numbers have no 64 bits. */

const START = Int32Array.of(
  0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a,
  0xade682d1, 0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19,
);
const SIGMA =
  "0123456789abcdefea489fd61c02b753b8c052fdae3671947931dcbe265a40f8905724afe1bc683d" +
  "2c6a0b834d75fe19c51fed4a0763928bdb7ec13950f4862a6fe9b308c2d714a5a2847615fb9e3cd0";
/** Where in a block the low halves lie of the words that each of twelve rounds takes; two rounds come again. */
const ORDER = Uint8Array.from(SIGMA + SIGMA.slice(0, 32), (digit) => 2 * parseInt(digit, 16));
const BLOCK = 128;
const SCRATCH = 512 * BLOCK;

const v = new Int32Array(32);

/** A hash that takes its bytes piece by piece. */
export class Blake2b {
  #state = START.slice();
  #scratch = new Uint8Array(SCRATCH);
  #words = new Int32Array(this.#scratch.buffer);
  #filled = 0;
  #total = 0;

  constructor() {
    this.#state[0] ^= 0x01010000 ^ 32; // no key, 32 bytes come out
  }

  /** @param {Uint8Array} bytes */
  update(bytes) {
    for (let at = 0; at < bytes.length; ) {
      if (this.#filled === SCRATCH) this.#compress(SCRATCH); // more comes: the last block isn't among them
      const taken = Math.min(bytes.length - at, SCRATCH - this.#filled);
      this.#scratch.set(bytes.subarray(at, at + taken), this.#filled);
      this.#filled += taken;
      at += taken;
    }
    return this;
  }

  /** The hash in hex, once. */
  hex() {
    const last = Math.max(0, Math.ceil(this.#filled / BLOCK) - 1) * BLOCK;
    this.#scratch.fill(0, this.#filled);
    const total = this.#total + this.#filled;
    this.#compress(last);
    mix(this.#state, this.#words, last / 4, total, -1);
    const bytes = new Uint8Array(this.#state.buffer, 0, 32);
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** @param {number} length of whole blocks */
  #compress(length) {
    for (let at = 0; at < length; at += BLOCK) mix(this.#state, this.#words, at / 4, (this.#total += BLOCK), 0);
    this.#filled = 0;
  }
}

/**
 * One block into the state; of all words the low halves come first.
 *
 * @type {(state: Int32Array, words: Int32Array, at: number, total: number, last: number) => void} last: -1 or 0
 */
function mix(state, words, at, total, last) {
  v.set(state);
  v.set(START, 16);
  v[24] ^= total;
  v[25] ^= total / 2 ** 32;
  v[28] ^= last;
  v[29] ^= last;
  for (let order = 0; order < 192; order += 16) {
    step(words, at, order, 0, 8, 16, 24);
    step(words, at, order + 2, 2, 10, 18, 26);
    step(words, at, order + 4, 4, 12, 20, 28);
    step(words, at, order + 6, 6, 14, 22, 30);
    step(words, at, order + 8, 0, 10, 20, 30);
    step(words, at, order + 10, 2, 12, 22, 24);
    step(words, at, order + 12, 4, 14, 16, 26);
    step(words, at, order + 14, 6, 8, 18, 28);
  }
  for (let n = 0; n < 16; n++) state[n] ^= v[n] ^ v[n + 16];
}

/**
 * G on four words of v. A carry is the top bit of what both have, or one has and the sum hasn't.
 *
 * @type {(words: Int32Array, at: number, order: number, a: number, b: number, c: number, d: number) => void}
 */
function step(words, at, order, a, b, c, d) {
  let al = v[a], ah = v[a + 1], bl = v[b], bh = v[b + 1], cl = v[c], ch = v[c + 1], dl = v[d], dh = v[d + 1];
  let x = at + ORDER[order];
  let xl = words[x];
  let low = (al + bl) | 0;
  ah = (ah + bh + (((al & bl) | ((al | bl) & ~low)) >>> 31)) | 0;
  al = (low + xl) | 0;
  ah = (ah + words[x + 1] + (((low & xl) | ((low | xl) & ~al)) >>> 31)) | 0;
  low = dl ^ al;
  let high = dh ^ ah;
  dl = high; // rotated by 32
  dh = low;
  low = (cl + dl) | 0;
  ch = (ch + dh + (((cl & dl) | ((cl | dl) & ~low)) >>> 31)) | 0;
  cl = low;
  low = bl ^ cl;
  high = bh ^ ch;
  bl = (low >>> 24) | (high << 8);
  bh = (high >>> 24) | (low << 8);
  x = at + ORDER[order + 1];
  xl = words[x];
  low = (al + bl) | 0;
  ah = (ah + bh + (((al & bl) | ((al | bl) & ~low)) >>> 31)) | 0;
  al = (low + xl) | 0;
  ah = (ah + words[x + 1] + (((low & xl) | ((low | xl) & ~al)) >>> 31)) | 0;
  low = dl ^ al;
  high = dh ^ ah;
  dl = (low >>> 16) | (high << 16);
  dh = (high >>> 16) | (low << 16);
  low = (cl + dl) | 0;
  ch = (ch + dh + (((cl & dl) | ((cl | dl) & ~low)) >>> 31)) | 0;
  cl = low;
  low = bl ^ cl;
  high = bh ^ ch;
  bl = (low << 1) | (high >>> 31); // by 63
  bh = (high << 1) | (low >>> 31);
  v[a] = al;
  v[a + 1] = ah;
  v[b] = bl;
  v[b + 1] = bh;
  v[c] = cl;
  v[c + 1] = ch;
  v[d] = dl;
  v[d + 1] = dh;
}
