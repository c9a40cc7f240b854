import { Emitter } from "../model/emitter.js";

const KEY = "celtint.key";

/** The one-time code in the address, which is taken out of it at once. */
export function takeCode() {
  const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1] ?? null;
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  return code;
}

/**
 * The line to the server. `state` is "connecting", "connected", "away" (it is tried again) or "refused" (`reason` is
 * "UNPAIRED", "SPENT" (the code), "UNAUTHORISED" (the key) or "VERSION_UNSUPPORTED"). Tells "state".
 */
export class Link extends Emitter {
  #worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  #waiting = new Map();
  #next = 1;

  constructor() {
    super();
    this.state = "connecting";
    this.reason = "";
    this.message = "";
    /** What the server said of itself: {version, models, limits, verbs}. */
    this.welcome = null;
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data));
    addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => !document.hidden && this.state === "away" && this.retry());
  }

  /** Begin, with the code that was in the address, or the key that is kept. */
  open(code) {
    const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/`;
    this.#worker.postMessage({ type: "open", url, key: localStorage.getItem(KEY), code });
  }

  /** Try at once, rather than after the pause. */
  retry() {
    this.#worker.postMessage({ type: "retry" });
  }

  /**
   * Ask for something that live/worker.js knows.
   * @param {string} kind @param {object} data
   * @param {{handed?: Transferable[], onProgress?: Function, onEvent?: Function, signal?: AbortSignal}} [how]
   * @returns {Promise<any>} rejects with an Error {name: the wire's, message: a sentence, retryable}
   */
  ask(kind, data, { handed = [], onProgress, onEvent, signal } = {}) {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress, onEvent });
      this.#worker.postMessage({ type: "ask", id, kind, data }, handed);
      signal?.addEventListener("abort", () => this.#worker.postMessage({ type: "stop", id }));
    });
  }

  #hear({ type, id, ...said }) {
    if (type === "state") return this.#changed(said);
    const waiting = this.#waiting.get(id);
    if (type === "progress") return waiting.onProgress?.(said);
    if (type === "event") return waiting.onEvent?.(said.name, said.detail);
    this.#waiting.delete(id);
    return said.error ? waiting.reject(Object.assign(new Error(said.error.message), said.error)) : waiting.resolve(said.made);
  }

  #changed({ state, reason = "", message = "", welcome, key }) {
    Object.assign(this, { state, reason, message });
    if (welcome) this.welcome = welcome;
    if (key) localStorage.setItem(KEY, key);
    if (reason === "UNAUTHORISED") localStorage.removeItem(KEY);
    this.emit("state");
  }
}
