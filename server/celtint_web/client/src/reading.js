/** Reading what a server answers: every member is checked, every surprise is a BAD_REQUEST. */

import { BYTES_PER_PIXEL, RECORDS } from "./contract.js";
import { badRequest } from "./errors.js";
import { isObject } from "./framing.js";

/**
 * @typedef {import("./index.js").Part} Part
 * @typedef {import("./framing.js").Ref} Ref
 * @typedef {{ type: string, many?: number, count?: number, least?: number, most?: number, or?: any[], of?: string[],
 *   default?: any }} Field
 */

/**
 * A record of the contract; members it doesn't know are passed over, so that servers may add to their answers.
 *
 * @param {string} record
 * @param {any} value
 * @param {Record<string, Part | Ref>} [parts]
 * @returns {any}
 */
export function read(record, value, parts = {}) {
  if (!isObject(value)) throw badRequest(`${record} is a JSON object.`);
  /** @type {Record<string, any>} */
  const found = {};
  const fields = /** @type {Record<string, Record<string, Field>>} */ (RECORDS)[record];
  for (const [name, field] of Object.entries(fields)) {
    if (field.type === "part") found[name] = ownPart(parts, name, field.of);
    else if (field.type === "Polygons") found[name] = polygons(parts);
    else if (Object.hasOwn(value, name)) found[name] = member(name, field, value[name]);
    else if ("default" in field) found[name] = structuredClone(field.default);
    else throw badRequest(`${record} needs ${name}.`);
  }
  return found;
}

/**
 * @param {string} name
 * @param {Field} field
 * @param {any} value
 */
function member(name, field, value) {
  if (field.or?.includes(value)) return value;
  const { many, count } = field;
  if (many === undefined && count === undefined) return single(name, field, value);
  if (!Array.isArray(value) || value.length > (many ?? Infinity) || value.length !== (count ?? value.length)) {
    throw badRequest(`${name} is a list of ${many ? `at most ${many}` : count}.`);
  }
  return value.map((row) => single(name, field, row));
}

/**
 * @param {string} name
 * @param {Field} field
 * @param {any} value
 */
function single(name, field, value) {
  const { type, least = -Infinity, most = Infinity } = field;
  if (type in RECORDS) return read(type, value);
  if (type === "numbers" && isObject(value)) return { ...value };
  const fits = {
    text: () => typeof value === "string",
    flag: () => typeof value === "boolean",
    whole: () => Number.isSafeInteger(value) && value >= least && value <= most,
    number: () => Number.isFinite(value) && value >= least && value <= most,
    colour: () => Array.isArray(value) && value.length === 3 && value.every(isByte),
  }[type];
  if (!fits?.()) throw badRequest(`${name} of the server's answer is no ${type} as it should be; update both sides.`);
  return value;
}

/** @param {any} value */
function isByte(value) {
  return Number.isInteger(value) && value >= 0 && value <= 255;
}

/**
 * A part that came as bytes, whole, or null if there is none of that name.
 *
 * @param {Record<string, Part | Ref>} parts
 * @param {string} name
 * @param {readonly string[]} [encodings]
 * @returns {Part | null}
 */
function ownPart(parts, name, encodings) {
  const part = parts[name];
  if (!part) return null;
  if ("ref" in part) throw badRequest(`The part ${name} is a ref.`);
  const { encoding, width, height, bytes } = part;
  const each = BYTES_PER_PIXEL[/** @type {keyof typeof BYTES_PER_PIXEL} */ (encoding)];
  if (!encodings?.includes(encoding) || (each !== undefined && bytes.length !== width * height * each)) {
    throw badRequest(`The part ${name} came as ${encoding} and isn't what it should be; update both sides.`);
  }
  return part;
}

/**
 * The 32-bit numbers of a part, a view where the bytes lie aligned.
 *
 * @template {Uint32Array | Float32Array} T
 * @param {Part} part
 * @param {new (buffer: ArrayBufferLike, start?: number, length?: number) => T} Kind
 * @returns {T}
 */
function numbers({ bytes }, Kind) {
  const whole = bytes.byteOffset % 4 ? bytes.slice() : bytes;
  return new Kind(whole.buffer, whole.byteOffset, whole.length / 4);
}

/**
 * Which region each pixel is of, row by row from the top; 0 is no region.
 *
 * @param {Part} labels
 * @returns {Uint32Array}
 */
export function labelIds(labels) {
  return numbers(labels, Uint32Array);
}

/**
 * @param {Record<string, Part | Ref>} parts
 * @returns {import("./index.js").Polygons | null}
 */
function polygons(parts) {
  const pointPart = ownPart(parts, "polygon_points", ["f32"]);
  const ringPart = ownPart(parts, "polygon_rings", ["u32"]);
  if (!pointPart || !ringPart) return null;
  const points = numbers(pointPart, Float32Array);
  const table = numbers(ringPart, Uint32Array);
  let total = 0;
  for (let row = 1; row < table.length; row += 3) total += table[row];
  if (table.length % 3 || points.length !== 2 * total) {
    throw badRequest("The outlines don't have as many points as they say.");
  }
  return {
    points,
    table,
    *[Symbol.iterator]() {
      let start = 0;
      for (let row = 0; row < table.length; row += 3) {
        const end = start + 2 * table[row + 1];
        yield { region: table[row], hole: Boolean(table[row + 2]), points: points.subarray(start, end) };
        start = end;
      }
    },
  };
}

/**
 * A colouring, or a frame's, with its size in pixels: of what came back, else of what was sent.
 *
 * @param {"Colouring" | "FrameAnswer"} record
 * @param {any} value
 * @param {Record<string, Part | Ref>} parts
 * @param {{ width: number, height: number } | null} [sent]
 * @returns {any}
 */
export function readColouring(record, value, parts, sent = null) {
  const found = read(record, value, parts);
  const sized = found.colour ?? found.labels ?? found.ink ?? found.preview ?? found.shade ?? sent;
  return { ...found, width: sized?.width ?? null, height: sized?.height ?? null };
}
