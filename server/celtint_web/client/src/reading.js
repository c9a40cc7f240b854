/** Reading what a server answers: every member is checked, every surprise is a BAD_REQUEST. */

import { BYTES_PER_PIXEL, RECORDS } from "./contract.js";
import { badRequest } from "./errors.js";
import { isObject } from "./framing.js";

/**
 * @typedef {import("./index.js").Part} Part
 * @typedef {import("./framing.js").Message["parts"]} Parts
 * @typedef {{ type: string, many?: number, count?: number, least?: number, most?: number, or?: any[], of?: string[],
 *   default?: any }} Field
 */

/**
 * A record of the contract; members it doesn't know are passed over, so that servers may add to their answers.
 *
 * @type {(record: string, value: any, parts?: Parts) => any}
 */
export function read(record, value, parts = {}) {
  if (!isObject(value)) throw unfit(record);
  /** @type {Record<string, any>} */
  const found = {};
  const fields = /** @type {Record<string, Record<string, Field>>} */ (RECORDS)[record];
  for (const [name, field] of Object.entries(fields)) {
    if (field.type === "part") found[name] = ownPart(parts, name, field.of);
    else if (field.type === "Polygons") found[name] = polygons(parts);
    else if (Object.hasOwn(value, name)) found[name] = member(name, field, value[name]);
    else if ("default" in field) found[name] = structuredClone(field.default);
    else throw unfit(name);
  }
  return found;
}

/** @type {(name: string, field: Field, value: any) => any} */
function member(name, field, value) {
  if (field.or?.includes(value)) return value;
  const { many, count } = field;
  if (many === undefined && count === undefined) return single(name, field, value);
  if (!Array.isArray(value) || value.length > (many ?? Infinity) || value.length !== (count ?? value.length)) {
    throw unfit(name);
  }
  return value.map((row) => single(name, field, row));
}

/** @type {(name: string, field: Field, value: any) => any} */
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
  if (!fits?.()) throw unfit(name);
  return value;
}

/** @param {string} name */
function unfit(name) {
  return badRequest(`In the server's answer ${name} isn't what it should be; update both sides.`);
}

/** @param {any} value */
function isByte(value) {
  return Number.isInteger(value) && value >= 0 && value <= 255;
}

/** @type {(parts: Parts, name: string, encodings?: string[]) => Part | null} */
function ownPart(parts, name, encodings) {
  const part = parts[name];
  if (!part) return null;
  const { encoding, width, height, bytes } = /** @type {Part} */ (part);
  const each = BYTES_PER_PIXEL[/** @type {keyof typeof BYTES_PER_PIXEL} */ (encoding)];
  if (!encodings?.includes(encoding) || (each !== undefined && bytes.length !== width * height * each)) {
    throw unfit(name);
  }
  return /** @type {Part} */ (part);
}

/** The whole numbers of a part, a view where the bytes lie aligned. @param {Part} labels */
export function labelIds({ bytes }) {
  const { buffer, byteOffset, length } = bytes.byteOffset % 4 ? bytes.slice() : bytes;
  return new Uint32Array(buffer, byteOffset, length / 4);
}

/** @type {(parts: Parts) => import("./index.js").Polygons | null} */
function polygons(parts) {
  const pointPart = ownPart(parts, "polygon_points", ["f32"]);
  const ringPart = ownPart(parts, "polygon_rings", ["u32"]);
  if (!pointPart || !ringPart) return null;
  const { buffer, byteOffset, length } = labelIds(pointPart);
  const points = new Float32Array(buffer, byteOffset, length);
  const table = labelIds(ringPart);
  let total = 0;
  for (let row = 1; row < table.length; row += 3) total += table[row];
  if (table.length % 3 || points.length !== 2 * total) {
    throw unfit("polygon_points");
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
 * @type {(record: string, value: any, parts: Parts, sent?: { width: number, height: number } | null) => any}
 */
export function readColouring(record, value, parts, sent) {
  const found = read(record, value, parts);
  const layers = found.changed ? null : (found.colour ?? found.shade); // else they are a part of it
  const sized = layers ?? found.labels ?? found.ink ?? found.preview ?? sent;
  return { ...found, width: sized?.width ?? null, height: sized?.height ?? null };
}
