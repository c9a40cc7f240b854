/** JSON-RPC 2.0 messages to and from what a WebSocket carries, as docs/protocol.md tells; no I/O here. */

import { ENCODINGS } from "./contract.js";
import { badRequest } from "./errors.js";

const LONG_HEADER = 2 ** 28;
const MOST = 2 ** 40;
const REF = /^[0-9a-f]{64}$/;
const KINDS = ["method", "result", "error"];

/**
 * @typedef {import("./index.js").Part} Part
 * @typedef {import("./index.js").SentPart} SentPart
 * @typedef {{ ref: string }} Ref
 * @typedef {Record<string, SentPart | Ref | null | undefined>} Parts null and undefined are left out
 * @typedef {Record<string, any>} Members
 * @typedef {{ id?: number | string | null, method?: string, params?: Members, result?: Members, error?: any }} Body
 * @typedef {Body & { parts: Record<string, Part | Ref> }} Message
 */

/**
 * The bytes of a part, without a copy.
 *
 * @type {(bytes: ArrayBufferLike | ArrayBufferView) => Uint8Array}
 */
export function view(bytes) {
  if (ArrayBuffer.isView(bytes)) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes instanceof ArrayBuffer || Object.prototype.toString.call(bytes) === "[object SharedArrayBuffer]") {
    return new Uint8Array(bytes);
  }
  throw badRequest("A part is { encoding, width, height, bytes }, and its bytes are a typed array or a buffer.");
}

/**
 * A message as a WebSocket sends it: text, or bytes if it has parts.
 *
 * @param {Body} body
 * @param {Parts} [parts]
 */
export function encode(body, parts = {}) {
  const heads = [];
  const blobs = [];
  let length = 0;
  for (const [name, part] of Object.entries(parts)) {
    if (part == null) continue;
    if ("ref" in part) {
      heads.push({ name, ref: part.ref });
      continue;
    }
    const blob = view(part.bytes);
    const { encoding, width, height } = part;
    heads.push({ name, encoding, width, height, length: blob.length });
    blobs.push(blob);
    length += blob.length;
  }
  if (!heads.length) return JSON.stringify({ jsonrpc: "2.0", ...body });
  const header = new TextEncoder().encode(JSON.stringify({ jsonrpc: "2.0", ...body, parts: heads }));
  const start = Math.ceil((4 + header.length) / 8) * 8; // so that the first blob starts aligned
  const message = new Uint8Array(start + length);
  new DataView(message.buffer).setUint32(0, start - 4, true);
  message.set(header, 4);
  message.fill(32, 4 + header.length, start);
  let at = start;
  for (const blob of blobs) {
    message.set(blob, at);
    at += blob.length;
  }
  return message;
}

/**
 * Read one message; its parts are views into `data`. Throws BAD_REQUEST and nothing else.
 *
 * @type {(data: string | ArrayBuffer | Uint8Array) => Message}
 */
export function decode(data) {
  if (typeof data === "string") return checked(parsed(data), {});
  const bytes = view(data);
  if (bytes.length < 4) throw badRequest("The message has no header.");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length > LONG_HEADER) throw badRequest("The header is too long.");
  if (length > bytes.length - 4) throw badRequest("The message ends too early.");
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(4, 4 + length));
  } catch {
    throw badRequest("The message is not JSON.");
  }
  const { parts, ...body } = parsed(text);
  return checked(body, readParts(parts, bytes.subarray(4 + length)));
}

/** @type {(text: string) => Members} */
function parsed(text) {
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    throw badRequest("The message is not JSON.");
  }
  if (!isObject(body)) throw badRequest("A message is one JSON object.");
  return body;
}

/** @type {(body: Members, parts: Message["parts"]) => Message} */
function checked(body, parts) {
  if (body.jsonrpc !== "2.0") throw badRequest('A message says "jsonrpc": "2.0".');
  const [kind, ...more] = KINDS.filter((key) => Object.hasOwn(body, key));
  const { id } = body;
  if (!kind || more.length || !(id == null || typeof id === "string" || Number.isSafeInteger(id))) {
    throw badRequest("A message has one of method, result and error, and an id.");
  }
  if (kind !== "method" && id === undefined) throw badRequest("An answer says the id of its request.");
  if (kind === "method" && typeof body.method !== "string") throw badRequest("A method is a text.");
  const { method, params = {}, result, error } = body;
  if (kind === "method" && !isObject(params)) throw badRequest("params is a JSON object.");
  if (kind === "result" && !isObject(result)) throw badRequest("result is a JSON object.");
  return kind === "method" ? { id, method, params, parts } : { id, [kind]: body[kind], parts };
}

/** @type {(heads: any, blobs: Uint8Array) => Message["parts"]} */
function readParts(heads, blobs) {
  if (!Array.isArray(heads)) throw badRequest("The parts are no list.");
  /** @type {Message["parts"]} */
  const parts = Object.create(null);
  let start = 0;
  for (const head of heads) {
    if (typeof head?.name !== "string") throw badRequest("Every part needs a name.");
    const { name, encoding, width, height, length, ref } = head;
    if (name in parts) throw badRequest("Two parts have the same name.");
    if (Object.hasOwn(head, "ref")) {
      if (typeof ref !== "string" || !REF.test(ref)) throw badRequest("A ref is 64 lower-case hex digits.");
      parts[name] = { ref };
      continue;
    }
    if (!ENCODINGS.includes(encoding)) throw badRequest(`No part has the encoding ${encoding}.`);
    if (![width, height, length].every((size) => Number.isInteger(size) && size >= 0 && size < MOST)) {
      throw badRequest("A part's width, height and length are whole numbers from 0.");
    }
    if (start + length > blobs.length) throw badRequest("The message ends too early.");
    parts[name] = { encoding, width, height, bytes: blobs.subarray(start, start + length) };
    start += length;
  }
  if (start !== blobs.length) throw badRequest("The message goes on after its last part.");
  return parts;
}

/** @param {any} value */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
