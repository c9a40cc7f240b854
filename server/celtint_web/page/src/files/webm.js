import { joined, utf8 } from "./bytes.js";

/** WebM (a Matroska of VP8 or VP9) around pictures that the browser's own encoder has packed. */

/** Element ids of RFC 9559. */
const ID = {
  EBML: 0x1a45dfa3,
  version: 0x4286,
  readVersion: 0x42f7,
  idLength: 0x42f2,
  sizeLength: 0x42f3,
  docType: 0x4282,
  docVersion: 0x4287,
  docReadVersion: 0x4285,
  segment: 0x18538067,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  duration: 0x4489,
  muxer: 0x4d80,
  writer: 0x5741,
  tracks: 0x1654ae6b,
  track: 0xae,
  number: 0xd7,
  uid: 0x73c5,
  lacing: 0x9c,
  kind: 0x83,
  codec: 0x86,
  frameTime: 0x23e383,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
  cluster: 0x1f43b675,
  time: 0xe7,
  block: 0xa3,
};
/** What a block's time, a signed 16-bit number of milliseconds, can say within its cluster. */
const CLUSTER_MS = 30_000;

/**
 * @param {{time: number, key: boolean, bytes: Uint8Array}[]} packed time: of each picture, in ms
 * @param {{width: number, height: number, codec: "V_VP8" | "V_VP9", duration: number}} about duration: of all, in ms
 * @returns {Uint8Array}
 */
export function muxed(packed, { width, height, codec, duration }) {
  const head = element(ID.EBML, [
    element(ID.version, whole(1)),
    element(ID.readVersion, whole(1)),
    element(ID.idLength, whole(4)),
    element(ID.sizeLength, whole(8)),
    element(ID.docType, utf8("webm")),
    element(ID.docVersion, whole(4)),
    element(ID.docReadVersion, whole(2)),
  ]);
  const info = element(ID.info, [
    element(ID.scale, whole(1_000_000)),
    element(ID.duration, real(duration)),
    element(ID.muxer, utf8("celtint")),
    element(ID.writer, utf8("celtint")),
  ]);
  const track = element(ID.track, [
    element(ID.number, whole(1)),
    element(ID.uid, whole(1)),
    element(ID.lacing, whole(0)),
    element(ID.kind, whole(1)),
    element(ID.codec, utf8(codec)),
    element(ID.frameTime, whole(Math.round((1e6 * duration) / packed.length))),
    element(ID.video, [element(ID.width, whole(width)), element(ID.height, whole(height))]),
  ]);
  return joined([head, element(ID.segment, [info, element(ID.tracks, [track]), ...clusters(packed)])]);
}

/** A new cluster at every key picture, or when a block's time would no longer fit. */
function clusters(packed) {
  const made = [];
  let start = 0;
  let blocks = [];
  const close = () => {
    if (blocks.length) made.push(element(ID.cluster, [element(ID.time, whole(start)), ...blocks]));
    blocks = [];
  };
  for (const { time, key, bytes } of packed) {
    if (key || time - start > CLUSTER_MS) {
      close();
      start = Math.round(time);
    }
    const at = Math.round(time) - start;
    blocks.push(element(ID.block, joined([Uint8Array.of(0x81, at >> 8, at & 255, key ? 0x80 : 0), bytes])));
  }
  close();
  return made;
}

function element(id, content) {
  const body = Array.isArray(content) ? joined(content) : content;
  return joined([whole(id), size(body.length), body]);
}

/** A number in as few bytes as it takes, the highest first. */
function whole(value) {
  const bytes = [];
  for (let left = value; left > 0 || bytes.length === 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return Uint8Array.from(bytes);
}

/** A length, in eight bytes of which the first says so. */
function size(length) {
  const made = new Uint8Array(8);
  new DataView(made.buffer).setBigUint64(0, (1n << 56n) | BigInt(length));
  return made;
}

function real(value) {
  const made = new Uint8Array(8);
  new DataView(made.buffer).setFloat64(0, value);
  return made;
}
