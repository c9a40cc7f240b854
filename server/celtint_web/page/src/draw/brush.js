import { outward, union } from "../model/rects.js";

/** Discs along a stroke lie this far apart, in radii. */
const APART = 0.2;

/**
 * Draws round, hard-edged paint into a raster: a pixel is painted, wholly, if its middle lies in the brush. A hint says
 * one colour; an edge that fades would say others.
 */
export class Brush {
  #last = null;

  /**
   * @param {import("../model/tiles.js").Raster} raster
   * @param {import("../model/strokes.js").Change} change is told what is written, before it is
   * @param {number} value uint32 of the paint; 0 takes away
   */
  constructor(raster, change, value) {
    this.raster = raster;
    this.change = change;
    this.value = value;
  }

  /**
   * Go on to a point of the picture with a radius, both in pixels.
   * @returns the rectangle that was painted
   */
  to(x, y, radius) {
    const point = { x, y, radius: Math.max(0.5, radius) };
    const from = this.#last ?? point;
    const painted = outward(union(box(from), box(point)), 1);
    this.change.touch(painted);
    const far = Math.hypot(point.x - from.x, point.y - from.y);
    const step = Math.max(0.5, APART * Math.min(from.radius, point.radius));
    const steps = Math.max(1, Math.ceil(far / step));
    for (let at = this.#last ? 1 : steps; at <= steps; at += 1) {
      const share = at / steps;
      this.#disc(
        from.x + share * (point.x - from.x),
        from.y + share * (point.y - from.y),
        from.radius + share * (point.radius - from.radius),
      );
    }
    this.#last = point;
    return painted;
  }

  #disc(x, y, radius) {
    if (radius <= 0.75) {
      const row = Math.floor(y);
      this.raster.span(row, Math.floor(x), Math.floor(x) + 1, this.value);
      return;
    }
    for (let row = Math.ceil(y - radius - 0.5); row <= Math.floor(y + radius - 0.5); row += 1) {
      const half = Math.sqrt(Math.max(0, radius * radius - (row + 0.5 - y) ** 2));
      this.raster.span(row, Math.ceil(x - half - 0.5), Math.floor(x + half - 0.5) + 1, this.value);
    }
  }
}

function box({ x, y, radius }) {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

/** A pen's radius: a quarter of the brush at the lightest touch. */
export function radiusOf(size, pressure) {
  return (size / 2) * (0.25 + 0.75 * pressure);
}
