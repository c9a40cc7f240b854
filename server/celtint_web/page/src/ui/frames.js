import { readFilm } from "../files/films.js";
import { checkFrame, inOrder, readFrames } from "../files/frames.js";
import { Frame, Project } from "../model/project.js";
import { Raster } from "../model/tiles.js";
import { askForPictures } from "./asking.js";
import { busy } from "./busy.js";
import { readKey } from "./keyframes.js";
import { failed, notice } from "./notices.js";
import { isFilm, swatchesOf } from "./opening.js";

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

/** Put drawings, or a film's frames, behind the shot's; what is wrong with them is told. */
export async function addFrames(app, files) {
  const { project } = app;
  const [first] = files;
  try {
    const read = await busy("open.frames", (tell, signal) =>
      isFilm(first) ? readFilm(app.files, first, tell, signal) : readFrames(app.files, inOrder(files), tell, signal),
    );
    if (!read || project !== app.project) return;
    const { frames, left = [] } = read;
    if (frames.length) frames[0].levels.forEach((level) => level.close());
    if (left.length) notice("open.left", { count: left.length, name: left[0] });
    if (!frames.length) return;
    checkFrame(frames[0], { picture: project.size }, 0, frames[0].name);
    const before = [...project.frames];
    const after = [...before, ...frames.map(({ name, picture }) => new Frame({ name, picture }))];
    app.history.do({ label: "shot.add", undo: () => project.setFrames(before), redo: () => project.setFrames(after) });
  } catch (error) {
    failed(error, { name: first.name });
  }
}
