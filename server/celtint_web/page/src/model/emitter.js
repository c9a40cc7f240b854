/** Who wants to hear of changes: the one kind of event that the model's objects tell. */
export class Emitter {
  #listeners = new Map();

  /**
   * Hear of `name` until the function that this returns is called.
   * @param {string} name
   * @param {(detail?: any) => void} listener
   * @returns {() => void}
   */
  on(name, listener) {
    if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
    this.#listeners.get(name).add(listener);
    return () => this.#listeners.get(name).delete(listener);
  }

  /** @param {string} name @param {any} [detail] */
  emit(name, detail) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(detail);
  }
}
