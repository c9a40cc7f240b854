import { fault } from "./fault.js";
import { muxed } from "./webm.js";

/** Bits a second for each pixel of a second: flats and lines take little, and still have to stay clean. */
const BITS = 0.25;
const LEAST_RATE = 2_000_000;
const KINDS = [
  { codec: "vp09.00.41.08", name: "V_VP9" },
  { codec: "vp8", name: "V_VP8" },
];

/**
 * Frames as a WebM film, by the browser's own encoder.
 * @param {{width: number, height: number, bytes: Uint8Array}[]} frames opaque RGBA, all of one size
 * @param {{rate: number}} how frames a second
 * @returns {Promise<Uint8Array>} fault: "error.noFilms" if the browser has no encoder
 */
export async function encodeFilm(frames, { rate }) {
  const width = even(frames[0].width);
  const height = even(frames[0].height);
  const bitrate = Math.max(LEAST_RATE, Math.round(BITS * width * height * rate));
  const { config, name } = await kindFor({ width, height, bitrate, framerate: rate });
  const packed = [];
  let broken = null;
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      packed.push({ time: chunk.timestamp / 1000, key: chunk.type === "key", bytes });
    },
    error: (error) => (broken = error),
  });
  encoder.configure(config);
  for (const [at, frame] of frames.entries()) {
    const shown = new VideoFrame(padded(frame, width, height), {
      format: "RGBX",
      codedWidth: width,
      codedHeight: height,
      timestamp: Math.round((1e6 * at) / rate),
      duration: Math.round(1e6 / rate),
    });
    encoder.encode(shown, { keyFrame: at % 48 === 0 });
    shown.close();
  }
  await encoder.flush().catch((error) => (broken ??= error));
  if (broken) throw broken;
  encoder.close();
  return muxed(packed, { width, height, codec: name, duration: (1000 * frames.length) / rate });
}

async function kindFor(about) {
  if (typeof VideoEncoder === "undefined") throw fault("error.noFilms");
  for (const { codec, name } of KINDS) {
    const config = { codec, latencyMode: "quality", ...about };
    const { supported } = await VideoEncoder.isConfigSupported(config).catch(() => ({ supported: false }));
    if (supported) return { config, name };
  }
  throw fault("error.noFilms");
}

/** Films have even sides; the last row and column are said twice where it takes one more. */
function even(side) {
  return side + (side % 2);
}

function padded({ width, height, bytes }, across, down) {
  if (width === across && height === down) return bytes;
  const made = new Uint8Array(4 * across * down);
  for (let y = 0; y < down; y += 1) {
    const row = Math.min(y, height - 1);
    made.set(bytes.subarray(4 * row * width, 4 * (row + 1) * width), 4 * y * across);
    if (across > width) made.copyWithin(4 * (y * across + width), 4 * (y * across + width - 1), 4 * (y * across + width));
  }
  return made;
}
