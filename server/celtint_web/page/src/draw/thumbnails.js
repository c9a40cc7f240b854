import { Emitter } from "../model/emitter.js";
import { drawLevels } from "./levels.js";

/** Pixels that are kept, all together, and pictures made at once. */
const MOST_PIXELS = 40 << 20;
const AT_ONCE = 2;

/**
 * Frames as small pictures, lines over colours, made when they are asked for, the newest wish first. Tells "ready" with a
 * frame.
 */
export class Thumbnails extends Emitter {
  /** Frame id → {of, picture, image}; the longest unused first. */
  #kept = new Map();
  /** Frame id → frame */
  #wanted = new Map();
  #working = 0;
  #pixels = 0;

  /** @param {import("../app.js").App} app @param {number} height in pixels of the screen */
  constructor(app, height) {
    super();
    this.app = app;
    this.height = height;
  }

  clear() {
    for (const id of [...this.#kept.keys()]) this.#drop(id);
    this.#wanted.clear();
  }

  /** Others than before, of another height. */
  resize(height) {
    if (height === this.height) return;
    this.height = height;
    this.clear();
  }

  /** Settled when a frame's newest picture is there. */
  ready(frame) {
    return new Promise((go) => {
      const look = () => {
        if (!this.of(frame, { newest: true })) return;
        stop();
        go();
      };
      const stop = this.on("ready", look);
      look();
    });
  }

  /** A frame's newest small picture, or undefined while it is made; perhaps an older one unless the `newest` is wanted. */
  of(frame, { newest = false } = {}) {
    const kept = this.#kept.get(frame.id);
    if (kept) {
      this.#kept.delete(frame.id);
      this.#kept.set(frame.id, kept);
    }
    if (kept && kept.picture === frame.picture && kept.of === this.#source(frame)) return kept.image;
    this.#wanted.delete(frame.id);
    this.#wanted.set(frame.id, frame);
    this.#work();
    return newest ? undefined : kept?.image;
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
      const { height } = this;
      const of = this.#source(frame);
      const { picture } = frame;
      const image = await this.#make(frame, of);
      if (height === this.height) this.#put(frame, { of, picture, image });
    } finally {
      this.#working -= 1;
      this.#work();
    }
  }

  #put(frame, made) {
    const { image } = made;
    this.#drop(frame.id);
    this.#kept.set(frame.id, made);
    this.#pixels += image.width * image.height;
    for (const id of this.#kept.keys()) {
      if (this.#pixels <= MOST_PIXELS || id === frame.id) break;
      this.#drop(id);
    }
    this.emit("ready", frame);
  }

  #drop(id) {
    const kept = this.#kept.get(id);
    if (!kept) return;
    this.#pixels -= kept.image.width * kept.image.height;
    kept.image.close();
    this.#kept.delete(id);
  }

  #make(frame, of) {
    const { width, height, encoding, bytes } = frame.picture;
    const size = { width: Math.max(1, Math.round((this.height * width) / height)), height: this.height };
    const lines = of?.images?.colour && this.app.images.picture(frame.picture);
    if (lines) return drawn(of, lines, size);
    const colours = of && (of.blob ?? (of.images ? { width, height, encoding: "rgba8", bytes: of.bytes } : of));
    const picture = { width, height, encoding, bytes };
    return this.app.files.ask("thumbnail", { picture, colours, finished: of?.mode === "grey", ...size });
  }
}

/** Of what the screen is drawn from: a worker would have to be sent the whole picture and all its colours. */
function drawn({ mode, images }, lines, { width, height }) {
  const context = new OffscreenCanvas(width, height).getContext("2d");
  const scale = height / lines[0].height;
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.scale(width / lines[0].width, scale);
  const layers = [[images.colour, "source-over"], [lines, "multiply"]];
  for (const [levels, blend] of mode === "grey" ? layers.reverse() : layers) {
    context.globalCompositeOperation = blend;
    drawLevels(context, levels, scale);
  }
  return context.canvas.transferToImageBitmap();
}
