import { fault } from "./fault.js";
import { checkFrame, plainName } from "./frames.js";

/** A shot is shorter; a film that is longer would fill the memory. */
const MOST_FRAMES = 600;
/** For so long is looked how fast the frames follow one another, in ms. */
const WATCHED_MS = 1500;
/** What frames a second films have; what is measured becomes the nearest. */
const RATES = [8, 10, 12, 15, 24000 / 1001, 24, 25, 30000 / 1001, 30, 48, 50, 60000 / 1001, 60];
const PATIENCE_MS = 8000;
/** A frame that was sought is on the screen by then, even on a busy machine, in ms. */
const SHOWN_MS = 400;

/**
 * The frames of a film, as the browser plays it; frames that repeat the one before them are left out only if the film
 * itself leaves them out.
 * @param {import("./files.js").Files} files @param {File} file
 * @param {(share: number) => void} tell @param {AbortSignal} signal
 * @returns {Promise<{frames: object[], rate: number}>} rate: frames a second. Faults: "error.notAFilm",
 *   "error.filmTooLong", "error.tooMuch"
 */
export async function readFilm(files, file, tell, signal) {
  const video = document.createElement("video");
  const url = URL.createObjectURL(file);
  Object.assign(video, { muted: true, playsInline: true, preload: "auto" });
  try {
    await happens(video, "loadeddata", () => (video.src = url));
    const rate = await rateOf(video);
    const count = Math.max(1, Math.round(video.duration * rate));
    if (!(count <= MOST_FRAMES)) throw fault("error.filmTooLong", { most: MOST_FRAMES });
    const frames = [];
    let bytes = 0;
    for (let at = 0; at < count; at += 1) {
      signal.throwIfAborted();
      tell(at / count);
      await seek(video, (at + 0.5) / rate);
      const read = await files.grab(await createImageBitmap(video));
      const frame = { ...read, name: `${plainName(file.name)} ${String(at + 1).padStart(4, "0")}` };
      bytes += frame.picture.bytes.length;
      checkFrame(frame, frames[0], bytes, file.name);
      if (frames.length) frame.levels.forEach((level) => level.close());
      frames.push(frame);
    }
    return { frames, rate };
  } finally {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(url);
  }
}

function happens(video, event, begin) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(fault("error.notAFilm")), PATIENCE_MS);
    const settle = (done) => () => {
      clearTimeout(timer);
      done();
    };
    video.addEventListener(event, settle(resolve), { once: true });
    video.addEventListener("error", settle(() => reject(fault("error.notAFilm"))), { once: true });
    begin();
  });
}

async function seek(video, time) {
  const there = Math.min(time, Math.max(0, video.duration - 1e-4));
  if (Math.abs(video.currentTime - there) < 1e-6 && !video.seeking) return;
  // "seeked" may come before the frame of that time is the one that is shown; a frame that is shown already isn't told again
  const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  await happens(video, "seeked", () => (video.currentTime = there));
  await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, SHOWN_MS))]);
}

/** Frames a second, from the times of those that are shown while it plays for a moment. */
async function rateOf(video) {
  const times = [];
  const hear = (_, { mediaTime }) => {
    times.push(mediaTime);
    if (!video.paused) video.requestVideoFrameCallback(hear);
  };
  video.requestVideoFrameCallback(hear);
  await video.play();
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, WATCHED_MS);
    video.addEventListener("ended", () => (clearTimeout(timer), resolve()), { once: true });
  });
  video.pause();
  const steps = times.slice(1).map((time, at) => time - times[at]).filter((step) => step > 0.005);
  if (steps.length === 0) return 24;
  const step = steps.sort((one, other) => one - other)[Math.floor(steps.length / 4)];
  return RATES.reduce((best, rate) => (Math.abs(1 / step - rate) < Math.abs(1 / step - best) ? rate : best));
}
