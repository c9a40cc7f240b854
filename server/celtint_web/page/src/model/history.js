import { Emitter } from "./emitter.js";

/** How many of the newest entries stay as they are; older ones are asked to make themselves small. */
const FRESH = 6;

/**
 * What can be taken back, without a limit.
 *
 * An entry is {label, undo(), redo()} and may have pack(), called once when it is no longer among the newest; what it
 * touches stays usable. `label` is a key of the words. Tells "change".
 */
export class History extends Emitter {
  #done = [];
  #undone = [];

  /** Take in what has just been done. */
  push(entry) {
    this.#done.push(entry);
    this.#undone = [];
    const old = this.#done[this.#done.length - 1 - FRESH];
    if (old && !old.packed) {
      old.pack?.();
      old.packed = true;
    }
    this.emit("change");
  }

  /** Do it and take it in. */
  do(entry) {
    entry.redo();
    this.push(entry);
  }

  /** @returns {boolean} whether there was anything */
  undo() {
    return this.#step(this.#done, this.#undone, "undo");
  }

  /** @returns {boolean} whether there was anything */
  redo() {
    return this.#step(this.#undone, this.#done, "redo");
  }

  #step(from, to, way) {
    const entry = from.pop();
    if (!entry) return false;
    entry[way]();
    to.push(entry);
    this.emit("change");
    return true;
  }

  clear() {
    this.#done = [];
    this.#undone = [];
    this.emit("change");
  }

  /** The labels of what undo and redo would do, or undefined. */
  get next() {
    return { undo: this.#done.at(-1)?.label, redo: this.#undone.at(-1)?.label };
  }

  /** How many can be undone. */
  get length() {
    return this.#done.length;
  }
}
