/**
 * The worker that reads and writes files: everything that takes long and isn't drawing. What it can do are the kinds in
 * worker.js; `ask` hands one its data and gives what it makes.
 */
export class Files {
  #worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  #waiting = new Map();
  #next = 1;

  constructor() {
    this.#worker.addEventListener("message", ({ data }) => {
      const { resolve, reject } = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.error) reject(Object.assign(new Error(data.error.message), { word: data.error.word }));
      else resolve(data.made);
    });
  }

  /**
   * @param {string} kind of worker.js
   * @param {object} data what it takes
   * @param {Transferable[]} [handed] buffers that the worker takes over
   */
  ask(kind, data, handed = []) {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, kind, data }, handed);
    });
  }

  /**
   * Read a picture that the browser knows.
   * @param {Blob} file
   * @returns {Promise<{picture: import("../model/project.js").Picture, levels: ImageBitmap[], clear: boolean}>} raises an
   *   Error whose `word` is a key of the words
   */
  decode(file) {
    return this.ask("decode", { file });
  }

  /** A picture to draw, or its lines alone in one colour: {levels, clear}. */
  image({ width, height, encoding, bytes }, colour = null) {
    return this.ask("image", { width, height, encoding, bytes, colour });
  }
}
