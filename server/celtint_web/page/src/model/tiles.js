import { intersection } from "./rects.js";

/** Pixels a side of a tile. */
export const TILE = 256;
const PIXELS = TILE * TILE;

/** A colour as the 32 bits in which a little-endian machine keeps its four bytes. */
export function packed([red, green, blue, alpha = 255]) {
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/**
 * An RGBA layer, straight alpha, one uint32 a pixel in tiles that are copied when they are written to.
 *
 * A tile is a Uint32Array of 256 × 256, or null where nothing was ever painted. A tile that was handed out, by `tile`
 * or `copy`, is never written to again, so whoever has it keeps what it was.
 */
export class Raster {
  /** @param {number} width @param {number} height in pixels, at least 1 */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.columns = Math.ceil(width / TILE);
    this.rows = Math.ceil(height / TILE);
    /** @type {(Uint32Array | null)[]} */
    this.tiles = new Array(this.columns * this.rows).fill(null);
    this.own = new Uint8Array(this.tiles.length);
  }

  /** A raster of `width` × `height` RGBA bytes. Tiles without paint stay null. */
  static from(width, height, bytes) {
    const raster = new Raster(width, height);
    const source = new Uint32Array(bytes.buffer, bytes.byteOffset, width * height);
    raster.tiles.forEach((_, index) => {
      const { x, y, width: across, height: down } = raster.rect(index);
      let tile = null;
      for (let row = 0; row < down; row += 1) {
        const start = (y + row) * width + x;
        const line = source.subarray(start, start + across);
        if (tile === null && line.every((pixel) => pixel === 0)) continue;
        tile ??= new Uint32Array(PIXELS);
        tile.set(line, row * TILE);
      }
      raster.tiles[index] = tile;
      raster.own[index] = 1;
    });
    return raster;
  }

  /** The same pixels; both copy a tile before they write to it. */
  copy() {
    const other = new Raster(this.width, this.height);
    other.tiles = this.tiles.slice();
    this.own.fill(0);
    return other;
  }

  /** Where a tile lies, cut off at the raster's edges. */
  rect(index) {
    const x = (index % this.columns) * TILE;
    const y = Math.floor(index / this.columns) * TILE;
    return { x, y, width: Math.min(TILE, this.width - x), height: Math.min(TILE, this.height - y) };
  }

  /** Which tiles a rectangle touches. */
  *touched(rect) {
    const inside = intersection(rect, { x: 0, y: 0, width: this.width, height: this.height });
    if (!inside) return;
    const last = Math.floor((inside.x + inside.width - 1) / TILE);
    const bottom = Math.floor((inside.y + inside.height - 1) / TILE);
    for (let row = Math.floor(inside.y / TILE); row <= bottom; row += 1) {
      for (let column = Math.floor(inside.x / TILE); column <= last; column += 1) yield row * this.columns + column;
    }
  }

  /** A tile to keep; it won't change. */
  tile(index) {
    this.own[index] = 0;
    return this.tiles[index];
  }

  /** Put a tile in that nobody will write to. */
  replace(index, tile) {
    this.tiles[index] = tile;
    this.own[index] = 0;
  }

  /** A tile to write to. */
  writable(index) {
    if (!this.own[index] || !this.tiles[index]) {
      this.tiles[index] = this.tiles[index] ? this.tiles[index].slice() : new Uint32Array(PIXELS);
      this.own[index] = 1;
    }
    return this.tiles[index];
  }

  /** The pixel at whole x, y as uint32; 0 outside. */
  at(x, y) {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return 0;
    const tile = this.tiles[Math.floor(y / TILE) * this.columns + Math.floor(x / TILE)];
    return tile ? tile[(y % TILE) * TILE + (x % TILE)] : 0;
  }

  /** Fill pixels from `left` up to, not with, `right` of one row. */
  span(y, left, right, value) {
    if (y < 0 || y >= this.height) return;
    let x = Math.max(0, left);
    const end = Math.min(this.width, right);
    const row = Math.floor(y / TILE) * this.columns;
    const line = (y % TILE) * TILE;
    while (x < end) {
      const column = Math.floor(x / TILE);
      const stop = Math.min(end, (column + 1) * TILE);
      const offset = line - column * TILE;
      if (value !== 0 || this.tiles[row + column]) this.writable(row + column).fill(value, offset + x, offset + stop);
      x = stop;
    }
  }

  /** RGBA bytes of a rectangle that may hang over the edges, where it is clear; into `bytes` if they are given. */
  read(rect, bytes = new Uint8ClampedArray(rect.width * rect.height * 4)) {
    const target = new Uint32Array(bytes.buffer, bytes.byteOffset, rect.width * rect.height);
    target.fill(0);
    for (const index of this.touched(rect)) {
      const tile = this.tiles[index];
      if (!tile) continue;
      const place = this.rect(index);
      const part = intersection(rect, place);
      for (let y = part.y; y < part.y + part.height; y += 1) {
        const from = (y - place.y) * TILE + part.x - place.x;
        target.set(tile.subarray(from, from + part.width), (y - rect.y) * rect.width + part.x - rect.x);
      }
    }
    return bytes;
  }

  /**
   * Every 2^level-th pixel of a rectangle inside, which is made to begin and end at such pixels.
   * @returns {{bytes: Uint8ClampedArray, x: number, y: number, width: number, height: number}} x, y in this raster's
   *   pixels, width and height of what was taken
   */
  sample(rect, level) {
    const step = 1 << level;
    const left = Math.floor(rect.x / step);
    const top = Math.floor(rect.y / step);
    const width = Math.ceil((rect.x + rect.width) / step) - left;
    const height = Math.ceil((rect.y + rect.height) / step) - top;
    const place = { x: left * step, y: top * step, width, height };
    if (level === 0) return { ...place, bytes: this.read(place) };
    const bytes = new Uint8ClampedArray(width * height * 4);
    const target = new Uint32Array(bytes.buffer);
    const middle = Math.min(step >> 1, TILE - 1);
    for (const index of this.touched({ ...place, width: width * step, height: height * step })) {
      const tile = this.tiles[index];
      if (!tile) continue;
      const { x, y } = this.rect(index);
      const right = Math.min(width, (x + TILE) / step - left);
      const bottom = Math.min(height, (y + TILE) / step - top);
      for (let row = Math.max(0, y / step - top); row < bottom; row += 1) {
        const line = ((row + top) * step + middle - y) * TILE + middle - x;
        for (let column = Math.max(0, x / step - left); column < right; column += 1) {
          target[row * width + column] = tile[line + (column + left) * step];
        }
      }
    }
    return { ...place, bytes };
  }

  /** All of it as RGBA bytes. */
  bytes() {
    return this.read({ x: 0, y: 0, width: this.width, height: this.height });
  }

  /** Whether there is no paint at all. */
  get empty() {
    return this.tiles.every((tile) => tile === null || tile.every((pixel) => pixel === 0));
  }
}
