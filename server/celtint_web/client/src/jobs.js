/** One job: from its request to its end, on one line. */

import { badRequest, cancelled, readFailure } from "./errors.js";
import { read, readColouring } from "./reading.js";

/**
 * @typedef {import("./line.js").Line} Line
 * @typedef {import("./line.js").Parts} Parts
 * @typedef {import("./framing.js").Message} Message
 * @typedef {import("./index.js").JobOptions} JobOptions
 * @typedef {{ onStarted?: (job: string) => void, onResult?: (answer: Message) => void,
 *   onNews: (news: Message) => void, onEnd: (error: Error | null) => void }} Hearing
 *   onResult: the answer was the result already; onEnd: no more will come
 */

/** What a request that starts or joins a job shares with all others of its kind: the job's id, its news, its cancel. */
export class Following {
  /** @type {string | null} */
  id = null;
  over = false;
  #line;
  #hearing;
  #cancelled = false;
  #silence = () => {};

  /**
   * @param {Line} line
   * @param {Hearing} hearing
   */
  constructor(line, hearing) {
    this.#line = line;
    this.#hearing = hearing;
  }

  /**
   * @param {string} method
   * @param {Record<string, any>} params
   * @param {Parts} [parts]
   * @param {(error: Error | null) => boolean} [mended] whether it did something about a refusal
   */
  ask(method, params, parts = {}, mended = () => false) {
    this.#line.ask(method, params, parts, (answer, error) => {
      if (answer) this.#answered(answer);
      else if (this.over || !mended(error)) this.end(error);
    });
  }

  /** Ask for the job to stop, now or as soon as it has begun. */
  cancel() {
    this.#cancelled = true;
    if (this.id !== null && !this.over) this.#line.ask("cancel", { job: this.id }, {}, () => {});
  }

  /**
   * No more is heard of it.
   *
   * @param {Error | null} error
   */
  end(error) {
    if (this.over) return;
    this.over = true;
    this.#silence();
    this.#hearing.onEnd(error);
  }

  /** @param {Message} answer */
  #answered({ id, result = {}, parts }) {
    if (this.over && !this.#cancelled) return;
    if ("mode" in result) return this.#tell(() => this.#hearing.onResult?.({ id, result, parts }), true);
    if (typeof result.job !== "string") return this.end(badRequest("The server's answer names no job."));
    this.id = result.job;
    if (this.#cancelled) this.#line.ask("cancel", { job: this.id }, {}, () => {});
    if (this.over) return;
    this.#silence = this.#line.listen(this.id, (news, error) => (news ? this.#news(news) : this.end(error)));
    this.#hearing.onStarted?.(this.id);
  }

  /** @param {Message} news */
  #news(news) {
    const done = news.method === "done";
    this.#tell(() => {
      if (done && news.params?.error) throw readFailure(news.params.error);
      this.#hearing.onNews(news);
    }, done);
  }

  /**
   * Hand something on. What the server says went wrong, what it shouldn't have said, and what the caller's own
   * function throws end it.
   *
   * @param {() => void} hand
   * @param {boolean} last
   */
  #tell(hand, last) {
    try {
      hand();
      if (last) this.end(null);
    } catch (error) {
      if (!last) this.cancel();
      this.end(/** @type {Error} */ (error));
    }
  }
}

/**
 * Pass on where a job stands.
 *
 * @param {Message} news
 * @param {JobOptions} options
 */
export function passOn({ method, params }, { onProgress, onQueued }) {
  if (method === "queued") onQueued?.(read("Progress", params));
  if (method === "progress") onProgress?.(read("Progress", params));
}

/**
 * A promise and what settles it.
 *
 * @template T
 * @returns {{ promise: Promise<T>, settle: (value: T) => void, reject: (error: Error) => void }}
 */
export function deferred() {
  /** @type {(value: T) => void} */
  let settle = () => {};
  /** @type {(error: Error) => void} */
  let reject = () => {};
  const promise = /** @type {Promise<T>} */ (new Promise((yes, no) => ((settle = yes), (reject = no))));
  return { promise, settle, reject };
}

/** A picture's job: a promise of its result that can be cancelled. */
export class Job {
  #result = /** @type {ReturnType<typeof deferred<any>>} */ (deferred());
  #started = /** @type {ReturnType<typeof deferred<string>>} */ (deferred());
  #following;
  #size;

  /**
   * @param {Line} line
   * @param {JobOptions} options
   * @param {{ width: number, height: number } | null} [size] of what is sent, in pixels
   */
  constructor(line, options, size = null) {
    const { signal } = options;
    const stop = () => this.cancel();
    this.#size = size;
    this.#started.promise.catch(() => {}); // told by the result as well, so nobody has to listen here
    this.#following = new Following(line, {
      onStarted: this.#started.settle,
      onResult: ({ result, parts }) => this.#done(result, parts),
      onNews: (news) => (news.method === "done" ? this.#done(news.params, news.parts) : passOn(news, options)),
      onEnd: (error) => {
        signal?.removeEventListener("abort", stop);
        if (!error) return;
        this.#started.reject(error);
        this.#result.reject(error);
      },
    });
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
  }

  /** The job's id, null until the server has taken it. */
  get id() {
    return this.#following.id;
  }

  /** The job's id as soon as the server has taken it. */
  get started() {
    return this.#started.promise;
  }

  /** Stop it: its promise is rejected with CANCELLED at once, the server follows within about a second. */
  cancel() {
    this.#following.cancel();
    this.#following.end(cancelled());
  }

  /**
   * For this package: send the request, or the next attempt at it.
   *
   * @type {(...request: Parameters<Following["ask"]>) => this}
   */
  ask(...request) {
    if (!this.#following.over) this.#following.ask(...request);
    return this;
  }

  /**
   * For this package: it can't even be asked.
   *
   * @param {Error} error
   */
  fail(error) {
    this.#following.end(error);
    return this;
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

  /**
   * @param {any} members
   * @param {Message["parts"]} parts
   */
  #done(members, parts) {
    const result = readColouring("Colouring", members, parts, this.#size);
    this.#started.settle(result.job);
    this.#result.settle(result);
  }
}
