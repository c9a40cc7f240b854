import { intersection, outward, union } from "../model/rects.js";
import { TILE } from "../model/tiles.js";

/** A long way is drawn in pieces of so many pixels: what a piece is drawn within is a box, and most of a long one is empty. */
const PIECE = 32;

/** Draws soft-edged black lines into a raster, or takes them away: a pixel is as opaque as the line covers it. */
export class Pen {
  #last = null;

  /**
   * @param {import("../model/tiles.js").Raster} raster
   * @param {import("../model/strokes.js").Change} change is told what is written, before it is
   * @param {{erases?: boolean}} [how]
   */
  constructor(raster, change, { erases = false } = {}) {
    this.raster = raster;
    this.change = change;
    this.erases = erases;
  }

  /**
   * Go on to a point of the picture with a radius, both in pixels.
   * @returns the rectangle that was drawn in
   */
  to(x, y, radius) {
    const point = { x, y, radius: Math.max(0.5, radius) };
    const from = this.#last ?? point;
    const painted = outward(union(box(from), box(point)), 1);
    this.change.touch(painted);
    const pieces = Math.max(1, Math.ceil(Math.hypot(point.x - from.x, point.y - from.y) / PIECE));
    for (let at = 0; at < pieces; at += 1) this.#piece(between(from, point, at / pieces), between(from, point, (at + 1) / pieces));
    this.#last = point;
    return painted;
  }

  /** All pixels no farther than the radius from a straight way between two points. */
  #piece(one, other) {
    const rect = outward(union(box(one), box(other)), 1);
    for (const index of this.raster.touched(rect)) {
      if (this.erases && !this.raster.tiles[index]) continue;
      const place = this.raster.rect(index);
      this.#cover(this.raster.writable(index), place, intersection(rect, place), one, other);
    }
  }

  #cover(tile, place, part, one, other) {
    const across = other.x - one.x;
    const down = other.y - one.y;
    const length = across * across + down * down || 1;
    for (let y = part.y; y < part.y + part.height; y += 1) {
      for (let x = part.x; x < part.x + part.width; x += 1) {
        const right = x + 0.5 - one.x;
        const below = y + 0.5 - one.y;
        const share = Math.min(1, Math.max(0, (right * across + below * down) / length));
        const far = Math.hypot(right - share * across, below - share * down) - one.radius - share * (other.radius - one.radius);
        const alpha = Math.round(255 * Math.min(1, Math.max(0, 0.5 - far)));
        if (alpha === 0) continue;
        const at = (y - place.y) * TILE + x - place.x;
        const before = tile[at] >>> 24;
        tile[at] = (this.erases ? Math.min(before, 255 - alpha) : Math.max(before, alpha)) << 24;
      }
    }
  }
}

function between(one, other, share) {
  const mixed = (name) => one[name] + share * (other[name] - one[name]);
  return { x: mixed("x"), y: mixed("y"), radius: mixed("radius") };
}

function box({ x, y, radius }) {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}
