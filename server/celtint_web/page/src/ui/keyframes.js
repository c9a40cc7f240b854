import { askForPictures } from "./asking.js";
import { failed, notice } from "./notices.js";

/** Make what a frame's colours are now its key: as if the artist had coloured it so. */
export function keyFromColours(app) {
  const frame = app.project.current;
  const bytes = app.colouring.of(frame)?.bytes;
  if (!bytes) return notice("shot.key.nothing");
  const { width, height } = frame;
  return setKey(app, frame, { width, height, encoding: "rgba8", bytes: bytes.slice() });
}

/** Take a frame's key away. */
export function removeKey(app) {
  if (app.project.current.key) setKey(app, app.project.current, null);
}

/** Let people choose the coloured picture of a frame. */
export function chooseKey(app) {
  const frame = app.project.current;
  askForPictures({}, ([file]) => openKey(app, frame, file));
}

/** Open a coloured picture as a frame's key. */
export async function openKey(app, frame, file) {
  try {
    setKey(app, frame, await readKey(app, frame, file));
  } catch (error) {
    failed(error, { name: file.name });
  }
}

/** A coloured picture, as a frame's key has to be; what can't be one is told by an error's `word`. */
export async function readKey(app, frame, file) {
  const { picture } = await app.files.decode(file);
  const { width, height, encoding, bytes } = picture;
  if (width !== frame.width || height !== frame.height) throw Object.assign(new Error(), { word: "error.keySize" });
  if (encoding === "rgba8") return picture;
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = (255 << 24) | (bytes[at] * 0x10101);
  return { ...picture, encoding: "rgba8", bytes: new Uint8Array(pixels.buffer) };
}

function setKey(app, frame, key) {
  const { project } = app;
  const before = frame.key;
  const put = (one) => () => {
    project.show(frame);
    project.setKey(frame, one);
  };
  app.history.do({ label: "shot.key.take", undo: put(before), redo: put(key) });
}
