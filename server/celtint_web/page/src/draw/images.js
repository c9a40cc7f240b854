import { Emitter } from "../model/emitter.js";
import { halves, laidOver } from "./levels.js";
import { pixelsOf } from "./pixels.js";

/** Pixels of pictures that are kept ready to be drawn, all together. */
const MOST_PIXELS = 96 << 20;

/** Pictures as the screen takes them, made by the worker when they are first looked at. Tells "ready". */
export class Images extends Emitter {
  /** @type {Map<object, Map<string, object>>} of each picture, the longest unused first */
  #kept = new Map();

  /** @param {import("../files/files.js").Files} files */
  constructor(files) {
    super();
    this.files = files;
  }

  /** Keep what came with the decoded file: {levels, clear}. */
  put(picture, made) {
    this.#of(picture).set("", made);
    this.#forget();
  }

  /** A picture to draw, in levels, or undefined while it is being made. */
  picture(picture) {
    return this.#get(picture, "").levels;
  }

  /** Its lines alone in one colour, on a clear ground. */
  lines(picture, colour) {
    return this.#get(picture, colour.join()).levels;
  }

  /** Whether the picture has clear ground. */
  clear(picture) {
    return Boolean(this.#kept.get(picture)?.get("")?.clear);
  }

  /** What is kept of a picture is of its next version from now on, or still of the same while it is being drawn on. */
  renew(before, after) {
    const made = this.#kept.get(before);
    if (!made) return;
    this.#kept.delete(before);
    this.#kept.set(after, made);
    for (const one of made.values()) if (one.missed) one.picture = after;
  }

  /**
   * The same, and it differs.
   * @param {object} before @param {object} after
   * @param {{x: number, y: number, width: number, height: number}} rect that differs, `onAllLevels`
   * @param {{width: number, height: number, encoding: string, bytes: Uint8Array}} part what is there now
   */
  redraw(before, after, rect, part) {
    this.renew(before, after);
    for (const [colour, one] of this.#kept.get(after) ?? []) {
      if (one.levels) layOver(one, colour, rect, part);
      else one.missed.push([rect, part]);
    }
  }

  #of(picture) {
    const made = this.#kept.get(picture) ?? new Map();
    this.#kept.delete(picture);
    this.#kept.set(picture, made);
    return made;
  }

  #get(picture, colour) {
    const made = this.#of(picture);
    if (!made.has(colour)) {
      const waiting = { picture, missed: [] };
      made.set(colour, waiting);
      this.files.image(picture, colourOf(colour)).then((one) => {
        made.set(colour, one);
        for (const [rect, part] of waiting.missed) layOver(one, colour, rect, part);
        this.#forget();
        this.emit("ready", waiting.picture);
      });
    }
    return made.get(colour);
  }

  #forget() {
    let pixels = 0;
    for (const [picture, made] of [...this.#kept].reverse()) {
      pixels += picture.width * picture.height * made.size;
      if (pixels <= MOST_PIXELS || made === [...this.#kept.values()].at(-1)) continue;
      for (const { levels = [] } of made.values()) levels.forEach((level) => level.close?.());
      this.#kept.delete(picture);
    }
  }
}

function colourOf(key) {
  return key ? key.split(",").map(Number) : null;
}

function layOver(one, key, rect, part) {
  const canvas = new OffscreenCanvas(part.width, part.height);
  canvas.getContext("2d").putImageData(pixelsOf(part, colourOf(key)).pixels, 0, 0);
  one.levels = laidOver(one.levels, halves(canvas, one.levels.length), rect);
}
