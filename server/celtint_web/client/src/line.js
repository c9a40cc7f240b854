/** One WebSocket: requests, their answers, and the news of jobs. */

import { SUBPROTOCOL } from "./contract.js";
import { CeltintError, ConnectionLost, badRequest, readFailure } from "./errors.js";
import { decode, encode } from "./framing.js";

/** For the package ws, whose limit is 100 MiB otherwise; browsers pass over it. */
const OPTIONS = { maxPayload: 0, perMessageDeflate: false };

/**
 * @typedef {import("./framing.js").Message} Message
 * @typedef {import("./framing.js").Parts} Parts
 * @typedef {(told: Message | null, error: Error | null) => void} Hear one of both
 */

export class Line {
  #socket;
  #next = 0;
  /** @type {Map<number | string, Hear>} */
  #calls = new Map();
  /** @type {Map<string, Set<Hear>>} */
  #jobs = new Map();
  /** @type {CeltintError | null} */
  #lost = null;
  #closing = false;
  /** @type {(error: CeltintError | null) => void} */
  #ended = () => {};
  /** Bytes of a message; known after hello. */
  most = Infinity;
  /** @type {Promise<CeltintError | null>} */
  closed = new Promise((settle) => (this.#ended = settle));

  /** @param {WebSocket} socket that is open */
  constructor(socket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#receive(data));
    socket.addEventListener("close", ({ code, reason }) => this.#lose(why(code, reason)));
  }

  /** @type {(url: string, Socket: typeof WebSocket, timeout: number) => Promise<Line>} */
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
   * Send a request. onAnswer is called once, before any news after the answer.
   *
   * @type {(method: string, params: object, parts: Parts, onAnswer: Hear) => void}
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
   * @param {object} [params]
   * @param {Parts} [parts]
   * @param {number} [timeout]
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
   * @type {(method: string, params: object) => void}
   */
  tell(method, params) {
    if (!this.#lost) this.#send({ method, params }, {});
  }

  /**
   * Hear a job's news, until the line breaks or what this gives is called.
   *
   * @type {(job: string, onNews: Hear) => () => void}
   */
  listen(job, onNews) {
    const listeners = this.#jobs.get(job) ?? new Set();
    this.#jobs.set(job, listeners.add(onNews));
    return () => {
      listeners.delete(onNews);
      if (!listeners.size && this.#jobs.get(job) === listeners) this.#jobs.delete(job);
    };
  }

  close() {
    this.#closing = true;
    this.#socket.close();
    this.#lose(new ConnectionLost("The connection was closed."));
  }

  /** @type {(body: import("./framing.js").Body, parts: Parts) => void} */
  #send(body, parts) {
    if (this.#lost) throw this.#lost;
    const message = encode(body, parts);
    if (message.length > this.most) throw tooLarge();
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

function tooLarge() {
  return new CeltintError("TOO_LARGE", "The message is larger than the server takes.");
}

/** @type {(code: number, reason: string) => CeltintError} */
function why(code, reason) {
  if (code === 1008) return new CeltintError("UNAUTHORISED", reason || "The server closed the connection.");
  if (code === 1009) return tooLarge();
  if (code === 1013) return new CeltintError("QUEUE_FULL", "The server has no room for this; try again later.");
  if (code === 1001) return new ConnectionLost("The server has shut down; start it and connect again.");
  return new ConnectionLost("The connection to the server broke; connect again.");
}
