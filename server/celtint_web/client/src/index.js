/** celtint's client for JavaScript, browsers and Node.js: one connection to one server, and what can be asked of it. */

import { VERSION } from "./contract.js";
import { CeltintError, badRequest, cancelled } from "./errors.js";
import { Job } from "./jobs.js";
import { Line } from "./line.js";
import { Kept } from "./parts.js";
import { read } from "./reading.js";
import { Sequence, idOf } from "./sequences.js";

export * from "./contract.js";
export { CeltintError, ConnectionLost } from "./errors.js";
export { Job } from "./jobs.js";
export { digest } from "./parts.js";
export { labelIds } from "./reading.js";
export { Sequence } from "./sequences.js";

/** @typedef {import("./index.js").Client} Public what is said there of each method */

/** Milliseconds for connecting, and for answers that no job has to be waited for. */
const TIMEOUT = 10_000;

/** @type {typeof import("./index.js").connect} */
export async function connect(options) {
  const { url, token, code, key, client, version = VERSION, timeout = TIMEOUT } = options;
  const Socket = options.WebSocket ?? globalThis.WebSocket;
  if (!Socket) throw badRequest("There is no WebSocket here: take Node.js 22, or hand in the one of the package ws.");
  const line = await Line.open(url, Socket, timeout);
  try {
    const { result } = await line.call("hello", { token, code, key, client, version }, {}, timeout);
    return new Client(line, read("Welcome", result), timeout);
  } catch (error) {
    line.close();
    throw error;
  }
}

export class Client {
  #line;
  #timeout;
  #kept = new Kept();
  /** The newest request of each live drawing. @type {Map<string, symbol>} */
  #live = new Map();

  /**
   * @param {Line} line
   * @param {import("./index.js").Welcome} welcome
   * @param {number} timeout
   */
  constructor(line, welcome, timeout) {
    this.#line = line;
    this.#timeout = timeout;
    line.most = welcome.limits.max_message;
    /** What the server said to hello. */
    this.welcome = welcome;
    /** Settled when the connection has ended: with why, or null if it was closed here. */
    this.closed = line.closed;
  }

  /** @type {Public["colour"]} */
  colour({ picture, hints, ...params }, options = {}) {
    const { live } = params;
    const full = { picture, hints };
    const job = new Job(this.#line, options, picture);
    const turn = Symbol();
    if (live != null) this.#live.set(live, turn);
    /** @param {Error | null} error */
    const mended = (error) => {
      if (!(error instanceof CeltintError) || error.name !== "UNKNOWN_PART") return false;
      this.#kept.forget(error.data.refs ?? []);
      if (Object.values(full).some((part) => part && "ref" in part)) return false; // the caller's own
      // sent again, an older request would take a newer one's place
      if (live != null && this.#live.get(live) !== turn) {
        job.end(cancelled("A newer request took its place."));
      } else {
        job.ask("colour", params, full);
        this.#kept.referred(full).sent();
      }
      return true;
    };
    try {
      const { parts, sent } = this.#kept.referred(full);
      job.ask("colour", params, parts, mended);
      if (!job.over) sent();
    } catch (error) {
      job.end(/** @type {Error} */ (error));
    }
    return job;
  }

  /** @type {Public["palette"]} */
  palette(request, options = {}) {
    return new Job(this.#line, options).ask("palette", request);
  }

  /** @type {Public["stage"]} */
  stage(request, options = {}) {
    return new Job(this.#line, options, request, "StageAnswer").ask("stage", request);
  }

  /** @type {Public["resume"]} */
  resume(job, wanted = {}, options = {}) {
    return new Job(this.#line, options).ask("job.get", { job: idOf(job), ...wanted });
  }

  /** @type {Public["sequence"]} */
  sequence(request = {}, options = {}) {
    return new Sequence(this.#line, options, "sequence", request);
  }

  /** @type {Public["sequencePalette"]} */
  sequencePalette(request, options = {}) {
    return new Sequence(this.#line, options, "palette", request);
  }

  /** @type {Public["resumeSequence"]} */
  resumeSequence(sequence, options = {}) {
    return new Sequence(this.#line, options, "job.get", { job: idOf(sequence) });
  }

  /** @type {Public["models"]} */
  async models() {
    const { result } = await this.#line.call("models.list", {}, {}, this.#timeout);
    if (!Array.isArray(result.models)) throw badRequest("The server's answer has no models.");
    return result.models.map((model) => read("Model", model));
  }

  /** @type {Public["card"]} */
  async card(name) {
    const { result } = await this.#line.call("models.card", { name }, {}, this.#timeout);
    if (typeof result.card !== "string") throw badRequest("The server's answer has no card.");
    return result.card;
  }

  /** @type {Public["call"]} */
  call(method, params, parts) {
    return /** @type {Promise<any>} */ (this.#line.call(method, params, parts));
  }

  /** @type {Public["close"]} */
  async close() {
    this.#line.close();
    await this.closed;
  }
}
