import { crc32, deflated, inflated, joined, textOf, utf8, viewOf } from "./bytes.js";
import { fault } from "./fault.js";

/** ZIP archives (PKWARE's APPNOTE) of files up to 4 GB all together. */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const UTF8 = 1 << 11;
const STORED = 0;
const DEFLATED = 8;
const MOST = 0xffffffff;

/**
 * @param {{name: string, bytes: Uint8Array, packed?: boolean}[]} files in the order in which they lie in it; packed:
 *   whether to try to make it smaller
 * @param {Date} [when] that is said to be their time
 * @returns {Promise<Blob>}
 */
export async function zip(files, when = new Date()) {
  const parts = [];
  const table = [];
  let offset = 0;
  for (const { name, bytes, packed = false } of files) {
    const small = packed ? await deflated(bytes, "deflate-raw") : bytes;
    const method = small.length < bytes.length ? DEFLATED : STORED;
    const data = method === DEFLATED ? small : bytes;
    const about = { name: utf8(name), method, crc: crc32(bytes), size: bytes.length, packed: data.length, offset, when };
    const head = record(LOCAL, about);
    parts.push(head, data);
    table.push(record(CENTRAL, about));
    offset += head.length + data.length;
    if (offset > MOST) throw fault("error.outTooLarge");
  }
  const directory = joined(table);
  const end = new Uint8Array(22);
  const view = viewOf(end);
  view.setUint32(0, END, true);
  view.setUint16(8, files.length, true);
  view.setUint16(10, files.length, true);
  view.setUint32(12, directory.length, true);
  view.setUint32(16, offset, true);
  return new Blob([...parts, directory, end], { type: "application/zip" });
}

function record(kind, { name, method, crc, size, packed, offset, when }) {
  const central = kind === CENTRAL;
  const made = new Uint8Array((central ? 46 : 30) + name.length);
  const view = viewOf(made);
  view.setUint32(0, kind, true);
  let at = 4;
  const short = (value) => {
    view.setUint16(at, value, true);
    at += 2;
  };
  const long = (value) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  if (central) short(20);
  short(20);
  short(UTF8);
  short(method);
  short((when.getHours() << 11) | (when.getMinutes() << 5) | (when.getSeconds() >> 1));
  short((Math.max(0, when.getFullYear() - 1980) << 9) | ((when.getMonth() + 1) << 5) | when.getDate());
  long(crc);
  long(packed);
  long(size);
  short(name.length);
  short(0);
  if (central) {
    for (let field = 0; field < 3; field += 1) short(0);
    long(0);
    long(offset);
  }
  made.set(name, at);
  return made;
}

/** Nobody's archive of drawings unpacks to more, in bytes. */
const LARGEST = 2 ** 31;

/**
 * What is in an archive, by name. Raises if it is none, is broken, or has a file that is packed in another way.
 * @param {Blob} file
 * @returns {Promise<Map<string, () => Promise<Uint8Array>>>} each read when it is asked for
 */
export async function unzip(file) {
  const tail = new Uint8Array(await file.slice(Math.max(0, file.size - 22 - 0xffff)).arrayBuffer());
  const end = endOf(tail);
  if (end < 0) throw new Error("It is no ZIP file.");
  const view = viewOf(tail);
  const length = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  const table = new Uint8Array(await file.slice(start, start + length).arrayBuffer());
  const found = new Map();
  const rows = viewOf(table);
  for (let at = 0; at + 46 <= table.length && rows.getUint32(at, true) === CENTRAL; ) {
    const [name, extra, comment] = [28, 30, 32].map((field) => rows.getUint16(at + field, true));
    const about = { method: rows.getUint16(at + 10, true), crc: rows.getUint32(at + 16, true) };
    Object.assign(about, { packed: rows.getUint32(at + 20, true), size: rows.getUint32(at + 24, true) });
    about.offset = rows.getUint32(at + 42, true);
    found.set(textOf(table.subarray(at + 46, at + 46 + name)), () => content(file, about));
    at += 46 + name + extra + comment;
  }
  return found;
}

function endOf(tail) {
  const view = viewOf(tail);
  for (let at = tail.length - 22; at >= 0; at -= 1) if (view.getUint32(at, true) === END) return at;
  return -1;
}

async function content(file, { method, crc, packed, size, offset }) {
  const head = viewOf(new Uint8Array(await file.slice(offset, offset + 30).arrayBuffer()));
  if (size > LARGEST || head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) throw new Error("The ZIP file is broken.");
  const start = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const data = new Uint8Array(await file.slice(start, start + packed).arrayBuffer());
  if (method !== STORED && method !== DEFLATED) throw new Error("The ZIP file is packed in a way that isn't read here.");
  const bytes = method === STORED ? data : await inflated(data, "deflate-raw");
  if (bytes.length !== size || crc32(bytes) !== crc) throw new Error("The ZIP file is broken.");
  return bytes;
}
