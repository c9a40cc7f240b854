/** One WebSocket: requests with their answers, and the news of jobs. */

import { SUBPROTOCOL } from "./contract.js";
import { CeltintError, ConnectionLost, badRequest, readFailure } from "./errors.js";
import { decode, encode } from "./framing.js";

/** For the package ws, whose limit is 100 MiB otherwise; browsers pass over it. */
const OPTIONS = { maxPayload: 0, perMessageDeflate: false };

/**
 * @typedef {import("./framing.js").Message} Message
 * @typedef {Parameters<typeof encode>[1]} Parts
 * @typedef {(answer: Message | null, error: Error | null) => void} OnAnswer one of both
 * @typedef {(news: Message | null, error: Error | null) => void} OnNews one of both
 */

export class Line {
  #socket;
  #next = 0;
  /** @type {Map<number | string, OnAnswer>} */
  #calls = new Map();
  /** @type {Map<string, Set<OnNews>>} */
  #jobs = new Map();
  /** @type {CeltintError | null} */
  #lost = null;
  #closing = false;
  /** @type {(error: CeltintError | null) => void} */
  #ended = () => {};
  /** Bytes that a message may have; known after hello. */
  most = Infinity;
  /** Settled when the connection has ended: null if this side closed it. @type {Promise<CeltintError | null>} */
  closed = new Promise((settle) => (this.#ended = settle));

  /** @param {WebSocket} socket an open one */
  constructor(socket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#receive(data));
    socket.addEventListener("close", ({ code, reason }) => this.#lose(why(code, reason)));
  }

  /**
   * @param {string} url ws:// or wss://
   * @param {typeof WebSocket} Socket
   * @param {number} timeout milliseconds
   * @returns {Promise<Line>}
   */
  static open(url, Socket, timeout) {
    /** @type {WebSocket} */
    let socket;
    try {
      socket = new /** @type {any} */ (Socket)(url, [SUBPROTOCOL], OPTIONS);
    } catch {
      return Promise.reject(badRequest(`${url} is no server's address; it begins with ws:// or wss://.`));
    }
    socket.binaryType = "arraybuffer";
    return new Promise((settle, reject) => {
      /** @param {CeltintError} error */
      const fail = (error) => {
        clearTimeout(timer);
        reject(error);
      };
      const lost = () => fail(new ConnectionLost(`No celtint server answers at ${url}; is it running?`));
      const timer = setTimeout(() => {
        lost();
        socket.close();
      }, timeout);
      // a browser tells nobody why: no server, or one that doesn't let this page in
      socket.addEventListener("error", lost);
      socket.addEventListener("close", lost);
      socket.addEventListener("open", () => {
        clearTimeout(timer);
        if (socket.protocol === SUBPROTOCOL) return settle(new Line(socket));
        fail(new CeltintError("VERSION_UNSUPPORTED", `The server doesn't speak ${SUBPROTOCOL}; update both sides.`));
        return socket.close();
      });
    });
  }

  /**
   * Send a request.
   *
   * @param {string} method
   * @param {Record<string, any>} params
   * @param {Parts} parts
   * @param {OnAnswer} onAnswer called once, as soon as the answer is there and before any news after it
   */
  ask(method, params, parts, onAnswer) {
    const id = ++this.#next;
    try {
      this.#send({ id, method, params }, parts);
      this.#calls.set(id, onAnswer);
    } catch (error) {
      onAnswer(null, /** @type {Error} */ (error));
    }
  }

  /**
   * Send a request and wait for its answer.
   *
   * @param {string} method
   * @param {Record<string, any>} [params]
   * @param {Parts} [parts]
   * @param {number} [timeout] milliseconds
   * @returns {Promise<{ result: Record<string, any>, parts: Message["parts"] }>}
   */
  call(method, params = {}, parts = {}, timeout) {
    return new Promise((settle, reject) => {
      const late = () => reject(new ConnectionLost(`The server didn't answer ${method} in time.`));
      const timer = timeout && setTimeout(late, timeout);
      this.ask(method, params, parts, (answer, error) => {
        clearTimeout(timer);
        if (answer?.result) settle({ result: answer.result, parts: answer.parts });
        else reject(error);
      });
    });
  }

  /**
   * Say something that isn't answered; a lost line is told by others.
   *
   * @param {string} method
   * @param {Record<string, any>} params
   */
  tell(method, params) {
    if (!this.#lost) this.#send({ method, params }, {});
  }

  /**
   * Hear a job's news until it is over or the line breaks.
   *
   * @param {string} job
   * @param {OnNews} onNews
   * @returns {() => void} what ends it
   */
  listen(job, onNews) {
    const listeners = this.#jobs.get(job) ?? new Set();
    this.#jobs.set(job, listeners.add(onNews));
    return () => {
      listeners.delete(onNews);
      if (!listeners.size && this.#jobs.get(job) === listeners) this.#jobs.delete(job);
    };
  }

  /** @returns {Promise<unknown>} */
  close() {
    this.#closing = true;
    this.#socket.close();
    this.#lose(new ConnectionLost("The connection was closed."));
    return this.closed;
  }

  /**
   * @param {import("./framing.js").Body} body
   * @param {Parts} parts
   */
  #send(body, parts) {
    if (this.#lost) throw this.#lost;
    const message = encode(body, parts);
    if (typeof message !== "string" && message.length > this.most) {
      const size = Math.floor(this.most / 2 ** 20);
      throw new CeltintError("TOO_LARGE", `The message is larger than the server takes, which is ${size} MiB.`);
    }
    this.#socket.send(message);
  }

  /** @param {any} data */
  #receive(data) {
    if (this.#lost) return;
    /** @type {Message} */
    let message;
    /** @type {Error | null} */
    let failure = null;
    try {
      message = decode(data);
      if (message.error) failure = readFailure(message.error);
    } catch (error) {
      this.#lose(/** @type {CeltintError} */ (error));
      return this.#socket.close();
    }
    const { id, method } = message;
    if (method === undefined) {
      const onAnswer = this.#calls.get(id ?? "");
      this.#calls.delete(id ?? "");
      onAnswer?.(failure ? null : message, failure);
    } else {
      for (const onNews of [...(this.#jobs.get(message.params?.job) ?? [])]) onNews(message, null);
    }
  }

  /** @param {CeltintError} error */
  #lose(error) {
    if (this.#lost) return;
    this.#lost = error;
    const jobs = [...this.#jobs];
    const calls = [...this.#calls.values()];
    this.#jobs.clear();
    this.#calls.clear();
    for (const onAnswer of calls) onAnswer(null, error);
    for (const [job, listeners] of jobs) {
      const told = error instanceof ConnectionLost ? new ConnectionLost(error.message, job) : error;
      for (const onNews of [...listeners]) onNews(null, told);
    }
    this.#ended(this.#closing ? null : error);
  }
}

/**
 * The error that a close code says.
 *
 * @param {number} code
 * @param {string} reason
 * @returns {CeltintError}
 */
function why(code, reason) {
  if (code === 1008) return new CeltintError("UNAUTHORISED", reason || "The server closed the connection.");
  if (code === 1009) return new CeltintError("TOO_LARGE", "The message is larger than the server takes.");
  if (code === 1013) return new CeltintError("QUEUE_FULL", "The server has no room for this; try again later.");
  if (code === 1001) return new ConnectionLost("The server has shut down; start it and connect again.");
  return new ConnectionLost("The connection to the server broke; connect again.");
}
