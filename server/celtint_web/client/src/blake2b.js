/** BLAKE2b-256 (RFC 7693) in 32-bit halves, as JavaScript's numbers have no 64 bits. */

const START = Int32Array.from([
  0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a, 0xade682d1,
  0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19,
]);
const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
/** Where in a block the low half of each word lies that a round takes, twelve rounds of sixteen. */
const ORDER = Uint8Array.from([...SIGMA, SIGMA[0], SIGMA[1]].flat(), (word) => 2 * word);
const BLOCK = 128;
const SCRATCH = 512 * BLOCK;

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
      if (this.#filled === SCRATCH) this.#compress(SCRATCH); // never the last block: that one ends the hash
      const taken = Math.min(bytes.length - at, SCRATCH - this.#filled);
      this.#scratch.set(bytes.subarray(at, at + taken), this.#filled);
      this.#filled += taken;
      at += taken;
    }
    return this;
  }

  /** @returns {string} the hash in hex; afterwards this can't be used any more */
  hex() {
    const whole = Math.max(0, Math.ceil(this.#filled / BLOCK) - 1) * BLOCK;
    const last = this.#filled - whole;
    if (whole) this.#compress(whole, last);
    this.#scratch.fill(0, last, BLOCK);
    this.#total += last;
    mix(this.#state, this.#words, 0, this.#total, -1);
    let hex = "";
    for (const word of this.#state.subarray(0, 8)) {
      for (let shift = 0; shift < 32; shift += 8) hex += ((word >>> shift) & 255).toString(16).padStart(2, "0");
    }
    return hex;
  }

  /**
   * Take the first `length` bytes, whole blocks, out of the scratch; the `rest` behind them moves to its start.
   *
   * @param {number} length
   */
  #compress(length, rest = 0) {
    for (let at = 0; at < length; at += BLOCK) {
      this.#total += BLOCK;
      mix(this.#state, this.#words, at / 4, this.#total, 0);
    }
    if (rest) this.#scratch.copyWithin(0, length, length + rest);
    this.#filled = rest;
  }
}

/**
 * One block into the state. Written out, as eight steps with the whole vector in variables are three times as fast as
 * one step with it in an array. A carry is the top bit of what both have or one of them has and the sum hasn't.
 *
 * @param {Int32Array} state sixteen halves, low ones first
 * @param {Int32Array} words
 * @param {number} block where it begins among the words
 * @param {number} total bytes so far, this block's too
 * @param {number} last -1 for the last block, else 0
 */
function mix(state, words, block, total, last) {
  let l0 = state[0], h0 = state[1];
  let l1 = state[2], h1 = state[3];
  let l2 = state[4], h2 = state[5];
  let l3 = state[6], h3 = state[7];
  let l4 = state[8], h4 = state[9];
  let l5 = state[10], h5 = state[11];
  let l6 = state[12], h6 = state[13];
  let l7 = state[14], h7 = state[15];
  let l8 = START[0], h8 = START[1];
  let l9 = START[2], h9 = START[3];
  let l10 = START[4], h10 = START[5];
  let l11 = START[6], h11 = START[7];
  let l12 = START[8], h12 = START[9];
  let l13 = START[10], h13 = START[11];
  let l14 = START[12], h14 = START[13];
  let l15 = START[14], h15 = START[15];
  l12 ^= total;
  h12 ^= total / 2 ** 32;
  l14 ^= last;
  h14 ^= last;
  let at = 0, low = 0, high = 0, sum = 0;
  for (let order = 0; order < 192; order += 16) {
    // 0, 4, 8, 12
    at = block + ORDER[order + 0], low = words[at], high = words[at + 1];
    sum = (l0 + l4) | 0, h0 = (h0 + h4 + (((l0 & l4) | ((l0 | l4) & ~sum)) >>> 31)) | 0, l0 = sum;
    sum = (l0 + low) | 0, h0 = (h0 + high + (((l0 & low) | ((l0 | low) & ~sum)) >>> 31)) | 0, l0 = sum;
    low = l12 ^ l0, l12 = h12 ^ h0, h12 = low;
    sum = (l8 + l12) | 0, h8 = (h8 + h12 + (((l8 & l12) | ((l8 | l12) & ~sum)) >>> 31)) | 0, l8 = sum;
    low = l4 ^ l8, high = h4 ^ h8, l4 = (low >>> 24) | (high << 8), h4 = (high >>> 24) | (low << 8);
    at = block + ORDER[order + 1], low = words[at], high = words[at + 1];
    sum = (l0 + l4) | 0, h0 = (h0 + h4 + (((l0 & l4) | ((l0 | l4) & ~sum)) >>> 31)) | 0, l0 = sum;
    sum = (l0 + low) | 0, h0 = (h0 + high + (((l0 & low) | ((l0 | low) & ~sum)) >>> 31)) | 0, l0 = sum;
    low = l12 ^ l0, high = h12 ^ h0, l12 = (low >>> 16) | (high << 16), h12 = (high >>> 16) | (low << 16);
    sum = (l8 + l12) | 0, h8 = (h8 + h12 + (((l8 & l12) | ((l8 | l12) & ~sum)) >>> 31)) | 0, l8 = sum;
    low = l4 ^ l8, high = h4 ^ h8, l4 = (low << 1) | (high >>> 31), h4 = (high << 1) | (low >>> 31);
    // 1, 5, 9, 13
    at = block + ORDER[order + 2], low = words[at], high = words[at + 1];
    sum = (l1 + l5) | 0, h1 = (h1 + h5 + (((l1 & l5) | ((l1 | l5) & ~sum)) >>> 31)) | 0, l1 = sum;
    sum = (l1 + low) | 0, h1 = (h1 + high + (((l1 & low) | ((l1 | low) & ~sum)) >>> 31)) | 0, l1 = sum;
    low = l13 ^ l1, l13 = h13 ^ h1, h13 = low;
    sum = (l9 + l13) | 0, h9 = (h9 + h13 + (((l9 & l13) | ((l9 | l13) & ~sum)) >>> 31)) | 0, l9 = sum;
    low = l5 ^ l9, high = h5 ^ h9, l5 = (low >>> 24) | (high << 8), h5 = (high >>> 24) | (low << 8);
    at = block + ORDER[order + 3], low = words[at], high = words[at + 1];
    sum = (l1 + l5) | 0, h1 = (h1 + h5 + (((l1 & l5) | ((l1 | l5) & ~sum)) >>> 31)) | 0, l1 = sum;
    sum = (l1 + low) | 0, h1 = (h1 + high + (((l1 & low) | ((l1 | low) & ~sum)) >>> 31)) | 0, l1 = sum;
    low = l13 ^ l1, high = h13 ^ h1, l13 = (low >>> 16) | (high << 16), h13 = (high >>> 16) | (low << 16);
    sum = (l9 + l13) | 0, h9 = (h9 + h13 + (((l9 & l13) | ((l9 | l13) & ~sum)) >>> 31)) | 0, l9 = sum;
    low = l5 ^ l9, high = h5 ^ h9, l5 = (low << 1) | (high >>> 31), h5 = (high << 1) | (low >>> 31);
    // 2, 6, 10, 14
    at = block + ORDER[order + 4], low = words[at], high = words[at + 1];
    sum = (l2 + l6) | 0, h2 = (h2 + h6 + (((l2 & l6) | ((l2 | l6) & ~sum)) >>> 31)) | 0, l2 = sum;
    sum = (l2 + low) | 0, h2 = (h2 + high + (((l2 & low) | ((l2 | low) & ~sum)) >>> 31)) | 0, l2 = sum;
    low = l14 ^ l2, l14 = h14 ^ h2, h14 = low;
    sum = (l10 + l14) | 0, h10 = (h10 + h14 + (((l10 & l14) | ((l10 | l14) & ~sum)) >>> 31)) | 0, l10 = sum;
    low = l6 ^ l10, high = h6 ^ h10, l6 = (low >>> 24) | (high << 8), h6 = (high >>> 24) | (low << 8);
    at = block + ORDER[order + 5], low = words[at], high = words[at + 1];
    sum = (l2 + l6) | 0, h2 = (h2 + h6 + (((l2 & l6) | ((l2 | l6) & ~sum)) >>> 31)) | 0, l2 = sum;
    sum = (l2 + low) | 0, h2 = (h2 + high + (((l2 & low) | ((l2 | low) & ~sum)) >>> 31)) | 0, l2 = sum;
    low = l14 ^ l2, high = h14 ^ h2, l14 = (low >>> 16) | (high << 16), h14 = (high >>> 16) | (low << 16);
    sum = (l10 + l14) | 0, h10 = (h10 + h14 + (((l10 & l14) | ((l10 | l14) & ~sum)) >>> 31)) | 0, l10 = sum;
    low = l6 ^ l10, high = h6 ^ h10, l6 = (low << 1) | (high >>> 31), h6 = (high << 1) | (low >>> 31);
    // 3, 7, 11, 15
    at = block + ORDER[order + 6], low = words[at], high = words[at + 1];
    sum = (l3 + l7) | 0, h3 = (h3 + h7 + (((l3 & l7) | ((l3 | l7) & ~sum)) >>> 31)) | 0, l3 = sum;
    sum = (l3 + low) | 0, h3 = (h3 + high + (((l3 & low) | ((l3 | low) & ~sum)) >>> 31)) | 0, l3 = sum;
    low = l15 ^ l3, l15 = h15 ^ h3, h15 = low;
    sum = (l11 + l15) | 0, h11 = (h11 + h15 + (((l11 & l15) | ((l11 | l15) & ~sum)) >>> 31)) | 0, l11 = sum;
    low = l7 ^ l11, high = h7 ^ h11, l7 = (low >>> 24) | (high << 8), h7 = (high >>> 24) | (low << 8);
    at = block + ORDER[order + 7], low = words[at], high = words[at + 1];
    sum = (l3 + l7) | 0, h3 = (h3 + h7 + (((l3 & l7) | ((l3 | l7) & ~sum)) >>> 31)) | 0, l3 = sum;
    sum = (l3 + low) | 0, h3 = (h3 + high + (((l3 & low) | ((l3 | low) & ~sum)) >>> 31)) | 0, l3 = sum;
    low = l15 ^ l3, high = h15 ^ h3, l15 = (low >>> 16) | (high << 16), h15 = (high >>> 16) | (low << 16);
    sum = (l11 + l15) | 0, h11 = (h11 + h15 + (((l11 & l15) | ((l11 | l15) & ~sum)) >>> 31)) | 0, l11 = sum;
    low = l7 ^ l11, high = h7 ^ h11, l7 = (low << 1) | (high >>> 31), h7 = (high << 1) | (low >>> 31);
    // 0, 5, 10, 15
    at = block + ORDER[order + 8], low = words[at], high = words[at + 1];
    sum = (l0 + l5) | 0, h0 = (h0 + h5 + (((l0 & l5) | ((l0 | l5) & ~sum)) >>> 31)) | 0, l0 = sum;
    sum = (l0 + low) | 0, h0 = (h0 + high + (((l0 & low) | ((l0 | low) & ~sum)) >>> 31)) | 0, l0 = sum;
    low = l15 ^ l0, l15 = h15 ^ h0, h15 = low;
    sum = (l10 + l15) | 0, h10 = (h10 + h15 + (((l10 & l15) | ((l10 | l15) & ~sum)) >>> 31)) | 0, l10 = sum;
    low = l5 ^ l10, high = h5 ^ h10, l5 = (low >>> 24) | (high << 8), h5 = (high >>> 24) | (low << 8);
    at = block + ORDER[order + 9], low = words[at], high = words[at + 1];
    sum = (l0 + l5) | 0, h0 = (h0 + h5 + (((l0 & l5) | ((l0 | l5) & ~sum)) >>> 31)) | 0, l0 = sum;
    sum = (l0 + low) | 0, h0 = (h0 + high + (((l0 & low) | ((l0 | low) & ~sum)) >>> 31)) | 0, l0 = sum;
    low = l15 ^ l0, high = h15 ^ h0, l15 = (low >>> 16) | (high << 16), h15 = (high >>> 16) | (low << 16);
    sum = (l10 + l15) | 0, h10 = (h10 + h15 + (((l10 & l15) | ((l10 | l15) & ~sum)) >>> 31)) | 0, l10 = sum;
    low = l5 ^ l10, high = h5 ^ h10, l5 = (low << 1) | (high >>> 31), h5 = (high << 1) | (low >>> 31);
    // 1, 6, 11, 12
    at = block + ORDER[order + 10], low = words[at], high = words[at + 1];
    sum = (l1 + l6) | 0, h1 = (h1 + h6 + (((l1 & l6) | ((l1 | l6) & ~sum)) >>> 31)) | 0, l1 = sum;
    sum = (l1 + low) | 0, h1 = (h1 + high + (((l1 & low) | ((l1 | low) & ~sum)) >>> 31)) | 0, l1 = sum;
    low = l12 ^ l1, l12 = h12 ^ h1, h12 = low;
    sum = (l11 + l12) | 0, h11 = (h11 + h12 + (((l11 & l12) | ((l11 | l12) & ~sum)) >>> 31)) | 0, l11 = sum;
    low = l6 ^ l11, high = h6 ^ h11, l6 = (low >>> 24) | (high << 8), h6 = (high >>> 24) | (low << 8);
    at = block + ORDER[order + 11], low = words[at], high = words[at + 1];
    sum = (l1 + l6) | 0, h1 = (h1 + h6 + (((l1 & l6) | ((l1 | l6) & ~sum)) >>> 31)) | 0, l1 = sum;
    sum = (l1 + low) | 0, h1 = (h1 + high + (((l1 & low) | ((l1 | low) & ~sum)) >>> 31)) | 0, l1 = sum;
    low = l12 ^ l1, high = h12 ^ h1, l12 = (low >>> 16) | (high << 16), h12 = (high >>> 16) | (low << 16);
    sum = (l11 + l12) | 0, h11 = (h11 + h12 + (((l11 & l12) | ((l11 | l12) & ~sum)) >>> 31)) | 0, l11 = sum;
    low = l6 ^ l11, high = h6 ^ h11, l6 = (low << 1) | (high >>> 31), h6 = (high << 1) | (low >>> 31);
    // 2, 7, 8, 13
    at = block + ORDER[order + 12], low = words[at], high = words[at + 1];
    sum = (l2 + l7) | 0, h2 = (h2 + h7 + (((l2 & l7) | ((l2 | l7) & ~sum)) >>> 31)) | 0, l2 = sum;
    sum = (l2 + low) | 0, h2 = (h2 + high + (((l2 & low) | ((l2 | low) & ~sum)) >>> 31)) | 0, l2 = sum;
    low = l13 ^ l2, l13 = h13 ^ h2, h13 = low;
    sum = (l8 + l13) | 0, h8 = (h8 + h13 + (((l8 & l13) | ((l8 | l13) & ~sum)) >>> 31)) | 0, l8 = sum;
    low = l7 ^ l8, high = h7 ^ h8, l7 = (low >>> 24) | (high << 8), h7 = (high >>> 24) | (low << 8);
    at = block + ORDER[order + 13], low = words[at], high = words[at + 1];
    sum = (l2 + l7) | 0, h2 = (h2 + h7 + (((l2 & l7) | ((l2 | l7) & ~sum)) >>> 31)) | 0, l2 = sum;
    sum = (l2 + low) | 0, h2 = (h2 + high + (((l2 & low) | ((l2 | low) & ~sum)) >>> 31)) | 0, l2 = sum;
    low = l13 ^ l2, high = h13 ^ h2, l13 = (low >>> 16) | (high << 16), h13 = (high >>> 16) | (low << 16);
    sum = (l8 + l13) | 0, h8 = (h8 + h13 + (((l8 & l13) | ((l8 | l13) & ~sum)) >>> 31)) | 0, l8 = sum;
    low = l7 ^ l8, high = h7 ^ h8, l7 = (low << 1) | (high >>> 31), h7 = (high << 1) | (low >>> 31);
    // 3, 4, 9, 14
    at = block + ORDER[order + 14], low = words[at], high = words[at + 1];
    sum = (l3 + l4) | 0, h3 = (h3 + h4 + (((l3 & l4) | ((l3 | l4) & ~sum)) >>> 31)) | 0, l3 = sum;
    sum = (l3 + low) | 0, h3 = (h3 + high + (((l3 & low) | ((l3 | low) & ~sum)) >>> 31)) | 0, l3 = sum;
    low = l14 ^ l3, l14 = h14 ^ h3, h14 = low;
    sum = (l9 + l14) | 0, h9 = (h9 + h14 + (((l9 & l14) | ((l9 | l14) & ~sum)) >>> 31)) | 0, l9 = sum;
    low = l4 ^ l9, high = h4 ^ h9, l4 = (low >>> 24) | (high << 8), h4 = (high >>> 24) | (low << 8);
    at = block + ORDER[order + 15], low = words[at], high = words[at + 1];
    sum = (l3 + l4) | 0, h3 = (h3 + h4 + (((l3 & l4) | ((l3 | l4) & ~sum)) >>> 31)) | 0, l3 = sum;
    sum = (l3 + low) | 0, h3 = (h3 + high + (((l3 & low) | ((l3 | low) & ~sum)) >>> 31)) | 0, l3 = sum;
    low = l14 ^ l3, high = h14 ^ h3, l14 = (low >>> 16) | (high << 16), h14 = (high >>> 16) | (low << 16);
    sum = (l9 + l14) | 0, h9 = (h9 + h14 + (((l9 & l14) | ((l9 | l14) & ~sum)) >>> 31)) | 0, l9 = sum;
    low = l4 ^ l9, high = h4 ^ h9, l4 = (low << 1) | (high >>> 31), h4 = (high << 1) | (low >>> 31);
  }
  state[0] ^= l0 ^ l8;
  state[1] ^= h0 ^ h8;
  state[2] ^= l1 ^ l9;
  state[3] ^= h1 ^ h9;
  state[4] ^= l2 ^ l10;
  state[5] ^= h2 ^ h10;
  state[6] ^= l3 ^ l11;
  state[7] ^= h3 ^ h11;
  state[8] ^= l4 ^ l12;
  state[9] ^= h4 ^ h12;
  state[10] ^= l5 ^ l13;
  state[11] ^= h5 ^ h13;
  state[12] ^= l6 ^ l14;
  state[13] ^= h6 ^ h14;
  state[14] ^= l7 ^ l15;
  state[15] ^= h7 ^ h15;
}
