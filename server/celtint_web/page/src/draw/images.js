import { Emitter } from "../model/emitter.js";

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
    return this.#get(picture, "")?.levels;
  }

  /** Its lines alone in one colour, on a clear ground. */
  lines(picture, colour) {
    return this.#get(picture, colour.join())?.levels;
  }

  /** Whether the picture has clear ground. */
  clear(picture) {
    return Boolean(this.#kept.get(picture)?.get("")?.clear);
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
      made.set(colour, null);
      const wanted = colour ? colour.split(",").map(Number) : null;
      this.files.image(picture, wanted).then((levels) => {
        made.set(colour, levels);
        this.#forget();
        this.emit("ready", picture);
      });
    }
    return made.get(colour);
  }

  #forget() {
    let pixels = 0;
    for (const [picture, made] of [...this.#kept].reverse()) {
      pixels += picture.width * picture.height * made.size;
      if (pixels <= MOST_PIXELS || made === [...this.#kept.values()].at(-1)) continue;
      for (const one of made.values()) one?.levels.forEach((level) => level.close());
      this.#kept.delete(picture);
    }
  }
}
