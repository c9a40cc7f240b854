/** Sequences: many frames, of which only a few are in memory at any time. */

import { CeltintError, ConnectionLost, badRequest, cancelled } from "./errors.js";
import { Deferred, Following } from "./jobs.js";
import { read, readColouring } from "./reading.js";

/** Frames under way in either direction: sent and not yet stored by the server, or coloured and not yet taken. */
const WINDOW = 4;
/** Milliseconds that a sequence whose frames are sent waits for room in the server's queue, and between asking. */
const PATIENCE = 60_000;
const PAUSE = 250;

/**
 * @typedef {import("./line.js").Line} Line
 * @typedef {import("./index.js").Sequence} Public what is said there of each method
 * @typedef {import("./index.js").FrameAnswer} FrameAnswer
 * @typedef {import("./index.js").SequenceDone} SequenceDone
 * @typedef {import("./index.js").JobOptions} JobOptions
 */

export class Sequence extends Following {
  #line;
  #done = /** @type {Deferred<SequenceDone>} */ (new Deferred());
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
  /** Whether it runs, or waits for its turn: then the server tells how it ends. */
  #begun;
  /** @type {Error | null} */
  #error = null;

  /**
   * @param {Line} line
   * @param {JobOptions} options
   * @param {string} method
   * @param {object} params
   */
  constructor(line, options, method, params) {
    super(line, options);
    this.#line = line;
    this.#begun = method !== "sequence";
    this.done.catch(() => {}); // told by `frames` as well
    this.ask(method, params);
  }

  get done() {
    return this.#done.promise;
  }

  /** @param {import("./framing.js").Message} news */
  hear({ method, params, parts }) {
    if (method === "done") return this.#done.settle(read("SequenceDone", params));
    if (method === "frame") this.#arrived.push(readColouring("FrameAnswer", params, parts));
    return this.#woken();
  }

  stopped() {
    if (!this.#begun) this.end(cancelled());
  }

  /** @param {Error | null} error */
  ended(error) {
    this.#error = error;
    if (error) this.#done.reject(error);
    this.#woken();
  }

  /** @type {Public["frame"]} */
  async frame(number, { without = [], boxes, ...parts } = {}) {
    const job = await this.started;
    if (this.#sending === WINDOW) await new Promise((go) => this.#waiting.push(() => go(null)));
    else this.#sending += 1;
    try {
      const { result } = await this.#ask("frame", { job, number, without, boxes }, parts);
      return result.frames;
    } finally {
      const next = this.#waiting.shift(); // takes this one's place
      if (next) next();
      else this.#sending -= 1;
    }
  }

  async start() {
    const job = await this.started;
    const end = performance.now() + PATIENCE;
    for (;;) {
      try {
        await this.#ask("sequence.start", { job });
        this.#begun = true;
        return;
      } catch (error) {
        const full = error instanceof CeltintError && error.name === "QUEUE_FULL";
        if (!full || this.over || performance.now() > end) throw error;
        await new Promise((go) => setTimeout(go, PAUSE));
      }
    }
  }

  /** @type {Public["send"]} */
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

  /** @returns {AsyncIterableIterator<FrameAnswer>} */
  get frames() {
    return {
      next: () => this.#next(),
      return: async () => {
        if (!this.over) this.cancel();
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
    while (!this.#arrived.length && !this.over) {
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

  /** @type {(method: string, params: object, parts?: import("./framing.js").Parts) => Promise<any>} */
  async #ask(method, params, parts) {
    try {
      return await this.#line.call(method, params, parts);
    } catch (error) {
      throw error instanceof ConnectionLost ? new ConnectionLost(error.message, this.id) : error;
    }
  }
}

/** @type {(job: { id: string | null } | string) => string} */
export function idOf(job) {
  const id = typeof job === "string" ? job : job.id;
  if (id === null) throw badRequest("The server hadn't taken this job yet; ask for it anew.");
  return id;
}
