/** Sequences: sending many frames and taking many back, with only a few of them in memory at any time. */

import { CeltintError, ConnectionLost, badRequest } from "./errors.js";
import { Following, deferred, passOn } from "./jobs.js";
import { read, readColouring } from "./reading.js";

/** Frames under way in either direction: sent and not yet stored by the server, or coloured and not yet taken. */
const WINDOW = 4;
/** Milliseconds that a sequence whose frames are sent waits for room in the server's queue, and between asking. */
const PATIENCE = 60_000;
const PAUSE = 250;

/**
 * @typedef {import("./line.js").Line} Line
 * @typedef {import("./index.js").SentPart} SentPart
 * @typedef {import("./index.js").Frame} Frame
 * @typedef {import("./index.js").FrameAnswer} FrameAnswer
 * @typedef {import("./index.js").SequenceDone} SequenceDone
 * @typedef {import("./index.js").JobOptions} JobOptions
 */

export class Sequence {
  #line;
  #following;
  #started = /** @type {ReturnType<typeof deferred<string>>} */ (deferred());
  #done = /** @type {ReturnType<typeof deferred<SequenceDone>>} */ (deferred());
  #sending = 0;
  /** @type {(() => void)[]} those that wait to send a frame */
  #waiting = [];
  /** @type {FrameAnswer[]} */
  #arrived = [];
  /** Called when a frame has arrived or the end has come. */
  #woken = () => {};
  /** @type {number | null} the frame that was handed out last */
  #out = null;
  #granted = false;
  /** @type {Error | null} */
  #error = null;

  /**
   * @param {Line} line
   * @param {JobOptions} options
   * @param {{ method: string, params: Record<string, any> }} request
   */
  constructor(line, options, { method, params }) {
    const { signal } = options;
    const stop = () => this.cancel();
    this.#line = line;
    for (const { promise } of [this.#started, this.#done]) promise.catch(() => {}); // told by `frames` as well
    this.#following = new Following(line, {
      onStarted: this.#started.settle,
      onNews: (news) => {
        if (news.method === "frame") {
          this.#arrived.push(readColouring("FrameAnswer", news.params, news.parts));
          this.#woken();
        } else if (news.method === "done") this.#done.settle(read("SequenceDone", news.params));
        else passOn(news, options);
      },
      onEnd: (error) => {
        signal?.removeEventListener("abort", stop);
        this.#error = error;
        if (error) for (const { reject } of [this.#started, this.#done]) reject(error);
        this.#woken();
      },
    });
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    this.#following.ask(method, params);
  }

  /** The job's id, null until the server has taken it. */
  get id() {
    return this.#following.id;
  }

  /** The job's id as soon as the server has taken it. */
  get started() {
    return this.#started.promise;
  }

  /** Every frame's number, how many regions it has and which are unsure, once all frames were taken. */
  get done() {
    return this.#done.promise;
  }

  /** Stop it. The frames that were finished still come, then `frames` and `done` fail with CANCELLED. */
  cancel() {
    this.#following.cancel();
  }

  /**
   * Send one frame; of many at once a few are under way and the others wait.
   *
   * @param {number} number the caller's own; frames are in the order of their numbers
   * @param {{ picture?: SentPart, hints?: SentPart, key?: SentPart, without?: ("hints" | "key")[] }} [given] in a
   *   correction what isn't given stays as it was, and the frame loses what `without` names
   * @returns {Promise<number>} how many frames the server has stored, once it has this one
   */
  async frame(number, { without = [], ...parts } = {}) {
    const job = await this.started;
    if (this.#sending === WINDOW) await new Promise((go) => this.#waiting.push(() => go(null)));
    else this.#sending += 1;
    try {
      const { result } = await this.#ask("frame", { job, number, without }, parts);
      return result.frames;
    } finally {
      const next = this.#waiting.shift(); // takes this one's place
      if (next) next();
      else this.#sending -= 1;
    }
  }

  /**
   * These were all frames: colour them. While the server's queue is full it keeps them, and is asked again for a minute.
   */
  async start() {
    const job = await this.started;
    const end = performance.now() + PATIENCE;
    for (;;) {
      try {
        await this.#ask("sequence.start", { job });
        return;
      } catch (error) {
        const full = error instanceof CeltintError && error.name === "QUEUE_FULL";
        if (!full || this.#following.over || performance.now() > end) throw error;
        await new Promise((go) => setTimeout(go, PAUSE));
      }
    }
  }

  /**
   * Send all frames, a few at a time, and start. They are taken one by one, so read them there.
   *
   * @param {Iterable<Frame> | AsyncIterable<Frame>} frames
   */
  async send(frames) {
    /** @type {Promise<number>[]} */
    const underWay = [];
    try {
      for await (const { number, ...given } of frames) {
        if (underWay.length === WINDOW) await underWay.shift();
        underWay.push(this.frame(number, given));
        underWay.at(-1)?.catch(() => {}); // awaited below or before
      }
      await Promise.all(underWay);
      await this.start();
    } catch (error) {
      this.cancel();
      throw error;
    }
  }

  /**
   * The coloured frames, in the order in which they get done. What the loop has come back from is taken: the server
   * forgets it and sends one more. A loop that is left early cancels the sequence.
   *
   * @returns {AsyncIterableIterator<FrameAnswer>}
   */
  get frames() {
    return {
      next: () => this.#next(),
      return: async () => {
        if (!this.#following.over) this.cancel();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** @returns {Promise<IteratorResult<FrameAnswer, undefined>>} */
  async #next() {
    if (!this.#granted) {
      this.#granted = true;
      const job = await this.started;
      this.#line.tell("credit", { job, frames: WINDOW });
    }
    if (this.#out !== null) this.#line.tell("credit", { job: this.id, frames: 1, taken: [this.#out] });
    this.#out = null;
    while (!this.#arrived.length && !this.#following.over) {
      await new Promise((go) => (this.#woken = () => go(null)));
    }
    const value = this.#arrived.shift();
    if (value) {
      this.#out = value.number;
      return { done: false, value };
    }
    if (this.#error) throw this.#error;
    return { done: true, value: undefined };
  }

  /**
   * @param {string} method
   * @param {Record<string, any>} params
   * @param {Record<string, SentPart | undefined>} [parts]
   */
  async #ask(method, params, parts) {
    try {
      return await this.#line.call(method, params, parts);
    } catch (error) {
      throw error instanceof ConnectionLost ? new ConnectionLost(error.message, this.id) : error;
    }
  }
}

/**
 * A sequence's id, of itself or as it is.
 *
 * @param {{ id: string | null } | string} job
 * @returns {string}
 */
export function idOf(job) {
  const id = typeof job === "string" ? job : job.id;
  if (id === null) throw badRequest("The server hadn't taken this job yet; ask for it anew.");
  return id;
}
