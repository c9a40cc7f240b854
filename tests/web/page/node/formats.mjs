// Encoders for Python: a job of JSON a line in, {made: base64} or {raised} a line out.
import { createInterface } from "node:readline";

const files = new URL("../../../../server/celtint_web/page/src/files/", import.meta.url);
const load = (name) => import(new URL(name, files));
const { encodePng, decodePng } = await load("png.js");
const { zip, unzip } = await load("zip.js");
const { encodeGif } = await load("gif.js");
const { encodeOra, decodeOra } = await load("ora.js");
const { encodeSvg } = await load("svg.js");
const { flatten } = await load("flatten.js");
const { muxed } = await load("webm.js");

const bytesOf = (text) => new Uint8Array(Buffer.from(text, "base64"));
const withBytes = (one) => ({ ...one, bytes: bytesOf(one.bytes) });
const raw = async (blob) => new Uint8Array(await blob.arrayBuffer());

const KINDS = {
  png: ({ picture }) => encodePng(withBytes(picture)),
  unpng: async ({ file }) => {
    const picture = await decodePng(bytesOf(file));
    return picture && { ...picture, bytes: Buffer.from(picture.bytes).toString("base64") };
  },
  zip: async ({ files: list }) => raw(await zip(list.map(withBytes), new Date(2024, 4, 6, 7, 8, 10))),
  unzip: async ({ file }) => {
    const found = await unzip(new Blob([bytesOf(file)]));
    const read = async ([name, content]) => [name, Buffer.from(await content()).toString("base64")];
    return Object.fromEntries(await Promise.all([...found].map(read)));
  },
  gif: ({ frames, rate }) => encodeGif(frames.map(withBytes), { rate }),
  ora: async ({ picture }) => raw(await encodeOra({ ...picture, sheets: picture.sheets.map(withBytes) })),
  unora: async ({ file }) => {
    const { picture, hints, layers } = await decodeOra(await unzip(new Blob([bytesOf(file)])), () => Promise.reject(new Error("It is left to the browser.")));
    const text = (one) => one && { ...one, bytes: Buffer.from(one.bytes).toString("base64") };
    return { picture: text(picture), hints: text(hints), layers };
  },
  svg: async ({ picture: { outlines, lines, ...picture } }) => {
    const arrays = { table: Uint32Array.from(outlines.table), points: Float32Array.from(outlines.points) };
    return raw(await encodeSvg({ ...picture, outlines: arrays, lines: lines && withBytes(lines) }));
  },
  flat: ({ picture }) => flatten({ ...picture, sheets: picture.sheets.map(withBytes) }),
  webm: ({ packed, about }) => muxed(packed.map(withBytes), about),
};

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line);
  let answer;
  try {
    const made = await KINDS[job.kind](job);
    answer = { made: made instanceof Uint8Array ? Buffer.from(made).toString("base64") : made };
  } catch (error) {
    answer = { raised: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
