/** Bytes put together and taken apart, as the formats here need them. Runs wherever JavaScript does. */

const TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of bytes, as PNG and ZIP have it; `before` is that of what came before them. */
export function crc32(bytes, before = 0) {
  let value = ~before;
  for (let at = 0; at < bytes.length; at += 1) value = TABLE[(value ^ bytes[at]) & 255] ^ (value >>> 8);
  return ~value >>> 0;
}

/** One after the other. */
export function joined(parts) {
  const made = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

export function utf8(text) {
  return new TextEncoder().encode(text);
}

export function textOf(bytes) {
  return new TextDecoder().decode(bytes);
}

/** A view of bytes to read and write numbers through. */
export function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** @param {Uint8Array} bytes @param {"deflate" | "deflate-raw"} format with and without zlib's frame */
export function deflated(bytes, format) {
  return through(bytes, new CompressionStream(format));
}

/** Raises if they aren't of that format, or are broken off. */
export function inflated(bytes, format) {
  return through(bytes, new DecompressionStream(format));
}

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}
