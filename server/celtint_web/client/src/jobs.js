/** Jobs: from a request to the end of what it started, on one line. */

import { badRequest, cancelled, readFailure } from "./errors.js";
import { read, readColouring } from "./reading.js";

/**
 * @typedef {import("./line.js").Line} Line
 * @typedef {import("./framing.js").Parts} Parts
 * @typedef {import("./framing.js").Message} Message
 * @typedef {import("./index.js").JobOptions} JobOptions
 */

/** A promise and what settles it. @template T */
export class Deferred {
  /** @type {(value: T) => void} */
  settle = () => {};
  /** @type {(error: Error) => void} */
  reject = () => {};
  /** @type {Promise<T>} */
  promise = new Promise((yes, no) => ((this.settle = yes), (this.reject = no)));
}

/** What jobs of pictures and of sequences share: `hear` takes their news, `ended` is called once. */
export class Following {
  /** @type {string | null} */
  id = null;
  over = false;
  #started = /** @type {Deferred<string>} */ (new Deferred());
  #line;
  #options;
  #cancelled = false;
  #stop = () => this.cancel();
  #silence = () => {};

  /**
   * @param {Line} line
   * @param {JobOptions} options
   */
  constructor(line, options) {
    this.#line = line;
    this.#options = options;
    this.started.catch(() => {}); // told elsewhere as well, so nobody has to listen here
    options.signal?.addEventListener("abort", this.#stop);
  }

  get started() {
    return this.#started.promise;
  }

  /**
   * Send the request. mended: whether something was done about a refusal.
   *
   * @type {(method: string, params: object, parts?: Parts, mended?: (error: Error | null) => boolean) => this}
   */
  ask(method, params, parts = {}, mended = () => false) {
    if (this.#options.signal?.aborted) this.cancel();
    if (this.over) return this;
    this.#line.ask(method, params, parts, (answer, error) => {
      if (answer) this.#answered(answer);
      else if (this.over || !mended(error)) this.end(error);
    });
    return this;
  }

  /** Ask for the job to stop, now or as soon as the server has taken it. */
  cancel() {
    this.#cancelled = true;
    if (this.id !== null && !this.over) this.#tellStop();
  }

  #tellStop() {
    this.#line.ask("cancel", { job: this.id }, {}, () => this.stopped());
  }

  /** @param {Error | null} error */
  end(error) {
    if (this.over) return;
    this.over = true;
    this.#silence();
    this.#options.signal?.removeEventListener("abort", this.#stop);
    if (error) this.#started.reject(error);
    this.ended(error);
  }

  /** The server has been told to stop. */
  stopped() {}

  /** @type {(error: Error | null) => void} */
  ended() {}

  /** Of a frame, or of what the job came to. @type {(news: Message) => void} */
  hear() {}

  /** @param {Message} answer */
  #answered({ result = {}, parts }) {
    if (typeof result.job !== "string") return this.end(badRequest("The server's answer names no job."));
    this.id = result.job;
    if (this.#cancelled) this.#tellStop();
    if (this.over) return;
    this.#started.settle(this.id);
    if ("mode" in result) return this.#news({ method: "done", params: result, parts });
    this.#silence = this.#line.listen(this.id, (news, error) => (news ? this.#news(news) : this.end(error)));
  }

  /** What goes wrong on either side ends it. @param {Message} news */
  #news(news) {
    const { method, params } = news;
    const { onProgress, onQueued } = this.#options;
    try {
      if (method === "queued") onQueued?.(read("Progress", params));
      else if (method === "progress") onProgress?.(read("Progress", params));
      else if (method === "done" && params?.error) throw readFailure(params.error);
      else this.hear(news);
      if (method === "done") this.end(null);
    } catch (error) {
      if (method !== "done") this.#tellStop();
      this.end(/** @type {Error} */ (error));
    }
  }
}

export class Job extends Following {
  #result = /** @type {Deferred<any>} */ (new Deferred());
  #size;
  #record;

  /**
   * @param {Line} line
   * @param {JobOptions} options
   * @param {{ width: number, height: number }} [size] of what is sent
   */
  constructor(line, options, size, record = "Colouring") {
    super(line, options);
    this.#record = record;
    this.#size = size && { width: size.width, height: size.height }; // no more of it, as its bytes are many
  }

  cancel() {
    super.cancel();
    this.end(cancelled());
  }

  /** @param {Message} news */
  hear({ method, params, parts }) {
    if (method === "done") this.#result.settle(readColouring(this.#record, params, parts, this.#size));
  }

  /** @param {Error | null} error */
  ended(error) {
    if (error) this.#result.reject(error);
  }

  /** @type {Promise<any>["then"]} */
  then(settled, rejected) {
    return this.#result.promise.then(settled, rejected);
  }

  /** @type {Promise<any>["catch"]} */
  catch(rejected) {
    return this.#result.promise.catch(rejected);
  }

  /** @type {Promise<any>["finally"]} */
  finally(settled) {
    return this.#result.promise.finally(settled);
  }
}
