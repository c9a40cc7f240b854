import { shownVariant } from "./palette.js";
import { Change } from "./strokes.js";
import { packed } from "./tiles.js";

/**
 * An entry of the history: swatches, and all paint and boxes and keys of their colours on all frames, get others, all at
 * once, so that two may change places. Of a single swatch the project tells "recolouring" before and "recolour"
 * {from, to, by} after it; many at once are for whoever keeps colours to make anew.
 */
export class Recolouring {
  #changes = null;
  #keys = [];
  #boxes = [];

  /**
   * @param {import("./project.js").Project} project
   * @param {Map<string, number[]>} targets new colours of swatches, by their ids
   * @param {{label?: string, variant?: string | null}} [how] label: a key of the words; variant: which of the palette's
   *   gets the colours too, by default the one that is shown
   */
  constructor(project, targets, { label = "colours.recolour", variant = shownVariant(project) } = {}) {
    this.label = label;
    this.variant = variant;
    this.project = project;
    const swatches = project.palette.filter(({ id }) => targets.has(id));
    this.swaps = swatches.map(({ id, colour }) => ({ id, from: [...colour], to: [...targets.get(id)] }));
    /** Where two swatches are of one colour, the first says what becomes of it. */
    this.paint = new Map([...this.swaps].reverse().map(({ from, to }) => [packed(from), to]));
  }

  redo() {
    this.#swap("from", "to", () => {
      if (this.#changes) for (const change of this.#changes) change.redo();
      else this.#first();
      for (const { frame, after } of this.#keys) this.project.setKey(frame, after);
      for (const { frame, after } of this.#boxes) this.project.setBoxes(frame, after);
    });
  }

  undo() {
    this.#swap("to", "from", () => {
      for (const change of this.#changes) change.undo();
      for (const { frame, before } of this.#keys) this.project.setKey(frame, before);
      for (const { frame, before } of this.#boxes) this.project.setBoxes(frame, before);
    });
  }

  #swap(was, is, paint) {
    const { project, swaps } = this;
    const single = swaps.length === 1 ? { from: swaps[0][was], to: swaps[0][is], by: this } : null;
    if (single) project.emit("recolouring", { by: this });
    paint();
    const colours = new Map(swaps.map((swap) => [swap.id, swap[is]]));
    project.setPalette(project.palette.map((one) => (colours.has(one.id) ? this.#swatch(one, [...colours.get(one.id)]) : one)));
    if (single) project.emit("recolour", single);
  }

  #swatch(one, colour) {
    const { variant } = this;
    return variant && one.variants ? { ...one, colour, variants: { ...one.variants, [variant]: colour } } : { ...one, colour };
  }

  #first() {
    const { project } = this;
    const pixels = new Map([...this.paint].map(([from, to]) => [from, packed(to)]));
    this.#changes = project.frames.map((frame) => this.#hints(frame, pixels)).filter(Boolean);
    for (const frame of project.frames) {
      const key = frame.key && recoloured(frame.key, pixels);
      if (key) this.#keys.push({ frame, before: frame.key, after: key });
      const after = frame.boxes.map((box) => this.#box(box));
      if (after.some((box, at) => box !== frame.boxes[at])) this.#boxes.push({ frame, before: frame.boxes, after });
    }
  }

  #box(box) {
    const to = Array.isArray(box.colour) && this.paint.get(packed(box.colour));
    return to ? { ...box, colour: [...to] } : box;
  }

  #hints(frame, pixels) {
    const { hints } = frame;
    const change = new Change(this.label, hints, (rect) => this.project.touchHints(frame, rect));
    hints.tiles.forEach((tile, index) => {
      if (!tile?.some((pixel) => pixels.has(pixel))) return;
      change.touch(hints.rect(index));
      swap(hints.writable(index), pixels);
    });
    if (!change.finish()) return null;
    this.project.touchHints(frame, change.rect);
    return change;
  }
}

/** @returns {boolean} whether there was anything to swap */
function swap(painted, pixels) {
  let found = false;
  for (let at = 0; at < painted.length; at += 1) {
    const to = pixels.get(painted[at]);
    if (to === undefined) continue;
    painted[at] = to;
    found = true;
  }
  return found;
}

/** A key with other colours, or null if it has none of them. */
function recoloured(key, pixels) {
  const painted = new Uint32Array(key.bytes.slice().buffer);
  return swap(painted, pixels) ? { ...key, bytes: new Uint8Array(painted.buffer), file: undefined } : null;
}
