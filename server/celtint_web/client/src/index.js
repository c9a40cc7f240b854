/** celtint's client for JavaScript: browsers and Node.js. */

export { Client, connect } from "./client.js";
export * from "./contract.js";
export { CeltintError, ConnectionLost } from "./errors.js";
export { Job } from "./jobs.js";
export { digest } from "./parts.js";
export { labelIds } from "./reading.js";
export { Sequence } from "./sequences.js";
