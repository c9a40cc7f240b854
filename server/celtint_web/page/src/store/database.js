import { fault } from "../files/fault.js";

/** Where projects are kept, in the worker. Rows of a project have its id, then a frame's, in front of their keys. */

const NAME = "celtint.projects";
export const TABLES = ["projects", "pictures", "keys", "tiles", "results"];

let opened = null;

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => TABLES.forEach((name) => request.result.createObjectStore(name));
  return answer(request);
}

/** What a request of the database gives. */
export function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Do all of it, or nothing if anything fails. `work` may wait for nothing but the database.
 * @template T
 * @param {"readonly" | "readwrite"} mode
 * @param {(table: (name: string) => IDBObjectStore) => Promise<T> | T} work
 * @returns {Promise<T>} faults: "error.full", "error.notKept"
 */
export async function transact(mode, work) {
  try {
    opened ??= open();
    const transaction = (await opened).transaction(TABLES, mode);
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new DOMException("", "AbortError"));
    });
    const [made] = await Promise.all([work((name) => transaction.objectStore(name)), ended]);
    return made;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (error.name === "InvalidStateError") opened = null; // the browser closed it
    throw fault(error.name === "QuotaExceededError" ? "error.full" : "error.notKept");
  }
}

/** All rows of a project, or of one of its frames. */
export function rowsOf(...ids) {
  return IDBKeyRange.bound(ids, [...ids, []]);
}
