/** What can go wrong; index.d.ts says more. */

import { ERRORS } from "./contract.js";

export class CeltintError extends Error {
  /**
   * @param {string} name
   * @param {string} message
   * @param {{ code?: number, retryable?: boolean, data?: Record<string, any> }} [told]
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

export class ConnectionLost extends CeltintError {
  /**
   * @param {string} message
   * @param {string | null} [job]
   */
  constructor(message, job = null) {
    super("CONNECTION_LOST", message, { retryable: true });
    this.job = job;
  }
}

/** @param {string} message */
export function badRequest(message) {
  return new CeltintError("BAD_REQUEST", message);
}

export function cancelled(message = "It was cancelled.") {
  return new CeltintError("CANCELLED", message);
}

/**
 * JSON-RPC's error object as an error.
 *
 * @param {any} error
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
