/**
 * A tool:
 *
 * id, also its words' key (`tool.ID`, `tool.ID.hint`); key, a letter; icon, of icons.svg; group, for the toolbar;
 * cursor, CSS's; `down(app, point)`, `move(app, points)`, `up(app, point)`, `cancel(app)`, `hover(app, point | null)`,
 * `chosen(app)`, `left(app)` and `pressed(app, event)`, a key, which says whether it was for it, all of them optional. Points are those of draw/input.js.
 *
 * @typedef {object} Tool
 */

/** The tools, and which is in the hand. */
export class Tools {
  #tools = new Map();
  #held = [];

  /** @param {object} app what tools are handed */
  constructor(app) {
    this.app = app;
    this.active = null;
  }

  /** @param {Tool} tool */
  add(tool) {
    this.#tools.set(tool.id, tool);
    this.active ??= tool;
  }

  get all() {
    return [...this.#tools.values()];
  }

  get(id) {
    return this.#tools.get(id);
  }

  /** The tool of a letter on the keyboard. */
  ofKey(key) {
    return this.all.find((tool) => tool.key === key);
  }

  choose(id) {
    this.#held = [];
    this.#take(this.get(id));
  }

  /** Another tool for as long as a key is held. */
  hold(id) {
    if (this.active.id === id || this.#held.length) return;
    this.#held.push(this.active);
    this.#take(this.get(id));
  }

  /** The key was let go. */
  release() {
    const before = this.#held.pop();
    if (before) this.#take(before);
  }

  #take(tool) {
    if (tool === this.active) return;
    this.active.left?.(this.app);
    this.active = tool;
    tool.chosen?.(this.app);
    this.app.emit("tool");
  }
}
