import { TILE } from "../model/tiles.js";

/** Colours that a PNG's palette has; the first is clear. */
const MOST = 256;

/**
 * The hints of one frame as they travel: a PNG of a palette, since few colours are painted with and most is clear, so
 * that a stroke sends kilobytes and not the layer's megabytes; raw pixels where there are too many colours for that.
 */
export class HintLayer {
  /** @type {(Uint32Array | null)[]} */
  #tiles = [];

  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.columns = Math.ceil(width / TILE);
  }

  /** A tile that changed; null is clear. */
  put(index, tile) {
    this.#tiles[index] = tile;
  }

  /** @returns {Promise<{encoding: string, width: number, height: number, bytes: Uint8Array}>} a part of the wire */
  async part() {
    const { width, height } = this;
    const rows = new Uint8Array(height * (1 + width)); // of each row first its filter, none
    const palette = new Map([[0, 0]]);
    for (const [index, tile] of this.#tiles.entries()) {
      if (tile && !this.#indices(rows, index, tile, palette)) return { encoding: "rgba8", width, height, bytes: this.#raw() };
    }
    return { encoding: "png", width, height, bytes: await png(width, height, rows, [...palette.keys()]) };
  }

  /** Write a tile as the palette's numbers; says whether there was room for its colours. */
  #indices(rows, index, tile, palette) {
    const { left, top, across, down } = this.#place(index);
    let last = 0;
    let number = 0;
    for (let y = 0; y < down; y += 1) {
      let to = (top + y) * (1 + this.width) + 1 + left;
      for (let from = y * TILE; from < y * TILE + across; from += 1) {
        if (tile[from] !== last) {
          last = tile[from];
          number = palette.get(last) ?? palette.size;
          if (number === MOST) return false;
          palette.set(last, number);
        }
        rows[to] = number;
        to += 1;
      }
    }
    return true;
  }

  #raw() {
    const layer = new Uint32Array(this.width * this.height);
    for (const [index, tile] of this.#tiles.entries()) {
      if (!tile) continue;
      const { left, top, across, down } = this.#place(index);
      for (let y = 0; y < down; y += 1) {
        layer.set(tile.subarray(y * TILE, y * TILE + across), (top + y) * this.width + left);
      }
    }
    return new Uint8Array(layer.buffer);
  }

  #place(index) {
    const left = (index % this.columns) * TILE;
    const top = Math.floor(index / this.columns) * TILE;
    return { left, top, across: Math.min(TILE, this.width - left), down: Math.min(TILE, this.height - top) };
  }
}

/** A PNG of 8 bits with a palette of RGBA as uint32 (W3C, Portable Network Graphics, third edition). */
async function png(width, height, rows, palette) {
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, width);
  new DataView(head.buffer).setUint32(4, height);
  head.set([8, 3], 8);
  const colours = Uint8Array.from(palette.flatMap((pixel) => [pixel, pixel >>> 8, pixel >>> 16]));
  const alphas = Uint8Array.from(palette, (pixel) => pixel >>> 24);
  const packed = new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate"));
  const data = new Uint8Array(await new Response(packed).arrayBuffer());
  const chunks = [chunk("IHDR", head), chunk("PLTE", colours), chunk("tRNS", alphas), chunk("IDAT", data), chunk("IEND")];
  const start = [137, 80, 78, 71, 13, 10, 26, 10];
  const file = new Uint8Array(start.length + chunks.reduce((sum, one) => sum + one.length, 0));
  file.set(start);
  chunks.reduce((at, one) => {
    file.set(one, at);
    return at + one.length;
  }, start.length);
  return file;
}

function chunk(kind, data = new Uint8Array(0)) {
  const made = new Uint8Array(12 + data.length);
  const view = new DataView(made.buffer);
  view.setUint32(0, data.length);
  made.set(new TextEncoder().encode(kind), 4);
  made.set(data, 8);
  view.setUint32(8 + data.length, crc(made.subarray(4, 8 + data.length)));
  return made;
}

const CRC = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
