import { Emitter } from "./emitter.js";
import { withLines, withOtherLines } from "./lines.js";
import { Raster } from "./tiles.js";

/** What the server colours with if nothing else is said; the contract's words. */
export const SETTINGS = Object.freeze({
  mode: "auto",
  style: "flat",
  undecided: "auto",
  gap: "auto",
  colours: null,
  strength: 1,
  ink: "auto",
  merge: 0,
  trace: "auto",
});

/** The layers, from below. */
export const LAYERS = Object.freeze(["background", "colours", "shade", "hints", "boxes", "lines"]);

/**
 * @typedef {object} Picture a drawing as it was opened
 * @property {number} width
 * @property {number} height in pixels
 * @property {"l8" | "rgba8"} encoding l8 if it has neither colour nor transparency
 * @property {Uint8Array} bytes
 * @property {Blob} [file] what it was decoded from
 */

let made = 0;

/** An id that no other thing of this page's life has. */
export function newId(kind) {
  made += 1;
  return `${kind}-${Date.now().toString(36)}-${made}`;
}

/** One frame: a drawing, the lines and the hints laid over it and the boxes. Change it through the project. */
export class Frame {
  /** @param {{id?: string, name: string, picture: Picture, pen?: Raster, hints?: Raster, boxes?: object[], key?: object | null}} parts */
  constructor({ id = newId("frame"), name, picture, pen, hints, boxes = [], key = null }) {
    this.id = id;
    this.name = name;
    /** As it was opened; nothing changes it. */
    this.original = picture;
    /** The lines drawn here. */
    this.pen = pen ?? new Raster(picture.width, picture.height);
    /** The original with the lines: what is seen and coloured. Another object with every change. */
    this.picture = withLines(picture, this.pen);
    this.width = picture.width;
    this.height = picture.height;
    this.hints = hints ?? new Raster(picture.width, picture.height);
    /** {id, x, y, width, height, tag, colour: [r, g, b] | "none" | null} */
    this.boxes = boxes;
    /** null, or the frame as it was coloured by hand: a Picture in rgba8 */
    this.key = key;
    /** Counts what its colours depend on: lines, hints, boxes, key. */
    this.version = 0;
  }
}

/**
 * What is worked on. Tells
 * "frames" (some came, went or moved), "current" (another is looked at), "hints" {frame, rect}, "lines" {frame, rect,
 * before (the picture without them)}, "boxes" {frame}, "key" {frame}, "palette", "settings", "layers", "name".
 */
export class Project extends Emitter {
  constructor({ id = newId("project"), name, frames, palette = [], settings = {}, model = null }) {
    super();
    this.id = id;
    this.name = name;
    /** @type {Frame[]} */
    this.frames = [...frames];
    this.current = this.frames[0];
    /** Swatches {id, name, colour}, perhaps with {variants: {[name]: colour}}. */
    this.palette = palette;
    /** Which of the palette's variants was chosen last; model/palette.js says which is shown. */
    this.variant = null;
    /** Whether colours that celtint chooses are of the palette alone. */
    this.paletteOnly = false;
    this.settings = { ...SETTINGS, ...settings };
    /** A network's name; null is the server's own choice. */
    this.model = model;
    this.layers = Object.fromEntries(LAYERS.map((layer) => [layer, { visible: true, opacity: 1 }]));
    /** A colour, or null for none. */
    this.background = [255, 255, 255];
    /** The colour that lines are shown in, or null for their own. */
    this.lineColour = null;
  }

  /** The first frame's size; frames of a sequence are all of one. */
  get size() {
    return { width: this.frames[0].width, height: this.frames[0].height };
  }

  frame(id) {
    return this.frames.find((frame) => frame.id === id);
  }

  /** Look at another frame. */
  show(frame) {
    if (frame === this.current) return;
    this.current = frame;
    this.emit("current");
  }

  /** Put other frames in their place; the one looked at stays if it still is among them. */
  setFrames(frames) {
    this.frames = [...frames];
    this.emit("frames");
    if (!this.frames.includes(this.current)) this.show(this.frames[0]);
  }

  /** Say that a rectangle of a frame's hints has changed; `drawing` while a stroke is still being drawn. */
  touchHints(frame, rect, { drawing = false } = {}) {
    if (!drawing) frame.version += 1;
    this.emit("hints", { frame, rect, drawing });
  }

  /**
   * Say that a rectangle of the lines drawn on a frame has changed; `drawing` while one is still being drawn, `drawn` when
   * it is over and all of it was told of already.
   */
  touchLines(frame, rect, { drawing = false, drawn = false } = {}) {
    const before = frame.picture;
    if (!drawing) {
      frame.picture = withOtherLines(before, frame.original, frame.pen, rect);
      frame.version += 1;
    }
    this.emit("lines", { frame, rect, before, drawing, drawn });
  }

  setBoxes(frame, boxes) {
    frame.boxes = boxes;
    frame.version += 1;
    this.emit("boxes", { frame });
  }

  setKey(frame, key) {
    frame.key = key;
    frame.version += 1;
    this.emit("key", { frame });
  }

  setPalette(palette, only = this.paletteOnly) {
    this.palette = palette;
    this.paletteOnly = only;
    this.emit("palette");
  }

  /** The palette that celtint is to keep to, as the wire has it. */
  get limit() {
    return this.paletteOnly ? this.palette.map(({ id, name, colour }) => ({ id, name, colour })) : [];
  }

  setSettings(settings) {
    this.settings = { ...this.settings, ...settings };
    this.emit("settings");
  }

  setModel(model) {
    this.model = model;
    this.emit("settings");
  }

  setLayer(layer, change) {
    Object.assign(this.layers[layer], change);
    this.emit("layers");
  }

  /** background and lineColour: a colour or null. */
  setLook(change) {
    Object.assign(this, change);
    this.emit("layers");
  }

  setName(name) {
    this.name = name;
    this.emit("name");
  }
}
