import { sameColour } from "./colours.js";
import { Change } from "./strokes.js";
import { packed } from "./tiles.js";

/**
 * An entry of the history: a swatch, and all paint and boxes and keys of its colour on all frames, get another. Tells
 * the project's "recolouring" before and "recolour" {from, to, by} after it.
 */
export class Recolouring {
  label = "colours.recolour";
  #changes = null;
  #keys = [];
  #boxes = [];

  /** @param {import("./project.js").Project} project @param {string} swatch its id @param {number[]} to */
  constructor(project, swatch, to) {
    this.project = project;
    this.swatch = swatch;
    this.from = [...project.palette.find(({ id }) => id === swatch).colour];
    this.to = [...to];
  }

  redo() {
    this.#swap(this.from, this.to, () => {
      if (this.#changes) for (const change of this.#changes) change.redo();
      else this.#first();
      for (const { frame, after } of this.#keys) this.project.setKey(frame, after);
      for (const { frame, after } of this.#boxes) this.project.setBoxes(frame, after);
    });
  }

  undo() {
    this.#swap(this.to, this.from, () => {
      for (const change of this.#changes) change.undo();
      for (const { frame, before } of this.#keys) this.project.setKey(frame, before);
      for (const { frame, before } of this.#boxes) this.project.setBoxes(frame, before);
    });
  }

  #swap(from, to, paint) {
    const { project } = this;
    project.emit("recolouring", { by: this });
    paint();
    const swatches = project.palette.map((one) => (one.id === this.swatch ? { ...one, colour: [...to] } : one));
    project.setPalette(swatches);
    project.emit("recolour", { from, to, by: this });
  }

  #first() {
    const { project } = this;
    const from = packed(this.from);
    const to = packed(this.to);
    this.#changes = project.frames.map((frame) => this.#hints(frame, from, to)).filter(Boolean);
    for (const frame of project.frames) {
      const key = frame.key && recoloured(frame.key, from, to);
      if (key) this.#keys.push({ frame, before: frame.key, after: key });
      if (!frame.boxes.some(({ colour }) => Array.isArray(colour) && sameColour(colour, this.from))) continue;
      const after = frame.boxes.map((box) =>
        Array.isArray(box.colour) && sameColour(box.colour, this.from) ? { ...box, colour: [...this.to] } : box,
      );
      this.#boxes.push({ frame, before: frame.boxes, after });
    }
  }

  #hints(frame, from, to) {
    const { hints } = frame;
    const change = new Change(this.label, hints, (rect) => this.project.touchHints(frame, rect));
    hints.tiles.forEach((tile, index) => {
      if (!tile?.includes(from)) return;
      change.touch(hints.rect(index));
      const painted = hints.writable(index);
      for (let at = 0; at < painted.length; at += 1) if (painted[at] === from) painted[at] = to;
    });
    if (!change.finish()) return null;
    this.project.touchHints(frame, change.rect);
    return change;
  }
}

/** A key with a colour in another's place, or null if it hasn't got it. */
function recoloured(key, from, to) {
  const pixels = new Uint32Array(key.bytes.slice().buffer);
  let found = false;
  for (let at = 0; at < pixels.length; at += 1) {
    if (pixels[at] !== from) continue;
    pixels[at] = to;
    found = true;
  }
  return found ? { ...key, bytes: new Uint8Array(pixels.buffer), file: undefined } : null;
}
