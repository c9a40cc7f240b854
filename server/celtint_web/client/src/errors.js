/** What can go wrong: one class, told apart by its stable name; a lost connection knows its job. */

import { ERRORS } from "./contract.js";

/** What the server says went wrong, or this client. `message` is one plain sentence. */
export class CeltintError extends Error {
  /**
   * @param {string} name the stable name, of ERRORS
   * @param {string} message
   * @param {{ code?: number, retryable?: boolean, data?: Record<string, any> }} [told] what the server said beside it
   */
  constructor(name, message, { code, retryable, data = {} } = {}) {
    super(message);
    const known = Object.hasOwn(ERRORS, name) ? ERRORS[/** @type {keyof typeof ERRORS} */ (name)] : ERRORS.INTERNAL;
    this.name = name;
    this.code = code ?? known.code;
    this.retryable = retryable ?? known.retryable;
    this.data = data;
  }
}

/** The line broke. The server keeps `job` for ten minutes: connect again and `resume` it. */
export class ConnectionLost extends CeltintError {
  /**
   * @param {string} message
   * @param {string | null} [job] what was under way
   */
  constructor(message, job = null) {
    super("CONNECTION_LOST", message, { retryable: true });
    this.job = job;
  }
}

/**
 * @param {string} message
 * @returns {CeltintError} for what can't be used
 */
export function badRequest(message) {
  return new CeltintError("BAD_REQUEST", message);
}

/** @returns {CeltintError} */
export function cancelled(message = "It was cancelled.") {
  return new CeltintError("CANCELLED", message);
}

/**
 * JSON-RPC's error object as an error.
 *
 * @param {any} error
 * @returns {CeltintError}
 */
export function readFailure(error) {
  const data = error?.data;
  if (!Number.isInteger(error?.code) || typeof data !== "object" || data === null) {
    throw badRequest("An error has an integer code and data.");
  }
  const { name, message, retryable, refs = [] } = data;
  if (typeof name !== "string" || typeof message !== "string" || typeof retryable !== "boolean") {
    throw badRequest("An error's data holds name, message and retryable.");
  }
  if (!Array.isArray(refs) || !refs.every((ref) => typeof ref === "string")) {
    throw badRequest("An error's refs are a list of texts.");
  }
  return new CeltintError(name, message, { code: error.code, retryable, data });
}
