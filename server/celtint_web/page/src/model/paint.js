import { fromHex } from "./colours.js";
import { Emitter } from "./emitter.js";

/** Diameters of a brush in pixels of the drawing. */
export const SIZES = Object.freeze({ least: 1, most: 600 });

/** What a first page is painted with, before its painter has colours of their own: two skins, hair, cloth, leaf, sky, sun, white. */
const AT_HAND = Object.freeze(["#f6d7c3", "#a9714b", "#5b3a29", "#e2583e", "#4e9a51", "#588cd6", "#f2c14e", "#ffffff"]);

/** What is in the painter's hand: two colours, a size. Tells "change". */
export class Paint extends Emitter {
  colour = [226, 88, 62];
  other = [88, 140, 214];
  /** The layer that was drawn on last, which the eraser takes from: "hints" or "lines". */
  layer = "hints";
  /** Whose size counts, "brush" or "pen". */
  hand = "brush";
  #sizes = { brush: 16, pen: 4 };
  /** Whether a pen's pressure changes the size. */
  pressure = true;
  /** Colours painted with lately, the newest first. */
  recent = AT_HAND.map(fromHex);

  get size() {
    return this.#sizes[this.hand];
  }

  /** Take another tool's size into the hand, or draw on another layer. */
  take({ hand = this.hand, layer = this.layer }) {
    Object.assign(this, { hand, layer });
    this.emit("change");
  }

  setColour(colour) {
    this.colour = [...colour];
    this.emit("change");
  }

  swap() {
    [this.colour, this.other] = [this.other, this.colour];
    this.emit("change");
  }

  setSize(size) {
    this.#sizes[this.hand] = Math.min(SIZES.most, Math.max(SIZES.least, Math.round(size)));
    this.emit("change");
  }

  /** One step larger (1) or smaller (-1), about a fifth. */
  step(way) {
    this.setSize(way > 0 ? Math.max(this.size + 1, this.size * 1.2) : Math.min(this.size - 1, this.size / 1.2));
  }

  /** The colour was painted with. */
  used() {
    const same = (colour) => colour.every((value, at) => value === this.colour[at]);
    if (this.recent.length && same(this.recent[0])) return;
    this.recent = [[...this.colour], ...this.recent.filter((colour) => !same(colour))].slice(0, 16);
    this.emit("change");
  }
}
