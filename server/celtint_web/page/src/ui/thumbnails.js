import { Emitter } from "../model/emitter.js";

/** Small pictures that are kept, and made at once. */
const KEPT = 600;
const AT_ONCE = 2;

/** Small pictures of frames, made by the files' worker while they are looked at, the newest wish first. Tells "ready". */
export class Thumbnails extends Emitter {
  /** Frame id → {of, image}; the longest unused first. */
  #kept = new Map();
  /** Frame id → frame */
  #wanted = new Map();
  #working = 0;

  /** @param {import("../app.js").App} app @param {number} height in pixels of the screen */
  constructor(app, height) {
    super();
    this.app = app;
    this.height = height;
  }

  clear() {
    for (const { image } of this.#kept.values()) image.close();
    this.#kept.clear();
    this.#wanted.clear();
  }

  /** A frame's newest small picture, perhaps an older one or undefined while it is made. */
  of(frame) {
    const kept = this.#kept.get(frame.id);
    if (kept) {
      this.#kept.delete(frame.id);
      this.#kept.set(frame.id, kept);
    }
    if (!kept || kept.of !== this.#source(frame)) {
      this.#wanted.delete(frame.id);
      this.#wanted.set(frame.id, frame);
      this.#work();
    }
    return kept?.image;
  }

  /** Nobody waits for what isn't seen any more. */
  forget(seen) {
    for (const id of this.#wanted.keys()) if (!seen.has(id)) this.#wanted.delete(id);
  }

  /** What its colours are: the shot's, else those it has alone, else none. */
  #source(frame) {
    return this.app.developing.source(frame) ?? this.app.colouring.of(frame) ?? this.#kept.get(frame.id)?.of ?? null;
  }

  async #work() {
    if (this.#working >= AT_ONCE || this.#wanted.size === 0) return;
    const frame = [...this.#wanted.values()].at(-1);
    this.#wanted.delete(frame.id);
    this.#working += 1;
    try {
      const of = this.#source(frame);
      const image = await this.#make(frame, of);
      this.#kept.get(frame.id)?.image.close();
      this.#kept.delete(frame.id);
      this.#kept.set(frame.id, { of, image });
      for (const [id, one] of this.#kept) {
        if (this.#kept.size <= KEPT) break;
        one.image.close();
        this.#kept.delete(id);
      }
      this.emit("ready", frame);
    } finally {
      this.#working -= 1;
      this.#work();
    }
  }

  #make(frame, of) {
    const { width, height, encoding, bytes } = frame.picture;
    const size = { width: Math.max(1, Math.round((this.height * width) / height)), height: this.height };
    const colours = of && (of.blob ?? (of.images ? { width, height, encoding: "rgba8", bytes: of.bytes } : of));
    const picture = { width, height, encoding, bytes };
    return this.app.files.ask("thumbnail", { picture, colours, finished: of?.mode === "grey", ...size });
  }
}
