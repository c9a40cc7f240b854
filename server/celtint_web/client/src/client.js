/** A client: one connection to one server, and what can be asked of it. */

import { VERSION } from "./contract.js";
import { CeltintError, badRequest, cancelled } from "./errors.js";
import { Job } from "./jobs.js";
import { Line } from "./line.js";
import { Kept } from "./parts.js";
import { read } from "./reading.js";
import { Sequence, idOf } from "./sequences.js";

/**
 * @typedef {import("./index.js").ConnectOptions} ConnectOptions
 * @typedef {import("./index.js").JobOptions} JobOptions
 * @typedef {import("./index.js").SentPart} SentPart
 * @typedef {import("./line.js").Parts} Parts
 */

/** Milliseconds for connecting, and for answers that no job has to be waited for. */
const TIMEOUT = 10_000;

/**
 * Connect to a server and say hello.
 *
 * Throws UNAUTHORISED, VERSION_UNSUPPORTED, QUEUE_FULL, or a ConnectionLost if nothing answers there.
 *
 * @param {ConnectOptions} options
 * @returns {Promise<Client>}
 */
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
  /** What was asked last for each live drawing. @type {Map<string, Job>} */
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

  /**
   * Colour one picture. With `live`, a newer request of the same name takes its place and it fails with CANCELLED.
   *
   * @param {import("./index.js").ColourRequest} request
   * @param {JobOptions} [options]
   * @returns {Job}
   */
  colour({ picture, hints, ...params }, options = {}) {
    const { live } = params;
    const full = { picture, hints };
    const job = new Job(this.#line, options, picture);
    if (live != null) this.#live.set(live, job);
    /** @param {Error | null} error */
    const mended = (error) => {
      if (!(error instanceof CeltintError) || error.name !== "UNKNOWN_PART") return false;
      this.#kept.forget(error.data.refs ?? []);
      if (Object.values(full).some((part) => part && "ref" in part)) return false; // the caller's own
      // sent again, an older request would take a newer one's place
      if (live != null && this.#live.get(live) !== job) job.fail(cancelled("A newer request took its place."));
      else job.ask("colour", params, full);
      return true;
    };
    try {
      const { parts, sent } = this.#kept.referred(full);
      job.ask("colour", params, parts, mended);
      sent();
    } catch (error) {
      job.fail(/** @type {Error} */ (error));
    }
    return job;
  }

  /**
   * Give one palette entry of a finished job another colour; the answer is a job of its own.
   *
   * @param {import("./index.js").PaletteRequest} request
   * @param {JobOptions} [options]
   * @returns {Job}
   */
  palette(request, options = {}) {
    return new Job(this.#line, options).ask("palette", request);
  }

  /**
   * What a job gave, waiting for it if it isn't done; on a new connection too, for ten minutes after it has ended.
   *
   * @param {Job | string} job
   * @param {import("./index.js").Wanted} [wanted] what comes back; as was asked for at first, if it isn't given
   * @param {JobOptions} [options]
   * @returns {Job}
   */
  resume(job, wanted = {}, options = {}) {
    return new Job(this.#line, options).ask("job.get", { job: idOf(job), ...wanted });
  }

  /**
   * Begin a sequence: then send its frames, start it, and take what comes.
   *
   * @param {import("./index.js").SequenceRequest} [request]
   * @param {JobOptions} [options]
   * @returns {Sequence}
   */
  sequence(request = {}, options = {}) {
    return new Sequence(this.#line, options, { method: "sequence", params: request });
  }

  /**
   * Give one palette entry of a finished sequence another colour; the frames that have it come back.
   *
   * @param {import("./index.js").PaletteRequest} request
   * @param {JobOptions} [options]
   * @returns {Sequence}
   */
  sequencePalette(request, options = {}) {
    return new Sequence(this.#line, options, { method: "palette", params: request });
  }

  /**
   * The frames of a sequence that weren't taken yet; on a new connection too, and after a cancel.
   *
   * @param {Sequence | string} sequence
   * @param {JobOptions} [options]
   * @returns {Sequence}
   */
  resumeSequence(sequence, options = {}) {
    return new Sequence(this.#line, options, { method: "job.get", params: { job: idOf(sequence) } });
  }

  /**
   * The networks that can be asked for.
   *
   * @returns {Promise<import("./index.js").Model[]>}
   */
  async models() {
    const { result } = await this.#line.call("models.list", {}, {}, this.#timeout);
    if (!Array.isArray(result.models)) throw badRequest("The server's answer has no models.");
    return result.models.map((model) => read("Model", model));
  }

  /**
   * Any request of the contract, as it is.
   *
   * @param {string} method
   * @param {Record<string, any>} [params]
   * @param {Record<string, SentPart>} [parts]
   * @returns {Promise<{ result: Record<string, any>, parts: Record<string, any> }>}
   */
  call(method, params, parts) {
    return this.#line.call(method, params, parts);
  }

  /** Close the connection; jobs under way go on and are kept by the server for ten minutes. */
  async close() {
    this.#line.close();
    await this.closed;
  }
}
