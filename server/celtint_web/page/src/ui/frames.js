import { Frame, Project } from "../model/project.js";
import { Raster } from "../model/tiles.js";
import { askForPictures } from "./asking.js";
import { readKey } from "./keyframes.js";
import { failed, notice } from "./notices.js";
import { swatchesOf } from "./opening.js";

/** Open drawings as a new project, with a coloured picture of the first. */
export async function openShot(app, name, files, key) {
  const pictures = await Promise.all(files.map((file) => app.files.decode(file)));
  const frames = pictures.map(({ picture }, at) => new Frame({ name: String(at + 1), picture }));
  const [first] = frames;
  first.key = await readKey(app, first, key);
  const palette = swatchesOf(Raster.from(first.width, first.height, first.key.bytes));
  app.show(new Project({ name, frames, palette }));
}

/** Let people choose drawings to put behind the shot's frames. */
export function chooseFrames(app) {
  askForPictures({ multiple: true }, (files) => addFrames(app, files));
}

/** Put drawings behind the shot's frames, in the order of their names; they are all of the first one's size. */
export async function addFrames(app, files) {
  const { project } = app;
  const { width, height } = project.size;
  const order = new Intl.Collator(undefined, { numeric: true });
  const more = [];
  for (const file of [...files].sort((one, other) => order.compare(one.name, other.name))) {
    try {
      const { picture } = await app.files.decode(file);
      if (picture.width === width && picture.height === height) {
        more.push(new Frame({ name: file.name.replace(/\.[^.]+$/, ""), picture }));
      } else notice("error.frameSize", { name: file.name, width, height }, { bad: true });
    } catch (error) {
      failed(error, { name: file.name });
    }
  }
  if (!more.length) return;
  const before = [...project.frames];
  const after = [...before, ...more];
  app.history.do({ label: "shot.add", undo: () => project.setFrames(before), redo: () => project.setFrames(after) });
}
