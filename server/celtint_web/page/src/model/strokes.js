import { pack, unpack } from "./packing.js";
import { union } from "./rects.js";

/**
 * One change of a raster, from when it begins until it is done: an entry of the history, of the tiles it touched.
 *
 * Write through `raster`; name beforehand what will be written with `touch`.
 */
export class Change {
  #before = new Map();
  #after = null;

  /**
   * @param {string} label a key of the words
   * @param {import("./tiles.js").Raster} raster
   * @param {(rect: object) => void} told hears which rectangle changed, when it is undone or redone
   */
  constructor(label, raster, told) {
    this.label = label;
    this.raster = raster;
    this.told = told;
    this.rect = null;
  }

  /** Remember what is in a rectangle before it is written to. */
  touch(rect) {
    this.rect = union(this.rect, rect);
    for (const index of this.raster.touched(rect)) {
      if (!this.#before.has(index)) this.#before.set(index, this.raster.tile(index));
    }
  }

  /** It is over; says whether anything is different now. */
  finish() {
    for (const [index, tile] of this.#before) {
      if (same(tile, this.raster.tiles[index])) this.#before.delete(index);
    }
    this.#after = new Map([...this.#before.keys()].map((index) => [index, this.raster.tile(index)]));
    return this.#after.size > 0;
  }

  /** Take back what was done so far, without a trace. */
  cancel() {
    for (const [index, tile] of this.#before) this.raster.replace(index, tile);
    if (this.rect) this.told(this.rect);
  }

  undo() {
    this.#put(this.#before);
  }

  redo() {
    this.#put(this.#after);
  }

  #put(tiles) {
    for (const [index, kept] of tiles) this.raster.replace(index, this.packed ? unpack(kept) : kept);
    this.told(this.rect);
  }

  pack() {
    for (const tiles of [this.#before, this.#after]) {
      for (const [index, tile] of tiles) tiles.set(index, pack(tile));
    }
  }
}

function same(one, other) {
  if (one === other) return true;
  const a = one ?? other;
  const b = one && other;
  return b ? a.every((pixel, at) => pixel === other[at]) : a.every((pixel) => pixel === 0);
}
