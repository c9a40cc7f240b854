/** A worker that is asked for one thing at a time or many, each by a kind that it knows. See answering.js. */
export class Asking {
  #worker;
  #waiting = new Map();
  #next = 1;

  /** @param {URL} url of the worker's module */
  constructor(url) {
    this.#worker = new Worker(url, { type: "module" });
    this.#worker.addEventListener("message", ({ data: { id, made, error } }) => {
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) reject(Object.assign(new Error(error.message), error));
      else resolve(made);
    });
  }

  /**
   * @param {string} kind
   * @param {object} data what it takes
   * @param {Transferable[]} [handed] buffers that the worker takes over
   * @returns {Promise<any>} raises an Error whose `word` is a key of the words, and `values` what stands in them
   */
  ask(kind, data, handed = []) {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, kind, data }, handed);
    });
  }
}
