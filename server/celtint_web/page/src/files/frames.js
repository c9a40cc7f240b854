import { fault } from "./fault.js";

/** Bytes of all frames together that a page can well hold. */
const MOST_BYTES = 1.5e9;

/** Numbers in names count as numbers: frame 9 comes before frame 10. */
const ORDER = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Files by their names, folder by folder. */
export function inOrder(files) {
  const path = (file) => file.path || file.webkitRelativePath || file.name;
  return [...files].sort((one, other) => ORDER.compare(path(one), path(other)));
}

/** All files that were dropped, those in folders too; each has its `path`. Ask within the event. */
export async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.some((entry) => entry?.isDirectory)) return (await Promise.all(entries.filter(Boolean).map(inside))).flat();
  return [...transfer.files];
}

async function inside(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [Object.assign(file, { path: entry.fullPath })];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return (await Promise.all(found.map(inside))).flat();
    found.push(...some);
  }
}

/**
 * Pictures that are frames of one sequence: each as Files.decode gives it, with its name.
 * @param {import("./files.js").Files} files
 * @param {File[]} list in their order
 * @param {(share: number) => void} tell @param {AbortSignal} signal
 * @returns {Promise<{frames: object[], left: string[]}>} left: names of those that are no pictures. Faults:
 *   "error.otherSize", "error.tooMuch"
 */
export async function readFrames(files, list, tell, signal) {
  const frames = [];
  const left = [];
  let bytes = 0;
  for (const [at, file] of list.entries()) {
    signal.throwIfAborted();
    tell(at / list.length);
    let read;
    try {
      read = await files.decode(file);
    } catch (error) {
      if (error.word !== "error.notAPicture") throw Object.assign(error, { values: { ...error.values, name: file.name } });
      left.push(file.name);
      continue;
    }
    const frame = { ...read, name: plainName(file.name) };
    bytes += frame.picture.bytes.length;
    checkFrame(frame, frames[0], bytes, file.name);
    if (frames.length) frame.levels.forEach((level) => level.close()); // of many frames only some can lie ready to be drawn
    frames.push(frame);
  }
  return { frames, left };
}

/** Raises if it can't be a frame of the same sequence. */
export function checkFrame({ picture: { width, height } }, first, bytes, name) {
  if (first && (first.picture.width !== width || first.picture.height !== height)) {
    const others = { otherWidth: first.picture.width, otherHeight: first.picture.height };
    throw fault("error.otherSize", { name, width, height, ...others });
  }
  if (bytes > MOST_BYTES) throw fault("error.tooMuch", { name });
}

/** A file's name without what says its kind. */
export function plainName(name) {
  return name.replace(/\.[^.]+$/, "");
}
