/** The browser's database of them, and its tables. */
const NAME = "celtint.shots";
const TABLES = ["shots", "results"];

/**
 * How shots were coloured, in the browser: a frame's colours are kept before the server forgets them, and what is known
 * of a shot whenever it changes. Where there is no room, or none is allowed, work goes on without.
 */
export class ShotStore {
  #database = null;

  /**
   * What was kept of a project's shot.
   * @param {import("../model/project.js").Project} project
   * @returns {Promise<{saved: object, results: Map<string, object>} | null>}
   */
  load({ id }) {
    return this.#do("readonly", async (table) => {
      const saved = await answer(table("shots").get(id));
      if (!saved) return null;
      const all = IDBKeyRange.bound([id], [id, []]);
      const [keys, values] = await Promise.all([answer(table("results").getAllKeys(all)), answer(table("results").getAll(all))]);
      return { saved, results: new Map(keys.map(([, frame], at) => [frame, values[at]])) };
    });
  }

  /** Keep all but the results. @param {import("../model/shot.js").Shot} shot */
  put(shot) {
    const saved = shot.save();
    return this.#do("readwrite", (table) => answer(table("shots").put(saved, shot.project.id)));
  }

  /** Keep a frame's colours. @param {import("../model/shot.js").Shot} shot @param {import("../model/project.js").Frame} frame */
  putResult(shot, frame) {
    const key = [shot.project.id, frame.id];
    const result = shot.result(frame);
    return this.#do("readwrite", (table) => answer(result ? table("results").put(result, key) : table("results").delete(key)));
  }

  /** Forget all of a project. @param {string} id */
  remove(id) {
    return this.#do("readwrite", (table) => {
      table("shots").delete(id);
      return answer(table("results").delete(IDBKeyRange.bound([id], [id, []])));
    });
  }

  async #do(mode, work) {
    try {
      this.#database ??= open();
      const transaction = (await this.#database).transaction(TABLES, mode);
      return await work((name) => transaction.objectStore(name));
    } catch (error) {
      if (error instanceof DOMException) return null; // no room, or forbidden
      throw error;
    }
  }
}

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => TABLES.forEach((name) => request.result.createObjectStore(name));
  return answer(request);
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
